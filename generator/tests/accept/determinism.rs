//! The same specs give the same bytes, however they come.

use callspec_generator::{Options, generate, source::Source};

use crate::cases;

#[test]
fn twice_is_the_same() {
    for case in cases::all() {
        let (first, second) = (
            case.generate("crate::support"),
            case.generate("crate::support"),
        );
        assert_eq!(first.output, second.output, "{}", case.source.name);
        assert_eq!(first.warnings, second.warnings, "{}", case.source.name);
        assert_eq!(first.fidelity, second.fidelity, "{}", case.source.name);
    }
}

#[test]
fn the_order_of_the_sources_changes_nothing() {
    // Cases of different folders may have one name, which two specs may not.
    let renamed = |case: cases::Case| Source {
        name: format!("{}_{}.yaml", case.construct, case.name),
        ..case.source
    };
    let mut sources: Vec<_> = cases::all().into_iter().map(renamed).collect();
    let forwards = generate(&sources, &Options::default()).unwrap();
    sources.reverse();
    let backwards = generate(&sources, &Options::default()).unwrap();
    assert_eq!(forwards.output, backwards.output);
    assert_eq!(forwards.warnings, backwards.warnings);
    assert_eq!(forwards.fidelity, backwards.fidelity);
    assert_eq!(forwards.output.files.len(), 4 * sources.len() + 1);
}

#[test]
fn two_specs_of_one_name_are_refused() {
    let text = "openapi: 3.1.0\ninfo: { title: Case, version: '1' }\npaths: {}\n";
    let sources = [
        Source::new("a/bird.yaml", text),
        Source::new("b/bird.yaml", text),
    ];
    let problems = generate(&sources, &Options::default()).unwrap_err();
    let problems: Vec<_> = problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        problems,
        [
            "b/bird.yaml:2:16: error[module-collision]: the module `bird` is generated from a/bird.yaml already"
        ]
    );
}
