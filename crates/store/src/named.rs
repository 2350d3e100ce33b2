//! Where an article names somebody, found for any stretch of its text.

use std::collections::HashMap;

use onrecord_record::{Record, Span};

use crate::words::folded;

/// The mentions of actors who have a name, in the order of the text.
pub struct NamedPlaces(Vec<NamedPlace>);

struct NamedPlace {
    start: usize,
    end: usize,
    /// A row of the store's actors.
    actor: i64,
}

impl NamedPlaces {
    /// `actors` tells which of the store's actors those of `record` are, by their ids within it.
    pub fn new(record: &Record, actors: &HashMap<String, i64>) -> NamedPlaces {
        let mut places = Vec::new();
        for actor in &record.actors {
            let Some(&id) = actors.get(&actor.id) else { continue };
            if !folded(&actor.name).is_empty() {
                let place = |span: &Span| NamedPlace { start: span.start, end: span.end, actor: id };
                places.extend(actor.mentions.iter().map(place));
            }
        }
        places.sort_unstable_by_key(|place| place.start);
        NamedPlaces(places)
    }

    /// The actors who are named within `pieces`, each once.
    pub fn within(&self, pieces: &[&Span]) -> Vec<i64> {
        let mut actors = Vec::new();
        for piece in pieces {
            let first = self.0.partition_point(|place| place.start < piece.start);
            let begun = self.0[first..].iter().take_while(|place| place.start <= piece.end);
            actors.extend(begun.filter(|place| place.end <= piece.end).map(|place| place.actor));
        }
        actors.sort_unstable();
        actors.dedup();
        actors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_named_within_the_words_and_nobody_whom_they_cut() {
        let place = |start, end, actor| NamedPlace { start, end, actor };
        let named = NamedPlaces(vec![place(0, 9, 1), place(4, 9, 2), place(20, 24, 1), place(30, 41, 3)]);
        let span = |start, end| Span { start, end, byte_start: start, byte_end: end, text: String::new() };
        assert_eq!(named.within(&[&span(0, 24)]), [1, 2]);
        assert_eq!(named.within(&[&span(4, 9)]), [2]);
        assert_eq!(named.within(&[&span(10, 40)]), [1], "the third is cut");
        assert_eq!(named.within(&[&span(30, 41), &span(4, 9)]), [2, 3]);
        assert!(named.within(&[&span(24, 30)]).is_empty());
    }
}
