//! What is known of an entry, put into words.

use crate::phrase::TitlePhrase;

/// What is known of an entry of one kind.
pub(crate) trait Facts {
    /// Who and what, in one line.
    fn title(&self) -> Vec<TitlePhrase>;

    /// What else is known, in the order of interest; `when` is its day in words. What is empty is left out.
    fn details(&self, when: String) -> Vec<String>;
}

/// `label words`, nothing where there are no words.
pub(crate) fn labelled(label: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{label} {words}") }
}

/// The names, or words for nobody's.
pub(crate) fn or_nobody(names: &str) -> String {
    if names.is_empty() { "somebody who is not told".to_string() } else { names.to_string() }
}
