//! What a schema says beside its type: constraints and annotations, as the JSON that the derived schema states.

use serde_json::Value;

use super::problems::{Owner, Problems};
use crate::fidelity::Kind;
use crate::spec::{At, Located, SchemaObject};

/// Keywords of one schema, in the order of [`stated`].
pub(super) type Keywords = Vec<(String, Value)>;

/// The constraints on a value that a type does not carry, each with its place.
pub(super) fn constraints(object: &SchemaObject) -> Vec<(&'static str, Value, At)> {
    let mut found = Vec::new();
    let Some(bounds) = object.bounded.as_deref() else {
        return found;
    };
    let numbers = [
        ("minimum", &bounds.minimum),
        ("exclusiveMinimum", &bounds.exclusive_minimum),
        ("maximum", &bounds.maximum),
        ("exclusiveMaximum", &bounds.exclusive_maximum),
        ("multipleOf", &bounds.multiple_of),
    ];
    found.extend(numbers.into_iter().filter_map(|(name, number)| {
        number
            .as_ref()
            .map(|number| (name, Value::Number(number.value.clone()), number.at))
    }));
    let counts = [
        ("minLength", &bounds.min_length),
        ("maxLength", &bounds.max_length),
        ("minItems", &bounds.min_items),
        ("maxItems", &bounds.max_items),
        ("minProperties", &bounds.min_properties),
        ("maxProperties", &bounds.max_properties),
    ];
    found.extend(counts.into_iter().filter_map(|(name, count)| {
        count
            .as_ref()
            .map(|count| (name, Value::from(count.value), count.at))
    }));
    if let Some(pattern) = &bounds.pattern {
        found.push(("pattern", Value::from(pattern.value.clone()), pattern.at));
    }
    found
}

/// The constraints among the rare keywords, which no type carries, each with its place; without a value where it refers to a part of the
/// document, which the derived schema does not have.
fn rare(object: &SchemaObject, problems: &Problems<'_>) -> Vec<(&'static str, Option<Value>, At)> {
    let Some(rare) = &object.rare else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let schemas = [
        ("not", &rare.not),
        ("if", &rare.condition),
        ("then", &rare.consequence),
        ("else", &rare.alternative),
        ("propertyNames", &rare.property_names),
        ("unevaluatedItems", &rare.unevaluated_items),
        ("contains", &rare.contains),
    ];
    found.extend(schemas.into_iter().filter_map(|(name, schema)| {
        let schema = schema.as_ref()?;
        Some((name, problems.stated(schema), schema.at))
    }));
    let counts = [
        ("minContains", &rare.min_contains),
        ("maxContains", &rare.max_contains),
    ];
    found.extend(counts.into_iter().filter_map(|(name, count)| {
        let count = count.as_ref()?;
        Some((name, Some(count.value.into()), count.at))
    }));
    let maps = [
        ("dependentSchemas", &rare.dependent_schemas),
        ("patternProperties", &rare.pattern_properties),
    ];
    found.extend(maps.into_iter().filter_map(|(name, schemas)| {
        let (first, _) = schemas.first()?;
        let stated = schemas
            .iter()
            .map(|(key, schema)| Some((key.value.clone(), problems.stated(schema)?)));
        Some((
            name,
            stated.collect::<Option<_>>().map(Value::Object),
            first.at,
        ))
    }));
    if let Some((first, _)) = rare.dependent_required.first() {
        let names =
            |names: &[Located<String>]| names.iter().map(|name| name.value.as_str()).collect();
        let stated = rare
            .dependent_required
            .iter()
            .map(|(key, required)| (key.value.clone(), names(required)));
        found.push((
            "dependentRequired",
            Some(Value::Object(stated.collect())),
            first.at,
        ));
    }
    if let Some(first) = rare.prefix_items.first() {
        let stated = rare.prefix_items.iter();
        let stated = stated.map(|schema| problems.stated(schema)).collect();
        found.push(("prefixItems", stated, first.at));
    }
    found
}

