//! The recordings that the user names, by the spec that the user names.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use callspec_conformance::corpus::Origins;
use callspec_conformance::engine::Types;
use callspec_conformance::judge::Grade;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::Terms;
use callspec_conformance::tally::Partial;
use callspec_conformance::traffic::{self, Holds, Matcher};

use super::{Arguments, Evidence, Failure, Seen, engine, is_ours, load, options, progress, types};
use crate::inputs::{self, Found};
use crate::output;

/// Judges them; writes down what a part has seen where that is asked for.
pub(super) fn judge(arguments: &Arguments, path: &Path, terms: Terms) -> Result<Seen, Failure> {
    let provider = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let spec = load(&provider, path, inputs::display(path))?;
    let operation = match &arguments.operation {
        None => None,
        Some(name) => Some(spec.operation(name).ok_or_else(|| {
            let known = spec.operations().join(", ");
            Failure::Unusable(format!(
                "error: the spec has no operation `{name}`; it has {known}"
            ))
        })?),
    };
    let found = inputs::find(&arguments.files, arguments.name.as_deref())?;
    let matcher = Matcher::new(spec.document(), &arguments.server)
        .map_err(|message| Failure::Unusable(format!("error: {message}")))?;
    let own = Own::find();
    let many = found.iter().any(|found| found.holds() != Holds::Json);
    let types = match is_ours(path) {
        true => types(&provider)?,
        false => Types::none(),
    };
    let engine = engine(&spec, types, &own.lexicon, options(arguments, many))?;
    let bar = progress::bar(found.iter().map(|found| found.size).sum());
    let inputs = found
        .into_iter()
        .map(|found| {
            let grade = match arguments.evidence {
                Some(Evidence::LiveCapture) => Grade::LiveCapture,
                Some(Evidence::DocumentationSample) => Grade::DocumentationSample,
                None => own.grade(&found),
            };
            found.input(grade, &bar)
        })
        .collect();
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let reading = traffic::Options {
        jobs: arguments.jobs.unwrap_or_else(cores),
        shard: arguments.shard,
        numbered: arguments.numbered,
        named: operation.map(|operation| (operation, arguments.status)),
        matcher: &matcher,
    };
    let workers = traffic::run(inputs, &reading, || engine.worker());
    bar.finish_and_clear();
    let workers = workers.map_err(|error| Failure::Unusable(format!("error: {error}")))?;
    let tally = engine.sum(workers);
    let Some(target) = &arguments.partial else {
        return Ok(Seen::Whole(Box::new(tally)));
    };
    let specs = [(provider, spec.hash())];
    let shard = arguments.shard.map(|shard| (shard.number(), shard.count()));
    let text = Partial::new(specs, engine.options().clone(), terms, shard, tally)
        .write()
        .map_err(anyhow::Error::from)?;
    match target.as_os_str() == "-" {
        true => output::write(&text)?,
        false => fs_err::write(target, text).map_err(anyhow::Error::from)?,
    }
    Ok(Seen::Part)
}

/// What this project knows of its own fixtures, which may be named as any other file; nothing where this runs elsewhere.
struct Own {
    grades: HashMap<PathBuf, Grade>,
    /// The common placeholders have to do elsewhere.
    lexicon: Lexicon,
}

impl Own {
    fn find() -> Self {
        let fixtures = inputs::root().unwrap_or_default().join(inputs::FIXTURES);
        let origins = fs_err::read_to_string(fixtures.join("origins.yaml"))
            .ok()
            .and_then(|text| Origins::read(&text).ok());
        let Some(origins) = origins else {
            return Self {
                grades: HashMap::new(),
                lexicon: Lexicon::new([]),
            };
        };
        let grades = origins.fixtures.iter().filter_map(|fixture| {
            let path = fs_err::canonicalize(fixtures.join(&fixture.path)).ok()?;
            Some((path, fixture.evidence))
        });
        Self {
            grades: grades.collect(),
            lexicon: origins.lexicon(),
        }
    }

    fn grade(&self, found: &Found) -> Grade {
        found
            .path()
            .filter(|_| !self.grades.is_empty())
            .and_then(|path| fs_err::canonicalize(path).ok())
            .and_then(|path| self.grades.get(&path).copied())
            .unwrap_or(Grade::LiveCapture)
    }
}
