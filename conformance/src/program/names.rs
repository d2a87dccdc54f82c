//! Where references lead by name: `$id`, `$anchor` and `$dynamicAnchor`.
//!
//! What a reference to a `$dynamicAnchor` leads to depends on the references before it on the way through the schemas: the first resource
//! that one of them stood in and that has an anchor of the name. Of that way, a [`Scope`] keeps what matters: what each name has come to
//! mean. A schema in two scopes is two schemas of the program.

use std::collections::{BTreeMap, HashMap};

use fluent_uri::{Uri, UriRef};
use serde_json::Value;

use crate::json::Pointer;
use crate::spec::{NodeId, Nodes, Spec};

/// What each dynamic name means on one way through the schemas.
pub(super) type Scope = BTreeMap<String, NodeId>;

/// The names of a bundle.
pub(super) struct Names<'s> {
    spec: &'s Spec,
    nodes: &'s Nodes,
    /// The schema with the `$id` around each schema, or itself; empty where only the root has one.
    resource_of: Vec<NodeId>,
    /// The URI of each resource, without a fragment.
    uris: HashMap<NodeId, String>,
    resources: HashMap<String, NodeId>,
    /// By resource and name, and whether the anchor is dynamic; `None` where a name has two of them.
    anchors: HashMap<(NodeId, String), Option<(NodeId, bool)>>,
}

/// What a reference leads to.
pub(super) enum Target<'s> {
    Place(&'s Value, String),
    /// A `$dynamicAnchor`, which another of its name may stand for.
    Dynamic(String, NodeId),
}

const ROOT: NodeId = 0;

impl<'s> Names<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let nodes = spec.nodes();
        let mut names = Self {
            spec,
            nodes,
            resource_of: Vec::new(),
            uris: HashMap::new(),
            resources: HashMap::new(),
            anchors: HashMap::new(),
        };
        if let Some(id) = nodes.get(ROOT).and_then(|root| root.text("$id")) {
            names.name(ROOT, id.to_owned());
        }
        let is_named = |id: NodeId| {
            nodes.get(id).is_some_and(|node| {
                let mut keywords = ["$id", "$anchor", "$dynamicAnchor"].into_iter();
                keywords.any(|keyword| node.schema.contains_key(keyword))
            })
        };
        if (1..nodes.count()).any(is_named) {
            (0..nodes.count()).for_each(|id| names.read(id));
        }
        names
    }

    fn name(&mut self, resource: NodeId, uri: String) {
        self.resources.insert(uri.clone(), resource);
        self.uris.insert(resource, uri);
    }

    /// Reads the names of a schema. Those around it have been read: their numbers are smaller.
    fn read(&mut self, id: NodeId) {
        let Some(node) = self.nodes.get(id) else {
            return;
        };
        let mut resource = self.around(&node.pointer);
        if id != ROOT
            && let Some(name) = node.text("$id").filter(|name| !name.starts_with('#'))
        {
            let uri = self.resolve(resource, name.trim_end_matches('#'));
            resource = id;
            if let Some(uri) = uri {
                self.name(id, uri);
            }
        }
        self.resource_of.push(resource);
        for (keyword, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(name) = node.text(keyword) {
                self.anchors
                    .entry((resource, name.to_owned()))
                    .and_modify(|known| *known = None)
                    .or_insert(Some((id, is_dynamic)));
            }
        }
    }

    /// The resource around a schema.
    fn around(&self, pointer: &str) -> NodeId {
        let mut pointer = Pointer(pointer);
        while let Some((parent, _)) = pointer.split_last() {
            pointer = parent;
            let known = self.nodes.id(pointer.0);
            if let Some(resource) = known.and_then(|id| self.resource_of.get(id)) {
                return *resource;
            }
        }
        ROOT
    }

    fn resource(&self, id: NodeId) -> NodeId {
        self.resource_of.get(id).copied().unwrap_or(ROOT)
    }

    /// A URI without a fragment, read from within a resource.
    fn resolve(&self, resource: NodeId, reference: &str) -> Option<String> {
        let base = Uri::parse(self.uris.get(&resource)?.as_str()).ok()?;
        let reference = UriRef::parse(reference).ok()?;
        let resolved = reference.resolve_against(&base).ok()?;
        Some(resolved.normalize().as_str().to_owned())
    }

    /// What a reference of a schema leads to, and the scope there; `None` where that is not in the bundle, or not certain.
    pub(super) fn follow(
        &self,
        from: NodeId,
        reference: &str,
        scope: &Scope,
    ) -> Option<(Target<'s>, Scope)> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let own = self.resource(from);
        let resource = match uri {
            "" => own,
            uri if self.uris.get(&ROOT).is_some_and(|root| root == uri) => ROOT,
            uri => *self.resources.get(&self.resolve(own, uri)?)?,
        };
        let mut scope = scope.clone();
        if resource != own {
            self.enter(own, &mut scope);
        }
        let fragment = decode(fragment)?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let (node, is_dynamic) = (*self.anchors.get(&(resource, fragment.clone()))?)?;
            let target = match is_dynamic {
                true => Target::Dynamic(fragment, node),
                false => self.place(self.nodes.get(node)?.pointer.clone())?,
            };
            return Some((target, scope));
        }
        let root = &self.nodes.get(resource)?.pointer;
        Some((self.place(format!("{root}{fragment}"))?, scope))
    }

    fn place(&self, pointer: String) -> Option<Target<'s>> {
        let value = self.spec.bundle().pointer(&pointer)?;
        Some(Target::Place(value, pointer))
    }

    /// The scope in which every evaluation begins: at a reference of the root.
    pub(super) fn first_scope(&self) -> Scope {
        let mut scope = Scope::new();
        self.enter(ROOT, &mut scope);
        scope
    }

    /// Adds to a scope what the names of a resource mean unless they mean something already.
    fn enter(&self, resource: NodeId, scope: &mut Scope) {
        for ((of, name), anchor) in &self.anchors {
            if let (true, Some((node, true))) = (*of == resource, anchor) {
                scope.entry(name.clone()).or_insert(*node);
            }
        }
    }
}

/// Decodes `%XX` of a URI fragment.
fn decode(fragment: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
    Some(decoded.ok()?.into_owned())
}
