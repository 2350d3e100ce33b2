//! The columns of each list, once for CSV, Parquet and Markdown's tables.

pub mod exports;

use std::borrow::Cow;

use onrecord_record::Part;
use onrecord_record::table::{Cell, CellKind, Column};
use onrecord_store::ask::{Count, Likened, Moment, Office, Owed, RelatedArticle, Stats, Taken, Tally};
use onrecord_store::{Entry, Who};

use crate::changed::ChangedLine;
use crate::compared::ComparedLine;
use crate::words::{self, name_of};

/// The columns of what holds an entry, behind `first`.
macro_rules! columns_of_entry {
    ([$($first:expr),*], $row:ident => $entry:expr) => {
        [
            $($first,)*
            Column::new("id", CellKind::Text, |$row| Cell::shown($entry.id)),
            Column::new("content", CellKind::Text, |$row| Cell::from(&$entry.words)),
            Column::new("speakers", CellKind::Texts, |$row| names($entry.actors(Part::Speaker))),
            Column::new("addressees", CellKind::Texts, |$row| names($entry.actors(Part::Addressee))),
            Column::new("via", CellKind::Texts, |$row| names($entry.actors(Part::Via))),
            Column::new("act", CellKind::Text, |$row| told($entry.statement().map(|of| of.act.as_str()))),
            Column::new("quote", CellKind::Text, |$row| told($entry.statement().map(|of| of.quote.as_str()))),
            Column::new("modality", CellKind::Text, |$row| told($entry.statement().map(|of| of.modality.as_str()))),
            Column::new("said_from", CellKind::FirstDay, |$row| {
                $entry.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.from))
            }),
            Column::new("said_to", CellKind::LastDay, |$row| {
                $entry.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.to))
            }),
            Column::new("channel", CellKind::Text, |$row| told($entry.statement().and_then(|of| of.channel.as_deref()))),
            Column::new("source", CellKind::Text, |$row| told($entry.statement().and_then(|of| of.source.as_deref()))),
            Column::new("cue", CellKind::Text, |$row| told($entry.statement().and_then(|of| of.cue.as_deref()))),
            Column::new("confidence", CellKind::Real, |$row| Cell::Real($entry.confidence)),
            Column::new("publisher", CellKind::Text, |$row| Cell::from(&$entry.article.publisher)),
            Column::new("published", CellKind::Text, |$row| Cell::from(&$entry.article.published)),
            Column::new("title", CellKind::Text, |$row| Cell::from(&$entry.article.title)),
            Column::new("address", CellKind::Text, |$row| Cell::from(&$entry.article.address)),
            Column::new("article", CellKind::Text, |$row| Cell::shown($entry.article.id)),
            Column::new("start", CellKind::Integer, |$row| number($entry.start as u64)),
            Column::new("end", CellKind::Integer, |$row| number($entry.end as u64)),
            Column::new("reports", CellKind::Integer, |$row| number($entry.copies.reports)),
            Column::new("articles", CellKind::Integer, |$row| number($entry.copies.articles)),
            Column::new("kind", CellKind::Text, |$row| told(Some($entry.kind().as_str()))),
            Column::new("said_how", CellKind::Text, |$row| told($entry.when.as_ref().map(|when| when.how.as_str()))),
            Column::new("participants", CellKind::Texts, |$row| names($entry.actors(Part::Participant))),
            Column::new("engagement", CellKind::Text, |$row| told($entry.engagement().map(|of| of.engagement.as_str()))),
            Column::new("phase", CellKind::Text, |$row| told($entry.engagement().map(|of| of.phase.as_str()))),
            Column::new("place", CellKind::Text, |$row| told($entry.engagement().and_then(|of| of.place.as_deref()))),
            Column::new("by", CellKind::Texts, |$row| names($entry.actors(Part::By))),
            Column::new("to", CellKind::Texts, |$row| names($entry.actors(Part::To))),
            Column::new("status", CellKind::Text, |$row| told($entry.commitment().map(|of| of.status.as_str()))),
            Column::new("due", CellKind::Text, |$row| told($entry.commitment().and_then(|of| of.due.as_deref()))),
            Column::new("condition", CellKind::Text, |$row| told($entry.commitment().and_then(|of| of.condition.as_deref()))),
            Column::new("holders", CellKind::Texts, |$row| names($entry.actors(Part::Holder))),
            Column::new("stance", CellKind::Text, |$row| told($entry.position().map(|of| of.stance.as_str()))),
            Column::new("issue", CellKind::Text, |$row| told($entry.position().map(|of| of.issue.as_str()))),
        ]
    };
}

/// Entries, as a search lists them: of whatever kind, so that what one kind has not stands empty.
pub static ENTRIES: [Column<Entry>; 37] = columns_of_entry!([], entry => entry);

/// The same behind the day that orders them.
pub static MOMENTS: [Column<Moment>; 39] = columns_of_entry!(
    [
        Column::new("day", CellKind::FirstDay, |moment| Cell::from(&moment.day)),
        Column::new("day_of", CellKind::Text, |moment| Cell::shown(name_of(&moment.day_of)))
    ],
    moment => moment.entry
);

/// Commitments behind how they stand.
pub static OWED: [Column<Owed>; 41] = columns_of_entry!(
    [
        Column::new("status_now", CellKind::Text, |owed| told(Some(owed.status_now.as_str()))),
        Column::new("known", CellKind::Text, |owed| Cell::shown(name_of(&owed.known))),
        Column::new("shown_by", CellKind::Texts, |owed| bearing(owed, true)),
        Column::new("bears_on_it", CellKind::Texts, |owed| bearing(owed, false))
    ],
    owed => owed.entry
);

