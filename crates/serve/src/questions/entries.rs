//! One entry with all that is known of it.

use onrecord_store::EntryId;
use onrecord_store::ask::{ListPage, Shown};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, Question};

/// One entry with all that is known of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ShowEntry {
    /// Its id, such as st-00c0ffee00c0ffee
    pub id: String,
}

impl Question for ShowEntry {
    type Answer = Answered<Shown>;
    const NAME: &'static str = "show_entry";
    const ABOUT: &'static str = "One entry by its id: its paragraph, selectors of its exact words, its version, other reports, corrections";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let id = self.id.trim();
        if id.parse::<EntryId>().is_err() {
            return Err(Problem::not_found(format!("there is no entry {id} here"))
                .hint("an id is such as st-00c0ffee00c0ffee"));
        }
        let shown = of.store.show(id, ListPage { limit: 1, offset: 0 })?;
        Ok(Answered::plain(of, shown))
    }
}
