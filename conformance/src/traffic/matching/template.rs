//! Path templates.

use super::decoded;

/// A path with variables: `/calls/{id}/legs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    segments: Vec<Segment>,
    /// What some documents write behind the path to tell operations apart: `?action=start`. A request has to have all of it.
    query: Vec<String>,
    slash: bool,
}

/// One segment of a template: literal texts, and a variable between each two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment(Vec<String>);

impl Template {
    pub(super) fn new(path: &str) -> Self {
        let (path, _) = path.split_once('#').unwrap_or((path, ""));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            segments: Segment::all(path),
            query: pairs(query).map(decoded).collect(),
            slash: path.ends_with('/'),
        }
    }

    /// How many segments it has.
    pub(super) fn len(&self) -> usize {
        self.segments.len()
    }

    /// Whether it ends in a slash.
    pub(super) const fn slash(&self) -> bool {
        self.slash
    }

    /// Whether any of it is literal.
    pub(super) fn is_telling(&self) -> bool {
        self.segments.is_empty() || self.segments.iter().any(|segment| !segment.is_variable())
    }

    /// What to sort templates by, so that the most literal comes first.
    pub(super) fn vagueness(&self) -> (Vec<usize>, usize) {
        let segments = self.segments.iter().map(Segment::vagueness).collect();
        (segments, usize::MAX - self.query.len())
    }

    /// Whether a request is of it. `path` is decoded, `query` is not.
    pub(super) fn takes(&self, path: &[String], query: &str) -> bool {
        self.segments.len() == path.len()
            && self
                .segments
                .iter()
                .zip(path)
                .all(|(segment, text)| segment.takes(text))
            && self
                .query
                .iter()
                .all(|wanted| pairs(query).map(decoded).any(|pair| pair == *wanted))
    }
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|pair| !pair.is_empty())
}

impl Segment {
    /// The segments of a path, or of a base path.
    pub(super) fn all(path: &str) -> Vec<Self> {
        path.split('/')
            .filter(|segment| !segment.is_empty())
            .map(Self::new)
            .collect()
    }

    pub(super) fn new(text: &str) -> Self {
        let mut literals = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((_, after)) = after.split_once('}') else {
                break;
            };
            literal.push_str(&decoded(before));
            literals.push(std::mem::take(&mut literal));
            rest = after;
        }
        literal.push_str(&decoded(rest));
        literals.push(literal);
        Self(literals)
    }

    fn is_variable(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// 0 of a literal; of what has variables, the less literal text the more.
    fn vagueness(&self) -> usize {
        match self.0.len() {
            1 => 0,
            _ => usize::MAX - self.0.iter().map(String::len).sum::<usize>(),
        }
    }

    /// Whether a text is of it: no variable is empty.
    pub(super) fn takes(&self, text: &str) -> bool {
        let Some((first, others)) = self.0.split_first() else {
            return false;
        };
        let Some((last, middle)) = others.split_last() else {
            return first == text;
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else {
            return false;
        };
        for literal in middle {
            // A variable is as short as it can be; the last one takes what is left.
            let Some(begin) = rest.char_indices().nth(1).map(|(at, _)| at) else {
                return false;
            };
            let Some((_, after)) = rest
                .get(begin..)
                .and_then(|rest| rest.split_once(literal.as_str()))
            else {
                return false;
            };
            rest = after;
        }
        rest.strip_suffix(last.as_str())
            .is_some_and(|variable| !variable.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::super::segments;
    use super::{Segment, Template};

    #[test]
    fn a_segment_takes_what_fits() {
        for (template, text, taken) in [
            ("calls", "calls", true),
            ("calls", "Calls", false),
            ("{id}", "7", true),
            ("{id}", "", false),
            ("{id}.json", "7.json", true),
            ("{id}.json", ".json", false),
            ("{a}-{b}", "x-y-z", true),
            ("{a}-{b}", "-y", false),
            ("{a}-{b}", "x-", false),
            ("{a}{b}", "xy", true),
            ("{a}{b}", "x", false),
            ("{id}:cancel", "7:cancel", true),
            ("a%20b", "a b", true),
            ("{id", "{id", true),
            ("{\u{e9}}", "\u{e9}", true),
        ] {
            assert_eq!(
                Segment::new(template).takes(text),
                taken,
                "{template} {text}"
            );
        }
    }

    #[test]
    fn templates_sort_the_most_literal_first() {
        let mut templates = ["/{a}/b", "/x/{b}", "/{a}/{b}", "/x/b", "/x/{b}.json"];
        templates.sort_by_key(|path| Template::new(path).vagueness());
        assert_eq!(
            templates,
            ["/x/b", "/x/{b}.json", "/x/{b}", "/{a}/b", "/{a}/{b}"]
        );
    }

    #[test]
    fn a_query_in_a_template_is_asked_for() {
        let template = Template::new("/calls?action=start%20now#x");
        let path = segments("/calls/");
        assert!(template.takes(&path, "a=b&action=start%20now"));
        assert!(!template.takes(&path, "action=stop"));
    }
}
