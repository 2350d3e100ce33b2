//! Who is concerned by a statement beside its speakers, as actors.

use std::ops::Range;

use crate::attribution::Attribution;
use crate::scene::Scene;

/// The actors that some words refer to, none of whom speaks; of the pronouns only those of one person are read.
pub fn refer(scene: &Scene, words: &[Range<usize>], speakers: &[String]) -> Vec<String> {
    let is_read = |range: &&Range<usize>| {
        let word = scene.text[(*range).clone()].trim().to_lowercase();
        !matches!(&*word, "they" | "it" | "i" | "we" | "who" | "them" | "me" | "us" | "you")
    };
    let read = words.iter().filter(is_read);
    let mut ids: Vec<String> = read.flat_map(|range| scene.cast.refer(range.clone(), speakers)).collect();
    ids.dedup();
    ids
}

/// "“The president told me to go,” Roe said": he told Roe.
pub fn is_me(scene: &Scene, range: &Range<usize>) -> bool {
    matches!(&scene.text[range.clone()], "me" | "us")
}

/// Whether somebody is asked and nobody named who asks: "Asked whether it leaks, Roe said no."
pub fn is_asked(scene: &Scene, attribution: &Attribution) -> bool {
    let Attribution { source, cue, .. } = attribution;
    let mut words = cue.iter().flat_map(|piece| scene.text[piece.clone()].split(' '));
    source.is_empty() && words.any(|word| matches!(&*word.to_lowercase(), "asked" | "pressed" | "questioned"))
}

/// Who answers in the sentence in which somebody is asked: the next one to speak there, or the one before.
pub fn answering(scene: &Scene, asked: usize, sentence: &Range<usize>) -> Vec<String> {
    let is_here = |idx: &usize| {
        let start = scene.attributions[*idx].source.first().map_or(usize::MAX, |source| source.start);
        sentence.contains(&start) && !scene.cast.speakers[*idx].is_empty()
    };
    let next = Some(asked + 1).filter(|idx| *idx < scene.attributions.len());
    let found = next.filter(is_here).or_else(|| asked.checked_sub(1).filter(is_here));
    found.map_or_else(Vec::new, |idx| scene.cast.speakers[idx].clone())
}
