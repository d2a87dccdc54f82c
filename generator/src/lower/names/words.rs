//! Text to identifiers: case conversion, and everything that Rust would not take.
//!
//! Identifiers are ASCII. Letters beyond it are transliterated or spelled as code points, so that no two names differ only by Unicode
//! normalisation, look alike, or draw a lint in a user's build.

use super::letters::spell;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Case {
    /// `snake_case`: fields, methods, modules.
    Snake,
    /// `UpperCamelCase`: types, variants.
    Camel,
    /// `SCREAMING_SNAKE_CASE`: constants.
    Shouty,
}

impl Case {
    /// The case as people call it.
    pub(in crate::lower) fn as_str(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::Camel => "UpperCamelCase",
            Self::Shouty => "SCREAMING_SNAKE_CASE",
        }
    }

    /// The joint between a name and what is appended to it.
    pub(super) fn joint(self) -> &'static str {
        match self {
            Self::Snake | Self::Shouty => "_",
            Self::Camel => "",
        }
    }
}

/// Characters of a name at most.
const LONGEST: usize = 120;

/// Keywords, strict, reserved and weak, of every edition to 2024, and the two identifiers that Rust gives a meaning of their own.
/// Sorted.
const KEYWORDS: &[&str] = &[
    "Self",
    "_",
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Whether Rust, in any edition, might read the word as something else than a name.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// The identifier that a text becomes. It is valid by itself; whether it is free where it stands is for a [`super::Scope`] to say.
///
/// `startTime<` is `start_time_lt`, `+1` is `plus1`, `2fa` is `n2fa`, `type` is `type_`, `größe` is `grosse`, and no text at all is `empty`.
pub(in crate::lower) fn identifier(text: &str, case: Case) -> String {
    let mut name = plain(text, case).unwrap_or_else(|| spelled(text, case));
    if name.is_empty() {
        name.push_str(match case {
            Case::Snake => "empty",
            Case::Camel => "Empty",
            Case::Shouty => "EMPTY",
        });
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, if case == Case::Snake { 'n' } else { 'N' });
    }
    if is_keyword(&name) {
        name.push('_');
    }
    shortened(name, text, case)
}

/// The name of any text; it may be empty, a keyword, or start with a digit.
fn spelled(text: &str, case: Case) -> String {
    let words = spell(text);
    match case {
        Case::Snake => words.to_snake_case(),
        Case::Camel => words.to_upper_camel_case(),
        Case::Shouty => words.to_shouty_snake_case(),
    }
}

/// A name of bounded length, digits of the whole text in place of what is too much: names are also those of files.
fn shortened(mut name: String, text: &str, case: Case) -> String {
    if name.len() > LONGEST {
        name.truncate(name.floor_char_boundary(LONGEST - 6));
        name.truncate(name.trim_end_matches('_').len());
        name.push_str(case.joint());
        name.push_str(&digits(text, 0, case));
    }
    name
}

/// Four hexadecimal digits that depend on the spelling alone (FNV-1a, folded); `seed` counts failed attempts.
pub(super) fn digits(wire: &str, seed: u32, case: Case) -> String {
    let mut hash = 0x811c_9dc5_u32 ^ seed;
    for byte in wire.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    let folded = (hash >> 16) ^ (hash & 0xffff);
    match case {
        Case::Shouty => format!("{folded:04X}"),
        // After a letter, so that `a1` and its digits cannot be read as another name.
        Case::Camel => format!("X{folded:04x}"),
        Case::Snake => format!("x{folded:04x}"),
    }
}

/// The name of a text that is written in words already, of ASCII letters and digits with single `_` or one capital between them, as most
/// names are: what [`spelled`] says of it, sooner.
fn plain(text: &str, case: Case) -> Option<String> {
    let mut name = String::with_capacity(text.len() + 4);
    let mut previous = '_';
    for character in text.chars() {
        let starts = match character {
            'a'..='z' => previous == '_',
            '0'..='9' => previous == '_' && !name.is_empty(),
            'A'..='Z' if previous == '_' || previous.is_ascii_lowercase() => true,
            '_' if previous != '_' => false,
            _ => return None,
        };
        if starts && !name.is_empty() && case != Case::Camel {
            name.push('_');
        }
        match case {
            _ if character == '_' => {}
            Case::Camel if starts => name.push(character.to_ascii_uppercase()),
            Case::Shouty => name.push(character.to_ascii_uppercase()),
            Case::Camel | Case::Snake => name.push(character.to_ascii_lowercase()),
        }
        previous = character;
    }
    let is_whole = previous != '_' && text.starts_with(|first: char| first.is_ascii_alphabetic());
    is_whole.then_some(name)
}

