//! The stage of actors: who is in an article, by what names, and where.

use std::fmt::Write;

use onrecord_answer::words::{count, list, office};
use onrecord_record::{Actor, Record};

use super::human::head;
use crate::cli::render::markup::escape;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{DIM, LABEL, NAME};

/// How many columns the ids have.
const INDENT: usize = 5;

/// For people: each actor with its kind, its roles and its mentions.
pub fn human(record: &Record, width: usize, color: bool) -> String {
    let mut sheet = Sheet::new(width, color);
    head(&record.article, &mut sheet);
    sheet.put(0, &Rich::styled(DIM, &count(record.actors.len(), "actor")));
    sheet.blank();
    for actor in &record.actors {
        let mut name = Rich::styled(NAME, shown_name(actor));
        name.push(DIM, &format!(" · {}", actor.kind));
        sheet.put_beside(&Rich::styled(LABEL, &actor.id), INDENT, &name);
        sheet.put(INDENT, &Rich::plain(&roles(actor)));
        sheet.put(INDENT, &Rich::styled(DIM, &mentions(actor)));
        sheet.blank();
    }
    sheet.finish()
}

/// A table of the same.
pub fn markdown(record: &Record) -> String {
    let mut out = String::from("| id | name | kind | roles | mentions |\n| --- | --- | --- | --- | --- |\n");
    for actor in &record.actors {
        let cells = [&actor.id, shown_name(actor), actor.kind.as_str(), &roles(actor), &mentions(actor)];
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

fn shown_name(actor: &Actor) -> &str {
    if actor.name.is_empty() { "(no name)" } else { &actor.name }
}

fn roles(actor: &Actor) -> String {
    list(&actor.roles.iter().map(|role| office(&role.title, &role.of)).collect::<Vec<_>>())
}

/// `Halvorsen 43–52, she 81–84`.
fn mentions(actor: &Actor) -> String {
    let mention = |span: &onrecord_record::Span| format!("{} {}–{}", span.text, span.start, span.end);
    actor.mentions.iter().map(mention).collect::<Vec<_>>().join(", ")
}
