//! Whom the words of a sentence refer to: the subject of a verb, the phrase behind a preposition, who speaks.

use std::ops::Range;

use onrecord_language::{List, NounClass};
use onrecord_record::ActorKind;

use super::{Clause, ClauseParty};
use crate::actors::Referent;

impl Clause<'_, '_> {
    /// Who does what the verb tells.
    pub fn subject(&self, verb: usize) -> Option<ClauseParty> {
        let first = self.group(verb);
        self.beside(first).or_else(|| self.ahead(first))
    }

    /// The phrase right before a verb's group, or before what a comma sets apart from it.
    fn beside(&self, first: usize) -> Option<ClauseParty> {
        let last = first.checked_sub(1)?;
        let last = if self.gap(first).contains(',') { self.before_aside(last)? } else { last };
        let mut start = last;
        while start > 0 && last - start < 12 && self.goes_on(start) {
            start -= 1;
        }
        let party = self.party(start..last + 1);
        (!party.who.is_empty()).then_some(party)
    }

    /// "Roe, the mayor, met": the word before the first of the two commas.
    fn before_aside(&self, last: usize) -> Option<usize> {
        let first = (last.saturating_sub(14)..=last).rev().find(|idx| self.gap(*idx).contains(','))?;
        first.checked_sub(1)
    }

    /// Whether the word before still belongs to the phrase.
    fn goes_on(&self, start: usize) -> bool {
        let before = &self.words[start - 1];
        let gap = self.gap(start);
        let is_list = gap.trim() == ","
            && (self.is(start, &["and"]) || self.is_capital(start - 1))
            && start < self.words.len();
        (gap.trim().is_empty()
            || matches!(gap.trim(), "." | "(" | ")" | ") " | "-")
            || is_list && self.is_list(start))
            && !self.has(List::BeforeParty, start - 1)
            && (!self.has(List::BeforeVerb, start - 1) || before.is(&["first", "set", "due"]))
    }

    /// "Roe, Lund and Vale": a comma between names that an "and" ends.
    fn is_list(&self, start: usize) -> bool {
        (start..(start + 6).min(self.words.len())).any(|idx| self.is(idx, &["and"]))
    }

    /// The nearest name or pronoun before the verb's group that may be its subject.
    fn ahead(&self, first: usize) -> Option<ClauseParty> {
        let end = first.checked_sub(1).map_or(self.sentence.start, |last| self.words[last].at.end);
        let pronoun = (0..first).rev().find(|idx| self.is(*idx, &["he", "she", "they", "we", "i", "who"]));
        let mut names = self.scene.cast.names_in(self.sentence.start..end);
        names.retain(|(at, _)| {
            let is_owner = self.scene.text.as_str()[at.end..].starts_with(['’', '\'']);
            !is_owner && self.scene.cast.is_subject(at)
        });
        let name = names.pop();
        match (pronoun.map(|idx| self.words[idx].at.clone()), name) {
            (Some(at), Some((name, _))) if at.start > name.end => Some(self.party_at(at)),
            (_, Some((name, who))) => Some(ClauseParty { at: name, who: vec![self.scene.cast.settled(who)] }),
            (Some(at), None) => Some(self.party_at(at)),
            (None, None) => None,
        }
    }

    /// Whom the phrase that begins with a word names: "Xi Jinping and Ada Roe" of "Xi Jinping and Ada Roe in Vale".
    pub fn phrase(&self, start: usize) -> Option<(ClauseParty, usize)> {
        let end = self.phrase_end(start)?;
        let party = self.party(start..end);
        (!party.who.is_empty()).then_some((party, end))
    }

    fn phrase_end(&self, start: usize) -> Option<usize> {
        let mut end = start;
        while end < self.words.len() && end < start + 24 {
            let gap = self.gap(end);
            let is_break = end > start && gap.contains([';', ':', '“', '”', '"', '—', '–', '('])
                || end > start && gap.contains(',') && !self.is_list_behind(end)
                || end > start && gap.trim() == "." && !self.is_capital(end);
            let is_end = self.has(List::PartyEnd, end);
            if is_break || is_end {
                break;
            }
            end += 1;
        }
        (end > start).then_some(end)
    }

