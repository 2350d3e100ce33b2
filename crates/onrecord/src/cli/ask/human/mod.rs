//! Answers for people.

mod dossier;
mod list;
mod numbers;
mod parts;
mod shown;

pub use dossier::found;
pub use list::{compact_hits, compact_timeline, hits, read_as, timeline};
pub use numbers::{related, stats};
pub use shown::shown;
