//! Who takes part, by what stands around the words that tell of a contact.

use std::ops::Range;

use onrecord_language::{ContactForm, List};
use onrecord_record::ActorKind;

use super::trigger::Trigger;
use crate::actors::Referent;
use crate::kinds::clause::{Clause, ClauseParty};

/// Those who take part, and how they were found.
pub struct Participants {
    pub parties: Vec<ClauseParty>,
    pub features: Vec<String>,
}

/// How many words may stand between an owner and what it owns: "Roe’s second phone call".
const REACH: usize = 5;

/// Reads the words around a trigger; `None` where nobody is told.
pub fn parties(clause: &Clause, trigger: &Trigger) -> Option<Participants> {
    let mut around = Participants { parties: Vec::new(), features: Vec::new() };
    match trigger.contact.form {
        ContactForm::Noun => of_noun(clause, trigger, &mut around),
        ContactForm::Outlet => of_outlet(clause, trigger, &mut around)?,
        ContactForm::With | ContactForm::To => of_verb(clause, trigger, &mut around),
    }
    (!around.parties.is_empty()).then_some(around)
}

/// "More visits to Ostvia": a country visits nobody, and nobody is told to visit it.
pub fn is_a_country_alone(clause: &Clause, parties: &[(Referent, Range<usize>)]) -> bool {
    let is_country = |who: Referent| clause.scene.cast.look(who).1 == Some(ActorKind::Country);
    matches!(parties, [(who, _)] if is_country(*who))
}

impl Participants {
    fn add(&mut self, party: Option<ClauseParty>, how: &str) -> bool {
        let Some(party) = party.filter(|party| !party.who.is_empty()) else { return false };
        self.features.push(format!("by={how}"));
        self.parties.push(party);
        true
    }
}

fn of_verb(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let verb = trigger.words.start;
    around.add(answerer(clause, verb).or_else(|| clause.subject(verb)), "subject");
    let mut next = trigger.words.end;
    while clause.words.get(next).is_some_and(|word| {
        word.lower.ends_with("ly")
            || word.is(&["again", "separately", "in", "person", "briefly"])
                && clause.is(next + 1, &["with", "person"])
    }) {
        next += 1;
    }
    let preposition = ["with", "to", "before", "by", "alongside", "for"];
    let has_preposition = clause.is(next, &preposition);
    let object = clause.phrase(next + usize::from(has_preposition));
    around.add(object.map(|(party, _)| party), if has_preposition { "object with" } else { "object" });
}

/// "Roe accepted Lund’s request to visit Ostvia": who answers what is asked is who would go.
fn answerer(clause: &Clause, verb: usize) -> Option<ClauseParty> {
    const FAR: usize = 8;
    const ASKED: [&str; 8] =
        ["request", "requests", "invitation", "invitations", "offer", "offers", "proposal", "proposals"];
    const ANSWERS: [&str; 4] = ["accept", "declin", "reject", "rebuff"];
    let asked = verb.checked_sub(2).filter(|idx| clause.is(idx + 1, &["to"]) && clause.is(*idx, &ASKED))?;
    let is_answer = |idx: &usize| ANSWERS.iter().any(|stem| clause.words[*idx].lower.starts_with(stem));
    let answer = (asked.saturating_sub(FAR)..asked).rev().find(is_answer)?;
    clause.subject(answer)
}

/// "Roe told Radio Vale", "Roe said on Radio Vale": who gives an interview, and to whom.
fn of_outlet(clause: &Clause, trigger: &Trigger, around: &mut Participants) -> Option<()> {
    const REACH: usize = 9;
    let verb = trigger.words.start;
    let is_told = trigger.contact.lemmas == "tell";
    let first = trigger.words.end;
    let start = match is_told {
        true => first,
        false => (first..clause.words.len().min(first + 5)).find(|idx| clause.is(*idx, &["on", "to"]))? + 1,
    };
    let end = (start..clause.words.len().min(start + REACH))
        .take_while(|idx| {
            !clause.is(*idx, &["that", "he", "she", "they", "it", "in", "on", "last", "about", "after"])
        })
        .take_while(|idx| {
            *idx == start
                || !clause.gap(*idx).contains(['.', '“', ';', '(']) && !clause.gap(*idx).contains(", \"")
        })
        .last()?
        + 1;
    let is_outlet = |idx: usize| {
        let lexicon = clause.scene.text.lexicon();
        clause.is_capital(idx) && lexicon.has(List::Outlet, clause.words[idx].lower.trim_end_matches("'s"))
    };
    if !(start..end).any(is_outlet) {
        return None;
    }
    let at = clause.bytes(start..end);
    let names = clause.scene.cast.names_in(at.clone());
    let who = names.into_iter().map(|(_, who)| who).collect();
    around.add(Some(ClauseParty { at, who }), if is_told { "outlet told" } else { "outlet on" });
    let subject = clause.subject(verb).or_else(|| clause.speaker());
    around.add(subject, "subject");
    Some(())
}

