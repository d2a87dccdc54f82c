//! References: which schemas have a name, and which schema a `$ref` leads to.
//!
//! Every component has one. A schema that is referred to by a pointer into the middle of another one gets one too, as if it stood among the
//! components, so that it is one type however many places share it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::spec::{
    self, At, Document, Elsewhere, Located, MediaType, Rare, Response, Schema, SchemaKind,
    SchemaObject,
};

/// A schema with a name, as an index into [`Index::named`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NamedId(pub(super) usize);

/// A schema with a name.
#[derive(Clone, Debug)]
pub(super) struct NamedSchema<'d> {
    /// The component's key, or the words of the pointer that leads there.
    pub(super) words: String,
    /// Where a problem with its name is reported.
    pub(super) key: At,
    /// The schema itself.
    pub(super) schema: &'d Schema,
}

/// Where the document's references lead.
pub(super) struct Index<'d> {
    document: &'d Document,
    /// Components first, in document order; then what is referred to by other pointers.
    pub(super) named: Vec<NamedSchema<'d>>,
    by_node: BTreeMap<At, NamedId>,
    /// Where each reference of the document leads, by its text: many say the same.
    targets: HashMap<&'d str, Option<At>>,
    /// What each comes to, as far as anybody asked.
    pub(super) flattened: Memory<Arc<SchemaObject>>,
    /// What each says of null, as far as anybody asked.
    pub(super) nulls: Memory<super::null::Stance>,
}

/// What has been worked out of schemas with names.
#[derive(Debug)]
pub(super) struct Memory<T>(RefCell<BTreeMap<NamedId, Option<T>>>);

/// What is known of one schema.
pub(super) enum Memo<T> {
    New,
    /// Being worked out: whoever asks now stands inside of it.
    Open,
    Known(T),
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Memory<T> {
    /// What is known.
    pub(super) fn get(&self, id: NamedId) -> Memo<T> {
        match self.0.borrow().get(&id) {
            None => Memo::New,
            Some(None) => Memo::Open,
            Some(Some(known)) => Memo::Known(known.clone()),
        }
    }

    /// Says that it is being worked out.
    pub(super) fn open(&self, id: NamedId) {
        self.0.borrow_mut().insert(id, None);
    }

    /// Says what came of it.
    pub(super) fn set(&self, id: NamedId, known: T) {
        self.0.borrow_mut().insert(id, Some(known));
    }
}

impl<'d> Index<'d> {
    /// Finds every schema with a name.
    pub(super) fn new(document: &'d Document) -> Self {
        let mut index = Self {
            document,
            named: Vec::new(),
            by_node: BTreeMap::new(),
            targets: HashMap::new(),
            flattened: Memory::default(),
            nulls: Memory::default(),
        };
        for (key, schema) in &document.components.schemas {
            index.add(NamedSchema {
                words: key.value.clone(),
                key: key.at,
                schema,
            });
        }
        let mut schemas = BTreeMap::new();
        let mut references = Vec::new();
        each_schema(document, &mut |schema| {
            schemas.insert(schema.at, schema);
            if let SchemaKind::Object(object) = &schema.kind
                && let Some(reference) = &object.reference
            {
                references.push(reference);
            }
        });
        for reference in references {
            let target = *index
                .targets
                .entry(&reference.value)
                .or_insert_with(|| document.resolve(&reference.value));
            if let Some(at) = target
                && !index.by_node.contains_key(&at)
                && let Some(schema) = schemas.get(&at)
            {
                index.add(NamedSchema {
                    words: words(&document.tree.pointer(at)),
                    key: at,
                    schema,
                });
            }
        }
        index
    }

    /// The schema that a `$ref` names.
    pub(super) fn resolve(&self, reference: &Located<String>) -> Option<NamedId> {
        self.target(reference)
            .and_then(|at| self.by_node.get(&at).copied())
    }

    /// The name of the schema at a node, where it has one.
    pub(super) fn named_at(&self, at: At) -> Option<NamedId> {
        self.by_node.get(&at).copied()
    }

