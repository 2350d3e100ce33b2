//! How far a contact is, by the words beside those that tell of it, from the language's table of phases.

use std::ops::Range;

use onrecord_language::ContactForm;
use onrecord_language::dates::TimeExpression;
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
        Some(Phase::Scheduled) if is_over => (Phase::Held, true),
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
    meant.map(|(_, _, line)| *line).min_by_key(|(line, _)| *line).map(|(_, phase)| phase)
}

/// "is meeting", "are in talks".
fn is_going_on(clause: &Clause, trigger: &Trigger) -> bool {
    let first = trigger.words.start;
    let is_now = |idx: usize| clause.is(idx, &["is", "are", "'re", "am"]);
    let is_ing = clause.words[first].lower.ends_with("ing") && trigger.contact.form != ContactForm::Noun;
    is_ing && first > 0 && is_now(first - 1)
        || first > 1 && clause.is(first - 1, &["in", "having", "holding"]) && is_now(first - 2)
}
