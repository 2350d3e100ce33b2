//! People, bodies and countries: by name, and one with all that is on record of it.

use onrecord_store::ActorId;
use onrecord_store::ask::Found;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, PageAsked, QUICKLY, Question};

/// Whoever goes by a name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct People {
    /// The name, or the beginning of one
    #[schemars(length(min = 1, max = 1000))]
    pub name: String,
    /// Which part of each list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for People {
    type Answer = Answered<Found>;
    const NAME: &'static str = "who";
    const ABOUT: &'static str = "Whoever goes by a name; where it is one: names, offices over time, statements, positions, \
                                 commitments, whom it met";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let found = of.store.who(&self.name, (&self.part).into(), QUICKLY)?;
        Ok(Answered::plain(of, found))
    }
}

/// One actor with what is on record of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Person {
    /// Its id, such as ac-00c0ffee00c0ffee
    pub id: String,
    /// Which part of each list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for Person {
    type Answer = Answered<Found>;
    const NAME: &'static str = "show_actor";
    const ABOUT: &'static str =
        "One actor by its id: names, offices over time, statements, positions, commitments, whom it met";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let id = self.id.trim();
        if id.parse::<ActorId>().is_err() {
            return Err(Problem::not_found(format!("there is no actor {id} here"))
                .hint("an id is such as ac-00c0ffee00c0ffee"));
        }
        let found = of.store.who(id, (&self.part).into(), QUICKLY)?;
        Ok(Answered::plain(of, found))
    }
}
