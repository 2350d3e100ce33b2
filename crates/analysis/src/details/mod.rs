//! What is decided from the words once an attribution's spans are known: the act, whether it was said at all, to
//! whom, where, by way of whom, and when.
//!
//! In: the spans of one attribution in its article. Out: [`Details`], whose spans slice the same text.

mod act;
mod addressee;
mod channel;
mod modality;
mod occasion;
mod said;
mod story;
mod via;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use onrecord_record::{Act, Modality};

pub use said::DateRange;

pub use occasion::{Occasions, Place, Polled, poll};
pub use story::Story;

use act::{Content, Found};
use words::{Word, words};

/// One attribution in its article, spans as byte ranges of `text`; `cue` and `source` may be empty.
pub struct Reported<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The sentence that holds the cue or, without one, the start of the content.
    pub sentence: Range<usize>,
    /// The words that link source and content.
    pub cue: &'a [Range<usize>],
    /// The words that name the source.
    pub source: &'a [Range<usize>],
    /// What is attributed.
    pub content: &'a [Range<usize>],
}

/// What the words tell of an attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// What was done by saying it.
    pub act: Act,
    /// Whether it was said, will be, would be, or was not.
    pub modality: Modality,
    /// Whether somebody is said to think it, and nobody to say it.
    pub is_thought: bool,
    /// Whether it is told as the next thing that was said.
    pub is_narrated: bool,
    /// Whether it is told as more of what was said just before: "also said".
    pub is_more: bool,
    /// Whether it is told as of an earlier time: "once claimed".
    pub is_earlier: bool,
    /// What a poll has to do with it.
    pub polled: Option<Polled>,
    /// The words that name whom it was said to.
    pub addressees: Vec<Range<usize>>,
    /// The words that name the medium or occasion.
    pub channel: Option<Range<usize>>,
    /// The medium that the cue's verb tells of itself: "testified".
    pub medium: Option<&'static str>,
    /// The words that name who relayed it.
    pub via: Option<Range<usize>>,
    /// When it was said.
    pub said: Option<DateRange>,
    /// Where the text tells that of this statement itself.
    pub said_at: Option<Range<usize>>,
}

/// Reads the details of one attribution; `published` is what days of the week are counted from.
pub fn details(reported: &Reported, published: Option<Date>) -> Details {
    let frame = Frame::new(reported);
    let content = Content::new(reported.text, reported.content);
    let told = act::act(&frame.cue, frame.found.as_ref(), &content);
    let modality = modality::modality(&frame, told);
    let by_cue = frame.found.as_ref().and_then(|found| found.meaning.act);
    // What was not told would have been made known by telling it, whatever its words.
    let is_untold = modality == Modality::Negated && matches!(by_cue, None | Some(Act::Propose));
    let act = if is_untold { Act::Announce } else { told };
    let said = said::said(&frame, modality, published)
        .or_else(|| said::said_behind(reported.text, reported.content, published));
    // A cue that the table does not have tells of no speech, unless some of it is in quotation marks.
    let is_told = frame.cue.is_empty() || frame.found.as_ref().is_some_and(|found| !found.meaning.is_thought);
    let is_thought = (!is_told || frame.is_somebodys()) && !content.is_voiced;
    Details {
        act,
        modality,
        is_thought,
        is_narrated: modality == Modality::Actual && occasion::is_narrated(&frame),
        is_more: occasion::is_more(&frame),
        is_earlier: occasion::is_earlier(&frame),
        polled: occasion::polled(&frame),
        addressees: addressee::addressees(&frame),
        channel: channel::channel(&frame),
        medium: channel::medium(&frame),
        via: via::via(&frame),
        said_at: said.as_ref().map(|dated| dated.at.clone()),
        said: said.map(|dated| dated.day),
    }
}

/// Whether these words hold a cue of the table that tells of speech.
pub fn has_cue(text: &str, range: Range<usize>) -> bool {
    act::cue(&words(text, range)).is_some_and(|found| !found.meaning.is_thought)
}

/// Whether a cue is a verb that its subject does: "bemoaned", "did not respond to"; not "was accused of", "to defend".
pub fn is_done(text: &str, cue: Range<usize>) -> bool {
    const AUXILIARIES: [&str; 14] = [
        "did", "does", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
        "should", "shall",
    ];
    const SUFFERED: [&str; 8] = ["be", "been", "being", "was", "were", "is", "are", "known"];
    let words = words(text, cue);
    let Some(first) = words.iter().find(|word| !word.lower.ends_with("ly") && !word.is(&["also", "then"]))
    else {
        return false;
    };
    let is_finite = first.lower.ends_with("ed")
        || first.is_irregular()
        || first.is(&AUXILIARIES)
        || first.lower.ends_with('s') && act::cue(std::slice::from_ref(first)).is_some();
    is_finite && !words.iter().any(|word| word.is(&SUFFERED))
}

