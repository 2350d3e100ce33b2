//! An article, and the articles beside it.

use onrecord_store::ask::{ListPage, Shown};
use onrecord_store::{ActorId, EntryId};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;
use crate::question::{Answered, Asked, PageAsked, Question};

/// One article with what it puts on record.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ShowArticle {
    /// Its id, such as ar-00c0ffee00c0ffee, or its address
    pub id: String,
}

impl Question for ShowArticle {
    type Answer = Answered<Shown>;
    const NAME: &'static str = "show_article";
    const ABOUT: &'static str =
        "One article by its id or address: its versions, its copies and all that it puts on record";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let id = article(&self.id)?;
        let shown = of.store.show(id, ListPage { limit: 1, offset: 0 })?;
        Ok(Answered::plain(of, shown))
    }
}

/// The articles that belong beside one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct RelatedArticles {
    /// The article's id, such as ar-00c0ffee00c0ffee, or its address
    pub id: String,
    /// Which part of the list
    #[serde(flatten)]
    pub part: PageAsked,
}

impl Question for RelatedArticles {
    type Answer = Answered<onrecord_store::ask::Related>;
    const NAME: &'static str = "related";
    const ABOUT: &'static str =
        "The articles that belong beside one: copies, the same statements, the same people";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let related = of.store.related(article(&self.id)?, (&self.part).into())?;
        Ok(Answered::plain(of, related))
    }
}

/// What may be an article's id or address: the ids of other things are not.
fn article(id: &str) -> Result<&str, Problem> {
    let id = id.trim();
    match id.parse::<EntryId>().is_ok() || id.parse::<ActorId>().is_ok() {
        true => Err(Problem::not_found(format!("{id} is the id of something else than an article"))),
        false => Ok(id),
    }
}
