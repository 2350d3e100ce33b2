//! The columns of what is exported, once for JSON Lines, CSV and Parquet.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use onrecord_record::table::{Cell, CellKind, Column};
use onrecord_record::{Part, When};
use onrecord_store::{ActorRow, ArticleRow, Entry, Who};

use super::{names, number, told};

/// The columns of entries of a kind: its own behind the id, then those that every kind has. `starts` and `ends` are the
/// pieces' code points in the article's `text`.
macro_rules! columns_of_entries {
    ($words:literal, [$($own:expr),* $(,)?]) => {
        [
            Column::new("id", CellKind::Text, |row| Cell::shown(row.id)),
            Column::new($words, CellKind::Text, |row| Cell::from(&row.words)),
            Column::new("starts", CellKind::Integers, |row| places(row.pieces().map(|(start, _)| start))),
            Column::new("ends", CellKind::Integers, |row| places(row.pieces().map(|(_, end)| end))),
            $($own,)*
            Column::new("confidence", CellKind::Real, |row| Cell::Real(row.confidence)),
            Column::new("corrected", CellKind::Flag, |row| Cell::Flag(row.is_corrected)),
            Column::new("first_report", CellKind::Text, |row| Cell::shown(row.first_report)),
            Column::new("article", CellKind::Text, |row| Cell::shown(row.article.id)),
            Column::new("title", CellKind::Text, |row| Cell::from(&row.article.title)),
            Column::new("publisher", CellKind::Text, |row| Cell::from(&row.article.publisher)),
            Column::new("published", CellKind::Text, |row| Cell::from(&row.article.published)),
            Column::new("published_day", CellKind::FirstDay, |row| day(&row.article.published)),
            Column::new("address", CellKind::Text, |row| Cell::from(&row.article.address)),
        ]
    };
}

/// Who said what.
pub static STATEMENTS: [Column<Entry>; 30] = columns_of_entries!(
    "content",
    [
        Column::new("speakers", CellKind::Texts, |row| names(row.actors(Part::Speaker))),
        Column::new("speaker_ids", CellKind::Texts, |row| ids(row.actors(Part::Speaker))),
        Column::new("addressees", CellKind::Texts, |row| names(row.actors(Part::Addressee))),
        Column::new("addressee_ids", CellKind::Texts, |row| ids(row.actors(Part::Addressee))),
        Column::new("via", CellKind::Texts, |row| names(row.actors(Part::Via))),
        Column::new("via_ids", CellKind::Texts, |row| ids(row.actors(Part::Via))),
        Column::new("source", CellKind::Text, |row| told(
            row.statement().and_then(|of| of.source.as_deref())
        )),
        Column::new("cue", CellKind::Text, |row| told(row.statement().and_then(|of| of.cue.as_deref()))),
        Column::new("quote", CellKind::Text, |row| told(row.statement().map(|of| of.quote.as_str()))),
        Column::new("act", CellKind::Text, |row| told(row.statement().map(|of| of.act.as_str()))),
        Column::new("modality", CellKind::Text, |row| told(row.statement().map(|of| of.modality.as_str()))),
        Column::new("channel", CellKind::Text, |row| told(
            row.statement().and_then(|of| of.channel.as_deref())
        )),
        Column::new("said_from", CellKind::FirstDay, |row| first_day(row.when.as_ref())),
        Column::new("said_to", CellKind::LastDay, |row| last_day(row.when.as_ref())),
        Column::new("said_precision", CellKind::Text, |row| row.when.as_ref().map_or(Cell::Null, precision)),
        Column::new("said_how", CellKind::Text, |row| told(row.when.as_ref().map(|when| when.how.as_str()))),
        Column::new("parent", CellKind::Text, |row| {
            row.statement().and_then(|of| of.parent).map_or(Cell::Null, Cell::shown)
        }),
    ]
);

/// Who met, called, signed with whom.
pub static ENGAGEMENTS: [Column<Entry>; 23] = columns_of_entries!(
    "words",
    [
        Column::new("engagement", CellKind::Text, |row| told(
            row.engagement().map(|of| of.engagement.as_str())
        )),
        Column::new("phase", CellKind::Text, |row| told(row.engagement().map(|of| of.phase.as_str()))),
        Column::new("participants", CellKind::Texts, |row| names(row.actors(Part::Participant))),
        Column::new("participant_ids", CellKind::Texts, |row| ids(row.actors(Part::Participant))),
        Column::new("place", CellKind::Text, |row| told(row.engagement().and_then(|of| of.place.as_deref()))),
        Column::new("when_from", CellKind::FirstDay, |row| first_day(row.when.as_ref())),
        Column::new("when_to", CellKind::LastDay, |row| last_day(row.when.as_ref())),
        Column::new("when_how", CellKind::Text, |row| told(row.when.as_ref().map(|when| when.how.as_str()))),
        Column::new("moved_from", CellKind::FirstDay, |row| {
            first_day(row.engagement().and_then(|of| of.moved_from.as_ref()))
        }),
        Column::new("moved_to", CellKind::LastDay, |row| {
            last_day(row.engagement().and_then(|of| of.moved_from.as_ref()))
        }),
    ]
);

