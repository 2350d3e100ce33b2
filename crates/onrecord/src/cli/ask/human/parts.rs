//! What the answers for people have in common.

use onrecord_answer::{Card, Hint, copies, place};
use onrecord_store::{Entry, Who};

use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{DIM, DOUBT, LABEL, NAME};

/// How many columns stand before a list's entries.
pub const INDENT: usize = 4;

/// How many columns the labels of a table have.
pub const WIDE: usize = 14;

/// A label with its words, where there are some.
pub fn line(label: &str, words: &str, sheet: &mut Sheet) {
    if !words.is_empty() {
        sheet.put_beside(&Rich::styled(LABEL, label), WIDE, &Rich::plain(words));
    }
}

/// Names behind what they are, where there are some.
pub fn put_names(label: &str, all: &[Who], sheet: &mut Sheet) {
    if all.is_empty() {
        return;
    }
    let names: Vec<&str> = all.iter().map(|who| who.name.as_str()).collect();
    let mut line = Rich::styled(DIM, label);
    line.push(NAME, &names.join(" · "));
    sheet.put(0, &line);
}

/// An entry of a list: its card, where it stands, how often it was reported.
pub fn put_entry(label: &str, entry: &Entry, sheet: &mut Sheet) {
    cards::put(&Rich::styled(LABEL, label), INDENT, &Card::listed(entry), sheet);
    sheet.put(INDENT, &Rich::styled(DIM, &place(&entry.article)));
    let mut last = Rich::default();
    if let Some(copies) = copies(&entry.copies) {
        last.push(DOUBT, &copies);
        last.push(DIM, " · ");
    }
    last.push(DIM, &entry.id.to_string());
    sheet.put(INDENT, &last);
    sheet.blank();
}

/// What to ask next.
pub fn put_hint(hint: Option<Hint>, sheet: &mut Sheet) {
    let words = match hint {
        Some(Hint::More { offset }) => format!("There is more: --offset {offset}"),
        Some(Hint::ById(id)) => format!("An id names one alone: onrecord who {id}"),
        None => return,
    };
    sheet.put(0, &Rich::styled(DIM, &words));
}
