//! Cells of tables.

use std::borrow::Cow;

use onrecord_export::Cell;
use onrecord_store::Who;

pub fn names(actors: &[Who]) -> Cell<'_> {
    Cell::Texts(actors.iter().map(|actor| Cow::Borrowed(actor.name.as_str())).collect())
}

pub fn number<'r>(number: u64) -> Cell<'r> {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A text that may be unknown.
pub fn told(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, |text| Cell::Text(Cow::Borrowed(text)))
}
