//! What an outlet changed in an article, as an answer.

use onrecord_store::Entry;
use onrecord_store::ask::Difference;
use serde_json::Value;

use crate::envelope::{Answer, plain};

/// An entry that went, came or is told in other words, as a line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedLine {
    /// What became of it: `gone`, `added`, `was`, `is`; of what is told in other words the last two stand together.
    pub change: &'static str,
    /// The entry.
    pub entry: Entry,
}

/// Every entry that changed.
pub fn changed_lines(difference: &Difference) -> Vec<ChangedLine> {
    let line = |change, entry: &Entry| ChangedLine { change, entry: entry.clone() };
    let gone = difference.gone.iter().map(|entry| line("gone", entry));
    let added = difference.added.iter().map(|entry| line("added", entry));
    let reworded = difference.reworded.iter().flat_map(|both| [line("was", &both.was), line("is", &both.is)]);
    gone.chain(added).chain(reworded).collect()
}

impl Answer for Difference {
    fn lines(&self) -> Vec<Value> {
        vec![plain(self)]
    }

    fn entries(&self) -> Vec<&Entry> {
        let reworded = self.reworded.iter().flat_map(|both| [&both.was, &both.is]);
        self.gone.iter().chain(&self.added).chain(reworded).collect()
    }
}
