//! Bodies that have only a common noun for a name: "government", "police", "Defense Ministry".

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_language::table::rows;
use onrecord_record::Actor;

use crate::words::{folded, words};

/// Word, whether it is of a `body` or of the `field` that one minds, example.
const TABLE: &str = include_str!("bodies.tsv");

/// Whether a body's name tells nobody which body of its sort it is: it has no word of its own. The State Department has
/// one, and so has the Corran police.
pub fn is_common(name: &str) -> bool {
    let has_no_capital = !name.chars().any(char::is_uppercase);
    let words = words(name);
    // The one that is called by "state" alone is one country's.
    let is_called_so = words.iter().map(String::as_str).eq(["state", "department"]);
    !is_called_so && !words.is_empty() && (has_no_capital || has_no_word_of_its_own(&words))
}

fn has_no_word_of_its_own(words: &[String]) -> bool {
    let is = |word: &String| list().get(word.as_str());
    words.iter().all(|word| is(word).is_some()) && words.iter().any(|word| is(word) == Some(&"body"))
}

/// Whose it is, as its article says, as names are compared.
pub fn owner(actor: &Actor) -> Option<String> {
    let owners = actor.roles.iter().map(|role| folded(&role.of));
    owners.into_iter().find(|owner| !owner.is_empty() && !has_no_word_of_its_own(&words(owner)))
}

fn list() -> &'static HashMap<&'static str, &'static str> {
    static LIST: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| rows(TABLE).map(|[word, sort, _]| (word, sort)).collect());
    &LIST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_nouns_are_told_from_names() {
        for common in [
            "police",
            "the military",
            "Defense Ministry",
            "Ministry of the Interior",
            "The government",
            "farmers",
        ] {
            assert!(is_common(common), "{common}");
        }
        for named in ["Corran police", "Ostvia", "State Department", "Kalmere Central Bank", "Rovers", ""] {
            assert!(!is_common(named), "{named}");
        }
    }

    #[test]
    fn every_word_of_the_list_stands_in_its_example() {
        for [word, sort, example] in rows(TABLE) {
            let is_there = words(example).contains(&word.to_string());
            assert!(is_there && ["body", "field"].contains(&sort), "{word}");
        }
    }
}
