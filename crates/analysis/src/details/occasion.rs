//! What goes on from one statement to the next: who spoke on Monday at a news conference goes on to speak then and
//! there, and so do those who were heard on Monday, until the article tells otherwise.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_record::Modality;

use super::said::DateRange;

use crate::actors::tokens;

use super::modality::auxiliaries;
use super::story::{Story, Told};
use super::{Details, Frame};

/// How many paragraphs further on an occasion may go on.
const REACH: usize = 10;
/// How many paragraphs without a statement end what several say on one occasion.
const PAUSE: usize = 3;

/// When and where the speakers of an article last spoke.
pub struct Occasions<'a> {
    text: &'a str,
    story: &'a Story,
    last: HashMap<String, Occasion>,
    /// How many of the story's dates were passed.
    n_passed: usize,
    scene: Option<Scene>,
    /// The last poll, and the paragraph that last told of it.
    poll: Option<(DateRange, usize)>,
}

struct Occasion {
    paragraph: usize,
    said: Option<DateRange>,
    channel: Option<Range<usize>>,
    medium: Option<&'static str>,
}

/// A hearing or the like, and the paragraph that last told of it.
struct Scene {
    event: String,
    day: DateRange,
    paragraph: usize,
}

/// Where a statement stands.
pub struct Place {
    pub sentence: Range<usize>,
    pub paragraph: usize,
    /// Whether another statement reports it.
    pub is_reported: bool,
}

