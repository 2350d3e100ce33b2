//! Pronouns: he, she, it.

use std::ops::Range;

use onrecord_language::{List, Sex};

use super::discourse;
use super::present::StandsFor;
use super::resolver::Resolver;
use crate::attribution::Attribution;
use crate::learned::SourceForm;

impl Resolver<'_> {
    pub fn pronoun(&mut self, range: Range<usize>, paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let word = self.cast.text[range.clone()].to_lowercase();
        match &*word {
            "he" | "his" | "him" | "himself" => self.person(range.start, Some(Sex::Male), own),
            "she" | "her" | "hers" | "herself" => self.person(range.start, Some(Sex::Female), own),
            "it" | "its" | "itself" => self.thing(range.start, own),
            "they" | "them" | "their" | "theirs" | "themselves" => self.several(range.start, paragraph, own),
            "i" | "we" | "my" | "our" | "me" | "us" => vec![self.author(range.start)],
            // Whoever reads or hears it.
            "you" => Vec::new(),
            _ => self.relative(range.start, own),
        }
    }

    pub fn person(&mut self, at: usize, sex: Option<Sex>, own: &[Range<usize>]) -> Vec<usize> {
        let found = self.most_present(at, StandsFor::Person(sex), own).map(|(idx, _)| idx);
        let found = found.map(|idx| self.newer(at, sex, idx).unwrap_or(idx));
        // "His threat" in a headline: he comes after.
        let ahead = || {
            let from = self.cast.named.partition_point(|(range, _)| range.start < at);
            let after = self.cast.named[from..].iter().take(20).map(|(_, idx)| *idx);
            after
                .into_iter()
                .find(|idx| self.cast.entities[*idx].is_person() && self.fits(*idx, StandsFor::Person(sex)))
        };
        let found = found.or_else(ahead);
        if let Some(idx) = found {
            let entity = &mut self.cast.entities[idx];
            entity.sex = entity.sex.or(sex);
        }
        found.into_iter().collect()
    }

    /// Somebody whom a sentence of late introduces as its subject, by the full name, where nobody has spoken of `known`
    /// since: "Kit Lund also bought a boat. He said".
    fn newer(&self, at: usize, sex: Option<Sex>, known: usize) -> Option<usize> {
        const N_NAMES: usize = 8;
        let cast = &self.cast;
        let idx = cast.named.partition_point(|(range, _)| range.start < at);
        let is_known = |(_, entity): &&(Range<usize>, usize)| *entity != known;
        let mut since = cast.named[..idx].iter().rev().take(N_NAMES).take_while(is_known);
        let is_introduced = |(range, entity): &&(Range<usize>, usize)| {
            let new = &cast.entities[*entity];
            new.is_person()
                && new.first == range.start
                && cast.text[range.clone()].contains(' ')
                && (new.sex.is_none() || sex.is_none() || new.sex == sex)
                && self.discourse.is_narrated(range.start)
                && discourse::is_subject(cast, range)
                && cast.sentence(range.start) < cast.sentence(at)
        };
        let (range, new) = since.find(is_introduced)?;
        let spoke =
            self.discourse.turns_before(at).find(|turn| turn.who.contains(&known)).map(|turn| turn.at);
        let here = cast.text.paragraph_at(at)?;
        let is_near = cast.text.paragraph_at(range.start).is_some_and(|there| there + 1 >= here);
        (is_near && spoke.is_none_or(|spoke| spoke < range.start)).then_some(*new)
    }

    /// Who goes on: "he added", of the one person with a name who spoke last and is a man, as far as is known.
    pub fn going_on(&self, source: &Attribution) -> Option<usize> {
        let text = self.cast.text;
        let is_more = |cue: &Range<usize>| {
            text.lexicon().has(List::More, text[cue.clone()].split(' ').next()?).then_some(())
        };
        source.cue.first().and_then(is_more)?;
        let sex = match &*text[source.source.first()?.clone()].to_lowercase() {
            "he" => Sex::Male,
            "she" => Sex::Female,
            _ => return None,
        };
        let last = self.discourse.turns_before(source.at()).next()?;
        let [speaker] = last.who[..] else { return None };
        let entity = &self.cast.entities[speaker];
        let is_near = source.paragraph(text) <= last.paragraph + 1;
        (is_near
            && entity.is_person()
            && !entity.name.is_empty()
            && entity.sex.is_none_or(|known| known == sex))
        .then_some(speaker)
    }

    /// Whom "it" and "they" stand for where nobody is named: what only a description tells of, that spoke last in the
    /// paragraph. "The report said so. It made".
    pub fn described_before_it(&self, form: SourceForm, source: &Attribution) -> Option<Vec<usize>> {
        let is_plural = match form {
            SourceForm::It => false,
            SourceForm::They => true,
            _ => return None,
        };
        let last = self.discourse.turns_before(source.at()).next()?;
        let [speaker] = last.who[..] else { return None };
        let entity = &self.cast.entities[speaker];
        let is_meant =
            entity.name.is_empty() && entity.plural == is_plural && (is_plural || !entity.is_person());
        (is_meant && last.paragraph == source.paragraph(self.cast.text)).then(|| vec![speaker])
    }

    pub fn thing(&mut self, at: usize, own: &[Range<usize>]) -> Vec<usize> {
        self.most_present(at, StandsFor::Thing, own).map(|(idx, _)| idx).into_iter().collect()
    }
}
