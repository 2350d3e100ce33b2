//! Markdown (CommonMark): to paste into notes, issues and posts. Page text cannot add markup of its own.

use std::fmt::Write;
use std::ops::Range;

use onrecord_record::{Mention, Record, Statement};

use super::human::{byline, marked};
use super::words::{details_but_wording, speaker};
use crate::cli::render::markup::{escape, link, put};
use crate::cli::render::sanitize::sanitize;
use crate::cli::render::words::name_of;

/// The article's head, then each statement: its content as a block quotation, what the record tells of it, and the
/// sentence that names its source, the source bold and the cue italic.
pub fn record(record: &Record) -> String {
    let mut out = head(record);
    if record.statements.is_empty() {
        out.push_str("No statements found.\n\n");
    }
    for statement in &record.statements {
        put_statement(record, statement, &mut out);
    }
    if !record.thoughts.is_empty() {
        out.push_str("## Thought, not said\n\n");
    }
    for thought in &record.thoughts {
        put_statement(record, thought, &mut out);
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
    let title = if article.title.is_empty() { "(no headline)" } else { &article.title };
    let _ = writeln!(out, "# {}\n", escape(title));
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

fn put_statement(record: &Record, statement: &Statement, out: &mut String) {
    let speaker = speaker(record, statement);
    let _ = writeln!(out, "> {}\n>", escape(&marked(statement)));
    let _ = write!(out, "> — **{}**", escape(&speaker.name));
    if !speaker.roles.is_empty() {
        let _ = write!(out, ", {}", escape(&speaker.roles));
    }
    if let Some(doubt) = speaker.doubt {
        let _ = write!(out, " ({doubt})");
    }
    let details: Vec<String> = details_but_wording(record, statement).iter().map(|d| escape(d)).collect();
    let _ = writeln!(out, " · {}\n", details.join(" · "));
    if let Some(context) = context(record, statement) {
        let _ = writeln!(out, "{context}\n");
    }
}

/// How far a sentence is followed on either side of source and cue, in bytes.
const REACH: usize = 400;

/// The sentence in which source and cue stand, the source bold, the cue italic; `None` where there is neither.
fn context(record: &Record, statement: &Statement) -> Option<String> {
    let article = &record.article;
    let sources = statement.source.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), "**"));
    let cues = statement.cue.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), "_"));
    let mut marks: Vec<(Range<usize>, &str)> = sources.chain(cues).collect();
    marks.sort_by_key(|(range, _)| (range.start, range.end));
    let anchor = statement.cue.as_ref().or(statement.source.as_ref())?.span.byte_start;
    let next = article.blocks.partition_point(|block| block.byte_start <= anchor);
    let block = article.blocks[..next].last()?;
    let block = block.byte_start..block.byte_end;
    // A record that was not made here may have spans of another text.
    article.text.get(block.clone())?;
    let is_inside = |range: &Range<usize>| block.start <= range.start && range.end <= block.end;
    marks.retain(|(range, _)| is_inside(range) && article.text.get(range.clone()).is_some());
    marks.dedup_by(|next, kept| next.0.start < kept.0.end);
    let inner = marks.first()?.0.start..marks.last()?.0.end;
    let shown = sentence(&article.text, block.clone(), inner);

    let mut out = String::new();
    let mut at = shown.start;
    for (range, mark) in marks {
        if !can_be_marked(&article.text, &range) {
            continue;
        }
        put(&article.text[at..range.start], &mut out);
        out.push_str(mark);
        put(&article.text[range.clone()], &mut out);
        out.push_str(mark);
        at = range.end;
    }
    put(&article.text[at..shown.end], &mut out);
    let before = if shown.start > block.start && is_cut(&article.text, shown.start) { "… " } else { "" };
    let behind = if shown.end < block.end && is_cut(&article.text, shown.end) { " …" } else { "" };
    Some(format!("{before}{}{behind}", out.trim()))
}

/// The sentences of `block` over which `inner` goes, but no more than [`REACH`] on either side.
fn sentence(text: &str, block: Range<usize>, inner: Range<usize>) -> Range<usize> {
    let mut from = text.floor_char_boundary(inner.start.saturating_sub(REACH).max(block.start));
    let mut to = text.ceil_char_boundary((inner.end + REACH).min(block.end));
    if from > block.start {
        from += text[from..inner.start].find(' ').map_or(0, |blank| blank + 1);
    }
    if to < block.end {
        to = text[inner.end..to].rfind(' ').map_or(to, |blank| inner.end + blank);
    }
    let blanks = text[from..to].match_indices(' ').map(|(at, _)| from + at);
    let ends: Vec<usize> = blanks.filter(|at| ends_sentence(&text[from..*at], &text[*at..to])).collect();
    let start = ends.iter().rev().find(|at| **at < inner.start).map_or(from, |at| at + 1);
    let end = ends.iter().find(|at| **at >= inner.end).copied().unwrap_or(to);
    start..end
}

/// Whether a sentence ends between two pieces of a text. Behind a short word with a capital it does not ("Sen. Roe",
/// "U.S. officials"): few end so, and one sentence too many does no harm.
fn ends_sentence(before: &str, behind: &str) -> bool {
    let bare = before.trim_end_matches(['”', '"', '’', '\'', ')']);
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_abbreviation = word.ends_with('.') && word.len() <= 5 && word.starts_with(char::is_uppercase);
    let goes_on = behind.trim_start().starts_with(char::is_lowercase);
    bare.ends_with(['.', '!', '?']) && !goes_on && !(is_abbreviation && bare.len() == before.len())
}

/// Whether a text is left in the middle of a sentence.
fn is_cut(text: &str, at: usize) -> bool {
    !text[..at].trim_end().ends_with(['.', '!', '?', '”', '"', '’', ')', ':', '…'])
}

/// Whether emphasis can open and close here: CommonMark asks what stands on either side (0.31.2, 6.2). Emphasis inside
/// a word, or over a punctuation mark that touches one, would be printed as asterisks.
fn can_be_marked(text: &str, range: &Range<usize>) -> bool {
    let words = &text[range.clone()];
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_tight = words.trim() == words && !words.is_empty() && *sanitize(words) == *words;
    is_tight
        && is_apart(text[..range.start].chars().next_back())
        && is_apart(text[range.end..].chars().next())
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
        context(&record, &statement).unwrap()
    }
}