impl<'a> Occasions<'a> {
    pub fn new(text: &'a str, story: &'a Story) -> Occasions<'a> {
        Occasions { text, story, last: HashMap::new(), n_passed: 0, scene: None, poll: None }
    }

    /// Gives a statement the day and the channel that it has in common with those before, where it is told as the
    /// next thing that was said and names none. Statements come in the article's order.
    pub fn place(&mut self, place: &Place, speakers: &[String], details: &mut Details) {
        self.pass(place);
        for speaker in speakers.iter().filter(|_| !place.is_reported) {
            self.go_on(place, speaker, details);
        }
        if details.said.is_none() && !place.is_reported {
            details.said = self.of_the_scene(place, details).or_else(|| self.of_the_story(place, details));
        }
        details.said = details.said.take().or_else(|| self.of_the_poll(place, details));
        if let Some(said) = details.said.clone().filter(|_| details.polled.is_some()) {
            self.poll = Some((said, place.paragraph));
        }
        if let Some(scene) = &mut self.scene
            && details.said.as_ref() == Some(&scene.day)
        {
            scene.paragraph = place.paragraph;
        }
        for speaker in speakers {
            self.note(speaker, place.paragraph, details);
        }
    }

    /// Notes when and where somebody speaks or, being asked, is about to.
    pub fn note(&mut self, actor: &str, paragraph: usize, details: &Details) {
        let Details { said, channel, medium, .. } = details;
        if details.is_narrated || said.is_some() {
            let here = Occasion { paragraph, said: said.clone(), channel: channel.clone(), medium: *medium };
            self.last.insert(actor.to_string(), here);
        }
    }

    /// What one says, or is asked, after what one said.
    pub fn go_on(&self, place: &Place, speaker: &str, details: &mut Details) {
        let Place { paragraph, .. } = *place;
        let is_near = |last: &&Occasion| paragraph.abs_diff(last.paragraph) <= REACH;
        let last = self.last.get(speaker).filter(|last| details.is_narrated && is_near(last));
        let is_same_day = |last: &&Occasion| details.said.is_none() || details.said == last.said;
        let Some(last) = last.filter(is_same_day) else { return };
        // Another day in its sentence is that of something else, and perhaps its own.
        let is_other = details.said.is_none()
            && self.dated(place).any(|told| told.is_past && Some(&told.day) != last.said.as_ref());
        if is_other {
            return;
        }
        details.said = last.said.clone();
        // A conference goes on; a post or a letter is over with its paragraph, unless it is said to go on.
        let is_close = last.paragraph == paragraph || details.is_more && paragraph == last.paragraph + 1;
        if details.channel.is_none() && details.medium.is_none() {
            let goes_on = |channel: &&Range<usize>| is_close || is_event(&self.text[(*channel).clone()]);
            details.channel = last.channel.as_ref().filter(goes_on).cloned();
            details.medium = last.medium.filter(|medium| is_close || is_event(medium));
        }
    }

    /// The dates in the statement's own sentence.
    fn dated(&self, place: &Place) -> impl Iterator<Item = &'a Told> {
        let told = self.story.told();
        let first = told.partition_point(|told| told.at.start < place.sentence.start);
        let end = place.sentence.end;
        told[first..].iter().take_while(move |told| told.at.start < end)
    }

    /// Goes past the dates before the statement's sentence: another day ends a scene.
    fn pass(&mut self, place: &Place) {
        let told = self.story.told();
        while let Some(next) = told.get(self.n_passed).filter(|next| next.at.start < place.sentence.end) {
            self.n_passed += 1;
            let Told { day, paragraph, event, .. } = next;
            if let Some(event) = event {
                let (event, day) = (event.clone(), day.clone());
                self.scene = Some(Scene { event, day, paragraph: *paragraph });
            } else if self.scene.as_ref().is_some_and(|scene| scene.day != *day) {
                self.scene = None;
            }
        }
    }

    /// The day on which those spoke who were heard then.
    fn of_the_scene(&self, place: &Place, details: &Details) -> Option<DateRange> {
        let scene = self.scene.as_ref().filter(|_| is_here(details))?;
        let is_near = place.paragraph.abs_diff(scene.paragraph) <= PAUSE;
        let is_own = self.dated(place).all(|told| told.day == scene.day);
        let own = details.channel.as_ref().and_then(|range| event(&self.text[range.clone()]));
        let is_same = own.is_none_or(|own| own == scene.event);
        (is_near && is_own && is_same).then(|| scene.day.clone())
    }

    /// What a share of those asked say is what their poll says.
    fn of_the_poll(&self, place: &Place, details: &Details) -> Option<DateRange> {
        let is_near = |poll: &&(DateRange, usize)| place.paragraph.abs_diff(poll.1) <= PAUSE;
        let poll = self.poll.as_ref().filter(is_near)?;
        (details.polled == Some(Polled::Share)).then(|| poll.0.clone())
    }

    /// The day of what the article reports, unless its paragraph tells of another, or it names an occasion.
    fn of_the_story(&self, place: &Place, details: &Details) -> Option<DateRange> {
        let main = self.story.main().filter(|_| is_here(details))?;
        let told = self.story.told();
        let end = told.partition_point(|told| told.at.start < place.sentence.end);
        let last = told[..end].last().filter(|told| told.paragraph == place.paragraph);
        let is_own = last.is_none_or(|told| told.day == *main);
        let has_occasion = details.channel.as_ref().is_some_and(|range| is_event(&self.text[range.clone()]));
        (is_own && !has_occasion && !self.story.owns(&place.sentence)).then(|| main.clone())
    }
}

/// Whether a statement is of the time that the article tells of.
fn is_here(details: &Details) -> bool {
    details.is_narrated && !details.is_earlier && details.modality == Modality::Actual
}

/// Whether a channel is an occasion that people speak at, not something that carries their words.
pub fn is_event(channel: &str) -> bool {
    event(channel).is_some()
}

/// The occasion that a channel ends with: "conference" of "morning press conferences".
pub fn event(channel: &str) -> Option<&'static str> {
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
    // "interview with Radio Vale"
    let channel = channel.split(" with ").next().unwrap_or("");
    EVENTS.into_iter().find(|event| channel.trim_end_matches('s').ends_with(event))
}

/// Whether a statement is told as the next thing that happened: "said", "adding", or a quotation with no cue;
/// not "says", "has said", "his claim".
pub fn is_narrated(frame: &Frame) -> bool {
    const OTHER_TENSES: [&str; 11] =
        ["has", "have", "had", "is", "are", "will", "would", "could", "may", "might", "to"];
    let Some(head) = frame.head() else { return true };
    let is_past = |idx: &usize| {
        let word = &frame.words[*idx];
        (word.lower.ends_with("ed") || word.lower.ends_with("ing") || word.is_irregular())
            && !frame.is_noun(*idx)
    };
    // "gained the endorsement of", "said in a statement": the verb tells, whatever tells the act.
    let first = frame.cue.first().map_or(0, |word| word.at.start);
    let verb = (0..=head).find(|idx| frame.words[*idx].at.start >= first && is_past(idx)).unwrap_or(head);
    // "had argued that it holds, asserting": of the time of the verb that it goes with.
    let is_with =
        frame.words[verb].lower.ends_with("ing") && frame.words[..verb].iter().any(|word| word.is(&["had"]));
    let group = &frame.words[auxiliaries(frame, verb)..=verb];
    // "according to a study", whose day is not told.
    let is_written = frame.words[verb].is(&["according"]) && super::channel::document(frame).is_some();
    is_past(&verb) && !is_with && !is_written && !group.iter().any(|word| word.is(&OTHER_TENSES))
}

