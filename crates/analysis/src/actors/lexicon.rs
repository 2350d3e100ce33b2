//! The tables behind the rules: nouns that sources are named by, first names, and small words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::table::{list, rows};

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Said before a name, and no office: "Mr".
    Honorific,
    Person,
    /// Several, under a word in the singular or the plural: "authorities", "family".
    People,
    Institution,
    /// What a country, a city or a state is called where it is not named.
    Land,
    Document,
    /// What stands before a title or a name and belongs to neither: "Republican", "former".
    Quality,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// A row's reading of one word.
#[derive(Debug)]
pub struct Noun {
    pub class: Class,
    pub sex: Option<Sex>,
    /// Words by which the same actor may have been introduced; `*` for any of its class.
    pub stands_for: Vec<&'static str>,
}

/// The noun `word` in lower case, and whether it stands in the plural.
pub fn noun(word: &str) -> Option<(&'static Noun, bool)> {
    if let Some(noun) = NOUNS.get(word) {
        return Some((noun, noun.class == Class::People));
    }
    let known = singular(word).iter().find_map(|word| NOUNS.get(word.as_str())).map(|noun| (noun, true));
    // Of "hydrologist" and its like there are too many to list.
    let learned = || {
        let stem = word.trim_end_matches('s');
        let is_learned = stem.len() > 8 && (stem.ends_with("ologist") || stem.ends_with("ographer"));
        NOUNS.get("scholar").filter(|_| is_learned).map(|noun| (noun, stem.len() < word.len()))
    };
    known.or_else(learned)
}

/// What `word` may be the plural of.
fn singular(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(stem) = word.strip_suffix("ies") {
        out.push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("men") {
        out.push(format!("{stem}man"));
    }
    if word == "children" {
        out.push("child".to_string());
    }
    out.extend(word.strip_suffix("es").map(str::to_string));
    out.extend(word.strip_suffix('s').map(str::to_string));
    out
}

/// The class of the noun `word`, which may be capitalised or abbreviated with a full stop.
pub fn class(word: &str) -> Option<Class> {
    let word = word.to_lowercase();
    noun(word.trim_end_matches('.')).map(|(noun, _)| noun.class)
}

/// Whether `word` heads a person's title: "Senator", "Mr", "pollster".
pub fn is_title(word: &str) -> bool {
    matches!(class(word), Some(Class::Person | Class::Honorific))
}

/// The sex that a first name tells.
pub fn sex_of(first_name: &str) -> Option<Sex> {
    FIRST_NAMES.get(first_name.to_lowercase().as_str()).copied()
}

/// Small words, which are no part of a name even where a sentence begins with them.
pub fn is_small(word: &str) -> bool {
    SMALL.contains(word.to_lowercase().as_str())
}

/// Days and months, which are capitalised and nobody.
pub fn is_date(word: &str) -> bool {
    const NAMES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april \
                         may june july august september october november december";
    let word = word.to_lowercase();
    NAMES.split_whitespace().any(|name| name == word)
}

static NOUNS: LazyLock<HashMap<&'static str, Noun>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for [words, class, sex, stands_for, _example] in rows(include_str!("../../lexicon/nouns.tsv")) {
        for word in list(words) {
            let stands_for = list(stands_for).collect();
            out.insert(word, Noun { class: class_named(class), sex: sex_named(sex), stands_for });
        }
    }
    out
});

static FIRST_NAMES: LazyLock<HashMap<&'static str, Sex>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../lexicon/first-names.tsv"));
    rows.flat_map(|[sex, names]| list(names).filter_map(move |name| Some((name, sex_named(sex)?)))).collect()
});

static SMALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "the a an and or but nor in on at by for from to of with as if when while after before however meanwhile \
     asked speaking he she it they we i you his her their its our my your this that these those there here then \
     so yet also not no yes what who whom whose which why how where both some many most one several few earlier \
     later now still even only just once since until although though because during despite through about over \
     under between against without within among amid per according more much such all any each every another \
     whoever anyone anybody everyone everybody someone somebody nobody \
     other others neither either is are was were be been being has had have do does did will would can could \
     should may might must said says say told asked added let's well look please let never ever again today \
     yesterday tomorrow tonight"
        .split_whitespace()
        .collect()
});

fn class_named(name: &str) -> Class {
    match name {
        "honorific" => Class::Honorific,
        "person" => Class::Person,
        "people" => Class::People,
        "institution" => Class::Institution,
        "land" => Class::Land,
        "document" => Class::Document,
        "quality" => Class::Quality,
        other => unreachable!("no class of nouns: {other}"),
    }
}

fn sex_named(name: &str) -> Option<Sex> {
    match name {
        "m" => Some(Sex::Male),
        "f" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_shows_one_of_its_words() {
        for [words, _class, _sex, _stands_for, example] in rows(include_str!("../../lexicon/nouns.tsv")) {
            let example = example.to_lowercase();
            let shown = |word: &str| list(words).any(|w| w == word || word.strip_suffix('s') == Some(w));
            assert!(example.split(|c: char| !c.is_alphanumeric() && c != '-').any(shown), "{words}");
        }
    }

    #[test]
    fn plurals_are_told() {
        assert!(noun("ministries").unwrap().1 && noun("women").unwrap().1 && !noun("senator").unwrap().1);
    }
}
