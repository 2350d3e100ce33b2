//! Entries that mean nearly the same as an answer.

use onrecord_store::Entry;
use onrecord_store::ask::Likenesses;
use serde_json::Value;

use crate::envelope::{Answer, Hint, more, plain};

impl Answer for Likenesses {
    fn lines(&self) -> Vec<Value> {
        self.alike.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.alike.iter().map(|one| &one.entry).collect()
    }

    fn is_nothing(&self) -> bool {
        self.total == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}
