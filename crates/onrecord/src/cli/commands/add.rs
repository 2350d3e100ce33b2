//! `onrecord add`: pages into a store, many to a transaction.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use clap::Args;
use onrecord_answer::words::count;
use onrecord_store::{Added, Outcome, Writer};
use serde::Serialize;

use crate::cli::input::args::{InputsArgs, PageArgs, WebArgs};
use crate::cli::input::fetch::Fetcher;
use crate::cli::input::list::{inputs, passed_over};
use crate::cli::input::read::{End, Event, Reader, run as read_all};
use crate::cli::render::sanitize::escape_json;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::{print, stopped};
use crate::cli::shared::{JobsArgs, Told};
use crate::keep::{Incoming, Intake, put};
use crate::{Origin, Page, model};

pub const ABOUT: &str = "\
Read pages into a store, to be asked later

The store is one SQLite file. Adding goes on where it stopped: a page that is there already is passed over, a page \
that changed is kept as a new version of its article. The bytes of the pages are kept too, so that `onrecord \
rebuild` can read them again. What is reported as added survives whatever happens. A page that is no article (an error \
page, a front page, a list of links) is left out and counted apart.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord add saved/ crawl.warc.gz            folders and archives
  onrecord add https://example.org/news/1      a page on the web
  onrecord add saved/ --store aldra.db         a store of your choice
  onrecord add saved/ --format jsonl           one line a page, as soon as it is safe

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed and the rest was added.";

#[derive(Args, Debug)]
pub struct AddArgs {
    #[command(flatten)]
    pub inputs: InputsArgs,

    #[command(flatten)]
    pub store: StoreArgs,

    #[command(flatten)]
    pub jobs: JobsArgs,

    /// Add pages that are no articles too
    #[arg(long)]
    pub keep_all: bool,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,

    #[command(flatten)]
    pub page: PageArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

/// So many pages, or so much time, make a transaction: what waits for it is not safe yet.
const BATCH_PAGES: usize = 64;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// A page that is no article.
#[derive(Serialize)]
struct LeftOut {
    input: String,
    title: String,
    outcome: &'static str,
    what: &'static str,
}

/// A page that is written, but not committed yet.
#[derive(Serialize)]
struct Line {
    input: String,
    title: String,
    #[serde(flatten)]
    added: Added,
}

/// Reads all inputs and adds what each puts on record.
pub fn run(args: AddArgs, color: Color) -> Exit {
    let inputs = inputs(&args.inputs.inputs).cut(args.inputs.range);
    if let Some(what) = inputs.misfit(&args.page) {
        return Exit::Misused(what);
    }
    let report = Report::long(inputs.list.len(), color);
    let opened = args.store.write().and_then(|writer| {
        let known = writer.known()?;
        Ok((writer, known))
    });
    let (writer, known) = match opened {
        Ok(opened) => opened,
        Err(failure) => return report.failed(&failure),
    };
    let (n_jobs, told) = (args.jobs.n(), args.format);
    let interrupt = Interrupt::listen();
    let fetcher = Fetcher::new(&args.web);
    let intake = Intake::new(known, args.keep_all);
    let take = move |page: Page, origin: &Origin| intake.take(page, origin, model());
    let reader = Reader { page: args.page, fetcher, keep_bytes: true, make: take };
    let mut adding = Adding::new(writer, told);
    let (mut n_failed, mut n_passed_over, mut n_done) = (0, 0, 0);
    let end = read_all(inputs.list, n_jobs, reader, &interrupt, |event| {
        match event {
            Event::Page(page) => adding.take(page)?,
            Event::Failed(failure) => {
                n_failed += 1;
                report.failure(&failure);
            }
            Event::PassedOver => n_passed_over += 1,
            Event::InputDone => n_done += 1,
        }
        report.say(n_done, &adding.words());
        adding.commit_if_due()
    });
    // Whatever ended it, what was read is kept.
    let end = match (adding.commit(), end) {
        (Err(error), End::Done | End::Interrupted) => End::Stopped(error),
        (_, end) => end,
    };
    report.finish();
    adding.ended(end, n_failed, n_passed_over, &report, color)
}

struct Adding {
    writer: Writer,
    told: Told,
    /// Written, not committed.
    waiting: Vec<Line>,
    since: Instant,
    started: Instant,
    sum: Sum,
    /// What the store could not do; it ends the run.
    failure: Option<Failure>,
}

impl Adding {
    fn new(writer: Writer, told: Told) -> Adding {
        let now = Instant::now();
        let sum = Sum::default();
        Adding { writer, told, waiting: Vec::new(), since: now, started: now, sum, failure: None }
    }

