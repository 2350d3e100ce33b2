//! `onrecord read`: pages, and what each puts on record.

mod output;
mod sure;

use std::io::{self, IsTerminal};

use clap::Args;
use onrecord_record::{Record, SCHEMA_VERSION};

use crate::cli::input::args::{InputsArgs, PageArgs, WebArgs};
use crate::cli::input::fetch::Fetcher;
use crate::cli::input::list::{inputs, passed_over};
use crate::cli::input::read::{End, Event, Reader, run as read_all};
use crate::cli::record::cues::CueStage;
use crate::cli::record::{Format, Look, Stage, show};
use crate::cli::shared::JobsArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::report::Report;
use crate::cli::shared::terminal::{columns, stopped};
use crate::cli::shared::values::probability;
use crate::{Language, Origin, Page, analyze_in, attributions, model};
use output::{Output, PrintedRecord};
use sure::keep_sure;

pub const ABOUT: &str = "\
Read pages and print what each puts on record

A page is a web page (HTML), a plain text, a web archive (WARC, perhaps gzipped) or a feed (RSS, Atom, JSON Feed); what \
it is is told from its bytes. Its article is set apart from menus, adverts and other furniture, and each \
statement in it is printed with its speaker and the exact words.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord read page.html                             one page, for people
  onrecord read saved/ --format jsonl > record.jsonl  a folder, one record a line
  onrecord read crawl.warc.gz --format jsonl          every page of a web archive
  curl -s https://example.org/news/1 | onrecord read - --url https://example.org/news/1
  onrecord read notes.txt --published 2031-03-12      a text that does not say when it appeared
  onrecord read page.html --stage page                the article's blocks, and what was set apart
  onrecord read page.html --stage cues                source, cue and content as they were found
  onrecord read page.html --format text | wc -w       how long the article is
  onrecord read page.html --min-confidence 0.8        statements nine in ten of which are right

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was read.";

#[derive(Args, Debug)]
pub struct ReadArgs {
    #[command(flatten)]
    pub inputs: InputsArgs,

    #[command(flatten)]
    pub jobs: JobsArgs,

    #[command(flatten)]
    pub output: OutputArgs,

    #[command(flatten)]
    pub page: PageArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Format,

    /// How far to go: to the whole record, or only to one of the stages before it
    #[arg(long, value_name = "STAGE", default_value = "record")]
    pub stage: Stage,

    /// Leave out statements and thoughts that are less likely to be right than this: 0 to 1
    ///
    /// The confidence of a statement is the probability that people who read the page would put the same words on
    /// record and name the same speakers. On news that was held against such readings three of four statements are
    /// right; of those at 0.5 and over four of five, at 0.8 and over nine of ten, at 0.9 and over nineteen of twenty.
    /// A note counts what was left out. What stood inside a statement that was left out is told as inside the next
    /// one around it, if there is one; ids and actors stay as they are.
    #[arg(long, value_name = "P", default_value = "0", value_parser = probability)]
    pub min_confidence: f64,

    /// Read the statements of articles in any language, as if they were in English
    ///
    /// Only English is read otherwise: a note names the language of what is not, and how sure that is. How
    /// well other languages are read was not measured, and their `confidence` is not to be trusted.
    #[arg(long)]
    pub any_language: bool,

    /// How wide to print, in columns [default: the terminal's width, at most 100; 80 without a terminal]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

/// Reads all inputs and prints the record of each page.
pub fn run(args: ReadArgs, color: Color) -> Exit {
    let inputs = inputs(&args.inputs.inputs).cut(args.inputs.range);
    if let Some(what) = inputs.misfit(&args.page) {
        return Exit::Misused(what);
    }
    let report = Report::new(inputs.list.len(), color);
    if inputs.n_stdin() == 1 && io::stdin().is_terminal() {
        report.note("reading what you type; ctrl-D ends it");
    }
    let look = look(&args, color);
    let (n_jobs, page) = (args.jobs.n(), args.page.clone());
    let reader =
        Reader { page, fetcher: Fetcher::new(&args.web), keep_bytes: false, make: make(&args, look) };
    let interrupt = Interrupt::listen();
    let mut output = Output::new(io::stdout().lock(), look, inputs.is_single);
    let (mut n_failed, mut n_passed_over) = (0, 0);
    let end = read_all(inputs.list, n_jobs, reader, &interrupt, |event| {
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
        End::Stopped(error) => stopped(&error, &report),
        End::Interrupted => Exit::Interrupted,
        End::Done => ended(n_failed, n_passed_over, output.n_shown(), &report),
    }
}

/// How a run ended in which nobody stopped it.
fn ended(n_failed: usize, n_passed_over: usize, n_shown: usize, report: &Report) -> Exit {
    if n_passed_over > 0 {
        report.note(&passed_over(n_passed_over));
    }
    match (n_failed, n_shown) {
        (0, 0) if n_passed_over > 0 => Exit::Failed,
        (0, _) => Exit::Done,
        (_, 0) => Exit::Failed,
        _ => Exit::SomeFailed,
    }
}

/// What the reading threads make of a page.
fn make(args: &ReadArgs, look: Look) -> impl Fn(Page, &Origin) -> PrintedRecord + Send + Sync + 'static {
    let english = Language::english();
    let language = if args.output.any_language { english.for_all() } else { english };
    let least = args.output.min_confidence;
    move |page: Page, origin: &Origin| PrintedRecord {
        is_container: page.provenance.container.is_some(),
        input: origin.input.clone(),
        text: match look.stage {
            Stage::Page => show(&bare(page), &look),
            Stage::Cues => {
                let found = attributions(&page, model(), &language);
                CueStage::new(bare(page), &found).show(&look)
            }
            Stage::Actors | Stage::Record => {
                show(&keep_sure(analyze_in(page, model(), &language), least), &look)
            }
        },
    }
}

/// The record of a page that nobody analysed.
fn bare(page: Page) -> Record {
    Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: page.input,
        article: page.article,
        notes: page.notes,
        provenance: page.provenance,
        ..Record::default()
    }
}

fn look(args: &ReadArgs, color: Color) -> Look {
    Look {
        format: args.output.format,
        stage: args.output.stage,
        width: columns(args.output.width),
        color: args.output.format == Format::Human && color.of_output(),
        is_terminal: io::stdout().is_terminal(),
    }
}
