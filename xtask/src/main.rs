//! The command line of callspec: `cargo xtask <command>`.
//!
//! This binary does the file and terminal work around the generator, which does none. It depends on the generator alone, never on the
//! crate it writes, so that it can repair that crate in whatever state it is.

mod apply;
mod changes;
mod conform;
mod corpus;
mod disk;
mod generate;
mod lint;
mod plan;
mod regenerate;
mod status;
mod terminal;
mod tree;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::status::Status;
use crate::workspace::Workspace;

/// Generation makes and drops millions of small pieces: with this allocator it takes a quarter less CPU.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Typed clients from OpenAPI documents, and proof of them against captured traffic.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = status::HELP)]
struct Cli {
    /// The project to work on, in place of the one around the current directory
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Regenerate(regenerate::Arguments),
    Generate(generate::Arguments),
    Lint(lint::Arguments),
    Conform(conform::Arguments),
    Merge(conform::MergeArguments),
    Corpus(corpus::Arguments),
    #[command(hide = true)]
    CorpusDocument(corpus::DocumentArguments),
}

fn main() -> ExitCode {
    let status = run(Cli::parse()).unwrap_or_else(|error| {
        terminal::error(&format!("{error:#}"));
        Status::Unusable
    });
    status.into()
}

fn run(cli: Cli) -> anyhow::Result<Status> {
    let Some(command) = cli.command else {
        terminal::out(&Cli::command().render_help().ansi().to_string())?;
        return Ok(Status::Fine);
    };
    if let Command::CorpusDocument(arguments) = &command {
        return corpus::run_document(arguments);
    }
    let workspace = Workspace::find(cli.root.as_deref())?;
    match command {
        Command::Regenerate(arguments) => regenerate::run(&workspace, &arguments),
        Command::Generate(arguments) => generate::run(&workspace, &arguments),
        Command::Lint(arguments) => lint::run(&workspace, &arguments),
        Command::Conform(arguments) => conform::run(&workspace, &arguments),
        Command::Merge(arguments) => conform::merge(&workspace, &arguments),
        Command::Corpus(arguments) => corpus::run(&workspace, &arguments),
        Command::CorpusDocument(arguments) => corpus::run_document(&arguments),
    }
}
