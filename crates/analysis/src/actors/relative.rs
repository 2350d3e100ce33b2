//! Relative pronouns: "Roe, who said".

use std::ops::Range;

use onrecord_language::{List, Token};

use super::phrase::{self, SourcePhrase};
use super::resolver::Resolver;
use super::role;

impl Resolver<'_> {
    /// "Roe, who said": the name just before; "some economists, who said": what is described there.
    pub fn relative(&mut self, at: usize, own: &[Range<usize>]) -> Vec<usize> {
        let text = self.cast.text;
        let sentence = self.cast.sentence(at);
        let before = text[sentence..at].trim_end_matches([',', ' ', '—', '-', '(']);
        let before = before.strip_suffix(" of").or(before.strip_suffix(" many of")).unwrap_or(before);
        let end = sentence + before.len();
        // "Velmark and Vale, the two mills’ owners, which together vowed".
        let next = text[at..].split(' ').nth(1).unwrap_or("");
        if matches!(next, "together" | "both")
            && let Some(pair) = self.together(at, |_| true)
        {
            return pair;
        }
        let named = self.cast.named.partition_point(|(range, _)| range.start < at);
        let last = named.checked_sub(1).map(|idx| self.cast.named[idx].clone());
        if let Some(idx) = last.clone().and_then(|(range, _)| self.person_before(at, sentence, range.end)) {
            return vec![idx];
        }
        // "The ruling on Ada Roe, which held": no person is meant by it.
        let is_which = text[at..].starts_with("which");
        let could_be = |idx: usize| !is_which || !self.cast.entities[idx].is_person();
        let last = last.filter(|(range, idx)| range.end + 1 >= end && range.end <= at && could_be(*idx));
        if let Some((_, idx)) = last {
            return self.pair_before(at, idx).unwrap_or_else(|| vec![idx]);
        }
        self.described_before(sentence, end, is_which, own)
    }

    /// Whom the noun phrase that ends at byte `end` describes.
    fn described_before(
        &mut self,
        sentence: usize,
        end: usize,
        is_which: bool,
        own: &[Range<usize>],
    ) -> Vec<usize> {
        const REACH: usize = 80;
        let (text, lexicon) = (self.cast.text, self.cast.text.lexicon());
        let words = text.tokens_in(sentence.max(text.floor_char_boundary(end.saturating_sub(REACH)))..end);
        let begins = |token: &Token| {
            let word = text.word(token);
            lexicon.has(List::Small, word)
                && !role::ends_noun_phrase(lexicon, word)
                && !matches!(word, "and" | "or")
        };
        let from = words.iter().rposition(begins).unwrap_or(words.len().saturating_sub(2));
        let Some(start) = words.get(from).map(|first| first.at.start).filter(|start| *start < end) else {
            return Vec::new();
        };
        // "Ada Roe, a former nurse who said": what is described is whom the name before it names.
        let named = self.cast.named.partition_point(|(range, _)| range.end <= start);
        let named = named.checked_sub(1).map(|idx| &self.cast.named[idx]);
        let is_apposed = |(range, idx): &&(Range<usize>, usize)| {
            let is_next = text.get(range.end..start) == Some(", ");
            !is_which && is_next && self.cast.entities[*idx].is_person()
        };
        if let Some((_, idx)) = named.filter(is_apposed) {
            return vec![*idx];
        }
        let words = start..end;
        match phrase::phrases(text, std::slice::from_ref(&words), &self.cast).into_iter().next() {
            Some(SourcePhrase::Named(named)) => vec![self.cast.meet(&named.name, None)],
            Some(SourcePhrase::Described(d)) => self.makers(&d, 0).unwrap_or_else(|| self.described(d, own)),
            Some(SourcePhrase::Pronoun(_)) | None => Vec::new(),
        }
    }

    /// The person whom "who" follows, be it with a place between: "Ada Roe, of Vale, Md., who".
    pub fn person_before(&self, at: usize, sentence: usize, end: usize) -> Option<usize> {
        let is_who = self.cast.text[at..].starts_with("who");
        let near = is_who && end <= at && at - end < 6;
        let idx = self.cast.named.partition_point(|(range, _)| range.start < at);
        let names =
            self.cast.named[..idx].iter().rev().take(4).take_while(|(range, _)| range.start >= sentence);
        let mut people = names.filter(|(range, idx)| {
            near && at.saturating_sub(range.end) < 60
                && self.cast.entities[*idx].is_person()
                && (self.cast.entities[*idx].is_sure || at.saturating_sub(range.end) < 3)
        });
        people.next().map(|(_, idx)| *idx)
    }

    /// Two who are named together, the last of them `last`, where the verb behind byte `at` asks for several.
    pub fn pair_before(&self, at: usize, last: usize) -> Option<Vec<usize>> {
        let verb = self.cast.text[at..].split(' ').nth(1).unwrap_or("");
        let is_plural = matches!(verb, "have" | "are" | "were" | "both" | "together" | "all");
        let pair = self.together(at, |_| true)?;
        (is_plural && pair[1] == last).then_some(pair)
    }
}
