//! URI references, as far as `$id` and `$ref` need them (RFC 3986, section 5.2).

/// A reference without its fragment, and the fragment; `None` where there is no `#`.
pub(super) fn split_fragment(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((uri, fragment)) => (uri, Some(fragment)),
        None => (reference, None),
    }
}

/// A reference, read from a place whose base URI is this. Neither has a fragment.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (scheme, rest) = scheme(base).unwrap_or(("", base));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let slashes = if rest.starts_with("//") { "//" } else { "" };
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}//{rest}");
    }
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let path = if reference.starts_with('/') {
        without_dots(reference)
    } else if reference.starts_with('?') {
        format!("{path}{reference}")
    } else {
        match path.rsplit_once('/') {
            Some((folder, _)) => without_dots(&format!("{folder}/{reference}")),
            None if authority.is_empty() => without_dots(reference),
            None => without_dots(&format!("/{reference}")),
        }
    };
    format!("{scheme}{slashes}{authority}{path}")
}

/// The scheme with its colon, and what follows it.
fn scheme(uri: &str) -> Option<(&str, &str)> {
    let colon = uri.find([':', '/', '?', '#'])?;
    let (scheme, rest) = (uri.get(..=colon)?, uri.get(colon + 1..)?);
    (scheme.ends_with(':') && scheme.starts_with(|first: char| first.is_ascii_alphabetic()))
        .then_some((scheme, rest))
}

/// A path in which `.` and `..` have been followed.
fn without_dots(path: &str) -> String {
    let (path, query) = match path.find('?') {
        Some(mark) => path.split_at(mark),
        None => (path, ""),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if segments.len() > 1 => drop(segments.pop()),
            ".." => {}
            _ => segments.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        segments.push("");
    }
    segments.join("/") + query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_from_their_base() {
        for (base, reference, expected) in [
            ("http://a/b/c", "d", "http://a/b/d"),
            ("http://a/b/c/", "d", "http://a/b/c/d"),
            ("http://a/b/c", "/d", "http://a/d"),
            ("http://a/b/c", "../d", "http://a/d"),
            ("http://a/b/c", "./d", "http://a/b/d"),
            ("http://a/b/c", "//x/d", "http://x/d"),
            ("http://a/b/c?q", "", "http://a/b/c?q"),
            ("http://a/b/c?q", "?r", "http://a/b/c?r"),
            ("http://a", "d", "http://a/d"),
            ("http://a/b", "urn:x:y", "urn:x:y"),
            ("urn:x:y", "urn:x:z", "urn:x:z"),
            ("", "d.json", "d.json"),
            ("x/y.json", "d.json", "x/d.json"),
        ] {
            assert_eq!(resolve(base, reference), expected, "{base} + {reference}");
        }
    }
}
