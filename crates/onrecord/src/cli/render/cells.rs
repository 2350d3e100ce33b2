//! Cells of tables.

use std::borrow::Cow;

use onrecord_export::Cell;
use onrecord_store::ask::Who;

pub fn names(actors: &[Who]) -> Cell<'_> {
    Cell::Texts(actors.iter().map(|actor| Cow::Borrowed(actor.name.as_str())).collect())
}

pub fn number<'r>(number: u64) -> Cell<'r> {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
