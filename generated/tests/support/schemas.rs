//! What the types state of themselves.

use callspec::support::{Value, json, schema_of};

use crate::specimen::*;

fn properties(schema: &Value) -> &Value {
    &schema["properties"]
}

#[test]
fn the_four_states_and_the_keywords() {
    let schema = schema_of::<Call>();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(
        schema["required"],
        json!([
            "id",
            "campaign_name",
            "client_phone_number",
            "status",
            "total_cost",
            "created_at",
            "webhook_response",
            "participants"
        ])
    );
    let of = |key: &str| properties(&schema)[key].clone();
    assert_eq!(
        of("id"),
        json!({"type": "integer", "format": "int64", "minimum": 1})
    );
    assert_eq!(of("campaign_name"), json!({"type": ["string", "null"]}));
    assert_eq!(
        of("duration"),
        json!({"type": "integer", "format": "int32", "minimum": 0, "maximum": 86400})
    );
    assert_eq!(of("note"), json!({"type": ["string", "null"]}));
    assert_eq!(
        of("client_phone_number"),
        json!({"type": "string", "maxLength": 20})
    );
    assert_eq!(of("status"), json!({"$ref": "#/$defs/CallStatus"}));
    assert_eq!(
        of("total_cost"),
        json!({"type": "string", "format": "decimal"})
    );
    assert_eq!(
        of("created_at"),
        json!({"type": "string", "format": "date-time"})
    );
    assert_eq!(of("webhook_response"), json!(true));
    assert_eq!(
        of("children"),
        json!({"type": "array", "items": {"$ref": "#"}})
    );
    assert_eq!(of("parent"), json!({"$ref": "#", "deprecated": true}));
    assert_eq!(
        of("variables"),
        json!({"type": "object", "additionalProperties": true})
    );
    assert_eq!(
        of("participants"),
        json!({"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Participant"}, {"type": "null"}]}})
    );
    let definition = |name: &str| schema["$defs"][name].clone();
    assert_eq!(
        definition("CallStatus"),
        json!({"type": "string", "enum": ["initiated", "in-progress"]})
    );
    assert_eq!(
        definition("Level"),
        json!({"type": "integer", "enum": [1, 2]})
    );
    assert_eq!(definition("Evaluation")["minProperties"], 2);
    assert_eq!(
        definition("EvaluationValue"),
        json!({"oneOf": [{"type": "boolean"}, {"type": "integer", "format": "int64", "minimum": 0}, {"type": "string"}]})
    );
    assert_eq!(
        definition("Participant"),
        json!({"oneOf": [
            {"$ref": "#/$defs/Person", "required": ["kind"], "properties": {"kind": {"enum": ["person", "human"]}}},
            {"$ref": "#/$defs/Bot", "required": ["kind"], "properties": {"kind": {"enum": ["bot"]}}},
        ]})
    );
    assert_eq!(
        definition("Step"),
        json!({"anyOf": [
            {"$ref": "#/$defs/Say", "required": ["say"]},
            {"$ref": "#/$defs/Pause", "required": ["pause"]},
            {"type": "array", "items": {"$ref": "#/$defs/Step"}},
            {"type": "string"},
        ]})
    );
    assert_eq!(
        definition("Bot")["properties"]["kind"],
        json!({"type": "string", "const": "bot"})
    );
    assert_eq!(
        definition("Pause")["properties"]["pause"],
        json!({"type": "number", "format": "double", "exclusiveMinimum": -0.5})
    );
}

#[test]
fn a_nullable_reference_and_a_nullable_format_take_null() {
    let schema = schema_of::<PageMeta>();
    assert_eq!(
        properties(&schema)["next_page_url"],
        json!({"type": ["string", "null"], "format": "uri"})
    );
    assert_eq!(
        schema["required"],
        json!(["current_page", "last_page", "next_page_url"])
    );
}

#[test]
fn every_operation_hands_out_its_schemas() {
    for response in OPERATIONS.iter().flat_map(|operation| operation.responses) {
        if let Some(model) = response.model {
            assert!((model.schema)().is_object(), "{}", (model.name)());
        }
    }
}
