//! What a query finds, as a page.

use askama::Template;
use onrecord_answer::Card;
use onrecord_store::ask::Hits;

use crate::assets;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::Search;
use crate::site::Site;
use crate::views::filled;

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'p> {
    site: &'p Site,
    q: &'p str,
    hits: &'p Hits,
    cards: Vec<Card>,
}

/// The page.
pub fn page(question: &Search, answer: &Answered<Hits>, of: &Asked<'_>) -> Result<String, Problem> {
    let hits = answer.answer();
    let cards = hits.hits.iter().map(Card::listed).collect();
    filled(&Page { site: of.site, q: &question.q, hits, cards })
}