/// The constraints of a schema, each noted as documented only.
pub(super) fn noted(object: &SchemaObject, owner: Owner, problems: &mut Problems<'_>) -> Keywords {
    let mut keywords = Keywords::new();
    for (name, value, at) in constraints(object) {
        document(name, &value, at, owner, problems);
        keywords.push((name.to_owned(), value));
    }
    for (name, value, at) in rare(object, problems) {
        problems.note(
            Kind::DocumentedOnly,
            owner,
            at,
            format!("`{name}` is stated by the schemas only"),
        );
        keywords.extend(value.map(|value| (name.to_owned(), value)));
    }
    let all = also(object, owner, problems);
    if !all.is_empty() {
        keywords.push(("allOf".to_owned(), all.into()));
    }
    keywords
}

/// What applies beside keywords of the same names, each group as a schema of its own and noted.
fn also(object: &SchemaObject, owner: Owner, problems: &mut Problems<'_>) -> Vec<Value> {
    let mut all = Vec::new();
    for group in object.rare.iter().flat_map(|rare| &rare.also) {
        for (name, at) in group {
            let message = format!("`{name}` is stated by the schemas only");
            problems.note(Kind::DocumentedOnly, owner, *at, message);
        }
        let keyword =
            |(name, at): &(&str, At)| Some(((*name).to_owned(), problems.standalone(*at)?));
        let stated: Option<_> = group.iter().map(keyword).collect();
        all.extend(stated.map(Value::Object));
    }
    all
}

/// The constraints and annotations of a schema; each constraint is noted as documented only.
pub(super) fn stated(
    object: &SchemaObject,
    at: At,
    owner: Owner,
    problems: &mut Problems<'_>,
) -> Keywords {
    let mut keywords = noted(object, owner, problems);
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
        .chain(content(object))
        .chain(
            flags
                .into_iter()
                .filter(|(_, set)| *set)
                .map(|(name, _)| (name.to_owned(), Value::Bool(true))),
        )
        .collect()
}

/// `contentEncoding` and `contentMediaType`, which only annotate.
fn content(object: &SchemaObject) -> impl Iterator<Item = (String, Value)> {
    let rare = object.rare.as_deref();
    let text = |name: &str, text: Option<&Located<String>>| {
        text.map(|text| (name.to_owned(), Value::from(text.value.clone())))
    };
    let encoding = rare.and_then(|rare| rare.content_encoding.as_ref());
    let media_type = rare.and_then(|rare| rare.content_media_type.as_ref());
    text("contentEncoding", encoding)
        .into_iter()
        .chain(text("contentMediaType", media_type))
}

/// Keywords that mean something together, the first of them by itself.
const GROUPS: [&[&str]; 2] = [
    &["if", "then", "else"],
    &["contains", "minContains", "maxContains"],
];

/// Lays the keywords of a use over those of what it uses: of two bounds the tighter one holds, of other constraints both do, anything else is
/// as the use says.
pub(super) fn lay_over(base: &mut Keywords, mut over: Keywords) {
    let mut all = Vec::new();
    for group in GROUPS {
        let part = |keywords: &Keywords| -> Keywords {
            let mut found = keywords.clone();
            found.retain(|(name, _)| group.contains(&name.as_str()));
            found
        };
        let (known, new) = (part(base), part(&over));
        if !known.is_empty() && !new.is_empty() && known != new {
            over.retain(|(name, _)| !group.contains(&name.as_str()));
            all.push(Value::Object(new.into_iter().collect()));
        }
    }
    for (name, value) in over {
        let known = base.iter_mut().find(|(known, _)| *known == name);
        let Some((_, known)) = known else {
            base.push((name, value));
            continue;
        };
        match name.as_str() {
            _ if *known == value => {}
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
            "pattern" | "multipleOf" | "not" | "propertyNames" | "dependentRequired"
            | "dependentSchemas" | "oneOf" | "anyOf" => {
                all.push(Value::Object([(name, value)].into_iter().collect()));
            }
            "allOf" => match value {
                Value::Array(more) => all.extend(more),
                other => *known = other,
            },
            _ => *known = value,
        }
    }
    if all.is_empty() {
        return;
    }
    match base.iter_mut().find(|(known, _)| known == "allOf") {
        Some((_, Value::Array(known))) => known.append(&mut all),
        _ => base.push(("allOf".to_owned(), Value::Array(all))),
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
