//! Objects: with known properties, or with keys that are data.

use serde_json::Value;

use super::{Site, Types, Use, is_field_name, nullable};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{Field, Name, Presence, Rest, Struct, TypeKind, TypeRef};
use crate::lower::docs;
use crate::lower::keywords::{self, Keywords};
use crate::lower::names::{Case, FIELD_WORDS, Scope, Wish, identifier};
use crate::lower::null;
use crate::spec::{At, Located, Schema, SchemaKind, SchemaObject};

impl Types<'_> {
    /// An object.
    pub(super) fn object(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        if null::implied_type(object).is_some() {
            self.problems
                .report(
                    Code::MissingType,
                    at,
                    "the schema describes an object and does not say `type: object`",
                )
                .help("add `type: object`");
        }
        let others = others(object);
        if object.properties.is_empty() && object.required.is_empty() {
            match others {
                Others::None => {}
                Others::Open => return self.map(object, None, at, site),
                Others::Of(schema) => return self.map(object, Some(schema), at, site),
            }
        }
        self.structure(object, others, at, site)
    }

    /// An object whose keys are data.
    fn map(&mut self, object: &SchemaObject, value: Option<&Schema>, at: At, site: &Site) -> Use {
        let value = match value {
            Some(schema) if !is_open(schema) => {
                let value_site = site.inside(
                    format!("{}Value", site.name),
                    format!("One value. {}", site.about),
                );
                let value = self.lower_use(schema, &value_site);
                (
                    nullable(value.ty, value.nullable),
                    value.keywords,
                    value.sensitive,
                )
            }
            _ => {
                let at = value.or(additional(object)).map_or(at, |schema| schema.at);
                self.problems.note(
                    Kind::RawJson,
                    site.owner,
                    at,
                    "an object with any JSON values: the schema describes no properties",
                );
                (TypeRef::Any, Vec::new(), None)
            }
        };
        let mut made = self.plain(object, TypeRef::Map(Box::new(value.0)), at, site);
        made.keywords
            .extend(keywords::nested("additionalProperties", value.1));
        forbid_others(object, &mut made.keywords);
        made.sensitive = made.sensitive.or(value.2);
        made
    }

    /// An object with known properties.
    fn structure(&mut self, object: &SchemaObject, others: Others<'_>, at: At, site: &Site) -> Use {
        let (id, name, inner) = self.open(object, at, site);
        if self.skimming {
            return self.own(object, id);
        }
        let unlisted: Vec<(Located<String>, Schema)> = object
            .required
            .iter()
            .filter(|name| {
                object
                    .properties
                    .iter()
                    .all(|(known, _)| known.value != name.value)
            })
            .map(|name| {
                (
                    name.clone(),
                    Schema {
                        at: name.at,
                        kind: SchemaKind::Boolean(true),
                    },
                )
            })
            .collect();
        let properties: Vec<&(Located<String>, Schema)> =
            object.properties.iter().chain(&unlisted).collect();
        let rest = match others {
            Others::None => None,
            Others::Open if !has_patterns(object) => None,
            Others::Open => Some(ANYTHING),
            Others::Of(schema) => Some(schema),
        };
        let wishes: Vec<Wish<'_>> = properties
            .iter()
            .map(|(key, schema)| Wish {
                wire: &key.value,
                stem: None,
                chosen: field_name(schema),
                at: key.at,
            })
            .chain(rest.map(|_| Wish {
                wire: "",
                stem: Some("additional_properties"),
                chosen: None,
                at,
            }))
            .collect();
        let mut names =
            Scope::new(Case::Snake, FIELD_WORDS, &[]).names(&wishes, &mut self.problems);
        let rest_name = rest.and_then(|_| names.pop());
        let fields = properties
            .iter()
            .zip(names)
            .map(|((key, schema), name)| self.field(object, key, schema, name, &inner))
            .collect();

        let rest = rest
            .zip(rest_name)
            .map(|(schema, name)| self.rest(schema, name, at, &inner));
        let mut keywords = keywords::noted(object, inner.owner, &mut self.problems);
        forbid_others(object, &mut keywords);
        self.close(
            (id, name),
            object,
            at,
            site,
            TypeKind::Struct(Struct {
                fields,
                keywords,
                rest,
            }),
        );
        self.own(object, id)
    }

    /// The properties without a name of their own.
    fn rest(&mut self, schema: &Schema, name: Name, at: At, inner: &Site) -> Rest {
        let site = inner.inside(
            format!("{}Value", inner.name),
            format!("One of the further properties of `{}`.", inner.name),
        );
        let made = if std::ptr::eq(schema, ANYTHING) {
            self.anything(
                at,
                &site,
                "`patternProperties` tells properties by their names",
            )
        } else {
            self.lower_use(schema, &site)
        };
        let docs = self.docs(made.description.as_deref(), &made.keywords, || {
            "Further properties, by name.".to_owned()
        });
        Rest {
            name,
            docs,
            ty: nullable(made.ty, made.nullable),
            sensitive: made.sensitive,
            keywords: made.keywords,
        }
    }

    fn field(
        &mut self,
        object: &SchemaObject,
        key: &Located<String>,
        schema: &Schema,
        name: Name,
        inner: &Site,
    ) -> Field {
        let code = docs::code(&key.value);
        // There are as many as there are properties, and few are asked for: pieces are put together faster than they are formatted.
        let about = ["The `", &code, "` property of `", &inner.name, "`."].concat();
        let camel = identifier(&key.value, Case::Camel);
        let site = Site {
            is_property: true,
            ..inner.inside([&inner.name, camel.trim_end_matches('_')].concat(), about)
        };
        let made = self.lower_use(schema, &site);
        let required = object.required.iter().any(|name| name.value == key.value);
        let docs = self.docs(made.description.as_deref(), &made.keywords, || {
            format!("The `{code}` property.")
        });
        Field {
            name,
            docs,
            ty: made.ty,
            presence: presence(required, made.nullable),
            sensitive: made.sensitive,
            deprecated: made.deprecated,
            keywords: made.keywords,
        }
    }
}

