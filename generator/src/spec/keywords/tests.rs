//! The lists say what the readers do.

use super::*;
use crate::diagnostics::Code;
use crate::source::Source;
use crate::spec::parse;

/// Where an object of each kind stands in a document, with `HERE` for one of its entries.
const PLACES: &[(Keywords, &str)] = &[
    (DOCUMENT, "HERE"),
    (INFO, "info: {HERE}"),
    (TAG, "tags: [{HERE}]"),
    (EXTERNAL_DOCS, "externalDocs: {HERE}"),
    (SERVER, "servers: [{HERE}]"),
    (SERVER_VARIABLE, "servers: [{variables: {a: {HERE}}}]"),
    (COMPONENTS, "components: {HERE}"),
    (PATH_ITEM, "paths: {/a: {HERE}}"),
    (OPERATION, "paths: {/a: {get: {HERE}}}"),
    (PARAMETER, "components: {parameters: {a: {HERE}}}"),
    (
        REFERENCE,
        "components: {parameters: {a: {$ref: '#/a', HERE}}}",
    ),
    (REQUEST_BODY, "components: {requestBodies: {a: {HERE}}}"),
    (RESPONSE, "components: {responses: {a: {HERE}}}"),
    (
        MEDIA_TYPE,
        "components: {responses: {a: {content: {a/b: {HERE}}}}}",
    ),
    (
        ENCODING,
        "components: {requestBodies: {a: {content: {a/b: {encoding: {a: {HERE}}}}}}}",
    ),
    (LINK, "components: {links: {a: {HERE}}}"),
    (EXAMPLE, "components: {examples: {a: {HERE}}}"),
    (HEADER, "components: {headers: {a: {HERE}}}"),
    (
        SECURITY_SCHEME,
        "components: {securitySchemes: {a: {HERE}}}",
    ),
    (FLOWS, "components: {securitySchemes: {a: {flows: {HERE}}}}"),
    (
        FLOW,
        "components: {securitySchemes: {a: {flows: {implicit: {HERE}}}}}",
    ),
    (SCHEMA, "components: {schemas: {a: {HERE}}}"),
    (
        DISCRIMINATOR,
        "components: {schemas: {a: {discriminator: {HERE}}}}",
    ),
    (PAGINATION, "paths: {/a: {get: {x-pagination: {HERE}}}}"),
];

fn codes(place: &str, name: &str) -> Vec<Code> {
    let entry = place.replace("HERE", &format!("{name}: ~"));
    let version = if name == "openapi" {
        ""
    } else {
        "openapi: 3.1.0\n"
    };
    let parsed = parse(&Source::new("test.yaml", format!("{version}{entry}\n")));
    parsed
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn what_is_listed_as_known_is_read() {
    const NOT_READ: [Code; 4] = [
        Code::UnknownKeyword,
        Code::UnexpectedKeyword,
        Code::IneffectiveKeyword,
        Code::MisspeltExtension,
    ];
    for (keywords, place) in PLACES {
        for name in keywords
            .known
            .iter()
            .filter(|name| !(**name == "$ref" && place.contains("$ref")))
        {
            let codes = codes(place, name);
            assert!(
                !codes.iter().any(|code| NOT_READ.contains(code)),
                "{} {name}: {codes:?}",
                keywords.object
            );
        }
        for name in keywords.extensions {
            let codes = codes(place, name);
            assert!(
                !codes.contains(&Code::MisspeltExtension),
                "{} {name}",
                keywords.object
            );
        }
    }
}

#[test]
fn what_is_of_another_version_is_reported() {
    for (keywords, place) in PLACES {
        for name in keywords.later {
            let expected = if keywords.is_lenient {
                Code::UnexpectedKeyword
            } else {
                Code::UnknownKeyword
            };
            let codes = codes(place, name);
            assert!(
                codes.contains(&expected),
                "{} {name}: {codes:?}",
                keywords.object
            );
        }
    }
}
