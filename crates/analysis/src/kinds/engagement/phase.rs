//! How far a contact is, by the words beside those that tell of it, from the language's table of phases.

use std::ops::Range;

use onrecord_language::dates::TimeExpression;
use onrecord_language::{ContactForm, List};
use onrecord_record::{EngagementKind, Phase};

use super::parties::behind_day;
use super::trigger::Trigger;
use crate::kinds::clause::Clause;

/// How many words before and behind tell of it.
const BEFORE: usize = 6;
const BEHIND: usize = 5;

/// How far a contact is.
pub struct PhaseReached {
    pub phase: Phase,
    /// Whether words tell it; what nothing is told of was held.
    pub is_told: bool,
}

/// Reads the words beside a trigger.
pub fn standing(
    clause: &Clause,
    trigger: &Trigger,
    object: Option<&Range<usize>>,
    when: Option<&TimeExpression>,
) -> PhaseReached {
    let done = done_behind(clause, trigger, object.map_or(trigger.words.end, |object| object.end));
    let told = done.or_else(|| told(clause, trigger));
    let days = when.and_then(|one| Some((one.interval?, clause.scene.written(one.at.start)?)));
    let is_ahead = days.is_some_and(|(days, published)| days.first > published);
    let is_over = days.is_some_and(|(days, published)| days.last < published);
    let first = &clause.words[trigger.words.start];
    let is_past =
        trigger.contact.form != ContactForm::Noun && (first.is_irregular || first.lower.ends_with("ed"));
    let (phase, is_told) = match told {
        // What somebody accepted on Monday is still to come, and what was to be on Monday may not have come about.
        Some(Phase::Scheduled) if is_over && !is_accepted(clause, trigger) && !was_to_be(clause, trigger) => {
            (Phase::Held, true)
        }
        Some(phase) => (phase, true),
        None if is_ahead && trigger.contact.form != ContactForm::Outlet => (Phase::Scheduled, true),
        None if is_going_on(clause, trigger) => (Phase::UnderWay, true),
        None => (Phase::Held, is_past || is_over || is_behind_it(clause, trigger)),
    };
    PhaseReached { phase, is_told }
}

/// The first line of the table that stands before the trigger or, of what is done to contacts, behind it.
fn told(clause: &Clause, trigger: &Trigger) -> Option<Phase> {
    if trigger.contact.form == ContactForm::Outlet {
        return None;
    }
    let is_break = |idx: usize| clause.gap(idx).contains([';', '—', '“', '”', ':', '"']);
    let mut from = trigger.words.start;
    while from > 0 && trigger.words.start - from < BEFORE && !is_break(from) {
        from -= 1;
    }
    let mut to = trigger.words.end;
    while to < clause.words.len()
        && to - trigger.words.end < BEHIND
        && !is_break(to)
        && !clause.gap(to).contains(',')
    {
        to += 1;
    }
    let found = clause.scene.text.lexicon().entries().phases.find(&clause.words[from..to]);
    let is_meant = |at: &Range<usize>, phase: Phase| {
        let at = from + at.start;
        // "was postponed", "is scheduled": done to the contact, which stands before.
        let is_put = at > 0
            && clause.is(at, &["put"])
            && clause.is(at - 1, &["was", "were", "been", "be", "is", "are"]);
        let is_done = clause.words[at].lower.ends_with("ed")
            || is_put
            || phase == Phase::UnderWay
            || phase == Phase::WalkedOut;
        at < trigger.words.start || is_done && phase != Phase::Proposed && phase != Phase::Refused
    };
    let meant = found.into_iter().filter(|(at, _, (_, phase))| is_meant(at, *phase));
    let (at, (_, phase)) = meant.map(|(at, _, line)| (at, *line)).min_by_key(|(_, (line, _))| *line)?;
    let is_off = matches!(phase, Phase::Cancelled | Phase::Postponed);
    Some(if is_off && is_wanted(clause, from + at.start) { Phase::Scheduled } else { phase })
}

/// "A meeting with Lund was called off", "talks with the mayor, Lund, on the dam were put off", "the summit will be
/// held": what is done to a contact, behind the phrase for the other party and behind what the contact is about.
fn done_behind(clause: &Clause, trigger: &Trigger, end: usize) -> Option<Phase> {
    let verb = verb_behind(clause, behind_day(clause, end))?;
    if trigger.contact.form != ContactForm::Noun || clause.is(verb, &["will"]) && !is_coming(clause, verb + 1)
    {
        return None;
    }
    let last = clause.words.len().min(verb + BEHIND);
    let end = (verb + 1..last).find(|idx| clause.has_comma(*idx)).unwrap_or(last);
    let found = clause.scene.text.lexicon().entries().phases.find(&clause.words[verb..end]);
    let told = found.into_iter().map(|(_, _, line)| *line);
    let told =
        told.filter(|(_, phase)| matches!(phase, Phase::Cancelled | Phase::Postponed | Phase::Scheduled));
    told.min_by_key(|(line, _)| *line).map(|(_, phase)| phase)
}