    /// Tells how the run ended.
    fn ended(&self, end: End, n_failed: usize, n_passed_over: usize, report: &Report, color: Color) -> Exit {
        if let Some(failure) = &self.failure {
            return report.failed(failure);
        }
        if let End::Stopped(error) = &end {
            return stopped(error, report);
        }
        if n_passed_over > 0 {
            report.note(&passed_over(n_passed_over));
        }
        let told = match self.told {
            Told::Human => print(&self.sum.told(&self.writer), color),
            Told::Jsonl => Exit::Done,
        };
        match (end, n_failed, self.sum.n_pages()) {
            (End::Interrupted, ..) => Exit::Interrupted,
            (_, 0, 0) if n_passed_over > 0 => Exit::Failed,
            (_, 0, _) => told,
            (_, _, 0) => Exit::Failed,
            _ => Exit::SomeFailed,
        }
    }

    fn take(&mut self, page: Incoming) -> io::Result<()> {
        let (record, kept) = match page {
            Incoming::New(record, kept) => (record, kept),
            Incoming::Known => {
                self.sum.n_known += 1;
                return Ok(());
            }
            Incoming::LeftOut { input, title, what } => {
                let left_out = LeftOut { input, title, outcome: "left_out", what };
                self.sum.n_left_out += 1;
                return if self.told == Told::Jsonl {
                    put_line(&mut io::stdout().lock(), &left_out)
                } else {
                    Ok(())
                };
            }
        };
        match put(&mut self.writer, &record, &kept) {
            Ok(added) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.sum.count(&added);
                self.waiting.push(Line { input: record.input, title: record.article.title, added });
                Ok(())
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    fn commit_if_due(&mut self) -> io::Result<()> {
        let is_due = self.waiting.len() >= BATCH_PAGES
            || (!self.waiting.is_empty() && self.since.elapsed() >= BATCH_TIME);
        if is_due { self.commit() } else { Ok(()) }
    }

    /// Makes what waits durable, then tells of it.
    fn commit(&mut self) -> io::Result<()> {
        if self.failure.is_some() {
            return Ok(());
        }
        if let Err(error) = self.writer.commit() {
            self.sum = Sum::default();
            return Err(self.fail(error));
        }
        let lines = std::mem::take(&mut self.waiting);
        if self.told == Told::Human || lines.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        lines.iter().try_for_each(|line| put_line(&mut out, line))?;
        out.flush()
    }

    fn fail(&mut self, error: onrecord_store::Error) -> io::Error {
        self.failure = Some(Failure::from(error));
        io::Error::other("the store failed")
    }

    /// What stands beside the bar.
    fn words(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let rate = self.sum.n_pages() as f64 / seconds;
        format!(
            ": {}, {}, {rate:.1} a second",
            count(self.sum.n_pages(), "page"),
            count(self.sum.n_statements, "statement")
        )
    }
}

fn put_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", escape_json(serde_json::to_string(line)?))
}

#[derive(Default)]
struct Sum {
    n_new: usize,
    n_versions: usize,
    n_known: usize,
    n_left_out: usize,
    n_statements: usize,
}

impl Sum {
    fn count(&mut self, added: &Added) {
        match added.outcome {
            Outcome::New => self.n_new += 1,
            Outcome::NewVersion => self.n_versions += 1,
            Outcome::Known => {
                self.n_known += 1;
                return;
            }
        }
        self.n_statements += added.n_statements;
    }

    fn n_pages(&self) -> usize {
        self.n_new + self.n_versions + self.n_known + self.n_left_out
    }

    fn told(&self, writer: &Writer) -> String {
        let parts = [
            (self.n_new, "new article", ""),
            (self.n_versions, "new version", " of articles that changed"),
            (self.n_known, "page", " that were there already"),
        ];
        let parts =
            parts.iter().filter(|(n, ..)| *n > 0).map(|(n, noun, rest)| format!("{}{rest}", count(*n, noun)));
        let parts: Vec<String> = parts.collect();
        let what = if parts.is_empty() { "nothing".to_string() } else { parts.join(", ") };
        let path = writer.store().path().display();
        let left_out = match self.n_left_out {
            0 => String::new(),
            n => format!("left out as no article: {}; --keep-all adds such pages\n", count(n, "page")),
        };
        format!("{what}: {} added to {path}\n{left_out}", count(self.n_statements, "statement"))
    }
}