fn of_noun(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let noun = trigger.words.end;
    let behind = clause.words.get(noun).map(|word| word.lower.clone()).unwrap_or_default();
    let phrase = |at: usize| clause.phrase(at).map(|(party, _)| party);
    let mut is_whole = false;
    match behind.as_str() {
        "between" | "among" => is_whole = around.add(phrase(noun + 1), "between"),
        // "an interview to learn more" tells what for, not with whom.
        "to" if !is_phrase(clause, noun + 1) => {}
        "with" | "to" | "before" | "on" | "by" | "of" | "at" | "for" => {
            _ = around.add(phrase(noun + 1), &format!("noun {behind}"));
        }
        _ => {
            // "talks on Monday with Lund"
            let with =
                (noun..clause.words.len().min(noun + 7)).find(|idx| clause.is(*idx, &["with", "between"]));
            if let Some(with) = with {
                is_whole = clause.is(with, &["between"]);
                around.add(phrase(with + 1), "noun ... with");
            }
        }
    }
    let owner = owner(clause, trigger.words.start);
    let has_owner = around.add(owner, "owner");
    if !is_whole {
        around.add(modifier(clause, trigger.words.start), "modifier");
    }
    if !is_whole && !has_owner && !around.add(relative(clause, noun), "subject behind noun") {
        light(clause, trigger, around);
    }
}

/// Whether a phrase for somebody may begin with a word, and not a verb.
fn is_phrase(clause: &Clause, idx: usize) -> bool {
    let is_noun = clause.words.get(idx).is_some_and(|word| word.noun.is_some());
    let is_led = [List::Determiner, List::Possessive].iter().any(|list| clause.has(*list, idx));
    clause.is_capital(idx) || is_noun || is_led
}

/// "Roe’s second call", "their Dec. 11 meeting".
fn owner(clause: &Clause, noun: usize) -> Option<ClauseParty> {
    let is_own = |idx: usize| clause.has(List::Possessive, idx) || clause.is(idx, &["whose"]);
    let from = noun.saturating_sub(REACH);
    let idx = (from..noun).rev().find(|idx| {
        is_own(*idx) || clause.words[*idx].lower.ends_with("'s") || clause.words[*idx].lower.ends_with("s'")
    })?;
    if is_own(idx) {
        return Some(clause.party(idx..idx + 1));
    }
    let names = clause.scene.cast.names_in(clause.sentence.start..clause.words[idx].at.end);
    let (at, who) = names.last()?;
    (at.end + 4 >= clause.words[idx].at.end).then(|| ClauseParty { at: at.clone(), who: vec![*who] })
}

/// "a CNN interview", "U.S.-Ostvian talks", "his Ostvian trip".
fn modifier(clause: &Clause, noun: usize) -> Option<ClauseParty> {
    let from = noun.saturating_sub(4);
    let start = clause.words.get(from)?.at.start;
    let names = clause.scene.cast.names_in(start..clause.words[noun].at.start);
    let named = names.last().filter(|(at, _)| {
        let between = &clause.scene.text.as_str()[at.end..clause.words[noun].at.start];
        between.split_whitespace().count() <= 1
            && !between.contains([',', '’', '\''])
            && !between.contains(" and")
    });
    if let Some((at, who)) = named {
        return Some(ClauseParty { at: at.clone(), who: vec![*who] });
    }
    (noun.saturating_sub(2)..noun).rev().find_map(|idx| {
        let at = clause.words[idx].at.clone();
        let who = clause.is_capital(idx).then(|| clause.scene.cast.country(at.clone())).flatten()?;
        Some(ClauseParty { at, who: vec![who] })
    })
}

/// "the talks that Roe had with Lund", "conversations he had with Lund".
fn relative(clause: &Clause, noun: usize) -> Option<ClauseParty> {
    let start = noun + usize::from(clause.is(noun, &["that", "which"]));
    let verb = (start..clause.words.len().min(start + 6))
        .find(|idx| clause.is(*idx, &["had", "held", "has", "have"]))?;
    if verb == start || clause.gap(start).contains([',', '.']) {
        return None;
    }
    let party = clause.party(start..verb);
    (!party.who.is_empty()).then_some(party)
}

/// "Roe held talks with", "in an interview with Radio Vale, Roe said".
fn light(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let from = trigger.words.start.saturating_sub(REACH);
    let is_light = |idx: &usize| {
        let is_calling_off = clause.words[*idx].is_form_of("call") && clause.is(idx + 1, &["off"]);
        clause.has(List::LightVerb, *idx) || is_calling_off
    };
    let verb = (from..trigger.words.start).rev().find(is_light);
    if let Some(verb) = verb {
        let found = clause.subject(verb);
        if around.add(found, "subject of light verb") {
            return;
        }
    }
    if around.add(clause.speaker(), "speaker") {
        return;
    }
    if !clause.is_attributed(trigger.words.start) || around.parties.is_empty() {
        around.add(clause.subject(trigger.words.start), "subject before noun");
    } else {
        let who = clause.speakers(clause.words[trigger.words.start].at.start);
        let at = clause.bytes(trigger.words.clone());
        around.add(Some(ClauseParty { at, who }), "who says it");
    }
}
