//! What a card tells of an entry: a file a kind, for a record's entries and a store's; `plain` is for kinds that have none.

pub(crate) mod commitment;
pub(crate) mod engagement;
pub(crate) mod plain;
pub(crate) mod position;
pub(crate) mod statement;

use onrecord_store::{Detail, Entry};

use crate::facts::Facts;

/// What is known of a store's entry.
pub(crate) fn stored(entry: &Entry) -> Box<dyn Facts + '_> {
    match &entry.detail {
        Detail::Statement(of) => statement::stored(entry, of),
        Detail::Engagement(of) => engagement::stored(entry, of),
        Detail::Commitment(of) => commitment::stored(entry, of),
        Detail::Position(of) => position::stored(entry, of),
        Detail::None => plain::stored(entry),
    }
}
