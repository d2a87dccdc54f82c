//! Where in a record a finding is, and the line that shows it.

use std::ops::Range;

use callspec_generator::source::Span;

use super::charge::{Charge, Known};
use crate::excerpt::Excerpt;
use crate::json::{Json, Seeker, position, seek};
use crate::judge::Judged;
use crate::reach::{PlaceId, Reach};
use crate::spec::{Judge, Nodes, Spec};
use crate::tally::Spot;
use crate::traffic::Record;

/// A record of which places are asked for.
pub(super) struct Located<'r> {
    record: &'r Record<'r>,
    text: Text<'r>,
}

enum Text<'r> {
    /// As the court has read it, with the bytes of it that may not be shown; nothing of what cannot be read.
    Read(Option<(Json, Vec<(Span, String)>)>),
    /// JSON without a flaw, of which the court has seen nothing, and what it was judged by.
    Sound(&'r str, &'r Spec, &'r Judge),
}

impl<'r> Located<'r> {
    /// A record that is JSON and has no key twice.
    pub(super) const fn sound(
        record: &'r Record<'r>,
        text: &'r str,
        spec: &'r Spec,
        judge: &'r Judge,
    ) -> Self {
        Self {
            record,
            text: Text::Sound(text, spec, judge),
        }
    }

    /// A record that the court has read.
    pub(super) fn read(record: &'r Record<'r>, judged: &mut Judged) -> Self {
        let sensitive = std::mem::take(&mut judged.sensitive);
        Self {
            record,
            text: Text::Read(judged.json.take().map(|json| (json, sensitive))),
        }
    }

    /// Where a finding is, and its line.
    pub(super) fn sighting(&self, charge: &Charge) -> (Spot, Option<Excerpt>) {
        let known = charge.known.unwrap_or_else(|| self.find(charge));
        let excerpt = known.offset.and_then(|offset| match &self.text {
            Text::Read(read) => {
                let (json, sensitive) = read.as_ref()?;
                Excerpt::masked(&json.text, offset, known.width, sensitive)
            }
            Text::Sound(text, spec, judge) => {
                let sensitive = sensitive(spec, judge, text, Excerpt::window(offset));
                Excerpt::masked(text, offset, known.width, &sensitive)
            }
        });
        (self.spot(charge, known), excerpt)
    }

    pub(super) fn spot(&self, charge: &Charge, known: Known) -> Spot {
        Spot {
            file: self.record.file.to_owned(),
            record: self.record.index,
            line: known.line,
            column: known.column,
            of_body: self.record.is_within_text(),
            pointer: charge.shown().to_owned(),
        }
    }

    fn find(&self, charge: &Charge) -> Known {
        let Text::Sound(text, ..) = self.text else {
            return Known {
                line: self.record.lines_before.saturating_add(1),
                column: 1,
                offset: None,
                width: 1,
            };
        };
        let start = seek(text.as_bytes(), &charge.instance, charge.is_about_key());
        let position = position(text, start);
        let marked = text.get(start..end(text, start)).unwrap_or_default();
        Known {
            line: self
                .record
                .lines_before
                .saturating_add(position.line as u64),
            column: position.column as u64,
            offset: Some(start),
            width: marked.lines().next().unwrap_or_default().chars().count(),
        }
    }
}

/// Where the value or key ends that begins at a place.
fn end(text: &str, start: usize) -> usize {
    let mut seeker = Seeker::starting(text.as_bytes(), start);
    let skipped = seeker.next().and_then(|first| seeker.skip(first));
    // A number may be all there is.
    skipped.map_or(text.len(), |()| seeker.at())
}

/// The values and keys of a text that some schema may call sensitive, each whole: those that lie in a window, and in part at least.
fn sensitive(spec: &Spec, judge: &Judge, text: &str, window: Range<usize>) -> Vec<(Span, String)> {
    let mut reach = spec.reach();
    let root = reach.root(spec.nodes(), &judge.definition);
    let mut walk = Walk {
        nodes: spec.nodes(),
        reach: &mut reach,
        text,
        window,
        found: Vec::new(),
    };
    let mut seeker = Seeker::new(text.as_bytes());
    // Behind the window there is nothing to find.
    _ = seeker
        .next()
        .and_then(|first| walk.value(&mut seeker, first, root));
    walk.found
}

