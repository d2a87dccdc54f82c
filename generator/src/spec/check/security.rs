//! Security requirements name schemes.

use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{Document, Edition, SecurityRequirement, spelling};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = &document.tree;
    // The tree, and not what was read of it: a scheme that is not supported is there all the same.
    let schemes = tree.find("/components/securitySchemes");
    let names: Vec<&str> = schemes
        .into_iter()
        .flat_map(|at| tree.entries(at))
        .map(|entry| entry.name)
        .collect();
    let code = match document.edition {
        Edition::V30 => Code::UndeclaredSecurityScheme,
        Edition::V31 => Code::UnknownSecurityScheme,
    };
    let mut check = |requirements: &[SecurityRequirement]| {
        for scheme in requirements
            .iter()
            .flat_map(|requirement| &requirement.schemes)
        {
            if !names.contains(&scheme.value.as_str()) {
                let message = format!("`components.securitySchemes` has no `{}`", scheme.value);
                let mut diagnostic = tree.diagnostic(code, scheme.at, message);
                diagnostic.help =
                    spelling::suggest(&scheme.value, "there are", names.iter().copied())
                        .or_else(|| Some("declare it there".to_owned()));
                diagnostics.push(diagnostic);
            }
        }
    };
    check(document.security.as_deref().unwrap_or_default());
    let items = document.paths.iter().chain(&document.webhooks);
    for operation in items.flat_map(|item| &item.operations) {
        check(operation.security.as_deref().unwrap_or_default());
    }
}
