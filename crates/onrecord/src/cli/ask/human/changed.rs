//! What an outlet changed, for people.

use anstyle::{AnsiColor, Style};
use onrecord_answer::words::{count, date};
use onrecord_answer::{Card, place};
use onrecord_store::Entry;
use onrecord_store::ask::{Difference, Edit, PieceState, Version};

use super::parts::{INDENT, line, put_entry};
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM};

/// What the earlier version alone has.
const GONE: Style = AnsiColor::Red.on_default().strikethrough();
/// What the later alone has.
const NEW: Style = AnsiColor::Green.on_default();

pub fn changed(difference: &Difference, sheet: &mut Sheet) {
    sheet.put(0, &Rich::styled(BOLD, &place(&difference.article)));
    line("from", &version(&difference.from), sheet);
    line("to", &version(&difference.to), sheet);
    sheet.blank();
    for head in &difference.heads {
        let shown = |text: &str| if text.is_empty() { "–".to_string() } else { text.to_string() };
        line(head.field, &format!("{} → {}", shown(&head.was), shown(&head.is)), sheet);
    }
    let unchanged = count(difference.n_unchanged, "paragraph");
    sheet.put(
        0,
        &Rich::styled(DIM, &format!("{} in the text, {unchanged} as before", changes(difference.text.len()))),
    );
    sheet.blank();
    difference.text.iter().for_each(|edit| put_edit(edit, sheet));
    put_list("is on record no more", &difference.gone, sheet);
    put_list("came", &difference.added, sheet);
    for both in &difference.reworded {
        let (what, before) = match both.was.words == both.is.words {
            true => ("the same words of others; before they were of", Card::listed(&both.was).title_text()),
            false => ("told in other words; before it was", both.was.words.clone()),
        };
        sheet.put(0, &Rich::styled(DIM, what));
        sheet.put(INDENT, &Rich::styled(GONE, &before));
        put_entry("", &both.is, sheet);
    }
    let kept = count(difference.n_kept, "entry");
    let kept = if difference.n_kept == 1 { kept } else { format!("{} entries", difference.n_kept) };
    sheet.put(0, &Rich::styled(DIM, &format!("{kept} on record as before")));
}

fn changes(n: usize) -> String {
    if n == 0 { "nothing changed".to_string() } else { count(n, "change") }
}

/// `version of 21 May 2031, added 30 May 2031`.
fn version(version: &Version) -> String {
    let changed = version.modified.as_deref().or(version.published.as_deref()).map(date);
    let current = if version.is_current { " (counts)" } else { "" };
    format!("{}, added {}{current}", changed.unwrap_or_else(|| "no date".to_string()), date(&version.added))
}

/// Words that went and words that came stand in brackets too, as colours are not for everybody.
fn put_edit(edit: &Edit, sheet: &mut Sheet) {
    let mut rich = Rich::default();
    for piece in &edit.pieces {
        match piece.state {
            PieceState::Kept => rich.push(Style::new(), &piece.text),
            PieceState::Gone => rich.push(GONE, &format!("[-{}-]", piece.text.trim())),
            PieceState::New => rich.push(NEW, &format!("{{+{}+}}", piece.text.trim())),
        }
        if piece.state != PieceState::Kept && piece.text.ends_with(char::is_whitespace) {
            rich.push(Style::new(), " ");
        }
    }
    sheet.put(INDENT, &rich);
    sheet.blank();
}

fn put_list(label: &str, entries: &[Entry], sheet: &mut Sheet) {
    for entry in entries {
        sheet.put(0, &Rich::styled(DIM, label));
        put_entry("", entry, sheet);
    }
}
