//! What the sides of an engagement said, for people.

use onrecord_answer::words::count;
use onrecord_answer::{Answer, Card, mentioned, names, place};
use onrecord_record::Part;
use onrecord_store::ask::{Compared, Said, Theme, ToldSide};

use super::parts::{INDENT, line, put_entry, put_hint};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{BOLD, DIM, DOUBT, NAME};

pub fn compared(compared: &Compared, sheet: &mut Sheet) {
    put_entry("", &compared.engagement, sheet);
    for account in compared.accounts.iter().skip(1) {
        line("also told by", &format!("{} · {}", place(&account.article), account.id), sheet);
    }
    compared.sides.iter().for_each(|side| put_side(side, sheet));
    sheet.blank();
    if compared.total == 0 {
        sheet.put(0, &Rich::styled(DIM, "None of them says anything in the articles that tell of it."));
        return;
    }
    sheet.put(0, &Rich::styled(DIM, &format!("said of {}", count(compared.total, "theme"))));
    sheet.blank();
    compared.themes.iter().for_each(|theme| put_theme(compared, theme, sheet));
    put_hint(compared.hint(), sheet);
}

fn put_side(side: &ToldSide, sheet: &mut Sheet) {
    let mut words = names(&side.participants);
    if !side.speakers.is_empty() {
        words = format!("{words}; in words of {}", names(&side.speakers));
    }
    line(&side.name, &words, sheet);
}

fn put_theme(compared: &Compared, theme: &Theme, sheet: &mut Sheet) {
    let style = if theme.differ.is_empty() { DIM } else { DOUBT };
    let mut head = Rich::styled(BOLD, &theme.about);
    head.push(style, &format!(" · {}", mentioned(compared, theme)));
    sheet.put(0, &head);
    theme.said.iter().for_each(|said| put_said(compared, said, sheet));
    sheet.blank();
}

fn put_said(compared: &Compared, said: &Said, sheet: &mut Sheet) {
    let card = Card::listed(&said.entry);
    let mut head = Rich::styled(NAME, &compared.sides[said.side].name);
    let speakers = names(said.entry.actors(Part::Speaker));
    head.push(DIM, &format!(" · {speakers} · {}", place(&said.entry.article)));
    sheet.put(INDENT, &head);
    sheet.put(INDENT + 2, &cards::words(&card));
    sheet.put(INDENT + 2, &Rich::styled(DIM, &card.id));
}
