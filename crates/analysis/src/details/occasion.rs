//! What goes on from one statement of a speaker to the next: who spoke on Monday at a news conference goes on to
//! speak then and there, until the article tells otherwise.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_record::DateRange;

use super::modality::auxiliaries;
use super::{Details, Frame};

/// How many paragraphs further on an occasion may go on.
const REACH: usize = 10;

/// When and where the speakers of an article last spoke.
#[derive(Default)]
pub struct Occasions {
    last: HashMap<String, Occasion>,
}

struct Occasion {
    paragraph: usize,
    said: Option<DateRange>,
    channel: Option<Range<usize>>,
}

impl Occasions {
    /// Gives a statement the day and the channel of its speaker's statement before, where it is told as the
    /// next thing that was said and names none. Statements come in the article's order; `paragraph` counts.
    pub fn place(&mut self, text: &str, speaker: &str, paragraph: usize, details: &mut Details) {
        let is_near = |last: &&Occasion| paragraph.abs_diff(last.paragraph) <= REACH;
        if let Some(last) = self.last.get(speaker).filter(|last| details.is_narrated && is_near(last)) {
            let is_same_day = details.said.is_none() || details.said == last.said;
            if is_same_day {
                details.said = last.said.clone();
                // A conference goes on; a post or a letter is over with its paragraph.
                let goes_on = |channel: &&Range<usize>| {
                    last.paragraph == paragraph || is_event(&text[(*channel).clone()])
                };
                details.channel =
                    details.channel.clone().or_else(|| last.channel.as_ref().filter(goes_on).cloned());
            }
        }
        self.note(speaker, paragraph, details);
    }

    /// Notes when and where somebody speaks or, being asked, is about to.
    pub fn note(&mut self, actor: &str, paragraph: usize, details: &Details) {
        let Details { said, channel, .. } = details;
        if details.is_narrated || said.is_some() {
            let here = Occasion { paragraph, said: said.clone(), channel: channel.clone() };
            self.last.insert(actor.to_string(), here);
        }
    }
}

/// Whether a channel is an occasion that people speak at, not something that carries their words.
pub fn is_event(channel: &str) -> bool {
    const EVENTS: [&str; 14] = [
        "interview",
        "conference",
        "briefing",
        "speech",
        "testimony",
        "hearing",
        "debate",
        "rally",
        "event",
        "address",
        "meeting",
        "deposition",
        "call",
        "conversation",
    ];
    let channel = channel.to_lowercase();
    EVENTS.iter().any(|event| channel.trim_end_matches('s').ends_with(event))
}

/// Whether a statement is told as the next thing that happened: "said", "adding", or a quotation with no cue;
/// not "says", "has said", "his claim".
pub fn is_narrated(frame: &Frame) -> bool {
    let Some(head) = frame.head() else { return true };
    const OTHER_TENSES: [&str; 11] =
        ["has", "have", "had", "is", "are", "will", "would", "could", "may", "might", "to"];
    let word = &frame.words[head];
    let is_past = word.lower.ends_with("ed") || word.lower.ends_with("ing") || word.is_irregular();
    let group = &frame.words[auxiliaries(frame, head)..=head];
    is_past && !frame.is_noun(head) && !group.iter().any(|word| word.is(&OTHER_TENSES))
}
