//! Transcripts: paragraphs that begin with who speaks and a colon, "ADA ROE: The dam holds."

use std::collections::HashMap;
use std::ops::Range;

use crate::attribution::Attribution;
use crate::quotation::Quotation;
use crate::speech::trim;

/// What one says when it is one's turn; byte ranges of the article's text.
pub struct Turn {
    pub who: Range<usize>,
    pub words: Range<usize>,
}

/// How sure it is that whoever is named so speaks.
const SURE: f32 = 0.9;

/// The turns among `paragraphs`, where there are enough to make a transcript: two who speak, and one of them twice.
pub fn turns(text: &str, paragraphs: &[Range<usize>]) -> Vec<Turn> {
    let all: Vec<Turn> = paragraphs.iter().filter_map(|paragraph| turn(text, paragraph.clone())).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for turn in &all {
        *counts.entry(&text[turn.who.clone()]).or_default() += 1;
    }
    let is_transcript = counts.len() > 1 && all.len() > 2 && counts.values().any(|count| *count > 1);
    if is_transcript { all } else { Vec::new() }
}

/// Whether a paragraph is one of the turns, which are in order.
pub fn is_one(turns: &[Turn], paragraph: &Range<usize>) -> bool {
    let idx = turns.partition_point(|turn| turn.who.start < paragraph.start);
    turns.get(idx).is_some_and(|turn| turn.who.start < paragraph.end)
}

/// Makes an attribution of each turn, whose words count as quoted.
pub fn add(turns: Vec<Turn>, quotations: &mut Vec<Quotation>, found: &mut Vec<Attribution>) {
    for Turn { who, words } in turns {
        let piece = words.clone();
        quotations.push(Quotation { pieces: vec![piece], whole: words.clone(), closed: true });
        let (source, content) = (vec![who], vec![words]);
        found.push(Attribution { source, content, score: SURE, ..Attribution::default() });
    }
    quotations.sort_by_key(|quotation| quotation.whole.start);
    found.sort_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[0].end)));
}

/// A paragraph that begins with a name in capitals and a colon.
fn turn(text: &str, paragraph: Range<usize>) -> Option<Turn> {
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
        .then_some(Turn { who: start..end, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_has_two_who_speak() {
        let check = |text: &str| {
            let at = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
            let lines = text.lines().map(|line| at(line)..at(line) + line.len());
            let found = turns(text, &lines.collect::<Vec<_>>());
            found.into_iter().map(|turn| text[turn.who].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            check("ADA ROE: It holds.\nLUND: It leaks.\nADA ROE: No."),
            ["ADA ROE", "LUND", "ADA ROE"]
        );
        assert!(check("WATCH: The dam\nRELATED: The mill").is_empty());
    }
}
