//! The stage of cues: attributions as the analysis found them, before anybody is resolved.

use std::ops::Range;

use onrecord_answer::words::count;
use onrecord_record::{Locator, Quote, Record, Span};
use schemars::JsonSchema;
use serde::Serialize;

use super::human::head;
use super::{Format, Look, show, to_json};
use crate::Attribution;
use crate::cli::render::markup::escape;
use crate::cli::render::rich::{Rich, Sheet};
use crate::cli::render::styles::{DIM, LABEL, NAME};

/// What the stage of cues prints of a page.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CueStage {
    /// The record of the page, as far as the page stage makes it.
    #[serde(skip)]
    pub record: Record,
    /// Who is said to have said what, in the order of the contents.
    pub attributions: Vec<FoundAttribution>,
}

/// An attribution as it was found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FoundAttribution {
    /// Its number on this page, from 1 on.
    pub number: usize,
    /// The words that name the source; empty where none do.
    pub source: Vec<Span>,
    /// The words that link source and content; empty where a quotation goes on without any.
    pub cue: Vec<Span>,
    /// What is attributed, piece by piece.
    pub content: Vec<Span>,
    /// How the content is quoted.
    pub quote: Quote,
    /// The number of the attribution that reports this one.
    pub inside: Option<usize>,
    /// How sure, 0 to 1, uncalibrated.
    pub score: f32,
}

impl CueStage {
    /// The attributions of the page of which `record` has the article.
    pub fn new(record: Record, attributions: &[Attribution]) -> CueStage {
        let locator = Locator::new(&record.article.text);
        let spans =
            |ranges: &[Range<usize>]| ranges.iter().map(|range| locator.span(range.clone())).collect();
        let found = attributions.iter().enumerate().map(|(idx, one)| FoundAttribution {
            number: idx + 1,
            source: spans(&one.source),
            cue: spans(&one.cue),
            content: spans(&one.content),
            quote: one.quote,
            inside: one.parent.map(|idx| idx + 1),
            score: one.score,
        });
        let attributions = found.collect();
        CueStage { record, attributions }
    }

    /// In the chosen format, ending in a line break.
    pub fn show(&self, look: &Look) -> String {
        match look.format {
            Format::Human => self.human(look),
            Format::Markdown => self.markdown(),
            Format::Text => show(&self.record, look),
            Format::Json | Format::Jsonl => self.json(look),
        }
    }

    fn json(&self, look: &Look) -> String {
        let page = show(&self.record, &Look { format: Format::Jsonl, ..*look });
        let mut value: serde_json::Value = serde_json::from_str(&page).expect("JSON that was just made");
        value["attributions"] = serde_json::to_value(&self.attributions).expect("plain data");
        to_json(&value, look.format == Format::Json)
    }

    fn human(&self, look: &Look) -> String {
        let mut sheet = Sheet::new(look.width, look.color);
        head(&self.record.article, &mut sheet);
        sheet.put(0, &Rich::styled(DIM, &count(self.attributions.len(), "attribution")));
        sheet.blank();
        for found in &self.attributions {
            let rows = [("source", &found.source), ("cue", &found.cue), ("content", &found.content)];
            for (idx, (label, spans)) in rows.into_iter().enumerate() {
                let number = if idx == 0 { format!("{:<5}", found.number) } else { " ".repeat(5) };
                let mut row = Rich::styled(LABEL, &number);
                row.push(DIM, label);
                sheet.put_beside(&row, COLUMNS, &words(spans));
            }
            sheet.put(COLUMNS, &Rich::styled(DIM, &details(found)));
            sheet.blank();
        }
        sheet.finish()
    }

    fn markdown(&self) -> String {
        let mut out = String::from("| # | source | cue | content | how |\n| --- | --- | --- | --- | --- |\n");
        for found in &self.attributions {
            let cells = [&found.source, &found.cue, &found.content].map(|spans| {
                let words: Vec<String> = spans.iter().map(|span| escape(&told(span))).collect();
                words.join("; ")
            });
            out += &format!("| {} | {} | {} |\n", found.number, cells.join(" | "), escape(&details(found)));
        }
        out
    }
}

/// How many columns number and label have.
const COLUMNS: usize = 14;

/// The pieces, each with its code points.
fn words(spans: &[Span]) -> Rich {
    if spans.is_empty() {
        return Rich::styled(DIM, "–");
    }
    let mut line = Rich::default();
    for (idx, span) in spans.iter().enumerate() {
        line.push(DIM, if idx > 0 { " … " } else { "" });
        line.push(NAME, &span.text);
        line.push(DIM, &format!(" {}–{}", span.start, span.end));
    }
    line
}

fn told(span: &Span) -> String {
    format!("{} {}–{}", span.text, span.start, span.end)
}

fn details(found: &FoundAttribution) -> String {
    let inside = found.inside.map(|number| format!(" · inside {number}")).unwrap_or_default();
    format!("{} · score {:.2}{inside}", found.quote, found.score)
}

#[cfg(test)]
mod tests {
    use super::super::{Stage, sample, snapshot};
    use super::*;

    fn cues() -> CueStage {
        let record = sample::record();
        let at = |words: &str| {
            let at = record.article.text.find(words).unwrap();
            let range = at..at + words.len();
            vec![range]
        };
        let first = Attribution::new(at("Halvorsen"), at("told"), at("We will rebuild"), 0.98);
        let second = Attribution {
            parent: Some(0),
            quote: Quote::Direct,
            ..Attribution::new(Vec::new(), at("added"), [at("And we,"), at("will pay for it.")].concat(), 0.5)
        };
        CueStage::new(record.clone(), &[first, second])
    }

    fn look(format: Format) -> Look {
        Look { format, stage: Stage::Cues, width: 60, color: false, is_terminal: false }
    }

    #[test]
    fn each_part_is_shown_with_its_code_points() {
        snapshot::check("cues-60", &cues().show(&look(Format::Human)));
        snapshot::check("cues-markdown", &cues().show(&look(Format::Markdown)));
    }

    #[test]
    fn json_has_the_page_and_its_attributions_and_claims_nothing_else() {
        let json = cues().show(&look(Format::Jsonl));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = value["article"]["text"].as_str().unwrap();
        let content = &value["attributions"][1]["content"][1];
        let at = |name: &str| content[name].as_u64().unwrap() as usize;
        assert_eq!(&text[at("byte_start")..at("byte_end")], "will pay for it.");
        assert_eq!(value["attributions"][1]["inside"], 1);
        assert!(value.get("statements").is_none() && value.get("actors").is_none());
    }
}
