//! Stores: adding to them, asking them, writing out what they hold.
//!
//! A store is opened by each call and closed again, so that threads and forked processes never share one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use onrecord::keep::{Incoming, Intake, put};
use onrecord::many::Work;
use onrecord::{Origin, Page as OnePage, model};
use onrecord_answer::columns::{ENTRIES, OWED, STANCES, exports};
use onrecord_answer::stances;
use onrecord_encoder::{Vector, WordVectors};
use onrecord_export::{Column, CsvTable, RowObject};
use onrecord_record::{EntryKind, Status};
use onrecord_store::ask::query::{self, Query};
use onrecord_store::ask::{Counting, ListPage, Terms};
use onrecord_store::{Entry, Outcome, Selection, Store, Writer};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure::{Failure, detached};
use crate::read::Feeding;
use crate::source::{Known, Source};
use crate::table::Table;

/// So many pages make a transaction.
const BATCH: usize = 64;

/// Reads sources into a store; gives what became of them.
#[pyfunction]
pub fn add<'py>(
    py: Python<'py>,
    path: PathBuf,
    sources: &Bound<'py, PyAny>,
    known: Known,
    workers: Option<usize>,
    keep_all: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let name = path.display().to_string();
    let (mut writer, fingerprints) = detached(py, &name, || {
        let writer = Writer::open(&path)?;
        let fingerprints = writer.known()?;
        Ok((writer, fingerprints))
    })?;
    let adding = Adding { known: known.checked()?, intake: Intake::new(fingerprints, keep_all) };
    let mut feeding = Feeding::start(sources, workers, adding)?;
    let (mut counts, mut errors) = (Counts::default(), Vec::new());
    loop {
        // What was read is kept, whatever ends the run.
        let told = match feeding.next(py) {
            Ok(Some(told)) => told,
            Ok(None) => break,
            Err(error) => {
                detached(py, &name, || Ok(writer.commit()?))?;
                return Err(error);
            }
        };
        match told {
            Ok(taken) => detached(py, &name, || counts.take(&mut writer, taken))?,
            Err(failure) => errors.push(failure.to_object(py)?),
        }
    }
    detached(py, &name, || Ok(writer.commit()?))?;
    let told = PyDict::new(py);
    told.set_item("new", counts.n_new)?;
    told.set_item("changed", counts.n_changed)?;
    told.set_item("known", counts.n_known)?;
    told.set_item("left_out", counts.n_left_out)?;
    told.set_item("statements", counts.n_statements)?;
    told.set_item("errors", errors)?;
    Ok(told)
}

/// What became of the pages.
#[derive(Default)]
struct Counts {
    n_new: usize,
    n_changed: usize,
    n_known: usize,
    n_left_out: usize,
    n_statements: usize,
    n_waiting: usize,
}

impl Counts {
    fn take(&mut self, writer: &mut Writer, taken: Incoming) -> Result<(), Failure> {
        let (record, kept) = match taken {
            Incoming::New(record, kept) => (record, kept),
            Incoming::Known => {
                self.n_known += 1;
                return Ok(());
            }
            Incoming::LeftOut { .. } => {
                self.n_left_out += 1;
                return Ok(());
            }
        };
        let added = put(writer, &record, &kept)?;
        match added.outcome {
            Outcome::New => self.n_new += 1,
            Outcome::NewVersion => self.n_changed += 1,
            Outcome::Known => {
                self.n_known += 1;
                return Ok(());
            }
        }
        self.n_statements += added.n_statements;
        self.n_waiting += 1;
        if self.n_waiting >= BATCH {
            self.n_waiting = 0;
            writer.commit()?;
        }
        Ok(())
    }
}

/// Pages on their way into a store.
struct Adding {
    known: Known,
    intake: Intake,
}

impl Work for Adding {
    type Input = Source;
    type Told = Result<Incoming, Failure>;

    fn open(&self, source: &Source) -> Result<(Box<dyn Read>, Origin), Self::Told> {
        source.open(&self.known, true).map_err(Err)
    }

    fn make(&self, page: OnePage, origin: &Origin) -> Self::Told {
        Ok(self.intake.take(page, origin, model()))
    }

    fn failed(&self, _: &Source, error: onrecord::Error) -> Self::Told {
        Err(error.into())
    }

    fn defect(&self, name: &str) -> Self::Told {
        Err(Failure::defect(name))
    }

    fn name(&self, source: &Source) -> String {
        source.name()
    }
}

fn page(limit: Option<usize>, offset: usize) -> ListPage {
    // More than any store holds, and small enough to be added to.
    ListPage { limit: limit.unwrap_or(u32::MAX as usize), offset }
}

