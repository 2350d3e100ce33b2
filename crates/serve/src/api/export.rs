//! All that a query finds, however much it is, in the form of other programs: the rows of `onrecord export`.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use onrecord_answer::columns::exports;
use onrecord_export::{ArticleRecord, Column, CsvTable, RowObject, annotations, news_article};
use onrecord_record::EntryKind;
use onrecord_store::ask::query::Query;
use onrecord_store::{Corrected, EntryId, Selection, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use super::describe::Operation;
use super::stream::{AnswerWriter, body};
use crate::give::{PathOf, Request};
use crate::problem::Problem;
use crate::question::{LONGEST_QUERY, Posed, fields_of, parsed};
use crate::route::Route;
use crate::state::Shared;

/// What is exported, and how.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Export {
    /// What to look for, as in a search; without it, everything
    #[schemars(length(max = LONGEST_QUERY))]
    pub q: String,
    /// What the rows are
    pub what: ExportedRows,
    /// The form to write
    pub format: ExportedForm,
    /// Make the CSV one that Excel reads as it is meant; other forms are as they are
    pub excel: bool,
}

/// What an export has one of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportedRows {
    /// Who said what.
    #[default]
    Statements,
    /// Who met whom.
    Engagements,
    /// Who promised what.
    Commitments,
    /// Who stands where.
    Positions,
    /// Articles with their texts.
    Articles,
    /// Who is on record.
    Actors,
    /// Whole records, as JSON Lines alone.
    Records,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportedForm {
    /// JSON Lines.
    #[default]
    Jsonl,
    /// Comma-separated values.
    Csv,
    /// Parquet, where the program is built with it.
    Parquet,
    /// W3C Web Annotations, one a line.
    Annotations,
    /// schema.org articles with their quotations, one a line.
    Jsonld,
}

impl ExportedForm {
    fn kind(self) -> &'static str {
        match self {
            ExportedForm::Jsonl | ExportedForm::Annotations | ExportedForm::Jsonld => "application/x-ndjson",
            ExportedForm::Csv => "text/csv; charset=utf-8",
            ExportedForm::Parquet => "application/vnd.apache.parquet",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            ExportedForm::Jsonl | ExportedForm::Annotations | ExportedForm::Jsonld => "jsonl",
            ExportedForm::Csv => "csv",
            ExportedForm::Parquet => "parquet",
        }
    }
}

const NAME: &str = "export";

/// The route.
pub fn route() -> Route {
    let about = "All that a query finds, uncapped, as a stream: rows of statements, other entries, articles or actors";
    let mut operation = Operation::new(Method::GET, "/export", NAME, about);
    operation.fields = fields_of::<Export>();
    let fields: Arc<[_]> = operation.fields.clone().into();
    let operation =
        operation.gives("application/x-ndjson").gives("text/csv").gives("application/vnd.apache.parquet");
    let answer = move |State(state): State<Shared>, path: PathOf, query: RawQuery, headers: HeaderMap| {
        let fields = Arc::clone(&fields);
        async move {
            let asked = Request::new((path, query, headers));
            let posed = asked.and_then(|asked| Posed::<Export>::of_pairs(NAME, &fields, &asked.pairs, true));
            match posed {
                Ok(posed) => exported(state, posed.question).await.unwrap_or_else(Problem::into_response),
                Err(problem) => problem.into_response(),
            }
        }
    };
    Route::of_api(get(answer), vec![operation])
}

async fn exported(state: Shared, export: Export) -> Result<Response, Problem> {
    let query = parsed(&export.q)?;
    if let Some(what) = misfit(&export) {
        return Err(Problem::not_found(what));
    }
    let place = Arc::clone(&state.long).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy("as many exports as can be are being written"))?;
    let (body, mut out) = body();
    let (kind, name) = (export.format.kind(), format!("onrecord-{NAME}.{}", export.format.ending()));
    let store = opened(&state).await?;
    tokio::task::spawn_blocking(move || {
        let _place = place;
        if let Err(error) = write(&store, &query, &export, &mut out).and_then(|()| out.flush()) {
            tracing::info!(%error, "an export ended before its end");
            out.fail(error);
        }
    });
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A connection of the export's own: it reads one moment of the store for as long as it takes.
async fn opened(state: &Shared) -> Result<Store, Problem> {
    let of = state.clone();
    let opened = tokio::task::spawn_blocking(move || of.pool.another()).await;
    let defect = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the store cannot be opened");
    Ok(opened.map_err(defect)??)
}

