//! What differs from the suite, and why. An entry that does not differ any more fails.

/// File, a part of the description of group and case, and the reason.
pub(crate) const SPEC: &[(&str, &str, &str)] = &[(
    "vocabulary.json",
    "schema that uses custom metaschema with with no validation vocabulary",
    "a dialect of somebody's own, by a URL that is never fetched: read as 2020-12, with a warning",
)];

/// As [`SPEC`], for the part that validators may leave out.
pub(crate) const SPEC_OPTIONAL: &[(&str, &str, &str)] = &[
    (
        "optional/cross-draft.json",
        "refs to historic drafts are processed as historic drafts",
        "a remote schema of another draft: nothing outside of the document is read",
    ),
    (
        "optional/format-assertion.json",
        "invalid string",
        "a dialect of somebody's own that asserts formats; here the caller decides that, not the schema",
    ),
];
