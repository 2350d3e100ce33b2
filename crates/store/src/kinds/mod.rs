//! The kinds of entries that a store keeps. A kind that has something beside what every entry has (codes, words for a
//! place, other days) has a file here, its line below, its details in `entry.rs`, and a format with its table and its view
//! (`migrations/`); others need nothing here.

mod commitment;
mod engagement;
pub mod kind;
mod position;
mod statement;

use std::sync::LazyLock;

use onrecord_record::EntryKind;

use kind::Kind;

/// Every kind, in the order of [`Record::entries`](onrecord_record::Record::entries).
pub static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let own = |kind: EntryKind| match kind {
        EntryKind::Statement => Some(statement::KIND),
        EntryKind::Engagement => Some(engagement::KIND),
        EntryKind::Commitment => Some(commitment::KIND),
        EntryKind::Position => Some(position::KIND),
        #[allow(unreachable_patterns, reason = "a kind that needs no table has no line here")]
        _ => None,
    };
    EntryKind::ALL.iter().map(|kind| own(*kind).unwrap_or(Kind::plain(*kind))).collect()
});

/// The kind of this name.
pub fn of(kind: EntryKind) -> &'static Kind {
    let found = KINDS.iter().find(|one| one.kind == kind);
    found.expect("every kind has its line in KINDS")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{kind_of, prefix};

    #[test]
    fn every_kind_of_the_record_is_kept() {
        for kind in EntryKind::ALL {
            assert_eq!(of(*kind).kind, *kind);
            assert_eq!(kind_of(prefix(*kind)), Some(*kind), "ids tell kinds by their first two letters");
        }
        assert_eq!(KINDS.len(), EntryKind::ALL.len());
    }
}
