//! Every fixture, spec by spec, each mutated as well.

use callspec_conformance::corpus::{Fixture, Origins};
use callspec_conformance::judge::{Case, Court};
use callspec_conformance::mutation;
use callspec_conformance::report::MutationReport;
use callspec_conformance::tally::{Merge as _, Tally};
use callspec_conformance::traffic::{About, Body, Record, Sink as _};

use super::{Arguments, Failure, engine, load, options, progress, types};
use crate::inputs;

/// Judges them; the mutation scores where they were not left out.
pub(super) fn judge(arguments: &Arguments) -> Result<(Tally, Option<MutationReport>), Failure> {
    let root = inputs::root()?;
    let directory = root.join(inputs::FIXTURES);
    let origins =
        fs_err::read_to_string(directory.join("origins.yaml")).map_err(anyhow::Error::from)?;
    let origins = Origins::read(&origins).map_err(|error| {
        Failure::Unusable(format!("error: failed to read origins.yaml: {error}"))
    })?;
    if let Some(path) = inputs::fixtures_beside(&directory, &origins)?.first() {
        return Err(Failure::Unusable(format!(
            "error: failed to tell where `{path}` comes from: it is not in origins.yaml"
        )));
    }
    let lexicon = origins.lexicon();
    let mut tally = Tally::default();
    let mut mutation = (!arguments.no_mutation).then(MutationReport::default);
    let provider_of = |fixture: &Fixture| match fixture.address() {
        Some(address) => Ok(address.provider.to_owned()),
        None => Err(Failure::Unusable(format!(
            "error: failed to place the fixture `{}`: not <provider>/<operation>/<status>/<case>.json",
            fixture.path
        ))),
    };
    let mut done = 0;
    while let Some(first) = origins.fixtures.get(done) {
        let provider = provider_of(first)?;
        let name = format!("specs/{provider}.yaml");
        let spec = load(&provider, &root.join(&name), name)?;
        let engine = engine(
            &spec,
            types(&provider)?,
            &lexicon,
            options(arguments, false),
        )?;
        let mut worker = engine.worker();
        for fixture in origins.fixtures.iter().skip(done) {
            if provider_of(fixture)? != provider {
                break;
            }
            done += 1;
            let Some(address) = fixture.address() else {
                continue;
            };
            let bytes = fs_err::read(directory.join(&fixture.path)).map_err(anyhow::Error::from)?;
            let file = format!("{}/{}", inputs::FIXTURES, fixture.path);
            progress::say(&format!("judging {}", fixture.path));
            worker.take(&Record {
                file: &file,
                index: 0,
                lines_before: 0,
                body: Body::Bytes(&bytes),
                about: About::Named {
                    operation: address.operation,
                    status: address.status,
                },
                grade: fixture.evidence,
            });
            if let Some(mutation) = &mut mutation {
                progress::say(&format!("mutating {}", fixture.path));
                let court = Court {
                    spec: &spec,
                    types: engine.types().find(address.operation, address.status),
                    lexicon: &lexicon,
                };
                let case = Case {
                    file: &file,
                    bytes: &bytes,
                    lines_before: 0,
                    operation: address.operation,
                    status: address.status,
                    grade: fixture.evidence,
                };
                let judged = court.judge(&case);
                mutation.add(&provider, &mutation::run(&court, &case, &judged));
            }
        }
        tally.absorb(engine.sum([worker]));
    }
    progress::say("");
    Ok((tally, mutation))
}
