//! Media types: which documented one a recorded one is.

use super::Response;

/// The response among those of one operation and status that describes a body of a media type, or JSON where none is known; else why there
/// is none.
pub(super) fn choose<'a>(
    responses: &[&'a Response],
    status: u16,
    media_type: Option<&str>,
) -> Result<&'a Response, String> {
    let operation = responses
        .first()
        .map_or("", |response| response.operation.as_str());
    let documented = || {
        responses
            .iter()
            .filter_map(|response| Some((*response, response.media_type.as_deref()?)))
    };
    let names = || {
        documented()
            .map(|(_, media_type)| media_type)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let response = format!("the {status} response of `{operation}`");
    if documented().next().is_none() {
        return Err(format!("{response} documents no body"));
    }
    let Some(recorded) = media_type else {
        return documented()
            .find(|(_, media_type)| is_json(media_type))
            .map(|(response, _)| response)
            .ok_or_else(|| format!("{response} is `{}`, not JSON", names()));
    };
    let mut best: Option<(Covers, &Response)> = None;
    // Two that are JSON under another name are none: nothing tells which of them is meant.
    let mut rivals = 0;
    for (candidate, covers) in documented()
        .filter_map(|(candidate, documented)| Some((candidate, covers(documented, recorded)?)))
    {
        rivals += usize::from(covers == Covers::Json);
        if best.is_none_or(|(known, _)| covers > known) {
            best = Some((covers, candidate));
        }
    }
    match best {
        Some((Covers::Json, _)) if rivals > 1 => {}
        // What is recorded as another type than JSON is described, and nothing here can read it.
        Some(_) if !is_json(recorded) => {
            return Err(format!("{response} is `{}`, not JSON", plain(recorded)));
        }
        Some((_, chosen)) => return Ok(chosen),
        None => {}
    }
    Err(format!(
        "`{operation}` documents no `{}` for status {status}, only {}",
        plain(recorded),
        names()
    ))
}

/// A media type that was recorded, fit to be shown.
fn plain(media_type: &str) -> String {
    essence(media_type)
        .chars()
        .filter(|character| !character.is_control())
        .take(100)
        .collect()
}

/// How well a documented media type covers a recorded one, the better the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Covers {
    /// Both are JSON, under different names: `application/vnd.example+json` where `application/json` is documented.
    Json,
    /// `*/*`.
    Any,
    /// `application/*`.
    Type,
    /// `application/*+json`.
    Suffix,
    /// The same, parameters aside.
    Essence,
    /// The same, with the same parameters.
    Exact,
}

/// How well a documented media type covers a recorded one; `None` where it does not.
fn covers(documented: &str, recorded: &str) -> Option<Covers> {
    let (range, media_type) = (essence(documented), essence(recorded));
    if range == media_type {
        return Some(match parameters(documented) == parameters(recorded) {
            true => Covers::Exact,
            false => Covers::Essence,
        });
    }
    let suffix = range.split_once("*+").is_some_and(|(start, suffix)| {
        media_type.starts_with(start)
            && media_type
                .rsplit_once('+')
                .is_some_and(|(_, own)| own == suffix)
    });
    if suffix {
        return Some(Covers::Suffix);
    }
    if range == "*/*" || range == "*" {
        return Some(Covers::Any);
    }
    if range
        .strip_suffix('*')
        .is_some_and(|start| start.ends_with('/') && media_type.starts_with(start))
    {
        return Some(Covers::Type);
    }
    (!range.contains('*') && is_json(&range) && is_json(&media_type)).then_some(Covers::Json)
}

/// Sorted, without quotes and blanks.
fn parameters(media_type: &str) -> Vec<String> {
    let mut parameters: Vec<String> = media_type
        .to_ascii_lowercase()
        .split(';')
        .skip(1)
        .map(|parameter| parameter.replace([' ', '\t', '"'], ""))
        .filter(|parameter| !parameter.is_empty())
        .collect();
    parameters.sort();
    parameters
}

/// A media type without its parameters, in small letters: of `Application/JSON; charset=utf-8` it is `application/json`.
#[must_use]
pub fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type is JSON: `application/json`, `application/problem+json; charset=utf-8`.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "application/*"
        || essence == "*/*"
}

#[cfg(test)]
mod tests {
    use super::{Covers, covers, is_json};

    #[test]
    fn the_closest_media_type_covers_best() {
        let json = "application/json; charset=utf-8";
        for (documented, recorded, expected) in [
            (
                "application/json;charset=\"UTF-8\"",
                json,
                Some(Covers::Exact),
            ),
            ("Application/JSON", json, Some(Covers::Essence)),
            ("application/json; version=2", json, Some(Covers::Essence)),
            (
                "application/*+json",
                "application/hal+json",
                Some(Covers::Suffix),
            ),
            ("application/*+json", "application/json", None),
            ("application/*", json, Some(Covers::Type)),
            ("*/*", json, Some(Covers::Any)),
            ("application/vnd.example+json", json, Some(Covers::Json)),
            ("application/json", "text/html", None),
            ("text/plain", json, None),
            ("application/jsonp", json, None),
        ] {
            assert_eq!(
                covers(documented, recorded),
                expected,
                "{documented} {recorded}"
            );
        }
    }

    #[test]
    fn media_types_are_parsed() {
        assert!(is_json("application/json; charset=utf-8"));
        assert!(is_json("application/Problem+JSON"));
        assert!(!is_json("text/html"));
        assert!(!is_json("application/jsonp"));
    }
}
