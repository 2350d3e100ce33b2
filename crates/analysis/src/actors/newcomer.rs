//! Newcomers: "A former nurse said" before "Ada Roe, the nurse, said".

use std::ops::Range;

use onrecord_language::{List, NounClass};
use onrecord_record::ActorKind;

use super::phrase::{self, SourcePhrase};
use super::resolver::Resolver;
use crate::attribution::Attribution;

impl Resolver<'_> {
    /// Whether a source is somebody new who is not yet named: "A former nurse said".
    pub fn is_newcomer(&self, who: &[usize]) -> bool {
        let is_one = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            entity.kind == Some(ActorKind::Unnamed) && !entity.plural && !entity.words.contains("percent")
        };
        who.len() == 1 && who.iter().all(is_one)
    }

    /// Gives a newcomer the name that the next source gives: "Ada Roe, who nursed here until May, said …", unless
    /// what is said of that one is something else; below the head of an article it must be the same.
    pub fn introduce(&mut self, before: usize, now: usize, sources: &[Attribution], who: &mut [Vec<usize>]) {
        let ([unnamed], [named]) = (&who[before][..], &who[now][..]) else { return };
        let (unnamed, named) = (*unnamed, *named);
        let text = self.cast.text;
        let is_near = sources[now].paragraph(text) <= sources[before].paragraph(text) + 2;
        let entity = &self.cast.entities[named];
        let is_first = sources[now].source.iter().any(|range| range.contains(&entity.first));
        let words = &self.cast.entities[unnamed].words;
        // "A leader of the union said": an article introduces one; below the head nothing else does.
        let stated =
            self.cast.entities[unnamed].roles.first().map_or("", |range| &self.cast.text[range.clone()]);
        let first = stated.split(' ').next().unwrap_or("").to_lowercase();
        // "“My mother told me,” Roe said": she is not Roe.
        if matches!(&*first, "my" | "our" | "your") {
            return;
        }
        // "A union said no. Ada Roe, who speaks for the union, said": a body is not who is named next. "A reporter
        // asked. Roe replied": nor is who asks.
        let asks = sources[before].cue.first().and_then(|cue| text[cue.clone()].split(' ').next_back());
        let is_asking = asks.is_some_and(|verb| text.lexicon().has(List::Asking, verb));
        if is_asking || !self.is_of_one(&sources[before].source) {
            return;
        }
        // "The prime minister said. Former minister Ada Roe told": they hold two offices.
        if self.holds_another_office(named, &sources[before].source) {
            return;
        }
        let is_introduced = matches!(&*first, "a" | "an" | "one")
            && words.iter().any(|word| text.lexicon().class(word) == Some(NounClass::Person));
        let is_head = sources[before].paragraph(text) < 3;
        let is_same = words.iter().any(|word| entity.words.contains(word));
        let agrees =
            is_head && first != "the" && entity.roles.is_empty() || (is_head || is_introduced) && is_same;
        if is_near && is_first && entity.is_person() && !entity.name.is_empty() && agrees {
            let roles = self.cast.entities[unnamed].roles.clone();
            roles.into_iter().for_each(|range| self.cast.add_role(named, range));
            who[before] = vec![named];
        }
    }

    /// Whether a source tells of an office that somebody does not hold.
    fn holds_another_office(&self, named: usize, source: &[Range<usize>]) -> bool {
        let parts = phrase::phrases(self.cast.text, source, &self.cast);
        let entity = &self.cast.entities[named];
        parts.iter().any(|part| match part {
            SourcePhrase::Described(d) => self.is_another_office(entity, d),
            _ => false,
        })
    }

    /// Whether the noun of a source is for one person, or nothing tells.
    fn is_of_one(&self, source: &[Range<usize>]) -> bool {
        let parts = phrase::phrases(self.cast.text, source, &self.cast);
        parts.iter().all(|part| match part {
            SourcePhrase::Described(d) => matches!(d.class, Some(NounClass::Person) | None),
            _ => true,
        })
    }
}