    /// The schema of a name.
    pub(super) fn get(&self, id: NamedId) -> Option<&NamedSchema<'d>> {
        self.named.get(id.0)
    }

    /// Every schema with a name, those that it is made of before it as far as they do not run in a circle: what `$ref`, `allOf`, branches,
    /// elements and values lead to. Properties are something else: they are there for themselves.
    pub(super) fn bottom_up(&self) -> Vec<NamedId> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.named.len()];
        let mut visit = |id: NamedId| {
            seen.get_mut(id.0)
                .is_some_and(|seen| !std::mem::replace(seen, true))
        };
        for root in (0..self.named.len()).map(NamedId) {
            if !visit(root) {
                continue;
            }
            // A stack of its own, since references may go on for longer than the thread's has room.
            let mut stack = vec![(root, self.needs(root).into_iter())];
            while let Some((id, needs)) = stack.last_mut() {
                match needs.next() {
                    Some(need) if visit(need) => stack.push((need, self.needs(need).into_iter())),
                    Some(_) => {}
                    None => {
                        order.push(*id);
                        stack.pop();
                    }
                }
            }
        }
        order
    }

    fn needs(&self, id: NamedId) -> Vec<NamedId> {
        let mut needs = Vec::new();
        if let Some(named) = self.get(id) {
            self.collect_needs(named.schema, &mut needs);
        }
        needs
    }

    fn collect_needs(&self, schema: &Schema, needs: &mut Vec<NamedId>) {
        needs.extend(self.named_at(schema.at));
        let SchemaKind::Object(object) = &schema.kind else {
            return;
        };
        needs.extend(
            object
                .reference
                .as_ref()
                .and_then(|reference| self.resolve(reference)),
        );
        let parts = object
            .all_of
            .iter()
            .chain(&object.any_of)
            .chain(&object.one_of);
        let rare = object.rare.as_deref();
        let patterns = rare.into_iter().flat_map(|rare| &rare.pattern_properties);
        let parts = parts
            .chain(patterns.map(|(_, schema)| schema))
            .chain(object.items.as_deref())
            .chain(object.additional_properties.as_deref());
        parts.for_each(|part| self.collect_needs(part, needs));
    }

    /// Visits every schema of the document, outermost first, in document order.
    pub(super) fn each_schema(&self, visit: &mut impl FnMut(&'d Schema)) {
        each_schema(self.document, visit);
    }

    fn target(&self, reference: &Located<String>) -> Option<At> {
        self.targets
            .get(reference.value.as_str())
            .copied()
            .unwrap_or_else(|| self.document.resolve(&reference.value))
    }

    fn add(&mut self, named: NamedSchema<'d>) {
        self.by_node
            .insert(named.schema.at, NamedId(self.named.len()));
        self.named.push(named);
    }
}

/// What a schema in the middle of another one is called after: `/components/schemas/Call/properties/links/items` is `Call links item`.
fn words(pointer: &str) -> String {
    let other_file = pointer
        .strip_prefix('/')
        .and_then(|pointer| pointer.strip_prefix(spec::FILES)?.strip_prefix('/'));
    let pointer =
        match other_file.map(|file| file.find('/').map_or((file, ""), |end| file.split_at(end))) {
            // A file that is a schema is called after; in one that holds several, each has a name of its own.
            Some((file, "")) => {
                let name = file.rsplit("~1").next().unwrap_or(file);
                name.split('.').next().unwrap_or(name)
            }
            Some((_, rest)) => rest,
            None => pointer,
        };
    let rest = ["/definitions/", "/$defs/", "/components/"]
        .iter()
        .find_map(|section| pointer.strip_prefix(section))
        .unwrap_or(pointer);
    let rest = rest.strip_prefix("schemas/").unwrap_or(rest);
    let mut words = Vec::new();
    let mut segments = rest.split('/').filter(|segment| !segment.is_empty());
    while let Some(segment) = segments.next() {
        match segment {
            "properties" => words.extend(
                segments
                    .next()
                    .map(|name| name.replace("~1", "/").replace("~0", "~")),
            ),
            "items" => words.push("item".to_owned()),
            "additionalProperties" => words.push("value".to_owned()),
            other => words.push(other.replace("~1", "/").replace("~0", "~")),
        }
    }
    words.join(" ")
}

