//! What went wrong, as a page.

use askama::Template;

use super::frame::{Here, PageFrame};
use super::passage::{MarkedRun, cut};
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'p> {
    frame: PageFrame,
    problem: &'p Problem,
    /// The query, where it is the query that is wrong; what is wrong of it is marked.
    query: Vec<MarkedRun<bool>>,
}

/// The page. A query that was asked stands in its field, to be mended.
pub fn page(problem: &Problem, query: &str, site: &Site) -> String {
    let wrong = problem.at.map(|[start, end]| start..end).filter(|at| !at.is_empty());
    let marked = wrong.map(|at| cut(query, &[at], |layers| !layers.is_empty()));
    let frame = PageFrame::of(site, Here::Elsewhere).asking(query);
    Page { frame, problem, query: marked.unwrap_or_default() }
        .render()
        .unwrap_or_else(|_| "something went wrong".to_string())
}
