//! The kinds of entries: a file or a folder each, with one function `find` from a scene to what goes on record.

pub mod clause;
pub mod commitment;
pub mod engagement;
pub mod position;
pub mod statement;
pub mod weighed;

use onrecord_record::{AnyEntry, Record};

use crate::scene::Scene;
use weighed::{Features, Weighed};

/// Puts on record what a scene shows, kind by kind: a record with its entries alone, and what is true of each that was
/// weighed. `least` is how likely an entry need be, where its kind is not to say so.
pub fn find(scene: &Scene, least: Option<f64>) -> (Record, Vec<Features>) {
    let mut record = Record::default();
    let mut features = Vec::new();
    let found = statement::find(scene);
    (record.statements, record.thoughts) = (found.statements, found.thoughts);
    record.engagements = apart(engagement::find(scene, least), &mut features);
    record.commitments = apart(commitment::find(scene, &record.statements, least), &mut features);
    record.positions = apart(position::find(scene, &record.statements, least), &mut features);
    (record, features)
}

/// The entries themselves; what is true of each is kept apart.
fn apart<T: AnyEntry>(weighed: Vec<Weighed<T>>, all: &mut Vec<Features>) -> Vec<T> {
    let entries = weighed.into_iter().map(|Weighed { entry, features, vector, dates, reading }| {
        all.push(Features { id: entry.id().to_string(), named: features, vector, dates, reading });
        entry
    });
    entries.collect()
}
