//! `onrecord export`: what a store holds, in the form of other programs, one entry at a time.

mod args;
mod gold;
mod stop;
mod target;
mod terminal;

use std::io::{self, IsTerminal, Write};
use std::ops::{ControlFlow, Range};
use std::path::Path;

use clap::ValueEnum;
use onrecord_analysis::told_event;
use onrecord_answer::columns::exports;
use onrecord_answer::words::count;
use onrecord_export::{
    ArticleRecord, Column, CsvTable, EVENTS, RowObject, annotations, brat, events, gold_article, gold_record,
    news_article,
};
use onrecord_record::EntryKind;
use onrecord_store::ask::query::Query;
use onrecord_store::{Corrected, EntryId, Selection};

use crate::cli::ask::query::read_query;
use crate::cli::render::sanitize::escape_json;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::parquet;
use crate::cli::shared::report::Report;
use crate::cli::shared::terminal::stopped;
pub use args::{ABOUT, EXAMPLES, ExportArgs};
use args::{ExportFormat, What};
use gold::Gold;
use stop::Stop;
use target::{FileTarget, FolderTarget, Target};

/// So many entries are written between two looks at the progress bar.
const TICK: usize = 256;

/// Writes what the query finds, and tells how much that was.
pub fn run(args: &ExportArgs, color: Color) -> Exit {
    if let Some(what) = misfit(args) {
        return Exit::Misused(what);
    }
    let query = match read_query(&args.query, color) {
        Ok((_, query)) => query,
        Err(exit) => return exit,
    };
    let quiet = Report::quiet(color);
    if args.explain {
        query.to_string().lines().for_each(|line| quiet.note(line));
        query.notes.iter().for_each(|note| quiet.note(&note.what));
    }
    match written(args, &query, color) {
        Ok(told) => {
            quiet.note(&told);
            Exit::Done
        }
        Err(Stop::Interrupted) => Exit::Interrupted,
        Err(Stop::Failed(failure)) => quiet.failed(&failure),
        Err(Stop::Place(error)) => match &args.output {
            None => stopped(&error, &quiet),
            Some(path) => quiet.failed(&unwritten(path, &error)),
        },
    }
}

/// The failure of a file or folder that cannot be written to.
fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::io(&path.display().to_string(), "cannot be written", error);
    match error.kind() {
        io::ErrorKind::StorageFull => failure.hint("make room, or write elsewhere"),
        _ => failure,
    }
}

/// What clap cannot know is wrong with the arguments.
fn misfit(args: &ExportArgs) -> Option<String> {
    let is_table = is_table(args.format);
    let is_folder = matches!(args.format, ExportFormat::Brat | ExportFormat::Gold);
    let is_events = args.format == ExportFormat::Plover;
    if args.what.is_some() && !is_table && !is_events {
        return Some("--what speaks of the formats jsonl, csv, parquet and plover".to_string());
    }
    if let Some(what) = args.what.filter(|what| is_events && kinds_of_events(Some(*what)).is_empty()) {
        let what = what.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string());
        return Some(format!("{what} are no events: --what statements, engagements or commitments"));
    }
    if args.what == Some(What::Records) && args.format != ExportFormat::Jsonl {
        return Some("a record is no flat row: --what records is for --format jsonl".to_string());
    }
    if args.excel && !matches!(args.format, ExportFormat::Csv | ExportFormat::Plover) {
        return Some("--excel speaks of --format csv and --format plover".to_string());
    }
    if is_folder && args.output.is_none() {
        return Some("this format is a folder of files: --output PATH names it".to_string());
    }
    if args.format == ExportFormat::Parquet && args.output.is_none() && io::stdout().is_terminal() {
        return Some("Parquet is not for a terminal: --output PATH names a file".to_string());
    }
    None
}

fn is_table(format: ExportFormat) -> bool {
    matches!(format, ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Parquet)
}

/// The kinds of entries that are events.
fn kinds_of_events(what: Option<What>) -> &'static [EntryKind] {
    match what {
        None => &[EntryKind::Statement, EntryKind::Engagement, EntryKind::Commitment],
        Some(What::Statements) => &[EntryKind::Statement],
        Some(What::Engagements) => &[EntryKind::Engagement],
        Some(What::Commitments) => &[EntryKind::Commitment],
        Some(What::Positions | What::Articles | What::Actors | What::Records) => &[],
    }
}

/// The kind of entry that is meant, with the columns of its table.
fn entries_of(what: What) -> Option<(EntryKind, &'static [Column<onrecord_store::Entry>])> {
    match what {
        What::Statements => Some((EntryKind::Statement, &exports::STATEMENTS)),
        What::Engagements => Some((EntryKind::Engagement, &exports::ENGAGEMENTS)),
        What::Commitments => Some((EntryKind::Commitment, &exports::COMMITMENTS)),
        What::Positions => Some((EntryKind::Position, &exports::POSITIONS)),
        What::Articles | What::Actors | What::Records => None,
    }
}

