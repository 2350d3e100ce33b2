//! Words as names are written and compared.

/// A word without "’s".
pub fn without_possessive(word: &str) -> &str {
    let cut = ["’s", "'s", "s’", "s'"].iter().find(|end| word.ends_with(*end));
    cut.map_or(word, |end| &word[..word.len() - end.len() + usize::from(end.starts_with('s'))])
}

/// Whether a word ends in "’s", so that something is its own.
pub fn is_possessor(word: &str) -> bool {
    without_possessive(word).len() < word.len()
}

/// Whether a word is written as names are: a capital or an account's "@" ahead.
pub fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '@')
}

/// A word in the form that names are compared by: no case, no full stops, no "’s".
pub fn folded(word: &str) -> String {
    without_possessive(word).replace(['.', '@'], "").replace('’', "'").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessives_of_every_writing_are_cut() {
        for word in ["Roe’s", "Roe's"] {
            assert_eq!(without_possessive(word), "Roe");
        }
        assert_eq!(without_possessive("farmers’"), "farmers");
        assert_eq!(without_possessive("Roes"), "Roes");
        assert!(is_possessor("Vale’s") && !is_possessor("Vales"));
    }

    #[test]
    fn names_are_compared_without_case_and_full_stops() {
        assert_eq!(folded("U.S."), folded("US"));
        assert_eq!(folded("@RoeVale"), "roevale");
        assert_eq!(folded("O’Roe’s"), "o'roe");
    }
}
