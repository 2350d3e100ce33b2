//! What goes on from one statement to the next: who spoke on Monday at a news conference goes on to speak then and
//! there, and so do those who were heard on Monday, until the article tells otherwise.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_record::Modality;

use onrecord_language::Text;
use onrecord_language::dates::Interval;

use super::details::Details;
use super::event::{event, is_event};
use super::poll::PollPart;
use super::story::{Story, ToldDay};
use crate::attribution::Attribution;

/// How many paragraphs further on an occasion may go on.
const REACH: usize = 10;
/// How many paragraphs without a statement end what several say on one occasion.
const PAUSE: usize = 3;

/// When and where the speakers of an article last spoke.
pub struct Occasions<'a> {
    text: &'a Text<'a>,
    story: &'a Story,
    last: HashMap<String, Occasion>,
    /// How many of the story's dates were passed.
    n_passed: usize,
    hearing: Option<Hearing>,
    /// The last poll, and the paragraph that last told of it.
    poll: Option<Polling>,
}

struct Occasion {
    paragraph: usize,
    said: Option<Interval>,
    /// Where the text tells that day.
    at: Option<Range<usize>>,
    channel: Option<Range<usize>>,
    medium: Option<&'static str>,
}

/// A hearing or the like, and the paragraph that last told of it.
struct Hearing {
    event: String,
    day: Interval,
    at: Range<usize>,
    paragraph: usize,
}

/// A poll, and the paragraph that last told of it.
struct Polling {
    day: Interval,
    at: Option<Range<usize>>,
    paragraph: usize,
}

/// Where a statement stands.
pub struct Standing {
    pub sentence: Range<usize>,
    pub paragraph: usize,
    /// Whether another statement reports it.
    pub is_reported: bool,
}

impl Standing {
    pub fn new(text: &Text, attribution: &Attribution) -> Standing {
        let (sentence, paragraph) = (attribution.sentence(text), attribution.paragraph(text));
        Standing { sentence, paragraph, is_reported: attribution.parent.is_some() }
    }
}

impl<'a> Occasions<'a> {
    pub fn new(text: &'a Text<'a>, story: &'a Story) -> Occasions<'a> {
        Occasions { text, story, last: HashMap::new(), n_passed: 0, hearing: None, poll: None }
    }

    /// Gives a statement the day and the channel that it has in common with those before, where it is told as the
    /// next thing that was said and names none. Statements come in the article's order.
    pub fn place(&mut self, standing: &Standing, speakers: &[String], details: &mut Details) {
        self.pass(standing);
        for speaker in speakers.iter().filter(|_| !standing.is_reported) {
            self.go_on(standing, speaker, details);
        }
        if details.said.is_none() && !standing.is_reported {
            self.take_day_of_the_hearing(standing, details);
        }
        if details.said.is_none() {
            self.take_day_of_the_poll(standing, details);
        }
        if let Some(day) = details.said.filter(|_| details.polled.is_some()) {
            self.poll = Some(Polling { day, at: told_at(details), paragraph: standing.paragraph });
        }
        if let Some(hearing) = &mut self.hearing
            && details.said.as_ref() == Some(&hearing.day)
        {
            hearing.paragraph = standing.paragraph;
        }
        for speaker in speakers {
            self.note(speaker, standing.paragraph, details);
        }
    }

    /// Notes when and where somebody speaks or, being asked, is about to.
    pub fn note(&mut self, actor: &str, paragraph: usize, details: &Details) {
        let Details { said, channel, medium, .. } = details;
        if details.is_narrated || said.is_some() {
            let (at, channel) = (told_at(details), channel.clone());
            let here = Occasion { paragraph, said: *said, at, channel, medium: *medium };
            self.last.insert(actor.to_string(), here);
        }
    }

    /// What one says, or is asked, after what one said.
    pub fn go_on(&self, standing: &Standing, speaker: &str, details: &mut Details) {
        let Standing { paragraph, .. } = *standing;
        let is_near = |last: &&Occasion| paragraph.abs_diff(last.paragraph) <= REACH;
        let last = self.last.get(speaker).filter(|last| details.is_narrated && is_near(last));
        let is_same_day = |last: &&Occasion| details.said.is_none() || details.said == last.said;
        let Some(last) = last.filter(is_same_day) else { return };
        // Another day in its sentence is that of something else, and perhaps its own.
        let is_other = details.said.is_none()
            && self.dated(standing).any(|told| told.is_past && Some(&told.day) != last.said.as_ref());
        if is_other {
            return;
        }
        if details.said.is_none() && details.is_likely_dated {
            // A month goes on with nobody.
            details.said = last.said.filter(Interval::is_day);
            details.said_from = last.at.clone().filter(|_| details.said.is_some());
        }
        // A conference goes on; a post or a letter is over with its paragraph, unless it is said to go on.
        let is_close = last.paragraph == paragraph || details.is_more && paragraph == last.paragraph + 1;
        if details.channel.is_none() && details.medium.is_none() {
            let goes_on = |channel: &&Range<usize>| {
                is_close || is_event(self.text.lexicon(), &self.text[(*channel).clone()])
            };
            details.channel = last.channel.as_ref().filter(goes_on).cloned();
            details.medium = last.medium.filter(|medium| is_close || is_event(self.text.lexicon(), medium));
        }
    }

    /// The dates in the statement's own sentence.
    fn dated(&self, standing: &Standing) -> impl Iterator<Item = &'a ToldDay> {
        let told = self.story.told();
        let first = told.partition_point(|told| told.at.start < standing.sentence.start);
        let end = standing.sentence.end;
        told[first..].iter().take_while(move |told| told.at.start < end)
    }

