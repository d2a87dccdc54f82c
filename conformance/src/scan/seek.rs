//! Looks ahead in an object for a member, without checking anything but that the text goes on as JSON does.

use super::text::{byte, space, string_end};
use super::value::Scan;
use super::{Step, Stop};

impl<const COUNT: bool> Scan<'_, COUNT> {
    /// Where the value of the first member of a name begins in the object at a place; `None` where there is no such member.
    pub(super) fn seek(&mut self, object: usize, name: &str) -> Result<Option<usize>, Stop> {
        let mut at = space(self.bytes, object + 1);
        if byte(self.bytes, at) == b'}' {
            return Ok(None);
        }
        loop {
            self.spend()?;
            if byte(self.bytes, at) != b'"' {
                return Err(Stop::Unsure);
            }
            let (end, is_escaped) = self.string_end(at)?;
            let is_found = match is_escaped {
                false => self.bytes.get(at + 1..end - 1) == Some(name.as_bytes()),
                true => self.with_text(at, end, true, |key| key == name)?,
            };
            let colon = space(self.bytes, end);
            if byte(self.bytes, colon) != b':' {
                return Err(Stop::Unsure);
            }
            let value = space(self.bytes, colon + 1);
            if is_found {
                return Ok(Some(value));
            }
            at = space(self.bytes, skip(self.bytes, value)?);
            match byte(self.bytes, at) {
                b',' => at = space(self.bytes, at + 1),
                b'}' => return Ok(None),
                _ => return Err(Stop::Unsure),
            }
        }
    }
}

/// Where a value ends, if it is sound; what is not sound will be seen when it is scanned.
pub(super) fn skip(bytes: &[u8], mut at: usize) -> Step {
    let mut depth = 0_usize;
    loop {
        match byte(bytes, at) {
            b'"' => at = string_end(bytes, at + 1).ok_or(Stop::Unsure)?.0,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1).ok_or(Stop::Unsure)?;
                at += 1;
            }
            0 => return Err(Stop::Unsure),
            _ => {
                at += 1;
                // The rest of a word or a number, or what stands between values.
                while !matches!(byte(bytes, at), b'"' | b'{' | b'[' | b'}' | b']' | b',' | 0) {
                    at += 1;
                }
            }
        }
        if depth == 0 {
            return Ok(at);
        }
    }
}
