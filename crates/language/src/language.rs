//! A language that statements are read in.

/// What is known of a language. Another language is a folder beside `en` and a function here.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    code: &'static str,
    name: &'static str,
    is_for_all: bool,
}

impl Language {
    /// English.
    pub fn english() -> Language {
        Language { code: "en", name: "English", is_for_all: false }
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

    /// Whether articles in other languages are read as if they were in this one.
    pub fn is_for_all(&self) -> bool {
        self.is_for_all
    }
}