/// Whether it is told as more of what was said just before: "he also said", "she added", or a quotation that goes on
/// with no cue.
pub fn is_more(frame: &Frame) -> bool {
    const MORE: [&str; 7] = ["also", "further", "added", "adding", "continued", "continues", "concluded"];
    let Some(head) = frame.head() else { return frame.source.is_empty() };
    frame.words[head.saturating_sub(2)..=head].iter().any(|word| word.is(&MORE))
}

/// What a poll has to do with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polled {
    /// The poll says it.
    Poll,
    /// A share of those asked say it: "3 in 10 voters".
    Share,
}

/// Whether a poll or those whom it asked are a statement's source.
pub fn polled(frame: &Frame) -> Option<Polled> {
    let words = || (0..frame.words.len()).filter(|idx| frame.is_source(*idx));
    let is_poll = words().any(|idx| frame.words[idx].is(&["poll", "polls", "survey", "surveys"]));
    let is_count = |idx: usize| frame.words[idx].lower.starts_with(|c: char| c.is_ascii_digit());
    let is_share = words().any(|idx| {
        frame.words[idx].is(&["percent"])
            || is_count(idx) && frame.text[frame.words[idx].at.end..].starts_with('%')
            || idx > 0 && is_count(idx) && frame.words[idx - 1].is(&["in"])
    });
    match (is_poll, is_share) {
        (_, true) => Some(Polled::Share),
        (true, false) => Some(Polled::Poll),
        (false, false) => None,
    }
}

/// The poll with a name that `sentence` or, else, the text shortly before it tells of last: "an Ostry-Vale poll".
pub fn poll(text: &str, sentence: Range<usize>) -> Option<Range<usize>> {
    const REACH: usize = 4000;
    let of = |range: Range<usize>| {
        let words = tokens(text, range);
        let is_joined = |idx: usize| text.get(words[idx - 1].end..words[idx].start) == Some(" ");
        let is_capital = |idx: usize| text[words[idx].clone()].starts_with(char::is_uppercase);
        let is_poll = |idx: &usize| {
            *idx > 0 && matches!(&text[words[*idx].clone()], "poll" | "survey") && is_joined(*idx)
        };
        let idx = (0..words.len()).rev().find(is_poll)?;
        let mut start = idx;
        while start > 0 && is_joined(start) && is_capital(start - 1) {
            start -= 1;
        }
        // "The poll", at the head of its sentence, has no name.
        let is_named = start + 1 < idx
            || start < idx && !matches!(&text[words[start].clone()], "The" | "A" | "An" | "This");
        is_named.then(|| words[start].start..words[idx].end)
    };
    let start = text.floor_char_boundary(sentence.start.saturating_sub(REACH));
    of(sentence.clone()).or_else(|| of(start..sentence.start))
}

/// Whether the words around the cue put it before the time that the article tells of: "claimed at the time".
pub fn is_earlier(frame: &Frame) -> bool {
    const EARLIER: [&str; 11] = [
        "earlier",
        "previously",
        "once",
        "first",
        "originally",
        "initially",
        "often",
        "repeatedly",
        "routinely",
        "already",
        "long",
    ];
    let Some(head) = frame.head() else { return false };
    let around = head.saturating_sub(3)..(head + 4).min(frame.words.len());
    let is_then = frame
        .words
        .windows(3)
        .any(|three| three[0].is(&["at"]) && three[1].is(&["the", "that"]) && three[2].is(&["time"]));
    is_then || around.into_iter().any(|idx| frame.words[idx].is(&EARLIER))
}
