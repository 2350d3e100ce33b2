//! The command line: what was asked for, what to read, and where it goes.

mod add;
mod address;
mod args;
mod ask;
mod check;
mod correct;
mod demo;
mod doctor;
mod export;
mod failure;
mod fetch;
mod inputs;
mod interrupt;
mod output;
mod rebuild;
mod report;
mod run;
mod schema;
mod show;
mod stored;
mod sure;
mod watch;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{CommandFactory, Parser};

use onrecord_record::{Record, SCHEMA_VERSION};

use crate::{Languages, Origin, Page, analyze_in, model};
use args::{Cli, Color, Command, Format, PageArgs, ReadArgs, Stage};
use failure::{Failure, io_cause};
use fetch::Fetcher;
use inputs::{Inputs, Place, inputs};
use interrupt::Interrupt;
use output::{Output, Shown};
use report::Report;
use run::{End, Event, Reader, run};
use show::{Look, show};
use sure::keep_sure;

const DONE: u8 = 0;
const FAILED: u8 = 1;
const WRONG_USAGE: u8 = 2;
const SOME_FAILED: u8 = 3;

/// Does what the command line asks for; the exit code is 0 for done, 1 for failed, 2 for wrong usage, 3 where
/// some inputs failed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let code = match cli.command {
        Command::Read(args) => read(*args, cli.color),
        Command::Add(args) => add::add(*args, cli.color),
        Command::Check(args) => check::check(&args, cli.color),
        Command::Rebuild(args) => rebuild::rebuild(&args, cli.color),
        Command::Watch(args) => watch::watch(&args, cli.color),
        Command::Correct(args) => correct::correct(&args, cli.color),
        Command::Actors(args) => correct::actors(&args, cli.color),
        Command::Demo => demo::demo(cli.color),
        Command::Doctor(args) => doctor::doctor(&args, cli.color),
        Command::Export(args) => export::export(&args, cli.color),
        Command::Search(args) => ask::search(&args, cli.color),
        Command::Who(args) => ask::who(&args, cli.color),
        Command::Timeline(args) => ask::timeline(&args, cli.color),
        Command::Show(args) => ask::show(&args, cli.color),
        Command::Related(args) => ask::related(&args, cli.color),
        Command::Stats(args) => ask::stats(&args, cli.color),
        Command::Schema(args) => print(&schema::schema(args.stage), cli.color),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "onrecord", &mut script);
            print(&script, cli.color)
        }
    };
    ExitCode::from(code)
}

fn read(args: ReadArgs, color: Color) -> u8 {
    let inputs = inputs(&args.inputs);
    if let Some(what) = unfit(&inputs, &args.page) {
        return wrong_usage("read", &what);
    }
    let report = Report::new(inputs.list.len(), is_colored(color, &io::stderr()));
    if n_stdin(&inputs) == 1 && io::stdin().is_terminal() {
        report.note("reading what you type; ctrl-D ends it");
    }
    let look = look(&args, color);
    let n_jobs = n_jobs(args.jobs);
    let languages = if args.output.any_language { Languages::Any } else { Languages::English };
    let least = args.output.min_confidence;
    let make = move |page: Page, origin: &Origin| {
        let record = match look.stage {
            Stage::Record => analyze_in(languages, page, model()),
            Stage::Page => bare(page),
        };
        shown(keep_sure(record, least), origin, &look)
    };
    let reader = Reader { page: args.page, fetcher: Fetcher::new(&args.web), keep_bytes: false, make };
    let interrupt = Interrupt::listen();
    let mut output = Output::new(io::stdout().lock(), look, inputs.is_single);
    let (mut n_failed, mut n_passed_over) = (0, 0);
    let end = run(inputs.list, n_jobs, reader, &interrupt, |event| {
        match event {
            Event::Page(shown) => return output.put(&shown),
            Event::Failed(failure) => {
                n_failed += 1;
                report.failure(&failure);
            }
            Event::PassedOver => n_passed_over += 1,
            Event::InputDone => report.input_done(),
        }
        Ok(())
    });
    report.finish();
    let end = match end {
        End::Stopped(error) => End::Stopped(error),
        // An array is closed even where it ends early.
        end => output.finish().map_or_else(End::Stopped, |()| end),
    };
    match end {
        End::Stopped(error) => return stopped(&error, &report),
        End::Interrupted => return interrupt::EXIT_CODE,
        End::Done => {}
    }
    if n_passed_over > 0 {
        report.note(&format!("{n_passed_over} files of the folder are no pages and were passed over"));
    }
    match (n_failed, output.n_shown()) {
        (0, 0) if n_passed_over > 0 => FAILED,
        (0, _) => DONE,
        (_, 0) => FAILED,
        _ => SOME_FAILED,
    }
}

