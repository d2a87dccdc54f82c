//! "Did you mean …?"

/// The candidate that a name was probably meant to be: one that differs in case or separators only, or by a typing slip or two.
pub(super) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let folded = fold(name);
    let limit = match folded.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let ranked = candidates
        .into_iter()
        .filter(|candidate| *candidate != name && may_be(&folded, candidate, limit))
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate));
    let (distance, candidate) = ranked
        .min_by_key(|(distance, candidate)| (*distance, candidate.len().abs_diff(name.len())))?;
    (distance <= limit).then_some(candidate)
}

/// Whether a candidate is as long as the name, give or take the edits allowed. Most are not, and need no closer look.
fn may_be(folded: &str, candidate: &str, limit: usize) -> bool {
    let length = candidate
        .bytes()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b' '))
        .count();
    !candidate.is_ascii() || length.abs_diff(folded.chars().count()) <= limit
}

/// A help line for a name that nothing has: the likely one, else all there are, unless those are too many to read.
pub(super) fn suggest<'c>(
    name: &str,
    what: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> Option<String> {
    if let Some(nearest) = nearest(name, candidates.clone()) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    let all: Vec<String> = candidates
        .into_iter()
        .take(MANY + 1)
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    (1..=MANY)
        .contains(&all.len())
        .then(|| format!("{what}: {}", all.join(", ")))
}

/// More names than this help nobody.
const MANY: usize = 30;

fn fold(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .take(64)
        .collect()
}

/// Edits between two words: a character added, dropped or replaced, or two neighbours swapped (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, left) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, right) in b.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (at(&above, column) + usize::from(left != right))
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            let swapped = column > 0
                && a.get(row.wrapping_sub(1)) == Some(right)
                && b.get(column - 1) == Some(left);
            if swapped && row > 0 {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("type", "typ", 1),
            ("type", "tpye", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a} / {b}");
            assert_eq!(distance(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn finds_slips_and_other_spellings() {
        let keywords = ["type", "format", "minLength", "maxLength", "operationId"];
        for (written, meant) in [
            ("typ", "type"),
            ("operation_id", "operationId"),
            ("maxlength", "maxLength"),
            ("fromat", "format"),
        ] {
            assert_eq!(nearest(written, keywords), Some(meant), "{written}");
        }
        assert_eq!(nearest("colour", keywords), None);
        assert_eq!(nearest("x", keywords), None);
    }
}
