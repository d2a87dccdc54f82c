//! Characters to ASCII: punctuation that tells names apart as words, and letters beyond ASCII by those that stand for them.

/// The text as ASCII words. Punctuation that tells names apart is spelled out, the rest separates.
pub(super) fn spell(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            _ if character.is_ascii_alphanumeric() => words.push(character),
            // A sign, not a separator: `-1` beside `1`.
            '-' if words.trim().is_empty()
                && characters.peek().is_some_and(char::is_ascii_digit) =>
            {
                words.push_str(" minus")
            }
            '+' if characters.peek().is_some_and(char::is_ascii_digit) => words.push_str(" plus"),
            '\u{300}'..='\u{36f}' => {} // a combining mark: `e` and U+0301 read as `e`, like `é`
            _ => match meaning(character) {
                Some(meaning) => {
                    words.push(' ');
                    words.push_str(meaning);
                    words.push(' ');
                }
                None => match transliteration(character) {
                    Some(letters) => words.push_str(letters),
                    None if character.is_alphanumeric()
                        || !character.is_ascii()
                            && !character.is_whitespace()
                            && !character.is_control() =>
                    {
                        words.push_str(&format!(" u{:04x} ", u32::from(character)));
                    }
                    None => words.push(' '),
                },
            },
        }
    }
    words
}

/// Punctuation that carries meaning in the names of real APIs (`StartTime<`, `@type`, `$ref`, `price%`).
fn meaning(character: char) -> Option<&'static str> {
    Some(match character {
        '<' => "lt",
        '>' => "gt",
        '=' => "eq",
        '+' => "plus",
        '*' => "star",
        '%' => "percent",
        '&' => "and",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        '!' => "not",
        '|' => "or",
        '~' => "tilde",
        _ => return None,
    })
}

/// Latin letters with marks, as the letters that people type in their place.
fn transliteration(character: char) -> Option<&'static str> {
    Some(match character {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ì'..='Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'Ł' | 'Ľ' | 'Ļ' => "L",
        'ł' | 'ľ' | 'ļ' => "l",
        'Ñ' | 'Ń' | 'Ň' | 'Ņ' => "N",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'Œ' => "Oe",
        'œ' => "oe",
        'Ŕ' | 'Ř' => "R",
        'ŕ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ț' => "T",
        'ţ' | 'ť' | 'ț' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'Ý' | 'Ÿ' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}