/// A page's record, ready to be printed.
fn shown(record: Record, origin: &Origin, look: &Look) -> Shown {
    Shown {
        is_container: record.provenance.container.is_some(),
        text: show(&record, look),
        input: origin.input.clone(),
    }
}

/// The record of a page that nobody analysed.
fn bare(page: Page) -> Record {
    Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: page.input,
        article: page.article,
        actors: Vec::new(),
        statements: Vec::new(),
        thoughts: Vec::new(),
        engagements: Vec::new(),
        commitments: Vec::new(),
        positions: Vec::new(),
        notes: page.notes,
        provenance: page.provenance,
    }
}

/// What is wrong with the inputs and what is told of them, if anything is.
fn unfit(inputs: &Inputs, page: &PageArgs) -> Option<String> {
    if n_stdin(inputs) > 1 {
        return Some("standard input (-) can be read only once".to_string());
    }
    let told_of_one = [("--title", page.title.is_some()), ("--url", page.url.is_some())];
    let (flag, _) = told_of_one.into_iter().find(|(_, is_given)| *is_given && !inputs.is_single)?;
    Some(format!("{flag} speaks of one page, but there are several inputs"))
}

fn n_stdin(inputs: &Inputs) -> usize {
    inputs.list.iter().filter(|input| matches!(input.place, Place::Stdin)).count()
}

/// As many as asked for, else one for each processor.
fn n_jobs(asked: Option<u16>) -> usize {
    let each = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(each, usize::from)
}

fn look(args: &ReadArgs, color: Color) -> Look {
    let stdout = io::stdout();
    Look {
        format: args.output.format,
        stage: args.output.stage,
        width: columns(args.output.width),
        color: args.output.format == Format::Human && is_colored(color, &stdout),
        is_terminal: stdout.is_terminal(),
    }
}

/// How wide to print: as asked, else the terminal's width as far as lines of that length are easy to read.
fn columns(asked: Option<u16>) -> usize {
    let wide = || match terminal_size::terminal_size().filter(|_| io::stdout().is_terminal()) {
        Some((width, _)) => width.0.clamp(20, 100),
        None => 80,
    };
    usize::from(asked.unwrap_or_else(wide))
}

/// Whether to colour: as asked, else on a terminal unless `NO_COLOR` or `TERM=dumb` says no.
fn is_colored(color: Color, stream: &impl anstream::stream::RawStream) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

/// Prints what was made at once.
fn print(text: &(impl AsRef<[u8]> + ?Sized), color: Color) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Ok(()) => DONE,
        Err(error) => stopped(&error, &Report::quiet(is_colored(color, &io::stderr()))),
    }
}

/// A reader that has seen enough (`| head`) is no error; a full disk is one.
fn stopped(error: &io::Error, report: &Report) -> u8 {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return DONE;
    }
    let mut failure = Failure::new("standard output", format!("cannot be written: {}", io_cause(error)));
    if error.kind() == io::ErrorKind::StorageFull {
        failure = failure.hint("make room, or write elsewhere");
    }
    report.failure(&failure);
    FAILED
}

/// What clap cannot know is wrong with the arguments of `command`.
fn wrong_usage(name: &str, what: &str) -> u8 {
    let mut command = Cli::command();
    command.build();
    let read = command.find_subcommand_mut(name).expect("the subcommand that was asked for");
    let _ = read.error(clap::error::ErrorKind::ArgumentConflict, what).print();
    WRONG_USAGE
}
