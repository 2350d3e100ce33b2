//! Who does what to whom in a sentence, as far as the order of its words tells.

use std::ops::Range;

use onrecord_language::dates::TimeExpression;
use onrecord_language::{NounClass, Sentence, Token};
use onrecord_record::ActorKind;

use crate::actors::Referent;
use crate::scene::Scene;

/// Words that stand between a subject and its verb.
const AUXILIARIES: [&str; 63] = [
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "do",
    "does",
    "did",
    "not",
    "n't",
    "also",
    "later",
    "then",
    "never",
    "just",
    "already",
    "again",
    "first",
    "twice",
    "soon",
    "still",
    "even",
    "once",
    "to",
    "set",
    "due",
    "scheduled",
    "agreed",
    "planned",
    "plans",
    "planning",
    "expected",
    "going",
    "may",
    "might",
    "could",
    "can",
    "should",
    "must",
    "shall",
    "won't",
    "didn't",
    "hasn't",
    "haven't",
    "doesn't",
    "don't",
    "himself",
    "herself",
    "themselves",
    "now",
    "today",
    "yesterday",
    "continued",
    "continues",
    "both",
];

/// Words that end a phrase that names somebody.
const ENDS: [&str; 66] = [
    "on",
    "in",
    "at",
    "for",
    "during",
    "after",
    "before",
    "when",
    "where",
    "while",
    "as",
    "about",
    "over",
    "to",
    "that",
    "which",
    "who",
    "whose",
    "from",
    "by",
    "until",
    "since",
    "because",
    "if",
    "but",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "said",
    "says",
    "told",
    "this",
    "last",
    "next",
    "earlier",
    "later",
    "ahead",
    "under",
    "into",
    "against",
    "through",
    "between",
    "than",
    "amid",
    "following",
    "despite",
    "here",
    "there",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "so",
    "whom",
    "how",
    "what",
    "why",
    "aboard",
    "via",
    "regarding",
];

/// Prepositions and verbs before which a subject's phrase does not begin.
const OPENS: [&str; 30] = [
    "that", "which", "when", "where", "while", "as", "after", "before", "because", "if", "but", "said",
    "says", "in", "on", "at", "for", "by", "from", "with", "to", "since", "until", "whether", "where",
    "than", "so", "told", "how", "what",
];

/// A sentence whose words are looked at one after the other.
pub struct Clause<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub sentence: Range<usize>,
    pub words: &'s [Token],
}

/// Some of those whom a sentence tells of, and the words for them.
#[derive(Clone, Debug)]
pub struct Party {
    pub at: Range<usize>,
    pub who: Vec<Referent>,
}

impl<'s, 't> Clause<'s, 't> {
    pub fn new(scene: &'s Scene<'t>, sentence: &Sentence) -> Clause<'s, 't> {
        let words = &scene.text.tokens()[sentence.tokens.clone()];
        Clause { scene, sentence: sentence.at.clone(), words }
    }

