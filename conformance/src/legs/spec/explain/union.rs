//! A value that fits no branch of a union: which branch it was meant for, and what keeps it out of that one.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::tag::{Meant, Tag};
use super::{Explainer, words};
use crate::findings::Rule;
use crate::json::Pointer;
use crate::problem::Problem;

impl Explainer<'_> {
    /// What keeps a value out of the branch that it was meant for; that it fits none, where nothing tells.
    pub(super) fn union(
        &self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'static>>],
    ) -> Vec<Problem> {
        let place = error.instance_path().as_str();
        let list = error.schema_path().as_str();
        let found = self.root.pointer(place).unwrap_or(&Value::Null);
        let pointers: Vec<String> = (0..branches.len())
            .map(|index| Pointer(list).join(&index.to_string()))
            .collect();
        let tag = Pointer(list)
            .split_last()
            .and_then(|(union, _)| self.spec.nodes().find(union.0))
            .and_then(|union| Tag::of(self.spec, union, &pointers));
        if let (Value::Object(members), Some(tag)) = (found, &tag) {
            let meant = members
                .get(&tag.property)
                .map_or(Meant::Unclear, |value| tag.meant(value));
            match meant {
                Meant::Branch(branch) => {
                    if let (Some(errors), Some(pointer)) =
                        (branches.get(branch), pointers.get(branch))
                        && !errors.is_empty()
                    {
                        let label = self.label(pointer);
                        let why = format!("`{}` says that {label} is meant", tag.property);
                        return self.of_branch(errors, &why);
                    }
                }
                Meant::None => return vec![self.unknown_tag(error, tag, branches.len())],
                Meant::Unclear => {}
            }
        }
        self.nearest(error, branches, &pointers)
    }

    /// The problems of the branch with the fewest misses.
    fn nearest(
        &self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'static>>],
        pointers: &[String],
    ) -> Vec<Problem> {
        let place = error.instance_path().as_str();
        let is_other = |error: &ValidationError<'_>| {
            error.instance_path().as_str() == place
                && matches!(error.kind(), Kind::Type { .. } | Kind::Constant { .. })
        };
        let meant: Vec<_> = branches
            .iter()
            .zip(pointers)
            .filter(|(errors, _)| !errors.is_empty() && !errors.iter().any(is_other))
            .collect();
        if let [(errors, pointer)] = meant.as_slice() {
            let found = words::article(self.root.pointer(place).unwrap_or(&Value::Null));
            let why = format!("{} is the only one for {found}", self.label(pointer));
            return self.of_branch(errors, &why);
        }
        let mut counted: Vec<_> = meant
            .iter()
            .map(|(errors, pointer)| (self.misses(errors), *errors, *pointer))
            .collect();
        counted.sort_by_key(|(misses, ..)| *misses);
        match counted.as_slice() {
            [(misses, errors, pointer), (next, ..), ..] if misses < next => {
                self.of_branch(errors, &format!("{} is the nearest", self.label(pointer)))
            }
            [(misses, ..), ..] => {
                let near: Vec<_> = counted
                    .iter()
                    .filter(|(others, ..)| others == misses)
                    .map(|(.., pointer)| self.label(pointer))
                    .collect();
                let mut problem = self.problem(error);
                problem.help = Some(format!("{} are equally near", near.join(" and ")));
                vec![problem]
            }
            [] => vec![self.problem(error)],
        }
    }

    /// How far a value is from a branch.
    fn misses(&self, errors: &[ValidationError<'static>]) -> usize {
        self.causes(errors).len()
    }

    /// The problems of the branch that is meant, and why it is.
    fn of_branch(&self, errors: &[ValidationError<'static>], why: &str) -> Vec<Problem> {
        let mut problems = self.causes(errors);
        for problem in &mut problems {
            problem.help.get_or_insert_with(|| why.to_owned());
        }
        problems
    }

    /// A branch as people call it.
    fn label(&self, pointer: &str) -> String {
        let node = self.spec.nodes().find(pointer);
        let target = node.and_then(|node| node.text("$ref"));
        if let Some((_, name)) = target.and_then(|target| Pointer(target).split_last()) {
            return format!("alternative `{name}`");
        }
        if let Some(title) = node.and_then(|node| node.text("title")) {
            return format!("alternative `{title}`");
        }
        let number = Pointer(pointer)
            .split_last()
            .and_then(|(_, index)| index.parse::<usize>().ok())
            .unwrap_or_default();
        format!("alternative {}", number + 1)
    }

    /// A value of the tag that means no branch: drift of the kind that a new value of an enumeration is.
    fn unknown_tag(&self, error: &ValidationError<'_>, tag: &Tag, branches: usize) -> Problem {
        let instance = Pointer(error.instance_path().as_str()).join(&tag.property);
        let found = self.root.pointer(&instance).unwrap_or(&Value::Null);
        let shown = self.shown(&instance, found);
        let name = &tag.property;
        let message = match &shown {
            Some(value) => {
                format!(
                    "{value} names none of the {branches} alternatives that `{name}` tells apart"
                )
            }
            None => format!(
                "{} names none of the {branches} alternatives that `{name}` tells apart",
                words::article(found)
            ),
        };
        let rule = match found {
            Value::String(_) | Value::Number(_) => Rule::Enum,
            _ => Rule::Schema,
        };
        Problem {
            rule,
            instance,
            subject: tag.property.clone(),
            value: shown.filter(|_| rule == Rule::Enum),
            message,
            help: Some(format!("the spec has {}", words::quote(tag.values()))),
            ..self.problem(error)
        }
    }
}
