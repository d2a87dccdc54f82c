//! Path templates, parameters and operationIds.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::spec::tree::At;
use crate::spec::{Document, Operation, Parameter, ParameterLocation, PathItem, spelling};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = Check {
        document,
        diagnostics,
    };
    check.operation_ids();
    check.templates();
    for path in &document.paths {
        check.parameters(path);
    }
}

struct Check<'d> {
    document: &'d Document,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Check<'d> {
    fn report(&mut self, code: Code, at: At, message: String, help: Option<String>) {
        let mut diagnostic = self.document.tree.diagnostic(code, at, message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    fn report_twice(&mut self, code: Code, first: At, second: At, message: String) {
        let tree = &self.document.tree;
        self.diagnostics.push(
            tree.diagnostic(code, second, message)
                .with_related(tree.span(first), "first here"),
        );
    }

    fn operation_ids(&mut self) {
        let mut seen = HashMap::new();
        for operation in self.document.paths.iter().flat_map(|path| &path.operations) {
            let Some(id) = &operation.operation_id else {
                continue;
            };
            // Paths that share a path item by `$ref` share its operations.
            if let Some(first) = seen
                .insert(id.value.as_str(), id.at)
                .filter(|first| *first != id.at)
            {
                let message = format!("two operations have the operationId `{}`", id.value);
                self.report_twice(Code::DuplicateOperationId, first, id.at, message);
            }
        }
    }

    fn templates(&mut self) {
        let mut seen: HashMap<String, At> = HashMap::new();
        for path in &self.document.paths {
            let (at, template) = (path.path.at, path.path.value.as_str());
            match Template::read(template) {
                Err(problem) => {
                    self.report(Code::PathTemplate, at, format!("the path {problem}"), None)
                }
                Ok(template) => {
                    if let Some(problem) = template.unusual {
                        self.report(Code::UnusualPath, at, format!("the path {problem}"), None);
                    }
                    if let Some(first) = seen.insert(template.shape, at) {
                        let message =
                            format!("`{}` matches the same paths as another", path.path.value);
                        self.report_twice(Code::EquivalentPaths, first, at, message);
                    }
                }
            }
        }
    }

    fn parameters(&mut self, path: &'d PathItem) {
        let document = self.document;
        let template = Template::read(&path.path.value).ok();
        self.duplicates(&path.parameters);
        for operation in &path.operations {
            self.duplicates(&operation.parameters);
            let parameters = document.effective_parameters(path, operation);
            if let Some(template) = &template {
                self.undeclared(operation, template, &parameters);
            }
            self.pagination(operation, &parameters);
        }
        // What no operation has is sent by none.
        let shared = path
            .parameters
            .iter()
            .filter(|_| !path.operations.is_empty());
        let all = shared.chain(
            path.operations
                .iter()
                .flat_map(|operation| &operation.parameters),
        );
        for parameter in all {
            if let Some(target) = document
                .parameter(parameter)
                .filter(|target| target.location == ParameterLocation::Path)
            {
                self.in_path(parameter, target, template.as_ref());
            }
        }
    }

    fn duplicates(&mut self, parameters: &'d [Parameter]) {
        let mut seen = HashMap::new();
        for parameter in parameters {
            let Some(target) = self.document.parameter(parameter) else {
                continue;
            };
            let name = target.name.value.as_str();
            // Header fields know no case.
            let folded = match target.location {
                ParameterLocation::Header => name.to_ascii_lowercase(),
                _ => name.to_owned(),
            };
            let Some((first, at)) = seen.insert((target.location, folded), (name, parameter.at))
            else {
                continue;
            };
            let message = format!("the parameter `{name}` stands twice in this list");
            self.report_twice(Code::DuplicateParameter, at, parameter.at, message);
            // To the standard these are two, and it is HTTP that makes them one.
            if first != name
                && let Some(last) = self.diagnostics.last_mut()
            {
                last.severity = Severity::Warning;
            }
        }
    }

    /// Names of the template that no parameter declares.
    fn undeclared(
        &mut self,
        operation: &Operation,
        template: &Template<'_>,
        parameters: &[&Parameter],
    ) {
        let declared = || {
            parameters
                .iter()
                .filter(|parameter| parameter.location == ParameterLocation::Path)
                .map(|parameter| parameter.name.value.as_str())
        };
        for name in &template.names {
            if !declared().any(|declared| declared == *name) {
                let at = self.document.tree.key(operation.at).unwrap_or(operation.at);
                let message = format!(
                    "the path has `{{{name}}}`, and no parameter of the operation is called `{name}`"
                );
                let unused = declared().filter(|declared| !template.names.contains(declared));
                let nearest = spelling::nearest(name, unused)
                    .map(|nearest| format!("did you mean `{nearest}`?"));
                let help = nearest.unwrap_or_else(|| {
                    format!("add `{{name: {name}, in: path, required: true, schema: …}}`")
                });
                self.report(Code::UndeclaredPathParameter, at, message, Some(help));
            }
        }
    }

    /// A path parameter, as it is written (`parameter`) and as it is meant (`target`).
    fn in_path(
        &mut self,
        parameter: &Parameter,
        target: &Parameter,
        template: Option<&Template<'_>>,
    ) {
        let name = target.name.value.as_str();
        if let Some(template) = template.filter(|template| !template.names.contains(&name)) {
            let at = if parameter.reference.is_some() {
                parameter.at
            } else {
                parameter.name.at
            };
            let help = spelling::suggest(name, "the path has", template.names.iter().copied());
            self.report(
                Code::UnusedPathParameter,
                at,
                format!("the path has no `{{{name}}}`"),
                help,
            );
        }
        if !target.required {
            let message = format!("the path parameter `{name}` must say `required: true`");
            self.report(
                Code::OptionalPathParameter,
                target.name.at,
                message,
                Some("a path cannot leave a part out".to_owned()),
            );
        }
    }

    fn pagination(&mut self, operation: &Operation, parameters: &[&Parameter]) {
        let Some(pagination) = &operation.pagination else {
            return;
        };
        let name = pagination.parameter.value.as_str();
        let names = || {
            parameters
                .iter()
                .map(|parameter| parameter.name.value.as_str())
        };
        if !names().any(|known| known == name) {
            let help = spelling::suggest(name, "there are", names().collect::<Vec<_>>());
            self.report(
                Code::Pagination,
                pagination.parameter.at,
                format!("the operation has no parameter `{name}`"),
                help,
            );
        }
    }
}

/// A path template: its names, and what it matches whatever they are called.
struct Template<'t> {
    names: Vec<&'t str>,
    shape: String,
    /// What the standard does not allow and people do; it completes a sentence that starts with "the path".
    unusual: Option<String>,
}

impl<'t> Template<'t> {
    /// The error completes a sentence that starts with "the path".
    fn read(text: &'t str) -> Result<Self, String> {
        let Some(mut rest) = text.strip_prefix('/') else {
            return Err("must start with `/`".to_owned());
        };
        let mut template = Self {
            names: Vec::new(),
            shape: "/".to_owned(),
            unusual: None,
        };
        while let Some(at) = rest.find(['{', '}']) {
            let (literal, from) = rest.split_at(at);
            let name = from.strip_prefix('{').and_then(|from| from.split_once('}'));
            let Some((name, after)) = name.filter(|(name, _)| !name.contains('{')) else {
                return Err("has a brace without its partner".to_owned());
            };
            if name.is_empty() {
                return Err("has `{}`, which names nothing".to_owned());
            }
            if template.names.contains(&name) {
                template.unusual = Some(format!("has `{{{name}}}` twice; both get the same value"));
            } else {
                template.names.push(name);
            }
            template.shape.push_str(literal);
            template.shape.push_str("{}");
            rest = after;
        }
        if text.contains('#') {
            template.unusual = Some("has a fragment, which is not sent".to_owned());
        } else if text.contains('?') {
            template.unusual =
                Some("has a query; parameters of it are written as `in: query`".to_owned());
        }
        template.shape.push_str(rest);
        Ok(template)
    }
}
