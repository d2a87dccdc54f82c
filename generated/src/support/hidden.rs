//! Values that `Debug` must not show.

use std::fmt;

/// Shows a value, or only what kind of value it hides.
pub(super) struct Shown<'a> {
    value: &'a dyn fmt::Debug,
    kind: Option<&'a str>,
}

impl<'a> Shown<'a> {
    /// `sensitive` holds the kind (`phone`, `name`…) of a value that must not show, and is empty for any other. Where there is
    /// no value (`None`, null, absent), there is nothing to hide.
    pub(super) fn new(
        value: &'a dyn fmt::Debug,
        is_there: bool,
        sensitive: &'a [&'static str],
    ) -> Self {
        Self {
            value,
            kind: if is_there {
                sensitive.first().copied()
            } else {
                None
            },
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "<{kind}>"),
            None => self.value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sensitive_value_that_is_there_is_hidden() {
        assert_eq!(
            format!("{:?}", Shown::new(&"+49", true, &["phone"])),
            "<phone>"
        );
        assert_eq!(
            format!("{:?}", Shown::new(&None::<i64>, false, &["phone"])),
            "None"
        );
        assert_eq!(format!("{:?}", Shown::new(&1, true, &[])), "1");
    }
}
