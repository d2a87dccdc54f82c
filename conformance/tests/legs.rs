//! Where the legs disagree: types that are wrong in one way each, and what is said of them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callspec_conformance::findings::Rule;
use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::legs::derived::Derived;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::spec::Spec;
use callspec_conformance::types::Refusal;
use callspec_generator::source::Source;
use serde_json::{Value, json};

const GOOD: &str = r#"{"calls": [{"id": 1, "status": "completed", "note": null, "cost": "0.10", "labels": {"a": "b"}}], "total": 1}"#;

/// The findings of the rule `legs` on a body, for a model that changes the value it reads, or refuses at a pointer.
fn legs(
    body: &str,
    model: impl Fn(&mut Value) -> Result<(), &'static str> + Send + Sync + 'static,
    derived: &Value,
) -> Vec<String> {
    let text = include_str!("bad/spec.yaml");
    let spec = Spec::load("bad", &Source::new("spec.yaml", text)).expect("the spec is sound");
    let derived = Derived::compile(derived).expect("the schema is sound");
    let round_trip = move |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).expect("only JSON gets here");
        let refuse = |pointer: &str| Refusal {
            pointer: pointer.to_owned(),
            message: "no".to_owned(),
        };
        model(&mut value).map_err(refuse)?;
        Ok(serde_json::to_vec(&value).expect("values can be written"))
    };
    let lexicon = Lexicon::new([]);
    let court = Court {
        spec: &spec,
        types: Some((&round_trip, &derived)),
        lexicon: &lexicon,
    };
    let case = Case {
        file: "x",
        bytes: body.as_bytes(),
        lines_before: 0,
        operation: "listCalls",
        status: 200,
        grade: Grade::LiveCapture,
    };
    let findings = court
        .judge(&case)
        .findings
        .into_iter()
        .filter(|finding| finding.rule == Rule::Legs);
    findings
        .map(|finding| format!("{}: {}", finding.instance.pointer, finding.message))
        .collect()
}

fn faithful(_: &mut Value) -> Result<(), &'static str> {
    Ok(())
}

const NONE: [&str; 0] = [];

#[test]
fn legs_that_agree_say_nothing() {
    assert_eq!(legs(GOOD, faithful, &json!({})), NONE);
    // What the spec refuses and the type takes on purpose: an unknown value, an undocumented property that it drops, a bound.
    let drift = r#"{"calls": [{"id": 1, "status": "new", "added": 1}], "total": -1}"#;
    let derived = json!({"properties": {
        "calls": {"items": {"properties": {"status": {"enum": ["completed", "failed"]}}}},
        "total": {"minimum": 0},
    }});
    let dropping = |value: &mut Value| {
        value["calls"][0]
            .as_object_mut()
            .expect("it is one")
            .remove("added");
        Ok(())
    };
    assert_eq!(legs(drift, dropping, &derived), NONE);
}

#[test]
fn a_model_that_refuses_what_the_spec_accepts_is_guilty() {
    assert_eq!(
        legs(GOOD, |_| Err("/calls/0/cost"), &json!({})),
        ["/calls/0/cost: the model refuses what the spec accepts: no"]
    );
}

#[test]
fn a_model_that_refuses_what_the_spec_refuses_is_not() {
    let body = r#"{"calls": [{"id": "1", "status": "completed"}]}"#;
    let derived =
        json!({"properties": {"calls": {"items": {"properties": {"id": {"type": "integer"}}}}}});
    assert_eq!(legs(body, |_| Err("/calls/0/id"), &derived), NONE);
    // Elsewhere than the spec does, it is.
    assert_eq!(legs(body, |_| Err("/calls/0/status"), &derived).len(), 1);
    // An integer spelled with a fraction is reported as such.
    let body = r#"{"calls": [{"id": 1.0, "status": "completed"}]}"#;
    assert_eq!(legs(body, |_| Err("/calls/0/id"), &json!({})), NONE);
}

#[test]
fn a_model_that_loses_invents_or_changes_is_guilty() {
    let edit = |pointer: &'static str, new: Value| {
        move |value: &mut Value| {
            *value.pointer_mut(pointer).expect("it is there") = new.clone();
            Ok(())
        }
    };
    assert_eq!(
        legs(GOOD, edit("/calls/0/labels", json!({})), &json!({})),
        ["/calls/0/labels/a: the model loses a value"]
    );
    assert_eq!(
        legs(GOOD, edit("/calls/0/cost", json!("0.1")), &json!({})),
        ["/calls/0/cost: the model gives back another value than it read"]
    );
    let inventing = |value: &mut Value| {
        value["calls"][0]["party"] = Value::Null;
        Ok(())
    };
    assert_eq!(
        legs(GOOD, inventing, &json!({})),
        ["/calls/0/party: the model writes a null where nothing stood"]
    );
}

#[test]
fn a_model_that_does_not_settle_is_guilty() {
    let growing = |value: &mut Value| {
        let total = value["total"].as_i64().unwrap_or_default();
        value["total"] = json!(total + 1);
        Ok(())
    };
    assert_eq!(
        legs(GOOD, growing, &json!({})),
        [": the model does not settle: a second round trip gives another text"]
    );
}

#[test]
fn legs_that_accept_what_the_spec_refuses_are_guilty() {
    let body = r#"{"calls": [{"status": "completed", "cost": "free"}]}"#;
    let mut found = legs(body, faithful, &json!({}));
    found.sort();
    assert_eq!(
        found,
        [
            "/calls/0/cost: the derived schema accepts what the spec refuses (`format`)",
            "/calls/0/cost: the model accepts what the spec refuses (`format`)",
            "/calls/0/id: the derived schema accepts what the spec refuses (`required`)",
            "/calls/0/id: the model accepts what the spec refuses (`required`)",
        ]
    );
}

#[test]
fn null_for_an_optional_property_is_tolerated_and_for_a_required_one_not() {
    let body = r#"{"calls": [{"id": 1, "status": "completed", "cost": null}]}"#;
    let dropping = |value: &mut Value| {
        value["calls"][0]
            .as_object_mut()
            .expect("it is one")
            .remove("cost");
        Ok(())
    };
    assert_eq!(legs(body, dropping, &json!({})), NONE);
    let body = r#"{"calls": [{"id": null, "status": "completed"}]}"#;
    assert_eq!(legs(body, faithful, &json!({})).len(), 2);
}

#[test]
fn a_derived_schema_that_refuses_what_the_spec_accepts_is_guilty() {
    let derived =
        json!({"properties": {"calls": {"items": {"properties": {"note": {"type": "string"}}}}}});
    assert_eq!(
        legs(GOOD, faithful, &derived),
        ["/calls/0/note: the derived schema refuses what the spec accepts (`type`)"]
    );
}
