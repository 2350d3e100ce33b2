//! Whom a pronoun or a description can stand for, and who of them is spoken of most.

use std::ops::Range;

use onrecord_language::Sex;
use onrecord_record::ActorKind;

use super::resolver::Resolver;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StandsFor {
    Person(Option<Sex>),
    Thing,
    Several,
}

impl Resolver<'_> {
    pub fn fits(&self, idx: usize, referent: StandsFor) -> bool {
        let entity = &self.cast.entities[idx];
        match referent {
            StandsFor::Person(sex) => {
                let is_one = entity.is_person()
                    || entity.kind.is_none()
                    || entity.kind == Some(ActorKind::Unnamed) && !entity.plural;
                is_one && (sex.is_none() || entity.sex.is_none() || entity.sex == sex)
            }
            StandsFor::Thing => {
                !entity.plural
                    && matches!(
                        entity.kind,
                        None | Some(ActorKind::Organisation | ActorKind::Country | ActorKind::Document)
                    )
            }
            StandsFor::Several => entity.plural || entity.kind == Some(ActorKind::Group),
        }
    }

    /// The most present of those who fit at byte `at`.
    pub fn most_present(&self, at: usize, referent: StandsFor, own: &[Range<usize>]) -> Option<(usize, f64)> {
        let found = self.discourse.salience(&self.cast, at, own);
        let fitting =
            found.into_iter().filter(|(idx, _)| self.fits(*idx, referent) && !self.apart.contains(idx));
        let weighed = fitting.map(|(idx, weight)| {
            // Whom one quotes about, one is not: “Lund is late,” he said.
            let is_in_own = self.names_in(own).any(|named| named == idx);
            // Those who speak or are people count before what may be a place.
            let entity = &self.cast.entities[idx];
            let may_differ = matches!(referent, StandsFor::Person(Some(_))) && entity.sex.is_none();
            let is_sure =
                entity.is_sure || !matches!(entity.kind, None | Some(ActorKind::Person | ActorKind::Unnamed));
            let has_spoken = self.discourse.turns_before(at).any(|turn| turn.who.contains(&idx));
            let sure = match (is_sure, has_spoken) {
                (true, _) => 1.0,
                (false, true) if entity.kind != Some(ActorKind::Unnamed) => 1.0,
                (false, true) => 0.6,
                (false, false) => {
                    if entity.kind.is_none() {
                        0.2
                    } else {
                        0.3
                    }
                }
            };
            let other = if may_differ { 0.7 } else { 1.0 };
            (idx, weight * sure * other * if is_in_own { 0.5 } else { 1.0 })
        });
        weighed.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    pub fn names_in<'a>(&'a self, ranges: &'a [Range<usize>]) -> impl Iterator<Item = usize> + 'a {
        let named = &self.cast.named;
        ranges.iter().flat_map(move |range| {
            let from = named.partition_point(|(name, _)| name.start < range.start);
            named[from..].iter().take(100).take_while(|(name, _)| name.start < range.end).map(|(_, idx)| *idx)
        })
    }
}
