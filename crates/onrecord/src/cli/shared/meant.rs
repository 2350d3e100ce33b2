//! How nearly phrases mean the same, by the vectors that are part of the program.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use onrecord_encoder::{Vector, WordVectors};

use super::failure::Failure;

/// The vectors, and those of the phrases that were asked for: each phrase is read once.
pub struct Meant {
    meaning: Arc<WordVectors>,
    known: RefCell<HashMap<String, Vector>>,
}

impl Meant {
    /// # Errors
    /// Where the program's own vectors are damaged.
    pub fn load() -> Result<Meant, Failure> {
        Ok(Meant::of(Arc::new(Meant::embedded()?)))
    }

    /// The vectors alone, to be shared by many.
    ///
    /// # Errors
    /// As [`Meant::load`].
    pub fn embedded() -> Result<WordVectors, Failure> {
        let damaged = |error| Failure::told(format!("the vectors of words cannot be read: {error}"));
        WordVectors::embedded().map_err(damaged)
    }

    /// These vectors, and no phrase read yet.
    pub fn of(meaning: Arc<WordVectors>) -> Meant {
        Meant { meaning, known: RefCell::default() }
    }

    /// How nearly two phrases mean the same, -1 to 1.
    pub fn likeness(&self, one: &str, other: &str) -> f32 {
        self.vector(one).likeness(&self.vector(other))
    }

    fn vector(&self, phrase: &str) -> Vector {
        let mut known = self.known.borrow_mut();
        known.entry(phrase.to_string()).or_insert_with(|| self.meaning.of(phrase)).clone()
    }
}
