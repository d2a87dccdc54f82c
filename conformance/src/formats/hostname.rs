//! Names of hosts: RFC 1123, and with all of Unicode IDNA 2008 (RFC 5890 to 5893); addresses of mail at them.

use callspec::support::format::is_email;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use unicode_general_category::{GeneralCategory, get_general_category};

/// The dots that part labels where all of Unicode may stand (UTS 46, section 2.3).
const DOTS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// A name of letters, digits and hyphens. A label that says to be encoded (`xn--`) is the code of a label of IDNA 2008.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_plain = (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    is_plain && (!is_encoded(label) || is_international(label))
}

fn is_encoded(label: &str) -> bool {
    label
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

/// A name in which labels may be spelled in Unicode.
pub(super) fn is_idn_hostname(text: &str) -> bool {
    text.len() <= MOST_BYTES && is_international(text)
}

/// What a name of 253 bytes may be spelled with, each of them as a character of four. To encode what is longer would take long.
const MOST_BYTES: usize = 4 * 253;

/// Whether every label is one of IDNA 2008. UTS 46 looks at normal form, bidirectional text, joiners, hyphens and lengths; it takes more characters
/// and contexts than IDNA 2008 has, and maps some to others, and that is looked at here.
fn is_international(name: &str) -> bool {
    let uts46 = Uts46::new();
    let deny = AsciiDenyList::STD3;
    let is_right = uts46
        .to_ascii(name.as_bytes(), deny, Hyphens::Check, DnsLength::Verify)
        .is_ok();
    if !is_right {
        return false;
    }
    let (unicode, result) = uts46.to_unicode(name.as_bytes(), deny, Hyphens::Check);
    if result.is_err() {
        return false;
    }
    // The labels as they are spelled, and as they come out: the same, but for those that are encoded.
    let mut labels = name.split(DOTS).zip(unicode.split('.'));
    labels.all(|(label, unicode)| {
        if unicode.is_ascii() {
            return label.is_ascii() && !is_encoded(label);
        }
        (is_encoded(label) || label == unicode) && are_permitted(unicode)
    })
}

/// RFC 5892: whether each character may stand in a label, where it stands.
fn are_permitted(label: &str) -> bool {
    let characters: Vec<char> = label.chars().collect();
    let before = |at: usize| at.checked_sub(1).and_then(|at| characters.get(at));
    let is_script = |character: Option<&char>, scripts: &[(char, char)]| {
        character.is_some_and(|character| {
            scripts
                .iter()
                .any(|(first, last)| (first..=last).contains(&character))
        })
    };
    let has_digits = |first: char, last: char| {
        characters
            .iter()
            .any(|character| (first..=last).contains(character))
    };
    let mut each = characters.iter().enumerate();
    each.all(|(at, character)| match character {
        // Appendix A.3 to A.9; A.1 and A.2, the joiners, are UTS 46's too.
        '\u{b7}' => before(at) == Some(&'l') && characters.get(at + 1) == Some(&'l'),
        '\u{375}' => is_script(characters.get(at + 1), GREEK),
        '\u{5f3}' | '\u{5f4}' => is_script(before(at), HEBREW),
        '\u{30fb}' => characters
            .iter()
            .any(|other| *other != '\u{30fb}' && is_script(Some(other), JAPANESE)),
        '\u{660}'..='\u{669}' => !has_digits('\u{6f0}', '\u{6f9}'),
        '\u{6f0}'..='\u{6f9}' => !has_digits('\u{660}', '\u{669}'),
        '\u{200c}' | '\u{200d}' => true,
        other => is_permitted(*other),
    })
}

/// RFC 5892, section 3, for what UTS 46 leaves as it is.
fn is_permitted(character: char) -> bool {
    match character {
        // Section 2.6, exceptions.
        '\u{df}' | '\u{3c2}' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => true,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => {
            false
        }
        // Section 2.9, conjoining Hangul.
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}' => false,
        '-' => true,
        other => matches!(
            get_general_category(other),
            GeneralCategory::LowercaseLetter
                | GeneralCategory::UppercaseLetter
                | GeneralCategory::OtherLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::DecimalNumber
                | GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
        ),
    }
}

/// The letters of a script, as far as labels hold them.
const GREEK: &[(char, char)] = &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')];
const HEBREW: &[(char, char)] = &[('\u{591}', '\u{5f4}'), ('\u{fb1d}', '\u{fb4f}')];
const JAPANESE: &[(char, char)] = &[
    ('\u{3005}', '\u{3007}'),
    ('\u{3041}', '\u{30ff}'),
    ('\u{31f0}', '\u{31ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{1b000}', '\u{1b16f}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// RFC 6531: a mailbox whose parts may hold other characters than those of ASCII. The domain may be spelled as people spell it, in capitals say.
pub(super) fn is_idn_email(text: &str) -> bool {
    if text.is_ascii() {
        return is_email(text);
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    // Where a letter of ASCII may stand, any other character may.
    let plain: String = local
        .chars()
        .map(|character| if character.is_ascii() { character } else { 'x' })
        .collect();
    if domain.len() > MOST_BYTES {
        return false;
    }
    let domain = match domain.is_ascii() {
        true => Ok(domain.into()),
        false => Uts46::new().to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Check,
            DnsLength::Verify,
        ),
    };
    local.len() <= 64 && domain.is_ok_and(|domain| is_email(&format!("{plain}@{domain}")))
}
