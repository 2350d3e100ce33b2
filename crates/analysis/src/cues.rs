//! The table of cues: words that say that something is said, asked, promised or thought.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use onrecord_record::Act;

use crate::matcher::{Pattern, Patterns, Word, words};
use crate::table::rows;

/// What a row of the table of cues says.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// What is done by it; `None` leaves that to what is said.
    pub act: Option<Act>,
    /// Whether it tells what somebody thinks, which is said only where it is quoted.
    pub is_thought: bool,
}

/// The cue in a cue's words: which of them it is, and what it means.
#[derive(Clone, Debug)]
pub struct Found {
    pub words: Range<usize>,
    pub meaning: Meaning,
}

/// Finds the row that tells most about a cue: by its act, then a phrase before a word, then the first.
pub fn cue(words: &[Word]) -> Option<Found> {
    let rows = CUES.find(words).into_iter();
    let telling = |(at, pattern, meaning): &(Range<usize>, &Pattern, &Meaning)| {
        let n_literal = pattern.n_literal(&words[at.clone()]);
        (n_told(meaning.act), pattern.len(), n_literal, Reverse(at.start))
    };
    rows.max_by_key(telling).map(|(words, _, meaning)| Found { words, meaning: *meaning })
}

/// How much a row's act tells: "put out a statement condemning it" condemns more than it announces.
fn n_told(act: Option<Act>) -> u8 {
    match act {
        None => 0,
        Some(Act::Announce) => 1,
        Some(_) => 2,
    }
}

/// Whether these words hold a cue of the table that tells of speech.
pub fn has_cue(text: &str, range: Range<usize>) -> bool {
    cue(&words(text, range)).is_some_and(|found| !found.meaning.is_thought)
}

/// Whether a cue is a verb that its subject does: "bemoaned", "did not respond to"; not "was accused of", "to defend".
pub fn is_done(text: &str, range: Range<usize>) -> bool {
    const AUXILIARIES: [&str; 14] = [
        "did", "does", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
        "should", "shall",
    ];
    const SUFFERED: [&str; 8] = ["be", "been", "being", "was", "were", "is", "are", "known"];
    let words = words(text, range);
    let Some(first) = words.iter().find(|word| !word.lower.ends_with("ly") && !word.is(&["also", "then"]))
    else {
        return false;
    };
    let is_finite = first.lower.ends_with("ed")
        || first.is_irregular()
        || first.is(&AUXILIARIES)
        || first.lower.ends_with('s') && cue(std::slice::from_ref(first)).is_some();
    is_finite && !words.iter().any(|word| word.is(&SUFFERED))
}

static CUES: LazyLock<Patterns<Meaning>> = LazyLock::new(|| {
    let table = rows::<5>(include_str!("../lexicon/cues.tsv"));
    Patterns::new(table.map(|[cue, act, kind, _example, _origin]| {
        (Pattern::new(cue), Meaning { act: act.parse().ok(), is_thought: kind == "think" })
    }))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cue_is_found_in_its_example() {
        for [cue, act, _kind, example, origin] in rows::<5>(include_str!("../lexicon/cues.tsv")) {
            let words = words(example, 0..example.len());
            let is_there = CUES.find(&words).iter().any(|(_, pattern, meaning)| {
                pattern.len() == cue.split(' ').count() && meaning.act == act.parse().ok()
            });
            assert!(is_there && !origin.is_empty(), "{cue}: {example}");
        }
    }
}
