//! Who speaks, as the encoder sees it: a chance for each name of the article, for the source's own words, and for
//! nobody who is named.
//!
//! Beside the vectors of source and name there are clues, each a yes or no: how far the name stands, who spoke last,
//! whether a "she" may be a woman's name. The same as `training/speakers.py`.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_encoder::Word;
use onrecord_language::{List, Sex, Text};

use super::spans::SpanWords;
use super::vectors::{Vectors, relu, softmax};
use crate::reading::{Heads, NameKind};

/// A name of the article, and whom it names.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Words of the reading.
    pub words: Range<usize>,
    pub kind: NameKind,
    /// Whom it names: names of the same entity count together.
    pub entity: usize,
    pub sex: Option<Sex>,
}

/// How likely each is the speaker; all add up to one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chances {
    /// That the article names nobody for it.
    pub nobody: f32,
    /// That the source's own words are the name.
    pub own: f32,
    /// Entities, the likeliest first.
    pub entities: Vec<(usize, f32)>,
}

/// The names of an article, ready to be asked who speaks.
pub struct Speakers<'a> {
    heads: &'a Heads,
    vectors: Vectors<'a>,
    text: &'a Text<'a>,
    words: &'a [Word],
    /// In order of their words.
    candidates: Vec<Candidate>,
    /// [candidates, pair].
    named: Vec<f32>,
    n_named: HashMap<usize, usize>,
    /// Where each word stands, by the text's sentences.
    sentences: Vec<usize>,
    /// How many contents and sources hold each candidate.
    in_contents: Vec<usize>,
    in_sources: Vec<usize>,
    /// The turn that each entity spoke at last.
    spoke: HashMap<usize, usize>,
    n_turns: usize,
}

/// How many names before and behind a source are looked at.
const N_BEFORE: usize = 200;
const N_BEHIND: usize = 60;

const N_CLUES: usize = 50 + 10 * 4 * 3;

/// How a source is worded, in the order of the clues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceForm {
    None,
    He,
    She,
    It,
    They,
    /// "I", "we".
    Own,
    Who,
    /// With a name in it.
    Name,
    /// "The mayor", "his lawyer".
    Definite,
    Other,
}

const N_FORMS: usize = SourceForm::Other as usize + 1;

