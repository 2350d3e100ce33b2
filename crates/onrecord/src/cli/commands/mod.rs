//! The one list of commands: each is a file or folder with its own arguments, help, examples and `run`.

mod actors;
mod add;
mod check;
mod commitments;
mod compare;
mod completions;
mod correct;
mod demo;
mod diff;
mod doctor;
mod export;
mod import;
mod like;
#[cfg(feature = "serve")]
mod mcp;
mod positions;
mod read;
mod rebuild;
mod related;
mod review;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod stats;
mod timeline;
mod watch;
mod who;

use std::ffi::OsString;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::ask::args::{NamedArgs, QueryArgs};
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Start here:
  onrecord read examples/summit.html            who said what, for people
  onrecord read page.html --format json         the same for programs
  onrecord read page.html --stage page          the article, and what was set apart from it
  onrecord read https://example.org/news/1      a page on the web
  onrecord add saved/                           keep the record of many pages in a store

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was read.";

/// Reads the news and keeps the record: who said what, tied to the exact characters it came from.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// When to colour what is printed; `auto` colours on a terminal unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read pages and print what each puts on record
    #[command(long_about = read::ABOUT, after_help = read::EXAMPLES)]
    Read(Box<read::ReadArgs>),

    /// Read pages into a store, to be asked later
    #[command(long_about = add::ABOUT, after_help = add::EXAMPLES)]
    Add(Box<add::AddArgs>),

    /// Take pages that were read elsewhere into a store
    #[command(long_about = import::ABOUT, after_help = import::EXAMPLES)]
    Import(import::ImportArgs),

    /// Prove a store: every span, id and index
    #[command(long_about = check::ABOUT)]
    Check(check::CheckArgs),

    /// Read the pages of a store again, with the model of this program
    #[command(long_about = rebuild::ABOUT)]
    Rebuild(rebuild::RebuildArgs),

    /// Ask feeds for news, again and again, and add what is new to a store
    #[command(long_about = watch::ABOUT, after_help = watch::EXAMPLES)]
    Watch(Box<watch::WatchArgs>),

    /// Change what the machine read: of an entry, an article or an actor
    #[command(long_about = correct::ABOUT, after_help = correct::EXAMPLES)]
    Correct(Box<correct::CorrectArgs>),

    /// Go through what is least sure, one key a verdict
    #[command(long_about = review::ABOUT, after_help = review::EXAMPLES)]
    Review(review::ReviewArgs),

    /// Say who is who: why, merge, split
    #[command(long_about = actors::ABOUT, after_help = actors::EXAMPLES)]
    Actors(actors::ActorsArgs),

    /// Make a store of example articles, and show what to ask it
    #[command(long_about = demo::ABOUT)]
    Demo,

    /// Say what is there: program, model, store, free space
    #[command(long_about = doctor::ABOUT)]
    Doctor(doctor::DoctorArgs),

    /// Write what a store holds in the form of other programs
    #[command(long_about = export::ABOUT, after_help = export::EXAMPLES)]
    Export(export::ExportArgs),

    /// Find statements in a store
    #[command(long_about = search::ABOUT, after_help = search::EXAMPLES)]
    Search(QueryArgs),

    /// All about one actor: names, offices, statements, positions, whom it met
    #[command(long_about = who::ABOUT, after_help = who::EXAMPLES)]
    Who(NamedArgs),

    /// Statements in the order in which they were made
    #[command(long_about = timeline::ABOUT, after_help = timeline::EXAMPLES)]
    Timeline(QueryArgs),

    /// One statement, article or actor with where it comes from
    #[command(after_help = show::EXAMPLES)]
    Show(NamedArgs),

    /// What an outlet changed between two versions of an article
    #[command(long_about = diff::ABOUT, after_help = diff::EXAMPLES)]
    Diff(diff::DiffArgs),

    /// Who is bound to what, to whom and until when, and how it stands
    #[command(long_about = commitments::ABOUT, after_help = commitments::EXAMPLES)]
    Commitments(Box<commitments::CommitmentsArgs>),

    /// Where the sides stand on an issue, over time
    #[command(long_about = positions::ABOUT, after_help = positions::EXAMPLES)]
    Positions(positions::PositionsArgs),

    /// What each side of an engagement said of it, side by side
    #[command(long_about = compare::ABOUT, after_help = compare::EXAMPLES)]
    Compare(NamedArgs),

    /// Entries that mean nearly the same as one
    #[command(long_about = like::ABOUT, after_help = like::EXAMPLES)]
    Like(NamedArgs),

    /// The articles that belong beside one: copies, the same statements, the same people
    #[command(after_help = related::EXAMPLES)]
    Related(NamedArgs),

    /// What a store holds, in numbers
    Stats(stats::StatsArgs),

    /// Show a store in a browser, and answer programs
    #[cfg(feature = "serve")]
    #[command(long_about = serve::ABOUT, after_help = serve::EXAMPLES)]
    Serve(Box<serve::ServeArgs>),

    /// Answer an assistant on standard input and output (MCP)
    #[cfg(feature = "serve")]
    #[command(long_about = mcp::ABOUT, after_help = mcp::EXAMPLES)]
    Mcp(mcp::McpArgs),

    /// Print the JSON Schema of what `read --format json` prints
    Schema(schema::SchemaArgs),

    /// Print a script that completes onrecord's commands and flags in a shell
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
}

/// Does what the arguments ask for, of which the first is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let matches = Cli::command().get_matches_from(arguments);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let exit = cli.command.run(cli.color);
    if let (Exit::Misused(what), Some(name)) = (&exit, matches.subcommand_name()) {
        tell_misuse(name, what);
    }
    exit
}

impl Command {
    fn run(self, color: Color) -> Exit {
        match self {
            Command::Read(args) => read::run(*args, color),
            Command::Add(args) => add::run(*args, color),
            Command::Import(args) => import::run(&args, color),
            Command::Check(args) => check::run(&args, color),
            Command::Rebuild(args) => rebuild::run(&args, color),
            Command::Watch(args) => watch::run(&args, color),
            Command::Correct(args) => correct::run(&args, color),
            Command::Review(args) => review::run(&args, color),
            Command::Actors(args) => actors::run(&args, color),
            Command::Demo => demo::run(color),
            Command::Doctor(args) => doctor::run(&args, color),
            Command::Export(args) => export::run(&args, color),
            Command::Search(args) => search::run(&args, color),
            Command::Who(args) => who::run(&args, color),
            Command::Timeline(args) => timeline::run(&args, color),
            Command::Show(args) => show::run(&args, color),
            Command::Diff(args) => diff::run(&args, color),
            Command::Commitments(args) => commitments::run(&args, color),
            Command::Positions(args) => positions::run(&args, color),
            Command::Compare(args) => compare::run(&args, color),
            Command::Like(args) => like::run(&args, color),
            Command::Related(args) => related::run(&args, color),
            Command::Stats(args) => stats::run(&args, color),
            #[cfg(feature = "serve")]
            Command::Serve(args) => serve::run(&args, color),
            #[cfg(feature = "serve")]
            Command::Mcp(args) => mcp::run(&args, color),
            Command::Schema(args) => schema::run(&args, color),
            Command::Completions(args) => completions::run(&args, Cli::command(), color),
        }
    }
}

/// Says what clap cannot know is wrong with the arguments of a command, as clap would.
fn tell_misuse(name: &str, what: &str) {
    let mut all = Cli::command();
    all.build();
    if let Some(command) = all.find_subcommand_mut(name) {
        let _ = command.error(clap::error::ErrorKind::ArgumentConflict, what).print();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
