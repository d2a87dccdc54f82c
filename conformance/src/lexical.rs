//! The `lexical` rule: what the text says and a reader forgets.

use callspec_generator::source::Span;

use crate::findings::Rule;
use crate::json::{Damage, FlawKind, Json, Pointer, pointers_at};
use crate::legs::spec::SpecVerdict;
use crate::problem::Problem;
use crate::scan::{Survey, repaired};
use crate::spec::{Node, NodeId, Spec};

/// The largest integer up to which a double holds every one.
const SAFE: u64 = 1 << 53;

/// Finds flaws of the text and numbers that lose something on their way through a reader.
#[must_use]
pub fn check(spec: &Spec, verdict: &SpecVerdict, json: &Json) -> Vec<Problem> {
    let mut problems: Vec<_> = json
        .flaws
        .iter()
        .map(|flaw| flawed(flaw.kind, &flaw.pointer, flaw.span))
        .collect();
    if let Some(survey) = &verdict.survey {
        let text = repaired(json);
        let mut found = numbers(spec, text.as_bytes(), survey);
        // What was repaired is told as a flaw.
        found.retain(|problem| {
            let lexeme = |span: Span| json.text.get(span.start..span.end);
            let lexeme = problem.span.and_then(lexeme);
            !lexeme.is_some_and(is_beyond_doubles)
        });
        problems.append(&mut found);
    }
    problems
}

/// Finds the numbers of a surveyed text that lose something on their way through a reader.
pub(crate) fn numbers(spec: &Spec, text: &[u8], survey: &Survey) -> Vec<Problem> {
    let numbers = &survey.numbers;
    let places: Vec<_> = numbers.iter().map(|number| number.span.start).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let pointers = pointers_at(text, &places);
    let found = numbers.iter().zip(pointers);
    let found = found.filter_map(|(one, pointer)| {
        let lexeme = std::str::from_utf8(text.get(one.span.clone())?).ok()?;
        let nodes = schemas(spec, survey.applied(one.span.start));
        let problem = number(&nodes, &pointer?, lexeme)?;
        Some(Problem {
            span: Some(Span {
                start: one.span.start,
                end: one.span.end,
            }),
            ..problem
        })
    });
    found.collect()
}

/// The finding for a text that cannot be read at all.
#[must_use]
pub fn damaged(damage: &Damage) -> Problem {
    Problem {
        rule: Rule::Lexical,
        keyword: "damage".to_owned(),
        instance: damage.pointer.clone(),
        span: Some(Span {
            start: damage.offset,
            end: damage.offset,
        }),
        message: match damage.beyond_limits {
            true => format!("not judged: {}", damage.message),
            false => format!("not JSON: {}", damage.message),
        },
        help: damage.help.map(str::to_owned),
        ..Problem::default()
    }
}

fn flawed(kind: FlawKind, pointer: &str, span: Span) -> Problem {
    let (subject, message, help) = match kind {
        FlawKind::DuplicateKey => (
            "duplicate-key",
            format!(
                "the key `{}` stands in the object twice",
                Pointer(pointer)
                    .split_last()
                    .map(|(_, key)| key)
                    .unwrap_or_default()
            ),
            "readers disagree: some keep the first, some the last, some refuse the object",
        ),
        FlawKind::LoneSurrogate => (
            "lone-surrogate",
            "half of a surrogate pair in a `\\u` escape".to_owned(),
            "no Unicode text holds it; strict readers refuse the string",
        ),
        FlawKind::ByteOrderMark => (
            "byte-order-mark",
            "a byte order mark before the text".to_owned(),
            "RFC 8259 forbids it, and strict readers refuse the text",
        ),
        FlawKind::Overflow => (
            "overflow",
            "the number is beyond what a double holds".to_owned(),
            "readers refuse it or make it infinite",
        ),
    };
    Problem {
        rule: Rule::Lexical,
        instance: pointer.to_owned(),
        subject: subject.to_owned(),
        span: Some(span),
        message,
        help: Some(help.to_owned()),
        ..Problem::default()
    }
}

/// The schemas of some numbers, in the order of their numbers, so that what is said does not depend on who found them.
pub(crate) fn schemas<'a>(spec: &'a Spec, ids: &[NodeId]) -> Vec<&'a Node> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.iter().filter_map(|id| spec.nodes().get(*id)).collect()
}

