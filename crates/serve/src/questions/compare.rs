//! The accounts of an engagement, side by side.

use onrecord_store::ask::Compared;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, PageAsked, Question};

/// What each side of an engagement said of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct CompareAccounts {
    /// The engagement's id, such as en-00c0ffee00c0ffee
    pub id: String,
    /// Which part of the list of themes
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for CompareAccounts {
    type Answer = Answered<Compared>;
    const NAME: &'static str = "compare";
    const ABOUT: &'static str = "What each side of an engagement said of it: where they differ, what both mention, what only one does";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let likeness = of.program.likeness()?;
        let compared = of.store.compare(&self.id, (&self.part).into(), &*likeness)?;
        Ok(Answered::plain(of, compared))
    }
}