/// What is wrong with the parameters taken together.
fn misfit(export: &Export) -> Option<&'static str> {
    let is_table = matches!(export.format, ExportedForm::Jsonl | ExportedForm::Csv | ExportedForm::Parquet);
    if !is_table && export.what != ExportedRows::Statements {
        return Some(
            "annotations and jsonld are of statements: other rows are written as jsonl, csv and parquet",
        );
    }
    if export.what == ExportedRows::Records && export.format != ExportedForm::Jsonl {
        return Some("a record is no flat row: what=records is for format=jsonl");
    }
    if export.format == ExportedForm::Parquet && !cfg!(feature = "parquet") {
        return Some("this program was built without Parquet");
    }
    None
}

fn write(store: &Store, query: &Query, export: &Export, out: &mut AnswerWriter) -> io::Result<()> {
    let selection = store.found(query).map_err(io::Error::other)?;
    let is_table = matches!(export.format, ExportedForm::Jsonl | ExportedForm::Csv | ExportedForm::Parquet);
    let entries =
        |kind: EntryKind, columns, out| table(export, columns, out, |put| selection.each_entry(kind, put));
    match export.what {
        _ if !is_table => lines(&selection, export.format, out),
        ExportedRows::Statements => entries(EntryKind::Statement, &exports::STATEMENTS, out),
        ExportedRows::Engagements => entries(EntryKind::Engagement, &exports::ENGAGEMENTS, out),
        ExportedRows::Commitments => entries(EntryKind::Commitment, &exports::COMMITMENTS, out),
        ExportedRows::Positions => entries(EntryKind::Position, &exports::POSITIONS, out),
        ExportedRows::Articles => table(export, &exports::ARTICLES, out, |put| selection.each_article(put)),
        ExportedRows::Actors => table(export, &exports::ACTORS, out, |put| selection.each_actor(put)),
        ExportedRows::Records => lines(&selection, export.format, out),
    }
}

type Put<'p, R> = &'p mut dyn FnMut(R) -> ControlFlow<io::Error>;

/// What ended it before its end, as an error.
fn ended(end: onrecord_store::Result<Option<io::Error>>) -> io::Result<()> {
    match end.map_err(io::Error::other)? {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

fn flow(written: io::Result<()>) -> ControlFlow<io::Error> {
    match written {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    }
}

fn table<R: 'static>(
    export: &Export,
    columns: &'static [Column<R>],
    out: &mut AnswerWriter,
    each: impl FnOnce(Put<'_, R>) -> onrecord_store::Result<Option<io::Error>>,
) -> io::Result<()> {
    match export.format {
        ExportedForm::Csv => {
            let mut table = CsvTable::start(&mut *out, columns, export.excel)?;
            ended(each(&mut |row| flow(table.put(&row))))?;
            table.finish().map(drop)
        }
        #[cfg(feature = "parquet")]
        ExportedForm::Parquet => {
            let mut table = onrecord_export::ParquetTable::start(&mut *out, columns)?;
            ended(each(&mut |row| flow(table.put(&row))))?;
            table.finish().map(drop)
        }
        _ => ended(each(&mut |row| flow(put_line(out, &RowObject::new(columns, &row))))),
    }
}

/// One line an article, or one a statement.
fn lines(selection: &Selection<'_>, format: ExportedForm, out: &mut AnswerWriter) -> io::Result<()> {
    ended(selection.each_record(|corrected, chosen| {
        flow(match format {
            ExportedForm::Annotations => with_article(&corrected, &chosen, |entry| {
                annotations(entry).try_for_each(|annotation| put_line(out, &annotation))
            }),
            ExportedForm::Jsonld => {
                with_article(&corrected, &chosen, |entry| put_line(out, &news_article(entry)))
            }
            _ => put_line(out, &corrected.record),
        })
    }))
}

fn put_line(out: &mut AnswerWriter, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn with_article<T>(
    corrected: &Corrected,
    chosen: &[EntryId],
    see: impl FnOnce(&ArticleRecord<'_>) -> T,
) -> T {
    let ids: Vec<_> =
        corrected.entries.iter().map(|id| chosen.contains(id).then(|| id.to_string())).collect();
    let actors: Vec<String> = corrected.actors.iter().map(ToString::to_string).collect();
    let article = corrected.article.to_string();
    ArticleRecord::with(&corrected.record, [&article, &corrected.address], &actors, &ids, see)
}
