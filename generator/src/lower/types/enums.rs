//! `enum` and `const`.

use serde_json::Value;

use super::{Site, Types, Use};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{IntegerEnum, StringEnum, TypeKind, TypeRef, Variant};
use crate::lower::docs;
use crate::lower::keywords;
use crate::lower::names::{Case, Scope, VARIANT_WORDS, Wish};
use crate::lower::null;
use crate::spec::{At, Located, SchemaObject, Type};

impl Types<'_> {
    /// A value out of a list, or a single one.
    pub(super) fn listed(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        if null::only_null(object) {
            return self.untyped(object, at, site);
        }
        let values = values(object);
        self.check_null(object, at);
        let integers: Option<Vec<i64>> = values.iter().map(|value| value.value.as_i64()).collect();
        if values.iter().all(|value| value.value.is_string()) {
            return self.string_enum(object, &values, at, site);
        }
        if let Some(integers) = integers {
            return self.integer_enum(object, &values, &integers, at, site);
        }
        let ty = match *null::types(object) {
            _ if values.iter().all(|value| value.value.is_boolean()) => TypeRef::Boolean,
            [Type::Number | Type::Integer] => TypeRef::Number,
            [] if values.iter().all(|value| value.value.is_number()) => TypeRef::Number,
            _ => TypeRef::Any,
        };
        let list = Value::Array(values.iter().map(|value| value.value.clone()).collect());
        if ty == TypeRef::Any {
            self.problems.note(
                Kind::RawJson,
                site.owner,
                at,
                "any JSON value: the values of `enum` are of several types",
            );
        } else {
            keywords::document("enum", &list, at, site.owner, &mut self.problems);
        }
        let mut made = self.plain(object, ty, at, site);
        made.keywords.insert(0, ("enum".to_owned(), list));
        made
    }

    fn string_enum(
        &mut self,
        object: &SchemaObject,
        values: &[&Located<Value>],
        at: At,
        site: &Site,
    ) -> Use {
        let (id, name, _) = self.open(object, at, site);
        let reserved = if object.closed { &[] } else { VARIANT_WORDS };
        let variants = self.variants(object, values, reserved);
        self.close(
            (id, name),
            object,
            at,
            site,
            TypeKind::StringEnum(StringEnum {
                variants,
                closed: object.closed,
            }),
        );
        let mut made = self.own(object, id);
        let stated = keywords::stated(object, at, site.owner, &mut self.problems);
        keywords::lay_over(&mut made.keywords, stated);
        if let Some(format) = &object.format {
            made.keywords
                .insert(0, ("format".to_owned(), format.value.clone().into()));
        }
        made
    }

    fn integer_enum(
        &mut self,
        object: &SchemaObject,
        values: &[&Located<Value>],
        integers: &[i64],
        at: At,
        site: &Site,
    ) -> Use {
        if object.closed {
            self.problems
                .report(
                    Code::UnsupportedKeyword,
                    at,
                    "`x-closed` on an integer enum is not supported yet",
                )
                .help("leave it out: unknown values are kept");
        }
        let (id, name, _) = self.open(object, at, site);
        let variants = self.variants(object, values, VARIANT_WORDS);
        let variants = integers.iter().copied().zip(variants).collect();
        self.close(
            (id, name),
            object,
            at,
            site,
            TypeKind::IntegerEnum(IntegerEnum { variants }),
        );
        let mut made = self.own(object, id);
        let stated = keywords::stated(object, at, site.owner, &mut self.problems);
        keywords::lay_over(&mut made.keywords, stated);
        made
    }

    fn variants(
        &mut self,
        object: &SchemaObject,
        values: &[&Located<Value>],
        reserved: &'static [&'static str],
    ) -> Vec<Variant> {
        let spellings: Vec<String> = values.iter().map(|value| spelled(&value.value)).collect();
        let wishes: Vec<Wish<'_>> = values
            .iter()
            .zip(&spellings)
            .map(|(value, spelling)| {
                let chosen = object
                    .rust_names
                    .iter()
                    .find(|(name, _)| name.value == *spelling)
                    .map(|(_, chosen)| chosen);
                Wish {
                    wire: spelling,
                    stem: None,
                    chosen,
                    at: value.at,
                }
            })
            .collect();
        let names = Scope::new(Case::Camel, reserved, &[]).names(&wishes, &mut self.problems);
        let describe = |name: crate::ir::Name| {
            let text = object
                .enum_descriptions
                .iter()
                .find(|(value, _)| value.value == name.wire)
                .map(|(_, text)| text.value.as_str());
            Variant {
                docs: docs::docs(text, &format!("`{}`", docs::code(&name.wire)), None),
                name,
            }
        };
        names.into_iter().map(describe).collect()
    }

    /// `type` and `enum` must agree on null, and often do not.
    fn check_null(&mut self, object: &SchemaObject, at: At) {
        let null = object
            .enumeration
            .iter()
            .flatten()
            .find(|value| value.value.is_null());
        let types_null = object.types.iter().any(|ty| ty.value == Type::Null);
        match null {
            None if types_null => {
                self.problems
                    .report(
                        Code::IneffectiveNull,
                        at,
                        "`type` takes null and `enum` does not, so null is not valid",
                    )
                    .help("add `null` to `enum`");
            }
            Some(null) if !types_null && !object.types.is_empty() => {
                self.problems
                    .report(
                        Code::IneffectiveNull,
                        null.at,
                        "`enum` takes null and `type` does not, so null is not valid",
                    )
                    .help("add `\"null\"` to `type`");
            }
            _ => {}
        }
    }
}

/// The values that are valid, null aside: `const` if there is one.
fn values(object: &SchemaObject) -> Vec<&Located<Value>> {
    match (&object.constant, &object.enumeration) {
        (Some(constant), _) => vec![constant],
        (None, Some(values)) => values
            .iter()
            .filter(|value| !value.value.is_null())
            .collect(),
        (None, None) => Vec::new(),
    }
}

/// A value as names are derived from it.
fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