/// The part of the sentence that is read: so much around the cue as a long sentence has, so that a page which is
/// all one sentence takes no longer than another.
fn window(reported: &Reported) -> Range<usize> {
    const REACH: usize = 500;
    let Reported { text, sentence, cue, content, .. } = reported;
    let at = cue.first().or(content.first()).map_or(sentence.start, |range| range.start);
    let start = at.saturating_sub(REACH).max(sentence.start);
    let end = (at + REACH).min(sentence.end).max(start);
    text.floor_char_boundary(start)..text.floor_char_boundary(end)
}

/// What stands around the content: the sentence's words without those of the content.
struct Frame<'a> {
    text: &'a str,
    /// The sentence's words outside the content, in order.
    words: Vec<Word>,
    /// The cue's words, and what the table knows of them.
    cue: Vec<Word>,
    found: Option<Found>,
    source: &'a [Range<usize>],
    content: &'a [Range<usize>],
}

impl<'a> Frame<'a> {
    fn new(reported: &Reported<'a>) -> Frame<'a> {
        let Reported { text, source, .. } = reported;
        let holds = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
        let mut all = words(text, window(reported));
        all.retain(|word| !holds(reported.content, word.at.start) || holds(reported.cue, word.at.start));
        let cue: Vec<Word> = reported.cue.iter().flat_map(|piece| words(text, piece.clone())).collect();
        let found = act::cue(&cue);
        Frame { text, words: all, cue, found, source, content: reported.content }
    }

    /// The cue's first telling word, as an index into the frame's words.
    fn head(&self) -> Option<usize> {
        let idx = self.found.as_ref().map_or(0, |found| found.words.start);
        let at = self.cue.get(idx)?.at.start;
        self.words.iter().position(|word| word.at.start == at)
    }

    /// Where some of the frame's words stand in the text.
    fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].at.start..self.words[words.end - 1].at.end
    }

    /// Whether two neighbours of the frame's words stand side by side, with no more than a blank between them.
    fn is_joined(&self, idx: usize) -> bool {
        let (left, right) = (&self.words[idx - 1], &self.words[idx]);
        let between = self.text.get(left.at.end..right.at.start).unwrap_or("");
        between.trim().is_empty() || between == ". " && left.at.len() <= 3
    }

    /// Whether nothing between the cue's head and these words opens a clause of its own.
    fn is_one_clause(&self, head: usize, at: &Range<usize>) -> bool {
        const OPENERS: [&str; 8] = ["that", "which", "who", "whose", "when", "after", "before", "while"];
        let mut between = at.end.min(head)..at.start.max(head);
        !between.any(|idx| self.words[idx].is(&OPENERS) && !self.is_when_asked(idx))
    }

    /// "declined to say when asked on Tuesday": who was asked then answered then.
    fn is_when_asked(&self, idx: usize) -> bool {
        let next = self.words.get(idx + 1);
        self.words[idx].is(&["when"]) && next.is_some_and(|word| word.is(&["asked", "pressed", "questioned"]))
    }

    /// Whether the word is a noun by what stands around it: "the claim", "Roe's demand", "a request from".
    fn is_noun(&self, idx: usize) -> bool {
        const BEFORE: [&str; 12] =
            ["the", "a", "an", "his", "her", "their", "its", "this", "any", "no", "some", "of"];
        let before = idx.checked_sub(1).map(|before| &self.words[before]).filter(|_| self.is_joined(idx));
        let is_after = self.words.get(idx + 1).is_some_and(|word| word.is(&["of", "from"]));
        is_after || before.is_some_and(|word| word.is(&BEFORE) || word.lower.ends_with("'s"))
    }

    /// Whether it is told of something that nobody is named for: "a row about the dam", "a promise to meet".
    fn is_somebodys(&self) -> bool {
        let Some(head) = self.head().filter(|head| self.source.is_empty() && self.is_noun(*head)) else {
            return false;
        };
        (head.saturating_sub(2)..head).any(|idx| self.words[idx].is(&["a", "an"]))
    }

    fn is_source(&self, idx: usize) -> bool {
        self.source.iter().any(|range| range.contains(&self.words[idx].at.start))
    }

    fn is_capital(&self, idx: usize) -> bool {
        self.text[self.words[idx].at.clone()].starts_with(char::is_uppercase)
    }
}

#[cfg(test)]
mod tests;