impl<'a> Speakers<'a> {
    /// Takes an article's names and attributions.
    pub fn new(
        heads: &'a Heads,
        vectors: Vectors<'a>,
        text: &'a Text<'a>,
        words: &'a [Word],
        mut candidates: Vec<Candidate>,
        attributions: &[Option<SpanWords>],
    ) -> Speakers<'a> {
        candidates.sort_by_key(|candidate| candidate.words.start);
        let mut rows = Vec::with_capacity(candidates.len() * 2 * vectors.width);
        for candidate in &candidates {
            rows.extend_from_slice(vectors.row(candidate.words.start));
            vectors.push_mean(std::slice::from_ref(&candidate.words), &mut rows);
        }
        let named = heads.head("reading.named").apply(&rows);
        let mut n_named = HashMap::new();
        candidates.iter().for_each(|candidate| *n_named.entry(candidate.entity).or_default() += 1);
        let sentence =
            |word: &Word| text.sentences().partition_point(|sentence| sentence.at.end <= word.range.start);
        let sentences = words.iter().map(sentence).collect();
        let spans = || attributions.iter().flatten();
        let in_contents = held(&candidates, spans().map(|spans| &spans.content[..]));
        let in_sources = held(&candidates, spans().map(|spans| &spans.source[..]));
        let (spoke, n_turns) = (HashMap::new(), 0);
        Speakers {
            heads,
            vectors,
            text,
            words,
            candidates,
            named,
            n_named,
            sentences,
            in_contents,
            in_sources,
            spoke,
            n_turns,
        }
    }

    /// Tells who speaks next; attributions come in the order of the text.
    pub fn chances(&self, spans: &SpanWords) -> Chances {
        let form = self.form(spans);
        let mut asking = Vec::with_capacity(3 * self.vectors.width + N_FORMS);
        self.vectors.push_mean(spans.asking(), &mut asking);
        self.vectors.push_mean(&spans.cue, &mut asking);
        asking.extend_from_slice(self.vectors.row(spans.content[0].start));
        let asker = self.heads.head("reading.asker").apply(&asking);
        asking.extend((0..N_FORMS).map(|idx| f32::from(u8::from(idx == form as usize))));
        let mut inner = self.heads.head("reading.unnamed_in").apply(&asking);
        relu(&mut inner);
        let mut scores = self.heads.head("reading.unnamed").apply(&inner);

        let near = self.near(spans);
        if !near.is_empty() {
            let clues = self.clues(spans, form, near.clone());
            let mut inner = self.heads.head("reading.clue_in").apply(&clues);
            relu(&mut inner);
            let by_clue = self.heads.head("reading.clue").apply(&inner);
            let scale = (asker.len() as f32).sqrt();
            let named = self.named[near.start * asker.len()..].chunks(asker.len());
            let by_pair = named.map(|row| row.iter().zip(&asker).map(|(a, b)| a * b).sum::<f32>() / scale);
            scores.extend(by_clue.iter().zip(by_pair).map(|(clue, pair)| clue + pair));
        }
        self.by_entity(&softmax(&scores), near)
    }

    /// Notes who spoke, for those that follow.
    pub fn note(&mut self, who: &[usize]) {
        who.iter().for_each(|entity| {
            self.spoke.insert(*entity, self.n_turns);
        });
        self.n_turns += 1;
    }

    fn by_entity(&self, chances: &[f32], near: Range<usize>) -> Chances {
        let mut sums: HashMap<usize, f32> = HashMap::new();
        for (candidate, chance) in self.candidates[near].iter().zip(&chances[2..]) {
            *sums.entry(candidate.entity).or_default() += chance;
        }
        let mut entities: Vec<(usize, f32)> = sums.into_iter().collect();
        entities.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Chances { nobody: chances[0], own: chances[1], entities }
    }

    /// The candidates that are looked at.
    fn near(&self, spans: &SpanWords) -> Range<usize> {
        let at = self.candidates.partition_point(|candidate| candidate.words.start < start(spans));
        at.saturating_sub(N_BEFORE)..(at + N_BEHIND).min(self.candidates.len())
    }

    /// How the source is worded.
    pub fn form(&self, spans: &SpanWords) -> SourceForm {
        let (Some(first), Some(last)) = (spans.source.first(), spans.source.last()) else {
            return SourceForm::None;
        };
        let whole = first.start..last.end;
        let word = self.text[self.words[whole.start].range.clone()].to_lowercase();
        let pronoun = match &*word {
            "he" | "him" | "his" => Some(SourceForm::He),
            "she" | "her" => Some(SourceForm::She),
            "it" | "its" => Some(SourceForm::It),
            "they" | "them" | "their" => Some(SourceForm::They),
            "i" | "we" | "me" | "us" | "my" | "our" => Some(SourceForm::Own),
            "who" | "which" | "that" => Some(SourceForm::Who),
            _ => None,
        };
        let first = self.candidates.partition_point(|candidate| candidate.words.start < whole.start);
        let is_named = self.candidates.get(first).is_some_and(|candidate| candidate.words.end <= whole.end);
        match pronoun.filter(|_| whole.len() == 1) {
            Some(form) => form,
            None if is_named => SourceForm::Name,
            None if self.text.lexicon().has(List::Definite, &word) => SourceForm::Definite,
            None => SourceForm::Other,
        }
    }

    /// The clues of some candidates, [candidates, N_CLUES].
    fn clues(&self, spans: &SpanWords, form: SourceForm, near: Range<usize>) -> Vec<f32> {
        let at = start(spans);
        let ranks = self.ranks(at, near.clone());
        let own: Vec<usize> = near
            .clone()
            .filter(|idx| holds(&spans.source, self.candidates[*idx].words.start))
            .map(|idx| self.candidates[idx].entity)
            .collect();
        let mut out = vec![0.0; near.len() * N_CLUES];
        for (idx, row) in near.zip(out.chunks_mut(N_CLUES)) {
            let candidate = &self.candidates[idx];
            let Candidate { words, kind, entity, sex } = candidate;
            let (is_in_content, is_in_source) =
                (holds(&spans.content, words.start), holds(&spans.source, words.start));
            let mut set = |clue: usize, is: bool| row[clue] = f32::from(u8::from(is));
            set(distance(at, words.start), true);
            set(16 + self.paragraphs_apart(at, words.start), true);
            set(26 + ranks.get(entity).map_or(5, |rank| *rank.min(&5)), true);
            set(32 + self.turns_ago(*entity), true);
            set(37 + ((self.n_named[entity] - 1) / 2).min(3), true);
            set(41, self.sentences[words.start] == self.sentences[at]);
            set(42, is_in_content);
            set(43, is_in_source);
            set(44, own.contains(entity));
            set(45, self.is_first(idx));
            set(46, self.is_owner(words.end - 1));
            set(47, words.start < 25);
            set(48, self.in_contents[idx] > usize::from(is_in_content));
            set(49, self.in_sources[idx] > usize::from(is_in_source));
            let sex = sex.map_or(0, |sex| if sex == Sex::Male { 1 } else { 2 });
            set(50 + (form as usize * 4 + order(*kind)) * 3 + sex, true);
        }
        out
    }

    /// How many others were named since each was, before the word `at`.
    fn ranks(&self, at: usize, near: Range<usize>) -> HashMap<usize, usize> {
        let mut out = HashMap::new();
        for candidate in self.candidates[near].iter().rev().filter(|candidate| candidate.words.start < at) {
            let n_known = out.len();
            out.entry(candidate.entity).or_insert(n_known);
        }
        out
    }

    /// 0 to 7 paragraphs ahead of the source, 8 where it is in the same one behind it, 9 further behind.
    fn paragraphs_apart(&self, at: usize, word: usize) -> usize {
        let (here, there) = (self.words[at].paragraph, self.words[word].paragraph);
        match word < at {
            true => here.saturating_sub(there).min(7),
            false => 8 + usize::from(here != there),
        }
    }

    /// Never, one turn ago, two, a few, or longer ago.
    fn turns_ago(&self, entity: usize) -> usize {
        match self.spoke.get(&entity).map(|turn| self.n_turns - turn) {
            None | Some(0) => 0,
            Some(n_turns @ 1..=2) => n_turns,
            Some(3..=5) => 3,
            Some(_) => 4,
        }
    }

    /// Whether it is the first name of its sentence.
    fn is_first(&self, idx: usize) -> bool {
        let sentence = |idx: usize| self.sentences[self.candidates[idx].words.start];
        idx == 0 || sentence(idx - 1) != sentence(idx)
    }

    /// Whether what follows a name makes it an owner's: "Roe’s".
    fn is_owner(&self, last: usize) -> bool {
        let behind = &self.text[self.words[last].range.end..];
        behind.starts_with("’s") || behind.starts_with("'s")
    }
}

