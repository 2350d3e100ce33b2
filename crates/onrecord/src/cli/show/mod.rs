//! One record to the characters that are printed of it.

pub mod human;
mod markdown;
mod rich;
pub mod sanitize;
mod words;

use onrecord_record::{Record, Role};

use super::args::{Format, Stage};
use super::schema::ANALYSIS;
use sanitize::sanitize_lines;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub format: Format,
    pub stage: Stage,
    pub width: usize,
    pub color: bool,
    /// Whether a terminal may act on what is printed.
    pub is_terminal: bool,
}

/// `record` in the chosen format, ending in a line break.
pub fn show(record: &Record, look: &Look) -> String {
    match (look.format, look.stage) {
        (Format::Human, Stage::Record) => human::record(record, look.width, look.color),
        (Format::Human, Stage::Page) => human::page(record, look.width, look.color),
        (Format::Markdown, Stage::Record) => markdown::record(record),
        (Format::Markdown, Stage::Page) => markdown::page(record),
        (Format::Text, _) => text(record, look.is_terminal),
        (Format::Json, stage) => json(record, stage, true),
        (Format::Jsonl, stage) => json(record, stage, false),
    }
}

/// The article's blocks apart from its headline, a blank line between two. Exact, unless a terminal reads it.
fn text(record: &Record, is_terminal: bool) -> String {
    let body = record.article.blocks.iter().filter(|block| block.role != Role::Title);
    let body: Vec<&str> = body.map(|block| block.text.as_str()).collect();
    let text = body.join("\n\n") + "\n";
    if is_terminal { sanitize_lines(&text) } else { text }
}

fn json(record: &Record, stage: Stage, is_indented: bool) -> String {
    if stage == Stage::Record {
        return to_json(record, is_indented);
    }
    let mut value = serde_json::to_value(record).expect("a record is plain data");
    let fields = value.as_object_mut().expect("a record is an object");
    // What was not looked for is left out: an empty list would say that there was none.
    fields.retain(|name, _| !ANALYSIS.contains(&name.as_str()));
    to_json(&value, is_indented)
}

fn to_json(value: &impl serde::Serialize, is_indented: bool) -> String {
    let text = if is_indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("a record is plain data") + "\n"
}