/// The finding for a number of which reading loses something, or that is spelled otherwise than it is meant, by the schemas that apply to it.
fn number(nodes: &[&Node], pointer: &str, lexeme: &str) -> Option<Problem> {
    let states = |name: &str| {
        nodes.iter().find(|node| match node.schema.get("type") {
            Some(serde_json::Value::String(one)) => one == name,
            Some(serde_json::Value::Array(names)) => names.iter().any(|one| one == name),
            _ => false,
        })
    };
    let integer = states("integer").filter(|_| states("number").is_none());
    let states_format = |name| nodes.iter().any(|node| node.text("format") == Some(name));
    let meant = Meant {
        integer: integer.is_some(),
        wide: states_format("int64"),
        unsigned: states_format("uint64"),
    };
    let loss = loss(lexeme, meant)?;
    let (message, help) = match loss {
        Loss::BeyondSafe => (
            "the integer is beyond 2^53".to_owned(),
            "readers that make every number a double lose its last digits; state `format: int64` if it is meant",
        ),
        Loss::BeyondI64 => (
            "the integer does not fit into 64 bits".to_owned(),
            "readers refuse it or lose its last digits",
        ),
        Loss::Spelling => {
            let spelling = if lexeme.contains(['e', 'E']) {
                "with an exponent"
            } else {
                "with a fraction of zero"
            };
            (
                format!("an integer spelled {spelling}"),
                "schemas take it for an integer, and typed readers refuse it",
            )
        }
        Loss::Digits => (
            "the number has more digits than a double holds".to_owned(),
            "its last digits are lost on reading; exact amounts belong in strings",
        ),
    };
    Some(Problem {
        rule: Rule::Lexical,
        instance: pointer.to_owned(),
        schema: integer.or(nodes.first()).map(|node| node.pointer.clone()),
        subject: loss.subject().to_owned(),
        message,
        help: Some(help.to_owned()),
        ..Problem::default()
    })
}

/// What reading does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loss {
    /// An integer beyond 2^53, and no schema states a format of 64 bits.
    BeyondSafe,
    /// An integer beyond 64 bits.
    BeyondI64,
    /// `1.0` or `1e3` where an integer is meant.
    Spelling,
    /// More digits than a double holds.
    Digits,
}

impl Loss {
    /// The subject of the finding.
    #[must_use]
    pub const fn subject(self) -> &'static str {
        match self {
            Self::BeyondSafe => "beyond-2^53",
            Self::BeyondI64 => "beyond-i64",
            Self::Spelling => "spelling",
            Self::Digits => "digits",
        }
    }
}

/// What schemas say of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meant {
    /// `type: integer`, and no schema states `number`.
    pub(crate) integer: bool,
    /// `format: int64`.
    pub(crate) wide: bool,
    /// `format: uint64`.
    pub(crate) unsigned: bool,
}

/// What reading does to a number that schemas say something of. One that is beyond all doubles is a flaw of the text and nothing here.
pub(crate) fn loss(lexeme: &str, meant: Meant) -> Option<Loss> {
    if is_beyond_doubles(lexeme) {
        return None; // a flaw of the text
    }
    let is_spelled_out = lexeme
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_spelled_out {
        let magnitude = lexeme.trim_start_matches('-').parse::<u64>().ok();
        let is_wide = meant.wide || meant.unsigned;
        return match (lexeme.parse::<i64>(), magnitude) {
            (Ok(_), Some(magnitude)) if magnitude <= SAFE || is_wide => None,
            (Err(_), Some(_)) if meant.unsigned && !lexeme.starts_with('-') => None,
            (Ok(_), _) => Some(Loss::BeyondSafe),
            (Err(_), _) => Some(Loss::BeyondI64),
        };
    }
    if meant.integer && is_whole(lexeme) {
        return Some(Loss::Spelling);
    }
    let is_lossy = loses_digits(lexeme) || (meant.integer && is_lost(lexeme));
    is_lossy.then_some(Loss::Digits)
}

/// Whether a number is so large that reading it as a double makes it infinite.
pub(crate) fn is_beyond_doubles(lexeme: &str) -> bool {
    let may_be = lexeme.len() > 300 || lexeme.contains(['e', 'E']);
    may_be && lexeme.parse().is_ok_and(f64::is_infinite)
}

