//! Entries that a query finds.

use onrecord_store::ask::{Counting, Hits};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, LONGEST_QUERY, PageAsked, QUICKLY, Question, parsed};

/// Entries that a query finds.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Search {
    /// What to look for, in the language of `onrecord search`: words, "words in a row", OR, NOT, NEAR/5, speaker:halvorsen
    /// act:deny,reject kind:commitment publisher:courier said:2031-03..2031-05 confidence:>0.8; without it, everything
    #[schemars(length(max = LONGEST_QUERY))]
    pub q: String,
    /// How far to count: so far as is quick, or to the end, which takes its time in a large store
    pub count: CountUpTo,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

/// How far to count what is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountUpTo {
    /// So far as is quick: `is_exact` tells whether that is all, and `kinds` are not counted.
    #[default]
    Quick,
    /// To the end, and by kind, which takes its time in a large store.
    Exact,
}

impl Question for Search {
    type Answer = Answered<Hits>;
    const NAME: &'static str = "search";
    const ABOUT: &'static str =
        "Find statements, engagements, commitments and positions, each with its exact words";

    fn ask(&self, of: &Asked<'_>) -> Result<Answered<Hits>, Problem> {
        let query = parsed(&self.q)?;
        let counting = match self.count {
            CountUpTo::Exact => Counting::Exact,
            CountUpTo::Quick => QUICKLY,
        };
        let hits = of.store.search(&query, (&self.part).into(), counting)?;
        Ok(Answered::to_query(of, &self.q, &query, hits))
    }
}
