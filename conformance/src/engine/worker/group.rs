//! Findings on their way into their groups.

use std::collections::BTreeSet;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::super::charge::Charge;
use super::super::last::Last;
use super::super::located::Located;
use super::super::target::Kind;
use super::{Worker, body};
use crate::tally::{About, Group, Key, Merge as _, Sighting, Size, Smallest, Witness};
use crate::traffic::Record;

impl Worker<'_> {
    /// Puts the findings of one record into their groups.
    pub(super) fn group(
        &mut self,
        located: &Located<'_>,
        record: &Record<'_>,
        kind: Kind<'_>,
        charges: Vec<Charge>,
    ) {
        let bytes = body(record);
        if charges.is_empty() {
            return;
        }
        let size = Size {
            bytes: bytes.len() as u64,
            hash: xxh3_64(bytes),
        };
        let here = (record.file, record.index);
        let mut seen = BTreeSet::new();
        let mut kept: Option<Arc<[u8]>> = None;
        for charge in charges {
            let key = Key {
                severity: std::cmp::Reverse(charge.severity),
                provider: self.engine.spec.provider.clone(),
                fingerprint: charge.fingerprint,
            };
            let records = u64::from(seen.insert(charge.fingerprint));
            let Some(group) = self.tally.groups.get_mut(&key) else {
                match self.tally.groups.admits(&key) {
                    true => {
                        let group =
                            self.begin(located, size, charge, (kind.operation, kind.status));
                        self.tally.groups.add(key, group);
                    }
                    false => self.tally.groups.leave_out(),
                }
                continue;
            };
            group.count.absorb(1);
            group.records.absorb(records);
            if let Some(value) = charge.value.clone() {
                group.values.add(value, 1);
            }
            if here < (&*group.first.spot.file, group.first.spot.record) {
                let (spot, excerpt) = located.sighting(&charge);
                group.first = Sighting {
                    spot,
                    message: charge.message.clone(),
                    help: charge.help.clone(),
                    excerpt,
                };
            }
            let witnessed = group.witnesses.get(&size).map(|witness| &witness.spot);
            let wanted = match witnessed {
                Some(spot) => here < (&*spot.file, spot.record),
                None => group.witnesses.admits(&size),
            };
            match wanted {
                true => {
                    let (spot, excerpt) = located.sighting(&charge);
                    group.witnesses.add(size, Witness { spot, excerpt });
                }
                false if witnessed.is_none() => group.witnesses.leave_out(),
                false => {}
            }
            if here < (&*group.last.file, group.last.record) {
                continue;
            }
            match charge.known {
                Some(known) => {
                    group.last = located.spot(&charge, known);
                }
                None => {
                    let bytes = kept.get_or_insert_with(|| Arc::from(bytes));
                    let last = Last::new(record, &charge, Arc::clone(bytes));
                    match self.lasts.get_mut(&key) {
                        Some(known) if last.is_before(known) => {}
                        Some(known) => *known = last,
                        None => _ = self.lasts.insert(key, last),
                    }
                }
            }
        }
    }

    /// A group of one finding.
    fn begin(&self, located: &Located<'_>, size: Size, charge: Charge, kind: (&str, u16)) -> Group {
        let (spot, excerpt) = located.sighting(&charge);
        let mut witnesses = Smallest::default();
        let witness = Witness {
            spot: spot.clone(),
            excerpt: excerpt.clone(),
        };
        witnesses.add(size, witness);
        let mut values = Smallest::default();
        if let Some(value) = charge.value.clone() {
            values.add(value, 1);
        }
        Group {
            about: About {
                rule: charge.rule,
                operation: kind.0.to_owned(),
                status: kind.1,
                spec: charge.spec(self.engine.spec),
                pointer: charge.name,
            },
            count: 1,
            records: 1,
            last: spot.clone(),
            first: Sighting {
                spot,
                message: charge.message,
                help: charge.help,
                excerpt,
            },
            values,
            witnesses,
        }
    }

    /// Works out where the last findings are.
    pub(super) fn locate_lasts(&mut self) {
        for (key, last) in std::mem::take(&mut self.lasts) {
            if let Some(group) = self.tally.groups.get_mut(&key)
                && last.is_after(&group.last)
            {
                group.last = last.spot();
            }
        }
    }
}
