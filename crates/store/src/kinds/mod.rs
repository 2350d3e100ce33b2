//! The kinds of entries that a store keeps, one a file. A new kind is a file here, its line below, its details in
//! `entry.rs`, what its ids begin with in `key.rs`, and a format with its table and its view (`migrations/`).

mod commitment;
mod engagement;
pub mod kind;
mod position;
mod statement;

use onrecord_record::EntryKind;

use kind::Kind;

/// Every kind, in the order of [`Record::entries`](onrecord_record::Record::entries).
pub static KINDS: [Kind; 4] = [statement::KIND, engagement::KIND, commitment::KIND, position::KIND];

/// The kind of this name.
pub fn of(kind: EntryKind) -> &'static Kind {
    let found = KINDS.iter().find(|one| one.kind == kind);
    found.expect("every kind has its line in KINDS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_record_is_kept() {
        for kind in EntryKind::ALL {
            assert_eq!(of(*kind).kind, *kind);
        }
        assert_eq!(KINDS.len(), EntryKind::ALL.len());
    }
}
