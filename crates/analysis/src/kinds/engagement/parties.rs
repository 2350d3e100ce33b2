//! Who takes part, by what stands around the words that tell of a contact.

use std::ops::Range;

use onrecord_language::{ContactForm, List};
use onrecord_record::{ActorKind, EngagementKind};

use super::trigger::Trigger;
use crate::actors::Referent;
use crate::kinds::clause::{Clause, ClauseParty};

/// Those who take part, and how they were found.
pub struct Participants {
    pub parties: Vec<ClauseParty>,
    pub features: Vec<String>,
    /// The part of the sentence whose days may be those of the contact.
    pub dated_in: Range<usize>,
    /// Which of the sentence's words the phrase for the other party is.
    pub object: Option<Range<usize>>,
}

/// How many words may stand between an owner and what it owns: "Roe’s second phone call".
const REACH: usize = 5;

/// Reads the words around a trigger: who takes part in the contact, or in the two of "met Roe and then Lund"; empty
/// where nobody is told.
pub fn parties(clause: &Clause, trigger: &Trigger) -> Vec<Participants> {
    let mut around = Participants::of(clause, Vec::new());
    match trigger.contact.form {
        ContactForm::Noun => of_noun(clause, trigger, &mut around),
        ContactForm::Outlet => of_outlet(clause, trigger, &mut around),
        ContactForm::With | ContactForm::To => of_verb(clause, trigger, &mut around),
    }
    let second = second(clause, &mut around);
    std::iter::once(around).chain(second).filter(|one| !one.parties.is_empty()).collect()
}

/// "Met Roe on Sunday and Lund on Monday", "met Roe and then Lund": who takes part in the second of two contacts that
/// the same words tell of, which are two if each has a day of its own or one is told to come after the other.
fn second(clause: &Clause, first: &mut Participants) -> Option<Participants> {
    let object = first.object.clone()?;
    let end = behind_day(clause, object.end);
    let is_followed = clause.is(end, &["followed"]) && clause.is(end + 1, &["by"]);
    let is_after =
        is_followed || clause.is(end, &["and"]) && clause.is(end + 1, &["then", "later", "afterwards"]);
    if !is_after && !clause.is(end, &["and"]) {
        return None;
    }
    let start = end + if is_after { 2 } else { 1 };
    let start = start + usize::from(clause.is(start, &["with"]));
    let (party, last) = is_phrase(clause, start).then(|| clause.phrase(start)).flatten()?;
    let behind = behind_day(clause, last);
    let has_days = end > object.end && behind > last;
    // "Met Roe and then Lund left" tells of one.
    let is_over = behind == clause.words.len() || behind > last || clause.has_comma(last);
    let at = clause.bytes(object);
    let is_new = party.who.iter().all(|who| first.parties.iter().all(|known| !known.who.contains(who)));
    if !is_new || !(has_days || is_after && is_over) {
        return None;
    }
    let mut parties = first.parties.clone();
    parties.iter_mut().filter(|party| party.at.start == at.start).for_each(|other| *other = party.clone());
    let cut = clause.words[end].at.start;
    let features = first.features.clone();
    let dated_in = if behind > last { cut..clause.sentence.end } else { clause.sentence.clone() };
    first.dated_in.end = if has_days { cut } else { first.dated_in.end };
    Some(Participants { parties, features, dated_in, object: None })
}

/// "More visits to Ostvia": a country visits nobody, and nobody is told to visit it.
pub fn is_a_country_alone(clause: &Clause, parties: &[(Referent, Range<usize>)]) -> bool {
    let is_country = |who: Referent| clause.scene.cast.look(who).1 == Some(ActorKind::Country);
    matches!(parties, [(who, _)] if is_country(*who))
}

impl Participants {
    /// Those who take part in a contact that may be of any day of the sentence.
    fn of(clause: &Clause, parties: Vec<ClauseParty>) -> Participants {
        Participants { parties, features: Vec::new(), dated_in: clause.sentence.clone(), object: None }
    }

    /// Leaves out reporters, whom somebody speaks to and does not meet with; `None` where that leaves no contact. Calls,
    /// interviews and hearings are with them too.
    pub fn without_press(mut self, clause: &Clause, trigger: &Trigger) -> Option<Participants> {
        use EngagementKind::{Call, Hearing, Interview};
        if matches!(trigger.contact.kind, Call | Hearing | Interview) {
            return Some(self);
        }
        let at = clause.words[trigger.words.start].at.start;
        let is_told = self.parties.iter().any(|party| party.at.start > at && is_press(clause, party));
        let n_told = self.parties.len();
        self.parties.retain(|party| !is_press(clause, party));
        let n_left: usize = self.parties.iter().map(|party| party.who.len()).sum();
        let is_contact = n_left > 1 && (trigger.contact.form == ContactForm::Noun || !is_told);
        (self.parties.len() == n_told || is_contact).then_some(self)
    }

