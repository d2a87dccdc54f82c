//! Whether a text can be a regular expression of ECMA-262.
//!
//! This is no parser of them: it finds what no reader takes, such as a group that is never closed, and what belongs to other dialects,
//! such as `(?i)`. What only some readers take is let through.

/// What keeps the text from being a regular expression, if something does.
pub(in crate::spec) fn problem(pattern: &str) -> Option<&'static str> {
    Scan {
        rest: pattern.chars().peekable(),
        open: 0,
        repeatable: false,
    }
    .run()
    .err()
}

struct Scan<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    /// Groups that are not closed yet.
    open: usize,
    /// Whether what stands before can be repeated.
    repeatable: bool,
}

type Checked<T = ()> = Result<T, &'static str>;

const NOTHING: &str = "nothing stands before a quantifier";

impl Scan<'_> {
    fn run(mut self) -> Checked {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => {
                    self.rest.next().ok_or("it ends in a backslash")?;
                    self.repeatable = true;
                }
                '[' => {
                    self.class()?;
                    self.repeatable = true;
                }
                '(' => {
                    self.group()?;
                    self.open += 1;
                    self.repeatable = false;
                }
                ')' => {
                    let open = self.open.checked_sub(1);
                    self.open = open.ok_or("a group ends that did not start")?;
                    self.repeatable = true;
                }
                '|' | '^' => self.repeatable = false,
                '*' | '+' | '?' => self.quantifier()?,
                '{' => self.braces()?,
                _ => self.repeatable = true,
            }
        }
        match self.open {
            0 => Ok(()),
            _ => Err("a group is not closed"),
        }
    }

    /// After `*`, `+`, `?` or `{…}`.
    fn quantifier(&mut self) -> Checked {
        if !self.repeatable {
            return Err(NOTHING);
        }
        self.rest.next_if_eq(&'?');
        self.repeatable = false;
        Ok(())
    }

    /// After `{`, which is a quantifier if it looks like one, and otherwise itself.
    fn braces(&mut self) -> Checked {
        let mut ahead = self.rest.clone();
        let mut number = || {
            let mut digits = String::new();
            while let Some(digit) = ahead.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            (digits, ahead.next())
        };
        let (low, then) = number();
        let (high, end) = match then {
            Some(',') => number(),
            then => (low.clone(), then),
        };
        if low.is_empty() || end != Some('}') {
            self.repeatable = true;
            return Ok(());
        }
        // Numbers too long for this are too long for anybody.
        let (low, high) = (low.parse::<u64>(), high.parse::<u64>());
        if let (Ok(low), Ok(high)) = (low, high)
            && low > high
        {
            return Err("a quantifier's bounds are the wrong way round");
        }
        self.rest = ahead;
        self.quantifier()
    }

    /// After `(`.
    fn group(&mut self) -> Checked {
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        const FOREIGN: &str = "a group begins in a way that ECMA-262 does not know";
        match self.rest.next() {
            Some(':' | '=' | '!') => Ok(()),
            Some('<') => {
                if self
                    .rest
                    .next_if(|next| matches!(next, '=' | '!'))
                    .is_some()
                {
                    return Ok(());
                }
                let named = self.rest.by_ref().take_while(|next| *next != '>');
                match named.count() {
                    0 => Err("a group has no name"),
                    _ => Ok(()),
                }
            }
            // Modifiers, which end in a colon: `(?i:…)`, not `(?i)`.
            Some('i' | 'm' | 's' | '-') => {
                let more = |next: &char| matches!(next, 'i' | 'm' | 's' | '-');
                while self.rest.next_if(more).is_some() {}
                self.rest.next_if_eq(&':').map(drop).ok_or(FOREIGN)
            }
            _ => Err(FOREIGN),
        }
    }

    /// After `[`.
    fn class(&mut self) -> Checked {
        const OPEN: &str = "a character class is not closed";
        self.rest.next_if_eq(&'^');
        // The character that a range can start with, and whether `-` follows it.
        let mut low: Option<char> = None;
        let mut ranged = false;
        loop {
            let next = match self.rest.next().ok_or(OPEN)? {
                ']' => return Ok(()),
                '\\' => {
                    self.rest.next().ok_or(OPEN)?;
                    None
                }
                '-' if low.is_some() && !ranged => {
                    ranged = true;
                    continue;
                }
                other => Some(other),
            };
            if let (true, Some(low), Some(high)) = (ranged, low, next)
                && low > high
            {
                return Err("the ends of a range are the wrong way round");
            }
            low = if ranged { None } else { next };
            ranged = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn regular_expressions_are_let_through() {
        for pattern in [
            "",
            "^[a-z0-9-]+$",
            r"^\d{3}-\d{2,}(?:x{1,2})?$",
            r"(?<year>\d{4})|(?=a)(?!b)(?<=c)(?<!d)",
            r"[\]\[(*]",
            "[^]",
            "[]a",
            "[a-]b[-a][a-\\d]",
            "a{,5}",
            "{}",
            "{name}",
            "a]b}",
            r"\(",
            "(?i:a)(?-i:b)",
            "a*?b+?c??d{2}?",
            r"\p{L}\u{1F600}",
            "(a|)*",
            "ä{2}",
            "a{99999999999999999999}",
        ] {
            // `[]a` is an empty class and then a letter.
            assert_eq!(problem(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_no_reader_takes_is_told() {
        for (pattern, expected) in [
            ("(a", "a group is not closed"),
            ("a)", "a group ends that did not start"),
            ("[a-z", "a character class is not closed"),
            (r"[a\", "a character class is not closed"),
            (r"a\", "it ends in a backslash"),
            ("*", "nothing stands before a quantifier"),
            ("a++", "nothing stands before a quantifier"),
            ("a{2}{3}", "nothing stands before a quantifier"),
            ("(|+)", "nothing stands before a quantifier"),
            ("^*", "nothing stands before a quantifier"),
            ("a{3,2}", "a quantifier's bounds are the wrong way round"),
            ("[z-a]", "the ends of a range are the wrong way round"),
            (
                "(?i)a",
                "a group begins in a way that ECMA-262 does not know",
            ),
            (
                "(?P<n>a)",
                "a group begins in a way that ECMA-262 does not know",
            ),
            (
                "(?>a)",
                "a group begins in a way that ECMA-262 does not know",
            ),
            ("(?<>a)", "a group has no name"),
        ] {
            assert_eq!(problem(pattern), Some(expected), "{pattern}");
        }
    }
}