    /// Goes past the dates before the statement's sentence: another day ends a hearing.
    fn pass(&mut self, standing: &Standing) {
        let told = self.story.told();
        while let Some(next) = told.get(self.n_passed).filter(|next| next.at.start < standing.sentence.end) {
            self.n_passed += 1;
            let ToldDay { at, day, paragraph, event, .. } = next;
            if let Some(event) = event {
                let (event, day, at) = (event.clone(), *day, at.clone());
                self.hearing = Some(Hearing { event, day, at, paragraph: *paragraph });
            } else if self.hearing.as_ref().is_some_and(|hearing| hearing.day != *day) {
                self.hearing = None;
            }
        }
    }

    /// The day on which those spoke who were heard then.
    fn take_day_of_the_hearing(&self, standing: &Standing, details: &mut Details) {
        let Some(hearing) = self.hearing.as_ref().filter(|_| is_here(details)) else { return };
        let is_near = standing.paragraph.abs_diff(hearing.paragraph) <= PAUSE;
        let is_own = self.dated(standing).all(|told| told.day == hearing.day);
        let own =
            details.channel.as_ref().and_then(|range| event(self.text.lexicon(), &self.text[range.clone()]));
        let is_same = own.is_none_or(|own| own == hearing.event);
        if is_near && is_own && is_same {
            (details.said, details.said_from) = (Some(hearing.day), Some(hearing.at.clone()));
        }
    }

    /// What a share of those asked say is what their poll says.
    fn take_day_of_the_poll(&self, standing: &Standing, details: &mut Details) {
        let is_near = |poll: &&Polling| standing.paragraph.abs_diff(poll.paragraph) <= PAUSE;
        let poll = self.poll.as_ref().filter(is_near).filter(|_| details.polled == Some(PollPart::Share));
        if let Some(poll) = poll {
            (details.said, details.said_from) = (Some(poll.day), poll.at.clone());
        }
    }
}

/// Where the text tells the day of a statement, or of the one that it was worked out from.
fn told_at(details: &Details) -> Option<Range<usize>> {
    details.said_at.clone().or(details.said_from.clone())
}

/// Whether a statement is of the time that the article tells of.
fn is_here(details: &Details) -> bool {
    details.is_narrated && !details.is_earlier && details.modality == Modality::Actual
}
