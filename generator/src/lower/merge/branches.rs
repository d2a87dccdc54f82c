//! Lists of branches that apply together.

use super::{both, overlay};
use crate::lower::problems::Problems;
use crate::spec::{At, Schema, SchemaObject};

/// How many pairs of branches two lists may make.
const PAIRS: usize = 64;

/// Of two lists that both apply, a value satisfies a branch of each: the pairs are branches of their own.
pub(super) fn merge_branches(
    base: &mut SchemaObject,
    other: &SchemaObject,
    at: At,
    problems: &mut Problems<'_>,
) {
    for (first, second, keyword) in [
        (&mut base.one_of, &other.one_of, "oneOf"),
        (&mut base.any_of, &other.any_of, "anyOf"),
    ] {
        if first.is_empty() {
            first.clone_from(second);
        } else if !second.is_empty() && !same(first, second) {
            if first.len().saturating_mul(second.len()) > PAIRS {
                problems.conflict(
                    at,
                    format!(
                        "two long lists of `{keyword}` both apply here; types follow the first"
                    ),
                );
                continue;
            }
            let pairs = first
                .iter()
                .flat_map(|one| second.iter().map(|two| both(one, two)))
                .collect();
            *first = pairs;
            base.discriminator = None;
        }
    }
    overlay(&mut base.discriminator, &other.discriminator);
}

/// Whether two lists are one, reached by two ways.
fn same(first: &[Schema], second: &[Schema]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(one, two)| one.at == two.at)
}
