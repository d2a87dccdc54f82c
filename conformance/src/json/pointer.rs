//! JSON pointers, RFC 6901.

use std::borrow::Cow;

use super::{Kind, Node};

/// A JSON pointer: empty for the root, else `/segment/segment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer<'a>(pub &'a str);

impl<'a> Pointer<'a> {
    /// The segments, unescaped.
    pub fn segments(self) -> impl Iterator<Item = Cow<'a, str>> {
        self.0
            .split('/')
            .skip(1)
            .map(|segment| match segment.contains('~') {
                true => Cow::Owned(segment.replace("~1", "/").replace("~0", "~")),
                false => Cow::Borrowed(segment),
            })
    }

    /// The pointer without its last segment, and that segment unescaped. `None` for the root.
    #[must_use]
    pub fn split_last(self) -> Option<(Pointer<'a>, Cow<'a, str>)> {
        let at = self.0.rfind('/')?;
        let (parent, last) = (self.0.get(..at)?, self.0.get(at..)?);
        Some((Pointer(parent), Pointer(last).segments().next()?))
    }

    /// The pointer of a member or element.
    #[must_use]
    pub fn join(self, segment: &str) -> String {
        let mut pointer = self.0.to_owned();
        push(&mut pointer, segment);
        pointer
    }

    /// Whether `other` is the same place or lies inside it.
    #[must_use]
    pub fn contains(self, other: &str) -> bool {
        other
            .strip_prefix(self.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Appends one segment, escaped.
pub(crate) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The pointer with every array index as `*`, so that the same fault in another element has the same name.
/// What lies beyond the tree (a missing property) stays as it is.
#[must_use]
pub fn normalise(root: &Node, pointer: &str) -> String {
    let mut normal = String::with_capacity(pointer.len());
    let mut node = Some(root);
    for segment in Pointer(pointer).segments() {
        node = match node.map(|node| &node.kind) {
            Some(Kind::Array(items)) => {
                normal.push_str("/*");
                segment
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index))
            }
            kind => {
                push(&mut normal, &segment);
                match kind {
                    Some(Kind::Object(members)) => members
                        .iter()
                        .rev()
                        .find(|member| member.key == segment)
                        .map(|member| &member.value),
                    _ => None,
                }
            }
        };
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn escapes_go_both_ways() {
        let joined = Pointer("/a").join("x/y~z");
        assert_eq!(joined, "/a/x~1y~0z");
        assert_eq!(
            Pointer(&joined).segments().collect::<Vec<_>>(),
            ["a", "x/y~z"]
        );
        let (parent, last) = Pointer(&joined).split_last().expect("it has segments");
        assert_eq!((parent.0, &*last), ("/a", "x/y~z"));
    }

    #[test]
    fn containment_is_by_segment() {
        assert!(Pointer("/a").contains("/a/b"));
        assert!(Pointer("").contains("/a"));
        assert!(!Pointer("/a").contains("/ab"));
    }
}
