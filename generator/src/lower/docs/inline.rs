//! Within a paragraph: what stays Markdown, and what is shown as typed.

use std::borrow::Cow;

/// The text without what a reader cannot see: control and direction-changing characters and byte order marks go, line ends become `\n`,
/// tabs become blanks.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            _ if is_hidden(character) => {}
            _ => clean.push(character),
        }
    }
    Cow::Owned(clean)
}

/// Whether a text is one paragraph as it stands, with nothing in it to be looked at, as most are.
pub(super) fn is_plain(text: &str) -> bool {
    let marks = |byte: u8| matches!(byte, b'`' | b'\\' | b'[' | b']' | b'<' | b'&');
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let is_plain =
            matches!(byte, b' '..=b'~') && !marks(byte) && (before, byte) != (b' ', b' ');
        before = byte;
        is_plain
    });
    plain
        && before != b' '
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.contains("http")
}

/// Text that is to stand between two backticks.
pub(in crate::lower) fn code(text: &str) -> String {
    if !text.is_empty()
        && text
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && byte != b'`')
    {
        return text.to_owned();
    }
    let shown = |character: char| {
        if is_hidden(character)
            || character.is_control()
            || character == '\u{2028}'
            || character == '\u{2029}'
        {
            '\u{fffd}'
        } else {
            character
        }
    };
    let shown: String = text.chars().map(shown).collect();
    if shown.is_empty() {
        "\"\"".to_owned()
    } else {
        shown.replace('`', "'")
    }
}

/// The longest run of a character.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        run = if character == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// One paragraph as safe Markdown.
pub(super) fn escape(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.as_str();
    let mut safe = String::with_capacity(text.len() + 8);
    let mut rest = text;
    // What would make the line a heading, a quote, a rule, a table or another list.
    if rest.starts_with(['#', '>', '|', '=', '-', '*', '+', '_', '~'])
        && !starts_with_emphasis(rest)
    {
        safe.push('\\');
        let mark = rest.chars().next().map_or(0, char::len_utf8);
        let (first, after) = rest.split_at_checked(mark).unwrap_or((rest, ""));
        safe.push_str(first);
        rest = after;
    }
    // A number that would begin a list.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if let Some((number, after)) = rest.split_at_checked(digits)
        && digits > 0
        && after.starts_with(['.', ')'])
    {
        safe.push_str(number);
        safe.push('\\');
        rest = after;
    }
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '`' => code_span(rest, &mut safe),
            '\\' => backslash(rest, &mut safe),
            '[' => link(rest, &mut safe),
            '<' => autolink(rest, &mut safe),
            'h' if !before.is_alphanumeric() => bare_link(rest, &mut safe),
            ']' => {
                safe.push_str("\\]");
                1
            }
            // A character by its number may be one that turns the text around.
            '&' if rest.starts_with("&#") => {
                safe.push_str("\\&");
                1
            }
            _ => 0,
        };
        let taken = if taken == 0 {
            safe.push(character);
            character.len_utf8()
        } else {
            taken
        };
        before = rest
            .get(..taken)
            .and_then(|taken| taken.chars().next_back())
            .unwrap_or(' ');
        rest = rest.get(taken..).unwrap_or_default();
    }
    safe
}

/// `*word` and `_word` open emphasis; `* word` and `***` do not.
fn starts_with_emphasis(text: &str) -> bool {
    text.starts_with(['*', '_'])
        && text
            .trim_start_matches(['*', '_'])
            .starts_with(char::is_alphanumeric)
}

fn is_hidden(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{85}'))
        || matches!(
            character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// A code span that ends stays one; a lone backtick is shown. Returns the bytes taken.
fn code_span(text: &str, safe: &mut String) -> usize {
    let length = text
        .chars()
        .take_while(|character| *character == '`')
        .count();
    let ticks = text.get(..length).unwrap_or_default();
    let mut from = length;
    while let Some(found) = text.get(from..).and_then(|after| after.find(ticks)) {
        let start = from + found;
        let run = text.get(start..).map_or(0, |after| {
            after
                .chars()
                .take_while(|character| *character == '`')
                .count()
        });
        if run == length {
            safe.push_str(text.get(..start + length).unwrap_or_default());
            return start + length;
        }
        from = start + run;
    }
    ticks.chars().for_each(|_| safe.push_str("\\`"));
    length
}

/// An escape stays one; a lone backslash is shown.
fn backslash(text: &str, safe: &mut String) -> usize {
    match text.chars().nth(1) {
        Some(next) if next.is_ascii_punctuation() => {
            safe.push('\\');
            safe.push(next);
            2
        }
        _ => {
            safe.push_str("\\\\");
            1
        }
    }
}

/// `[text](https://…)` stays a link to the web; any other bracket is shown, so that it is no link to an item of the crate.
fn link(text: &str, safe: &mut String) -> usize {
    let parts = text
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("))
        .and_then(|(label, rest)| {
            let (target, _) = rest.split_once(')')?;
            let plain = !label.is_empty() && !label.contains(['[', ']', '`', '\\', '<', '>']);
            (plain && is_web_address(target) && !target.contains('(')).then_some((label, target))
        });
    match parts {
        Some((label, target)) => {
            safe.push_str(&format!("[{label}](<{target}>)"));
            label.len() + target.len() + 4
        }
        None => {
            safe.push_str("\\[");
            1
        }
    }
}

/// `<https://…>` stays a link; any other `<` is shown, so that it is no HTML.
fn autolink(text: &str, safe: &mut String) -> usize {
    let target = text
        .strip_prefix('<')
        .and_then(|rest| rest.split_once('>'))
        .map(|(target, _)| target);
    match target.filter(|target| is_web_address(target)) {
        Some(target) => {
            safe.push_str(&format!("<{target}>"));
            target.len() + 2
        }
        None => {
            safe.push_str("\\<");
            1
        }
    }
}

/// An address in running text becomes a link; the punctuation after it is not part of it.
fn bare_link(text: &str, safe: &mut String) -> usize {
    let end = text
        .find(|character: char| {
            character.is_whitespace()
                || matches!(character, '<' | '>' | '`' | '"' | '\\' | '[' | ']')
        })
        .unwrap_or(text.len());
    let mut target = text
        .get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    while target.ends_with(')') && target.matches('(').count() < target.matches(')').count() {
        target = target
            .get(..target.len() - 1)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    }
    if !is_web_address(target) {
        return 0;
    }
    safe.push_str(&format!("<{target}>"));
    target.len()
}

fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.contains(|character: char| {
                character.is_whitespace() || matches!(character, '<' | '>' | '\\' | '`')
            })
    })
}
