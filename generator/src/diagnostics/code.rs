//! The kinds of problem, each with a fixed name.

use super::Severity;

/// Makes the enum, its names, its severities and its explanations from one table.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $name:literal $severity:ident; )+) => {
        /// The kind of a problem. Its name is fixed: scripts and suppressions may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])+ $variant, )+ }

        impl Code {
            /// Every code, in the order of `docs/codes.md`.
            pub const ALL: &[Self] = &[$( Self::$variant, )+];

            /// The name, in kebab case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// Whether such a problem keeps the document from being generated.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )+ }
            }

            /// What it means, in a sentence or two.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc),+).trim_ascii_start(), )+ }
            }
        }
    };
}

codes! {
    /// The text is not well-formed YAML 1.2.
    YamlSyntax = "yaml-syntax" Error;
    /// The text holds a control character that YAML does not allow.
    ControlCharacter = "control-character" Error;
    /// There is no document: the text is empty, or nothing but comments.
    EmptyDocument = "empty-document" Error;
    /// The text holds more than one YAML document. Reading only the first would hide the rest.
    SeveralDocuments = "several-documents" Error;
    /// A map has the same key twice. `200` and `'200'` are the same key.
    DuplicateKey = "duplicate-key" Error;
    /// A key is a list, a map, an alias or nothing at all; JSON has only text keys.
    UnusableKey = "unusable-key" Error;
    /// `<<` merges maps in YAML 1.1 only; YAML 1.2 and JSON do not know it.
    MergeKey = "merge-key" Error;
    /// A tag that is not of the YAML core schema, such as `!include`.
    CustomTag = "custom-tag" Error;
    /// A scalar does not fit its tag, as in `!!int abc`.
    TagMismatch = "tag-mismatch" Error;
    /// An alias stands inside the very node that it repeats.
    AliasCycle = "alias-cycle" Error;
    /// `.inf` and `.nan` are numbers of YAML that JSON cannot write.
    NumberNotJson = "number-not-json" Error;
    /// An integer needs more than 64 bits and is read as a floating-point number, which loses digits.
    InexactNumber = "inexact-number" Warning;
    /// A scalar means one thing in YAML 1.2 and another in YAML 1.1: `no`, `on`, `017`. It is read as YAML 1.2 says.
    AmbiguousScalar = "ambiguous-scalar" Warning;
    /// The document is larger, deeper or more repetitive than the limits allow.
    LimitExceeded = "limit-exceeded" Error;

    /// The document is neither OpenAPI 3.0 nor 3.1.
    UnsupportedVersion = "unsupported-version" Error;
    /// The document is of OpenAPI 3.2, of a preview, or does not say its whole version. It is read as the nearest edition, and what that lacks is reported.
    OtherVersion = "other-version" Warning;
    /// A key that the standard does not know at this place.
    UnknownKeyword = "unknown-keyword" Error;
    /// A key that the standard does not know, where nothing but itself is lost: at the top of a document, among the methods of a path, in links and examples; or one of another version of it.
    UnexpectedKeyword = "unexpected-keyword" Warning;
    /// A key of a schema that no vocabulary knows. JSON Schema lets it through as an annotation.
    IgnoredKeyword = "ignored-keyword" Warning;
    /// An extension whose name is close to one of ours. Every other `x-` key is let through, as OpenAPI allows.
    MisspeltExtension = "misspelt-extension" Warning;
    /// An extension of ours where it cannot be obeyed: `x-sensitive` on a whole body.
    UnsupportedValue = "unsupported-value" Error;
    /// A key that must be there is not.
    MissingKeyword = "missing-keyword" Error;
    /// A value of another type than its place asks for, such as a list where a map belongs.
    WrongType = "wrong-type" Error;
    /// A value of the right type that is not among those allowed.
    InvalidValue = "invalid-value" Error;
    /// Two keys that exclude each other.
    ConflictingKeywords = "conflicting-keywords" Error;

    /// A `$ref` into this document that leads nowhere.
    DanglingReference = "dangling-reference" Error;
    /// A `$ref` to another document. Files beneath the document's folder are read if a flag says so; nothing is ever fetched.
    RemoteReference = "remote-reference" Error;
    /// A `$ref` that is no JSON pointer, or leads to something of another kind.
    InvalidReference = "invalid-reference" Error;
    /// A chain of `$ref`s that comes back to its start without ever saying anything.
    ReferenceCycle = "reference-cycle" Error;

    /// A `format` that is neither in the registries nor documented here, or one of another type; it is stated and not checked.
    UnknownFormat = "unknown-format" Warning;
    /// A value stands twice in a list whose entries must differ.
    DuplicateValue = "duplicate-value" Error;
    /// A value stands twice in `enum`.
    RepeatedValue = "repeated-value" Warning;
    /// An `enum` or `const` value that the schema's own `type` refuses, so that it is never valid.
    EnumMismatch = "enum-mismatch" Warning;
    /// A `default` of OpenAPI 3.0 that its own schema refuses.
    DefaultMismatch = "default-mismatch" Error;
    /// A `default` that its own schema refuses, where it is but an annotation.
    IgnoredDefault = "ignored-default" Warning;
    /// A lower bound above its upper bound, or an empty `enum`: nothing can be valid.
    EmptyRange = "empty-range" Warning;
    /// A `pattern`, or a key of `patternProperties`, that is no regular expression of ECMA-262: some validators leave it out, others fail.
    InvalidPattern = "invalid-pattern" Warning;
    /// A name in `required` that no property has.
    UnknownRequired = "unknown-required" Warning;
    /// An entry of a discriminator's `mapping` that leads to no schema.
    IgnoredMapping = "ignored-mapping" Warning;
    /// A keyword that has no effect where it stands, such as `minLength` on an integer.
    IneffectiveKeyword = "ineffective-keyword" Warning;

    /// A variable of a server's address that is not described, or whose default is not among its values.
    ServerVariable = "server-variable" Warning;
    /// A server's address without a scheme, or without the slashes after it, which is read as a path.
    ServerScheme = "server-scheme" Warning;
    /// A key of `content` that is no media type.
    MediaTypeName = "media-type-name" Warning;
    /// A path template that cannot be read: no leading `/`, unbalanced braces, braces without a name.
    PathTemplate = "path-template" Error;
    /// A path template that is no mere path: one with a query or a fragment, or with a name twice.
    UnusualPath = "unusual-path" Warning;
    /// Two path templates that match the same paths.
    EquivalentPaths = "equivalent-paths" Error;
    /// A name in the path template that no parameter declares.
    UndeclaredPathParameter = "undeclared-path-parameter" Error;
    /// A path parameter whose name is not in the path template.
    UnusedPathParameter = "unused-path-parameter" Error;
    /// A path parameter that does not say `required: true`.
    OptionalPathParameter = "optional-path-parameter" Error;
    /// Two parameters with the same name and location. Of headers whose names differ in case only, it is a warning.
    DuplicateParameter = "duplicate-parameter" Error;
    /// A parameter whose name is the empty text.
    EmptyName = "empty-name" Warning;
    /// Two operations with the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id" Error;
    /// A key of `responses` that is no status: neither `200`, nor `4XX`, nor `default`.
    StatusKey = "status-key" Error;
    /// A security requirement that names no scheme of `components.securitySchemes`.
    UnknownSecurityScheme = "unknown-security-scheme" Error;
    /// Two security schemes of one requirement that are sent in the same place, so that only one of them can be.
    ConflictingSchemes = "conflicting-schemes" Warning;
    /// A security requirement of an OpenAPI 3.0 document that names no scheme. Many lost theirs on the way from 2.0; no credential is sent then.
    UndeclaredSecurityScheme = "undeclared-security-scheme" Warning;
    /// Two specs whose files have the same stem, which names the module.
    ModuleCollision = "module-collision" Error;
    /// An `x-pagination` that does not hold together.
    Pagination = "pagination" Error;

    /// An `x-pagination` whose value for the next page is always there, so that the walk has no end.
    EndlessPagination = "endless-pagination" Warning;
    /// Branches of `oneOf` or `anyOf` that contradict themselves: null in two of `oneOf`, a discriminator that leads nowhere.
    AmbiguousUnion = "ambiguous-union" Warning;
    /// Schemas that apply together, by `allOf` or beside a `$ref`, and leave no valid value or disagree on what it is.
    ConflictingSchemas = "conflicting-schemas" Warning;
    /// `type` and `enum` disagree on null, which is then not valid.
    IneffectiveNull = "ineffective-null" Warning;
    /// A schema that describes an object or array and does not say so. It is read as if it did.
    MissingType = "missing-type" Warning;
    /// A schema that is a list or map of itself, with no object in between to give a name to; what it holds is kept as JSON.
    RecursiveAlias = "recursive-alias" Warning;
    /// A header parameter that OpenAPI says to ignore: `Accept`, `Content-Type`, `Authorization`.
    IgnoredParameter = "ignored-parameter" Warning;
    /// An `x-rust-name` that is no Rust name of the right case, or is reserved for generated code.
    InvalidRustName = "invalid-rust-name" Error;
    /// Two names chosen by `x-rust-name` that are the same where they must differ.
    RustNameCollision = "rust-name-collision" Error;
    /// Two things whose derived Rust names are the same; one of them got another name.
    DerivedNameCollision = "derived-name-collision" Warning;
}
