//! `onrecord add`: pages into a store, many to a transaction.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use onrecord_record::Record;
use onrecord_store::{Added, Outcome, Writer};
use serde::Serialize;

use super::args::{AddArgs, Color, Told};
use super::failure::Failure;
use super::fetch::Fetcher;
use super::inputs::inputs;
use super::interrupt::{self, Interrupt};
use super::report::Report;
use super::run::{End, Event, Reader, run};
use super::show::words::count;
use super::stored::put;
use super::{DONE, FAILED, SOME_FAILED, is_colored, n_jobs, print, stopped, unfit, wrong_usage};
use crate::{Kept, Origin, Page, analyze, model};

/// So many pages, or so much time, make a transaction: what waits for it is not safe yet.
const BATCH_PAGES: usize = 64;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// A page as the reading threads hand it over.
enum Taken {
    /// It is in the store already.
    Known,
    New(Box<Record>, Kept),
}

/// A page that is written, but not committed yet.
#[derive(Serialize)]
struct Line {
    input: String,
    title: String,
    #[serde(flatten)]
    added: Added,
}

pub fn add(args: AddArgs, color: Color) -> u8 {
    let inputs = inputs(&args.inputs);
    if let Some(what) = unfit(&inputs, &args.page) {
        return wrong_usage("add", &what);
    }
    let report = Report::long(inputs.list.len(), is_colored(color, &io::stderr()));
    let opened = args.store.write().and_then(|writer| {
        let known = writer.known()?;
        Ok((writer, known))
    });
    let (writer, known) = match opened {
        Ok(opened) => opened,
        Err(failure) => {
            report.failure(&failure);
            return FAILED;
        }
    };
    let known = Arc::new(Mutex::new(known));
    let make = move |page: Page, origin: &Origin| {
        let page = placed(page, origin);
        let fingerprint = Writer::fingerprint(&page.article, &page.input, &page.provenance);
        // Whoever comes second passes over, also where both come in one run.
        if !known.lock().is_ok_and(|mut known| known.insert(fingerprint)) {
            return Taken::Known;
        }
        let kept = page.kept.clone().expect("pages bring their bytes: keep_bytes is set");
        Taken::New(Box::new(analyze(page, model())), kept)
    };
    let n_jobs = n_jobs(args.jobs);
    let interrupt = Interrupt::listen();
    let reader = Reader { page: args.page, fetcher: Fetcher::new(&args.web), keep_bytes: true, make };
    let mut adding = Adding {
        writer,
        told: args.format,
        waiting: Vec::new(),
        since: Instant::now(),
        started: Instant::now(),
        sum: Sum::default(),
        failure: None,
    };
    let (mut n_failed, mut n_passed_over, mut n_done) = (0, 0, 0);
    let end = run(inputs.list, n_jobs, reader, &interrupt, |event| {
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
    if let Some(failure) = &adding.failure {
        report.failure(failure);
        return FAILED;
    }
    if let End::Stopped(error) = &end {
        return stopped(error, &report);
    }
    if n_passed_over > 0 {
        report.note(&format!(
            "{} of the folder are no pages and were passed over",
            count(n_passed_over, "file")
        ));
    }
    let told = match args.format {
        Told::Human => print(&adding.sum.told(&adding.writer), color),
        Told::Jsonl => DONE,
    };
    match (end, n_failed, adding.sum.n_pages()) {
        (End::Interrupted, ..) => interrupt::EXIT_CODE,
        (_, 0, 0) if n_passed_over > 0 => FAILED,
        (_, 0, _) => told,
        (_, _, 0) => FAILED,
        _ => SOME_FAILED,
    }
}

/// A file is the same wherever the command is given: its whole path names it.
fn placed(mut page: Page, origin: &Origin) -> Page {
    let is_file = origin.retrieved.is_none() && origin.input != "-";
    if is_file && let Ok(path) = std::path::absolute(&origin.input) {
        let part = page.input.strip_prefix(&origin.input).unwrap_or_default();
        page.input = format!("{}{part}", path.display());
    }
    page
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
    fn take(&mut self, page: Taken) -> io::Result<()> {
        let Taken::New(record, kept) = page else {
            self.sum.n_known += 1;
            return Ok(());
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
        for line in lines {
            let json = serde_json::to_string(&line).expect("a line is plain data");
            writeln!(out, "{}", super::show::sanitize::escape_json(json))?;
        }
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

#[derive(Default)]
struct Sum {
    n_new: usize,
    n_versions: usize,
    n_known: usize,
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
        self.n_new + self.n_versions + self.n_known
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
        format!("{what}: {} added to {path}\n", count(self.n_statements, "statement"))
    }
}
