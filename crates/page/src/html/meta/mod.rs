//! What a page says about itself: headline, bylines, dates, publisher, address.

use super::block::Block;
use super::body::Body;
use super::dom::Tree;
use crate::Origin;

/// What the page states in JSON-LD, OpenGraph, microdata and `<meta>`, unreconciled.
#[derive(Debug, Default)]
pub struct Stated {
    /// The article's whole text as JSON-LD's `articleBody` gives it.
    pub article_body: Option<String>,
    /// Candidates for the headline, most trusted first.
    pub headlines: Vec<String>,
    /// Candidates for the standfirst (description), most trusted first.
    pub descriptions: Vec<String>,
}

/// What is settled on once all that the page states and shows is reconciled.
#[derive(Debug, Default)]
pub struct Meta {
    pub title: String,
    pub standfirst: String,
    pub bylines: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: String,
    pub url: String,
    pub language: Option<String>,
    pub agency: Vec<String>,
}

/// Reads what the page states.
pub fn stated(tree: &Tree) -> Stated {
    let _ = tree;
    Stated::default()
}

/// Settles on one answer for each field.
pub fn meta(tree: &Tree, stated: &Stated, blocks: &[Block], body: &Body, origin: &Origin) -> Meta {
    let _ = (tree, stated, blocks, body);
    Meta {
        title: origin.title.clone().unwrap_or_default(),
        published: origin.published.clone(),
        url: origin.url.clone().unwrap_or_default(),
        ..Meta::default()
    }
}
