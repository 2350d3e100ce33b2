//! The sentence of an article in which words stand, with what each of them shows.

use std::ops::Range;

use onrecord_record::Article;
use serde::Serialize;

/// A sentence, or as much of it as is worth showing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its words in order; together they are a slice of the article's text.
    pub runs: Vec<WordRun>,
    /// Whether the sentence begins before it.
    pub is_cut_before: bool,
    /// Whether the sentence goes on behind it.
    pub is_cut_behind: bool,
}

/// Words that show one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordRun {
    /// The words.
    pub text: String,
    /// What they show.
    pub shows: Shows,
}

/// What words show of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Nothing: they stand beside those that do.
    Nothing,
    /// Who it is attributed to.
    Source,
    /// That it was said.
    Cue,
    /// The entry itself.
    Entry,
}

/// How far a sentence is followed on either side of the words, in bytes.
const REACH: usize = 400;

impl Passage {
    /// The sentences of one block in which `marked` stands, as far as they stand in the block of the first byte of
    /// `anchor`; `None` where none of them does.
    pub(crate) fn of(
        article: &Article,
        anchor: usize,
        mut marked: Vec<(Range<usize>, Shows)>,
    ) -> Option<Passage> {
        let next = article.blocks.partition_point(|block| block.byte_start <= anchor);
        let block = article.blocks[..next].last()?;
        let block = block.byte_start..block.byte_end;
        let text = &article.text;
        // A record that was not made here may have spans of another text.
        text.get(block.clone())?;
        let is_inside = |range: &Range<usize>| block.start <= range.start && range.end <= block.end;
        marked.sort_by_key(|(range, _)| (range.start, range.end));
        marked.retain(|(range, _)| is_inside(range) && text.get(range.clone()).is_some());
        marked.dedup_by(|next, kept| next.0.start < kept.0.end);
        let inner = marked.first()?.0.start..marked.last()?.0.end;
        let shown = sentence(text, block.clone(), inner);
        Some(Passage {
            is_cut_before: shown.start > block.start && is_cut(text, shown.start),
            is_cut_behind: shown.end < block.end && is_cut(text, shown.end),
            runs: runs(text, shown, marked),
        })
    }
}

/// The sentences of a paragraph over which these byte ranges of it go, as a byte range too; `None` where none of them
/// stands in it.
pub fn sentence_around(paragraph: &str, pieces: &[Range<usize>]) -> Option<Range<usize>> {
    let inside = pieces.iter().filter(|piece| paragraph.get((*piece).clone()).is_some()).cloned();
    let inner = inside.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end))?;
    Some(sentence(paragraph, 0..paragraph.len(), inner))
}

fn runs(text: &str, shown: Range<usize>, marked: Vec<(Range<usize>, Shows)>) -> Vec<WordRun> {
    let mut runs = Vec::new();
    let mut put = |range: Range<usize>, shows| {
        if !range.is_empty() {
            runs.push(WordRun { text: text[range].to_string(), shows });
        }
    };
    let mut at = shown.start;
    for (range, shows) in marked {
        put(at..range.start, Shows::Nothing);
        at = range.end;
        put(range, shows);
    }
    put(at..shown.end, Shows::Nothing);
    runs
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
