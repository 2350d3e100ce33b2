//! Who is being spoken of: how present each entity is at a place in the text, after centering (Grosz, Joshi and
//! Weinstein 1995). Speakers and subjects count most, what stands in quotations least, and all fade by sentence.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::span::{holds, merged};
use onrecord_language::{List, Text};

use super::cast::Cast;

/// Someone spoke.
#[derive(Clone, Debug)]
pub struct Turn {
    pub at: usize,
    pub paragraph: usize,
    pub who: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub struct Discourse {
    /// In order of `at`.
    pub turns: Vec<Turn>,
    /// What is quoted directly, and what is only reported; each merged and in order.
    direct: Vec<Range<usize>>,
    reported: Vec<Range<usize>>,
    /// Where sentences begin that are not inside direct speech.
    sentences: Vec<usize>,
}

/// How far back one looks, in names and in turns.
const N_NAMES: usize = 60;
const N_TURNS: usize = 12;

const SPEAKER: f64 = 1.5;
const SUBJECT: f64 = 1.0;
const OTHER: f64 = 0.4;
const OWNER: f64 = 0.2;
const REPORTED: f64 = 0.15;
const QUOTED: f64 = 0.04;
const FADE: f64 = 0.6;

impl Discourse {
    pub fn new(cast: &Cast, direct: Vec<Range<usize>>, reported: Vec<Range<usize>>) -> Discourse {
        let direct = merged(direct);
        let begins = |at: usize| direct.binary_search_by_key(&at, |range| range.start).is_ok();
        let is_narrated = |at: &usize| begins(*at) || !holds(&direct, *at);
        let sentences = cast.sentences.iter().copied().filter(is_narrated).collect();
        Discourse { turns: Vec::new(), direct, reported: merged(reported), sentences }
    }

    /// Adds a turn in its place.
    pub fn add(&mut self, turn: Turn) {
        let idx = self.turns.partition_point(|known| known.at <= turn.at);
        self.turns.insert(idx, turn);
    }

    /// Says that somebody else spoke at byte `at`.
    pub fn amend(&mut self, at: usize, paragraph: usize, who: &[usize]) {
        let idx = self.turns.partition_point(|known| known.at < at);
        match self.turns.get_mut(idx).filter(|known| known.at == at) {
            Some(known) => known.who = who.to_vec(),
            None => self.turns.insert(idx, Turn { at, paragraph, who: who.to_vec() }),
        }
    }

    /// The turns before byte `at`, the last one first.
    pub fn turns_before(&self, at: usize) -> impl Iterator<Item = &Turn> {
        let idx = self.turns.partition_point(|turn| turn.at < at);
        self.turns[..idx].iter().rev().take(N_TURNS)
    }

    /// How present each entity is at byte `at`, the most present first; what stands in `own` does not count.
    pub fn salience(&self, cast: &Cast, at: usize, own: &[Range<usize>]) -> Vec<(usize, f64)> {
        let mut out: HashMap<usize, f64> = HashMap::new();
        let mut add = |entity: usize, weight: f64, from: usize| {
            let n_sentences = self.n_sentences(from, at);
            *out.entry(entity).or_default() += weight * FADE.powi(n_sentences.min(100) as i32);
        };
        let idx = cast.named.partition_point(|(range, _)| range.start < at);
        for (range, entity) in cast.named[..idx].iter().rev().take(N_NAMES) {
            if !own.iter().any(|content| content.contains(&range.start)) {
                add(*entity, self.weight(cast, range), range.start);
            }
        }
        for turn in self.turns_before(at) {
            turn.who.iter().for_each(|entity| add(*entity, SPEAKER, turn.at));
        }
        let mut out: Vec<(usize, f64)> = out.into_iter().collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        out
    }

    /// Whether the writer's own words stand at byte `at`.
    pub fn is_narrated(&self, at: usize) -> bool {
        !holds(&self.direct, at) && !holds(&self.reported, at)
    }

    fn n_sentences(&self, from: usize, to: usize) -> usize {
        let count = |at: usize| self.sentences.partition_point(|start| *start <= at);
        count(to).saturating_sub(count(from))
    }

    fn weight(&self, cast: &Cast, name: &Range<usize>) -> f64 {
        if holds(&self.direct, name.start) {
            QUOTED
        } else if holds(&self.reported, name.start) {
            REPORTED
        } else if is_owner(cast.text, name.end) || is_modifier(cast.text, name.end) {
            OWNER
        } else if is_subject(cast, name) {
            SUBJECT
        } else {
            OTHER
        }
    }
}

/// Whether a name is likely its sentence's subject: the first one, with no preposition before it, owning nothing.
pub fn is_subject(cast: &Cast, name: &Range<usize>) -> bool {
    let lexicon = cast.text.lexicon();
    let sentence = cast.sentence(name.start);
    let idx = cast.named.partition_point(|(range, _)| range.start < name.start);
    let before = idx.checked_sub(1).map(|idx| &cast.named[idx].0).filter(|range| range.start >= sentence);
    let is_first = before
        .is_none_or(|range| is_owner(cast.text, range.end) || is_joined(cast.text, range.end, name.start));
    let ahead = cast.text[sentence..name.start].trim_end();
    // "At a meeting of the Vale Union, Roe": the phrase before the comma holds no subject.
    let is_opening = ahead.strip_suffix(',').is_some_and(|opening| {
        let first = opening.split(' ').next().unwrap_or("");
        !opening.contains(',') && lexicon.has(List::OpeningPreposition, first)
    });
    let is_governed = lexicon.has(List::GoverningPreposition, ahead.rsplit(' ').next().unwrap_or(""));
    (is_first || is_opening) && !is_governed && ahead.len() < 160
}

fn is_owner(text: &Text, end: usize) -> bool {
    text[end..].starts_with(['’', '\''])
}

/// Whether a name stands before the noun that it tells apart: "a U.S. senator".
fn is_modifier(text: &Text, end: usize) -> bool {
    let next = text[end..].strip_prefix(' ').unwrap_or("");
    let next = next.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
    next.starts_with(char::is_lowercase) && text.lexicon().class(next).is_some()
}

/// Whether nothing but "and" stands between two names.
pub fn is_joined(text: &Text, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or("");
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    between.len() < 80
        && words.next() == Some("and")
        && words.all(|word| {
            word == "the" || text.lexicon().is_title(word) || word.starts_with(char::is_uppercase)
        })
}