    /// Whether what follows a comma goes on with a list of names.
    fn is_list_behind(&self, idx: usize) -> bool {
        self.is(idx, &["and"])
            || self.is_capital(idx)
                && (idx..(idx + 7).min(self.words.len()))
                    .take_while(|at| !self.has(List::PartyEnd, *at))
                    .any(|at| self.is(at, &["and"]))
    }

    /// Whom some of the words refer to.
    pub fn party(&self, range: Range<usize>) -> ClauseParty {
        self.party_at(self.bytes(range))
    }

    fn party_at(&self, at: Range<usize>) -> ClauseParty {
        let text = self.scene.text.as_str();
        let is_own = matches!(&*text[at.clone()].to_lowercase(), "i" | "we" | "my" | "our" | "us" | "me");
        if is_own {
            return ClauseParty { who: self.speakers(at.start), at };
        }
        let mut who = self.scene.cast.seek(at.clone());
        who.retain(|who| self.is_somebody(*who, &at));
        if who.is_empty() && matches!(&*text[at.clone()].to_lowercase(), "he" | "she" | "his" | "her") {
            who.extend(self.last_person(at.start));
        }
        who.iter_mut().for_each(|who| *who = self.scene.cast.settled(*who));
        ClauseParty { who, at }
    }

    /// The person who was named last before a byte, not far away.
    fn last_person(&self, at: usize) -> Option<Referent> {
        const FAR: usize = 600;
        let from = self.scene.text.as_str().floor_char_boundary(at.saturating_sub(FAR));
        let is_person = |who: &Referent| self.scene.cast.look(*who).1 == Some(ActorKind::Person);
        self.scene.cast.names_in(from..at).into_iter().map(|(_, who)| who).rfind(is_person)
    }

    /// Whether words that name nobody describe somebody at all: not "spoke in evasive words".
    fn is_somebody(&self, who: Referent, at: &Range<usize>) -> bool {
        const CLASSES: [NounClass; 4] =
            [NounClass::Person, NounClass::People, NounClass::Institution, NounClass::Land];
        let (name, kind) = self.scene.cast.look(who);
        let is_described =
            name.is_empty() && matches!(kind, Some(ActorKind::Unnamed | ActorKind::Document) | None);
        !is_described
            || self
                .scene
                .text
                .tokens_in(at.clone())
                .iter()
                .any(|token| token.noun.as_ref().is_some_and(|noun| CLASSES.contains(&noun.noun.class)))
    }

    /// Who says the words at a byte.
    pub fn speakers(&self, at: usize) -> Vec<Referent> {
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        let attributions = self.scene.attributions.iter().zip(&self.scene.cast.speakers);
        let mut inner =
            attributions.filter(|(attribution, who)| holds(&attribution.content) && !who.is_empty());
        let ids = inner.next_back().map(|(_, who)| who.clone()).unwrap_or_default();
        ids.iter().filter_map(|id| self.scene.cast.referent(id)).collect()
    }

    /// Who speaks in this sentence, outside of what is said.
    pub fn speaker(&self) -> Option<ClauseParty> {
        let here =
            |ranges: &[Range<usize>]| ranges.first().filter(|at| self.sentence.contains(&at.start)).cloned();
        let mut told = self.scene.attributions.iter().zip(&self.scene.cast.speakers);
        let (attribution, who) =
            told.find(|(attribution, who)| here(&attribution.cue).is_some() && !who.is_empty())?;
        let at = here(&attribution.source).or_else(|| here(&attribution.cue))?;
        Some(ClauseParty { at, who: who.iter().filter_map(|id| self.scene.cast.referent(id)).collect() })
    }
}
