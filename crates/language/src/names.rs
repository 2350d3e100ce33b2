//! Words as names are written and compared.

/// A word without "’s".
pub fn without_possessive(word: &str) -> &str {
    let cut = ["’s", "'s", "s’", "s'"].iter().find(|end| word.ends_with(*end));
    cut.map_or(word, |end| &word[..word.len() - end.len() + usize::from(end.starts_with('s'))])
}

/// Whether a word is written as names are: a capital or an account's "@" ahead.
pub fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '@')
}

/// A word in the form that names are compared by: no case, no full stops, no "’s".
pub fn folded(word: &str) -> String {
    without_possessive(word).replace(['.', '@'], "").replace('’', "'").to_lowercase()
}
