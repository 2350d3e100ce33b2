//! Where and when a contact is.

use std::ops::Range;

use onrecord_language::dates::{Bound, TimeExpression};

use super::trigger::Trigger;
use crate::kinds::clause::Clause;

/// How many bytes may lie between a date and what it dates.
const REACH: usize = 110;

/// The expression of time that dates the trigger: the nearest of a part of its sentence.
pub fn when<'s>(
    clause: &Clause<'s, '_>,
    trigger: &Trigger,
    within: &Range<usize>,
) -> Option<&'s TimeExpression> {
    let at = clause.bytes(trigger.words.clone());
    let is_own = |one: &&TimeExpression| one.bound == Bound::On && within.contains(&one.at.start);
    let mut near = clause.dates().filter(|one| one.interval.is_some()).filter(is_own);
    let first = near.next()?;
    let distance = |one: &TimeExpression| {
        if one.at.end <= at.start { at.start - one.at.end } else { one.at.start.saturating_sub(at.end) }
    };
    let nearest = near.fold(first, |best, one| if distance(one) < distance(best) { one } else { best });
    (distance(nearest) <= REACH).then_some(nearest)
}

/// "put off from Monday": when it was to be.
pub fn moved_from<'s>(clause: &Clause<'s, '_>, trigger: &Trigger) -> Option<&'s TimeExpression> {
    let chosen = when(clause, trigger, &clause.sentence);
    let is_from = |one: &&TimeExpression| one.bound == Bound::Since;
    clause.dates().filter(|one| one.interval.is_some()).find(is_from).filter(|one| Some(*one) != chosen)
}

/// "in Vale", "at the White House": the capitalised words behind a preposition of place, near the trigger.
pub fn place(clause: &Clause, trigger: &Trigger) -> Option<Range<usize>> {
    const NEAR: usize = 12;
    let last = clause.words.len().min(trigger.words.end + NEAR);
    // "Talked about the dam in Vale": that is where the dam is.
    let is_about = |idx: &usize| clause.is(*idx, &["about", "regarding", "concerning"]);
    let end = (trigger.words.end..last).find(is_about).unwrap_or(last);
    (trigger.words.end..end).find_map(|idx| {
        let is_place = clause.is(idx, &["in", "at"]);
        let first = idx + 1 + usize::from(clause.is(idx + 1, &["the", "his", "her", "their"]));
        let is_date =
            |at: &Range<usize>| clause.dates().any(|one| one.at.start < at.end && at.start < one.at.end);
        if !is_place || first >= clause.words.len() || !clause.is_capital(first) {
            return None;
        }
        let mut last = first + 1;
        while last < clause.words.len()
            && clause.gap(last).trim().is_empty()
            && (clause.is_capital(last) || of_the(clause, last) > 0)
        {
            last += of_the(clause, last).max(1);
        }
        let at = clause.bytes(first..last);
        (!is_date(&at)).then_some(at)
    })
}

/// How many words "of" and "of the" are between two parts of a name: "Great Hall of the People".
fn of_the(clause: &Clause, idx: usize) -> usize {
    let is_name = |idx: usize| clause.is_capital(idx) && clause.gap(idx).trim().is_empty();
    match (clause.is(idx, &["of"]), clause.is(idx + 1, &["the"])) {
        (true, false) if is_name(idx + 1) => 1,
        (true, true) if is_name(idx + 2) => 2,
        _ => 0,
    }
}
