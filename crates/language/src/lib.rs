//! What is known of a language, and an article's text cut into what the rules read: tokens, sentences, paragraphs.
//!
//! In: an article's text. Out: a [`Text`], made once and handed to everything that reads it.

pub mod dates;
mod language;
pub mod span;
mod text;

pub use language::Language;
pub use text::{Sentence, Text, Token, is_abbreviation, sentence_starts, tokens};
