//! The formats of the file, one after the other: `0001.sql` makes the first, each later file turns the one before into
//! its own. `user_version` is the number of the format.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// The format that this program writes.
pub const FORMAT: i64 = FORMATS.len() as i64;

const FORMATS: &[M] = &[M::up(include_str!("0001.sql"))];

/// Brings an empty file, or a store of an earlier format, up to [`FORMAT`], in one transaction: whatever ends it leaves
/// the file as it was.
pub fn upgrade(db: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    Migrations::from_slice(FORMATS).to_latest(db)
}
