//! Where actors stand on issues, as their statements show.

use onrecord_record::{Position, Statement};

use crate::scene::Scene;

/// Finds the positions of an article; `statements` are those on record.
pub fn find(_scene: &Scene, _statements: &[Statement]) -> Vec<Position> {
    Vec::new()
}
