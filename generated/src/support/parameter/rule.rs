//! What is checked of a request before it may leave.

use std::cmp::Ordering;
use std::fmt;

use crate::support::wire::WireValue;

/// A constraint on a parameter: the JSON Schema keyword of its name. Lengths count code points.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is the JSON Schema keyword of its name")]
#[non_exhaustive]
pub enum Rule {
    Minimum(Bound),
    Maximum(Bound),
    ExclusiveMinimum(Bound),
    ExclusiveMaximum(Bound),
    MultipleOf(Bound),
    MinLength(u64),
    MaxLength(u64),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
}

/// A number that bounds others, exact where it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
}

impl From<i64> for Bound {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Bound {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
        }
    }
}

/// The rules by the words of a row of [`request!`](crate::support::request!).
#[expect(missing_docs, reason = "each is the JSON Schema keyword of its name")]
impl Rule {
    pub fn minimum(bound: impl Into<Bound>) -> Self {
        Self::Minimum(bound.into())
    }

    pub fn maximum(bound: impl Into<Bound>) -> Self {
        Self::Maximum(bound.into())
    }

    pub fn exclusive_minimum(bound: impl Into<Bound>) -> Self {
        Self::ExclusiveMinimum(bound.into())
    }

    pub fn exclusive_maximum(bound: impl Into<Bound>) -> Self {
        Self::ExclusiveMaximum(bound.into())
    }

    pub fn multiple_of(bound: impl Into<Bound>) -> Self {
        Self::MultipleOf(bound.into())
    }

    pub fn min_length(length: u64) -> Self {
        Self::MinLength(length)
    }

    pub fn max_length(length: u64) -> Self {
        Self::MaxLength(length)
    }

    pub fn min_items(items: u64) -> Self {
        Self::MinItems(items)
    }

    pub fn max_items(items: u64) -> Self {
        Self::MaxItems(items)
    }

    pub fn unique_items() -> Self {
        Self::UniqueItems
    }

    /// Whether a value obeys. As in JSON Schema, a rule says nothing of values of other types than its own.
    fn is_obeyed(&self, value: &WireValue) -> bool {
        let compared = |bound: &Bound| match value {
            WireValue::Integer(value) => Some(compare_integer(*value, *bound)),
            WireValue::Number(value) => Some(compare_number(*value, *bound)),
            _ => None,
        };
        let length = || match value {
            WireValue::Text(text) => Some(text.chars().count() as u64),
            _ => None,
        };
        let items = || match value {
            WireValue::List(items) => Some(items.len() as u64),
            _ => None,
        };
        match self {
            Self::Minimum(bound) => compared(bound).is_none_or(Ordering::is_ge),
            Self::Maximum(bound) => compared(bound).is_none_or(Ordering::is_le),
            Self::ExclusiveMinimum(bound) => compared(bound).is_none_or(Ordering::is_gt),
            Self::ExclusiveMaximum(bound) => compared(bound).is_none_or(Ordering::is_lt),
            Self::MultipleOf(of) => is_multiple(value, *of),
            Self::MinLength(least) => length().is_none_or(|length| length >= *least),
            Self::MaxLength(most) => length().is_none_or(|length| length <= *most),
            Self::MinItems(least) => items().is_none_or(|items| items >= *least),
            Self::MaxItems(most) => items().is_none_or(|items| items <= *most),
            Self::UniqueItems => match value {
                WireValue::List(items) => items
                    .iter()
                    .enumerate()
                    .all(|(index, item)| !items.iter().take(index).any(|other| other == item)),
                _ => true,
            },
        }
    }
}

/// What the rule demands, as it follows "must".
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimum(bound) => write!(f, "be at least {bound}"),
            Self::Maximum(bound) => write!(f, "be at most {bound}"),
            Self::ExclusiveMinimum(bound) => write!(f, "be greater than {bound}"),
            Self::ExclusiveMaximum(bound) => write!(f, "be less than {bound}"),
            Self::MultipleOf(bound) => write!(f, "be a multiple of {bound}"),
            Self::MinLength(length) => write!(f, "have at least {length} characters"),
            Self::MaxLength(length) => write!(f, "have at most {length} characters"),
            Self::MinItems(items) => write!(f, "have at least {items} items"),
            Self::MaxItems(items) => write!(f, "have at most {items} items"),
            Self::UniqueItems => f.write_str("not have the same item twice"),
        }
    }
}

/// Whole numbers are compared as such, so that 2^53 + 1 is not 2^53.
fn compare_integer(value: i128, bound: Bound) -> Ordering {
    match bound {
        Bound::Integer(bound) => value.cmp(&bound.into()),
        Bound::Number(bound) => compare_mixed(value, bound),
    }
}

fn compare_number(value: f64, bound: Bound) -> Ordering {
    match bound {
        Bound::Integer(bound) => compare_mixed(bound.into(), value).reverse(),
        Bound::Number(bound) => value.total_cmp(&bound),
    }
}

