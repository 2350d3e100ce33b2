//! The text of an article, with what was said in it by whom.

use std::ops::Range;

use onrecord_answer::words::name_of;
use onrecord_record::{Article, Block, Role};

use super::passage::{MarkedRun, cut};

/// Words that somebody said.
#[derive(Clone, Debug)]
pub struct SpokenPiece {
    /// The entry.
    pub entry: String,
    /// The class of its speaker.
    pub voice: &'static str,
    /// Where it stands: bytes of the article's text.
    pub range: Range<usize>,
}

/// A block of the text.
#[derive(Clone, Debug)]
pub struct TextBlock {
    /// The class of its element: what it is for.
    pub role: String,
    /// Its words.
    pub runs: Vec<MarkedRun<TextMark>>,
}

/// What words of the text are part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMark {
    /// The entries, the innermost first, as an attribute lists them; empty where nobody said it.
    pub entries: String,
    /// The innermost.
    pub first: String,
    /// The class of its speaker.
    pub voice: &'static str,
}

/// The classes of speakers: those who say most have a colour of their own, the others share one.
const VOICES: [&str; 7] = ["s1", "s2", "s3", "s4", "s5", "s6", "s0"];

/// The class of the speaker of this rank; of whoever is not known there is none.
pub fn voice(rank: Option<usize>) -> &'static str {
    VOICES[rank.unwrap_or(usize::MAX).min(VOICES.len() - 1)]
}

/// The blocks of the text, cut where somebody begins or ends to speak. Headline and standfirst, which the head of a page
/// shows, are left out.
pub fn paragraphs(article: &Article, pieces: &[SpokenPiece]) -> Vec<TextBlock> {
    let is_of_text = |block: &&Block| !matches!(block.role, Role::Title | Role::Standfirst);
    article.blocks.iter().filter(is_of_text).map(|block| paragraph(article, block, pieces)).collect()
}

fn paragraph(article: &Article, block: &Block, pieces: &[SpokenPiece]) -> TextBlock {
    let (start, end) = (block.byte_start, block.byte_end);
    let text = article.text.get(start..end).unwrap_or(&block.text);
    let here: Vec<&SpokenPiece> =
        pieces.iter().filter(|piece| piece.range.start < end && piece.range.end > start).collect();
    let layers: Vec<Range<usize>> = here
        .iter()
        .map(|piece| piece.range.start.saturating_sub(start)..piece.range.end.min(end) - start)
        .collect();
    let shown = |covering: &[usize]| said(covering.iter().map(|idx| here[*idx]).collect());
    TextBlock { role: name_of(&block.role).replace(' ', "_"), runs: cut(text, &layers, shown) }
}

fn said(mut covering: Vec<&SpokenPiece>) -> TextMark {
    covering.sort_by_key(|piece| piece.range.len());
    let Some(innermost) = covering.first() else { return TextMark::default() };
    let entries: Vec<&str> = covering.iter().map(|piece| piece.entry.as_str()).collect();
    TextMark { entries: entries.join(" "), first: innermost.entry.clone(), voice: innermost.voice }
}

#[cfg(test)]
mod tests {
    use onrecord_record::{Locator, SourceRange};

    use super::*;

    #[test]
    fn words_belong_to_the_innermost_who_says_them() {
        let text = "“She said ‘no’.”";
        let end = Locator::new(text).span(0..text.len());
        let block = Block {
            role: Role::Paragraph,
            text: text.to_string(),
            start: 0,
            end: end.end,
            byte_start: 0,
            byte_end: text.len(),
            source: SourceRange::default(),
        };
        let article = Article { text: text.to_string(), blocks: vec![block], ..Article::default() };
        let no = text.find("no").unwrap();
        let piece = |entry: &str, voice, range| SpokenPiece { entry: entry.to_string(), voice, range };
        let pieces = [
            piece("st-1", "s1", 0..text.len()),
            piece("st-2", "s2", no..no + 2),
            piece("st-3", "s3", 90..99),
        ];
        let shown = paragraphs(&article, &pieces);
        let told: Vec<(&str, &str)> =
            shown[0].runs.iter().map(|run| (run.text.as_str(), run.shows.entries.as_str())).collect();
        assert_eq!(told, [("“She said ‘", "st-1"), ("no", "st-2 st-1"), ("’.”", "st-1")]);
    }
}
