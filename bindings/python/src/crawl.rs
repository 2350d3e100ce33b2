//! An archive of a crawl as batches of Arrow, for data engines: pages in, rows out, one archive a call, streamed.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use onrecord::crawl::{Crawled, PAGES};
use onrecord::many::{Many, Next, Work};
use onrecord::{Origin, Page, model};
use onrecord_answer::columns::exports;
use onrecord_export::ArrowRows;
use onrecord_record::Record;
use onrecord_store::Scratch;
use pyo3::prelude::*;

use crate::arrow::Stream;
use crate::failure::{Failure, detached};
use crate::source::{Known, Source};
use crate::store::{entries_of, next, no_such_kind};
use crate::table::Table;

/// So many pages make a batch: pages and records are long, and whoever takes a batch holds all of it.
const BATCH: usize = 32;
/// How long to wait at a time for a page; there is no limit to how often.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pages of an archive as rows, each as soon as there are enough for a batch.
#[pyfunction]
pub fn crawl(
    source: &Bound<'_, PyAny>,
    name: &str,
    known: Known,
    workers: usize,
    keep_all: bool,
) -> PyResult<Stream> {
    let (source, known) = (Source::of(source)?, known.checked()?);
    let source = match source {
        Source::File { file, .. } => Source::File { file, name: name.to_string() },
        other => other,
    };
    let crawling = Crawling { name: name.to_string(), known, keep_all };
    let pages = Many::start([source], workers.clamp(1, 1024), crawling);
    Ok(Stream::new(Box::new(Rows { pages: Some(pages), rows: ArrowRows::new(&PAGES) })))
}

/// Many of one archive.
struct Crawling {
    name: String,
    known: Known,
    keep_all: bool,
}

impl Crawling {
    fn row_of(&self, failure: Failure) -> Crawled {
        Crawled::failed(&self.name, &failure.input, failure.what, failure.place, failure.hint)
    }
}

impl Work for Crawling {
    type Input = Source;
    type Told = Crawled;

    fn open(&self, source: &Source) -> Result<(Box<dyn Read>, Origin), Crawled> {
        let (bytes, origin) = source.open(&self.known, true).map_err(|failure| self.row_of(failure))?;
        Ok((bytes, Origin { input: self.name.clone(), ..origin }))
    }

    fn make(&self, page: Page, origin: &Origin) -> Crawled {
        Crawled::page(page, origin, model(), self.keep_all)
    }

    fn failed(&self, _: &Source, error: onrecord::Error) -> Crawled {
        self.row_of(error.into())
    }

    fn defect(&self, name: &str) -> Crawled {
        self.row_of(Failure::defect(name))
    }

    fn name(&self, _: &Source) -> String {
        self.name.clone()
    }
}

/// Batches of rows.
struct Rows {
    /// Nothing once the archive is at its end.
    pages: Option<Many<Crawling>>,
    rows: ArrowRows<'static, Crawled>,
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut n_rows = 0;
        while let Some(pages) = &mut self.pages {
            match pages.next(PATIENCE) {
                Next::Told(row) => {
                    self.rows.put(&row);
                    n_rows += 1;
                }
                Next::Done => self.pages = None,
                Next::InputDone | Next::Waiting => {}
            }
            if n_rows >= BATCH || self.rows.is_full() {
                break;
            }
        }
        (!self.rows.is_empty()).then(|| self.rows.take())
    }
}

impl RecordBatchReader for Rows {
    fn schema(&self) -> SchemaRef {
        Arc::clone(self.rows.schema())
    }
}

/// What records, given as JSON, hold of a kind: the rows that `Store.table` gives of a store with only one of them.
#[pyfunction]
pub fn tables(py: Python<'_>, kind: &str, records: Vec<String>) -> PyResult<Table> {
    detached(py, "records", || {
        let mut scratch = Scratch::new()?;
        match (entries_of(kind), kind) {
            (Some((kind, columns)), _) => Table::made(columns, None, |put| {
                each(&mut scratch, &records, |selection| {
                    selection.each_entry(kind, |row| next(put, &row)).map(drop)
                })
            }),
            (None, "articles") => Table::made(&exports::ARTICLES, None, |put| {
                each(&mut scratch, &records, |selection| {
                    selection.each_article(|row| next(put, &row)).map(drop)
                })
            }),
            (None, "actors") => Table::made(&exports::ACTORS, None, |put| {
                each(&mut scratch, &records, |selection| {
                    selection.each_actor(|row| next(put, &row)).map(drop)
                })
            }),
            _ => Err(no_such_kind(kind)),
        }
    })
}

fn each(
    scratch: &mut Scratch,
    records: &[String],
    mut see: impl FnMut(&onrecord_store::Selection) -> onrecord_store::Result<()>,
) -> Result<(), Failure> {
    for json in records {
        let record: Record = serde_json::from_str(json)
            .map_err(|error| Failure::new("a record", format!("is none of this onrecord's: {error}")))?;
        scratch.rows(&record, &mut see)?;
    }
    Ok(())
}