fn compare_mixed(integer: i128, number: f64) -> Ordering {
    // Beyond these, no i128 is on the other side; within them, the whole part of a float is an exact i128.
    const LIMIT: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if number >= LIMIT {
        return Ordering::Less;
    }
    if number < -LIMIT {
        return Ordering::Greater;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range was checked, and the fraction is compared next"
    )]
    let whole = number.floor() as i128;
    integer.cmp(&whole).then(if number.fract() == 0.0 {
        Ordering::Equal
    } else {
        Ordering::Less
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a float takes part, so exactness is gone already"
)]
fn is_multiple(value: &WireValue, of: Bound) -> bool {
    let divisor = match of {
        Bound::Integer(of) => of as f64,
        Bound::Number(of) => of,
    };
    let value = match (value, of) {
        (WireValue::Integer(value), Bound::Integer(of)) => {
            return value.checked_rem(of.into()) == Some(0);
        }
        (WireValue::Integer(value), Bound::Number(_)) => *value as f64,
        (WireValue::Number(value), _) => *value,
        _ => return true,
    };
    // 0.3 is a multiple of 0.1 to everyone but a binary fraction.
    let times = value / divisor;
    (times - times.round()).abs() <= f64::EPSILON * times.abs().max(1.0)
}

/// One way in which a request breaks its specification. The value itself is not kept: it may be sensitive.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The parameter's name on the wire.
    pub parameter: &'static str,
    /// The index of the item, where a list's item is meant.
    pub item: Option<usize>,
    /// The rule of the specification; `None` for what the wire itself forbids (an empty path segment, a line break in a header…).
    pub rule: Option<Rule>,
    /// What must be: `must be at least 1`.
    pub message: String,
}

impl Violation {
    /// What no keyword of the specification asks for, but the wire does.
    pub(crate) fn refused(parameter: &'static str, message: &str) -> Self {
        Self {
            parameter,
            item: None,
            rule: None,
            message: message.to_owned(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            Some(index) => write!(f, "item {index} of `{}` {}", self.parameter, self.message),
            None => write!(f, "`{}` {}", self.parameter, self.message),
        }
    }
}

/// Every way in which a request breaks its specification. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Nothing where there are none.
    pub(crate) fn check(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self(violations))
        }
    }

    /// The violations, in the order of the parameters.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Checks one value against the rules of its parameter.
pub(crate) fn check_rules(
    parameter: &super::Parameter<'_>,
    value: &WireValue,
    violations: &mut Vec<Violation>,
) {
    let broken = |item: Option<usize>,
                  rules: &[Rule],
                  value: &WireValue,
                  violations: &mut Vec<Violation>| {
        let broken = rules.iter().filter(|rule| !rule.is_obeyed(value));
        violations.extend(broken.map(|rule| Violation {
            parameter: parameter.name,
            item,
            rule: Some(*rule),
            message: format!("must {rule}"),
        }));
    };
    if !value.is_there() {
        return;
    }
    broken(None, parameter.rules, value, violations);
    if let WireValue::List(items) = value {
        items
            .iter()
            .enumerate()
            .for_each(|(index, item)| broken(Some(index), parameter.item_rules, item, violations));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn obeys(rule: Rule, value: WireValue) -> bool {
        rule.is_obeyed(&value)
    }

    #[test]
    fn bounds_are_exact() {
        assert!(
            obeys(Rule::minimum(1), WireValue::Integer(1))
                && !obeys(Rule::minimum(1), WireValue::Integer(0))
        );
        assert!(
            obeys(Rule::maximum(1000), WireValue::Integer(1000))
                && !obeys(Rule::maximum(1000), WireValue::Integer(1001))
        );
        assert!(
            !obeys(Rule::exclusive_minimum(0), WireValue::Integer(0))
                && obeys(Rule::exclusive_minimum(0), WireValue::Number(0.1))
        );
        assert!(
            !obeys(Rule::exclusive_maximum(2.5), WireValue::Number(2.5))
                && obeys(Rule::exclusive_maximum(2.5), WireValue::Integer(2))
        );
        assert!(
            !obeys(Rule::maximum(2.5), WireValue::Integer(3))
                && !obeys(Rule::minimum(-2.5), WireValue::Integer(-3))
        );
        let beyond = (1_i64 << 53) + 1;
        assert!(!obeys(
            Rule::maximum(beyond - 1),
            WireValue::Integer(beyond.into())
        ));
        assert!(!obeys(
            Rule::maximum(9_007_199_254_740_992.0),
            WireValue::Integer(beyond.into())
        ));
        assert!(
            obeys(Rule::maximum(1e300), WireValue::Integer(i64::MAX.into()))
                && !obeys(Rule::minimum(1e300), WireValue::Integer(i64::MAX.into()))
        );
        assert!(
            obeys(Rule::minimum(1), "".into()),
            "a bound says nothing of text"
        );
    }

    #[test]
    fn multiples() {
        assert!(
            obeys(Rule::multiple_of(5), WireValue::Integer(15))
                && !obeys(Rule::multiple_of(5), WireValue::Integer(16))
        );
        assert!(
            obeys(Rule::multiple_of(0.1), WireValue::Number(0.3))
                && !obeys(Rule::multiple_of(0.1), WireValue::Number(0.35))
        );
        assert!(!obeys(Rule::multiple_of(0), WireValue::Integer(1)));
    }

    #[test]
    fn lengths_count_code_points_and_items_are_compared() {
        assert!(
            obeys(Rule::max_length(2), "éü".into()) && !obeys(Rule::max_length(2), "éüx".into())
        );
        assert!(obeys(Rule::min_length(1), "💬".into()) && !obeys(Rule::min_length(1), "".into()));
        let list = |items: &[&'static str]| {
            WireValue::List(items.iter().map(|item| (*item).into()).collect())
        };
        assert!(
            obeys(Rule::unique_items(), list(&["a", "b"]))
                && !obeys(Rule::unique_items(), list(&["a", "b", "a"]))
        );
        assert!(
            !obeys(Rule::min_items(1), list(&[])) && !obeys(Rule::max_items(1), list(&["a", "b"]))
        );
    }
}
