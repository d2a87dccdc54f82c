//! What differs from the suite, and why. An entry that is not met as often as it says fails.
//!
//! `known/LEG.txt` has a reason on a line of its own, and below it, indented, how many cases of which place differ for it. A place is the file,
//! and as much as needed of the descriptions of group and case.

/// Cases that are known to differ.
pub(crate) struct Known {
    /// How their descriptions start: `not.json: forbidden property`.
    pub(crate) place: &'static str,
    /// How many differ.
    pub(crate) cases: usize,
    /// Why.
    pub(crate) reason: &'static str,
}

/// What is known of the spec leg.
pub(crate) const SPEC: &str = include_str!("known/spec.txt");
/// What is known of the derived leg.
pub(crate) const DERIVED: &str = include_str!("known/derived.txt");
/// What is known of the model leg.
pub(crate) const MODEL: &str = include_str!("known/model.txt");

/// The entries of a list for a part of the suite.
pub(crate) fn read(list: &'static str, folder: &str) -> Vec<Known> {
    let mut reason = "";
    let mut entries = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("  ") {
            None => reason = line,
            Some(entry) => {
                let (cases, place) = entry.trim_start().split_once(' ').expect("count and place");
                entries.push(Known {
                    place,
                    cases: cases.parse().expect("a count"),
                    reason,
                });
            }
        }
    }
    entries.retain(|known| known.place.starts_with("optional/") == (folder == "optional"));
    entries
}

/// The entry that speaks of a case: the most exact one.
pub(crate) fn find(known: &[Known], place: &str) -> Option<usize> {
    let speaking = known
        .iter()
        .enumerate()
        .filter(|(_, known)| place.starts_with(known.place));
    let (index, _) = speaking.max_by_key(|(_, known)| known.place.len())?;
    Some(index)
}
