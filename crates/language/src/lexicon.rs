//! All that is known of a language's words.

use crate::cues::Cues;
use crate::entries::{EntryTables, EntryWords};
use crate::gazetteer::Gazetteer;
use crate::lemma::Irregular;
use crate::lists::{List, Lists};
use crate::matcher::{Pattern, Patterns};
use crate::names::folded;
use crate::nouns::{NounClass, NounForm, Nouns, Sex};
use crate::outcomes::Outcomes;
use crate::sectors::Sectors;
use crate::table::{list, rows};
use crate::token::{Token, WordForm};
use onrecord_record::{Act, Status};

/// A language's tables as they are written: cells apart by tabs, a row a line.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    /// Cue, act, kind, forms beside direct speech, example, counter-example, origin.
    pub cues: &'static str,
    /// Act, patterns, example.
    pub wordings: &'static str,
    /// Lemma, forms.
    pub irregular: &'static str,
    /// Words, class, sex, what they may stand for, example.
    pub nouns: &'static str,
    /// Sex, names.
    pub first_names: &'static str,
    /// List, words, example, counter-example.
    pub lists: &'static str,
    /// Name, other names, code, people, adjectives, capitals.
    pub countries: &'static str,
    /// Kind, words, government, example.
    pub seats: &'static str,
    /// What entries beside statements are found by.
    pub entries: EntryTables,
    /// Status, patterns, example, counter-example.
    pub outcomes: &'static str,
    /// Role code, patterns, example, counter-example.
    pub sectors: &'static str,
}

/// The tables of a language, read.
#[derive(Debug)]
pub struct Lexicon {
    cues: Cues,
    wordings: Patterns<Wording>,
    irregular: Irregular,
    nouns: Nouns,
    lists: Lists,
    gazetteer: Gazetteer,
    entries: EntryWords,
    outcomes: Outcomes,
    sectors: Sectors,
}

/// What a row of the table of wordings says: words of a statement that show its act.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// The act.
    pub act: Act,
    /// The row's place in the table; earlier rows go first.
    pub rank: usize,
}

impl Lexicon {
    /// Reads the tables.
    ///
    /// # Panics
    /// When a row is malformed: the tables are part of the program, and tests read them.
    pub fn new(tables: &Tables) -> Lexicon {
        let wording = |(rank, [act, patterns]): (usize, [&'static str; 2])| {
            let act = act.parse().expect("the table names acts");
            list(patterns).map(move |pattern| (Pattern::new(pattern), Wording { act, rank }))
        };
        Lexicon {
            cues: Cues::new(tables.cues),
            wordings: Patterns::new(rows::<2>(tables.wordings).enumerate().flat_map(wording)),
            irregular: Irregular::new(tables.irregular),
            nouns: Nouns::new(tables.nouns, tables.first_names),
            lists: Lists::new(tables.lists),
            gazetteer: Gazetteer::new(tables.countries, tables.seats),
            entries: EntryWords::new(&tables.entries),
            outcomes: Outcomes::new(tables.outcomes),
            sectors: Sectors::new(tables.sectors),
        }
    }

    /// The table of cues.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// Words that tell of contacts, commitments and stances.
    pub fn entries(&self) -> &EntryWords {
        &self.entries
    }

    /// Words of a statement that show its act where its cue leaves it open.
    pub fn wordings(&self) -> &Patterns<Wording> {
        &self.wordings
    }

    /// How the words of one sentence tell that something promised turned out, if they do.
    pub fn outcome(&self, words: &[Token]) -> Option<Status> {
        self.outcomes.find(words, |list, word| self.has(list, word))
    }

    /// What is known of a word as it is written, wherever it stands.
    pub fn form(&'static self, word: &str) -> WordForm {
        let lower = word.to_lowercase().replace('’', "'");
        WordForm {
            // The month is no auxiliary.
            lemmas: if word == "May" { Vec::new() } else { self.irregular.lemmas(&lower) },
            is_irregular: self.irregular.has(&lower),
            noun: self.nouns.noun(&lower),
            is_capital: crate::names::is_capital(word),
            lower,
        }
    }

    /// The noun `word`, in lower case.
    pub fn noun(&'static self, word: &str) -> Option<NounForm> {
        self.nouns.noun(word)
    }

    /// The class of the noun `word`, which may be capitalised or abbreviated with a full stop.
    pub fn class(&'static self, word: &str) -> Option<NounClass> {
        let word = word.to_lowercase();
        self.noun(word.trim_end_matches('.')).map(|form| form.noun.class)
    }

    /// The sex that a noun tells: "Mrs", "queen".
    pub fn title_sex(&'static self, word: &str) -> Option<Sex> {
        self.noun(&folded(word)).and_then(|form| form.noun.sex)
    }

    /// Whether `word` heads a person's title: "Senator", "Mr", "pollster".
    pub fn is_title(&'static self, word: &str) -> bool {
        matches!(self.class(word), Some(NounClass::Person | NounClass::Honorific))
    }

    /// The sex that a first name tells.
    pub fn sex_of(&self, first_name: &str) -> Option<Sex> {
        self.nouns.sex_of(first_name)
    }

    /// Whether a word, in any case, is one of a list.
    pub fn has(&self, list: List, word: &str) -> bool {
        self.lists.has(list, word)
            || word.contains(char::is_uppercase) && self.lists.has(list, &word.to_lowercase())
    }

    /// Whether a word is one of a list as it is written, capitals included.
    pub fn has_as_written(&self, list: List, word: &str) -> bool {
        self.lists.has(list, word)
    }

    /// The words of a list.
    pub fn words(&self, list: List) -> impl Iterator<Item = &'static str> {
        self.lists.words(list)
    }

    /// The role code of event data that words for an office, a body or a people have: "MIL" of "army general".
    pub fn sector(&self, words: &[Token]) -> Option<&'static str> {
        self.sectors.find(words)
    }

    /// The code by ISO 3166-1 alpha-3 of a country by its usual short name: "CHN" of "China".
    pub fn country_code(&self, country: &str) -> Option<&'static str> {
        self.gazetteer.code(country)
    }

    /// The country that a name stands for; whatever its form.
    pub fn country(&self, name: &str) -> Option<&'static str> {
        self.gazetteer.country(name)
    }

    /// The country of an adjective: "Chinese", "U.S.".
    pub fn country_of_adjective(&self, adjective: &str) -> Option<&'static str> {
        self.gazetteer.country_of_adjective(adjective)
    }
}
