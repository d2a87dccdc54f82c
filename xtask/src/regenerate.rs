//! `regenerate`: every spec → the two owned directories of `generated/`.

mod report;

use std::mem;

use callspec_generator::output::Output;
use callspec_generator::source::Source;
use callspec_generator::{Generation, Options, generate};
use clap::Args;

use crate::apply::{self, Leftovers};
use crate::disk;
use crate::lint;
use crate::plan::Plan;
use crate::status::Status;
use crate::terminal::{self, Format};
use crate::tree::Tree;
use crate::workspace::{Access, Workspace};

/// The command that repairs what `--check` finds.
const REPAIR: &str = "cargo xtask regenerate";

/// Generate `generated/src/providers/` and `generated/schemas/` from every spec
///
/// All or nothing: where any spec has an error, nothing is written. Files that do not change are not touched, files that no spec
/// accounts for are deleted. A run that is killed leaves no half-written file, and the next run repairs the rest.
#[derive(Args)]
#[command(after_help = crate::status::HELP)]
pub(crate) struct Arguments {
    /// Write nothing; list each stale, missing or orphaned file with a short diff
    #[arg(long)]
    check: bool,

    /// How the result is written to stdout
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Status> {
    let generated = workspace.generated();
    let tree = Tree::providers(&generated);
    if arguments.check {
        let _lock = workspace.lock(Access::Read);
        let leftovers = apply::leftovers(tree);
        let sources = workspace.specs()?;
        let (generation, plan) = match planned(tree, &sources)? {
            Planned::Refused(diagnostics) => {
                return lint::say_refused(&sources, &diagnostics, arguments.format);
            }
            Planned::Ready(generation, plan) => (generation, plan),
        };
        return report::checked(&sources, &generation, &plan, leftovers, arguments.format);
    }

    let _lock = workspace.lock(Access::Write);
    match apply::repair(tree)? {
        Leftovers::None => {}
        Leftovers::Uncommitted => {
            terminal::say("an interrupted run had changed nothing; its files are removed\n")
        }
        Leftovers::Committed => terminal::say("an interrupted run is finished\n"),
    }
    let sources = workspace.specs()?;
    let (generation, plan) = match planned(tree, &sources)? {
        Planned::Refused(diagnostics) => {
            return lint::say_refused(&sources, &diagnostics, arguments.format);
        }
        Planned::Ready(generation, plan) => (generation, plan),
    };
    apply::apply(&plan, tree)?;
    report::written(&sources, &generation, &plan, arguments.format)
}

/// What the specs come to.
enum Planned {
    /// Nothing, for these reasons.
    Refused(Vec<callspec_generator::diagnostics::Diagnostic>),
    /// A generation, and what it changes.
    Ready(Generation, Plan),
}

/// Generates, and compares with the disk; the one road to a plan, for writing, for checking and for the test.
fn planned(tree: Tree<'_>, sources: &[Source]) -> anyhow::Result<Planned> {
    Ok(match generate(sources, &Options::default()) {
        Ok(mut generation) => {
            let plan = compare(tree, mem::take(&mut generation.output))?;
            Planned::Ready(generation, plan)
        }
        Err(diagnostics) => Planned::Refused(diagnostics),
    })
}

fn compare(tree: Tree<'_>, output: Output) -> anyhow::Result<Plan> {
    let listing = disk::list(tree, |path| {
        // The keys of an output have `/` on every system.
        let name: Option<Vec<&str>> = path
            .components()
            .map(|component| component.as_os_str().to_str())
            .collect();
        name.is_some_and(|name| output.files.contains_key(&name.join("/")))
    })?;
    Plan::new(output, &listing, tree.territory)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::changes::display;

    #[test]
    fn generated_is_fresh() {
        let workspace =
            Workspace::find(Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))).unwrap();
        let _lock = workspace.lock(Access::Read);
        let sources = workspace.specs().unwrap();
        let plan = match planned(Tree::providers(&workspace.generated()), &sources).unwrap() {
            Planned::Ready(_, plan) => plan,
            Planned::Refused(diagnostics) => {
                panic!(
                    "the specs have problems:\n{}",
                    diagnostics
                        .iter()
                        .map(|d| format!("{d}\n"))
                        .collect::<String>()
                )
            }
        };
        let paths = plan
            .remove
            .iter()
            .chain(&plan.remove_directories)
            .chain(plan.write.iter().map(|write| &write.path));
        let paths: Vec<_> = paths.map(|path| display("generated", path)).collect();
        assert!(paths.is_empty(), "run `{REPAIR}`; it changes {paths:#?}");
        assert_eq!(
            apply::leftovers(Tree::providers(&workspace.generated())),
            Leftovers::None,
            "run `{REPAIR}`; a run was interrupted"
        );
    }
}
