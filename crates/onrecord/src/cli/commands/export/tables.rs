//! The columns of the tables, once for JSON Lines, CSV and Parquet.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use onrecord_export::{Cell, Column, Kind};
use onrecord_record::{Part, When};
use onrecord_store::{ActorRow, ArticleRow, Entry, Who};

use onrecord_answer::columns::{names, number, told};

/// Who said what. `starts` and `ends` are the pieces' code points in the article's `text`.
pub static STATEMENTS: [Column<Entry>; 29] = [
    Column::new("id", Kind::Text, |row| Cell::shown(row.id)),
    Column::new("content", Kind::Text, |row| Cell::from(&row.words)),
    Column::new("starts", Kind::Integers, |row| places(row.pieces().map(|(start, _)| start))),
    Column::new("ends", Kind::Integers, |row| places(row.pieces().map(|(_, end)| end))),
    Column::new("speakers", Kind::Texts, |row| names(row.actors(Part::Speaker))),
    Column::new("speaker_ids", Kind::Texts, |row| ids(row.actors(Part::Speaker))),
    Column::new("addressees", Kind::Texts, |row| names(row.actors(Part::Addressee))),
    Column::new("addressee_ids", Kind::Texts, |row| ids(row.actors(Part::Addressee))),
    Column::new("via", Kind::Texts, |row| names(row.actors(Part::Via))),
    Column::new("via_ids", Kind::Texts, |row| ids(row.actors(Part::Via))),
    Column::new("source", Kind::Text, |row| told(row.statement().and_then(|of| of.source.as_deref()))),
    Column::new("cue", Kind::Text, |row| told(row.statement().and_then(|of| of.cue.as_deref()))),
    Column::new("quote", Kind::Text, |row| told(row.statement().map(|of| of.quote.as_str()))),
    Column::new("act", Kind::Text, |row| told(row.statement().map(|of| of.act.as_str()))),
    Column::new("modality", Kind::Text, |row| told(row.statement().map(|of| of.modality.as_str()))),
    Column::new("channel", Kind::Text, |row| told(row.statement().and_then(|of| of.channel.as_deref()))),
    Column::new("said_from", Kind::FirstDay, |row| told(row.when.as_ref().map(|when| when.from.as_str()))),
    Column::new("said_to", Kind::LastDay, |row| told(row.when.as_ref().map(|when| when.to.as_str()))),
    Column::new("said_precision", Kind::Text, |row| row.when.as_ref().map_or(Cell::Null, precision)),
    Column::new("parent", Kind::Text, |row| {
        row.statement().and_then(|of| of.parent).map_or(Cell::Null, Cell::shown)
    }),
    Column::new("confidence", Kind::Real, |row| Cell::Real(row.confidence)),
    Column::new("corrected", Kind::Flag, |row| Cell::Flag(row.is_corrected)),
    Column::new("first_report", Kind::Text, |row| Cell::shown(row.first_report)),
    Column::new("article", Kind::Text, |row| Cell::shown(row.article.id)),
    Column::new("title", Kind::Text, |row| Cell::from(&row.article.title)),
    Column::new("publisher", Kind::Text, |row| Cell::from(&row.article.publisher)),
    Column::new("published", Kind::Text, |row| Cell::from(&row.article.published)),
    Column::new("published_day", Kind::FirstDay, |row| day(&row.article.published)),
    Column::new("address", Kind::Text, |row| Cell::from(&row.article.address)),
];

/// The articles in the version that counts.
pub static ARTICLES: [Column<ArticleRow>; 19] = [
    Column::new("id", Kind::Text, |row| Cell::shown(row.id)),
    Column::new("title", Kind::Text, |row| Cell::from(&row.title)),
    Column::new("standfirst", Kind::Text, |row| Cell::from(&row.standfirst)),
    Column::new("bylines", Kind::Texts, |row| Cell::texts(&row.bylines)),
    Column::new("publisher", Kind::Text, |row| Cell::from(&row.publisher)),
    Column::new("agency", Kind::Texts, |row| Cell::texts(&row.agency)),
    Column::new("published", Kind::Text, |row| Cell::from(&row.published)),
    Column::new("published_day", Kind::FirstDay, |row| day(&row.published)),
    Column::new("published_at", Kind::Moment, |row| moment(&row.published)),
    Column::new("modified", Kind::Text, |row| Cell::from(&row.modified)),
    Column::new("modified_at", Kind::Moment, |row| moment(&row.modified)),
    Column::new("language", Kind::Text, |row| Cell::from(&row.language)),
    Column::new("address", Kind::Text, |row| Cell::from(&row.address)),
    Column::new("story", Kind::Text, |row| Cell::shown(row.story)),
    Column::new("versions", Kind::Integer, |row| number(row.n_versions)),
    Column::new("statements", Kind::Integer, |row| number(row.n_statements)),
    Column::new("sha256", Kind::Text, |row| Cell::from(&row.sha256)),
    Column::new("made_by", Kind::Text, |row| Cell::from(&row.made_by)),
    Column::new("text", Kind::Text, |row| Cell::from(&row.text)),
];

/// Who is on record, over all articles.
pub static ACTORS: [Column<ActorRow>; 10] = [
    Column::new("id", Kind::Text, |row| Cell::shown(row.id)),
    Column::new("name", Kind::Text, |row| Cell::from(&row.name)),
    Column::new("kind", Kind::Text, |row| Cell::from(&row.kind)),
    Column::new("names", Kind::Texts, |row| Cell::texts(&row.names)),
    Column::new("roles", Kind::Texts, |row| Cell::texts(&row.roles)),
    Column::new("statements", Kind::Integer, |row| number(row.n_statements)),
    Column::new("articles", Kind::Integer, |row| number(row.n_articles)),
    Column::new("first_day", Kind::FirstDay, |row| day(&row.first)),
    Column::new("last_day", Kind::LastDay, |row| day(&row.last)),
    Column::new("merged", Kind::Texts, |row| {
        Cell::Texts(row.merged.iter().map(|id| Cow::Owned(id.to_string())).collect())
    }),
];

fn ids(actors: &[Who]) -> Cell<'_> {
    Cell::Texts(actors.iter().map(|actor| Cow::Owned(actor.id.to_string())).collect())
}

fn places<'r>(places: impl Iterator<Item = usize>) -> Cell<'r> {
    Cell::Integers(places.map(|place| i64::try_from(place).unwrap_or(i64::MAX)).collect())
}

/// The day of a time as a page states it, in the zone that it states.
fn day(stated: &Option<String>) -> Cell<'_> {
    let day = stated.as_deref().and_then(|stated| stated.get(..10));
    match day.filter(|day| day.parse::<Date>().is_ok()) {
        Some(day) => Cell::Text(Cow::Borrowed(day)),
        None => Cell::Null,
    }
}

/// The same as a point in time, in UTC, where the page states time and zone.
fn moment(stated: &Option<String>) -> Cell<'_> {
    let moment: Option<Timestamp> = stated.as_deref().and_then(|stated| stated.parse().ok());
    moment.map_or(Cell::Null, Cell::shown)
}

/// How precise a day is.
fn precision(when: &When) -> Cell<'static> {
    let word = match when.from.len().min(when.to.len()) {
        0..=4 => "year",
        5..=7 => "month",
        _ => "day",
    };
    Cell::Text(Cow::Borrowed(word))
}
