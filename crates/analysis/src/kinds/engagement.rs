//! Contacts between actors, past or planned: who met, called, visited, invited whom.

use onrecord_record::Engagement;

use crate::scene::Scene;

/// Finds the engagements of an article.
pub fn find(_scene: &Scene) -> Vec<Engagement> {
    Vec::new()
}
