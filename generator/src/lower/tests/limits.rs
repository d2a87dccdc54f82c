//! Documents that are made to break the generator.

use std::fmt::Write as _;

use super::{problems, schemas};

#[test]
fn long_chains_of_references_are_followed() {
    let mut text = String::new();
    for number in 0..1000 {
        writeln!(
            text,
            "A{number}: {{$ref: '#/components/schemas/A{}'}}",
            number + 1
        )
        .unwrap();
    }
    text.push_str("A1000: {type: [string, 'null'], maxLength: 5}\n");
    for number in 0..1000 {
        writeln!(text, "B{number}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/B{}'}}}}}}", number + 1).unwrap();
    }
    text.push_str("B1000: {type: object, properties: {a: {$ref: '#/components/schemas/A0'}}}\n");
    let lowered = schemas(&text);
    assert_eq!(
        lowered.show("B1000", "a"),
        r#"OptionalNullable A0 {"maxLength":5}"#
    );
}

#[test]
fn schemas_that_double_at_each_step_are_stopped() {
    let mut text = String::new();
    for number in 0..40 {
        let next = number + 1;
        writeln!(
            text,
            "A{number}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}]}}\nB{number}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/B{next}'}}]}}"
        )
        .unwrap();
    }
    text.push_str("A40: {type: object, properties: {p: {type: string}}}\nB40: {type: object, properties: {p: {type: string}}}\n");
    let found = problems(&text);
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("error[limit-exceeded]")),
        "{found:#?}"
    );
}
