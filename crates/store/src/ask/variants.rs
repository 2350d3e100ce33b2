//! The ways in which a text may have the words that are asked for: in another form (`pay`, `paid`), with a hyphen or
//! without (`ceasefire`, `cease-fire`). Between quotation marks words are meant as they stand.

use onrecord_language::{Language, List, inflected};

use super::query::QueryPhrase;
use crate::words::words;

/// Words in a row that a text may have in the place of a phrase, as they are compared; those of the phrase come first.
/// The last word may go on where the phrase is a beginning.
pub(crate) fn variants(phrase: &QueryPhrase) -> Vec<Vec<String>> {
    let own = words(&phrase.words.join(" "));
    if own.is_empty() {
        return Vec::new();
    }
    let mut all = vec![own.clone()];
    if phrase.is_exact || phrase.is_prefix {
        return all;
    }
    let english = Language::english();
    let is_small = |word: &str| english.has(List::Small, word) || english.has(List::Grammar, word);
    if own.len() == 1 && is_small(&own[0]) {
        return all;
    }
    let (last, first) = own.split_last().unwrap_or((&own[0], &[]));
    for form in inflected(last) {
        all.push(first.iter().cloned().chain([form]).collect());
    }
    match own.as_slice() {
        [one] => all.extend(parted(one)),
        // Only punctuation joined them.
        [one, other] => all.extend(inflected(other).into_iter().map(|form| vec![format!("{one}{form}")])),
        _ => {}
    }
    let mut kept: Vec<Vec<String>> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// The fewest letters of a half of a word.
const HALF: usize = 3;

/// A word as two words with a hyphen between: wherever it may be parted so that neither half is a small word, as in
/// "the rapist" or "now here".
fn parted(word: &str) -> Vec<Vec<String>> {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let english = Language::english();
    let is_small = |half: &str| english.has(List::Small, half) || english.has(List::Grammar, half);
    let halves = (HALF..=word.len().saturating_sub(HALF)).map(|at| word.split_at(at));
    let halves = halves.filter(|(one, other)| !is_small(one) && !is_small(other));
    // A text may have the word in the plural.
    halves
        .flat_map(|(one, other)| {
            [vec![one.to_string(), other.to_string()], vec![one.to_string(), format!("{other}s")]]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::query::{Expr, parse};

    fn of(text: &str) -> Vec<String> {
        let Some(Expr::Phrase(phrase)) = parse(text).unwrap().expr else { panic!("{text}") };
        variants(&phrase).into_iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn words_are_meant_in_any_form_and_exactly_between_quotation_marks() {
        assert!(of("pay").starts_with(&["pay".to_string(), "paid".to_string()]));
        assert_eq!(of("\"pay\""), ["pay"]);
        assert_eq!(of("pay*"), ["pay"]);
        assert_eq!(of("\"water pledge\""), ["water pledge"]);
    }

    #[test]
    fn a_hyphen_is_there_or_not() {
        assert!(of("cease-fire").contains(&"ceasefire".to_string()));
        assert!(of("ceasefire").contains(&"cease fire".to_string()));
        assert!(of("ceasefires").contains(&"cease fires".to_string()));
        for (word, other) in [("therapist", "the rapist"), ("nowhere", "now here")] {
            assert!(!of(word).contains(&other.to_string()));
        }
    }
}
