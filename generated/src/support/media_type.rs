//! Media types, as header fields spell them (RFC 9110, section 8.3.1).

/// A media type without its parameters: `text/html` of `text/html; charset=utf-8`.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// A parameter of a media type: `utf-8` of `text/html; charset="utf-8"`.
pub(super) fn parameter<'m>(media_type: &'m str, name: &str) -> Option<&'m str> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        (key.trim().eq_ignore_ascii_case(name)).then(|| value.trim().trim_matches('"'))
    })
}

/// Whether a media type is JSON: `application/json`, `text/json`, anything with the suffix `+json` (RFC 6839), with any
/// parameters.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    match essence.split_once('/') {
        Some((kind, subtype)) => {
            !kind.is_empty()
                && (essence == "text/json"
                    || essence == "application/json"
                    || subtype.ends_with("+json"))
        }
        None => false,
    }
}

/// How well a media type fits one that a specification names, which may be a range: the more, the better. `None`: not at all.
pub(super) fn fit(media_type: &str, documented: &str) -> Option<u8> {
    let (own, other) = (essence(media_type), essence(documented));
    if own.eq_ignore_ascii_case(other) {
        return Some(4);
    }
    let kind = |text: &str| {
        text.split('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    match other.split_once('/') {
        _ if is_json(own) && is_json(other) => Some(3),
        Some(("*", _)) | None if other.starts_with('*') => Some(1),
        Some((_, "*")) if kind(own) == kind(other) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_media_types() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "application/vnd.a.b+json;v=1",
            "text/json",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "text/html",
            "application/jsonp",
            "json",
            "",
            "text/plain; a=application/json",
            "application/json-seq",
            "/json",
            "+json",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }

    #[test]
    fn the_nearest_fits_best() {
        let table = [
            ("text/csv; header=present", "Text/CSV", Some(4)),
            ("application/json", "application/problem+json", Some(3)),
            ("text/csv", "text/*", Some(2)),
            ("text/csv", "*/*", Some(1)),
            ("text/csv", "*", Some(1)),
            ("text/csv", "text/html", None),
            ("image/png", "text/*", None),
        ];
        for (media_type, documented, expected) in table {
            assert_eq!(
                fit(media_type, documented),
                expected,
                "{media_type} {documented}"
            );
        }
    }

    #[test]
    fn parameters() {
        assert_eq!(
            parameter("text/plain; Charset=\"utf-8\"", "charset"),
            Some("utf-8")
        );
        assert_eq!(parameter("text/plain; format=flowed", "charset"), None);
    }
}
