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

    fn report_twice(&mut self, code: Code, first: At, second: At, message: String, help: &str) {
        let tree = &self.document.tree;
        self.diagnostics.push(
            tree.diagnostic(code, second, message)
                .with_related(tree.span(first), "first here")
                .with_help(help),
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
                let help = "rename one of them, or leave its `operationId` out";
                self.report_twice(Code::DuplicateOperationId, first, id.at, message, help);
            }
        }
    }

    fn templates(&mut self) {
        let mut seen: HashMap<String, At> = HashMap::new();
        for path in &self.document.paths {
            let (at, template) = (path.path.at, path.path.value.as_str());
            match Template::read(template) {
                Err((problem, help)) => {
                    let message = format!("the path {problem}");
                    self.report(Code::PathTemplate, at, message, Some(help.to_owned()));
                }
                Ok(template) => {
                    if let Some((problem, help)) = template.unusual {
                        let message = format!("the path {problem}");
                        self.report(Code::UnusualPath, at, message, Some(help.to_owned()));
                    }
                    if let Some(first) = seen.insert(template.shape, at) {
                        let message =
                            format!("`{}` matches the same paths as another", path.path.value);
                        let help = "put the operations under one of them";
                        self.report_twice(Code::EquivalentPaths, first, at, message, help);
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
            let help = "keep one of them";
            self.report_twice(Code::DuplicateParameter, at, parameter.at, message, help);
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
            let help = spelling::suggest(name, "the path has", template.names.iter().copied())
                .or_else(|| Some(format!("write `{{{name}}}` where its value belongs")));
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
                help.or_else(|| Some("declare it in `parameters`".to_owned())),
            );
        }
    }
}

/// A path template: its names, and what it matches whatever they are called.
struct Template<'t> {
    names: Vec<&'t str>,
    shape: String,
    /// What the standard does not allow and people do, and what to do about it; it completes a sentence that starts with "the path".
    unusual: Option<(String, &'static str)>,
}

impl<'t> Template<'t> {
    /// The error completes a sentence that starts with "the path", and comes with what to do about it.
    fn read(text: &'t str) -> Result<Self, (&'static str, &'static str)> {
        let Some(mut rest) = text.strip_prefix('/') else {
            return Err((
                "must start with `/`",
                "the address before it belongs to `servers`",
            ));
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
                return Err((
                    "has a brace without its partner",
                    "a parameter is written `{id}`",
                ));
            };
            if name.is_empty() {
                return Err((
                    "has `{}`, which names nothing",
                    "name the parameter: `{id}`",
                ));
            }
            if template.names.contains(&name) {
                let problem = format!("has `{{{name}}}` twice; both get the same value");
                template.unusual = Some((problem, "give each place a name of its own"));
            } else {
                template.names.push(name);
            }
            template.shape.push_str(literal);
            template.shape.push_str("{}");
            rest = after;
        }
        if text.contains('#') {
            let problem = "has a fragment, which is not sent".to_owned();
            template.unusual = Some((problem, "leave it out"));
        } else if text.contains('?') {
            let problem = "has a query, which is sent as it stands".to_owned();
            template.unusual = Some((problem, "write its parameters as `in: query`"));
        }
        template.shape.push_str(rest);
        Ok(template)
    }
}
