//! Answers as flat tables: CSV, Parquet, and Markdown's.

use std::borrow::{Borrow, Cow};
use std::io;
use std::marker::PhantomData;

use onrecord_export::{Cell, Column, CsvTable, Kind};
use onrecord_record::Part;
use onrecord_store::Entry;
use onrecord_store::ask::{Found, Moment, Related, RelatedArticle, Stats, Tally, Timeline};

use super::labels::{lists, office};
use crate::cli::render::cells::{names, number, told};
use crate::cli::render::markup::escape;
use onrecord_answer::words::name_of;

/// Rows under a header.
pub trait Table {
    fn csv(&self) -> io::Result<Vec<u8>>;
    /// A pipe table; page text cannot add markup of its own.
    fn markdown(&self) -> String;
    #[cfg(feature = "parquet")]
    fn parquet(&self) -> io::Result<Vec<u8>>;
}

struct Rows<R: 'static, B> {
    columns: &'static [Column<R>],
    rows: Vec<B>,
    of: PhantomData<R>,
}

/// `rows` as a table of `columns`.
fn table<'t, R: 'static, B: Borrow<R> + 't>(
    columns: &'static [Column<R>],
    rows: impl IntoIterator<Item = B>,
) -> Box<dyn Table + 't> {
    Box::new(Rows { columns, rows: rows.into_iter().collect(), of: PhantomData })
}

impl<R, B: Borrow<R>> Table for Rows<R, B> {
    fn csv(&self) -> io::Result<Vec<u8>> {
        let mut table = CsvTable::start(Vec::new(), self.columns, false)?;
        self.rows.iter().try_for_each(|row| table.put(row.borrow()))?;
        table.finish()
    }

    fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let head = line(self.columns.iter().map(|column| column.name.replace('_', " ")).collect());
        let rule = line(self.columns.iter().map(|_| "---".to_string()).collect());
        let cells =
            |row: &B| self.columns.iter().map(|column| escape(&(column.cell)(row.borrow()).text())).collect();
        let rows = self.rows.iter().map(|row| line(cells(row)));
        head + &rule + &rows.collect::<String>()
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self) -> io::Result<Vec<u8>> {
        let mut table = onrecord_export::ParquetTable::start(Vec::new(), self.columns)?;
        self.rows.iter().try_for_each(|row| table.put(row.borrow()))?;
        table.finish()
    }
}

/// The columns of what holds a hit, behind `first`.
macro_rules! columns_of_hit {
    ([$($first:expr),*], $row:ident => $hit:expr) => {
        [
            $($first,)*
            Column::new("id", Kind::Text, |$row| Cell::shown($hit.id)),
            Column::new("content", Kind::Text, |$row| Cell::from(&$hit.words)),
            Column::new("speakers", Kind::Texts, |$row| names($hit.actors(Part::Speaker))),
            Column::new("addressees", Kind::Texts, |$row| names($hit.actors(Part::Addressee))),
            Column::new("via", Kind::Texts, |$row| names($hit.actors(Part::Via))),
            Column::new("act", Kind::Text, |$row| told($hit.statement().map(|of| of.act.as_str()))),
            Column::new("quote", Kind::Text, |$row| told($hit.statement().map(|of| of.quote.as_str()))),
            Column::new("modality", Kind::Text, |$row| told($hit.statement().map(|of| of.modality.as_str()))),
            Column::new("said_from", Kind::FirstDay, |$row| {
                $hit.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.from))
            }),
            Column::new("said_to", Kind::LastDay, |$row| {
                $hit.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.to))
            }),
            Column::new("channel", Kind::Text, |$row| told($hit.statement().and_then(|of| of.channel.as_deref()))),
            Column::new("source", Kind::Text, |$row| told($hit.statement().and_then(|of| of.source.as_deref()))),
            Column::new("cue", Kind::Text, |$row| told($hit.statement().and_then(|of| of.cue.as_deref()))),
            Column::new("confidence", Kind::Real, |$row| Cell::Real($hit.confidence)),
            Column::new("publisher", Kind::Text, |$row| Cell::from(&$hit.article.publisher)),
            Column::new("published", Kind::Text, |$row| Cell::from(&$hit.article.published)),
            Column::new("title", Kind::Text, |$row| Cell::from(&$hit.article.title)),
            Column::new("address", Kind::Text, |$row| Cell::from(&$hit.article.address)),
            Column::new("article", Kind::Text, |$row| Cell::shown($hit.article.id)),
            Column::new("start", Kind::Integer, |$row| number($hit.start as u64)),
            Column::new("end", Kind::Integer, |$row| number($hit.end as u64)),
            Column::new("reports", Kind::Integer, |$row| number($hit.copies.reports)),
            Column::new("articles", Kind::Integer, |$row| number($hit.copies.articles)),
        ]
    };
}

