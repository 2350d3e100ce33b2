//! For people, on a terminal or in a file.

use anstyle::Style;
use onrecord_answer::words::{count, date, date_after, headline, list, name_of};
use onrecord_answer::{Card, Cards};
use onrecord_record::{Article, EntryKind, LiveUpdate, Record};

use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, DOUBT, ITALIC, LABEL, NAME};

/// The headline, then each statement with its speaker.
pub fn record(record: &Record, width: usize, color: bool) -> String {
    let mut sheet = Sheet::new(width, color);
    head(&record.article, &mut sheet);
    summary(record, &mut sheet);
    let cards = Cards::of(record);
    let indent = label_columns(&cards);
    for (heading, cards) in sections(&cards) {
        if !heading.is_empty() && !cards.is_empty() {
            sheet.put(0, &Rich::styled(BOLD, heading));
            sheet.blank();
        }
        for card in cards {
            cards::put(&Rich::styled(LABEL, &card.id), indent, card, &mut sheet);
            sheet.blank();
        }
    }
    notes(record, &mut sheet);
    sheet.finish()
}

/// The kinds of entries in the order in which people read them, each with its heading; statements come first and need
/// none.
pub fn sections(cards: &Cards) -> Vec<(&'static str, &[Card])> {
    let mut sections: Vec<(&str, &[Card])> = vec![
        ("", &cards.statements),
        (EntryKind::Engagement.plural(), &cards.engagements),
        (EntryKind::Commitment.plural(), &cards.commitments),
        (EntryKind::Position.plural(), &cards.positions),
    ];
    sections.extend(cards.others.iter().map(|(kind, cards)| (kind.plural(), &cards[..])));
    sections.push(("Thought, not said", &cards.thoughts));
    sections
}

/// The article with its blocks by role, and what was set apart.
pub fn page(record: &Record, width: usize, color: bool) -> String {
    let mut sheet = Sheet::new(width, color);
    let article = &record.article;
    let rows = [
        ("title", article.title.clone()),
        ("standfirst", article.standfirst.clone()),
        ("by", list(&article.bylines)),
        ("published", article.published.clone().unwrap_or_default()),
        ("modified", article.modified.clone().unwrap_or_default()),
        ("publisher", article.publisher.clone()),
        ("agency", list(&article.agency)),
        ("language", article.language.clone()),
        ("address", article.url.clone()),
    ];
    for (label, value) in rows {
        let value = if value.is_empty() { Rich::styled(DIM, "–") } else { Rich::styled(BOLD, &value) };
        sheet.put_beside(&Rich::styled(DIM, label), ROLE_COLUMNS, &value);
    }
    sheet.blank();
    sheet.put(0, &Rich::styled(NAME, &format!("The article: {}", count(article.blocks.len(), "block"))));
    sheet.blank();
    for block in &article.blocks {
        let entry = article.updates.iter().find(|entry| entry.byte_start == block.byte_start);
        if let Some(entry) = entry {
            put_lines("entry", LABEL, &told_of(entry), &mut sheet);
        }
        let role = name_of(&block.role);
        let style = if role == "heading" || role == "title" { BOLD } else { Style::new() };
        put_lines(&role, style, &block.text, &mut sheet);
        sheet.blank();
    }
    let n_apart = article.furniture.len();
    sheet.put(0, &Rich::styled(NAME, &format!("Set apart: {}", count(n_apart, "piece"))));
    sheet.blank();
    for (idx, piece) in article.furniture.iter().enumerate() {
        // Menus come in many small pieces: their role stands beside the first.
        let is_more = idx > 0 && article.furniture[idx - 1].role == piece.role;
        let role = if is_more { String::new() } else { name_of(&piece.role) };
        put_lines(&role, DIM, &piece.text, &mut sheet);
    }
    sheet.blank();
    notes(record, &mut sheet);
    sheet.finish()
}

