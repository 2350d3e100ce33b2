//! Entries that mean nearly the same as one.

use onrecord_store::ask::Likenesses;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, PageAsked, Question};

/// Entries that mean nearly the same as one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Like {
    /// The entry's id, such as st-00c0ffee00c0ffee
    pub id: String,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for Like {
    type Answer = Answered<Likenesses>;
    const NAME: &'static str = "like";
    const ABOUT: &'static str =
        "Entries of the same kind that mean nearly the same as one, the most alike first";
    const IS_LONG: bool = true;

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let likeness = of.program.likeness()?;
        let alike = of.store.like(&self.id, (&self.part).into(), &*likeness)?;
        Ok(Answered::plain(of, alike))
    }
}
