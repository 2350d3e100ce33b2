//! Answers in words for an assistant: each entry with its exact words, where they stand, and the article's address.

use std::fmt::Write;

use onrecord_answer::{Answer, Card, Cards, copies, place};
use onrecord_record::Record;
use onrecord_store::Entry;
use serde_json::Value;

/// An answer's entries, cited; of an answer that has none, its own fields.
pub fn answer(answer: &impl Answer, next_cursor: Option<&str>) -> String {
    let entries = answer.entries();
    let mut text = String::new();
    for (idx, entry) in entries.iter().enumerate() {
        if idx > 0 {
            text.push_str("\n\n");
        }
        text.push_str(&cited(entry));
    }
    if entries.is_empty() {
        let lines: Vec<String> = answer.lines().iter().map(Value::to_string).collect();
        text = if lines.is_empty() { "nothing is on record".to_string() } else { lines.join("\n") };
    }
    if let Some(cursor) = next_cursor {
        let _ = write!(text, "\n\nThere is more: ask the same with cursor {cursor}");
    }
    text
}

/// One entry:
///
/// ```text
/// Mira Halvorsen promises … [st-00c0ffee00c0ffee]
/// “We will repair the gates”
/// about 12 March 2031, inferred · 2 reports in 2 articles
/// The gates of Corran · The Verran Courier · 13 March 2031 · characters 120 to 152 · https://courier.example/1
/// ```
fn cited(entry: &Entry) -> String {
    let card = Card::whole(entry);
    let mut details = card.details.clone();
    details.extend(copies(&entry.copies));
    let source = &entry.article;
    let place =
        format!("{} · characters {} to {} · {}", place(source), entry.start, entry.end, source.address);
    let lines = [format!("{} [{}]", card.title_text(), entry.id), card.words, details.join(" · "), place];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What a page that was just read puts on record.
pub fn record(record: &Record, cards: &Cards) -> String {
    let article = &record.article;
    let head = [article.title.as_str(), article.publisher.as_str(), article.url.as_str()];
    let mut text = head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    for card in cards.all() {
        let words = match &card.passage {
            Some(passage) => passage.runs.iter().map(|run| run.text.as_str()).collect::<String>(),
            None => card.words.clone(),
        };
        let _ =
            write!(text, "\n\n{} [{}]\n{words}\n{}", card.title_text(), card.id, card.details.join(" · "));
    }
    for note in &record.notes {
        let _ = write!(text, "\n\nnote: {}", note.what);
    }
    text
}