/// Visits every schema of the document, outermost first, in document order.
fn each_schema<'d>(document: &'d Document, visit: &mut impl FnMut(&'d Schema)) {
    let components = &document.components;
    components
        .schemas
        .iter()
        .for_each(|(_, schema)| within(schema, visit));
    components
        .parameters
        .iter()
        .for_each(|(_, parameter)| within(&parameter.schema, visit));
    components
        .headers
        .iter()
        .for_each(|(_, header)| within(&header.schema, visit));
    components
        .responses
        .iter()
        .for_each(|(_, response)| in_response(response, visit));
    components
        .request_bodies
        .iter()
        .for_each(|(_, body)| in_content(&body.content, visit));
    in_elsewhere(&document.elsewhere, visit);
    for path in &document.paths {
        path.parameters
            .iter()
            .for_each(|parameter| within(&parameter.schema, visit));
        for operation in &path.operations {
            operation
                .parameters
                .iter()
                .for_each(|parameter| within(&parameter.schema, visit));
            operation
                .request_body
                .iter()
                .for_each(|body| in_content(&body.content, visit));
            operation
                .responses
                .iter()
                .for_each(|response| in_response(response, visit));
        }
    }
}

fn in_response<'d>(response: &'d Response, visit: &mut impl FnMut(&'d Schema)) {
    response
        .headers
        .iter()
        .for_each(|(_, header)| within(&header.schema, visit));
    in_content(&response.content, visit);
}

fn in_content<'d>(content: &'d [(Located<String>, MediaType)], visit: &mut impl FnMut(&'d Schema)) {
    for (_, media) in content {
        media.schema.iter().for_each(|schema| within(schema, visit));
        media
            .encoding
            .iter()
            .flat_map(|(_, encoding)| &encoding.headers)
            .for_each(|(_, header)| within(&header.schema, visit));
    }
}

fn in_elsewhere<'d>(elsewhere: &'d Elsewhere, visit: &mut impl FnMut(&'d Schema)) {
    let parameters = elsewhere
        .parameters
        .iter()
        .map(|parameter| &parameter.schema);
    let headers = elsewhere.headers.iter().map(|header| &header.schema);
    elsewhere
        .schemas
        .iter()
        .chain(parameters)
        .chain(headers)
        .for_each(|schema| within(schema, visit));
    elsewhere
        .responses
        .iter()
        .for_each(|response| in_response(response, visit));
    elsewhere
        .request_bodies
        .iter()
        .for_each(|body| in_content(&body.content, visit));
}

fn within<'d>(schema: &'d Schema, visit: &mut impl FnMut(&'d Schema)) {
    visit(schema);
    if let SchemaKind::Object(object) = &schema.kind {
        children(object)
            .into_iter()
            .for_each(|child| within(child, visit));
    }
}

/// The schemas directly inside a schema.
pub(super) fn children(object: &SchemaObject) -> Vec<&Schema> {
    let properties = object.properties.iter().map(|(_, schema)| schema);
    let single = [
        &object.additional_properties,
        &object.unevaluated_properties,
        &object.items,
    ];
    let lists = object
        .all_of
        .iter()
        .chain(&object.any_of)
        .chain(&object.one_of);
    properties
        .chain(single.into_iter().flatten().map(Box::as_ref))
        .chain(lists)
        .chain(object.rare.iter().flat_map(|rare| rare_children(rare)))
        .collect()
}

fn rare_children(rare: &Rare) -> impl Iterator<Item = &Schema> {
    let single = [
        &rare.not,
        &rare.condition,
        &rare.consequence,
        &rare.alternative,
        &rare.property_names,
        &rare.unevaluated_items,
        &rare.contains,
        &rare.content_schema,
    ];
    let named = rare
        .dependent_schemas
        .iter()
        .chain(&rare.pattern_properties)
        .chain(&rare.definitions);
    single
        .into_iter()
        .flatten()
        .chain(named.map(|(_, schema)| schema))
        .chain(&rare.prefix_items)
}