/// The word that the order of speakers and all distances count from.
fn start(spans: &SpanWords) -> usize {
    spans.source.first().map_or(spans.at(), |source| source.start)
}

/// Eight steps of distance before the source, then eight behind.
fn distance(at: usize, word: usize) -> usize {
    const STEPS: [usize; 7] = [1, 3, 6, 12, 25, 50, 100];
    STEPS.iter().filter(|step| at.abs_diff(word) >= **step).count() + 8 * usize::from(word >= at)
}

fn order(kind: NameKind) -> usize {
    match kind {
        NameKind::Person => 0,
        NameKind::Organisation => 1,
        NameKind::Place => 2,
        NameKind::Other => 3,
    }
}

fn holds(ranges: &[Range<usize>], word: usize) -> bool {
    ranges.iter().any(|range| range.contains(&word))
}

/// How many of the attributions' spans hold each candidate.
fn held<'s>(candidates: &[Candidate], spans: impl Iterator<Item = &'s [Range<usize>]>) -> Vec<usize> {
    let mut out = vec![0; candidates.len()];
    for ranges in spans {
        for range in ranges {
            let first = candidates.partition_point(|candidate| candidate.words.start < range.start);
            let inside = candidates[first..].iter().take_while(|candidate| candidate.words.start < range.end);
            let n_inside = inside.count();
            out[first..first + n_inside].iter_mut().for_each(|count| *count += 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_grow_on_either_side() {
        assert_eq!([distance(10, 9), distance(10, 8), distance(200, 10)], [1, 1, 7]);
        assert_eq!([distance(10, 10), distance(10, 16), distance(10, 200)], [8, 11, 15]);
    }

    #[test]
    fn spans_that_hold_a_name_are_counted() {
        let candidate =
            |words: Range<usize>| Candidate { words, kind: NameKind::Person, entity: 0, sex: None };
        let candidates = [candidate(1..2), candidate(4..6), candidate(9..10)];
        let (first, second) = (0..5, 4..8);
        let spans = [std::slice::from_ref(&first), std::slice::from_ref(&second)];
        assert_eq!(held(&candidates, spans.into_iter()), [1, 2, 0]);
    }
}
