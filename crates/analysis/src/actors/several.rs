//! Several who are named or spoken of together: they, both.

use std::ops::Range;

use onrecord_language::List;

use super::discourse::{Turn, is_joined};
use super::entity::Entity;
use super::present::StandsFor;
use super::resolver::Resolver;

impl Resolver<'_> {
    /// "They": the last speakers if they are several, else two who were named together, else a group.
    pub fn several(&mut self, at: usize, paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let turns = self.discourse.turns_before(at).take(2).filter(|turn| paragraph <= turn.paragraph + 2);
        let is_several = |turn: &&Turn| {
            turn.who.len() > 1 || turn.who.iter().any(|idx| self.fits(*idx, StandsFor::Several))
        };
        let spoke = turns.into_iter().find(is_several).map(|turn| turn.who.clone());
        spoke.unwrap_or_else(|| {
            let group = self.most_present(at, StandsFor::Several, own).map(|(idx, _)| vec![idx]);
            group.or_else(|| self.pair(at)).or_else(|| self.with_others(at)).unwrap_or_default()
        })
    }

    /// "Roe and her team", named last before byte `at`: of the team no more is known.
    pub fn with_others(&self, at: usize) -> Option<Vec<usize>> {
        let last = self.cast.named.partition_point(|(range, _)| range.start < at);
        let (range, idx) =
            self.cast.named[..last].iter().rev().find(|(_, idx)| self.cast.entities[*idx].is_person())?;
        let behind = self.cast.text[range.end..].strip_prefix(" and ")?.split(' ').next()?;
        self.cast.text.lexicon().has_as_written(List::WithOthers, behind).then(|| vec![*idx])
    }

    /// The last two persons who were named together before byte `at`.
    pub fn pair(&self, at: usize) -> Option<Vec<usize>> {
        self.together(at, Entity::is_person)
    }

    /// The last two of a kind who were named together before byte `at`.
    pub fn together(&self, at: usize, is_kind: impl Fn(&Entity) -> bool) -> Option<Vec<usize>> {
        let idx = self.cast.named.partition_point(|(range, _)| range.start < at);
        let near = &self.cast.named[idx.saturating_sub(60)..idx];
        near.windows(2).rev().find_map(|pair| {
            let [(a, first), (b, second)] = pair else { return None };
            let are_people = [*first, *second].iter().all(|idx| is_kind(&self.cast.entities[*idx]));
            (first != second && are_people && is_joined(self.cast.text, a.end, b.start))
                .then(|| vec![*first, *second])
        })
    }
}