struct Walk<'a> {
    nodes: &'a Nodes,
    reach: &'a mut Reach,
    text: &'a str,
    window: Range<usize>,
    found: Vec<(Span, String)>,
}

impl Walk<'_> {
    /// A value of which the first byte has been read; `None` behind the window.
    fn value(&mut self, seeker: &mut Seeker<'_>, first: u8, place: PlaceId) -> Option<()> {
        let start = seeker.at().saturating_sub(1);
        if start >= self.window.end {
            return None;
        }
        let mut before = seeker.clone();
        if before.skip_before(first, self.window.start).is_some() {
            *seeker = before;
            return Some(());
        }
        if let Some(kind) = self.reach.sensitive(place) {
            let kind = kind.to_owned();
            let end = seeker.skip(first).map_or(self.text.len(), |()| seeker.at());
            if first != b'n' {
                self.found.push((Span { start, end }, kind));
            }
            return Some(());
        }
        match first {
            b'{' => {
                let secret = self.reach.secret_keys(self.nodes, place);
                loop {
                    match seeker.next()? {
                        b'"' => {
                            let start = seeker.at().saturating_sub(1);
                            let key = seeker.string()?;
                            let end = seeker.at();
                            let (below, named) = self.reach.key(self.nodes, place, &key);
                            let is_seen = end > self.window.start && start < self.window.end;
                            if let Some(kind) = secret.clone().filter(|_| is_seen && !named) {
                                self.found.push((Span { start, end }, kind));
                            }
                            seeker.next()?;
                            let first = seeker.next()?;
                            self.value(seeker, first, below)?;
                        }
                        b',' => {}
                        _ => return Some(()),
                    }
                }
            }
            b'[' => {
                let below = self.reach.items(self.nodes, place);
                loop {
                    match seeker.next()? {
                        b',' => {}
                        b']' => return Some(()),
                        first => self.value(seeker, first, below)?,
                    }
                }
            }
            first => seeker.skip(first),
        }
    }
}

#[cfg(test)]
mod tests {
    use callspec_generator::source::Source;

    use super::{Span, sensitive};
    use crate::json;
    use crate::judge;
    use crate::spec::{Lookup, Spec};

    const SPEC: &str = r##"
openapi: 3.1.0
info: {title: Calls, version: '1'}
paths:
  /calls:
    get:
      operationId: listCalls
      responses:
        '200':
          description: Calls.
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  properties:
                    phone: {type: [string, 'null'], x-sensitive: phone}
                    names: {x-sensitive: name}
                    age: {type: integer, x-sensitive: secret}
                    more: {type: array, items: {type: string, x-sensitive: text}}
                    map:
                      propertyNames: {x-sensitive: name}
                      properties: {known: {x-sensitive: text}}
                      additionalProperties: {x-sensitive: text}
"##;

    #[test]
    fn what_a_window_shows_is_hidden_as_in_the_whole() {
        let spec = Spec::load("calls", &Source::new("calls.yaml", SPEC));
        let spec = spec.expect("the spec is sound");
        let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
            panic!("it is there");
        };
        let text = r#" [{"phone": "12\"3", "names": {"a": ["x", {}]}, "b": 1}, {"phone": null, "age": -12 , "more": ["é", "y"]},{"age":7, "map": {"known": 1, "é\"": "z"}}] "#;
        let json = json::read(text.as_bytes()).expect("it is JSON");
        let all = judge::sensitive(&spec, judge, &json);
        assert_eq!(all.len(), 9);
        for start in 0..text.len() {
            for end in start..text.len() + 2 {
                let seen = |span: &Span| span.end > start && span.start < end;
                let expected: Vec<_> = all.iter().filter(|(span, _)| seen(span)).cloned().collect();
                assert_eq!(
                    sensitive(&spec, judge, text, start..end),
                    expected,
                    "{start}..{end}"
                );
            }
        }
    }
}
