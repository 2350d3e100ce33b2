//! Markdown (CommonMark): to paste into notes, issues and posts. Page text cannot add markup of its own.

use std::fmt::Write;

use onrecord_record::{Record, Statement};

use super::human::{byline, marked};
use super::sanitize::sanitize;
use super::words::{details, name_of, speaker};

/// The article's head, then each statement as a block quotation with its source.
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

/// An address that may stand between angle brackets; another scheme than http(s) is not made a link.
fn link(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.as_str().replace('<', "%3C").replace('>', "%3E"))
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
    let details: Vec<String> = details(record, statement, &speaker).iter().map(|d| escape(d)).collect();
    let _ = writeln!(out, " · {}\n", details.join(" · "));
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

/// One line in which nothing is markup: neither Markdown's nor HTML's, nor a terminal's.
fn escape(text: &str) -> String {
    let safe = sanitize(text);
    let mut escaped = String::with_capacity(safe.len() + 8);
    for (at, c) in safe.trim().char_indices() {
        let is_list_number =
            at > 0 && matches!(c, '.' | ')') && safe.trim()[..at].bytes().all(|b| b.is_ascii_digit());
        // These are markup anywhere; the rest only at the start of a line, or behind a number there.
        let is_markup =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '@' | '$');
        let is_markup_first = at == 0 && matches!(c, '#' | '+' | '-' | '=' | ':');
        if is_markup || is_markup_first || is_list_number {
            escaped.push('\\');
        }
        // `![` would show a picture from elsewhere.
        if c == '!' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // An address alone would become a link where the reader's dialect is GitHub's.
    escaped.replace("://", ":\\//").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_cannot_add_markup() {
        assert_eq!(
            escape("**bold** <script> [a](javascript:x)"),
            r"\*\*bold\*\* \<script\> \[a\](javascript:x)"
        );
        assert_eq!(escape("# head"), r"\# head");
        assert_eq!(escape("- item"), r"\- item");
        assert_eq!(escape("12. item"), r"12\. item");
        assert_eq!(escape("see https://evil.example"), r"see https:\//evil.example");
        assert_eq!(escape("a\n# b"), "a # b");
        assert_eq!(escape("![x](y)"), r"\!\[x\](y)");
        assert_eq!(escape("\x1b[2J"), r"␛\[2J");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://example.org/a>b").as_deref(), Some("https://example.org/a%3Eb"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("not an address"), None);
    }
}
