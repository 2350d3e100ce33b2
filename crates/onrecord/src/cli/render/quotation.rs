//! Cards in Markdown: a block quotation, who and what behind it.

use std::fmt::Write;

use onrecord_answer::{Card, Passage, Shows, Tone};

use super::markup::{escape, put};
use super::sanitize::sanitize;

/// The card's words, or the sentence that shows it: the words that were asked for bold.
pub fn words(card: &Card) -> String {
    if card.words.is_empty()
        && let Some(passage) = &card.passage
    {
        return sentence(passage);
    }
    let mut out = String::new();
    let mut at = 0;
    for mark in &card.marks {
        put(&card.words[at..mark.start], &mut out);
        let _ = write!(out, "**{}**", escape(&card.words[mark.clone()]));
        at = mark.end;
    }
    put(&card.words[at..], &mut out);
    out
}

/// Who and what, names bold.
pub fn title(card: &Card) -> String {
    let mut title = String::new();
    for phrase in &card.title {
        match phrase.tone {
            Tone::Name => title.push_str(&format!("**{}**", escape(&phrase.text))),
            _ => put(&phrase.text, &mut title),
        }
    }
    title
}

/// A sentence of the article, the source and the entry's words in it bold, the cue italic.
pub fn sentence(passage: &Passage) -> String {
    let mut out = String::new();
    for (idx, run) in passage.runs.iter().enumerate() {
        let mark = match run.shows {
            Shows::Nothing => "",
            Shows::Source | Shows::Entry => "**",
            Shows::Cue => "_",
        };
        let before = idx.checked_sub(1).and_then(|idx| passage.runs[idx].text.chars().next_back());
        let behind = passage.runs.get(idx + 1).and_then(|run| run.text.chars().next());
        let mark = if can_be_marked(&run.text, before, behind) { mark } else { "" };
        out.push_str(mark);
        put(&run.text, &mut out);
        out.push_str(mark);
    }
    let before = if passage.is_cut_before { "… " } else { "" };
    let behind = if passage.is_cut_behind { " …" } else { "" };
    format!("{before}{}{behind}", out.trim())
}

/// Whether emphasis can open and close here: CommonMark asks what stands on either side (0.31.2, 6.2). Emphasis inside
/// a word, or over a punctuation mark that touches one, would be printed as asterisks.
fn can_be_marked(words: &str, before: Option<char>, behind: Option<char>) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_tight = words.trim() == words && !words.is_empty() && *sanitize(words) == *words;
    is_tight && is_apart(before) && is_apart(behind)
}
