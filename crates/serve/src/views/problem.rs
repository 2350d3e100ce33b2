//! What went wrong, as a page.

use askama::Template;

use crate::assets;
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'p> {
    site: &'p Site,
    problem: &'p Problem,
}

/// The page.
pub fn page(problem: &Problem, site: &Site) -> String {
    Page { site, problem }.render().unwrap_or_else(|_| "something went wrong".to_string())
}
