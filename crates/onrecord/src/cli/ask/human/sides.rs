//! The sides of an issue for people.

use onrecord_answer::words::{count, date};
use onrecord_answer::{Answer, place};
use onrecord_store::ask::{DayOf, Side, Sides, Taken};

use super::parts::{INDENT, put_hint};
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{DIM, DOUBT, LABEL, NAME};

pub fn sides(sides: &Sides, sheet: &mut Sheet) {
    if sides.total == 0 {
        sheet.put(0, &Rich::styled(DIM, "Nobody takes a stance on this."));
        return;
    }
    let called: Vec<String> = sides.wordings.iter().map(|wording| wording.name.clone()).collect();
    sheet.put(0, &Rich::styled(DIM, &format!("{} on: {}", count(sides.total, "side"), called.join(" · "))));
    sheet.blank();
    sides.sides.iter().for_each(|side| put_side(side, sheet));
    put_hint(sides.hint(), sheet);
}

fn put_side(side: &Side, sheet: &mut Sheet) {
    let name = side.holder.as_ref().map_or("somebody who is not told", |who| &who.name);
    let mut head = Rich::styled(NAME, name);
    head.append(Rich::plain(&format!(" · {}", side.stance)));
    if let Some(before) = side.taken.iter().rev().find_map(|taken| taken.changed_from) {
        head.push(DOUBT, &format!(" · changed from {before}"));
    }
    sheet.put(0, &head);
    side.taken.iter().for_each(|taken| put_taken(taken, sheet));
    sheet.blank();
}

fn put_taken(taken: &Taken, sheet: &mut Sheet) {
    let Some(of) = taken.entry.position() else { return };
    let day = match (&taken.day, taken.day_of) {
        (Some(day), DayOf::Said) => date(day),
        (Some(day), _) => format!("[{}]", date(day)),
        (None, _) => "[no date]".to_string(),
    };
    let mut line = Rich::styled(LABEL, &format!("{day}  "));
    line.append(Rich::plain(&format!("{} {}", of.stance, of.issue)));
    if let Some(before) = taken.changed_from {
        line.push(DOUBT, &format!(" · changed from {before}"));
    }
    sheet.put(INDENT, &line);
    let place = place(&taken.entry.article);
    sheet.put(INDENT + 2, &Rich::styled(DIM, &format!("{place} · {}", taken.entry.id)));
}
