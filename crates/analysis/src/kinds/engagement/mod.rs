//! Contacts between actors, past or planned: who met, called, visited, invited whom.
//!
//! Words that tell of a contact are looked up (`trigger`), with those who stand around them (`parties`), how far it
//! is (`phase`), where (`setting`) and when (`dated`). What is told of one contact in several places becomes one (`merge`), and
//! what readers would put on record is told from the rest by weights that were fitted on what they did.

mod dated;
mod merge;
mod parties;
mod phase;
mod setting;
mod told;
mod trigger;

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::dates::{Interval, TimeExpression};
use onrecord_record::{Engagement, EngagementKind, Phase, When};

use super::clause::{Clause, ClauseParty};
use super::weighed::{Weighed, Weights};
use crate::actors::Referent;
use crate::scene::Scene;
use parties::Participants;
use told::{DateCandidate, ToldContact};

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(include_str!("../../../weights/engagement.tsv")));

/// Finds the engagements of an article that are at least so likely, or as likely as the weights say that they need be.
pub fn find(scene: &Scene, least: Option<f64>) -> Vec<Weighed<Engagement>> {
    let least = least.unwrap_or_else(|| WEIGHTS.least());
    let mut told = Vec::new();
    for sentence in scene.text.sentences() {
        let clause = Clause::new(scene, sentence);
        for trigger in trigger::find(scene.text, clause.words) {
            told.extend(read(&clause, &trigger));
        }
    }
    let mut out = Vec::new();
    for mut one in merge::of_one_day(scene, merge::merged(scene, told)) {
        merge::describe(scene, &mut one);
        let vector = scene.vector(&one.evidence[0]);
        let confidence = WEIGHTS.probability(&one.features, &vector);
        if confidence >= least {
            let id = format!("e{}", out.len() + 1);
            let (entry, dates) = (entry(scene, &one, id, confidence), dated::features(&one));
            out.push(Weighed { entry, features: one.features, vector, dates, reading: String::new() });
        }
    }
    out
}

/// What the words around a trigger tell.
fn read(clause: &Clause, trigger: &trigger::Trigger) -> Vec<ToldContact> {
    if phase::is_denied(clause, trigger) {
        return Vec::new();
    }
    let around = parties::parties(clause, trigger).into_iter();
    let around = around.filter_map(|one| one.without_press(clause, trigger));
    around.filter_map(|one| contact(clause, trigger, one)).collect()
}

/// The contact of those who take part.
fn contact(clause: &Clause, trigger: &trigger::Trigger, around: Participants) -> Option<ToldContact> {
    let parties = pairs(&around.parties);
    if trigger.contact.kind == EngagementKind::Visit && parties::is_a_country_alone(clause, &parties) {
        return None;
    }
    let when = setting::when(clause, trigger, &around.dated_in);
    let phase::PhaseReached { phase, is_told } =
        phase::standing(clause, trigger, around.object.as_ref(), when);
    let place = setting::place(clause, trigger);
    let is_own = |one: &DateCandidate| {
        let is_outside = !clause.sentence.contains(&one.at.start);
        is_outside || around.dated_in.contains(&one.at.start)
    };
    let dates = dated::candidates(clause, trigger).into_iter().filter(is_own).collect();
    let mut features = around.features;
    features.push(format!("words={}", trigger.contact.lemmas));
    features.extend(clause.is_attributed(trigger.words.start).then(|| "attributed".to_string()));
    features.extend((clause.paragraph() < 3).then(|| "at the head".to_string()));
    let moved_from = (phase == Phase::Postponed).then(|| setting::moved_from(clause, trigger)).flatten();
    Some(ToldContact {
        kind: trigger.contact.kind,
        phase,
        is_told,
        parties,
        place,
        when: days_of(when),
        is_dated_before: when.is_some_and(|one| is_dated_before(clause.scene, one)),
        dates,
        moved_from: days_of(moved_from),
        evidence: std::iter::once(clause.part(&trigger.words, &around.parties)).collect(),
        features,
    })
}

fn pairs(parties: &[ClauseParty]) -> Vec<(Referent, Range<usize>)> {
    let mut out: Vec<(Referent, Range<usize>)> = Vec::new();
    for party in parties {
        for who in &party.who {
            if out.iter().all(|(known, _)| known != who) {
                out.push((*who, party.at.clone()));
            }
        }
    }
    out
}

/// Whether an expression of time is over before the month in which the article was written.
fn is_dated_before(scene: &Scene, one: &TimeExpression) -> bool {
    let days = one.interval.zip(scene.written(one.at.start));
    days.is_some_and(|(days, written)| days.last < written.first_of_month())
}

fn days_of(when: Option<&TimeExpression>) -> Option<(Interval, Range<usize>)> {
    when.and_then(|one| Some((one.interval?, one.at.clone())))
}

fn entry(scene: &Scene, told: &ToldContact, id: String, confidence: f64) -> Engagement {
    let when = |(days, at): (Interval, Range<usize>), is_inferred: bool| {
        let words = vec![scene.locator.span(at)];
        match is_inferred {
            true => When::inferred(days.from(), days.to(), words),
            false => When::stated(days.from(), days.to(), words),
        }
    };
    let mut participants: Vec<String> =
        told.parties.iter().map(|(who, at)| scene.cast.show(*who, at.clone())).collect();
    participants.dedup();
    Engagement {
        id,
        kind: told.kind,
        phase: told.phase,
        participants,
        place: told.place.clone().map(|at| scene.text.as_str()[at].to_string()),
        when: dated::choose(told).map(|(dated, is_inferred)| when(dated, is_inferred)),
        moved_from: told.moved_from.clone().map(|dated| when(dated, false)),
        evidence: told.evidence.iter().map(|at| scene.locator.span(at.clone())).collect(),
        confidence,
    }
}