/// A line between the articles of several inputs, with the name of the next.
pub fn rule(name: &str, width: usize, color: bool) -> String {
    let mut sheet = Sheet::new(width, color);
    sheet.put(0, &Rich::styled(LABEL, &format!("── {name} ──")));
    sheet.finish() + "\n"
}

/// How wide the longest role is, with a gap behind it.
const ROLE_COLUMNS: usize = 12;

/// When an entry of a live blog was written and by whom: `2031-04-07T11:10:00+02:00 · Ada Roe`.
fn told_of(entry: &LiveUpdate) -> String {
    let parts = [entry.published.clone().unwrap_or_default(), list(&entry.bylines)];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() { "of its own".to_string() } else { told.join(" · ") }
}

/// A block with its role beside it; the lines of a table stay lines.
fn put_lines(role: &str, style: Style, text: &str, sheet: &mut Sheet) {
    let mut label = Rich::styled(LABEL, role);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        sheet.put_beside(&label, ROLE_COLUMNS, &Rich::styled(style, line));
        label = Rich::default();
    }
}

/// Headline, writers, day, outlet, address, standfirst.
pub fn head(article: &Article, sheet: &mut Sheet) {
    let style = if article.title.is_empty() { DIM } else { BOLD };
    sheet.put(0, &Rich::styled(style, headline(&article.title)));
    let line = byline(article);
    sheet.put(0, &Rich::plain(&line));
    sheet.put(0, &Rich::styled(DIM, &article.url));
    if !article.standfirst.is_empty() {
        sheet.blank();
        sheet.put(0, &Rich::styled(ITALIC, &article.standfirst));
    }
    sheet.blank();
}

/// `By A and B · 12 March 2031 · The Courier · Agency`.
pub fn byline(article: &Article) -> String {
    let by = list(&article.bylines);
    let published = article.published.as_deref().map(date).unwrap_or_default();
    let earlier = article.published.as_deref().unwrap_or_default();
    let modified = article.modified.as_deref().filter(|modified| date(modified) != published);
    let modified = modified.map(|modified| date_after(earlier, modified));
    let parts = [
        if by.is_empty() { by } else { format!("By {by}") },
        published,
        modified.map(|modified| format!("changed {modified}")).unwrap_or_default(),
        article.publisher.clone(),
        list(&article.agency),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `4 statements by 2 speakers, 1 engagement`.
fn summary(record: &Record, sheet: &mut Sheet) {
    let mut parts = vec![statements(record)];
    let n_of = |kind: EntryKind| record.entries().filter(|one| one.kind() == kind).count();
    let others = EntryKind::ALL.iter().filter(|kind| **kind != EntryKind::Statement);
    let counted = others.map(|kind| (n_of(*kind), kind.as_str()));
    parts.extend(counted.filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)));
    sheet.put(0, &Rich::styled(DIM, &parts.join(", ")));
    sheet.blank();
}

fn statements(record: &Record) -> String {
    let n = record.statements.len();
    if n == 0 {
        return "No statements found.".to_string();
    }
    let mut speakers: Vec<&str> =
        record.statements.iter().flat_map(|s| s.speakers.iter().map(String::as_str)).collect();
    speakers.sort_unstable();
    speakers.dedup();
    match speakers.len() {
        0 => count(n, "statement"),
        n_speakers => format!("{} by {}", count(n, "statement"), count(n_speakers, "speaker")),
    }
}

fn label_columns(cards: &Cards) -> usize {
    cards.all().map(|card| card.id.len()).max().unwrap_or(0).clamp(2, 8) + 2
}

fn notes(record: &Record, sheet: &mut Sheet) {
    for note in &record.notes {
        let mut line = Rich::styled(DOUBT, "note: ");
        line.push(Style::new(), &note.what);
        if note.end > note.start {
            line.push(DIM, &format!(" ({}–{})", note.start, note.end));
        }
        sheet.put(0, &line);
    }
}