static HITS: [Column<Entry>; 23] = columns_of_hit!([], hit => hit);

static MOMENTS: [Column<Moment>; 25] = columns_of_hit!(
    [
        Column::new("day", Kind::FirstDay, |moment| Cell::from(&moment.day)),
        Column::new("day_of", Kind::Text, |moment| Cell::shown(name_of(&moment.day_of)))
    ],
    moment => moment.entry
);

static TALLIES: [Column<Tally>; 7] = [
    Column::new("id", Kind::Text, |tally| Cell::shown(tally.who.id)),
    Column::new("name", Kind::Text, |tally| Cell::from(&tally.who.name)),
    Column::new("kind", Kind::Text, |tally| Cell::from(&tally.who.kind)),
    Column::new("roles", Kind::Texts, |tally| {
        Cell::Texts(tally.roles.iter().map(|role| Cow::Owned(office(role))).collect())
    }),
    Column::new("statements", Kind::Integer, |tally| number(tally.quoted.entries)),
    Column::new("reports", Kind::Integer, |tally| number(tally.quoted.reports)),
    Column::new("articles", Kind::Integer, |tally| number(tally.quoted.articles)),
];

static RELATED: [Column<RelatedArticle>; 9] = [
    Column::new("id", Kind::Text, |one| Cell::shown(one.article.id)),
    Column::new("title", Kind::Text, |one| Cell::from(&one.article.title)),
    Column::new("publisher", Kind::Text, |one| Cell::from(&one.article.publisher)),
    Column::new("published", Kind::Text, |one| Cell::from(&one.article.published)),
    Column::new("address", Kind::Text, |one| Cell::from(&one.article.address)),
    Column::new("is_copy", Kind::Flag, |one| Cell::Flag(one.is_copy)),
    Column::new("statements", Kind::Integer, |one| number(one.statements)),
    Column::new("actors", Kind::Texts, |one| names(&one.actors)),
    Column::new("score", Kind::Real, |one| Cell::Real(one.score)),
];

struct Number {
    what: &'static str,
    name: String,
    n: u64,
}

static NUMBERS: [Column<Number>; 3] = [
    Column::new("what", Kind::Text, |row| Cell::shown(row.what)),
    Column::new("name", Kind::Text, |row| Cell::from(&row.name)),
    Column::new("n", Kind::Integer, |row| number(row.n)),
];

pub fn hits<'h>(hits: impl IntoIterator<Item = &'h Entry>) -> Box<dyn Table + 'h> {
    table(&HITS, hits)
}

pub fn timeline(timeline: &Timeline) -> Box<dyn Table + '_> {
    table(&MOMENTS, &timeline.moments)
}

pub fn actors(found: &Found) -> Box<dyn Table + '_> {
    table(&TALLIES, &found.actors)
}

pub fn related(related: &Related) -> Box<dyn Table + '_> {
    table(&RELATED, &related.related)
}

pub fn stats(stats: &Stats) -> Box<dyn Table + '_> {
    let single = [
        ("statements", stats.statements.entries),
        ("reports", stats.statements.reports),
        ("articles", stats.articles),
        ("stories", stats.stories),
        ("versions", stats.versions),
        ("pages", stats.pages),
        ("page_bytes", stats.page_bytes),
        ("packed_bytes", stats.packed_bytes),
        ("text_bytes", stats.text_bytes),
        ("file_bytes", stats.file_bytes),
        ("corrections", stats.corrections),
    ];
    let mut rows: Vec<Number> =
        single.iter().map(|(name, n)| Number { what: "all", name: name.to_string(), n: *n }).collect();
    for (what, counts) in lists(stats) {
        rows.extend(counts.iter().map(|count| Number { what, name: count.name.clone(), n: count.n }));
    }
    table(&NUMBERS, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_stays_in_its_cell() {
        static ONE: [Column<String>; 1] = [Column::new("one", Kind::Text, |row| Cell::from(row))];
        let table = table(&ONE, ["a | **b**\nc".to_string()]);
        assert_eq!(table.markdown(), "| one |\n| --- |\n| a \\| \\*\\*b\\*\\* c |\n");
        assert_eq!(table.csv().unwrap(), b"one\r\n\"a | **b**\nc\"\r\n");
    }
}
