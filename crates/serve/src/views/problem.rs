//! What went wrong, as a page.

use askama::Template;

use super::frame::{Frame, Here};
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'p> {
    frame: Frame,
    problem: &'p Problem,
}

/// The page.
pub fn page(problem: &Problem, site: &Site) -> String {
    Page { frame: Frame::of(site, Here::Elsewhere), problem }
        .render()
        .unwrap_or_else(|_| "something went wrong".to_string())
}