/// Writes all of it; gives what to say of it.
fn written(args: &ExportArgs, query: &Query, color: Color) -> Result<String, Stop> {
    if args.format == ExportFormat::Parquet {
        parquet::is_built_in()?;
    }
    let store = args.store.open()?;
    let selection = store.found(query)?;
    let interrupt = Interrupt::listen();
    let watch = |count: &dyn Fn() -> onrecord_store::Result<u64>| -> Result<Watch<'_>, Stop> {
        // To count is work, and only a bar needs it before the end.
        let n_all = if io::stderr().is_terminal() { count()? } else { 0 };
        let report = Report::long(usize::try_from(n_all).unwrap_or(usize::MAX), color);
        Ok(Watch { interrupt: &interrupt, report, n_done: 0 })
    };
    let what = args.what.unwrap_or(What::Statements);
    if let (true, Some((kind, columns))) = (is_table(args.format), entries_of(what)) {
        let mut watch = watch(&|| selection.n_reports(kind))?;
        table(args, &mut watch, columns, |put| selection.each_entry(kind, put))?;
        return Ok(told(args, &reports(&selection, kind, watch.n_done)?));
    }
    match (args.format, what) {
        (ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Parquet, What::Articles) => {
            let mut watch = watch(&|| selection.n_articles())?;
            table(args, &mut watch, &exports::ARTICLES, |put| selection.each_article(put))?;
            Ok(told(args, &count(watch.n_done, "article")))
        }
        (ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Parquet, What::Actors) => {
            let mut watch = watch(&|| selection.n_actors())?;
            table(args, &mut watch, &exports::ACTORS, |put| selection.each_actor(put))?;
            Ok(told(args, &count(watch.n_done, "actor")))
        }
        (ExportFormat::Plover, _) => event_rows(args, watch(&|| selection.n_articles())?, &selection),
        (ExportFormat::Brat | ExportFormat::Gold, _) => {
            folder(args, watch(&|| selection.n_articles())?, &selection)
        }
        _ => lines(args, watch(&|| selection.n_articles())?, &selection),
    }
}

/// What is looked after between two entries.
struct Watch<'i> {
    interrupt: &'i Interrupt,
    report: Report,
    n_done: usize,
}

impl Watch<'_> {
    /// Hands an entry on, unless somebody asked to stop.
    fn step(&mut self, write: impl FnOnce() -> io::Result<()>) -> ControlFlow<Stop> {
        if self.interrupt.is_asked() {
            return ControlFlow::Break(Stop::Interrupted);
        }
        if let Err(error) = write() {
            return ControlFlow::Break(Stop::Place(error));
        }
        self.n_done += 1;
        if self.n_done.is_multiple_of(TICK) {
            self.report.say(self.n_done, "");
        }
        ControlFlow::Continue(())
    }

    /// `end` as a result, the bar gone.
    fn end(&self, end: onrecord_store::Result<Option<Stop>>) -> Result<(), Stop> {
        self.report.finish();
        match end? {
            Some(stop) => Err(stop),
            None => Ok(()),
        }
    }
}

/// A table in one of its forms.
enum Table<R: 'static> {
    Lines(Target, &'static [Column<R>]),
    Csv(Box<CsvTable<'static, Target, R>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<onrecord_export::ParquetTable<'static, Target, R>>),
}

impl<R> Table<R> {
    fn start(args: &ExportArgs, out: Target, columns: &'static [Column<R>]) -> io::Result<Table<R>> {
        Ok(match args.format {
            ExportFormat::Csv => Table::Csv(Box::new(CsvTable::start(out, columns, args.excel)?)),
            #[cfg(feature = "parquet")]
            ExportFormat::Parquet => {
                Table::Parquet(Box::new(onrecord_export::ParquetTable::start(out, columns)?))
            }
            _ => Table::Lines(out, columns),
        })
    }

    fn put(&mut self, row: &R) -> io::Result<()> {
        match self {
            Table::Lines(out, columns) => put_line(out, &RowObject::new(columns, row)),
            Table::Csv(table) => table.put(row),
            #[cfg(feature = "parquet")]
            Table::Parquet(table) => table.put(row),
        }
    }

    fn finish(self) -> io::Result<Target> {
        match self {
            Table::Lines(out, _) => Ok(out),
            Table::Csv(table) => table.finish(),
            #[cfg(feature = "parquet")]
            Table::Parquet(table) => table.finish(),
        }
    }
}

fn put_line(out: &mut Target, value: &impl serde::Serialize) -> io::Result<()> {
    let line = escape_json(serde_json::to_string(value)?) + "\n";
    out.write_all(line.as_bytes())
}

type Put<'p, R> = &'p mut dyn FnMut(R) -> ControlFlow<Stop>;

fn table<R: 'static>(
    args: &ExportArgs,
    watch: &mut Watch,
    columns: &'static [Column<R>],
    each: impl FnOnce(Put<R>) -> onrecord_store::Result<Option<Stop>>,
) -> Result<(), Stop> {
    let (target, out) = FileTarget::begin(args.output.as_deref(), args.force, watch.interrupt)?;
    let mut table = Table::start(args, out, columns)?;
    let end = each(&mut |row| watch.step(|| table.put(&row)));
    watch.end(end)?;
    Ok(target.finish(table.finish()?)?)
}

