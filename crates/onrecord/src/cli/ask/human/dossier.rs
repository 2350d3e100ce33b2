//! Who goes by a name, and all about one of them.

use onrecord_answer::columns::office;
use onrecord_answer::words::{count, date};
use onrecord_answer::{Answer, Card, counted, place};
use onrecord_record::EntryKind;
use onrecord_store::Entry;
use onrecord_store::ask::{Count, Counted, Dossier, Found, Office};

use super::parts::{INDENT, WIDE, line, put_entry, put_hint, put_names};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, LABEL, NAME};

pub fn found(found: &Found, sheet: &mut Sheet) {
    put_names("also: ", &found.also, sheet);
    if let Some(dossier) = &found.dossier {
        put_dossier(dossier, sheet);
        return put_hint(found.hint(), sheet);
    }
    sheet.put(0, &Rich::styled(DIM, &format!("{} go by this name", count(found.actors.len(), "actor"))));
    sheet.blank();
    for tally in &found.actors {
        sheet.put(0, &Rich::styled(NAME, &tally.who.name));
        let roles: Vec<String> = tally.roles.iter().map(office).collect();
        let quoted = counted(&tally.quoted, "statement");
        let about = [tally.who.kind.clone(), roles.join("; "), quoted, tally.who.id.to_string()];
        let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
        sheet.put(INDENT, &Rich::styled(DIM, &about.join(" · ")));
    }
    sheet.blank();
    put_hint(found.hint(), sheet);
}

fn put_dossier(dossier: &Dossier, sheet: &mut Sheet) {
    put_head(dossier, sheet);
    let others = dossier.names.iter().filter(|name| name.name != dossier.who.name);
    let others: Vec<String> = others.map(|name| format!("{} ({})", name.name, name.articles)).collect();
    line("also called", &others.join(", "), sheet);
    for (idx, role) in dossier.roles.iter().enumerate() {
        let label = Rich::styled(LABEL, if idx == 0 { "offices" } else { "" });
        sheet.put_beside(&label, WIDE, &held(role));
    }
    line("did", &counts(&dossier.acts), sheet);
    line("spoke to", &people(&dossier.spoke_to), sheet);
    line("spoke of", &people(&dossier.spoke_of), sheet);
    sheet.blank();
    put_section(EntryKind::Position, &dossier.positions, dossier, sheet);
    put_section(EntryKind::Commitment, &dossier.commitments, dossier, sheet);
    put_section(EntryKind::Engagement, &dossier.engagements, dossier, sheet);
    if !dossier.statements.is_empty() {
        put_heading(EntryKind::Statement, dossier.statements.len(), dossier, sheet);
    }
    for (idx, entry) in dossier.statements.iter().enumerate() {
        put_entry(&(dossier.offset + idx + 1).to_string(), entry, sheet);
    }
}

fn put_head(dossier: &Dossier, sheet: &mut Sheet) {
    let mut head = Rich::styled(NAME, &dossier.who.name);
    head.push(DIM, &format!(" · {} · {}", dossier.who.kind, dossier.who.id));
    sheet.put(0, &head);
    let quoted = match dossier.quoted.reports {
        0 => "not quoted".to_string(),
        _ => counted(&dossier.quoted, "statement"),
    };
    let named = count(dossier.articles, "article");
    sheet.put(0, &Rich::styled(DIM, &format!("{quoted}; named in {named}")));
    sheet.blank();
}

/// An office, and when articles state it.
fn held(role: &Office) -> Rich {
    let mut words = Rich::plain(&office(role));
    let days = match (&role.first, &role.last) {
        (Some(first), Some(last)) if first == last => date(first),
        (Some(first), Some(last)) => format!("{} to {}", date(first), date(last)),
        _ => String::new(),
    };
    words.push(DIM, &format!(" · {days} · {}", count(role.articles, "article")));
    words
}

/// Entries of one kind, two lines each: who and what, then when and where it is told.
fn put_section(kind: EntryKind, entries: &[Entry], dossier: &Dossier, sheet: &mut Sheet) {
    if entries.is_empty() {
        return;
    }
    put_heading(kind, entries.len(), dossier, sheet);
    for entry in entries {
        let card = Card::listed(entry);
        sheet.put(INDENT, &cards::title(&card));
        sheet.put(INDENT + 2, &cards::words(&card));
        let told = [cards::details(&card), place(&entry.article), card.id.clone()];
        let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
        sheet.put(INDENT + 2, &Rich::styled(DIM, &told.join(" · ")));
    }
    sheet.blank();
}

/// What the entries below are, and which of how many.
fn put_heading(kind: EntryKind, n_shown: usize, dossier: &Dossier, sheet: &mut Sheet) {
    let mut heading = Rich::styled(BOLD, kind.plural());
    let n_all = dossier.kinds.iter().find(|count| count.name == kind.to_string()).map_or(0, |count| count.n);
    let (first, last) = (dossier.offset + 1, dossier.offset + n_shown);
    if n_all > n_shown as u64 {
        heading.push(DIM, &format!(" · {first} to {last} of {n_all}"));
    }
    sheet.put(0, &heading);
}

fn counts(counts: &[Count]) -> String {
    counts.iter().map(|count| format!("{} {}", count.name, count.n)).collect::<Vec<_>>().join(" · ")
}

fn people(people: &[Counted]) -> String {
    people.iter().map(|one| format!("{} {}", one.who.name, one.statements)).collect::<Vec<_>>().join(" · ")
}
