//! Standoff for annotators: a text, and a file of annotations by its code points.
//!
//! Source: <https://brat.nlplab.org/standoff.html>; fragments, as of brat 1.3, since text of an annotation may not go
//! over an end of line.

use std::collections::HashMap;

use onrecord_record::Span;

use crate::ArticleRecord;
use crate::entry::shown_name;

/// What brat should know of the annotations: the file `annotation.conf` of their folder.
pub const CONFIG: &str = "\
[entities]
Content
Cue
Source

[relations]
SaidBy\tArg1:Content, Arg2:Source
CuedBy\tArg1:Content, Arg2:Cue
Within\tArg1:Content, Arg2:Content

[events]

[attributes]
Quote\tArg:Content, Value:direct|mixed|indirect
Modality\tArg:Content, Value:actual|future|conditional|negated
Act\tArg:Content, Value:assert|assess|announce|ask|admit|deny|decline|condole|concur|request|demand|propose|promise|\
agree|reject|threaten|accuse|criticise|oppose|praise|support|regret|retract
";

/// The annotations of the statements that are asked for: the file that stands beside the article's text.
pub fn annotations(entry: &ArticleRecord) -> String {
    let mut file = File::default();
    let mut contents: HashMap<&str, usize> = HashMap::new();
    for (id, statement) in entry.statements {
        let Some(content) = file.entity("Content", &statement.content) else { continue };
        contents.insert(&statement.id, content);
        for (name, kind, mention) in
            [("SaidBy", "Source", &statement.source), ("CuedBy", "Cue", &statement.cue)]
        {
            if let Some(other) = mention.as_ref().and_then(|mention| file.entity(kind, mention.pieces())) {
                file.relation(name, content, other);
            }
        }
        file.attribute("Quote", content, &statement.quote);
        file.attribute("Modality", content, &statement.modality);
        file.attribute("Act", content, &statement.act);
        let speakers: Vec<String> =
            entry.actors(&statement.speakers).map(|(_, actor)| in_one_line(&shown_name(actor))).collect();
        let speakers = if speakers.is_empty() { "unknown".to_string() } else { speakers.join(" | ") };
        file.note(content, &format!("{id} speaker: {speakers}"));
    }
    for (_, statement) in entry.statements {
        let parent = statement.parent.as_deref().and_then(|id| contents.get(id));
        if let (Some(content), Some(parent)) = (contents.get(statement.id.as_str()), parent) {
            file.relation("Within", *content, *parent);
        }
    }
    file.lines
}

#[derive(Default)]
struct File {
    lines: String,
    n_entities: usize,
    n_relations: usize,
    n_attributes: usize,
    n_notes: usize,
    known: HashMap<String, usize>,
}

impl File {
    /// A text-bound annotation; the same words in the same part are one. `None` where there are no words.
    fn entity(&mut self, kind: &str, spans: &[Span]) -> Option<usize> {
        let fragments: Vec<(usize, usize, &str)> = spans.iter().flat_map(fragments).collect();
        if fragments.is_empty() {
            return None;
        }
        let places: Vec<String> = fragments.iter().map(|(start, end, _)| format!("{start} {end}")).collect();
        let key = format!("{kind} {}", places.join(";"));
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        self.n_entities += 1;
        let words: Vec<&str> = fragments.iter().map(|(_, _, words)| *words).collect();
        self.line(&format!("T{}\t{key}\t{}", self.n_entities, words.join(" ")));
        // Two statements of the same words are two all the same.
        if kind != "Content" {
            self.known.insert(key, self.n_entities);
        }
        Some(self.n_entities)
    }

    fn relation(&mut self, name: &str, from: usize, to: usize) {
        self.n_relations += 1;
        self.line(&format!("R{}\t{name} Arg1:T{from} Arg2:T{to}", self.n_relations));
    }

    fn attribute(&mut self, name: &str, of: usize, value: &impl serde::Serialize) {
        self.n_attributes += 1;
        let value = serde_json::to_value(value).unwrap_or_default();
        let value = value.as_str().unwrap_or_default();
        self.line(&format!("A{}\t{name} T{of} {value}", self.n_attributes));
    }

    fn note(&mut self, of: usize, text: &str) {
        self.n_notes += 1;
        self.line(&format!("#{}\tAnnotatorNotes T{of}\t{text}", self.n_notes));
    }

    fn line(&mut self, line: &str) {
        self.lines.push_str(line);
        self.lines.push('\n');
    }
}

/// The parts of a span between ends of lines and tabs, with their code points.
fn fragments(span: &Span) -> Vec<(usize, usize, &str)> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for words in span.text.split(['\n', '\r', '\t']) {
        let end = start + words.chars().count();
        if !words.trim().is_empty() {
            parts.push((start, end, words));
        }
        start = end + 1;
    }
    parts
}

fn in_one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::tests::{record, with_entry};

    #[test]
    fn offsets_slice_the_text_and_lines_stay_whole() {
        let record = record();
        let file = with_entry(&record, annotations);
        let letters: Vec<char> = record.article.text.chars().collect();
        let mut n = 0;
        for line in file.lines().filter(|line| line.starts_with('T')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let (_, places) = cells[1].split_once(' ').unwrap();
            let slice = |place: &str| -> String {
                let (start, end) = place.split_once(' ').unwrap();
                letters[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
            };
            assert_eq!(places.split(';').map(slice).collect::<Vec<_>>().join(" "), cells[2]);
            n += 1;
        }
        assert_eq!(n, 3);
        assert!(
            file.contains("R1\tSaidBy Arg1:T1 Arg2:T2\n") && file.contains("\tAct T1 promise\n"),
            "{file}"
        );
        assert!(file.contains("#1\tAnnotatorNotes T1\tst-1 speaker: Mira Halvorsen\n"));
    }

    #[test]
    fn brat_knows_every_act() {
        for act in ["assert", "retract", "criticise", "condole"] {
            assert!(CONFIG.contains(act));
        }
    }
}
