//! What of a response must not be shown.

use callspec_generator::source::Span;

use crate::json::{self, Json, Kind};
use crate::reach::{PlaceId, Reach};
use crate::spec::{Judge, Spec};

/// The values and keys that some schema may call sensitive, each whole.
pub(crate) fn sensitive(spec: &Spec, judge: &Judge, json: &Json) -> Vec<(Span, String)> {
    let mut spans = Vec::new();
    let mut reach = spec.reach();
    let root = reach.root(spec.nodes(), &judge.definition);
    hide(spec, &mut reach, root, &json.root, &mut spans);
    spans
}

fn hide(
    spec: &Spec,
    reach: &mut Reach,
    place: PlaceId,
    node: &json::Node,
    spans: &mut Vec<(Span, String)>,
) {
    if let Some(kind) = reach.sensitive(place) {
        if !matches!(node.kind, Kind::Null) {
            spans.push((node.span, kind.to_owned()));
        }
        return;
    }
    match &node.kind {
        Kind::Array(items) => {
            let below = reach.items(spec.nodes(), place);
            for item in items {
                hide(spec, reach, below, item, spans);
            }
        }
        Kind::Object(members) => {
            let secret = reach.secret_keys(spec.nodes(), place);
            for member in members {
                let (below, named) = reach.key(spec.nodes(), place, &member.key);
                if let Some(kind) = secret.clone().filter(|_| !named) {
                    spans.push((member.key_span, kind));
                }
                hide(spec, reach, below, &member.value, spans);
            }
        }
        _ => {}
    }
}
