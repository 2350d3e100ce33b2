//! What engagements, commitments and positions come out as, a line an entry, for the cases of `tests/entries`.
//!
//! ````markdown
//! ```text published=2031-03-12
//! Ada Roe met Kit Lund in Vale on Monday.
//! ```
//! ```engagements
//! meeting | held | Ada Roe + Kit Lund | in Vale | 2031-03-10
//! ```
//! ````
//!
//! An engagement's line has its kind, phase, parties, place and days; a commitment's who is bound, what to, its status
//! and when it is due; a position's whose it is, the stance and the words that show it; an issue's whose position it is on, and what. What is not told is left out;
//! `none` stands for no entry at all.

use onrecord::record::{Commitment, Engagement, Position, Record, When};

/// The lines of a block as they come out; `None` where no kind of entry is called so.
pub fn lines(block: &str, record: &Record) -> Option<Vec<String>> {
    let lines: Vec<String> = match block {
        "engagements" => record.engagements.iter().map(|one| engagement(one, record)).collect(),
        "commitments" => record.commitments.iter().map(|one| commitment(one, record)).collect(),
        "positions" => record.positions.iter().map(|one| position(one, record)).collect(),
        "issues" => record.positions.iter().map(|one| issue(one, record)).collect(),
        _ => return None,
    };
    Some(if lines.is_empty() { vec!["none".to_string()] } else { lines })
}

fn engagement(one: &Engagement, record: &Record) -> String {
    let mut cells = vec![one.kind.to_string(), one.phase.to_string(), names(&one.participants, record)];
    cells.extend(one.place.as_ref().map(|place| format!("in {place}")));
    cells.extend(one.when.as_ref().map(days));
    cells.extend(one.moved_from.as_ref().map(|when| format!("moved from {}", days(when))));
    cells.join(" | ")
}

fn commitment(one: &Commitment, record: &Record) -> String {
    let mut cells = vec![names(&one.by, record), one.what.text.clone(), one.status.to_string()];
    cells.extend(one.due_on.as_ref().map(|when| format!("due {}", days(when))));
    cells.join(" | ")
}

fn position(one: &Position, record: &Record) -> String {
    let words: Vec<&str> = one.evidence.iter().map(|span| span.text.as_str()).collect();
    [names(std::slice::from_ref(&one.actor), record), one.stance.to_string(), words.join(" … ")].join(" | ")
}

fn issue(one: &Position, record: &Record) -> String {
    [names(std::slice::from_ref(&one.actor), record), one.issue.text.clone()].join(" | ")
}

fn names(ids: &[String], record: &Record) -> String {
    let name = |id: &String| {
        let actor = record.actors.iter().find(|actor| actor.id == *id);
        actor.map(|actor| actor.name.clone()).filter(|name| !name.is_empty()).unwrap_or("unnamed".to_string())
    };
    ids.iter().map(name).collect::<Vec<_>>().join(" + ")
}

fn days(when: &When) -> String {
    if when.from == when.to { when.from.clone() } else { format!("{}/{}", when.from, when.to) }
}
