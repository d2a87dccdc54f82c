//! The specs of the project, as the generator reads them.

use std::fs;
use std::path::PathBuf;

use super::try_lower;
use crate::fidelity::Kind;
use crate::ir::{
    JsonType, Location, PaginationStyle, SecurityKind, Sensitivity, TypeRef, UnionTest,
};
use crate::lower::Lowered;

const NAMES: [&str; 5] = ["aicaller", "bird", "famulor", "spotzyai", "stuut"];

fn spec(name: &str) -> Lowered {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../specs/{name}.yaml"));
    let text = fs::read_to_string(&path).expect("a spec of the project");
    match try_lower(&text) {
        Ok(lowered) => lowered,
        Err(problems) => panic!("{name}: {problems:#?}"),
    }
}

#[test]
fn each_has_one_operation_and_no_warning() {
    for name in NAMES {
        let lowered = spec(name);
        assert_eq!(lowered.api.operations.len(), 1, "{name}");
        assert_eq!(lowered.api.operations[0].name.rust, "ListCalls", "{name}");
        assert!(
            lowered.warnings.is_empty(),
            "{name}: {:?}",
            lowered.warnings
        );
    }
}

#[test]
fn everything_is_documented() {
    let is_empty = |docs: &crate::ir::Docs| docs.lines.iter().all(|line| line.trim().is_empty());
    for name in NAMES {
        let api = spec(name).api;
        assert!(!is_empty(&api.docs), "{name}");
        for def in &api.types {
            assert!(!is_empty(&def.docs), "{name}: {}", def.name.rust);
            if let crate::ir::TypeKind::Struct(object) = &def.kind {
                for field in &object.fields {
                    assert!(
                        !is_empty(&field.docs),
                        "{name}: {}.{}",
                        def.name.rust,
                        field.name.rust
                    );
                }
            }
        }
        for parameter in api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters)
        {
            assert!(
                !is_empty(&parameter.docs),
                "{name}: {}",
                parameter.name.rust
            );
        }
    }
}

#[test]
fn the_same_text_gives_the_same_api() {
    for name in NAMES {
        let (first, second) = (spec(name), spec(name));
        assert_eq!(first.api, second.api);
        assert_eq!(first.fidelity, second.fidelity);
    }
}

#[test]
fn famulor() {
    let lowered = spec("famulor");
    let value = lowered.union("EvaluationValue");
    let variants: Vec<_> = value
        .variants
        .iter()
        .map(|variant| (variant.name.rust.as_str(), &variant.ty, &variant.test))
        .collect();
    assert_eq!(
        variants,
        [
            (
                "Boolean",
                &TypeRef::Boolean,
                &UnionTest::Type(JsonType::Boolean)
            ),
            (
                "Integer",
                &TypeRef::Integer64,
                &UnionTest::Type(JsonType::Integer)
            ),
            (
                "String",
                &TypeRef::String,
                &UnionTest::Type(JsonType::String)
            ),
        ]
    );
    assert!(!value.open);
    assert_eq!(lowered.show("Call", "campaign_name"), "Nullable String");
    assert_eq!(lowered.show("Call", "recording_url"), "Nullable Uri");
    assert_eq!(lowered.show("Call", "total_cost"), "Required Decimal");
    assert_eq!(
        lowered.show("TranscriptEntry", "timestamp"),
        "Required UnixTime"
    );
    assert_eq!(
        lowered.field("Call", "client_phone_number").sensitive,
        Some(Sensitivity::Phone)
    );
    assert!(
        lowered
            .string_enum("CallStatus")
            .variants
            .iter()
            .any(|variant| variant.name.wire == "in-progress" && variant.name.rust == "InProgress")
    );
    let pagination = lowered.api.operations[0]
        .pagination
        .as_ref()
        .expect("a pagination");
    assert!(matches!(
        pagination.style,
        PaginationStyle::CurrentAndLast { .. }
    ));
    assert!(lowered.fidelity.iter().any(|entry| {
        entry.kind == Kind::RawJson
            && entry
                .pointer
                .starts_with("/components/schemas/Call/properties/variables")
    }));
}

#[test]
fn spotzyai_is_not_famulor() {
    let lowered = spec("spotzyai");
    assert_eq!(lowered.show("Call", "total_cost"), "Required f64");
    assert_eq!(lowered.show("Call", "transcript"), "Required String");
    assert_eq!(
        lowered.show("Call", "created_at"),
        "Required DateTimeSpaced"
    );
}

#[test]
fn aicaller() {
    let api = spec("aicaller").api;
    assert!(api.operations[0].pagination.is_none());
    assert_eq!(
        api.security_schemes[0].kind,
        SecurityKind::ApiKey {
            location: Location::Header,
            parameter: "aicaller-api-key".to_owned()
        }
    );
}

#[test]
fn bird() {
    let lowered = spec("bird");
    let operation = &lowered.api.operations[0];
    let required: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| parameter.name.rust.as_str())
        .collect();
    assert_eq!(required, ["workspace_id", "channel_id"]);
    assert_eq!(operation.security.len(), 2, "either credential will do");
    let pagination = operation.pagination.as_ref().expect("a pagination");
    assert!(
        matches!(&pagination.style, PaginationStyle::Cursor { next } if next[0].field == "next_page_token")
    );
    assert_eq!(
        operation.parameters[pagination.parameter].name.wire,
        "pageToken"
    );
    assert_eq!(lowered.show("QualityInsights", "mos"), "Optional Decimal");
    let errors: Vec<_> = operation
        .responses
        .iter()
        .map(|response| response.name.rust.as_str())
        .collect();
    assert_eq!(errors, ["Ok", "NotFound", "UnprocessableContent"]);
}

#[test]
fn stuut() {
    let lowered = spec("stuut");
    assert!(
        lowered.api.servers.is_empty(),
        "the page does not name a host"
    );
    let pagination = lowered.api.operations[0]
        .pagination
        .as_ref()
        .expect("a pagination");
    assert!(
        matches!(&pagination.style, PaginationStyle::NextNumber { next } if next[0].field == "next_page")
    );
    assert_eq!(lowered.show("Call", "invoices"), "Optional Vec<Invoice>");
}
