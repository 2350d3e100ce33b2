//! The table of cues: words that say that something is said, asked, promised or thought.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use onrecord_record::Act;

use crate::matcher::{Pattern, Patterns};
use crate::table::{list, rows};
use crate::token::Token;

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
pub struct Cue {
    /// Indices of the words.
    pub words: Range<usize>,
    /// What its row says.
    pub meaning: Meaning,
}

/// The cues of a language.
#[derive(Debug)]
pub struct Cues {
    patterns: Patterns<Meaning>,
    direct: HashSet<&'static str>,
}

impl Cues {
    /// Reads a table: cue, act, kind, forms beside direct speech.
    ///
    /// # Panics
    /// When an act is none of the record's: the tables are part of the program, and tests read them.
    pub fn new(table: &'static str) -> Cues {
        let meaning = |[cue, act, kind, ..]: [&'static str; 7]| {
            let act = (act != "-").then(|| act.parse().expect("the table names acts"));
            (Pattern::new(cue), Meaning { act, is_thought: kind == "think" })
        };
        Cues {
            patterns: Patterns::new(rows::<7>(table).map(meaning)),
            direct: rows::<7>(table).flat_map(|[_, _, _, forms, ..]| list(forms)).collect(),
        }
    }

    /// The row that tells most about a cue: by its act, then a phrase before a word, then the first.
    pub fn find(&self, words: &[Token]) -> Option<Cue> {
        let telling = |(at, pattern, meaning): &(Range<usize>, &Pattern, &Meaning)| {
            let n_literal = pattern.n_literal(&words[at.clone()]);
            (n_told(meaning.act), pattern.len(), n_literal, Reverse(at.start))
        };
        let found = self.patterns.find(words).into_iter().max_by_key(telling);
        found.map(|(words, _, meaning)| Cue { words, meaning: *meaning })
    }

    /// Whether the words hold a cue that tells of speech.
    pub fn tells(&self, words: &[Token]) -> bool {
        self.find(words).is_some_and(|found| !found.meaning.is_thought)
    }

    /// Whether `word` is a verb that stands beside direct speech, in one of its forms: “It holds,” Roe *said*. A
    /// capital makes it a name ("the United States"), but for the odd sentence that begins with its verb.
    pub fn is_direct(&self, word: &str) -> bool {
        self.direct.contains(word)
    }

    /// Whether `word` is such a verb or a participle of one: "denouncing".
    pub fn is_told(&self, word: &str) -> bool {
        let stem = word.strip_suffix("ing").unwrap_or(word);
        let past = [format!("{stem}ed"), format!("{stem}d"), stem.to_string()];
        self.is_direct(word) || stem.len() < word.len() && past.iter().any(|form| self.is_direct(form))
    }

    /// Every row that stands somewhere in `words`.
    #[cfg(test)]
    pub fn all(&self, words: &[Token]) -> Vec<(String, Option<Act>)> {
        let found = self.patterns.find(words).into_iter();
        found.map(|(_, pattern, meaning)| (pattern.to_string(), meaning.act)).collect()
    }
}

/// How much a row's act tells: "put out a statement condemning it" condemns more than it announces.
fn n_told(act: Option<Act>) -> u8 {
    match act {
        None => 0,
        Some(Act::Announce) => 1,
        Some(_) => 2,
    }
}
