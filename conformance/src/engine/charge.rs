//! A finding on its way to its group: what is known of it before anybody looks for its place.

use std::cmp::Ordering;

use crate::excerpt::Excerpt;
use crate::findings::{Finding, Fingerprint, Place, Rule, Severity};
use crate::json::Pointer;
use crate::spec::Spec;

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
