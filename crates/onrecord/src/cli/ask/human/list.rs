//! Lists of entries.

use onrecord_answer::words::date;
use onrecord_answer::{Answer, Card, counted, noun};
use onrecord_store::Entry;
use onrecord_store::ask::query::Query;
use onrecord_store::ask::{DayOf, Hits, Moment, Order, Timeline, Total};

use super::parts::{put_entry, put_hint, put_names};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, DOUBT};

/// How the query was read, one condition a line.
pub fn read_as(query: &Query, sheet: &mut Sheet) {
    for (idx, line) in query.to_string().lines().enumerate() {
        let label = if idx == 0 { "read as" } else { "" };
        sheet.put_beside(&Rich::styled(DIM, label), 9, &Rich::plain(line));
    }
    for note in &query.notes {
        sheet.put_beside(&Rich::styled(DOUBT, "note"), 9, &Rich::plain(&note.what));
    }
    sheet.blank();
}

pub fn hits(hits: &Hits, sheet: &mut Sheet) {
    head(hits, sheet);
    for (idx, entry) in hits.hits.iter().enumerate() {
        put_entry(&(hits.offset + idx + 1).to_string(), entry, sheet);
    }
    put_hint(hits.hint(), sheet);
}

/// One line an entry: who, what, when, id.
pub fn compact_hits(hits: &Hits, sheet: &mut Sheet) {
    head(hits, sheet);
    for entry in &hits.hits {
        let day =
            entry.when.as_ref().map(|when| when.from.clone()).or_else(|| entry.article.published.clone());
        put_line(entry, day.as_deref(), sheet);
    }
    put_hint(hits.hint(), sheet);
}

pub fn timeline(timeline: &Timeline, sheet: &mut Sheet) {
    summary(&timeline.total, &timeline.entries(), "in the order of saying", sheet);
    let mut day_before = None;
    for moment in &timeline.moments {
        let day = day(moment);
        if day_before.as_ref() != Some(&day) {
            sheet.put(0, &Rich::styled(BOLD, &day));
        }
        day_before = Some(day);
        put_entry("", &moment.entry, sheet);
    }
    put_hint(timeline.hint(), sheet);
}

/// One line an entry: day, who, what, id.
pub fn compact_timeline(timeline: &Timeline, sheet: &mut Sheet) {
    summary(&timeline.total, &timeline.entries(), "in the order of saying", sheet);
    for moment in &timeline.moments {
        put_line(&moment.entry, moment.day.as_deref(), sheet);
    }
    put_hint(timeline.hint(), sheet);
}

/// The day that a moment is ordered by; in brackets where it is not that of saying.
fn day(moment: &Moment) -> String {
    match (&moment.day, moment.day_of) {
        (Some(day), DayOf::Said) => date(day),
        (Some(day), _) => format!("[{}]", date(day)),
        (None, _) => "[no date]".to_string(),
    }
}

fn head(hits: &Hits, sheet: &mut Sheet) {
    put_names("on record: ", &hits.actors, sheet);
    put_names(if hits.total.entries == 0 { "did you mean " } else { "also: " }, &hits.also, sheet);
    let order = match hits.order {
        Order::Rank => "best first",
        Order::Newest => "newest first",
    };
    summary(&hits.total, &hits.entries(), order, sheet);
}

/// `12 statements in 15 reports of 9 articles, best first`.
fn summary(total: &Total, entries: &[&Entry], order: &str, sheet: &mut Sheet) {
    let line = match total.entries {
        0 => "Nothing is found.".to_string(),
        _ => format!("{}, {order}", counted(total, noun(entries.iter().copied()))),
    };
    sheet.put(0, &Rich::styled(DIM, &line));
    sheet.blank();
}

/// How many columns names have in a list of lines; a longer one pushes what stands behind it.
const NAMES: usize = 20;

/// An entry in one line, cut where the line ends: `2031-03-14  Mira Halvorsen  “We will pay …”  st-…`. In a narrow window
/// the words take the room of the day and of names side by side.
fn put_line(entry: &Entry, day: Option<&str>, sheet: &mut Sheet) {
    let card = Card::listed(entry);
    let day = format!("{:<10}  ", day.and_then(|day| day.get(..10)).or(day).unwrap_or("–"));
    let (day, names) = if sheet.is_narrow() { ("", 0) } else { (day.as_str(), NAMES) };
    let mut line = Rich::styled(DIM, day);
    let title = cards::title(&card);
    let gap = " ".repeat(names.saturating_sub(title.columns()) + 2);
    line.append(title);
    line.push(DIM, &gap);
    line.append(cards::words(&card));
    sheet.put_cut(&line, &Rich::styled(DIM, &format!("  {}", card.id)));
}