    fn add(&mut self, party: Option<ClauseParty>, how: &str) -> bool {
        let Some(party) = party.filter(|party| !party.who.is_empty()) else { return false };
        self.features.push(format!("by={how}"));
        self.parties.push(party);
        true
    }

    /// Adds whom the phrase that begins with a word names.
    fn add_object(&mut self, clause: &Clause, start: usize, how: &str) -> bool {
        let Some((party, end)) = clause.phrase(start) else { return false };
        self.object = Some(start..end);
        self.add(Some(party), how)
    }
}

/// Whether some words tell of reporters and of nobody by name.
fn is_press(clause: &Clause, party: &ClauseParty) -> bool {
    let scene = clause.scene;
    let is_person = |who: &Referent| scene.cast.look(*who).1 == Some(ActorKind::Person);
    let is_press = |word: &str| scene.text.lexicon().has(List::Press, word);
    !party.who.iter().any(is_person)
        && scene.text.tokens_in(party.at.clone()).iter().any(|word| is_press(&word.lower))
}

fn of_verb(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let verb = trigger.words.start;
    let subject = answerer(clause, verb).or_else(|| clause.subject(verb));
    // "She told reporters after meeting Lund": she met him.
    let is_hearer = subject.as_ref().is_some_and(|party| is_press(clause, party));
    let teller = if is_hearer { clause.speaker() } else { None };
    around.add(teller.or(subject), "subject");
    let mut next = trigger.words.end;
    while clause.words.get(next).is_some_and(|word| {
        word.lower.ends_with("ly")
            || word.is(&["again", "separately", "in", "person", "briefly"])
                && clause.is(next + 1, &["with", "person"])
    }) {
        next += 1;
    }
    // "met on Monday with Lund"
    let behind_day = behind_day(clause, next);
    next = if clause.is(behind_day, &["with"]) { behind_day } else { next };
    let preposition = ["with", "to", "before", "by", "alongside", "for"];
    let has_preposition = clause.is(next, &preposition);
    let at = next + usize::from(has_preposition);
    around.add_object(clause, at, if has_preposition { "object with" } else { "object" });
}

/// The word behind a day that stands at a word: behind "on Monday", behind "Monday"; the word itself where none does.
pub fn behind_day(clause: &Clause, idx: usize) -> usize {
    let is_dated = |idx: &usize| *idx < clause.words.len() && clause.is_dated(*idx);
    let first = idx + usize::from(clause.is(idx, &["on", "in", "at"]));
    if !is_dated(&first) {
        return idx;
    }
    (first..).find(|idx| !is_dated(idx)).unwrap_or(idx)
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
fn of_outlet(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let Some((party, how)) = outlet(clause, trigger) else { return };
    around.add(Some(party), how);
    let subject = clause.subject(trigger.words.start).or_else(|| clause.speaker());
    around.add(subject, "subject");
}

/// The outlet that is told something, and how.
fn outlet(clause: &Clause, trigger: &Trigger) -> Option<(ClauseParty, &'static str)> {
    const REACH: usize = 9;
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
    Some((ClauseParty { at, who }, if is_told { "outlet told" } else { "outlet on" }))
}

fn of_noun(clause: &Clause, trigger: &Trigger, around: &mut Participants) {
    let noun = trigger.words.end;
    let behind = clause.words.get(noun).map(|word| word.lower.clone()).unwrap_or_default();
    let mut is_whole = false;
    match behind.as_str() {
        "between" | "among" => is_whole = around.add_object(clause, noun + 1, "between"),
        // "an interview to learn more" tells what for, not with whom.
        "to" if !is_phrase(clause, noun + 1) => {}
        "with" | "to" | "before" | "on" | "by" | "of" | "at" | "for" if behind_day(clause, noun) == noun => {
            let is_added = around.add_object(clause, noun + 1, &format!("noun {behind}"));
            // "Officials hope for a trip by Roe": she is who goes, and all that go.
            let is_person = |who: &Referent| clause.scene.cast.look(*who).1 == Some(ActorKind::Person);
            let is_named = around.parties.last().is_some_and(|party| party.who.iter().any(is_person));
            is_whole =
                is_added && is_named && behind == "by" && trigger.contact.kind == EngagementKind::Visit;
        }
        _ => {
            // "talks on Monday with Lund"
            let with =
                (noun..clause.words.len().min(noun + 7)).find(|idx| clause.is(*idx, &["with", "between"]));
            if let Some(with) = with {
                is_whole = clause.is(with, &["between"]);
                around.add_object(clause, with + 1, "noun ... with");
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
