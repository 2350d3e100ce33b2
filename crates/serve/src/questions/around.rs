//! What stands around an article on its page.

use onrecord_record::{Furniture, SCHEMA_VERSION};
use onrecord_store::Source;
use onrecord_store::ask::{ListPage, Shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::question::{Asked, Question};

/// What stands around an article on its page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Around {
    /// The article's id, such as ar-00c0ffee00c0ffee, or its address
    pub id: String,
}

/// What was set aside when a page was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SetAside {
    /// The version of this shape.
    pub schema_version: &'static str,
    /// The article.
    pub article: Source,
    /// What stands around it on its page, in the page's order.
    pub furniture: Vec<Furniture>,
}

impl Question for Around {
    type Answer = SetAside;
    const NAME: &'static str = "around";
    const ABOUT: &'static str = "What stands around an article on its page and is none of it: menus, related links, adverts, comments";

    fn ask(&self, of: &Asked<'_>) -> Result<Self::Answer, Problem> {
        let missing = || Problem::not_found(format!("there is no article {} here", self.id));
        let Shown::Article(shown) = of.store.show(&self.id, ListPage { limit: 1, offset: 0 })? else {
            return Err(missing());
        };
        let current = shown.versions.iter().find(|one| one.is_current).or(shown.versions.last());
        let kept = of.store.kept(current.ok_or_else(missing)?.version)?;
        let furniture = of.program.furniture(kept)?;
        Ok(SetAside { schema_version: SCHEMA_VERSION, article: shown.source, furniture })
    }
}
