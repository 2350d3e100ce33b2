//! Markdown (CommonMark): to paste into notes, issues and posts. Page text cannot add markup of its own.

use std::fmt::Write;

use onrecord_answer::words::{headline, name_of};
use onrecord_answer::{Card, Cards};
use onrecord_record::Record;

use super::human::{byline, sections};
use crate::cli::render::markup::{escape, link};
use crate::cli::render::quotation;

/// The article's head, then each statement: its content as a block quotation, what the record tells of it, and the
/// sentence that names its source, the source bold and the cue italic.
pub fn record(record: &Record) -> String {
    let mut out = head(record);
    if record.statements.is_empty() {
        out.push_str("No statements found.\n\n");
    }
    for (heading, cards) in sections(&Cards::of(record)) {
        if !heading.is_empty() && !cards.is_empty() {
            let _ = writeln!(out, "## {heading}\n");
        }
        cards.iter().for_each(|card| put_card(card, &mut out));
    }
    notes(record, &mut out);
    finish(out)
}

/// The article's blocks in Markdown's own forms, then what was set apart.
pub fn page(record: &Record) -> String {
    let mut out = head(record);
    for block in &record.article.blocks {
        let text = escape(&block.text);
        let _ = match name_of(&block.role).as_str() {
            "heading" => writeln!(out, "## {text}\n"),
            "list item" => writeln!(out, "- {text}\n"),
            "quotation" => writeln!(out, "> {text}\n"),
            "caption" | "credit" | "standfirst" => writeln!(out, "*{text}*\n"),
            // The headline stands above already.
            "title" => Ok(()),
            "table" => {
                let rows: Vec<String> = block.text.lines().map(escape).collect();
                writeln!(out, "{}\n", rows.join("\\\n"))
            }
            _ => writeln!(out, "{text}\n"),
        };
    }
    if !record.article.furniture.is_empty() {
        out.push_str("## Set apart\n\n");
    }
    for piece in &record.article.furniture {
        let _ = writeln!(out, "- **{}**: {}", name_of(&piece.role), escape(&piece.text));
    }
    out.push('\n');
    notes(record, &mut out);
    finish(out)
}

fn head(record: &Record) -> String {
    let article = &record.article;
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape(headline(&article.title)));
    let byline = byline(article);
    if !byline.is_empty() {
        let _ = writeln!(out, "{}\n", escape(&byline));
    }
    if let Some(url) = link(&article.url) {
        let _ = writeln!(out, "<{url}>\n");
    }
    if !article.standfirst.is_empty() {
        let _ = writeln!(out, "*{}*\n", escape(&article.standfirst));
    }
    out
}

/// The words as a block quotation, who and what behind them; then the sentence that names the source.
fn put_card(card: &Card, out: &mut String) {
    let details: Vec<String> = card.details.iter().map(|detail| escape(detail)).collect();
    let (words, title) = (quotation::words(card), quotation::title(card));
    let _ = writeln!(out, "> {words}\n>\n> — {title} · {}\n", details.join(" · "));
    if let Some(passage) = card.passage.as_ref().filter(|_| !card.words.is_empty()) {
        let _ = writeln!(out, "{}\n", quotation::sentence(passage));
    }
}

fn notes(record: &Record, out: &mut String) {
    for note in &record.notes {
        let _ = writeln!(out, "Note: {}\n", escape(&note.what));
    }
}

fn finish(mut out: String) -> String {
    out.truncate(out.trim_end_matches('\n').len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_bold_and_a_cue_italic_in_their_sentence() {
        let text = "Rain fell. “It *holds*,” Sen. Roe said <b>twice</b>. Then it rained.";
        assert_eq!(
            shown(text, "Sen. Roe", "said"),
            "“It \\*holds\\*,” **Sen. Roe** _said_ \\<b\\>twice\\</b\\>."
        );
        // Emphasis that touches a word would be printed as it stands.
        assert_eq!(shown("Roe: “It holds.”", "Roe", ":"), "**Roe**\\: “It holds.”");
        assert_eq!(shown("PortVale said so.", "Port", "said"), "PortVale _said_ so.");
        assert_eq!(shown("# Roe said 1. it holds", "Roe", "said"), "\\# **Roe** _said_ 1\\. it holds");
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = format!("{} Roe said {}", "it holds and".repeat(100), "and it holds ".repeat(100));
        let context = shown(&text, "Roe", "said");
        assert!(context.starts_with("… ") && context.ends_with(" …") && context.len() < 900, "{context}");
        assert!(context.contains(" **Roe** _said_ and it"), "{context}");
    }

    /// The context of a statement in an article of one paragraph.
    fn shown(text: &str, source: &str, cue: &str) -> String {
        use onrecord_record::{Locator, Mention};
        let locator = Locator::new(text);
        let mention = |words: &str| {
            let at = text.find(words).unwrap();
            Some(Mention::from(locator.span(at..at + words.len())))
        };
        let mut record = super::super::sample::record();
        record.article.text = text.to_string();
        record.article.blocks.truncate(1);
        (record.article.blocks[0].byte_start, record.article.blocks[0].byte_end) = (0, text.len());
        let mut statement = record.statements[0].clone();
        (statement.source, statement.cue) = (mention(source), mention(cue));
        record.statements = vec![statement];
        quotation::sentence(Cards::of(&record).statements[0].passage.as_ref().unwrap())
    }
}
