//! What is like an entry, for people.

use onrecord_answer::words::count;
use onrecord_answer::{Answer, Card, noun};
use onrecord_store::ask::Likenesses;

use super::parts::{INDENT, put_entry, put_hint};
use crate::cli::render::cards;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::DIM;

pub fn alike(alike: &Likenesses, sheet: &mut Sheet) {
    let card = Card::listed(&alike.of);
    sheet.put(0, &cards::title(&card));
    sheet.put(INDENT, &cards::words(&card));
    sheet.blank();
    let head = match alike.total {
        0 => "Nothing is found that means nearly the same.".to_string(),
        n => format!("{} like it, the most alike first", count(n, noun([&alike.of]))),
    };
    sheet.put(0, &Rich::styled(DIM, &head));
    sheet.blank();
    for one in &alike.alike {
        put_entry(&format!("{:.2}", one.likeness), &one.entry, sheet);
    }
    put_hint(alike.hint(), sheet);
}
