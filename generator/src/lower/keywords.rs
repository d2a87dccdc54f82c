//! What a schema says beside its type: constraints and annotations, as the JSON that the derived schema states.

use serde_json::Value;

use super::problems::{Owner, Problems};
use crate::fidelity::Kind;
use crate::spec::{At, SchemaObject};

/// Keywords of one schema, in the order of [`stated`].
pub(super) type Keywords = Vec<(String, Value)>;

/// The constraints on a value that a type does not carry, each with its place.
pub(super) fn constraints(object: &SchemaObject) -> Vec<(&'static str, Value, At)> {
    let mut found = Vec::new();
    let numbers = [
        ("minimum", &object.minimum),
        ("exclusiveMinimum", &object.exclusive_minimum),
        ("maximum", &object.maximum),
        ("exclusiveMaximum", &object.exclusive_maximum),
        ("multipleOf", &object.multiple_of),
    ];
    found.extend(numbers.into_iter().filter_map(|(name, number)| {
        number
            .as_ref()
            .map(|number| (name, Value::Number(number.value.clone()), number.at))
    }));
    let counts = [
        ("minLength", &object.min_length),
        ("maxLength", &object.max_length),
        ("minItems", &object.min_items),
        ("maxItems", &object.max_items),
        ("minProperties", &object.min_properties),
        ("maxProperties", &object.max_properties),
    ];
    found.extend(counts.into_iter().filter_map(|(name, count)| {
        count
            .as_ref()
            .map(|count| (name, Value::from(count.value), count.at))
    }));
    if let Some(pattern) = &object.pattern {
        found.push(("pattern", Value::from(pattern.value.clone()), pattern.at));
    }
    found
}

/// The constraints and annotations of a schema; each constraint is noted as documented only.
pub(super) fn stated(
    object: &SchemaObject,
    at: At,
    owner: Owner,
    problems: &mut Problems<'_>,
) -> Keywords {
    let mut keywords = Keywords::new();
    for (name, value, at) in constraints(object) {
        document(name, &value, at, owner, problems);
        keywords.push((name.to_owned(), value));
    }
    if object.unique_items {
        document("uniqueItems", &Value::Bool(true), at, owner, problems);
        keywords.push(("uniqueItems".to_owned(), Value::Bool(true)));
    }
    keywords.extend(annotations(object));
    keywords
}

/// Notes a constraint that decoding does not check. A request's are checked when it is built, all but `pattern`.
pub(super) fn document(
    name: &str,
    value: &Value,
    at: At,
    owner: Owner,
    problems: &mut Problems<'_>,
) {
    if owner != Owner::Parameter || name == "pattern" {
        problems.note(
            Kind::DocumentedOnly,
            owner,
            at,
            format!("`{name}: {value}` is stated by the schemas only"),
        );
    }
}

/// What a schema says of a value without constraining it.
pub(super) fn annotations(object: &SchemaObject) -> Keywords {
    let flags = [
        ("readOnly", object.read_only),
        ("writeOnly", object.write_only),
        ("deprecated", object.deprecated),
    ];
    let default = object
        .default
        .iter()
        .map(|default| ("default".to_owned(), default.value.clone()));
    default
        .chain(
            flags
                .into_iter()
                .filter(|(_, set)| *set)
                .map(|(name, _)| (name.to_owned(), Value::Bool(true))),
        )
        .collect()
}

/// Lays the keywords of a use over those of what it uses: of two bounds the tighter one holds, two patterns both do, anything else is as
/// the use says.
pub(super) fn lay_over(base: &mut Keywords, over: Keywords) {
    for (name, value) in over {
        let Some(known) = base
            .iter_mut()
            .find(|(known, _)| *known == name)
            .map(|(_, known)| known)
        else {
            base.push((name, value));
            continue;
        };
        match name.as_str() {
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
                if value.as_f64() > known.as_f64() {
                    *known = value;
                }
            }
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
                if value.as_f64() < known.as_f64() {
                    *known = value;
                }
            }
            "pattern" | "multipleOf" if *known != value => {
                let also = Value::Object([(name, value)].into_iter().collect());
                match base.iter_mut().find(|(known, _)| known == "allOf") {
                    Some((_, Value::Array(all))) => all.push(also),
                    _ => base.push(("allOf".to_owned(), Value::Array(vec![also]))),
                }
            }
            _ => *known = value,
        }
    }
}

/// The keywords of the elements, as a keyword of what holds them: `{"items": {"minLength": 1}}`.
pub(super) fn nested(under: &str, keywords: Keywords) -> Option<(String, Value)> {
    (!keywords.is_empty()).then(|| {
        (
            under.to_owned(),
            Value::Object(keywords.into_iter().collect()),
        )
    })
}
