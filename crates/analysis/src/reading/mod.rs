//! What the encoder finds in a text: one pass, every head.

mod found;
mod heads;
mod length;
mod links;
mod model;
mod tags;

pub use found::{FoundName, Link, NameKind, Reading, SpanRole, words_in};
pub use heads::Heads;
pub use length::shorten;
pub use model::Model;
