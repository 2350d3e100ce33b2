//! The columns of each list, once for CSV, Parquet and Markdown's tables.

pub mod exports;

use std::borrow::Cow;

use onrecord_record::Part;
use onrecord_record::table::{Cell, Column, Kind};
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
            Column::new("id", Kind::Text, |$row| Cell::shown($entry.id)),
            Column::new("content", Kind::Text, |$row| Cell::from(&$entry.words)),
            Column::new("speakers", Kind::Texts, |$row| names($entry.actors(Part::Speaker))),
            Column::new("addressees", Kind::Texts, |$row| names($entry.actors(Part::Addressee))),
            Column::new("via", Kind::Texts, |$row| names($entry.actors(Part::Via))),
            Column::new("act", Kind::Text, |$row| told($entry.statement().map(|of| of.act.as_str()))),
            Column::new("quote", Kind::Text, |$row| told($entry.statement().map(|of| of.quote.as_str()))),
            Column::new("modality", Kind::Text, |$row| told($entry.statement().map(|of| of.modality.as_str()))),
            Column::new("said_from", Kind::FirstDay, |$row| {
                $entry.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.from))
            }),
            Column::new("said_to", Kind::LastDay, |$row| {
                $entry.when.as_ref().map_or(Cell::Null, |said| Cell::from(&said.to))
            }),
            Column::new("channel", Kind::Text, |$row| told($entry.statement().and_then(|of| of.channel.as_deref()))),
            Column::new("source", Kind::Text, |$row| told($entry.statement().and_then(|of| of.source.as_deref()))),
            Column::new("cue", Kind::Text, |$row| told($entry.statement().and_then(|of| of.cue.as_deref()))),
            Column::new("confidence", Kind::Real, |$row| Cell::Real($entry.confidence)),
            Column::new("publisher", Kind::Text, |$row| Cell::from(&$entry.article.publisher)),
            Column::new("published", Kind::Text, |$row| Cell::from(&$entry.article.published)),
            Column::new("title", Kind::Text, |$row| Cell::from(&$entry.article.title)),
            Column::new("address", Kind::Text, |$row| Cell::from(&$entry.article.address)),
            Column::new("article", Kind::Text, |$row| Cell::shown($entry.article.id)),
            Column::new("start", Kind::Integer, |$row| number($entry.start as u64)),
            Column::new("end", Kind::Integer, |$row| number($entry.end as u64)),
            Column::new("reports", Kind::Integer, |$row| number($entry.copies.reports)),
            Column::new("articles", Kind::Integer, |$row| number($entry.copies.articles)),
            Column::new("kind", Kind::Text, |$row| told(Some($entry.kind().as_str()))),
            Column::new("said_how", Kind::Text, |$row| told($entry.when.as_ref().map(|when| when.how.as_str()))),
            Column::new("participants", Kind::Texts, |$row| names($entry.actors(Part::Participant))),
            Column::new("engagement", Kind::Text, |$row| told($entry.engagement().map(|of| of.engagement.as_str()))),
            Column::new("phase", Kind::Text, |$row| told($entry.engagement().map(|of| of.phase.as_str()))),
            Column::new("place", Kind::Text, |$row| told($entry.engagement().and_then(|of| of.place.as_deref()))),
            Column::new("by", Kind::Texts, |$row| names($entry.actors(Part::By))),
            Column::new("to", Kind::Texts, |$row| names($entry.actors(Part::To))),
            Column::new("status", Kind::Text, |$row| told($entry.commitment().map(|of| of.status.as_str()))),
            Column::new("due", Kind::Text, |$row| told($entry.commitment().and_then(|of| of.due.as_deref()))),
            Column::new("condition", Kind::Text, |$row| told($entry.commitment().and_then(|of| of.condition.as_deref()))),
            Column::new("holders", Kind::Texts, |$row| names($entry.actors(Part::Holder))),
            Column::new("stance", Kind::Text, |$row| told($entry.position().map(|of| of.stance.as_str()))),
            Column::new("issue", Kind::Text, |$row| told($entry.position().map(|of| of.issue.as_str()))),
        ]
    };
}

/// Entries, as a search lists them: of whatever kind, so that what one kind has not stands empty.
pub static ENTRIES: [Column<Entry>; 37] = columns_of_entry!([], entry => entry);

/// The same behind the day that orders them.
pub static MOMENTS: [Column<Moment>; 39] = columns_of_entry!(
    [
        Column::new("day", Kind::FirstDay, |moment| Cell::from(&moment.day)),
        Column::new("day_of", Kind::Text, |moment| Cell::shown(name_of(&moment.day_of)))
    ],
    moment => moment.entry
);

/// Commitments behind how they stand.
pub static OWED: [Column<Owed>; 41] = columns_of_entry!(
    [
        Column::new("status_now", Kind::Text, |owed| told(Some(owed.status_now.as_str()))),
        Column::new("known", Kind::Text, |owed| Cell::shown(name_of(&owed.known))),
        Column::new("shown_by", Kind::Texts, |owed| bearing(owed, true)),
        Column::new("bears_on_it", Kind::Texts, |owed| bearing(owed, false))
    ],
    owed => owed.entry
);

/// Stances on an issue behind their days.
pub static STANCES: [Column<Taken>; 40] = columns_of_entry!(
    [
        Column::new("day", Kind::FirstDay, |taken| Cell::from(&taken.day)),
        Column::new("day_of", Kind::Text, |taken| Cell::shown(name_of(&taken.day_of))),
        Column::new("changed_from", Kind::Text, |taken| told(taken.changed_from.map(|stance| stance.as_str())))
    ],
    taken => taken.entry
);

/// Entries behind how much they are like one.
pub static LIKENED: [Column<Likened>; 38] = columns_of_entry!(
    [Column::new("likeness", Kind::Real, |one| Cell::Real(one.likeness))],
    one => one.entry
);

/// What the sides of an engagement said, behind what it is about.
pub static COMPARED: [Column<ComparedLine>; 42] = columns_of_entry!(
    [
        Column::new("theme", Kind::Integer, |line| number(line.theme as u64)),
        Column::new("about", Kind::Text, |line| Cell::from(&line.about)),
        Column::new("mention", Kind::Text, |line| Cell::shown(name_of(&line.mention))),
        Column::new("differ", Kind::Text, |line| Cell::from(&line.differ)),
        Column::new("side", Kind::Text, |line| Cell::from(&line.side))
    ],
    line => line.entry
);

/// What an outlet changed of what an article puts on record.
pub static CHANGED: [Column<ChangedLine>; 38] = columns_of_entry!(
    [Column::new("change", Kind::Text, |line| told(Some(line.change)))],
    line => line.entry
);

/// The ids of the later entries that show how a commitment stands, or that leave it open.
fn bearing(owed: &Owed, is_shown: bool) -> Cell<'_> {
    let meant = owed.bearing.iter().filter(|one| one.shows.is_some() == is_shown);
    Cell::Texts(meant.map(|one| Cow::Owned(one.entry.id.to_string())).collect())
}

/// Those who go by a name.
pub static ACTORS: [Column<Tally>; 7] = [
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

/// Articles beside another.
pub static RELATED: [Column<RelatedArticle>; 9] = [
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
    Column::new("what", Kind::Text, |row| Cell::shown(row.what)),
    Column::new("name", Kind::Text, |row| Cell::from(&row.name)),
    Column::new("n", Kind::Integer, |row| number(row.n)),
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