/// What the properties of an object are that it does not name.
#[derive(Clone, Copy)]
enum Others<'s> {
    /// There are none.
    None,
    /// Anything: nothing is said of them, or only of some, by patterns of their names.
    Open,
    /// Each of this schema.
    Of(&'s Schema),
}

static ANYTHING: &Schema = &Schema {
    at: At::ROOT,
    kind: SchemaKind::Boolean(true),
};

fn others(object: &SchemaObject) -> Others<'_> {
    let patterns = object
        .rare
        .as_ref()
        .map_or(&[][..], |rare| &rare.pattern_properties);
    match (additional(object), patterns) {
        (Some(schema), []) if is_false(schema) => Others::None,
        (Some(schema), [(_, only)]) if is_false(schema) => Others::Of(only),
        (Some(schema), []) if !is_open(schema) => Others::Of(schema),
        _ => Others::Open,
    }
}

fn additional(object: &SchemaObject) -> Option<&Schema> {
    object
        .additional_properties
        .as_deref()
        .or(object.unevaluated_properties.as_deref())
}

fn has_patterns(object: &SchemaObject) -> bool {
    object
        .rare
        .as_ref()
        .is_some_and(|rare| !rare.pattern_properties.is_empty())
}

/// The state that a property may be in.
pub(in crate::lower) fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

fn field_name(schema: &Schema) -> Option<&Located<String>> {
    match &schema.kind {
        SchemaKind::Object(object) => object
            .rust_name
            .as_ref()
            .filter(|name| is_field_name(&name.value)),
        SchemaKind::Boolean(_) => None,
    }
}

/// `true` or `{}`: any value.
fn is_open(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Boolean(anything) => *anything,
        SchemaKind::Object(object) => {
            super::says_little(object)
                && object.reference.is_none()
                && object.all_of.is_empty()
                && object.types.is_empty()
                && keywords::constraints(object).is_empty()
                && object.sensitive.is_none()
        }
    }
}

/// States that there are no properties beside those that are described. Where patterns describe some, and could not be stated, neither can
/// this be.
fn forbid_others(object: &SchemaObject, keywords: &mut Keywords) {
    let patterns = keywords.iter().any(|(name, _)| name == "patternProperties");
    if additional(object).is_some_and(is_false) && has_patterns(object) == patterns {
        keywords.retain(|(name, _)| name != "additionalProperties");
        keywords.push(("additionalProperties".to_owned(), Value::Bool(false)));
    }
}

fn is_false(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Boolean(false))
}