    /// What stands between the word before and this one.
    pub fn gap(&self, idx: usize) -> &'t str {
        let start = idx.checked_sub(1).map_or(self.sentence.start, |before| self.words[before].at.end);
        let end = self.words.get(idx).map_or(self.sentence.end, |word| word.at.start);
        self.scene.text.as_str().get(start..end).unwrap_or("")
    }

    fn is_joined(&self, idx: usize) -> bool {
        idx > 0 && self.gap(idx).trim().is_empty()
    }

    pub fn is(&self, idx: usize, forms: &[&str]) -> bool {
        self.words.get(idx).is_some_and(|word| word.is(forms))
    }

    /// Where some of the words stand.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.words[range.start].at.start..self.words[range.end - 1].at.end
    }

    pub fn is_capital(&self, idx: usize) -> bool {
        self.words.get(idx).is_some_and(|word| word.is_capital)
    }

    /// The first word of the group of a verb: "has agreed to" of "has agreed to meet".
    pub fn group(&self, verb: usize) -> usize {
        let mut first = verb;
        while first > 0 && self.is_joined(first) && first + 8 > verb {
            let word = &self.words[first - 1];
            if !word.is(&AUXILIARIES) && !word.lower.ends_with("ly") {
                break;
            }
            first -= 1;
        }
        first
    }

    /// Who does what the verb tells.
    pub fn subject(&self, verb: usize) -> Option<Party> {
        let first = self.group(verb);
        self.beside(first).or_else(|| self.ahead(first))
    }

    /// The phrase right before a verb's group, or before what a comma sets apart from it.
    fn beside(&self, first: usize) -> Option<Party> {
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
            && !before.is(&OPENS)
            && (!before.is(&AUXILIARIES) || before.is(&["first", "set", "due"]))
    }

    /// "Roe, Lund and Vale": a comma between names that an "and" ends.
    fn is_list(&self, start: usize) -> bool {
        (start..(start + 6).min(self.words.len())).any(|idx| self.is(idx, &["and"]))
    }

    /// The nearest name before that may be a subject, or the pronoun.
    fn ahead(&self, first: usize) -> Option<Party> {
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
            (_, Some((name, who))) => Some(Party { at: name, who: vec![self.scene.cast.settled(who)] }),
            (Some(at), None) => Some(self.party_at(at)),
            (None, None) => None,
        }
    }

    /// Whom the phrase that begins with a word names: "Xi Jinping and Ada Roe" of "Xi Jinping and Ada Roe in Vale".
    pub fn phrase(&self, start: usize) -> Option<(Party, usize)> {
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
            let is_end = self.words[end].is(&ENDS) && !(self.is(end, &["of"]));
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
                    .take_while(|at| !self.words[*at].is(&ENDS))
                    .any(|at| self.is(at, &["and"]))
    }

    /// Whom some of the words refer to.
    pub fn party(&self, range: Range<usize>) -> Party {
        self.party_at(self.bytes(range))
    }

    fn party_at(&self, at: Range<usize>) -> Party {
        let text = self.scene.text.as_str();
        let is_own = matches!(&*text[at.clone()].to_lowercase(), "i" | "we" | "my" | "our" | "us" | "me");
        if is_own {
            return Party { who: self.speakers(at.start), at };
        }
        let mut who = self.scene.cast.seek(at.clone());
        who.retain(|who| self.is_somebody(*who, &at));
        if who.is_empty() && matches!(&*text[at.clone()].to_lowercase(), "he" | "she" | "his" | "her") {
            who.extend(self.last_person(at.start));
        }
        who.iter_mut().for_each(|who| *who = self.scene.cast.settled(*who));
        Party { who, at }
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
    pub fn speaker(&self) -> Option<Party> {
        let here =
            |ranges: &[Range<usize>]| ranges.first().filter(|at| self.sentence.contains(&at.start)).cloned();
        let mut told = self.scene.attributions.iter().zip(&self.scene.cast.speakers);
        let (attribution, who) =
            told.find(|(attribution, who)| here(&attribution.cue).is_some() && !who.is_empty())?;
        let at = here(&attribution.source).or_else(|| here(&attribution.cue))?;
        Some(Party { at, who: who.iter().filter_map(|id| self.scene.cast.referent(id)).collect() })
    }

    /// The expressions of time of the sentence.
    pub fn dates(&self) -> impl Iterator<Item = &'s TimeExpression> + use<'s> {
        let scene = self.scene;
        let from = scene.dates.partition_point(|one| one.at.start < self.sentence.start);
        let end = self.sentence.end;
        scene.dates[from..].iter().take_while(move |one| one.at.start < end)
    }

    /// Whether a word stands in what somebody is said to have said.
    pub fn is_attributed(&self, word: usize) -> bool {
        let at = self.words[word].at.start;
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        self.scene.attributions.iter().any(|attribution| holds(&attribution.content))
    }

    /// The index of the sentence's paragraph.
    pub fn paragraph(&self) -> usize {
        self.scene.text.paragraph_at(self.sentence.start).unwrap_or(0)
    }

    /// The part of the sentence from the first of some words and parties to the last.
    pub fn part(&self, words: &Range<usize>, parties: &[Party]) -> Range<usize> {
        let at = self.bytes(words.clone());
        let here = parties.iter().map(|party| &party.at).filter(|at| self.sentence.contains(&at.start));
        here.fold(at, |all, at| all.start.min(at.start)..all.end.max(at.end))
    }
}
