//! Pronouns: he, she, it.

use std::ops::Range;

use onrecord_language::Sex;

use super::present::StandsFor;
use super::resolver::Resolver;

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

    pub fn thing(&mut self, at: usize, own: &[Range<usize>]) -> Vec<usize> {
        self.most_present(at, StandsFor::Thing, own).map(|(idx, _)| idx).into_iter().collect()
    }
}
