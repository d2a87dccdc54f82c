//! Records that the scanner has handed over, to the arbiter.

use super::super::arbiter;
use super::super::charge::{At, Charge};
use super::super::located::Located;
use super::super::target::{Judgement, Kind};
use super::Worker;
use crate::findings::Fingerprint;
use crate::problem::Problem;
use crate::traffic::Record;

impl Worker<'_> {
    /// Judges a record that the scanner handed over by a survey of it, if that can be done.
    pub(super) fn rule(
        &mut self,
        at: usize,
        record: &Record<'_>,
        kind: Kind<'_>,
        bytes: &[u8],
    ) -> bool {
        let engine = self.engine;
        let Some(target) = self.targets.get(at) else {
            return false;
        };
        let (Some(entry), Some(judge)) = (target.entry, target.judge(engine.spec)) else {
            return false;
        };
        let Ok(whole) = simdutf8::basic::from_utf8(bytes) else {
            return false;
        };
        let abridged = self.scanner.abridge(&engine.program, entry, whole);
        let text = abridged.as_ref().map_or(whole, |abridged| &abridged.text);
        let Some(survey) = self.scanner.survey(&engine.program, entry, text.as_bytes()) else {
            return false;
        };
        let Some(mut ruling) = arbiter::rule(engine.spec, judge, &target.lists, text, &survey)
        else {
            return false;
        };
        if let Some(abridged) = &abridged {
            ruling.restore(abridged);
        }
        let [_, derived, model] = target.outcomes.clone();
        if engine.options.coverage {
            let key = (kind.operation.to_owned(), kind.grade);
            let counts = self.counts.entry(key).or_default();
            counts.add_survey(&survey);
            if let Some(abridged) = &abridged {
                abridged.count(counts);
            }
        }
        let charges: Vec<_> = ruling
            .problems
            .into_iter()
            .map(|problem| self.charge(kind, problem))
            .collect();
        let charges = self.admitted(charges.into_iter());
        if let Some(target) = self.targets.get_mut(at) {
            let judgement = Judgement {
                bytes: bytes.len(),
                checked: ruling.checked,
                outcomes: &[ruling.outcome, derived, model],
                placeholders: 0,
                judged: true,
            };
            judgement.count(target, &charges);
        }
        let located = Located::sound(record, whole, engine.spec, judge);
        self.group(&located, record, kind, charges);
        true
    }

    /// What a problem is charged as.
    fn charge(&mut self, kind: Kind<'_>, problem: Problem) -> Charge {
        let spec = self.engine.spec;
        let pointer = problem.schema.as_ref().map(|schema| {
            if let Some(known) = self.pointers.get(schema) {
                return known.clone();
            }
            let pointer = spec.document_pointer(schema);
            self.pointers.insert(schema.clone(), pointer.clone());
            pointer
        });
        let name = problem
            .name
            .as_deref()
            .unwrap_or(&problem.instance)
            .to_owned();
        Charge {
            rule: problem.rule,
            severity: problem.rule.severity(),
            fingerprint: Fingerprint::of(
                problem.rule,
                kind.operation,
                kind.status,
                pointer.as_deref().unwrap_or_default(),
                &name,
                &problem.subject,
            ),
            name,
            instance: problem.instance,
            spec: At::Pointer(pointer),
            value: problem.value,
            message: problem.message,
            help: problem.help,
            known: None,
        }
    }
}
