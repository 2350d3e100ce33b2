//! Transcripts: paragraphs that begin with who speaks and a colon, "ADA ROE: The dam holds."

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::trim;

use super::quotation::Quotation;
use super::relation::Attribution;

/// The lines of a transcript; none where the text is no transcript.
pub struct Transcript {
    /// In order.
    lines: Vec<TranscriptLine>,
    /// The paragraphs that are no lines: each run of them by itself.
    prose: Vec<Vec<Range<usize>>>,
}

/// What one says when it is one's turn; byte ranges of the article's text.
struct TranscriptLine {
    who: Range<usize>,
    words: Range<usize>,
}

/// How sure it is that whoever is named so speaks.
const SURE: f32 = 0.9;

impl Transcript {
    /// The lines among the text's paragraphs, where there are enough to make a transcript: two who speak, and one of
    /// them twice.
    pub fn new(text: &Text) -> Transcript {
        let all: Vec<TranscriptLine> =
            text.paragraphs().iter().filter_map(|paragraph| line(text, paragraph.clone())).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for line in &all {
            *counts.entry(&text[line.who.clone()]).or_default() += 1;
        }
        let is_transcript = counts.len() > 1 && all.len() > 2 && counts.values().any(|count| *count > 1);
        let lines = if is_transcript { all } else { Vec::new() };
        let is_line = |paragraph: &Range<usize>| {
            let idx = lines.partition_point(|line| line.who.start < paragraph.start);
            lines.get(idx).is_some_and(|line| line.who.start < paragraph.end)
        };
        let runs = text.paragraphs().chunk_by(|a, b| is_line(a) == is_line(b));
        let prose = runs.filter(|run| !is_line(&run[0])).map(<[_]>::to_vec).collect();
        Transcript { lines, prose }
    }

    /// The paragraphs that are no lines, each run of them by itself.
    pub fn prose(&self) -> &[Vec<Range<usize>>] {
        &self.prose
    }

    /// The lines as attributions, and their words as quotations.
    pub fn attributions(&self) -> impl Iterator<Item = (Attribution, Quotation)> {
        self.lines.iter().map(|TranscriptLine { who, words }| {
            let content = vec![words.clone()];
            let quotation = Quotation { pieces: content.clone(), whole: words.clone(), closed: true };
            (Attribution::new(vec![who.clone()], Vec::new(), content, SURE), quotation)
        })
    }
}

/// A paragraph that begins with a name in capitals and a colon.
fn line(text: &str, paragraph: Range<usize>) -> Option<TranscriptLine> {
    const LONGEST: usize = 40;
    let all =
        text[paragraph.clone()].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"'));
    let start = paragraph.end - all.len();
    let end = start + all.find(':').filter(|end| *end < LONGEST)?;
    let who = &text[start..end];
    let is_mark = |c: char| matches!(c, ' ' | '.' | '-' | '’' | '\'');
    let is_name = who.chars().all(|c| c.is_uppercase() || is_mark(c)) && who.chars().count() > 1;
    let words = trim(text, end + 1..paragraph.end);
    (is_name && text[end + 1..].starts_with(' ') && !words.is_empty())
        .then_some(TranscriptLine { who: start..end, words })
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;

    #[test]
    fn a_transcript_has_two_who_speak() {
        let check = |text: &str| {
            let at = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
            let lines = text.lines().map(|line| at(line)..at(line) + line.len());
            let text = Text::new(text, lines.collect(), &Language::english());
            let found = Transcript::new(&text).lines;
            found.into_iter().map(|line| text[line.who].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            check("ADA ROE: It holds.\nLUND: It leaks.\nADA ROE: No."),
            ["ADA ROE", "LUND", "ADA ROE"]
        );
        assert!(check("WATCH: The dam\nRELATED: The mill").is_empty());
    }
}
