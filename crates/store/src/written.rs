//! How corrections are written down: the words for what they change, and lists within their values.

use crate::Piece;

/// What the correction says that added a statement.
pub const ADDED: &str = "added";
/// What a correction of an entry that is none says.
pub const NOT_ON_RECORD: &str = "not_on_record";
/// What one of its own words says.
pub const WORDS: &str = "words";
/// What one of its day says.
pub const WHEN: &str = "when";
/// What one that changes nothing says: somebody looked at it.
pub const REVIEWED: &str = "reviewed";

/// Keys of actors, as a correction keeps them.
pub fn keys(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Pieces of an article, as a correction keeps them.
pub fn pieces(json: &str) -> Vec<Piece> {
    serde_json::from_str(json).unwrap_or_default()
}
