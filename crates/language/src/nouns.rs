//! Nouns that sources are named by, and first names that tell a person's sex.

use std::collections::HashMap;

use crate::table::{list, rows};

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounClass {
    /// Said before a name, and no office: "Mr".
    Honorific,
    /// "senator".
    Person,
    /// Several, under a word in the singular or the plural: "authorities", "family".
    People,
    /// "ministry".
    Institution,
    /// What a country, a city or a state is called where it is not named.
    Land,
    /// "letter".
    Document,
    /// What stands before a title or a name and belongs to neither: "Republican", "former".
    Quality,
}

/// The sex that a word tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// "Mr", "king".
    Male,
    /// "Mrs", "queen".
    Female,
}

/// What a row of the table says of its words.
#[derive(Debug)]
pub struct Noun {
    /// What it names.
    pub class: NounClass,
    /// The sex it tells.
    pub sex: Option<Sex>,
    /// Words by which the same actor may have been introduced; `*` for any of its class.
    pub stands_for: Vec<&'static str>,
}

/// A noun in the singular or the plural.
#[derive(Clone, Copy, Debug)]
pub struct NounForm {
    /// What the table says of it.
    pub noun: &'static Noun,
    /// Whether it stands in the plural.
    pub plural: bool,
}

/// The tables of nouns and of first names.
#[derive(Debug)]
pub struct Nouns {
    nouns: HashMap<&'static str, Noun>,
    first_names: HashMap<&'static str, Sex>,
}

impl Nouns {
    /// Reads the tables: words, class, sex, what they may stand for; sex, first names.
    pub fn new(nouns: &'static str, first_names: &'static str) -> Nouns {
        let mut read = HashMap::new();
        for [words, class, sex, stands_for, ..] in rows::<6>(nouns) {
            for word in list(words) {
                let stands_for = list(stands_for).collect();
                read.insert(word, Noun { class: class_named(class), sex: sex_named(sex), stands_for });
            }
        }
        let names = rows::<2>(first_names);
        let of_sex = |[sex, names]: [&'static str; 2]| {
            list(names).filter_map(move |name| Some((name, sex_named(sex)?)))
        };
        Nouns { nouns: read, first_names: names.flat_map(of_sex).collect() }
    }

    /// The noun `word`, in lower case.
    pub fn noun(&'static self, word: &str) -> Option<NounForm> {
        if let Some(noun) = self.nouns.get(word) {
            return Some(NounForm { noun, plural: noun.class == NounClass::People });
        }
        let plural_of = |one: &String| self.nouns.get(one.as_str());
        let known = singular(word).iter().find_map(plural_of).map(|noun| NounForm { noun, plural: true });
        // Of "hydrologist" and its like there are too many to list.
        let learned = || {
            let stem = word.trim_end_matches('s');
            let is_learned = stem.len() > 8 && (stem.ends_with("ologist") || stem.ends_with("ographer"));
            let noun = self.nouns.get("scholar").filter(|_| is_learned)?;
            Some(NounForm { noun, plural: stem.len() < word.len() })
        };
        known.or_else(learned)
    }

    /// The sex that a first name tells.
    pub fn sex_of(&self, first_name: &str) -> Option<Sex> {
        self.first_names.get(first_name.to_lowercase().as_str()).copied()
    }
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

fn class_named(name: &str) -> NounClass {
    match name {
        "honorific" => NounClass::Honorific,
        "person" => NounClass::Person,
        "people" => NounClass::People,
        "institution" => NounClass::Institution,
        "land" => NounClass::Land,
        "document" => NounClass::Document,
        "quality" => NounClass::Quality,
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
