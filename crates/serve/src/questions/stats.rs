//! What the store holds, in numbers.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, Question};

/// What the store holds, in numbers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StoreStats {
    /// Where to cut the longest lists
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
}

impl Default for StoreStats {
    fn default() -> StoreStats {
        StoreStats { limit: 20 }
    }
}

impl Question for StoreStats {
    type Answer = Answered<onrecord_store::ask::Stats>;
    const NAME: &'static str = "stats";
    const ABOUT: &'static str =
        "What the store holds, in numbers: entries by kind, acts, outlets, speakers, days";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        Ok(Answered::plain(of, of.numbers.stats()?.cut_at(self.limit)))
    }
}