fn parsed(text: &str) -> Result<Query, Failure> {
    query::parse(text).map_err(|error| {
        let place = format!("characters {} to {}", chars(text, error.at.start), chars(text, error.at.end));
        Failure { place: Some(place), hint: error.hint, ..Failure::new(text, error.what) }
    })
}

fn chars(text: &str, at: usize) -> usize {
    text.get(..at).map_or(0, |before| before.chars().count())
}

/// The entries that a query finds.
#[pyfunction]
pub fn search(
    py: Python<'_>,
    path: PathBuf,
    query: &str,
    limit: Option<usize>,
    offset: usize,
) -> PyResult<Table> {
    detached(py, &path.display().to_string(), || {
        let query = parsed(query)?;
        let hits = Store::open(&path)?.search(&query, page(limit, offset), Counting::Exact)?;
        Table::of(&ENTRIES, Some(hits.total.entries), &hits.hits)
    })
}

/// All about one actor, as JSON.
#[pyfunction]
pub fn who(py: Python<'_>, path: PathBuf, name: &str, limit: usize) -> PyResult<String> {
    detached(py, &path.display().to_string(), || {
        let found = Store::open(&path)?.who(name, page(Some(limit), 0), Counting::Exact)?;
        Ok(serde_json::to_string(&found).expect("an answer is plain data"))
    })
}

/// Who is bound to what, and how it stands.
#[pyfunction]
pub fn commitments(
    py: Python<'_>,
    path: PathBuf,
    query: &str,
    by: Option<String>,
    to: Option<String>,
    status: Vec<String>,
    limit: Option<usize>,
) -> PyResult<Table> {
    detached(py, &path.display().to_string(), || {
        let status = status.iter().map(|code| code.parse::<Status>()).collect::<Result<Vec<_>, _>>();
        let status = status.map_err(|error| Failure::new("status", error.to_string()))?;
        let terms = Terms { query: Some(parsed(query)?), by, to, status, ..Terms::default() };
        let meant = Meant::load()?;
        let likeness = |one: &str, other: &str| meant.likeness(one, other);
        let ledger = Store::open(&path)?.commitments(&terms, page(limit, 0), &likeness)?;
        Table::of(&OWED, None, &ledger.commitments)
    })
}

/// Where the sides stand on an issue.
#[pyfunction]
pub fn positions(py: Python<'_>, path: PathBuf, issue: &str, limit: Option<usize>) -> PyResult<Table> {
    detached(py, &path.display().to_string(), || {
        let meant = Meant::load()?;
        let likeness = |one: &str, other: &str| meant.likeness(one, other);
        let sides = Store::open(&path)?.positions(issue, page(limit, 0), &likeness)?;
        Table::made(&STANCES, None, |put| {
            stances(&sides).into_iter().for_each(put);
            Ok(())
        })
    })
}

/// What is wrong with a store: pairs of a place and what is wrong there.
#[pyfunction]
pub fn check(py: Python<'_>, path: PathBuf) -> PyResult<Vec<(String, String)>> {
    detached(py, &path.display().to_string(), || {
        let checked = Store::open(&path)?.check(|_, _| {})?;
        Ok(checked.faults.into_iter().map(|fault| (fault.place, fault.what)).collect())
    })
}

/// The tables that a store can be written out as.
const KINDS: [&str; 6] = ["statements", "engagements", "commitments", "positions", "articles", "actors"];

/// The kind of entry whose table this is, and its columns.
pub fn entries_of(kind: &str) -> Option<(EntryKind, &'static [Column<Entry>])> {
    match kind {
        "statements" => Some((EntryKind::Statement, &exports::STATEMENTS)),
        "engagements" => Some((EntryKind::Engagement, &exports::ENGAGEMENTS)),
        "commitments" => Some((EntryKind::Commitment, &exports::COMMITMENTS)),
        "positions" => Some((EntryKind::Position, &exports::POSITIONS)),
        _ => None,
    }
}

pub fn no_such_kind(kind: &str) -> Failure {
    Failure::new(kind, "is no table").hint(format!("tables are {}", KINDS.join(", ")))
}

/// What a store holds of a kind, as a table.
#[pyfunction]
pub fn table(py: Python<'_>, path: PathBuf, kind: &str, query: &str) -> PyResult<Table> {
    detached(py, &path.display().to_string(), || {
        let store = Store::open(&path)?;
        let selection = store.found(&parsed(query)?)?;
        match (entries_of(kind), kind) {
            (Some((kind, columns)), _) => {
                Table::made(columns, None, |put| all(selection.each_entry(kind, |row| next(put, &row))))
            }
            (None, "articles") => {
                Table::made(
                    &exports::ARTICLES,
                    None,
                    |put| all(selection.each_article(|row| next(put, &row))),
                )
            }
            (None, "actors") => {
                Table::made(&exports::ACTORS, None, |put| all(selection.each_actor(|row| next(put, &row))))
            }
            _ => Err(no_such_kind(kind)),
        }
    })
}

