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

/// Whether a word is written as names are: a capital or an account's "@" ahead, or behind what a name begins with in
/// small letters: "al-Masri", "d’Arcy".
pub fn is_capital(word: &str) -> bool {
    let starts = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '@');
    starts(word) || without_article(word).is_some_and(starts)
}

/// The article that a name begins with, in the Arabic of any town and the French and Italian of some.
const ARTICLES: [&str; 17] =
    ["al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul", "ud", "ur", "d", "de", "dell", "dall", "t"];

/// What follows the article of a name that has one: "Masri" of "al-Masri"; `None` for other words.
pub fn without_article(word: &str) -> Option<&str> {
    let (article, rest) = word.split_once(['-', '’', '\''])?;
    ARTICLES.contains(&article).then_some(rest)
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
    fn articles_of_names_are_small() {
        assert!(["al-Masri", "d’Arcy", "dell'Orto", "Roe", "@roe"].into_iter().all(is_capital));
        assert!(!["mid-March", "anti-Roe", "al-masri", "roe", "it’s"].into_iter().any(is_capital));
        assert_eq!(without_article("al-Masri"), Some("Masri"));
    }

    #[test]
    fn names_are_compared_without_case_and_full_stops() {
        assert_eq!(folded("U.S."), folded("US"));
        assert_eq!(folded("@RoeVale"), "roevale");
        assert_eq!(folded("O’Roe’s"), "o'roe");
    }
}