/// One line an article, or one a statement.
fn lines(args: &ExportArgs, mut watch: Watch, selection: &Selection) -> Result<String, Stop> {
    let (target, mut out) = FileTarget::begin(args.output.as_deref(), args.force, watch.interrupt)?;
    let mut n_reports = 0;
    let end = selection.each_record(|corrected, chosen| {
        watch.step(|| match args.format {
            ExportFormat::Annotations => with_article(&corrected, &chosen, |entry| {
                n_reports += entry.statements.len();
                annotations(entry).try_for_each(|annotation| put_line(&mut out, &annotation))
            }),
            ExportFormat::Jsonld => {
                with_article(&corrected, &chosen, |entry| put_line(&mut out, &news_article(entry)))
            }
            _ => put_line(&mut out, &corrected.record),
        })
    });
    watch.end(end)?;
    target.finish(out)?;
    let what = match args.format {
        ExportFormat::Annotations => reports(selection, EntryKind::Statement, n_reports)?,
        _ => count(watch.n_done, "article"),
    };
    Ok(told(args, &what))
}

/// One row an event.
fn event_rows(args: &ExportArgs, mut watch: Watch, selection: &Selection) -> Result<String, Stop> {
    let kinds = kinds_of_events(args.what);
    let (target, out) = FileTarget::begin(args.output.as_deref(), args.force, watch.interrupt)?;
    let mut table = CsvTable::start(out, &EVENTS, args.excel)?;
    let mut n_events = 0;
    let model = crate::model();
    let tell = |sentence: &str, source: &Range<usize>, recipient: &Range<usize>| {
        told_event(model, sentence, source, recipient).map(|told| (told.event, told.score))
    };
    let end = selection.each_record(|corrected, mut chosen| {
        chosen.retain(|id| kinds.contains(&id.kind));
        watch.step(|| {
            with_article(&corrected, &chosen, |entry| {
                events(entry, &tell).try_for_each(|event| {
                    n_events += 1;
                    table.put(&event)
                })
            })
        })
    });
    watch.end(end)?;
    target.finish(table.finish()?)?;
    Ok(told(args, &count(n_events, "event")))
}

/// Files of a folder, some for each article.
fn folder(args: &ExportArgs, mut watch: Watch, selection: &Selection) -> Result<String, Stop> {
    let path = args.output.as_deref().expect("what has no path is wrong usage");
    let target = FolderTarget::begin(path, args.force)?;
    let is_brat = args.format == ExportFormat::Brat;
    if is_brat {
        target.put("annotation.conf", brat::CONFIG)?;
    }
    let (mut n_articles, mut gold) = (0, Gold::default());
    let end = selection.each_record(|corrected, chosen| {
        watch.step(|| {
            if !is_brat && !gold.takes(&corrected) {
                return Ok(());
            }
            n_articles += 1;
            with_article(&corrected, &chosen, |entry| {
                let name = entry.article;
                if is_brat {
                    target.put(&format!("{name}.txt"), &entry.record.article.text)?;
                    return target.put(&format!("{name}.ann"), &brat::annotations(entry));
                }
                let record = serde_json::to_string_pretty(&gold_record(entry))? + "\n";
                target.put(&format!("articles/{name}.txt"), &gold_article(entry))?;
                target.put(&format!("record/{name}.json"), &record)
            })
        })
    });
    watch.end(end)?;
    if !is_brat {
        if n_articles == 0 {
            return Err(gold.is_none(&selection.path().display().to_string()).into());
        }
        target.put("reviewed.jsonl", &gold.list)?;
    }
    target.finish(path)?;
    Ok(told(args, &count(n_articles, "article")) + &gold.left_out())
}

fn with_article<T>(corrected: &Corrected, chosen: &[EntryId], see: impl FnOnce(&ArticleRecord) -> T) -> T {
    let ids: Vec<_> =
        corrected.entries.iter().map(|id| chosen.contains(id).then(|| id.to_string())).collect();
    let actors: Vec<String> = corrected.actors.iter().map(ToString::to_string).collect();
    let article = corrected.article.to_string();
    ArticleRecord::with(&corrected.record, [&article, &corrected.address], &actors, &ids, see)
}

/// How many reports were written, and of how many entries they are.
fn reports(selection: &Selection, kind: EntryKind, n_reports: usize) -> Result<String, Stop> {
    let n_entries = usize::try_from(selection.n_entries(kind)?).unwrap_or(usize::MAX);
    Ok(format!("{} of {}", count(n_reports, "report"), count(n_entries, kind.as_str())))
}

fn told(args: &ExportArgs, what: &str) -> String {
    match &args.output {
        Some(path) => format!("{what} written to {}", path.display()),
        None => format!("{what} written"),
    }
}
