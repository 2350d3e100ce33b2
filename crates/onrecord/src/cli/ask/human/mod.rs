//! Answers for people.

mod alike;
mod changed;
mod compared;
mod dossier;
mod ledger;
mod list;
mod numbers;
mod parts;
mod shown;
mod sides;

pub use alike::alike;
pub use changed::changed;
pub use compared::compared;
pub use dossier::found;
pub use ledger::ledger;
pub use list::{compact_hits, compact_timeline, hits, read_as, timeline};
pub use numbers::{related, stats};
pub use shown::{shown, to_review};
pub use sides::sides;
