//! Edits of a text, and those that keep an object or array well-formed.

use std::collections::BTreeSet;

use callspec_generator::source::Span;

use crate::json::{Json, Kind, Member, Node, Pointer};

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Replaces some bytes.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Puts a text in before an offset.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(
            Span {
                start: offset,
                end: offset,
            },
            text,
        )
    }

    /// Removes one member of an object, and the comma that went with it.
    #[must_use]
    pub fn drop_member(members: &[Member], index: usize) -> Option<Self> {
        let spans: Vec<_> = members
            .iter()
            .map(|member| Span {
                start: member.key_span.start,
                end: member.value.span.end,
            })
            .collect();
        drop_from(&spans, index)
    }

    /// Removes one element of an array, and the comma that went with it.
    #[must_use]
    pub fn drop_element(items: &[Node], index: usize) -> Option<Self> {
        let spans: Vec<_> = items.iter().map(|item| item.span).collect();
        drop_from(&spans, index)
    }
}

/// A response to put faults into.
///
/// The elements of a list are judged each for itself, unless its schema counts or compares them. So around a fault in one of them the
/// others are left out: a page of many calls costs what its calls cost, not their square.
pub struct Page<'a> {
    /// The response.
    pub json: &'a Json,
    /// The pointers of the arrays whose elements may be left out.
    pub lists: &'a BTreeSet<String>,
}

impl Page<'_> {
    /// The text with an edit made to the value at a pointer, and without the elements beside it.
    #[must_use]
    pub fn with(&self, pointer: &str, edit: &Edit) -> String {
        let mut edits = vec![edit.clone()];
        let mut node = Some(&self.json.root);
        let mut place = String::new();
        for segment in Pointer(pointer).segments() {
            node = match node.map(|node| &node.kind) {
                Some(Kind::Array(items)) => {
                    let index = segment.parse::<usize>().unwrap_or(usize::MAX);
                    if self.lists.contains(&place)
                        && let (Some(first), Some(last), Some(kept)) =
                            (items.first(), items.last(), items.get(index))
                    {
                        edits.push(Edit::replace(
                            Span {
                                start: first.span.start,
                                end: kept.span.start,
                            },
                            "",
                        ));
                        edits.push(Edit::replace(
                            Span {
                                start: kept.span.end,
                                end: last.span.end,
                            },
                            "",
                        ));
                    }
                    items.get(index)
                }
                Some(Kind::Object(members)) => members
                    .iter()
                    .rev()
                    .find(|member| member.key == segment)
                    .map(|member| &member.value),
                _ => None,
            };
            crate::json::push(&mut place, &segment);
        }
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let text = &self.json.text;
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for Edit {
            span,
            text: replacement,
        } in &edits
        {
            edited.push_str(text.get(done..span.start).unwrap_or_default());
            edited.push_str(replacement);
            done = done.max(span.end);
        }
        edited.push_str(text.get(done..).unwrap_or_default());
        edited
    }
}

fn drop_from(spans: &[Span], index: usize) -> Option<Edit> {
    let span = *spans.get(index)?;
    let before = index.checked_sub(1).and_then(|index| spans.get(index));
    let span = match (spans.get(index + 1), before) {
        (Some(next), _) => Span {
            start: span.start,
            end: next.start,
        },
        (None, Some(before)) => Span {
            start: before.end,
            end: span.end,
        },
        (None, None) => span,
    };
    Some(Edit::replace(span, ""))
}
