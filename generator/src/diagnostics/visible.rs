//! Text of a document on its way to a terminal or a log: nothing in it may act.

use std::borrow::Cow;

/// How much of a message is shown; what a document says at greater length is cut in the middle.
const LONGEST: usize = 600;

/// What stands for a character that a terminal would act on, or that nobody can see. `None` for those that show themselves.
pub(super) fn stand_in(character: char) -> Option<char> {
    Some(match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        _ => return None,
    })
}

/// A message as it may be shown: on one line, of bounded length, and without characters that a terminal would act on.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let text = clip(text);
    if text.chars().all(|character| stand_in(character).is_none()) {
        return text;
    }
    let show = |character| stand_in(character).unwrap_or(character);
    Cow::Owned(text.chars().map(show).collect())
}

fn clip(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let start = text.floor_char_boundary(LONGEST * 2 / 3);
    let end = text.ceil_char_boundary(text.len() - LONGEST / 3);
    match (text.get(..start), text.get(end..)) {
        (Some(start), Some(end)) => Cow::Owned(format!("{start}…{end}")),
        _ => Cow::Borrowed(text),
    }
}
