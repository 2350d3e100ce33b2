//! A language that statements are read in.

use std::ops::Deref;

use crate::en::ENGLISH;
use crate::lexicon::Lexicon;

/// A language and what is known of its words. Another language is a folder beside `en`, a file like `en.rs` and a
/// function here.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    code: &'static str,
    name: &'static str,
    lexicon: &'static Lexicon,
    is_for_all: bool,
}

/// A language is what is known of its words, too: `language.country("Beijing")`.
impl Deref for Language {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        self.lexicon
    }
}

impl Language {
    /// English.
    pub fn english() -> Language {
        Language { code: "en", name: "English", lexicon: &ENGLISH, is_for_all: false }
    }

    /// The same language, in which articles in others are read, too: what is found there is for a reader to judge.
    pub fn for_all(self) -> Language {
        Language { is_for_all: true, ..self }
    }

    /// Its code by ISO 639-1.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Its name, in English.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What is known of its words.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// Whether articles in other languages are read as if they were in this one.
    pub fn is_for_all(&self) -> bool {
        self.is_for_all
    }
}
