//! One schema, keyword by keyword.

use std::collections::HashSet;

use super::node::Node;
use super::{Bundler, Direction};
use crate::spec::{At, Content, Dialect, Entry, Tree, fragment};

/// What the schemas around a schema decide for it.
#[derive(Clone, Copy)]
struct Scope {
    dialect: Dialect,
    /// The innermost schema whose `$id` is kept, which references are relative to.
    named: Option<At>,
}

impl<'d> Bundler<'d> {
    /// A copy of a schema that becomes a definition.
    pub(super) fn definition(&mut self, at: At) -> Node<'d> {
        let scope = Scope {
            dialect: self.dialect,
            named: None,
        };
        self.schema(at, scope)
    }

    /// A copy of a schema. The keywords that hold schemas are followed; everything else, a property called `$ref` in an example
    /// included, is data.
    fn schema(&mut self, at: At, outer: Scope) -> Node<'d> {
        let Content::Map(entries) = self.tree.content(at) else {
            return Node::Same(at);
        };
        let scope = Scope {
            dialect: outer.dialect.of_schema(self.tree, at),
            named: (self.keeps_names && self.tree.get(at, "$id").is_some())
                .then_some(at)
                .or(outer.named),
        };
        let is_reference =
            scope.dialect == Dialect::OpenApi30 && self.tree.get(at, "$ref").is_some();
        let mut copy = Vec::new();
        for entry in entries {
            if self.is_dropped(entry, scope, is_reference) {
                continue;
            }
            let value = self.value(entry, scope);
            copy.push((entry.name, value));
        }
        if !scope.dialect.is_modern() {
            exclude(&mut copy, "minimum", "exclusiveMinimum", self.tree);
            exclude(&mut copy, "maximum", "exclusiveMaximum", self.tree);
        }
        if scope.dialect == Dialect::OpenApi30 {
            allow_null(&mut copy, self.tree);
        }
        self.relax(&mut copy, at);
        Node::Map(copy)
    }

    fn value(&mut self, entry: Entry<'d>, scope: Scope) -> Node<'d> {
        match (entry.name, self.tree.content(entry.value)) {
            ("$ref", Content::Text(reference)) => {
                Node::Text(self.reference(entry.value, reference, scope).into())
            }
            ("discriminator", Content::Map(_)) => self.discriminator(entry.value),
            (
                "items"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "contentSchema",
                _,
            ) => self.schema(entry.value, scope),
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Content::List(items)) => {
                Node::List(items.map(|item| self.schema(item, scope)).collect())
            }
            (
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions",
                Content::Map(schemas),
            ) => {
                let schemas = schemas.map(|entry| (entry.name, self.schema(entry.value, scope)));
                Node::Map(schemas.collect())
            }
            _ => Node::Same(entry.value),
        }
    }

    /// Whether a keyword means nothing in its dialect and something in 2020-12, or names what has got another name.
    fn is_dropped(&self, entry: Entry<'_>, scope: Scope, is_reference: bool) -> bool {
        match entry.name {
            "$ref" => false,
            "$schema" | "$vocabulary" => true,
            "$id" | "$anchor" | "$dynamicAnchor" => !self.keeps_names,
            name if scope.dialect == Dialect::OpenApi30 => {
                let is_silent = matches!(
                    name,
                    "title" | "description" | "example" | "externalDocs" | "xml"
                ) || name.starts_with("x-");
                is_reference && !is_silent || scope.dialect.ignores(name)
            }
            name => scope.dialect.ignores(name),
        }
    }

    /// Takes out of `required` what this direction does not carry.
    fn relax(&self, copy: &mut [(&'d str, Node<'d>)], at: At) {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let Some(required) = get_mut(copy, "required") else {
            return;
        };
        let Some(properties) = self.tree.get(at, "properties") else {
            return;
        };
        let Some(Content::List(names)) = required.content(self.tree) else {
            return;
        };
        let is_carried = |name: &At| {
            let property = match self.tree.content(*name) {
                Content::Text(name) => self.tree.get(properties, name),
                _ => None,
            };
            !property.is_some_and(|property| self.has_flag(property, flag))
        };
        if !names.clone().all(|name| is_carried(&name)) {
            *required = Node::List(names.filter(is_carried).map(Node::Same).collect());
        }
    }

    /// Whether a schema says `readOnly` or `writeOnly`, or what it refers to does.
    fn has_flag(&self, schema: At, flag: &str) -> bool {
        let mut at = schema;
        let mut seen = HashSet::new();
        loop {
            if let Some(value) = self.tree.get(at, flag) {
                return matches!(self.tree.content(value), Content::Boolean(true));
            }
            let Some(text) = self.tree.get(at, "$ref") else {
                return false;
            };
            let Content::Text(reference) = self.tree.content(text) else {
                return false;
            };
            match self.target(text, reference) {
                Some(target) if seen.insert(target) => at = target,
                _ => return false,
            }
        }
    }

    /// The text of a `$ref`, as it leads to the same schema from within the bundle.
    fn reference(&mut self, text: At, reference: &str, scope: Scope) -> String {
        let Some(target) = self.target(text, reference) else {
            // The schema of schemas, which every validator knows.
            return reference.to_owned();
        };
        let Some(root) = scope.named else {
            return self.re_rooted(target);
        };
        // Where names are kept, a name leads where it led. A pointer does too unless it leads out of the named schema.
        let is_name = !reference.starts_with("#/");
        let inside = fragment(reference).and_then(|pointer| self.tree.descend(root, &pointer));
        if is_name || inside == Some(target) {
            return reference.to_owned();
        }
        let path = self.re_rooted(target);
        format!("{}{path}", self.id)
    }

    /// `mapping` of a discriminator may hold references; validators do not look at it, people do.
    fn discriminator(&mut self, at: At) -> Node<'d> {
        let tree = self.tree;
        let entries = tree.entries(at).map(|entry| {
            let mapping = match tree.content(entry.value) {
                Content::Map(mapping) if entry.name == "mapping" => mapping,
                _ => return (entry.name, Node::Same(entry.value)),
            };
            let mapping = mapping.map(|entry| (entry.name, self.mapped(entry.value)));
            (entry.name, Node::Map(mapping.collect()))
        });
        Node::Map(entries.collect())
    }

    fn mapped(&mut self, at: At) -> Node<'d> {
        if let Content::Text(reference) = self.tree.content(at)
            && reference.starts_with('#')
            && let Some(target) = self.target(at, reference)
        {
            return Node::Text(self.re_rooted(target).into());
        }
        Node::Same(at)
    }
}

