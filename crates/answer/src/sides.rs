//! The sides of an issue as an answer.

use onrecord_store::Entry;
use onrecord_store::ask::{Sides, Taken};
use serde_json::Value;

use crate::envelope::{Answer, Hint, more, plain};

/// Every stance, side by side.
pub fn stances(sides: &Sides) -> Vec<&Taken> {
    sides.sides.iter().flat_map(|side| &side.taken).collect()
}

impl Answer for Sides {
    fn lines(&self) -> Vec<Value> {
        self.sides.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        stances(self).into_iter().map(|taken| &taken.entry).collect()
    }

    fn is_nothing(&self) -> bool {
        self.total == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}
