//! Documents of several files, which whoever calls the generator has read.

use callspec_generator::diagnostics::Code;
use callspec_generator::source::Source;
use callspec_generator::{Options, generate, schema, spec};

const MAIN: &str = "openapi: 3.1.0
info: {title: Books, version: '1'}
paths:
  /books: {$ref: ./paths/books.yaml}
components:
  schemas:
    Author: {type: object, required: [name], properties: {name: {type: string}}}
";

const BOOKS: &str = "get:
  operationId: listBooks
  parameters: [{$ref: '../shared.yaml#/parameters/limit'}]
  responses:
    '200':
      description: Books.
      content:
        application/json:
          schema: {type: array, items: {$ref: '../schemas/book.yaml'}}
";

const BOOK: &str = "type: object
properties:
  title: {type: string}
  author: {$ref: '../openapi.yaml#/components/schemas/Author'}
  sequel: {$ref: '#'}
  shelf: {$ref: '../shared.yaml#/definitions/Shelf'}
";

const SHARED: &str = "parameters:
  limit: {name: limit, in: query, schema: {type: integer}}
definitions:
  Shelf: {type: string, enum: [top, bottom]}
";

fn source(book: &str) -> Source {
    let mut source = Source::new("specs/openapi.yaml", MAIN);
    for (name, text) in [
        ("paths/books.yaml", BOOKS),
        ("schemas/book.yaml", book),
        ("shared.yaml", SHARED),
    ] {
        source.files.push(Source::new(name, text));
    }
    source
}

#[test]
fn the_files_that_are_needed_are_named_step_by_step() {
    let mut source = source(BOOK);
    let files = std::mem::take(&mut source.files);
    assert_eq!(spec::referenced_files(&source), ["paths/books.yaml"]);
    source.files.push(files[0].clone());
    assert_eq!(
        spec::referenced_files(&source),
        ["paths/books.yaml", "schemas/book.yaml", "shared.yaml"]
    );
}

#[test]
fn files_become_one_document() {
    let source = source(BOOK);
    let document = spec::parse(&source).document.unwrap();
    let bundle = schema::bundle(&document).schema.to_string();
    assert!(!bundle.contains(".yaml#"), "{bundle}");

    let generation = generate(&[source], &Options::default()).unwrap();
    assert_eq!(generation.warnings, []);
    let models = &generation.output.files["src/providers/openapi/models.rs"];
    for (start, end) in [
        ("pub struct Book {", ""),
        ("pub enum Shelf {", ""),
        ("pub author: ", "Option<Author>,"),
        ("pub shelf: ", "Option<Shelf>,"),
    ] {
        let fits = |line: &&str| line.trim().starts_with(start) && line.ends_with(end);
        assert!(models.lines().any(|line| fits(&line)), "{start}\n{models}");
    }
}

#[test]
fn problems_stand_in_their_own_file() {
    let broken = BOOK.replace("{type: string}", "{type: strin}");
    let parsed = spec::parse(&source(&broken));
    let [problem] = parsed.diagnostics.as_slice() else {
        panic!("one problem: {:#?}", parsed.diagnostics);
    };
    assert_eq!(problem.code, Code::InvalidValue);
    assert_eq!(problem.source, "schemas/book.yaml");
    assert_eq!((problem.position.line, problem.position.column), (3, 17));
    assert_eq!(&broken[problem.span.start..problem.span.end], "strin");
}

#[test]
fn a_file_that_is_not_there_is_refused_where_it_is_referred_to() {
    let mut source = source(BOOK);
    source.files.remove(1);
    let parsed = spec::parse(&source);
    let [problem] = parsed.diagnostics.as_slice() else {
        panic!("one problem: {:#?}", parsed.diagnostics);
    };
    assert_eq!(problem.code, Code::RemoteReference);
    assert_eq!(problem.source, "paths/books.yaml");
    assert_eq!(problem.position.line, 9);
    assert!(problem.help.as_deref().unwrap().contains("--allow-files"));
}
