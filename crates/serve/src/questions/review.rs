//! What people should look at.

use onrecord_store::ask::Unsure;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, LONGEST_QUERY, PageAsked, QUICKLY, Question, parsed};

/// What people should look at.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Review {
    /// What to look for, as in a search; without it, everything
    #[schemars(length(max = LONGEST_QUERY))]
    pub q: String,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for Review {
    type Answer = Answered<Unsure>;
    const NAME: &'static str = "review";
    const ABOUT: &'static str =
        "The entries that the reading is least sure of, and that nobody has corrected";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let query = parsed(&self.q)?;
        let unsure = of.store.unsure(&query, (&self.part).into(), QUICKLY)?;
        Ok(Answered::to_query(of, &self.q, &query, unsure))
    }
}
