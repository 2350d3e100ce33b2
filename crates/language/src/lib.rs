//! What is known of a language, and an article's text cut into what the rules read: tokens, sentences, paragraphs.
//!
//! In: an article's text. Out: a [`Text`], made once and handed to everything that reads it.

mod cues;
pub mod dates;
mod en;
mod entries;
mod gazetteer;
mod language;
mod lemma;
mod lexicon;
mod lists;
pub mod matcher;
pub mod names;
mod nouns;
pub mod span;
pub mod table;
mod text;
mod token;

pub use cues::{Cue, Cues, Meaning};
pub use entries::{Contact, ContactForm, EntryWords};
pub use language::Language;
pub use lexicon::{Lexicon, Wording};
pub use lists::List;
pub use nouns::{Noun, NounClass, NounForm, Sex};
pub use text::{Sentence, Text};
pub use token::{Token, WordForm};
