//! A ledger of commitments as an answer.

use onrecord_record::Status;
use onrecord_store::ask::{Bearing, Known, Ledger, Owed};
use onrecord_store::{Detail, Entry};
use serde_json::Value;

use crate::envelope::{Answer, Hint, more, plain};

/// The commitment with the status that it has now.
pub fn as_it_stands(owed: &Owed) -> Entry {
    let mut entry = owed.entry.clone();
    if let Detail::Commitment(of) = &mut entry.detail {
        of.status = owed.status_now;
    }
    entry
}

/// How it is known how a commitment stands, where that is not its own article.
pub fn known(owed: &Owed) -> Option<String> {
    match owed.known {
        Known::Told => None,
        Known::Shown => Some(format!("{}, by what was told later", owed.status_now)),
        Known::Inferred if owed.status_now == Status::Lapsed => {
            Some("lapsed, inferred: its day has passed, and nothing tells what became of it".to_string())
        }
        Known::Inferred => Some(format!("{}, inferred", owed.status_now)),
    }
}

/// What a later entry shows of a commitment: `kept`, or that it bears on it.
pub fn shows(bearing: &Bearing) -> &'static str {
    bearing.shows.map_or("bears on it", Status::as_str)
}

impl Answer for Ledger {
    fn lines(&self) -> Vec<Value> {
        self.commitments.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.commitments.iter().map(|owed| &owed.entry).collect()
    }

    fn is_nothing(&self) -> bool {
        self.total == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}
