//! `enum` and `const`.

use serde_json::Value;

use super::{Site, Types, Use};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{ClosedValues, IntegerEnum, StringEnum, TypeKind, TypeRef, Variant};
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
        let types = null::types(object);
        let values = values(object);
        if values.is_empty() && object.closed {
            return self.nothing(object);
        }
        let fitting: Vec<&Located<Value>> = values
            .iter()
            .copied()
            .filter(|value| types.is_empty() || types.iter().any(|ty| is_of(&value.value, *ty)))
            .collect();
        if fitting.is_empty() {
            // Documents list `1` where they mean `"1"`, or nothing yet: the type is what the wire keeps to.
            let plain = SchemaObject {
                enumeration: None,
                constant: None,
                ..object.clone()
            };
            keywords::document("enum", &list(&values), at, site.owner, &mut self.problems);
            return self.lower_object(&plain, at, site);
        }
        let values = fitting;
        self.check_null(object, at);
        let integers: Option<Vec<i64>> = values.iter().map(|value| value.value.as_i64()).collect();
        if values.iter().all(|value| value.value.is_string()) {
            return self.string_enum(object, &values, false, at, site);
        }
        if let Some(integers) = integers
            && types.iter().all(|ty| *ty == Type::Integer)
        {
            let is_named = !object.rust_names.is_empty() || !object.enum_descriptions.is_empty();
            if object.closed && !is_named {
                return self.closed_values(object, TypeRef::Integer64, &values, at, site);
            }
            return self.integer_enum(object, &values, &integers, at, site);
        }
        let ty = match *types {
            _ if values.iter().all(|value| value.value.is_boolean()) => TypeRef::Boolean,
            [Type::Number] | [] if values.iter().all(|value| is_exact(&value.value)) => {
                TypeRef::Number
            }
            _ => TypeRef::Any,
        };
        let list = list(&values);
        if object.closed {
            return self.closed_values(object, ty, &values, at, site);
        }
        if ty == TypeRef::Any {
            self.problems.note(
                Kind::RawJson,
                site.owner,
                at,
                "any JSON value: no type says which of the values of `enum` it is",
            );
        } else {
            keywords::document("enum", &list, at, site.owner, &mut self.problems);
        }
        let mut made = self.plain(object, ty, at, site);
        made.keywords.insert(0, ("enum".to_owned(), list));
        made
    }

    /// A string out of a list, or of a list of examples where `any` other text is valid too.
    pub(super) fn string_enum(
        &mut self,
        object: &SchemaObject,
        values: &[&Located<Value>],
        any: bool,
        at: At,
        site: &Site,
    ) -> Use {
        let (id, name, _) = self.open(object, at, site);
        let reserved = if object.closed && !any {
            &[]
        } else {
            VARIANT_WORDS
        };
        let variants = self.variants(object, values, reserved);
        self.close(
            (id, name),
            object,
            at,
            site,
            TypeKind::StringEnum(StringEnum {
                variants,
                closed: object.closed && !any,
                any,
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

    /// A value out of a closed list that is not one of strings.
    fn closed_values(
        &mut self,
        object: &SchemaObject,
        ty: TypeRef,
        values: &[&Located<Value>],
        at: At,
        site: &Site,
    ) -> Use {
        let (id, name, _) = self.open(object, at, site);
        let values = values.iter().map(|value| value.value.clone()).collect();
        let kind = TypeKind::ClosedValues(ClosedValues { ty, values });
        self.close((id, name), object, at, site, kind);
        let mut made = self.own(object, id);
        let stated = keywords::stated(object, at, site.owner, &mut self.problems);
        keywords::lay_over(&mut made.keywords, stated);
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
                    Code::IneffectiveKeyword,
                    at,
                    "`x-closed` has no effect on an integer enum whose values have names",
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
                docs: docs::docs(text, || format!("`{}`", docs::code(&name.wire)), None),
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

fn list(values: &[&Located<Value>]) -> Value {
    values.iter().map(|value| value.value.clone()).collect()
}

fn is_of(value: &Value, ty: Type) -> bool {
    match ty {
        Type::Null => value.is_null(),
        Type::Boolean => value.is_boolean(),
        Type::Integer => value
            .as_number()
            .is_some_and(|number| !number.is_f64() || number.as_f64().is_some_and(is_whole)),
        Type::Number => value.is_number(),
        Type::String => value.is_string(),
        Type::Array => value.is_array(),
        Type::Object => value.is_object(),
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0
}

/// Whether `f64` holds a number to the last digit.
fn is_exact(value: &Value) -> bool {
    const LIMIT: u64 = 1 << 53;
    let integer = |number: &serde_json::Number| {
        number
            .as_i64()
            .map_or_else(|| number.as_u64(), |integer| Some(integer.unsigned_abs()))
    };
    value
        .as_number()
        .is_some_and(|number| integer(number).is_none_or(|integer| integer <= LIMIT))
}

/// A value as names are derived from it.
fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
