//! What went wrong, as a page.

use askama::Template;

use super::frame::{Here, PageFrame};
use super::passage::{MarkedRun, cut};
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    frame: PageFrame,
    heading: &'static str,
    detail: String,
    hint: Option<String>,
    /// The query, where it is the query that is wrong; what is wrong of it is marked.
    query: Vec<MarkedRun<bool>>,
}

/// The page. A query that was asked stands in its field, to be mended.
pub fn page(problem: &Problem, query: &str, site: &Site) -> String {
    let wrong = problem.at.map(|[start, end]| start..end).filter(|at| !at.is_empty());
    let marked = wrong.map(|at| cut(query, &[at], |layers| !layers.is_empty()));
    let frame = PageFrame::of(site, Here::Elsewhere).asking(query);
    let page = Page {
        frame,
        heading: heading(problem.status),
        detail: sentence(&problem.detail),
        hint: problem.hint.as_deref().map(sentence),
        query: marked.unwrap_or_default(),
    };
    page.render().unwrap_or_else(|_| "something went wrong".to_string())
}

/// What a status means to whoever reads the page.
fn heading(status: u16) -> &'static str {
    match status {
        401 | 403 => "This is not for everybody",
        404 => "There is nothing here",
        429 | 503 => "Too much at once",
        500.. => "Something is broken here",
        _ => "This cannot be answered",
    }
}

/// Messages are in lower case and without a stop, as programs and terminals show them.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    [&first, letters.as_str(), stop].concat()
}