fn get_mut<'n, 'd>(copy: &'n mut [(&'d str, Node<'d>)], name: &str) -> Option<&'n mut Node<'d>> {
    let mut entries = copy.iter_mut();
    entries
        .find(|(known, _)| *known == name)
        .map(|(_, node)| node)
}

/// `exclusiveMinimum: true` says that the `minimum` beside it is excluded.
fn exclude<'d>(copy: &mut Vec<(&'d str, Node<'d>)>, bound: &str, exclusive: &str, tree: &'d Tree) {
    let Some(flag) = get_mut(copy, exclusive) else {
        return;
    };
    let Some(Content::Boolean(excluded)) = flag.content(tree) else {
        return;
    };
    let bounded = get_mut(copy, bound).cloned().filter(|_| excluded);
    if let (Some(value), Some(flag)) = (&bounded, get_mut(copy, exclusive)) {
        flag.clone_from(value);
    }
    let obsolete = if bounded.is_some() { bound } else { exclusive };
    copy.retain(|(name, _)| *name != obsolete);
}

/// `nullable: true` adds null to the `type` beside it, and says nothing where there is none.
fn allow_null<'d>(copy: &mut [(&'d str, Node<'d>)], tree: &'d Tree) {
    let nullable = get_mut(copy, "nullable").and_then(|nullable| nullable.content(tree));
    if !matches!(nullable, Some(Content::Boolean(true))) {
        return;
    }
    if let Some(types) = get_mut(copy, "type")
        && let Some(Content::Text(_)) = types.content(tree)
    {
        *types = Node::List(vec![types.clone(), Node::Text("null".into())]);
    }
}