/// Stances on an issue behind their days.
pub static STANCES: [Column<Taken>; 40] = columns_of_entry!(
    [
        Column::new("day", CellKind::FirstDay, |taken| Cell::from(&taken.day)),
        Column::new("day_of", CellKind::Text, |taken| Cell::shown(name_of(&taken.day_of))),
        Column::new("changed_from", CellKind::Text, |taken| told(taken.changed_from.map(|stance| stance.as_str())))
    ],
    taken => taken.entry
);

/// Entries behind how much they are like one.
pub static LIKENED: [Column<Likened>; 38] = columns_of_entry!(
    [Column::new("likeness", CellKind::Real, |one| Cell::Real(one.likeness))],
    one => one.entry
);

/// What the sides of an engagement said, behind what it is about.
pub static COMPARED: [Column<ComparedLine>; 42] = columns_of_entry!(
    [
        Column::new("theme", CellKind::Integer, |line| number(line.theme as u64)),
        Column::new("about", CellKind::Text, |line| Cell::from(&line.about)),
        Column::new("mention", CellKind::Text, |line| Cell::shown(name_of(&line.mention))),
        Column::new("differ", CellKind::Text, |line| Cell::from(&line.differ)),
        Column::new("side", CellKind::Text, |line| Cell::from(&line.side))
    ],
    line => line.entry
);

/// What an outlet changed of what an article puts on record.
pub static CHANGED: [Column<ChangedLine>; 38] = columns_of_entry!(
    [Column::new("change", CellKind::Text, |line| told(Some(line.change)))],
    line => line.entry
);

/// The ids of the later entries that show how a commitment stands, or that leave it open.
fn bearing(owed: &Owed, is_shown: bool) -> Cell<'_> {
    let meant = owed.bearing.iter().filter(|one| one.shows.is_some() == is_shown);
    Cell::Texts(meant.map(|one| Cow::Owned(one.entry.id.to_string())).collect())
}

/// Those who go by a name.
pub static ACTORS: [Column<Tally>; 7] = [
    Column::new("id", CellKind::Text, |tally| Cell::shown(tally.who.id)),
    Column::new("name", CellKind::Text, |tally| Cell::from(&tally.who.name)),
    Column::new("kind", CellKind::Text, |tally| Cell::from(&tally.who.kind)),
    Column::new("roles", CellKind::Texts, |tally| {
        Cell::Texts(tally.roles.iter().map(|role| Cow::Owned(office(role))).collect())
    }),
    Column::new("statements", CellKind::Integer, |tally| number(tally.quoted.entries)),
    Column::new("reports", CellKind::Integer, |tally| number(tally.quoted.reports)),
    Column::new("articles", CellKind::Integer, |tally| number(tally.quoted.articles)),
];

/// Articles beside another.
pub static RELATED: [Column<RelatedArticle>; 9] = [
    Column::new("id", CellKind::Text, |one| Cell::shown(one.article.id)),
    Column::new("title", CellKind::Text, |one| Cell::from(&one.article.title)),
    Column::new("publisher", CellKind::Text, |one| Cell::from(&one.article.publisher)),
    Column::new("published", CellKind::Text, |one| Cell::from(&one.article.published)),
    Column::new("address", CellKind::Text, |one| Cell::from(&one.article.address)),
    Column::new("is_copy", CellKind::Flag, |one| Cell::Flag(one.is_copy)),
    Column::new("statements", CellKind::Integer, |one| number(one.statements)),
    Column::new("actors", CellKind::Texts, |one| names(&one.actors)),
    Column::new("score", CellKind::Real, |one| Cell::Real(one.score)),
];

/// A number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What is counted.
    pub what: &'static str,
    /// Of whom or which.
    pub name: String,
    /// How often.
    pub n: u64,
}

/// Numbers, each with what it counts.
pub static NUMBERS: [Column<Number>; 3] = [
    Column::new("what", CellKind::Text, |row| Cell::shown(row.what)),
    Column::new("name", CellKind::Text, |row| Cell::from(&row.name)),
    Column::new("n", CellKind::Integer, |row| number(row.n)),
];

/// A store in numbers.
pub fn numbers(stats: &Stats) -> Vec<Number> {
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
    rows
}

/// The lists of counts, each with what it counts.
pub fn lists(stats: &Stats) -> [(&'static str, &[Count]); 6] {
    [
        ("outlets", stats.publishers.as_slice()),
        ("quoted most", stats.speakers.as_slice()),
        ("acts", stats.acts.as_slice()),
        ("quotation", stats.quotes.as_slice()),
        ("entries", stats.entries.as_slice()),
        ("actors", stats.actors.as_slice()),
    ]
}

/// An office over all articles in words.
pub fn office(office: &Office) -> String {
    words::office(&office.title, &office.of)
}

/// The names of actors.
pub fn names(actors: &[Who]) -> Cell<'_> {
    Cell::Texts(actors.iter().map(|actor| Cow::Borrowed(actor.name.as_str())).collect())
}

/// A number that counts.
pub fn number<'r>(number: u64) -> Cell<'r> {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A text that may be unknown.
pub fn told(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, |text| Cell::Text(Cow::Borrowed(text)))
}
