//! The ways to find an entity again: by its full name, a part of it, an acronym, or words that describe it.

use std::collections::HashMap;

use onrecord_language::names::{folded, without_article};
use onrecord_language::{Lexicon, List, Sex};
use onrecord_record::ActorKind;

use super::entity::Entity;
pub use super::name::is_acronym;
use super::name::is_suffix;

/// Entities by their names and the words that describe them. Every look-up takes constant time: of those who share a
/// surname, the first few are kept.
pub struct Index {
    lexicon: &'static Lexicon,
    exact: HashMap<String, usize>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    acronyms: HashMap<String, usize>,
}

/// How many entities one word is kept to lead to.
pub const MOST: usize = 12;

impl Index {
    pub fn new(lexicon: &'static Lexicon) -> Index {
        let (exact, acronyms) = (HashMap::new(), HashMap::new());
        let (by_last, by_first, by_word) = (HashMap::new(), HashMap::new(), HashMap::new());
        Index { lexicon, exact, by_last, by_first, by_word, acronyms }
    }

    /// The entity called `name`, by its full name, a part of it, or an acronym.
    pub fn find(&self, entities: &[Entity], name: &str, sex: Option<Sex>) -> Option<usize> {
        let words = key_words(name);
        let key = words.join(" ");
        let turned = || turned(name).and_then(|name| self.exact.get(&key_words(&name).join(" ")));
        if let Some(idx) = self.exact.get(&key).or_else(turned) {
            return Some(*idx);
        }
        let (first, last) = (words.first()?, words.last()?);
        let fits = |idx: &&usize| {
            let entity = &entities[**idx];
            let is_of_sex = sex.is_none() || entity.sex.is_none() || entity.sex == sex;
            is_of_sex && self.is_called(entity, &words)
        };
        let by = |index: &HashMap<String, Vec<usize>>, word: &String| {
            let fitting = index.get(word)?.iter().filter(fits).copied();
            fitting.min_by_key(|idx| (!entities[*idx].is_person(), entities[*idx].first))
        };
        by(&self.by_last, last)
            .or_else(|| by(&self.by_first, first))
            .or_else(|| self.acronyms.get(&key).copied())
            .or_else(|| self.exact.get(&self.lexicon.country(name)?.to_lowercase()).copied())
    }

    /// The entity with just this name.
    pub fn exactly(&self, name: &str) -> Option<usize> {
        self.exact.get(&key_words(name).join(" ")).copied()
    }

    /// Whether `words` are a part of an entity's name, or a longer form of it.
    fn is_called(&self, entity: &Entity, words: &[String]) -> bool {
        let full = key_words(&entity.name);
        let is_person = entity.is_person();
        // "Carolina" is not North Carolina.
        let is_side = || !is_person && self.lexicon.has_as_written(List::Side, &full[0]);
        let is_place = words.len() < full.len() && (entity.kind == Some(ActorKind::Country) || is_side());
        let is_part =
            full.ends_with(words) && !is_place || full.starts_with(words) && (words.len() > 1 || is_person);
        // "Committee on the Vale Workers Party" is not that party.
        let n_more = words.len().saturating_sub(full.len());
        let is_of = minds(words[..n_more].iter().map(String::as_str));
        let extends = !is_person && n_more > 0 && words.ends_with(&full) && full.len() > 1 && !is_of;
        // "John Roe" and "John G. Roe".
        let is_same =
            words.len() > 1 && full.len() > 1 && full.first() == words.first() && full.last() == words.last();
        is_part || extends || is_same && (is_person || entity.kind.is_none())
    }

    /// Whether a folded word is an entity's whole name or its last.
    pub fn is_name(&self, word: &str) -> bool {
        self.exact.contains_key(word) || self.by_last.contains_key(word)
    }

    /// Makes an entity known by a name.
    pub fn add(&mut self, name: &str, idx: usize) {
        let words = key_words(name);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        self.exact.entry(words.join(" ")).or_insert(idx);
        keep(&mut self.by_last, last, idx);
        keep(&mut self.by_first, first, idx);
        let long = words.iter().filter(|word| !self.lexicon.has(List::Small, word));
        let initials: String = long.filter_map(|word| word.chars().next()).collect();
        if words.len() > 2 {
            self.acronyms.entry(initials).or_insert(idx);
        }
    }

    /// Makes a body of two words known by its initials: the United Nations by "UN".
    pub fn add_initials(&mut self, name: &str, idx: usize) {
        if let [first, second] = &key_words(name)[..] {
            let initials = first.chars().take(1).chain(second.chars().take(1)).collect();
            self.acronyms.entry(initials).or_insert(idx);
        }
    }

    /// Makes an entity known by the acronym that the article gives.
    pub fn add_acronym(&mut self, acronym: &str, idx: usize) {
        self.acronyms.insert(folded(acronym), idx);
        self.exact.insert(folded(acronym), idx);
    }

    /// Makes an entity known by a word that describes it.
    pub fn add_word(&mut self, word: &str, idx: usize) {
        let list = self.by_word.entry(word.to_string()).or_default();
        list.push(idx);
        if list.len() > 2 * MOST {
            list.remove(MOST);
        }
    }

    /// The entities that are described by `word`, the latest to be met last.
    pub fn described_by(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}

fn keep(index: &mut HashMap<String, Vec<usize>>, word: &str, idx: usize) {
    let list = index.entry(word.to_string()).or_default();
    if list.len() < MOST && !list.contains(&idx) {
        list.push(idx);
    }
}

/// Whether words of a body's name lead to what it minds: "Committee on the Vale Workers Party".
pub fn minds<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.any(|word| matches!(word, "on" | "of" | "for" | "between"))
}

/// The words that names are compared by: folded, without "the" and "Jr.".
pub fn key_words(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty() && !is_suffix(w)).collect();
    let words = if words.len() > 1 && words[0].eq_ignore_ascii_case("the") { &words[1..] } else { &words };
    // "Masri" is al-Masri, too.
    words.iter().map(|word| folded(without_article(word).unwrap_or(word))).collect()
}

/// "Vale’s water authority" is the Water Authority of Vale, and the other way round.
fn turned(name: &str) -> Option<String> {
    if let Some((body, owner)) = name.split_once(" of ") {
        return (body.contains(' ') && !owner.contains(' ')).then(|| format!("{owner}'s {body}"));
    }
    let (owner, body) = name.split_once("’s ").or_else(|| name.split_once("'s "))?;
    (body.contains(' ') && !owner.contains(' ')).then(|| format!("{body} of {owner}"))
}
