//! What an outlet changed in an article.

use onrecord_store::ask::Difference;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, Question};

/// What changed between two versions of an article.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Changes {
    /// The article's id, such as ar-00c0ffee00c0ffee, or its address
    pub id: String,
    /// The number of the earlier version, from 1 on; without it, the one before the later
    #[schemars(range(min = 1, max = 100_000))]
    pub from: Option<usize>,
    /// The number of the later version; without it, the one that counts
    #[schemars(range(min = 1, max = 100_000))]
    pub to: Option<usize>,
}

impl Question for Changes {
    type Answer = Answered<Difference>;
    const NAME: &'static str = "changes";
    const ABOUT: &'static str =
        "What an outlet changed between two versions of an article: its words, and what is on record by them";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let difference = of.store.diff(&self.id, self.from, self.to)?;
        Ok(Answered::plain(of, difference))
    }
}
