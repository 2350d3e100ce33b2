//! How far a contact is, by the words beside those that tell of it, from the language's table of phases.

use std::ops::Range;

use onrecord_language::dates::TimeExpression;
use onrecord_language::{ContactForm, List};
use onrecord_record::Phase;

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
pub fn standing(clause: &Clause, trigger: &Trigger, when: Option<&TimeExpression>) -> PhaseReached {
    let told = told(clause, trigger);
    let days = when.and_then(|one| Some((one.interval?, clause.scene.written(one.at.start)?)));
    let is_ahead = days.is_some_and(|(days, published)| days.first > published);
    let is_over = days.is_some_and(|(days, published)| days.last < published);
    let first = &clause.words[trigger.words.start];
    let is_past =
        trigger.contact.form != ContactForm::Noun && (first.is_irregular || first.lower.ends_with("ed"));
    let (phase, is_told) = match told {
        // What somebody accepted on Monday is still to come.
        Some(Phase::Scheduled) if is_over && !is_accepted(clause, trigger) => (Phase::Held, true),
        Some(phase) => (phase, true),
        None if is_ahead && trigger.contact.form != ContactForm::Outlet => (Phase::Scheduled, true),
        None if is_going_on(clause, trigger) => (Phase::UnderWay, true),
        None => (Phase::Held, is_past || is_over),
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
        let is_done =
            clause.words[at].lower.ends_with("ed") || phase == Phase::UnderWay || phase == Phase::WalkedOut;
        at < trigger.words.start || is_done && phase != Phase::Proposed && phase != Phase::Refused
    };
    let meant = found.into_iter().filter(|(at, _, (_, phase))| is_meant(at, *phase));
    let (at, (_, phase)) = meant.map(|(at, _, line)| (at, *line)).min_by_key(|(_, (line, _))| *line)?;
    let is_off = matches!(phase, Phase::Cancelled | Phase::Postponed);
    Some(if is_off && is_wanted(clause, from + at.start) { Phase::Scheduled } else { phase })
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

/// "is meeting", "are in talks".
fn is_going_on(clause: &Clause, trigger: &Trigger) -> bool {
    let first = trigger.words.start;
    let is_now = |idx: usize| clause.is(idx, &["is", "are", "'re", "am"]);
    let is_ing = clause.words[first].lower.ends_with("ing") && trigger.contact.form != ContactForm::Noun;
    is_ing && first > 0 && is_now(first - 1)
        || first > 1 && clause.is(first - 1, &["in", "having", "holding"]) && is_now(first - 2)
}
