//! One record to the characters that are printed of it.

mod actors;
pub mod cues;
pub mod human;
mod markdown;
#[cfg(test)]
pub mod sample;

use clap::ValueEnum;
use onrecord_record::{Record, Role};
use serde::ser::SerializeStruct;

use crate::cli::render::sanitize::{escape_json, sanitize_lines};

/// The record's fields that only analysis fills.
pub const ANALYSIS: [&str; 6] =
    ["actors", "statements", "thoughts", "engagements", "commitments", "positions"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the headline, then each statement with its speaker
    Human,
    /// One object, indented; several inputs or pages make an array
    Json,
    /// JSON Lines: one record a line, as soon as it is read
    Jsonl,
    /// Markdown: statements as block quotations, each with its source in the sentence that names it
    Markdown,
    /// The article's text alone
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The article with its blocks, and what was set apart
    Page,
    /// Each attribution as it was found: source, cue, content
    Cues,
    /// Who is in the article: names, roles, mentions
    Actors,
    /// What the article puts on record
    Record,
}

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
        (Format::Human, Stage::Page) => human::page(record, look.width, look.color),
        (Format::Human, Stage::Actors) => actors::human(record, look.width, look.color),
        (Format::Human, _) => human::record(record, look.width, look.color),
        (Format::Markdown, Stage::Page) => markdown::page(record),
        (Format::Markdown, Stage::Actors) => actors::markdown(record),
        (Format::Markdown, _) => markdown::record(record),
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
    to_json(&InStage { record, stage }, is_indented)
}

/// A record without what was not looked for: an empty list would say that there was none. Written as it is, since a
/// copy of a long page's blocks takes ten times their bytes.
struct InStage<'r> {
    record: &'r Record,
    stage: Stage,
}

impl serde::Serialize for InStage<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Record { schema_version, input, article, actors, notes, provenance, .. } = self.record;
        let has_actors = is_of_stage("actors", self.stage);
        let mut fields = serializer.serialize_struct("Record", 5 + usize::from(has_actors))?;
        fields.serialize_field("schema_version", schema_version)?;
        fields.serialize_field("input", input)?;
        fields.serialize_field("article", article)?;
        if has_actors {
            fields.serialize_field("actors", actors)?;
        }
        fields.serialize_field("notes", notes)?;
        fields.serialize_field("provenance", provenance)?;
        fields.end()
    }
}

/// Whether a field of a record is told by a stage.
pub fn is_of_stage(field: &str, stage: Stage) -> bool {
    match stage {
        Stage::Record => true,
        Stage::Actors => field == "actors" || !ANALYSIS.contains(&field),
        Stage::Page | Stage::Cues => !ANALYSIS.contains(&field),
    }
}

fn to_json(value: &impl serde::Serialize, is_indented: bool) -> String {
    let text = if is_indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    escape_json(text.expect("a record is plain data")) + "\n"
}

#[cfg(test)]
#[path = "../../../tests/snapshot/mod.rs"]
mod snapshot;

#[cfg(test)]
mod tests {
    use super::snapshot::check;
    use super::*;

    fn look(format: Format, stage: Stage, width: usize, color: bool) -> Look {
        Look { format, stage, width, color, is_terminal: false }
    }

    #[test]
    fn every_sort_of_statement_is_shown_to_people() {
        for width in [20, 60, 100] {
            let text = show(&sample::record(), &look(Format::Human, Stage::Record, width, false));
            check(&format!("record-{width}"), &text);
            assert!(text.lines().all(|line| line.chars().count() <= width), "wider than {width}:\n{text}");
        }
        check("record-color", &show(&sample::record(), &look(Format::Human, Stage::Record, 80, true)));
        check("record-markdown", &show(&sample::record(), &look(Format::Markdown, Stage::Record, 80, false)));
    }

    #[test]
    fn a_page_is_shown_with_its_blocks_and_what_was_set_apart() {
        check("actors-60", &show(&sample::record(), &look(Format::Human, Stage::Actors, 60, false)));
        check("page-60", &show(&sample::record(), &look(Format::Human, Stage::Page, 60, false)));
        check("page-markdown", &show(&sample::record(), &look(Format::Markdown, Stage::Page, 80, false)));
    }

    #[test]
    fn nothing_on_record_is_said_to_be_so() {
        let mut record = sample::record();
        record.article = Default::default();
        (record.statements, record.thoughts, record.notes) = Default::default();
        record.retain(|_| false);
        let text = show(&record, &look(Format::Human, Stage::Record, 60, false));
        assert_eq!(text, "(no headline)\n\nNo statements found.\n");
    }

    #[test]
    fn a_page_cannot_send_escapes_in_any_field() {
        let hostile = "x\x1b]0;y\x07\u{202e}\u{9b}2J\u{7f}";
        // Every string of the record is replaced, whatever fields it gains later.
        let mut value = serde_json::to_value(sample::record()).unwrap();
        replace_strings(&mut value, hostile);
        let record: Record = serde_json::from_value(value).unwrap();
        for (format, stage) in [
            (Format::Human, Stage::Record),
            (Format::Human, Stage::Page),
            (Format::Human, Stage::Actors),
            (Format::Markdown, Stage::Actors),
            (Format::Markdown, Stage::Record),
            (Format::Markdown, Stage::Page),
            (Format::Text, Stage::Record),
            (Format::Json, Stage::Record),
            (Format::Jsonl, Stage::Page),
        ] {
            let text = show(&record, &Look { is_terminal: true, ..look(format, stage, 60, false) });
            let bad = text.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
            assert_eq!(bad, None, "{format:?} {stage:?}");
        }
    }

    /// Replaces what the page said; ids and the names of roles and kinds are ours.
    fn replace_strings(value: &mut serde_json::Value, with: &str) {
        match value {
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| replace_strings(item, with)),
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    let is_ours = [
                        "role",
                        "kind",
                        "quote",
                        "act",
                        "modality",
                        "speakers",
                        "addressees",
                        "how",
                        "phase",
                        "status",
                        "stance",
                    ];
                    match field {
                        serde_json::Value::String(text)
                            if !is_ours.contains(&name.as_str()) && name != "id" =>
                        {
                            *text = with.to_string();
                        }
                        serde_json::Value::Array(items) if !is_ours.contains(&name.as_str()) => {
                            for item in items {
                                match item {
                                    serde_json::Value::String(text) => *text = with.to_string(),
                                    other => replace_strings(other, with),
                                }
                            }
                        }
                        other => replace_strings(other, with),
                    }
                }
            }
            _ => {}
        }
    }

    #[test]
    fn json_slices_the_text_by_code_points_and_by_bytes() {
        let json = show(&sample::record(), &look(Format::Jsonl, Stage::Record, 80, false));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = value["article"]["text"].as_str().unwrap();
        let content = &value["statements"][1]["content"][1];
        let at = |name: &str| content[name].as_u64().unwrap() as usize;
        let sliced: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(sliced, content["text"].as_str().unwrap());
        assert_eq!(&text[at("byte_start")..at("byte_end")], sliced);
        assert_eq!(json.lines().count(), 1);
    }

    #[test]
    fn the_page_stage_does_not_claim_that_nobody_spoke() {
        let json = show(&sample::record(), &look(Format::Json, Stage::Page, 80, false));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let whole = serde_json::to_value(sample::record()).unwrap();
        let fields = whole.as_object().unwrap().keys().filter(|name| is_of_stage(name, Stage::Page));
        assert!(value.as_object().unwrap().keys().eq(fields));
        assert!(value["article"]["blocks"].is_array());
    }
}
