//! What people should look at, as an answer.

use onrecord_store::Entry;
use onrecord_store::ask::Unsure;
use serde_json::Value;

use crate::envelope::{Answer, Hint, more, plain};

impl Answer for Unsure {
    fn lines(&self) -> Vec<Value> {
        self.entries.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.entries.iter().collect()
    }

    fn is_nothing(&self) -> bool {
        self.total == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}
