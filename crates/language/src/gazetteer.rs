//! Countries by their names, capitals and peoples.
//!
//! `en/countries.tsv` is generated from public data; `en/seats.tsv` adds by hand what that lacks and goes before it.
//! Some of these words name people too (Jordan, Georgia, Victoria): whoever asks should know first that the words name
//! no person of the article.

use std::collections::HashMap;

use crate::table::{list, rows};

/// The countries of the world, as a language calls them.
#[derive(Debug)]
pub struct Gazetteer {
    names: HashMap<String, &'static str>,
    adjectives: HashMap<String, &'static str>,
    codes: HashMap<&'static str, &'static str>,
}

impl Gazetteer {
    /// Reads the tables.
    pub fn new(countries: &'static str, seats: &'static str) -> Gazetteer {
        let (mut names, mut adjectives, mut codes) = (HashMap::new(), HashMap::new(), HashMap::new());
        for [kind, words, government, ..] in rows::<5>(seats) {
            let table = if kind == "adjective" { &mut adjectives } else { &mut names };
            table.extend(list(words).map(|word| (normal(word), government)));
        }
        // A country is called by its own name before another's capital is.
        for [name, others, code, _people, words, _capitals] in rows(countries) {
            codes.extend((!code.is_empty()).then_some((name, code)));
            names.entry(normal(name)).or_insert(name);
            list(others).for_each(|word| _ = names.entry(normal(word)).or_insert(name));
            list(words).for_each(|word| _ = adjectives.entry(normal(word)).or_insert(name));
        }
        for [name, _others, _code, people, _words, capitals] in rows(countries) {
            list(people).chain(list(capitals)).for_each(|word| _ = names.entry(normal(word)).or_insert(name));
        }
        Gazetteer { names, adjectives, codes }
    }

    /// The country that `name` stands for: its name, another one, its capital or seat of power, or its people
    /// ("China", "the PRC", "Beijing", "the Chinese"), by its usual short name.
    ///
    /// Letters must be in the case that names have: "turkey" and "us" are no countries.
    pub fn country(&self, name: &str) -> Option<&'static str> {
        let name = normal(name);
        let bare = self.without_article(&name);
        let is_people = bare.len() < name.len() && is_collective(bare);
        let of_people = || self.country_of_adjective(bare).filter(|_| is_people);
        self.names.get(bare).copied().or_else(of_people)
    }

    /// The code by ISO 3166-1 alpha-3 of a country that [`Gazetteer::country`] gives.
    pub fn code(&self, country: &str) -> Option<&'static str> {
        self.codes.get(country).copied()
    }

    /// The country of an adjective: "Chinese", "U.S.".
    pub fn country_of_adjective(&self, adjective: &str) -> Option<&'static str> {
        self.adjectives.get(normal(adjective).as_str()).copied()
    }

    fn without_article<'n>(&self, name: &'n str) -> &'n str {
        // "The Hague" has an article of its own, which the tables keep.
        if self.names.contains_key(name) {
            return name;
        }
        name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
    }
}

/// One way of writing: straight apostrophes, no possessive, no full stops in "U.S.".
fn normal(name: &str) -> String {
    let name = name.trim().replace('’', "'");
    let name = name.strip_suffix("'s").unwrap_or(&name);
    let is_initials = name.contains('.') && name.chars().all(|c| c == '.' || c.is_uppercase());
    if is_initials { name.replace('.', "") } else { name.to_string() }
}

/// Whether an adjective with "the" before it names a people: "the British", not "the Russian".
fn is_collective(adjective: &str) -> bool {
    ["sh", "ch", "ese", "ss"].iter().any(|ending| adjective.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn country(name: &str) -> Option<&'static str> {
        Language::english().country(name)
    }

    fn country_of_adjective(adjective: &str) -> Option<&'static str> {
        Language::english().country_of_adjective(adjective)
    }

    #[test]
    fn names_capitals_and_peoples_stand_for_their_country() {
        for words in ["China", "the PRC", "People's Republic of China", "Beijing", "the Chinese", "Beijing’s"]
        {
            assert_eq!(country(words), Some("China"), "{words}");
        }
        for words in ["U.S.", "the US", "The United States", "Washington", "America", "Americans"] {
            assert_eq!(country(words), Some("United States"), "{words}");
        }
        assert_eq!(country("the French"), Some("France"));
        assert_eq!(country("The Hague"), Some("Netherlands"));
        assert_eq!(country("The Gambia"), Some("Gambia"));
    }

    #[test]
    fn one_of_a_people_and_lower_case_are_no_country() {
        for words in ["the Russian", "turkey", "us", "", "the", "Dominicans", "Congolese"] {
            assert_eq!(country(words), None, "{words}");
        }
    }

    #[test]
    fn institutions_keep_their_names() {
        assert_eq!(country("the White House"), None);
        assert_eq!(country("the Kremlin"), Some("Russia"));
    }

    #[test]
    fn adjectives_are_asked_apart() {
        assert_eq!(country_of_adjective("Chinese"), Some("China"));
        assert_eq!(country_of_adjective("U.S."), Some("United States"));
        assert_eq!(country_of_adjective("North Korean"), Some("North Korea"));
        assert_eq!(country_of_adjective("Congolese"), None);
    }

    #[test]
    fn each_row_made_by_hand_shows_its_words_in_an_example() {
        for [_, words, government, example] in rows(include_str!("../en/seats.tsv")) {
            assert!(list(words).any(|word| example.contains(word)), "{words}");
            let is_union = matches!(government, "European Union" | "Palestine");
            assert!(is_union || country(government) == Some(government), "{government}");
        }
    }
}
