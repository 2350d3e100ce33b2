//! Counts in answers.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

/// How many entries were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Total {
    /// Different ones.
    pub entries: u64,
    /// With all their copies.
    pub reports: u64,
    /// The articles that have them.
    pub articles: u64,
    /// Whether there are no more than these.
    pub is_exact: bool,
}

impl Total {
    /// That of these reports: of each, which entry it is a copy of and which version of an article has it.
    pub(super) fn of(reports: impl Iterator<Item = (i64, i64)> + Clone, is_exact: bool) -> Total {
        let n_different = |ids: HashSet<i64>| ids.len() as u64;
        Total {
            entries: n_different(reports.clone().map(|(same, _)| same).collect()),
            reports: reports.clone().count() as u64,
            articles: n_different(reports.map(|(_, version)| version).collect()),
            is_exact,
        }
    }
}

/// A name and how often it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many.
    pub n: u64,
}
