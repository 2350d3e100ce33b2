//! Counts in answers.

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

/// A name and how often it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many.
    pub n: u64,
}
