//! Statements and agreements that bind their maker to an act or a restraint.

use onrecord_record::{Commitment, Statement};

use crate::scene::Scene;

/// Finds the commitments of an article; `statements` are those on record.
pub fn find(_scene: &Scene, _statements: &[Statement]) -> Vec<Commitment> {
    Vec::new()
}
