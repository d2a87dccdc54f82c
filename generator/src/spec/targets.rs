//! Where references end.

use std::collections::HashMap;

use super::At;

/// For each object that is nothing but a reference: the object that the chain of references ends at.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets(HashMap<At, At>);

impl Targets {
    /// Works out where chains end. `next` says what each reference leads to itself. One that runs in a circle ends nowhere.
    pub(super) fn new(next: &HashMap<At, At>) -> Self {
        let mut ends: HashMap<At, Option<At>> = HashMap::with_capacity(next.len());
        let mut chain = Vec::new();
        for start in next.keys() {
            let mut at = *start;
            let end = loop {
                if let Some(end) = ends.get(&at) {
                    break *end;
                }
                let Some(target) = next.get(&at) else {
                    break Some(at);
                };
                // Until its end is known: whoever comes by again has gone in a circle.
                ends.insert(at, None);
                chain.push(at);
                at = *target;
            };
            for at in chain.drain(..) {
                ends.insert(at, end);
            }
        }
        Self(
            ends.into_iter()
                .filter_map(|(at, end)| Some((at, end?)))
                .collect(),
        )
    }

    /// Where the reference at a node ends.
    pub(super) fn end(&self, at: At) -> Option<At> {
        self.0.get(&at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(next: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let next = next.iter().map(|(from, to)| (At(*from), At(*to))).collect();
        let mut ends: Vec<_> = Targets::new(&next)
            .0
            .into_iter()
            .map(|(from, to)| (from.0, to.0))
            .collect();
        ends.sort_unstable();
        ends
    }

    #[test]
    fn chains_end_where_nothing_goes_on() {
        assert_eq!(ends(&[(1, 2), (2, 3), (4, 2)]), [(1, 3), (2, 3), (4, 3)]);
    }

    #[test]
    fn circles_and_what_leads_into_them_end_nowhere() {
        assert_eq!(ends(&[(1, 2), (2, 1), (3, 1), (4, 4), (5, 6)]), [(5, 6)]);
    }
}
