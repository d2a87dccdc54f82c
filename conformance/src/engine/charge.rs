//! A finding on its way to its group: what is known of it before anybody looks for its place.

use std::cell::OnceCell;
use std::cmp::Ordering;

use callspec_generator::source::Span;

use crate::excerpt::Excerpt;
use crate::findings::{Finding, Fingerprint, Place, Rule, Severity};
use crate::json::{self, Json, Pointer};
use crate::judge::{self, Judged};
use crate::spec::{Judge, Spec};
use crate::tally::Spot;
use crate::traffic::Record;

/// One finding.
pub(super) struct Charge {
    pub(super) rule: Rule,
    pub(super) severity: Severity,
    pub(super) fingerprint: Fingerprint,
    /// The name of the place, and its pointer.
    pub(super) name: String,
    pub(super) instance: String,
    /// The pointer as it may be shown, where that is another.
    pub(super) shown: Option<String>,
    pub(super) spec: At,
    pub(super) value: Option<String>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Line, column, byte and width, where they are known already.
    pub(super) known: Option<Known>,
}

/// A place in the spec.
pub(super) enum At {
    Place(Option<Place>),
    /// The pointer in the document.
    Pointer(Option<String>),
}

/// A place in a record.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) line: u64,
    pub(super) column: u64,
    pub(super) offset: Option<usize>,
    pub(super) width: usize,
}

impl Charge {
    /// Of a finding of the court.
    pub(super) fn of(finding: Finding) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity,
            fingerprint: finding.fingerprint,
            name: finding.normal,
            spec: At::Place(finding.spec),
            value: finding.value,
            message: finding.message,
            help: finding.help,
            known: Some(Known {
                line: finding.instance.line as u64,
                column: finding.instance.column as u64,
                offset: finding.offset,
                width: finding.instance.width,
            }),
            instance: finding.instance.pointer,
            shown: None,
        }
    }

    /// The place in the spec, and its line.
    pub(super) fn spec(&self, spec: &Spec) -> Option<(Place, Option<Excerpt>)> {
        let place = match &self.spec {
            At::Place(place) => place.clone()?,
            At::Pointer(pointer) => spec.place(pointer.as_deref()?),
        };
        let excerpt = spec
            .line(place.line)
            .map(|line| Excerpt::of_line(line, place.column, place.width));
        Some((place, excerpt))
    }

    /// The pointer as it may be shown.
    pub(super) fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.instance)
    }

    /// Whether the place is that of a key.
    pub(super) fn is_about_key(&self) -> bool {
        self.rule == Rule::Undocumented
    }

    /// The order in a record: that of elements, whoever found them first.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let segments = |charge: &'_ Self| {
            Pointer(&charge.instance)
                .segments()
                .map(|segment| (segment.parse::<usize>().ok(), segment.into_owned()))
                .collect::<Vec<_>>()
        };
        let of = |charge: &Self| (segments(charge), charge.rule, charge.fingerprint);
        of(self).cmp(&of(other))
    }
}

/// A record as read, and the bytes of it that may not be shown.
type Reading = (Json, Vec<(Span, String)>);

/// A record of which places are asked for, read when the first one is.
pub(super) struct Located<'r> {
    record: &'r Record<'r>,
    spec: &'r Spec,
    judge: Option<&'r Judge>,
    bytes: &'r [u8],
    read: OnceCell<Option<Reading>>,
}

impl<'r> Located<'r> {
    pub(super) fn new(
        record: &'r Record<'r>,
        spec: &'r Spec,
        judge: Option<&'r Judge>,
        bytes: &'r [u8],
    ) -> Self {
        Self {
            record,
            spec,
            judge,
            bytes,
            read: OnceCell::new(),
        }
    }

    /// Of a record that the court has read.
    pub(super) fn with(self, judged: &mut Judged) -> Self {
        let sensitive = std::mem::take(&mut judged.sensitive);
        let read = judged.json.take().map(|json| (json, sensitive));
        // It was made just now, and holds nothing.
        _ = self.read.set(read);
        self
    }

    fn read(&self) -> Option<&Reading> {
        let read = || {
            let json = json::read(self.bytes).ok()?;
            let sensitive = judge::sensitive(self.spec, self.judge?, &json);
            Some((json, sensitive))
        };
        self.read.get_or_init(read).as_ref()
    }

    /// Where a finding is, and its line.
    pub(super) fn sighting(&self, charge: &Charge) -> (Spot, Option<Excerpt>) {
        let known = charge.known.unwrap_or_else(|| self.find(charge));
        let excerpt = self.read().zip(known.offset).and_then(|(read, offset)| {
            let (json, sensitive) = read;
            Excerpt::masked(&json.text, offset, known.width, sensitive)
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
        let start = Known {
            line: self.record.lines_before.saturating_add(1),
            column: 1,
            offset: None,
            width: 1,
        };
        let Some((json, _)) = self.read() else {
            return start;
        };
        let key = json
            .key_span(&charge.instance)
            .filter(|_| charge.is_about_key());
        let value = || json.nearest(&charge.instance).map(|node| node.span);
        let Some(span) = key.or_else(value) else {
            return start;
        };
        let position = json.position(span.start);
        let marked = json.text.get(span.start..span.end).unwrap_or_default();
        Known {
            line: self
                .record
                .lines_before
                .saturating_add(position.line as u64),
            column: position.column as u64,
            offset: Some(span.start),
            width: marked.lines().next().unwrap_or_default().chars().count(),
        }
    }
}
