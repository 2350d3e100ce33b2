//! Groups that a description tells from others: "Velmark companies", "the two leaders".

use std::ops::Range;

use onrecord_language::{List, NounClass};
use onrecord_record::ActorKind;

use super::name::{Name, names};
use super::phrase::Description;
use super::resolver::Resolver;

impl Resolver<'_> {
    /// "Their leaders", "the two leaders": those who lead, where the article has just two of them.
    pub fn leaders(&self, d: &Description) -> Option<Vec<usize>> {
        let lexicon = self.cast.text.lexicon();
        let is_meant = d.head == "leaders" && d.definite && d.words.iter().all(|word| word == "two");
        let leads = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            entity.is_person()
                && !entity.name.is_empty()
                && entity.heads.iter().any(|head| lexicon.has(List::Leader, head))
                // Of the ministers only the first one leads.
                && (!entity.heads.contains("minister") || entity.words.contains("prime"))
        };
        let heads = lexicon.words(List::Leader).filter(|_| is_meant);
        let mut all: Vec<usize> =
            heads.flat_map(|head| self.cast.described_by(head).iter().copied().filter(leads)).collect();
        all.sort_by_key(|idx| self.cast.entities[*idx].first);
        all.dedup();
        (all.len() == 2).then_some(all)
    }

    /// Whether a description is of many, and says of what kind.
    pub fn is_told_apart(&self, d: &Description) -> bool {
        d.plural
            && !d.is_pair
            && !d.words.is_empty()
            && matches!(d.class, Some(NounClass::Person | NounClass::Institution | NounClass::People))
            && !self.is_some(d)
    }

    /// "Some officials", "three residents": how many they are does not tell them apart.
    pub fn is_some(&self, d: &Description) -> bool {
        let words = &self.cast.text[d.range.start..d.core.end];
        words.split(' ').any(|word| self.cast.text.lexicon().has(List::Count, word))
    }

    /// The group with these words for its name.
    pub fn group_called(&mut self, words: Range<usize>) -> usize {
        let name = &self.cast.text[words.clone()];
        let known = self.cast.find(name, None);
        known.unwrap_or_else(|| {
            let idx = self.cast.add(name, Some(ActorKind::Group), words.start);
            self.cast.entities[idx].plural = true;
            idx
        })
    }

    /// A group that its description tells from others: "Velmark companies", "Roe allies"; not "officials".
    pub fn group(&mut self, d: &Description) -> Option<usize> {
        let text = self.cast.text;
        let is_body = d.class == Some(NounClass::Institution) || text.lexicon().has(List::GroupHead, &d.head);
        let is_some = self.is_some(d) || text[d.range.start..d.core.start].to_lowercase().contains("other");
        // "Lower courts", "lawmakers of both parties".
        if text.lexicon().has(List::OfficeHead, &d.head) && !d.words.is_empty() && !is_some && !d.possessed {
            return Some(self.group_called(d.core.clone()));
        }
        if !d.plural || !is_body || is_some {
            return None;
        }
        // "Prosecutors in Velmark", "Veterans of Velmark’s navy".
        let behind = names(text, d.core.end..d.range.end).into_iter().find(Name::is_named);
        let is_of = |name: &Name| {
            matches!(text[d.core.end..name.name.start].trim(), "of" | "in" | "of the" | "in the")
        };
        let is_told_apart = !d.proper && behind.as_ref().is_some_and(is_of);
        if !d.proper && !is_told_apart {
            // "Prosecutors said", once they were called by more.
            let is_bare = d.words.is_empty();
            let fits = |idx: &usize| {
                let entity = &self.cast.entities[*idx];
                entity.kind == Some(ActorKind::Group) && entity.plural && !entity.name.is_empty()
            };
            return self.cast.described_by(&d.head).iter().copied().rfind(fits).filter(|_| is_bare);
        }
        Some(self.group_called(if is_told_apart { d.core.start..d.range.end } else { d.core.clone() }))
    }
}