/// Who promised what.
pub static COMMITMENTS: [Column<Entry>; 27] = columns_of_entries!(
    "what",
    [
        Column::new("by", CellKind::Texts, |row| names(row.actors(Part::By))),
        Column::new("by_ids", CellKind::Texts, |row| ids(row.actors(Part::By))),
        Column::new("to", CellKind::Texts, |row| names(row.actors(Part::To))),
        Column::new("to_ids", CellKind::Texts, |row| ids(row.actors(Part::To))),
        Column::new("status", CellKind::Text, |row| told(row.commitment().map(|of| of.status.as_str()))),
        Column::new("told_by", CellKind::Texts, |row| names(row.actors(Part::ToldBy))),
        Column::new("due", CellKind::Text, |row| told(row.commitment().and_then(|of| of.due.as_deref()))),
        Column::new("due_from", CellKind::FirstDay, |row| {
            first_day(row.commitment().and_then(|of| of.due_on.as_ref()))
        }),
        Column::new("due_to", CellKind::LastDay, |row| last_day(
            row.commitment().and_then(|of| of.due_on.as_ref())
        )),
        Column::new("condition", CellKind::Text, |row| told(
            row.commitment().and_then(|of| of.condition.as_deref())
        )),
        Column::new("made_from", CellKind::FirstDay, |row| first_day(row.when.as_ref())),
        Column::new("made_to", CellKind::LastDay, |row| last_day(row.when.as_ref())),
        Column::new("made_how", CellKind::Text, |row| told(row.when.as_ref().map(|when| when.how.as_str()))),
        Column::new("statement", CellKind::Text, |row| {
            row.commitment().and_then(|of| of.statement).map_or(Cell::Null, Cell::shown)
        }),
    ]
);

/// Where somebody stands.
pub static POSITIONS: [Column<Entry>; 21] = columns_of_entries!(
    "words",
    [
        Column::new("holders", CellKind::Texts, |row| names(row.actors(Part::Holder))),
        Column::new("holder_ids", CellKind::Texts, |row| ids(row.actors(Part::Holder))),
        Column::new("issue", CellKind::Text, |row| told(row.position().map(|of| of.issue.as_str()))),
        Column::new("stance", CellKind::Text, |row| told(row.position().map(|of| of.stance.as_str()))),
        Column::new("when_from", CellKind::FirstDay, |row| first_day(row.when.as_ref())),
        Column::new("when_to", CellKind::LastDay, |row| last_day(row.when.as_ref())),
        Column::new("when_how", CellKind::Text, |row| told(row.when.as_ref().map(|when| when.how.as_str()))),
        Column::new("statements", CellKind::Texts, |row| {
            let shown =
                row.position().map(|of| of.statements.iter().map(|id| Cow::Owned(id.to_string())).collect());
            Cell::Texts(shown.unwrap_or_default())
        }),
    ]
);

/// The articles in the version that counts.
pub static ARTICLES: [Column<ArticleRow>; 19] = [
    Column::new("id", CellKind::Text, |row| Cell::shown(row.id)),
    Column::new("title", CellKind::Text, |row| Cell::from(&row.title)),
    Column::new("standfirst", CellKind::Text, |row| Cell::from(&row.standfirst)),
    Column::new("bylines", CellKind::Texts, |row| Cell::texts(&row.bylines)),
    Column::new("publisher", CellKind::Text, |row| Cell::from(&row.publisher)),
    Column::new("agency", CellKind::Texts, |row| Cell::texts(&row.agency)),
    Column::new("published", CellKind::Text, |row| Cell::from(&row.published)),
    Column::new("published_day", CellKind::FirstDay, |row| day(&row.published)),
    Column::new("published_at", CellKind::Moment, |row| moment(&row.published)),
    Column::new("modified", CellKind::Text, |row| Cell::from(&row.modified)),
    Column::new("modified_at", CellKind::Moment, |row| moment(&row.modified)),
    Column::new("language", CellKind::Text, |row| Cell::from(&row.language)),
    Column::new("address", CellKind::Text, |row| Cell::from(&row.address)),
    Column::new("story", CellKind::Text, |row| Cell::shown(row.story)),
    Column::new("versions", CellKind::Integer, |row| number(row.n_versions)),
    Column::new("statements", CellKind::Integer, |row| number(row.n_statements)),
    Column::new("sha256", CellKind::Text, |row| Cell::from(&row.sha256)),
    Column::new("made_by", CellKind::Text, |row| Cell::from(&row.made_by)),
    Column::new("text", CellKind::Text, |row| Cell::from(&row.text)),
];

/// Who is on record, over all articles.
pub static ACTORS: [Column<ActorRow>; 10] = [
    Column::new("id", CellKind::Text, |row| Cell::shown(row.id)),
    Column::new("name", CellKind::Text, |row| Cell::from(&row.name)),
    Column::new("kind", CellKind::Text, |row| Cell::from(&row.kind)),
    Column::new("names", CellKind::Texts, |row| Cell::texts(&row.names)),
    Column::new("roles", CellKind::Texts, |row| Cell::texts(&row.roles)),
    Column::new("statements", CellKind::Integer, |row| number(row.n_statements)),
    Column::new("articles", CellKind::Integer, |row| number(row.n_articles)),
    Column::new("first_day", CellKind::FirstDay, |row| day(&row.first)),
    Column::new("last_day", CellKind::LastDay, |row| day(&row.last)),
    Column::new("merged", CellKind::Texts, |row| {
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

fn first_day(when: Option<&When>) -> Cell<'_> {
    told(when.map(|when| when.from.as_str()))
}

fn last_day(when: Option<&When>) -> Cell<'_> {
    told(when.map(|when| when.to.as_str()))
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
