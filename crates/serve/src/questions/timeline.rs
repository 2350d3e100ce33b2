//! Entries in the order in which they were.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, LONGEST_QUERY, PageAsked, QUICKLY, Question, parsed};

/// Entries in the order in which they were.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TimelineOf {
    /// What to look for, as in a search; without it, everything
    #[schemars(length(max = LONGEST_QUERY))]
    pub q: String,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for TimelineOf {
    type Answer = Answered<onrecord_store::ask::Timeline>;
    const NAME: &'static str = "timeline";
    const ABOUT: &'static str =
        "What a query finds in the order in which it was said or done, the earliest first";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let query = parsed(&self.q)?;
        let timeline = of.store.timeline(&query, (&self.part).into(), QUICKLY)?;
        Ok(Answered::to_query(of, &self.q, &query, timeline))
    }
}
