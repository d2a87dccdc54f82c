//! How one page leads to the next.
//!
//! Providers loop: the last page names itself as the next one, or an empty page names one more. Each function here answers `None`
//! where going on would lead nowhere new, so that a loop over pages ends whatever the provider says.

use percent_encoding::percent_decode_str;

/// The value of a page parameter.
pub trait Position: Sized + PartialEq {
    /// The value from the text of a query; `None` where it is none.
    fn from_text(text: &str) -> Option<Self>;

    /// Whether a page there comes after one at `sent`.
    fn is_after(&self, sent: &Self) -> bool;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl Position for $number {
                fn from_text(text: &str) -> Option<Self> {
                    text.parse().ok()
                }

                fn is_after(&self, sent: &Self) -> bool {
                    self > sent
                }
            }
        )*
    };
}

numbers! { i32 i64 }

impl Position for String {
    fn from_text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn is_after(&self, sent: &Self) -> bool {
        self != sent
    }
}

/// The page tells the number of the next one, or none at the end.
///
/// `None` where the number does not grow, or the page is empty.
#[inline]
pub fn next_number<P, N>(sent: Option<&P>, next: Option<&N>, items: Option<usize>) -> Option<P>
where
    P: Position + TryFrom<i64>,
    N: Copy + Into<i64>,
{
    let next = P::try_from((*next?).into()).ok()?;
    advances(&next, sent, items).then_some(next)
}

/// The page tells its own number and the last one's.
///
/// `None` at the last page, where the number does not grow, or where the page is empty.
#[inline]
pub fn current_and_last<P, C, L>(
    sent: Option<&P>,
    current: Option<&C>,
    last: Option<&L>,
    items: Option<usize>,
) -> Option<P>
where
    P: Position + TryFrom<i64>,
    C: Copy + Into<i64>,
    L: Copy + Into<i64>,
{
    let (current, last): (i64, i64) = ((*current?).into(), (*last?).into());
    if current >= last {
        return None;
    }
    let next = P::try_from(current.checked_add(1)?).ok()?;
    advances(&next, sent, items).then_some(next)
}

/// The page tells a token that leads to the next one: absent, null or empty at the end.
///
/// `None` where it is the token that led here. An empty page may lead on: providers filter after they have cut the page.
#[inline]
pub fn cursor<P, N>(sent: Option<&P>, next: Option<&N>) -> Option<P>
where
    P: AsRef<str> + From<String>,
    N: AsRef<str>,
{
    let next = next?.as_ref();
    let is_new = !next.is_empty() && sent.is_none_or(|sent| sent.as_ref() != next);
    is_new.then(|| P::from(next.to_owned()))
}

/// The page tells the address of the next one; the parameter's value is read out of its query.
///
/// Nothing else of the address is used, so that a foreign one gets neither the request nor its credentials. `None` where the address
/// has no such parameter, the value leads back, or the page is empty.
#[inline]
pub fn url<P, N>(
    parameter: &str,
    sent: Option<&P>,
    next: Option<&N>,
    items: Option<usize>,
) -> Option<P>
where
    P: Position,
    N: AsRef<str>,
{
    let (_, query) = next?.as_ref().split_once('?')?;
    let query = query.split('#').next().unwrap_or(query);
    let text = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name)? == parameter).then(|| decode(value))?
    })?;
    let next = P::from_text(&text)?;
    advances(&next, sent, items).then_some(next)
}

fn advances<P: Position>(next: &P, sent: Option<&P>, items: Option<usize>) -> bool {
    items != Some(0) && sent.is_none_or(|sent| next.is_after(sent))
}

/// A part of a query as a text: `+` is a space there, as forms write it.
fn decode(text: &str) -> Option<String> {
    percent_decode_str(&text.replace('+', "%20"))
        .decode_utf8()
        .ok()
        .map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_or_end() {
        assert_eq!(next_number::<i64, i64>(None, Some(&1), Some(10)), Some(1));
        assert_eq!(
            next_number::<i32, i64>(Some(&1), Some(&2), Some(10)),
            Some(2)
        );
        assert_eq!(next_number::<i64, i64>(Some(&2), Some(&2), Some(10)), None);
        assert_eq!(next_number::<i64, i64>(Some(&2), Some(&1), Some(10)), None);
        assert_eq!(next_number::<i64, i64>(Some(&1), Some(&2), Some(0)), None);
        assert_eq!(next_number::<i64, i64>(Some(&1), None, Some(10)), None);
        assert_eq!(
            next_number::<i32, i64>(None, Some(&i64::MAX), Some(10)),
            None
        );
    }

    #[test]
    fn the_last_page_is_the_last() {
        assert_eq!(
            current_and_last::<i64, i64, i64>(None, Some(&1), Some(&4), Some(15)),
            Some(2)
        );
        assert_eq!(
            current_and_last::<i64, i64, i64>(Some(&4), Some(&4), Some(&4), Some(7)),
            None
        );
        assert_eq!(
            current_and_last::<i64, i64, i64>(Some(&3), Some(&1), Some(&4), Some(15)),
            None,
            "the provider is stuck at 1"
        );
        assert_eq!(
            current_and_last::<i64, i64, i64>(Some(&1), Some(&1), Some(&4), Some(0)),
            None
        );
        assert_eq!(
            current_and_last::<i64, i64, i64>(None, Some(&i64::MAX), Some(&i64::MAX), Some(1)),
            None
        );
    }

    #[test]
    fn cursors_move_or_end() {
        let token = |text: &str| Some(text.to_owned());
        assert_eq!(
            cursor::<String, String>(None, token("a").as_ref()),
            token("a")
        );
        assert_eq!(
            cursor::<String, String>(token("a").as_ref(), token("a").as_ref()),
            None
        );
        assert_eq!(
            cursor::<String, String>(token("a").as_ref(), token("").as_ref()),
            None
        );
        assert_eq!(cursor::<String, String>(token("a").as_ref(), None), None);
    }

    #[test]
    fn an_address_gives_its_parameter_and_nothing_else() {
        let next = |text: &'static str, sent: Option<i64>| {
            url::<i64, &str>("page", sent.as_ref(), Some(&text), Some(3))
        };
        assert_eq!(
            next("https://example.com/calls?per_page=15&page=2#x", None),
            Some(2)
        );
        assert_eq!(next("https://evil.example/?page=2", Some(1)), Some(2));
        assert_eq!(next("/calls?page=2", Some(2)), None);
        assert_eq!(next("https://example.com/calls", None), None);
        assert_eq!(next("https://example.com/calls?page=next", None), None);
        let token = url::<String, &str>(
            "to ken",
            None,
            Some(&"https://example.com/?to%20ken=a%2Bb+c"),
            None,
        );
        assert_eq!(token.as_deref(), Some("a+b c"));
    }
}
