//! Words that tell how something promised turned out.

use onrecord_record::Status;

use crate::lists::List;
use crate::matcher::{Pattern, Patterns};
use crate::table::{list, rows};
use crate::token::Token;

/// The table of outcomes.
#[derive(Debug)]
pub struct Outcomes(Patterns<Status>);

/// How far before a verb a word stands that denies it or leaves it open.
const BEFORE: usize = 4;

impl Outcomes {
    /// Reads a table: status, patterns.
    ///
    /// # Panics
    /// When a row names no status: the table is part of the program, and tests read it.
    pub fn new(table: &'static str) -> Outcomes {
        let outcome = |[status, patterns]: [&'static str; 2]| {
            let status: Status = status.parse().expect("the table names statuses");
            list(patterns).map(move |pattern| (Pattern::new(pattern), status))
        };
        Outcomes(Patterns::new(rows::<2>(table).flat_map(outcome)))
    }

    /// How the words of one sentence tell that something turned out: the first that they tell. What is yet to come, what
    /// might come and what is denied tells nothing; only a promise that was not kept is broken. `has` tells whether a
    /// list of the language has a word.
    pub fn find(&self, words: &[Token], has: impl Fn(List, &str) -> bool) -> Option<Status> {
        let mut found = self.0.find(words);
        found.sort_by_key(|(at, pattern, _)| (at.start, std::cmp::Reverse(pattern.len())));
        found.into_iter().find_map(|(at, _, status)| {
            // Between the first word and the last may stand the verb's own helpers: "the pledge will be kept".
            let before = &words[at.start.saturating_sub(BEFORE)..at.end];
            let is_not = |word: &Token| has(List::Not, &word.lower);
            let is_open = |idx: usize| {
                let is_failed = before[idx].is(&["to"]) && idx > 0 && is_not(&before[idx - 1]);
                has(List::Open, &before[idx].lower) && !is_failed
            };
            if (0..before.len()).any(is_open) {
                return None;
            }
            match (before.iter().any(is_not), status) {
                (false, status) => Some(*status),
                (true, Status::Kept) => Some(Status::Broken),
                (true, _) => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use onrecord_record::Status;

    use crate::{Language, Text};

    fn told(text: &str) -> Option<Status> {
        let language = Language::english();
        let words = Text::new(text, std::iter::once(0..text.len()).collect(), &language);
        language.lexicon().outcome(words.tokens())
    }

    #[test]
    fn what_is_denied_or_yet_to_come_is_no_outcome() {
        assert_eq!(told("A promise made in March is kept with two days to spare"), Some(Status::Kept));
        assert_eq!(told("Halvorsen did not keep her promise"), Some(Status::Broken));
        assert_eq!(told("She failed to honour the pledge"), Some(Status::Broken));
        assert_eq!(told("The pledge will be kept"), None);
        assert_eq!(told("We would finish the work before May"), None);
        assert_eq!(told("He asked whether the work could be finished"), None);
        assert_eq!(told("The gates are stuck"), None);
    }
}
