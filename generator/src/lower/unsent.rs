//! What a document describes and a client does not send: noted, so that nothing is dropped in silence.

use super::problems::{Owner, Problems};
use crate::fidelity::Kind;
use crate::spec::{At, Document, Located, Operation};

/// Notes webhooks, callbacks, links, and what looks like an operation and has no method of the standard.
pub(super) fn note(document: &Document, problems: &mut Problems<'_>) {
    let mut note = |at: At, message: String| {
        problems.note(Kind::NotGenerated, Owner::Document, at, message);
    };
    for webhook in &document.webhooks {
        let message = format!(
            "the webhook `{}` is for the provider to send",
            webhook.path.value
        );
        note(webhook.path.at, message);
    }
    for item in &document.paths {
        for key in &item.skipped {
            note(key.at, format!("`{}` is no method of OpenAPI", key.value));
        }
        for operation in &item.operations {
            for name in &operation.callbacks {
                let message = format!("the callback `{}` is for the provider to send", name.value);
                note(name.at, message);
            }
            for name in links(document, operation) {
                let message = format!("the link `{}` is for the caller to follow", name.value);
                note(name.at, message);
            }
        }
    }
}

fn links<'d>(
    document: &'d Document,
    operation: &'d Operation,
) -> impl Iterator<Item = &'d Located<String>> {
    operation
        .responses
        .iter()
        .filter_map(|response| document.response(response))
        .flat_map(|response| &response.links)
}
