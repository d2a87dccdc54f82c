//! Strings and their escapes.

use callspec_generator::source::Span;

use super::{Damage, FlawKind, Reader};

impl Reader<'_> {
    /// Reads a quoted string, from quote to quote.
    pub(super) fn string(&mut self) -> Result<String, Damage> {
        self.offset += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.offset..).unwrap_or_default();
            let plain = rest
                .bytes()
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.offset += plain;
            match self.peek() {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.damage("a control character inside a string")),
                None => return Err(self.damage("unexpected end of the text inside a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Damage> {
        let start = self.offset;
        self.offset += 1;
        let letter = self.peek();
        self.offset += 1;
        let character = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            None => {
                self.offset = start + 1;
                return Err(self.damage("unexpected end of the text inside an escape"));
            }
            Some(_) => {
                self.offset = start;
                return Err(self.damage("an escape that JSON does not have"));
            }
        };
        Ok(character)
    }

    /// Reads what follows `\u`, and the second half of a pair. Half a pair becomes U+FFFD and a flaw.
    fn unicode(&mut self, start: usize) -> Result<char, Damage> {
        let unit = self.hexadecimal(start)?;
        if let Some(character) = char::from_u32(unit) {
            return Ok(character);
        }
        let resume = self.offset;
        if unit < 0xdc00 && self.eat(b'\\') && self.eat(b'u') {
            let low = self.hexadecimal(resume)?;
            if (0xdc00..0xe000).contains(&low)
                && let Some(character) =
                    char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            {
                return Ok(character);
            }
        }
        self.offset = resume;
        self.flaw(FlawKind::LoneSurrogate, Span { start, end: resume });
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32, Damage> {
        let digits = self
            .text
            .as_bytes()
            .get(self.offset..self.offset + 4)
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let unit = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match unit {
            Some(unit) => {
                self.offset += 4;
                Ok(unit)
            }
            None if self.rest().len() < 4
                && self.rest().bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                self.offset = self.text.len();
                Err(self.damage("unexpected end of the text inside an escape"))
            }
            None => {
                self.offset = start;
                Err(self.damage(
                    "an escape that JSON does not have: `\\u` takes four hexadecimal digits",
                ))
            }
        }
    }
}