/// Whether a name that a person chose is an identifier of the case, and no keyword.
pub(super) fn is_identifier(name: &str, case: Case) -> bool {
    let letters = |allowed: fn(&u8) -> bool| name.bytes().all(|byte| allowed(&byte));
    let first = name.bytes().next().unwrap_or_default();
    let fits = match case {
        Case::Snake => {
            first.is_ascii_lowercase()
                && letters(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_'
                })
        }
        Case::Camel => first.is_ascii_uppercase() && letters(u8::is_ascii_alphanumeric),
        Case::Shouty => {
            first.is_ascii_uppercase()
                && letters(|byte| {
                    byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_'
                })
        }
    };
    fits && !name.contains("__") && !name.ends_with('_') && !is_keyword(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn texts_become_valid_identifiers() {
        let table = [
            ("id", "id", "Id", "ID"),
            (
                "campaign_name",
                "campaign_name",
                "CampaignName",
                "CAMPAIGN_NAME",
            ),
            (
                "nextPageToken",
                "next_page_token",
                "NextPageToken",
                "NEXT_PAGE_TOKEN",
            ),
            ("in-progress", "in_progress", "InProgress", "IN_PROGRESS"),
            ("a.b/c:d e", "a_b_c_d_e", "ABCDE", "A_B_C_D_E"),
            ("type", "type_", "Type", "TYPE"),
            ("gen", "gen_", "Gen", "GEN"),
            ("try", "try_", "Try", "TRY"),
            ("self", "self_", "Self_", "SELF"),
            ("Self", "self_", "Self_", "SELF"),
            ("crate", "crate_", "Crate", "CRATE"),
            ("2fa", "n2fa", "N2fa", "N2FA"),
            ("200", "n200", "N200", "N200"),
            ("", "empty", "Empty", "EMPTY"),
            ("---", "empty", "Empty", "EMPTY"),
            ("_", "empty", "Empty", "EMPTY"),
            ("+1", "plus1", "Plus1", "PLUS1"),
            ("-1", "minus1", "Minus1", "MINUS1"),
            (
                "StartTime<",
                "start_time_lt",
                "StartTimeLt",
                "START_TIME_LT",
            ),
            (
                "StartTime>=",
                "start_time_gt_eq",
                "StartTimeGtEq",
                "START_TIME_GT_EQ",
            ),
            ("@type", "at_type", "AtType", "AT_TYPE"),
            ("größe", "grosse", "Grosse", "GROSSE"),
            ("cafe\u{301}", "cafe", "Cafe", "CAFE"),
            ("日本", "u65e5_u672c", "U65e5U672c", "U65E5_U672C"),
            ("Ⅷ", "u2167", "U2167", "U2167"),
            ("\u{202e}evil", "u202e_evil", "U202eEvil", "U202E_EVIL"),
            ("a\r\nb\0c", "a_b_c", "ABC", "A_B_C"),
            ("\u{feff}bom", "ufeff_bom", "UfeffBom", "UFEFF_BOM"),
            ("r#type", "r_hash_type", "RHashType", "R_HASH_TYPE"),
            (
                "*/ fn main() {}",
                "star_fn_main",
                "StarFnMain",
                "STAR_FN_MAIN",
            ),
        ];
        for (text, snake, camel, shouty) in table {
            assert_eq!(identifier(text, Case::Snake), snake, "{text:?}");
            assert_eq!(identifier(text, Case::Camel), camel, "{text:?}");
            assert_eq!(identifier(text, Case::Shouty), shouty, "{text:?}");
        }
    }

    #[test]
    fn the_short_way_leads_to_the_same_names() {
        let letters = ['a', 'b', 'A', 'B', '1', '_', '-'];
        let mut texts = vec![String::new()];
        let mut short = 0;
        for _ in 0..6 {
            let longer = |text: &String| letters.map(|letter| format!("{text}{letter}"));
            texts = texts.iter().flat_map(longer).collect();
            for text in &texts {
                for case in [Case::Snake, Case::Camel, Case::Shouty] {
                    if let Some(name) = plain(text, case) {
                        assert_eq!(name, spelled(text, case), "{text} as {case:?}");
                        short += 1;
                    }
                }
            }
        }
        assert!(short > 10_000, "{short}");
    }

    #[test]
    fn names_are_short_enough_for_a_file() {
        let long = "veryLongName".repeat(1_000);
        for case in [Case::Snake, Case::Camel, Case::Shouty] {
            let name = identifier(&long, case);
            assert!((100..=120).contains(&name.len()), "{name}");
            assert_ne!(name, identifier(&format!("{long}s"), case));
        }
    }

    #[test]
    fn chosen_names_are_checked() {
        for (name, case, fits) in [
            ("Call", Case::Camel, true),
            ("N2fa", Case::Camel, true),
            ("call", Case::Camel, false),
            ("Call_", Case::Camel, false),
            ("Self", Case::Camel, false),
            ("Größe", Case::Camel, false),
            ("", Case::Camel, false),
            ("next_page", Case::Snake, true),
            ("nextPage", Case::Snake, false),
            ("type", Case::Snake, false),
            ("r#type", Case::Snake, false),
            ("_x", Case::Snake, false),
            ("2fa", Case::Snake, false),
            ("BEARER_AUTH", Case::Shouty, true),
            ("Bearer", Case::Shouty, false),
        ] {
            assert_eq!(is_identifier(name, case), fits, "{name:?} as {case:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_at_all_becomes_an_identifier(text in ".*") {
            for case in [Case::Snake, Case::Camel, Case::Shouty] {
                let name = identifier(&text, case);
                proptest::prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name:?}");
                proptest::prop_assert!(name.is_ascii() && name.len() <= 120);
            }
        }
    }
}
