//! What is decided from the words once an attribution's spans are known: the act, whether it was said at all, to
//! whom, where, by way of whom, and when.

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::dates::{Interval, TimeExpression};
use onrecord_record::{Act, Modality};

use super::act::{self, Content};
use super::frame::Frame;
use super::poll::{self, PollPart};
use super::{addressee, channel, modality, said, time, via};
use crate::attribution::Attribution;

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
    pub polled: Option<PollPart>,
    /// The words that name whom it was said to.
    pub addressees: Vec<Range<usize>>,
    /// The words that name the medium or occasion.
    pub channel: Option<Range<usize>>,
    /// The medium that the cue's verb tells of itself: "testified".
    pub medium: Option<&'static str>,
    /// The words that name who relayed it.
    pub via: Option<Range<usize>>,
    /// Whether the article is likely to tell when it was said, be it elsewhere.
    pub is_likely_dated: bool,
    /// Whether it is told as done by now, on no day: "has accused".
    pub is_perfect: bool,
    /// When it was said.
    pub said: Option<Interval>,
    /// Where the text tells that of this statement itself.
    pub said_at: Option<Range<usize>>,
    /// Where it tells the day of another that this one's was worked out from.
    pub said_from: Option<Range<usize>>,
}

/// Reads the details of one attribution; `dates` are the expressions of time of the text.
pub fn details(text: &Text, attribution: &Attribution, dates: &[TimeExpression]) -> Details {
    let frame = Frame::new(text, attribution);
    let content = Content::new(text, &attribution.content);
    let told = act::act(&frame.cue, frame.found.as_ref(), &content);
    let modality = modality::modality(&frame, told);
    let by_cue = frame.found.as_ref().and_then(|found| found.meaning.act);
    // What was not told would have been made known by telling it, whatever its words.
    let is_untold = modality == Modality::Negated && matches!(by_cue, None | Some(Act::Propose));
    let act = if is_untold { Act::Announce } else { told };
    let said =
        said::said(&frame, modality, dates).or_else(|| said::said_behind(text, &attribution.content, dates));
    // A cue that the table does not have tells of no speech, unless some of it is in quotation marks.
    let is_told = frame.cue.is_empty() || frame.found.as_ref().is_some_and(|found| !found.meaning.is_thought);
    let is_thought = (!is_told || frame.is_somebodys()) && !content.is_voiced;
    Details {
        act,
        modality,
        is_thought,
        is_narrated: modality == Modality::Actual && time::is_narrated(&frame),
        is_more: time::is_more(&frame),
        is_earlier: time::is_earlier(&frame),
        polled: poll::polled(&frame),
        addressees: addressee::addressees(&frame),
        channel: channel::channel(&frame),
        medium: channel::medium(&frame),
        via: via::via(&frame),
        is_likely_dated: true,
        is_perfect: said::is_perfect(&frame),
        said_at: said.as_ref().map(|dated| dated.at.clone()),
        said: said.map(|dated| dated.day),
        said_from: None,
    }
}
