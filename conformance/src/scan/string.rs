//! Strings.

use serde_json::Value;

use super::text::{byte, plain_end, string_end, unescape};
use super::value::Scan;
use super::{Step, Stop, fused};
use crate::program::{Facts, Hot, HotText, SetId, TextChecks, TextFacts};

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    /// A string that a hot record settles.
    #[inline(always)]
    pub(super) fn hot_string(&mut self, hot: &Hot, set: SetId, at: usize) -> Option<usize> {
        let start = at + 1;
        match hot.text {
            HotText::Any => string_end(self.bytes, start).map(|(end, _)| end),
            HotText::Uuid => fused::uuid(self.bytes, start),
            HotText::DateTime => fused::date_time(self.bytes, start),
            HotText::Uri => fused::uri(self.bytes, start),
            HotText::Among => {
                let facts = self.tables.facts(set)?;
                let TextFacts::Among(texts) = &facts.text else {
                    return None;
                };
                let end = plain_end(self.bytes, start);
                if byte(self.bytes, end) != b'"' {
                    return None;
                }
                let found = texts.find_at(self.bytes, start, end)?;
                self.count(facts.slots.text(found));
                Some(end + 1)
            }
        }
    }

    pub(super) fn string(&mut self, facts: &'a Facts, at: usize) -> Step {
        match &facts.text {
            TextFacts::Any => self.string_end(at).map(|(end, _)| end),
            TextFacts::Uuid => self.checked(at, callspec::support::format::is_uuid),
            TextFacts::DateTime => self.checked(at, callspec::support::format::is_date_time),
            TextFacts::Uri(format) => self.checked(at, |text| format.check_text(text)),
            TextFacts::Among(texts) => {
                let (end, is_escaped) = self.string_end(at)?;
                let find = |text: &str| texts.find(text.as_bytes());
                let found = self.with_text(at, end, is_escaped, find)?;
                self.count(facts.slots.text(found.ok_or(Stop::Reject)?));
                Ok(end)
            }
            TextFacts::Checked(checks) => {
                let end = self.checked(at, |text| holds(checks, text))?;
                if COUNT && let Some(texts) = &checks.among {
                    let find = |text: &str| texts.find(text.as_bytes());
                    if let Some(found) = self.with_text(at, end, true, find)? {
                        self.count(facts.slots.text(found));
                    }
                }
                Ok(end)
            }
        }
    }

    /// Where the string ends whose opening quote is at a place, and whether it holds escapes.
    #[inline]
    pub(super) fn string_end(&self, at: usize) -> Result<(usize, bool), Stop> {
        string_end(self.bytes, at + 1).ok_or(Stop::Unsure)
    }

    /// A string of which something is asked.
    fn checked(&mut self, at: usize, is_right: impl FnOnce(&str) -> bool) -> Step {
        let (end, is_escaped) = self.string_end(at)?;
        match self.with_text(at, end, is_escaped, is_right)? {
            true => Ok(end),
            false => Err(Stop::Reject),
        }
    }

    /// Looks at the text of a string between two places, quotes included.
    #[inline]
    pub(super) fn with_text<T>(
        &mut self,
        at: usize,
        end: usize,
        is_escaped: bool,
        look: impl FnOnce(&str) -> T,
    ) -> Result<T, Stop> {
        let content = self.slice(at + 1, end - 1)?;
        if !is_escaped {
            return Ok(look(content));
        }
        unescape(content, &mut self.state.text);
        Ok(look(&self.state.text))
    }
}

fn holds(checks: &TextChecks, text: &str) -> bool {
    let (least, most) = checks.length;
    if (least, most) != (0, u64::MAX) {
        let length = text.chars().count() as u64;
        if length < least || length > most {
            return false;
        }
    }
    let among = checks.among.as_ref();
    among.is_none_or(|texts| texts.find(text.as_bytes()).is_some())
        && checks.formats.iter().all(|format| format.check_text(text))
        && (checks.validators.is_empty() || {
            let value = Value::String(text.to_owned());
            checks
                .validators
                .iter()
                .all(|validator| validator.is_valid(&value))
        })
}
