//! Statements: attributions put on record, and apart from them the thoughts that nobody voiced.
//!
//! What the words around each attribution tell is read first (`details`), then what goes on from one statement to the
//! next (`occasion`), last whom the words name (`parties`).

mod act;
mod addressee;
mod channel;
mod details;
mod event;
mod frame;
mod judged;
mod modality;
mod occasion;
mod parties;
mod phrase;
mod poll;
mod said;
mod story;
mod tense;
mod time;
mod via;

#[cfg(test)]
mod tests;

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::merged;
use onrecord_record::{Act, Mention, Span, Statement, When};

use crate::attribution::Attribution;
use crate::confidence::{Confidence, SpeakersKnown, confidence};
use crate::learned::Judged;
use crate::scene::Scene;
use details::Details;
use occasion::{Occasions, Standing};
use poll::PollPart;
use story::Story;

/// What the attributions of an article put on record.
#[derive(Default)]
pub struct Statements {
    pub statements: Vec<Statement>,
    /// Attributions that nobody voiced.
    pub thoughts: Vec<Statement>,
}

/// Turns attributions into statements, and into thoughts those that nobody voiced.
pub fn find(scene: &Scene) -> Statements {
    let read = |(attribution, judged): (&Attribution, &Option<Judged>)| {
        let mut details = details::details(scene.text, attribution, &scene.dates);
        judged.iter().for_each(|judged| judged::weigh(&scene.dates, &mut details, judged));
        details
    };
    let told: Vec<Details> = scene.attributions.iter().zip(&scene.judged).map(read).collect();
    let story = story(scene);
    let mut occasions = Occasions::new(scene.text, &story);
    let mut out = Statements::default();
    let mut ids: Vec<Option<String>> = Vec::with_capacity(told.len());
    for (idx, mut details) in told.into_iter().enumerate() {
        let attribution = &scene.attributions[idx];
        // A quotation that nobody is shown to have said is a heading or an emphasis.
        if scene.cast.speakers[idx].is_empty()
            && attribution.cue.is_empty()
            && !is_speech(scene.text, attribution)
        {
            ids.push(None);
            continue;
        }
        let standing = Standing::new(scene.text, attribution);
        occasions.place(&standing, &scene.cast.speakers[idx], &mut details);
        scene.judged[idx].iter().for_each(|judged| judged::complete(&scene.dates, &mut details, judged));
        let addressees = addressees(scene, idx, &standing, &mut details, &mut occasions);
        let via = via(scene, idx, &standing, &details);
        let parent = attribution.parent.and_then(|outer| ids[outer].clone());
        let (list, letter) = match details.is_thought {
            true => (&mut out.thoughts, 't'),
            false => (&mut out.statements, 's'),
        };
        let id = format!("{letter}{}", list.len() + 1);
        ids.push((!details.is_thought).then(|| id.clone()));
        list.push(Statement { id, addressees, via, parent, ..statement(scene, idx, details) });
    }
    out
}

/// Whether a quotation is a speech for its length alone, whoever gave it: over paragraphs, and no heading.
fn is_speech(text: &Text, attribution: &Attribution) -> bool {
    const FEWEST: usize = 20;
    attribution.content.len() > 1 && text.tokens_of(&attribution.content).len() >= FEWEST
}

/// The days that the article tells of beside those of its statements.
fn story(scene: &Scene) -> Story {
    let contents = scene.attributions.iter().flat_map(|attribution| attribution.content.iter().cloned());
    Story::new(scene.text, &merged(contents.collect()), &scene.dates)
}

/// Whom it was said to. Who is asked answers there and then, and is asked where they speak.
fn addressees(
    scene: &Scene,
    idx: usize,
    standing: &Standing,
    details: &mut Details,
    occasions: &mut Occasions,
) -> Vec<String> {
    let (attribution, speakers) = (&scene.attributions[idx], &scene.cast.speakers[idx]);
    let mut addressees = parties::refer(scene, &details.addressees, speakers);
    let is_me = |range: &Range<usize>| parties::is_me(scene, range);
    if let Some(outer) = attribution.parent.filter(|_| details.addressees.iter().any(is_me)) {
        addressees = scene.cast.speakers[outer].clone();
    }
    if details.act != Act::Ask {
        return addressees;
    }
    if addressees.is_empty() && parties::is_asked(scene, attribution) {
        addressees = parties::answering(scene, idx, &standing.sentence);
    }
    for asked in &addressees {
        if speakers.is_empty() {
            occasions.go_on(standing, asked, details);
        }
        occasions.note(asked, standing.paragraph, details);
    }
    addressees
}

/// Who relayed it: those whom the words name, the poll that tells what a share of those asked say, and who says that
/// somebody said it.
fn via(scene: &Scene, idx: usize, standing: &Standing, details: &Details) -> Vec<String> {
    let speakers = &scene.cast.speakers[idx];
    let mut via = parties::refer(scene, details.via.as_slice(), speakers);
    if via.is_empty() && details.polled == Some(PollPart::Share) {
        let poll = poll::poll(scene.text, standing.sentence.clone());
        via = poll.map_or_else(Vec::new, |poll| scene.cast.refer(poll, speakers));
    }
    if let Some(outer) = scene.attributions[idx].parent {
        let outer = &scene.cast.speakers[outer];
        let others = outer.iter().filter(|id| !speakers.contains(id) && !via.contains(id)).cloned();
        via.extend(others.collect::<Vec<_>>());
    }
    via
}

/// An attribution as a statement, but for its id and those who are concerned beside its speakers.
fn statement(scene: &Scene, idx: usize, details: Details) -> Statement {
    let attribution = &scene.attributions[idx];
    let Attribution { content, cue, source, quote, score, .. } = attribution;
    let spans = |ranges: &[Range<usize>]| ranges.iter().map(|r| scene.locator.span(r.clone())).collect();
    let speakers = scene.cast.speakers[idx].clone();
    let are_named = !speakers.is_empty() && speakers.iter().all(|id| scene.cast.is_named(id));
    let Confidence { statement: confidence, speaker } =
        confidence(*score, *quote, SpeakersKnown { are_named, likely: scene.cast.likely[idx] });
    let said = details.said.map(|day| match details.said_at {
        Some(at) => When::stated(day.from(), day.to(), vec![scene.locator.span(at)]),
        None => When::inferred(day.from(), day.to(), spans(details.said_from.as_slice())),
    });
    Statement {
        id: String::new(),
        content: spans(content),
        cue: mention(spans(cue)),
        source: mention(spans(source)),
        speakers,
        addressees: Vec::new(),
        via: Vec::new(),
        channel: details.channel.map(|range| &scene.text[range]).or(details.medium).map(str::to_string),
        quote: *quote,
        act: details.act,
        modality: details.modality,
        said,
        parent: None,
        confidence,
        speaker_confidence: Some(speaker),
    }
}

fn mention(mut pieces: Vec<Span>) -> Option<Mention> {
    match pieces.len() {
        0 => None,
        1 => pieces.pop().map(Mention::from),
        _ => Some(Mention { span: pieces[0].clone(), fragments: pieces }),
    }
}
