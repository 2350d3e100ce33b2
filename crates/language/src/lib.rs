//! What is known of a language, and an article's text cut into what the rules read: tokens, sentences, paragraphs.
//!
//! In: an article's text and a [`Language`]. Out: a [`Text`], made once and handed to everything that reads it, and what
//! the language's tables say of its words:
//!
//! ```
//! use onrecord_language::{Language, Text};
//!
//! let english = Language::english();
//! let article = "Mayor Ada Roe said the bridge holds. Beijing did not.";
//! let paragraphs = std::iter::once(0..article.len()).collect();
//! let text = Text::new(article, paragraphs, &english);
//! assert_eq!(text.sentences().len(), 2);
//!
//! let cue = english.cues().find(text.tokens()).unwrap();
//! assert_eq!(text.word(&text.tokens()[cue.words.start]), "said");
//! assert_eq!(english.country("Beijing"), Some("China"));
//! ```
//!
//! The tables of English stand in `en/`, a row a line with an example; another language is another folder and a function
//! beside [`Language::english`]. It imports `record` alone and knows nothing of articles' pages or of the encoder.

mod cues;
pub mod dates;
mod en;
mod entries;
mod gazetteer;
mod inflected;
mod language;
mod lemma;
mod lexicon;
mod lists;
pub mod matcher;
pub mod names;
mod nouns;
mod outcomes;
mod sectors;
pub mod span;
pub mod table;
mod text;
mod token;

pub use cues::{Cue, Cues, Meaning};
pub use entries::{Contact, ContactForm, EntryWords};
pub use inflected::{inflected, is_irregular};
pub use language::Language;
pub use lexicon::{Lexicon, Wording};
pub use lists::List;
pub use nouns::{Noun, NounClass, NounForm, Sex};
pub use outcomes::Outcomes;
pub use sectors::Sectors;
pub use text::{Sentence, Text};
pub use token::{Token, WordForm};
