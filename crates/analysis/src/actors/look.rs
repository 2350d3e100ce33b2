//! What a name and the words beside it look like: a name or a plain noun, a person or a body.

use std::ops::Range;

use onrecord_language::names::folded;
use onrecord_language::{List, NounClass, dates};
use onrecord_record::ActorKind;

use super::cast::Cast;
use super::index::is_acronym;
use super::name::Name;
use super::speakers::KnownNames;

impl KnownNames for Cast<'_> {
    /// "Polls" and "Voters" are no names, most of all where a sentence begins.
    fn is_common(&self, range: &Range<usize>) -> bool {
        let word = &self.text[range.clone()];
        let key = folded(word);
        let lower = word.to_lowercase();
        // "Sept. 3" is nobody, and Jan is.
        let is_month = || dates::is_month(&lower) && self.text.lexicon().sex_of(&key).is_none();
        if dates::is_date_name(&lower) || is_month() || self.is_behind_initial(range) {
            return true;
        }
        if self.index.is_name(&key) || self.text.lexicon().sex_of(&key).is_some() {
            return false;
        }
        if word.contains(' ') {
            // "Popular Website" in a headline, but not "Democratic Party".
            let classes: Vec<Option<NounClass>> =
                word.split(' ').map(|word| self.text.lexicon().class(word)).collect();
            let is_plain = classes.contains(&Some(NounClass::Quality)) && classes.iter().all(Option::is_some);
            return is_plain || self.is_epithet(range);
        }
        let is_noun = match self.text.lexicon().class(&key) {
            Some(NounClass::Institution) => false,
            class => class.is_some(),
        };
        let is_people =
            word.strip_suffix('s').is_some_and(|one| self.text.lexicon().country_of_adjective(one).is_some());
        // "Readers", "Residents": many of a kind, and not only where the article has the word once more.
        let is_explained = [", a ", ", an "].iter().any(|behind| self.text[range.end..].starts_with(behind));
        let is_plural =
            word.ends_with('s') && !word.ends_with("ss") && !self.seen.is_empty() && !is_explained;
        is_noun
            || self.text.lexicon().has(List::Small, word)
            || is_people
            || (is_plural || self.lower.contains(lower.as_str()))
                && self.is_initial(range.start)
                && !self.seen.contains(&range.start)
    }

    fn names_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        self.named_in(range).map(|(name, _)| name.clone()).collect()
    }
}

impl Cast<'_> {
    /// Whether two words are what somebody is called who is told of: "the Vale Republican".
    fn is_epithet(&self, range: &Range<usize>) -> bool {
        let last = self.text[range.clone()].split_once(' ').map_or("", |(_, last)| last);
        let is_the = || ["the ", "The "].iter().any(|the| self.text[..range.start].ends_with(the));
        self.text.lexicon().class(last) == Some(NounClass::Quality) && !last.ends_with('s') && is_the()
    }

    /// Whether a word in capitals goes on with a large initial, as the first of an article may: "I SRAEL said".
    fn is_behind_initial(&self, range: &Range<usize>) -> bool {
        const FEWEST: usize = 3;
        let word = &self.text[range.clone()];
        let before = self.text[..range.start].trim_end();
        let mut ahead = before.chars().rev();
        let is_initial = ahead.next().is_some_and(char::is_uppercase)
            && ahead.next().is_none_or(char::is_whitespace)
            && !before.ends_with('A');
        let paragraph =
            self.text.paragraph_at(range.start).map_or(0, |idx| self.text.paragraphs()[idx].start);
        let is_first = before.len() <= paragraph + 2;
        is_initial && is_first && word.len() >= FEWEST && word.chars().all(char::is_uppercase)
    }

    /// Whether a run of capitals is a name, and no plain noun or adjective.
    pub fn is_name(&self, name: &Name) -> bool {
        let words = &self.text[name.name.clone()];
        words.contains(' ') && !self.is_epithet(&name.name)
            || !self.is_common(&name.name)
                && (self.text.lexicon().country_of_adjective(words).is_none()
                    || self.text.lexicon().country(words).is_some())
    }

    /// Whether a sentence, a line or a quotation begins at byte `at`, which tells why there is a capital.
    fn is_initial(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['.', '!', '?', '“', '"', '‘', '\'', ':', '\n', '—', '-'])
    }

    /// Whether "Mr" or its like stands before a name.
    pub fn has_honorific(&self, name: &Name) -> bool {
        let lexicon = self.text.lexicon();
        let title = &self.text[name.whole.start..name.name.start];
        // The encoder takes the name alone.
        let ahead = self.text[..name.whole.start].strip_suffix(' ').unwrap_or("");
        let before = ahead.rsplit(char::is_whitespace).next();
        title.split(' ').chain(before).any(|word| lexicon.class(word) == Some(NounClass::Honorific))
    }

    /// What kind of entity a name is, as far as its look tells.
    pub fn kind_of(&self, name: &Name, has_title: bool) -> Option<ActorKind> {
        let words = &self.text[name.name.clone()];
        let parts = words.split(' ');
        let is_first_name = parts.clone().next().and_then(|word| self.text.lexicon().sex_of(word)).is_some();
        let is_body =
            parts.clone().any(|word| self.text.lexicon().class(word) == Some(NounClass::Institution))
                || words.contains(['&'])
                || parts.clone().any(|word| matches!(word, "of" | "for"));
        let has_article = ["the ", "The "].iter().any(|the| self.text[..name.name.start].ends_with(the));
        if has_title && (!is_body || is_first_name || self.has_honorific(name)) {
            Some(ActorKind::Person)
        } else if self.text.lexicon().country(words).is_some() {
            Some(ActorKind::Country)
        } else if is_body || is_acronym(words) {
            Some(ActorKind::Organisation)
        } else if is_first_name || words.starts_with('@') {
            Some(ActorKind::Person)
        } else if has_article {
            Some(ActorKind::Organisation)
        } else {
            words.contains(' ').then_some(ActorKind::Person)
        }
    }
}
