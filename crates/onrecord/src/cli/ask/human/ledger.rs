//! A ledger of commitments for people.

use onrecord_answer::words::{count, date};
use onrecord_answer::{Answer, Card, as_it_stands, known, names, place, shows};
use onrecord_record::Part;
use onrecord_store::ask::{Bearing, Ledger, Owed};

use super::parts::{INDENT, put_hint};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{DIM, DOUBT, LABEL};

pub fn ledger(ledger: &Ledger, sheet: &mut Sheet) {
    let more = if ledger.is_exact { "" } else { " or more" };
    let head = match (ledger.total, &ledger.as_of) {
        (0, _) => "Nothing is found.".to_string(),
        (n, Some(day)) => format!("{}{more}, as of {}", count(n, "commitment"), date(day)),
        (n, None) => format!("{}{more}", count(n, "commitment")),
    };
    sheet.put(0, &Rich::styled(DIM, &head));
    sheet.blank();
    for (idx, owed) in ledger.commitments.iter().enumerate() {
        put_owed(&(ledger.offset + idx + 1).to_string(), owed, sheet);
    }
    put_hint(ledger.hint(), sheet);
}

fn put_owed(label: &str, owed: &Owed, sheet: &mut Sheet) {
    let entry = as_it_stands(owed);
    cards::put(&Rich::styled(LABEL, label), INDENT, &Card::listed(&entry), sheet);
    sheet.put(INDENT, &Rich::styled(DIM, &format!("{} · {}", place(&entry.article), entry.id)));
    if let Some(known) = known(owed) {
        sheet.put(INDENT, &Rich::styled(DOUBT, &known));
    }
    owed.bearing.iter().for_each(|bearing| put_bearing(bearing, sheet));
    sheet.blank();
}

/// `kept · “A promise made in March is kept”, The Courier · st-…`.
fn put_bearing(bearing: &Bearing, sheet: &mut Sheet) {
    let speakers = names(bearing.entry.actors(Part::Speaker));
    let by = if bearing.is_headline || speakers.is_empty() { String::new() } else { format!("{speakers}: ") };
    let mut line = Rich::styled(LABEL, shows(bearing));
    line.push(DIM, " · ");
    line.append(Rich::plain(&format!("{by}“{}”", bearing.words)));
    sheet.put(INDENT + 2, &line);
    let place = place(&bearing.entry.article);
    sheet.put(INDENT + 4, &Rich::styled(DIM, &format!("{place} · {}", bearing.entry.id)));
}