/// Whether a text of digits, signs, points and exponents is a number of JSON.
pub(crate) fn is_number(lexeme: &str) -> bool {
    let unsigned = lexeme.strip_prefix('-').unwrap_or(lexeme);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && is_digits(fraction)
        && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// Whether a number with a fraction or exponent is an integer after all, to the last digit.
pub(crate) fn is_whole(lexeme: &str) -> bool {
    let (digits, exponent) = significand(lexeme);
    digits.is_empty() || exponent >= 0
}

/// Of so many significant digits and fewer, as one integer, reading and writing loses none: numbers of that many digits stand further
/// apart than doubles do.
pub(crate) const KEPT: u64 = 1 << 52;

/// Whether a number has so few digits, and no exponent, that nothing of it is lost. `false` says nothing.
fn is_kept(lexeme: &str) -> bool {
    let digits = |byte: &u8| byte.is_ascii_digit();
    let magnitude = lexeme.bytes().filter(digits).fold(0, |number: u64, digit| {
        number
            .wrapping_mul(10)
            .wrapping_add(u64::from(digit - b'0'))
    });
    // So many digits fit into 64 bits.
    lexeme.len() <= 19 && magnitude <= KEPT && !lexeme.contains(['e', 'E'])
}

/// Whether reading a number as a double and writing it again gives other digits. One that is too small for every double is read as zero
/// by everybody, and is none.
pub(crate) fn loses_digits(lexeme: &str) -> bool {
    !is_kept(lexeme) && is_rounded(lexeme)
}

fn is_rounded(lexeme: &str) -> bool {
    match lexeme.parse::<f64>() {
        Ok(0.0) => false,
        Ok(float) => significand(lexeme) != significand(&format!("{float:e}")),
        Err(_) => true,
    }
}

/// Whether a number is not zero, and is read as that.
fn is_lost(lexeme: &str) -> bool {
    lexeme.parse() == Ok(0.0) && !significand(lexeme).0.is_empty()
}

/// The significant digits of a number and its power of ten, zeros at both ends removed.
pub(crate) fn significand(lexeme: &str) -> (String, i64) {
    let (mantissa, exponent) = lexeme.split_once(['e', 'E']).unwrap_or((lexeme, "0"));
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let trimmed = digits.trim_end_matches('0');
    let significant = trimmed.trim_start_matches('0').to_owned();
    if significant.is_empty() {
        return (significant, 0);
    }
    let exponent = exponent.parse::<i64>().unwrap_or_else(|_| {
        // Beyond all bounds, in its direction.
        if exponent.starts_with('-') {
            i64::MIN / 2
        } else {
            i64::MAX / 2
        }
    });
    let shift = i64::try_from(digits.len() - trimmed.len()).unwrap_or(0)
        - i64::try_from(fraction.len()).unwrap_or(0);
    (significant, exponent.saturating_add(shift))
}

#[cfg(test)]
mod tests {
    use super::{KEPT, is_kept, is_lost, is_rounded, is_whole, loses_digits};

    #[test]
    fn integers_are_known_to_the_last_digit() {
        for whole in ["1.0", "1e3", "1.5e1", "-0.0", "0e-5", "1200e-2"] {
            assert!(is_whole(whole), "{whole}");
        }
        for broken in [
            "1.5",
            "1e-400",
            "1.0000000000000000000000001",
            "12e-2",
            "1e-99999999999999999999",
        ] {
            assert!(!is_whole(broken), "{broken}");
        }
        assert!(is_lost("1e-400") && !is_lost("0e-400") && !is_lost("1e-300"));
        assert!(!loses_digits("1e-400"));
    }

    #[test]
    fn digits_that_a_double_keeps_are_no_loss() {
        for kept in [
            "1754055268.525861",
            "0.1",
            "0.10000000000000000000",
            "1e5",
            "100.0",
            "0.0",
            "-1.5e-7",
            "8.5",
        ] {
            assert!(!loses_digits(kept), "{kept}");
        }
        for lost in [
            "0.12345678901234567890",
            "1754055268.52586123456",
            "1.00000000000000001",
        ] {
            assert!(loses_digits(lost), "{lost}");
        }
    }
    #[test]
    fn few_digits_are_kept_wherever_the_point_is() {
        let mut state: u64 = 1;
        for round in 0..20_000_u32 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let magnitude = (KEPT - (state >> 40) * u64::from(round % 3)).to_string();
            for places in 1..magnitude.len() {
                let (whole, fraction) = magnitude.split_at(places);
                let lexeme = format!("-{whole}.{fraction}");
                assert!(is_kept(&lexeme) && !is_rounded(&lexeme), "{lexeme}");
            }
            let lexeme = format!("0.0{magnitude}");
            assert!(is_kept(&lexeme) && !is_rounded(&lexeme), "{lexeme}");
        }
        for other in ["4503599627370497.5", "1e5", "0.00000000000000000001"] {
            assert!(!is_kept(other), "{other}");
        }
    }
}