/// Puts a row, and goes on to the next.
pub fn next<R>(put: &mut dyn FnMut(&R), row: &R) -> ControlFlow<()> {
    put(row);
    ControlFlow::Continue(())
}

fn all(done: onrecord_store::Result<Option<()>>) -> Result<(), Failure> {
    done.map(drop).map_err(Failure::from)
}

/// Writes what a store holds of a kind to a file, as CSV or JSON Lines; nobody sees it half written.
#[pyfunction]
pub fn export(
    py: Python<'_>,
    path: PathBuf,
    to: PathBuf,
    kind: &str,
    form: &str,
    query: &str,
) -> PyResult<()> {
    detached(py, &path.display().to_string(), || {
        let store = Store::open(&path)?;
        let selection = store.found(&parsed(query)?)?;
        let unwritten =
            |error: io::Error| Failure::new(&to.display().to_string(), format!("cannot be written: {error}"));
        let mut beside = to.clone().into_os_string();
        beside.push(".part");
        let beside = Path::new(&beside);
        let out = BufWriter::new(File::create(beside).map_err(unwritten)?);
        let written = match (entries_of(kind), kind) {
            (Some((kind, columns)), _) => {
                rows(out, form, columns, |see| selection.each_entry(kind, |row| see(&row)))
            }
            (None, "articles") => {
                rows(out, form, &exports::ARTICLES, |see| selection.each_article(|row| see(&row)))
            }
            (None, "actors") => {
                rows(out, form, &exports::ACTORS, |see| selection.each_actor(|row| see(&row)))
            }
            (None, "records") if form == "jsonl" => records(out, &selection),
            _ => Err(Stop::Failed(no_such_kind(kind))),
        };
        let written = written.and_then(|()| std::fs::rename(beside, &to).map_err(Stop::Place));
        written.map_err(|stop| {
            let _ = std::fs::remove_file(beside);
            match stop {
                Stop::Place(error) => unwritten(error),
                Stop::Failed(failure) => failure,
            }
        })
    })
}

/// Why an export ended before its end.
enum Stop {
    Place(io::Error),
    Failed(Failure),
}

impl From<onrecord_store::Error> for Stop {
    fn from(error: onrecord_store::Error) -> Stop {
        Stop::Failed(error.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Place(error)
    }
}

type See<'s, R> = &'s mut dyn FnMut(&R) -> ControlFlow<io::Error>;

fn rows<R>(
    mut out: impl Write,
    form: &str,
    columns: &[Column<R>],
    each: impl FnOnce(See<R>) -> onrecord_store::Result<Option<io::Error>>,
) -> Result<(), Stop> {
    let broken = |done: io::Result<()>| done.map_or_else(ControlFlow::Break, ControlFlow::Continue);
    let stopped = if form == "csv" {
        let mut table = CsvTable::start(&mut out, columns, false)?;
        let stopped = each(&mut |row| broken(table.put(row)))?;
        table.finish()?;
        stopped
    } else {
        each(&mut |row| broken(line(&mut out, &RowObject::new(columns, row))))?
    };
    out.flush()?;
    stopped.map_or(Ok(()), |error| Err(Stop::Place(error)))
}

fn records(mut out: impl Write, selection: &Selection) -> Result<(), Stop> {
    let stopped = selection.each_record(|corrected, _| match line(&mut out, &corrected.record) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    })?;
    out.flush()?;
    stopped.map_or(Ok(()), |error| Err(Stop::Place(error)))
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(value)?)
}

/// How nearly phrases mean the same, by the vectors that are part of the wheel.
struct Meant {
    meaning: WordVectors,
    known: RefCell<HashMap<String, Vector>>,
}

impl Meant {
    fn load() -> Result<Meant, Failure> {
        let damaged =
            |error| Failure::new("onrecord", format!("the vectors of words cannot be read: {error}"));
        Ok(Meant { meaning: WordVectors::embedded().map_err(damaged)?, known: RefCell::default() })
    }

    fn likeness(&self, one: &str, other: &str) -> f32 {
        self.of(one).likeness(&self.of(other))
    }

    fn of(&self, phrase: &str) -> Vector {
        let mut known = self.known.borrow_mut();
        known.entry(phrase.to_string()).or_insert_with(|| self.meaning.of(phrase)).clone()
    }
}
