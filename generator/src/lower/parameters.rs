//! Parameters: what a request carries, and what is checked before it leaves.

mod shape;

use serde_json::Value;

use self::shape::Shape;
use super::docs;
use super::keywords::Keywords;
use super::names::{Case, Scope, Wish, identifier};
use super::problems::Owner;
use super::security::location;
use super::types::{Site, Types, sensitive};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{self, Location, Name, Rule};
use crate::spec::{At, Document, Operation, Parameter, PathItem, Style};

/// Words that a parameter must leave alone: methods of the request's builder, and primitive types, since the builder's type
/// parameters are named after the required ones.
const PARAMETER_WORDS: &[&str] = &[
    "build", "builder", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize",
    "str", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// The parameters of an operation: its own, then those of its path that it does not say anew.
pub(super) fn lower<'d>(
    document: &'d Document,
    path: &'d PathItem,
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<ir::Parameter> {
    let all = document.effective_parameters(path, operation);
    let kept: Vec<&Parameter> = all
        .into_iter()
        .filter(|parameter| is_kept(parameter, types))
        .collect();
    let stems = stems(&kept);
    let wishes: Vec<Wish<'_>> = kept
        .iter()
        .zip(&stems)
        .map(|(parameter, stem)| Wish {
            wire: &parameter.name.value,
            stem: stem.as_deref(),
            chosen: parameter.rust_name.as_ref(),
            at: parameter.name.at,
        })
        .collect();
    let names = Scope::new(Case::Snake, PARAMETER_WORDS, &[]).names(&wishes, &mut types.problems);
    kept.iter()
        .zip(names)
        .map(|(parameter, field)| lower_one(parameter, field, name, types))
        .collect()
}

/// One name in two places is two parameters: the later one is named after its place as well, `id_query`.
fn stems(parameters: &[&Parameter]) -> Vec<Option<String>> {
    let stem = |(index, parameter): (usize, &&Parameter)| {
        let name = &parameter.name.value;
        let is_taken = parameters
            .iter()
            .take(index)
            .any(|earlier| earlier.name.value.eq_ignore_ascii_case(name));
        let place = match location(parameter.location) {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        is_taken.then(|| format!("{name} {place}"))
    };
    parameters.iter().enumerate().map(stem).collect()
}

/// OpenAPI 3.1, section 4.8.12.2.1: these header fields are described elsewhere, and a parameter for them says nothing.
fn is_kept(parameter: &Parameter, types: &mut Types<'_>) -> bool {
    let described_elsewhere = ["accept", "content-type", "authorization"];
    let is_header = parameter.location == crate::spec::ParameterLocation::Header;
    let ignored = is_header
        && described_elsewhere
            .iter()
            .any(|name| parameter.name.value.eq_ignore_ascii_case(name));
    if ignored {
        types
            .problems
            .report(
                Code::IgnoredParameter,
                parameter.name.at,
                format!(
                    "OpenAPI ignores a header parameter called `{}`",
                    parameter.name.value
                ),
            )
            .help("say it by `security` or by the media types of `content`");
    }
    !ignored
}

fn lower_one(
    parameter: &Parameter,
    field: Name,
    operation: &Name,
    types: &mut Types<'_>,
) -> ir::Parameter {
    let wire = docs::code(&parameter.name.value);
    let site = Site {
        name: format!(
            "{}{}",
            operation.rust,
            identifier(&parameter.name.value, Case::Camel).trim_end_matches('_')
        ),
        about: format!("The `{wire}` parameter of `{}`.", operation.rust),
        owner: Owner::Parameter,
        slot: None,
        is_property: true,
    };
    let made = types.lower_use(&parameter.schema, &site);
    let shape = Shape::of(&made.ty, types);
    let json = shape.is_written_as_json(parameter);
    let is_query = parameter.location == crate::spec::ParameterLocation::Query;
    shape.note(parameter, json, types);
    let description = parameter
        .description
        .as_ref()
        .map(|text| text.value.clone())
        .or(made.description);
    ir::Parameter {
        docs: types.docs(description.as_deref(), &made.keywords, || {
            format!("The `{wire}` parameter.")
        }),
        location: location(parameter.location),
        style: style(parameter.style),
        explode: parameter.explode,
        json,
        allow_reserved: parameter.allow_reserved && is_query,
        allow_empty: parameter.allow_empty_value && is_query && !shape.is_scalar,
        required: parameter.required,
        rules: rules(&made.keywords, parameter.schema.at, types),
        item_rules: item_rules(&made.keywords, parameter.schema.at, types),
        sensitive: parameter
            .sensitive
            .as_ref()
            .map(|found| sensitive(found.value))
            .or(made.sensitive)
            .or(shape.sensitive),
        deprecated: parameter.deprecated || made.deprecated,
        ty: made.ty,
        name: field,
    }
}

/// What is checked of a value. What cannot be checked is noted where the keywords are read.
fn rules(keywords: &[(String, Value)], at: At, types: &mut Types<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (keyword, value) in keywords {
        let number = || match value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        };
        rules.extend(match keyword.as_str() {
            "minimum" => number().map(Rule::Minimum),
            "maximum" => number().map(Rule::Maximum),
            "exclusiveMinimum" => number().map(Rule::ExclusiveMinimum),
            "exclusiveMaximum" => number().map(Rule::ExclusiveMaximum),
            "multipleOf" => number().map(Rule::MultipleOf),
            "minLength" => value.as_u64().map(Rule::MinLength),
            "maxLength" => value.as_u64().map(Rule::MaxLength),
            "minItems" => value.as_u64().map(Rule::MinItems),
            "maxItems" => value.as_u64().map(Rule::MaxItems),
            "uniqueItems" => (*value == Value::Bool(true)).then_some(Rule::UniqueItems),
            "enum" | "allOf" => {
                types.problems.note(
                    Kind::DocumentedOnly,
                    Owner::Parameter,
                    at,
                    format!("`{keyword}: {value}` is not checked when a request is built"),
                );
                None
            }
            _ => None,
        });
    }
    rules
}

fn item_rules(keywords: &Keywords, at: At, types: &mut Types<'_>) -> Vec<Rule> {
    let items = keywords
        .iter()
        .find(|(keyword, _)| keyword == "items")
        .and_then(|(_, items)| items.as_object());
    let items: Keywords = items
        .into_iter()
        .flatten()
        .map(|(keyword, value)| (keyword.clone(), value.clone()))
        .collect();
    rules(&items, at, types)
}

pub(super) fn style(style: Style) -> ir::Style {
    match style {
        Style::Matrix => ir::Style::Matrix,
        Style::Label => ir::Style::Label,
        Style::Simple => ir::Style::Simple,
        Style::Form => ir::Style::Form,
        Style::SpaceDelimited => ir::Style::SpaceDelimited,
        Style::PipeDelimited => ir::Style::PipeDelimited,
        Style::DeepObject => ir::Style::DeepObject,
    }
}
