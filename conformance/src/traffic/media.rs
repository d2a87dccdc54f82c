//! Which documented media type a recorded one is.

/// How well a documented media type covers a recorded one, the better the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covers {
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
#[must_use]
pub fn covers(documented: &str, recorded: &str) -> Option<Covers> {
    let documented = documented.trim().to_ascii_lowercase();
    let recorded = recorded.trim().to_ascii_lowercase();
    let (range, media_type) = (essence(&documented), essence(&recorded));
    if range == media_type {
        return Some(match parameters(&documented) == parameters(&recorded) {
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
    let is_json = |essence: &str| {
        matches!(essence, "application/json" | "text/json")
            || (essence.ends_with("+json") && !essence.contains('*'))
    };
    (is_json(range) && is_json(media_type)).then_some(Covers::Json)
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim_end()
}

/// Sorted, without quotes and blanks.
fn parameters(media_type: &str) -> Vec<String> {
    let mut parameters: Vec<String> = media_type
        .split(';')
        .skip(1)
        .map(|parameter| parameter.replace([' ', '\t', '"'], ""))
        .filter(|parameter| !parameter.is_empty())
        .collect();
    parameters.sort();
    parameters
}

#[cfg(test)]
mod tests {
    use super::{Covers, covers};

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
}
