//! What an attribution is: the relation of a source, a cue and a content.

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::overlaps;
use onrecord_record::Quote;

/// Who is said to have said what; byte ranges of the article's text, in order.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The words that name the source; empty where none do.
    pub source: Vec<Range<usize>>,
    /// The words that link the two; empty where a quotation goes on without any.
    pub cue: Vec<Range<usize>>,
    /// What is attributed; never empty.
    pub content: Vec<Range<usize>>,
    /// The attribution that reports this one: "Day said the judge told her …".
    pub parent: Option<usize>,
    /// How the content is quoted: whole, in part, or not at all.
    pub quote: Quote,
    /// How sure, 0 to 1, uncalibrated.
    pub score: f32,
}

impl Attribution {
    /// An attribution that nothing else is known of yet.
    pub fn new(
        source: Vec<Range<usize>>,
        cue: Vec<Range<usize>>,
        content: Vec<Range<usize>>,
        score: f32,
    ) -> Attribution {
        Attribution { source, cue, content, parent: None, quote: Quote::Indirect, score }
    }

    /// Whether some word of its cue is one of these.
    pub fn has_cue_in(&self, words: &Range<usize>) -> bool {
        self.cue.iter().any(|own| overlaps(own, words))
    }

    /// Where it stands in the order of those who speak: at its source, else at its cue, else at its content.
    pub fn at(&self) -> usize {
        let first = [&self.source, &self.cue, &self.content].into_iter().find_map(|ranges| ranges.first());
        first.map_or(0, |range| range.start)
    }

    /// The index of the paragraph that it begins in.
    pub fn paragraph(&self, text: &Text) -> usize {
        let at = self.content.first().map_or_else(|| self.at(), |piece| piece.start);
        text.paragraph_at(at).unwrap_or(0)
    }

    /// The sentence that holds its cue or, without one, the start of its content.
    pub fn sentence(&self, text: &Text) -> Range<usize> {
        let at = self.cue.first().or(self.content.first()).map_or(0, |piece| piece.start);
        text.sentence_at(at).map_or(at..at, |sentence| sentence.at.clone())
    }

    /// From the first of its words to the last.
    pub fn hull(&self) -> Range<usize> {
        let all = || self.source.iter().chain(&self.cue).chain(&self.content);
        let start = all().map(|range| range.start).min().unwrap_or(0);
        start..all().map(|range| range.end).max().unwrap_or(0)
    }
}

/// Puts attributions in the order of their contents, an outer one before an inner one that begins with it, and gives
/// each the parent in whose content it stands whole.
pub fn nest(found: &mut [Attribution]) {
    found.sort_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[0].end)));
    let mut open: Vec<usize> = Vec::new();
    for idx in 0..found.len() {
        let hull = found[idx].hull();
        let holds = |outer: &Attribution| {
            outer.content.iter().any(|range| range.start <= hull.start && hull.end <= range.end)
        };
        let ends = |outer: &Attribution| outer.content.last().map_or(0, |range| range.end);
        open.retain(|outer| ends(&found[*outer]) > hull.start);
        if !found[idx].cue.is_empty() {
            found[idx].parent = open.iter().rev().copied().find(|outer| holds(&found[*outer]));
        }
        open.push(idx);
    }
}