/// Where the group of the verb begins that a contact is the subject of: at a word, or behind what commas set apart
/// there, or behind "on the dam".
fn verb_behind(clause: &Clause, at: usize) -> Option<usize> {
    const FAR: usize = 8;
    let is_verb = |idx: usize| clause.is(idx, &["was", "were", "has", "have", "had", "is", "are", "will"]);
    let near = at..clause.words.len().min(at + FAR);
    if is_verb(at) {
        return Some(at);
    }
    let is_aside = near.contains(&at) && clause.has_comma(at);
    if is_aside {
        let verb = near.skip(1).find(|idx| clause.has_comma(*idx))?;
        return is_verb(verb).then_some(verb);
    }
    let is_about = clause.is(at, &["on", "about", "over", "to", "in", "at", "for"]);
    let is_over = |idx: &usize| {
        clause.is(*idx, &["that", "which", "who", "whose", "and", "but", "where", "when"])
            || clause.gap(*idx).contains([',', ';', ':', '“', '”', '"', '—', '('])
    };
    let verb = near.skip(1).find(|idx| is_over(idx) || is_verb(*idx))?;
    (is_about && is_verb(verb) && !is_over(&verb)).then_some(verb)
}

/// "Be held" of "will be held", "take place": that it is to come about, and not what is to become of it.
fn is_coming(clause: &Clause, verb: usize) -> bool {
    clause.is(verb, &["be"])
        && clause.is(verb + 1, &["held", "hosted", "attended", "postponed", "cancelled", "canceled"])
        || clause.is(verb, &["take"]) && clause.is(verb + 1, &["place"])
        || clause.is(verb, &["begin", "start", "open", "resume"])
        || clause.is(verb, &["go"]) && clause.is(verb + 1, &["ahead"])
}

/// "Urged Roe to cancel the talks", "should scrap the talks", "calls for the cancellation": what is only wanted to be
/// called off is still to come.
fn is_wanted(clause: &Clause, verb: usize) -> bool {
    const FAR: usize = 7;
    const WANTING: [&str; 10] =
        ["urg", "call", "press", "demand", "ask", "implor", "pressur", "want", "should", "must"];
    let before = verb.saturating_sub(FAR)..verb;
    let is_wanting = |idx: usize| WANTING.iter().any(|stem| clause.words[idx].lower.starts_with(stem));
    let is_done = clause.words[verb].lower.ends_with("ed") && !clause.is(verb.wrapping_sub(1), &["be"]);
    !is_done && before.into_iter().any(is_wanting)
}

/// "She had never met him": there was no contact; but "will not meet him" refuses one.
pub fn is_denied(clause: &Clause, trigger: &Trigger) -> bool {
    let verb = trigger.words.start;
    let group = clause.group(verb)..verb;
    let has = |list: List| group.clone().any(|idx| clause.has(list, idx));
    trigger.contact.form != ContactForm::Noun && has(List::Not) && !has(List::Future)
}

/// "Accepted an invitation to meet": the date nearby is that of the answer.
fn is_accepted(clause: &Clause, trigger: &Trigger) -> bool {
    let before = trigger.words.start.saturating_sub(BEFORE)..trigger.words.start;
    let is_asked = |idx: usize| clause.is(idx, &["invitation", "request", "offer"]);
    before.clone().any(|idx| clause.words[idx].lower.starts_with("accept"))
        && before.into_iter().any(is_asked)
}

/// "Had been slated to visit", "was to meet": what was planned, whatever came of it; and "will meet", whatever day is near.
fn was_to_be(clause: &Clause, trigger: &Trigger) -> bool {
    let first = trigger.words.start;
    if (clause.group(first)..first).any(|idx| clause.has(List::Future, idx)) {
        return true;
    }
    let mut before = trigger.words.start.saturating_sub(BEFORE)..trigger.words.start;
    before.any(|idx| {
        clause.is(idx, &["had"]) && clause.is(idx + 1, &["been"])
            || clause.is(idx, &["was", "were"]) && clause.is(idx + 1, &["to"])
    })
}

/// "During his visit", "after the trip": it has come about where nothing that is told by it is to come.
fn is_behind_it(clause: &Clause, trigger: &Trigger) -> bool {
    const NEAR: usize = 4;
    let is_open = |idx: usize| {
        let is_set = clause.is(idx, &["set", "due"]) && clause.is(idx + 1, &["to", "for"]);
        is_set || clause.has(List::Future, idx) || clause.is(idx, &["expected", "scheduled", "planned"])
    };
    if trigger.contact.kind != EngagementKind::Visit || (0..clause.words.len()).any(is_open) {
        return false;
    }
    let first = trigger.words.start;
    let is_led = |idx: &usize| clause.is(*idx, &["during", "after", "following", "concluding"]);
    let led = (first.saturating_sub(NEAR)..first).rev().find(is_led);
    let is_break = |idx: usize| clause.has_comma(idx) || clause.has(List::BeforeVerb, idx);
    trigger.contact.form == ContactForm::Noun && led.is_some_and(|led| !(led + 1..first).any(is_break))
}

/// "is meeting", "are in talks".
fn is_going_on(clause: &Clause, trigger: &Trigger) -> bool {
    let first = trigger.words.start;
    let is_now = |idx: usize| clause.is(idx, &["is", "are", "'re", "am"]);
    let is_ing = clause.words[first].lower.ends_with("ing") && trigger.contact.form != ContactForm::Noun;
    is_ing && first > 0 && is_now(first - 1)
        || first > 1 && clause.is(first - 1, &["in", "having", "holding"]) && is_now(first - 2)
}
