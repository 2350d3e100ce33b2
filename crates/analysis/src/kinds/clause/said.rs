//! What is said in a sentence, and who says it.

use std::ops::Range;

use onrecord_record::Quote;

use super::{Clause, ClauseParty};
use crate::actors::Referent;

impl Clause<'_, '_> {
    /// Whether the words at a byte are somebody's own, in quotation marks.
    pub fn is_direct(&self, at: usize) -> bool {
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        let mut inner = self.scene.attributions.iter().filter(|attribution| holds(&attribution.content));
        inner.next_back().is_some_and(|attribution| attribution.quote == Quote::Direct)
    }

    /// Who says the words at a byte.
    pub fn speakers(&self, at: usize) -> Vec<Referent> {
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        let attributions = self.scene.attributions.iter().zip(&self.scene.cast.speakers);
        let mut inner =
            attributions.filter(|(attribution, who)| holds(&attribution.content) && !who.is_empty());
        let ids = inner.next_back().map(|(_, who)| who.clone()).unwrap_or_default();
        self.referents(&ids)
    }

    /// Those with these ids, a described group called by the words for it.
    fn referents(&self, ids: &[String]) -> Vec<Referent> {
        let cast = &self.scene.cast;
        ids.iter().filter_map(|id| cast.referent(id)).map(|who| cast.grouped(who)).collect()
    }

    /// What is likely done by the innermost of what somebody says at a byte, as names for weights.
    pub fn likely_acts(&self, at: usize) -> Vec<String> {
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        let inner = self.scene.attributions.iter().rposition(|attribution| holds(&attribution.content));
        inner.map_or_else(Vec::new, |inner| self.scene.likely_acts(inner))
    }

    /// Who speaks in this sentence, outside of what is said.
    pub fn speaker(&self) -> Option<ClauseParty> {
        let here =
            |ranges: &[Range<usize>]| ranges.first().filter(|at| self.sentence.contains(&at.start)).cloned();
        let mut told = self.scene.attributions.iter().zip(&self.scene.cast.speakers);
        let (attribution, who) =
            told.find(|(attribution, who)| here(&attribution.cue).is_some() && !who.is_empty())?;
        let at = here(&attribution.source).or_else(|| here(&attribution.cue))?;
        Some(ClauseParty { at, who: self.referents(who) })
    }
}
