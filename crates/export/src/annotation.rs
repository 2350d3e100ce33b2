//! Statements as annotations of the stored text.
//!
//! Source: W3C, "Web Annotation Data Model" (2017), <https://www.w3.org/TR/annotation-model/>: selectors in 4.2.4 and
//! 4.2.5, several targets in 3.2.

use onrecord_record::{ActorKind, Statement};
use serde_json::{Value, json};

use crate::ArticleRecord;
use crate::entry::{NAMESPACE, day, is_quoted, shown_name, urn, without_nulls};

/// How many code points before and behind the words are told.
const AROUND: usize = 32;

/// One annotation for each statement that is asked for, in JSON-LD.
///
/// The body is a schema.org Quotation where words are quoted, and a Claim where they are reported. The targets are the
/// statement's pieces, each by its words and by its code points in the article's stored text; their source is the page's
/// address where there is one, and the text's own id stands beside it, since a page may change and the text does not.
pub fn annotations<'a>(entry: &'a ArticleRecord<'a>) -> impl Iterator<Item = Value> + 'a {
    entry.statements.iter().map(|(id, statement)| annotation(entry, id, statement))
}

fn annotation(entry: &ArticleRecord, id: &str, statement: &Statement) -> Value {
    let article = &entry.record.article;
    let source = json!({
        "id": entry.url().map_or_else(|| urn(entry.article), str::to_string),
        "schema:identifier": urn(entry.article), "type": "Text", "format": "text/plain", "language": article.language,
        "schema:name": article.title,
    });
    let targets: Vec<Value> = statement
        .content
        .iter()
        .map(|span| {
            let (before, behind) = (&article.text[..span.byte_start], &article.text[span.byte_end..]);
            let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
            let to = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
            json!({
                "source": without_nulls(source.clone()),
                "selector": [
                    {"type": "TextQuoteSelector", "exact": span.text, "prefix": before[from..], "suffix": behind[..to]},
                    {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                ],
            })
        })
        .collect();
    let body = json!([
        quotation(entry, statement),
        {"type": "TextualBody", "purpose": "tagging", "value": statement.act},
    ]);
    json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"onrecord": NAMESPACE}],
        "id": urn(id), "type": "Annotation", "motivation": "describing", "body": body, "target": targets,
    })
}

/// The statement itself, in the terms of schema.org that the context knows as `schema:`.
fn quotation(entry: &ArticleRecord, statement: &Statement) -> Value {
    let speakers: Vec<Value> = entry
        .actors(&statement.speakers)
        .map(|(id, actor)| {
            let kind = match actor.kind {
                ActorKind::Person | ActorKind::Author | ActorKind::Unnamed => "schema:Person",
                ActorKind::Organisation | ActorKind::Country | ActorKind::Group => "schema:Organization",
                ActorKind::Document => "schema:CreativeWork",
            };
            json!({"id": urn(id), "type": kind, "schema:name": shown_name(actor)})
        })
        .collect();
    let (kind, by) = match is_quoted(statement) {
        true => ("schema:Quotation", "schema:spokenByCharacter"),
        false => ("schema:Claim", "schema:author"),
    };
    without_nulls(json!({
        "type": kind,
        "schema:text": onrecord_record::joined(&statement.content),
        by: speakers,
        "onrecord:quote": statement.quote,
        "onrecord:confidence": statement.confidence,
        "schema:dateCreated": statement.said.as_ref().map(day),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::tests::{record, with_entry};

    #[test]
    fn selectors_find_the_words_again() {
        let record = record();
        let annotations: Vec<Value> = with_entry(&record, |entry| annotations(entry).collect());
        let letters: Vec<char> = record.article.text.chars().collect();
        let targets = annotations[0]["target"].as_array().unwrap();
        assert_eq!((annotations.len(), targets.len()), (1, 2));
        for target in targets {
            let (quote, position) = (&target["selector"][0], &target["selector"][1]);
            let at = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
            let words: String = letters[at("start")..at("end")].iter().collect();
            let text = |name: &str| quote[name].as_str().unwrap();
            assert_eq!(words, text("exact"));
            let whole = format!("{}{}{}", text("prefix"), text("exact"), text("suffix"));
            assert!(record.article.text.contains(&whole));
            assert!(text("prefix").chars().count() <= 32 && text("suffix").chars().count() <= 32);
        }
    }
}
