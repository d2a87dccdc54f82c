//! Media types: what a body of each is to a client.

/// A media type as the document spells it, taken apart (RFC 9110, section 8.3.1).
pub(super) struct Essence {
    /// `application/json`, in small letters and without parameters.
    text: String,
}

/// What a body of a media type is, before anyone looks at its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/…`.
    Multipart,
    /// XML: text that no type is made of.
    Xml,
    /// Any other text.
    Text,
    /// Bytes: images, archives, streams of events.
    Bytes,
    /// A range such as `*/*`, which takes what the schema is best written as.
    Anything,
}

impl Essence {
    /// Of a key of `content`. A key that lists several media types, which some documents have, counts as the first of them.
    pub(super) fn of(media_type: &str) -> Self {
        let first = media_type.split([';', ',']).next().unwrap_or_default();
        Self {
            text: first.trim().to_ascii_lowercase(),
        }
    }

    /// The text: `application/json`.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands after the slash; all of it where there is none.
    pub(super) fn subtype(&self) -> &str {
        self.text
            .split_once('/')
            .map_or(self.text.as_str(), |(_, subtype)| subtype)
    }

    /// Whether it is a range, which no body can be of.
    pub(super) fn is_range(&self) -> bool {
        self.text.contains('*')
    }

    /// What a body of it is.
    pub(super) fn nature(&self) -> Nature {
        let (kind, subtype) = (
            self.text.split('/').next().unwrap_or_default(),
            self.subtype(),
        );
        let is = |name: &str| subtype == name || subtype.ends_with(&format!("+{name}"));
        match (kind, subtype) {
            ("*" | "", _) | ("application", "*") => Nature::Anything,
            ("application" | "text", "json") => Nature::Json,
            _ if subtype.ends_with("+json") => Nature::Json,
            ("application", "x-www-form-urlencoded") => Nature::Form,
            ("multipart", _) => Nature::Multipart,
            // An endless stream is no text to wait for the end of.
            (_, "event-stream") => Nature::Bytes,
            ("application" | "text", _) if is("xml") => Nature::Xml,
            ("text", _) => Nature::Text,
            _ => Nature::Bytes,
        }
    }

    /// What a variant for it is called.
    pub(super) fn stem(&self) -> &str {
        match (self.nature(), self.subtype()) {
            (_, "x-www-form-urlencoded") => "Form",
            (_, "form-data") => "Multipart",
            (_, "plain") => "Text",
            (_, "octet-stream") => "Bytes",
            (Nature::Anything, _) => "Any",
            (Nature::Text, "*") => "Text",
            (_, "*") => self.text.split('/').next().unwrap_or_default(),
            (_, subtype) => subtype,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Essence, Nature};

    #[test]
    fn natures() {
        let table = [
            ("application/json", Nature::Json),
            ("Application/JSON; charset=utf-8", Nature::Json),
            ("application/problem+json", Nature::Json),
            ("application/*+json", Nature::Json),
            ("text/json", Nature::Json),
            ("application/json-seq", Nature::Bytes),
            ("application/x-ndjson", Nature::Bytes),
            ("application/x-www-form-urlencoded", Nature::Form),
            ("multipart/form-data", Nature::Multipart),
            ("multipart/mixed", Nature::Multipart),
            ("application/xml", Nature::Xml),
            ("text/xml", Nature::Xml),
            ("application/problem+xml", Nature::Xml),
            ("image/svg+xml", Nature::Bytes),
            ("text/plain", Nature::Text),
            ("text/*", Nature::Text),
            ("text/csv, text/comma-separated-values", Nature::Text),
            ("text/event-stream", Nature::Bytes),
            ("image/png", Nature::Bytes),
            ("image/*", Nature::Bytes),
            ("application/octet-stream", Nature::Bytes),
            ("*/*", Nature::Anything),
            ("*", Nature::Anything),
            ("application/*", Nature::Anything),
            ("", Nature::Anything),
            ("json", Nature::Bytes),
        ];
        for (media_type, nature) in table {
            assert_eq!(Essence::of(media_type).nature(), nature, "{media_type}");
        }
    }
}
