//! An answer in each of the formats.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use onrecord_record::{Part, SCHEMA_VERSION};
use onrecord_store::Entry;
use onrecord_store::ask::query::Query;
use onrecord_store::ask::{Found, Hits, Related, Shown, Stats, Timeline};
use serde::Serialize;
use serde_json::{Map, Value};

use super::args::Form;
use super::human;
use super::labels::office;
use super::table::{self, Table};
use crate::cli::render::markup::{escape, link, put};
use crate::cli::render::rich::Sheet;
use crate::cli::render::sanitize::{escape_json, sanitize_lines};

/// What a store answered.
pub trait Answer {
    /// The whole.
    fn json(&self) -> Value;
    /// Its entries, one a line.
    fn lines(&self) -> Vec<Value>;
    fn table(&self) -> Box<dyn Table + '_>;
    fn human(&self, sheet: &mut Sheet);
    fn markdown(&self) -> String {
        self.table().markdown()
    }
    fn is_nothing(&self) -> bool {
        false
    }
}

/// The answer in the chosen format; text ends in a line break where it is not empty.
///
/// # Errors
/// Where a table cannot be made.
pub fn in_form(
    answer: &dyn Answer,
    form: Form,
    asked: Option<(&str, &Query)>,
    mut sheet: Sheet,
) -> io::Result<Vec<u8>> {
    let text = match form {
        Form::Human => {
            answer.human(&mut sheet);
            sheet.finish()
        }
        Form::Json => {
            let mut object = Map::new();
            if let Some((text, query)) = asked {
                object.insert("query".to_string(), text.into());
                object.insert("read_as".to_string(), query.to_string().lines().collect::<Vec<_>>().into());
                let notes: Vec<&str> = query.notes.iter().map(|note| note.what.as_str()).collect();
                object.insert("notes".to_string(), notes.into());
            }
            let text = serde_json::to_string_pretty(&versioned(object, answer.json()));
            escape_json(text.expect("answers are plain data")) + "\n"
        }
        Form::Jsonl => {
            let lines = answer.lines().into_iter().map(|line| versioned(Map::new(), line).to_string() + "\n");
            escape_json(lines.collect())
        }
        // Exact, unless a terminal reads it.
        Form::Csv if io::stdout().is_terminal() => {
            sanitize_lines(&String::from_utf8_lossy(&answer.table().csv()?).replace("\r\n", "\n"))
        }
        Form::Csv => return answer.table().csv(),
        #[cfg(feature = "parquet")]
        Form::Parquet => return answer.table().parquet(),
        #[cfg(not(feature = "parquet"))]
        Form::Parquet => return Err(io::ErrorKind::Unsupported.into()),
        Form::Markdown => answer.markdown(),
    };
    Ok(text.into_bytes())
}

/// `value`'s fields behind the version of their shape.
fn versioned(more: Map<String, Value>, value: Value) -> Value {
    let mut object = Map::new();
    object.insert("schema_version".to_string(), SCHEMA_VERSION.into());
    object.extend(more);
    if let Value::Object(fields) = value {
        object.extend(fields);
    }
    Value::Object(object)
}

fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("answers are plain data")
}

impl Answer for Hits {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        self.hits.iter().map(plain).collect()
    }
    fn table(&self) -> Box<dyn Table + '_> {
        table::hits(&self.hits)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::hits(self, sheet);
    }
    fn markdown(&self) -> String {
        quotations(self.hits.iter())
    }
    fn is_nothing(&self) -> bool {
        self.total.entries == 0
    }
}

impl Answer for Timeline {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        self.moments.iter().map(plain).collect()
    }
    fn table(&self) -> Box<dyn Table + '_> {
        table::timeline(self)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::timeline(self, sheet);
    }
    fn markdown(&self) -> String {
        quotations(self.moments.iter().map(|moment| &moment.entry))
    }
    fn is_nothing(&self) -> bool {
        self.total.entries == 0
    }
}

impl Answer for Found {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        match &self.dossier {
            Some(dossier) => vec![plain(dossier)],
            None => self.actors.iter().map(plain).collect(),
        }
    }
    fn table(&self) -> Box<dyn Table + '_> {
        match &self.dossier {
            Some(dossier) => table::hits(&dossier.statements),
            None => table::actors(self),
        }
    }
    fn human(&self, sheet: &mut Sheet) {
        human::found(self, sheet);
    }
    fn markdown(&self) -> String {
        let Some(dossier) = &self.dossier else { return self.table().markdown() };
        let mut out = format!("# {}\n\n", escape(&dossier.who.name));
        for role in &dossier.roles {
            let days: Vec<&str> = role.first.iter().chain(&role.last).map(String::as_str).collect();
            let _ = writeln!(out, "- {} ({})", escape(&office(role)), escape(&days.join(" to ")));
        }
        out.push('\n');
        out + &quotations(dossier.statements.iter())
    }
}

impl Answer for Shown {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        vec![plain(self)]
    }
    fn table(&self) -> Box<dyn Table + '_> {
        match self {
            Shown::Entry(shown) => table::hits([&shown.entry]),
            Shown::Article(shown) => table::hits(&shown.entries),
            Shown::Actor(found) => found.table(),
        }
    }
    fn human(&self, sheet: &mut Sheet) {
        human::entry(self, sheet);
    }
    fn markdown(&self) -> String {
        match self {
            Shown::Entry(shown) => quotations([&shown.entry].into_iter()),
            Shown::Article(shown) => {
                format!("# {}\n\n", escape(&shown.source.title)) + &quotations(shown.entries.iter())
            }
            Shown::Actor(found) => found.markdown(),
        }
    }
}

impl Answer for Related {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        self.related.iter().map(plain).collect()
    }
    fn table(&self) -> Box<dyn Table + '_> {
        table::related(self)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::related(self, sheet);
    }
}

impl Answer for Stats {
    fn json(&self) -> Value {
        plain(self)
    }
    fn lines(&self) -> Vec<Value> {
        vec![plain(self)]
    }
    fn table(&self) -> Box<dyn Table + '_> {
        table::stats(self)
    }
    fn human(&self, sheet: &mut Sheet) {
        human::stats(self, sheet);
    }
}

/// Each statement as a block quotation with its source.
fn quotations<'h>(hits: impl Iterator<Item = &'h Entry>) -> String {
    let mut out = String::new();
    for hit in hits {
        let speakers: Vec<String> = hit.actors(Part::Speaker).iter().map(|who| who.name.clone()).collect();
        let source =
            hit.statement().and_then(|of| of.source.clone()).unwrap_or_else(|| "unknown speaker".to_string());
        let speaker = if speakers.is_empty() { source } else { speakers.join(", ") };
        let _ = writeln!(out, "> {}\n>", marked(hit));
        let _ = writeln!(out, "> — **{}** · {}\n>", escape(&speaker), escape(&human::details(hit)));
        let article = &hit.article;
        let place = escape(&article.title);
        let place = match link(&article.address) {
            Some(url) => format!("[{place}](<{url}>)"),
            None => place,
        };
        let published = article.published.as_deref().unwrap_or_default();
        let _ =
            writeln!(out, "> {place}, {} {} · {}\n", escape(&article.publisher), escape(published), hit.id);
    }
    if out.is_empty() { "No statement is found.\n".to_string() } else { out.trim_end().to_string() + "\n" }
}

/// The words of a statement, the query's in bold.
fn marked(hit: &Entry) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &hit.marks {
        put(&hit.words[at..mark.byte_start], &mut out);
        let _ = write!(out, "**{}**", escape(&mark.text));
        at = mark.byte_end;
    }
    put(&hit.words[at..], &mut out);
    out
}
