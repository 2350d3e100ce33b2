//! Where the sides stand on an issue.

use onrecord_store::ask::Sides;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, PageAsked, Question};

/// Where the sides stand on an issue.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Positions {
    /// The issue, in your own words
    #[schemars(length(min = 1, max = 1000))]
    pub issue: String,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for Positions {
    type Answer = Answered<Sides>;
    const NAME: &'static str = "positions";
    const ABOUT: &'static str =
        "Where the sides stand on an issue, next to one another and over time, with what changed";
    const IS_LONG: bool = true;

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let likeness = of.program.likeness()?;
        let sides = of.store.positions(&self.issue, (&self.part).into(), &*likeness)?;
        Ok(Answered::plain(of, sides))
    }
}
