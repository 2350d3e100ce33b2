//! Answers as pages. A view gets a question, its answer and whom it was asked, and gives HTML; templates escape whatever
//! they are given.

pub mod actor;
pub mod around;
pub mod article;
mod card;
pub mod changes;
mod chart;
mod chips;
pub mod cite;
pub mod commitments;
pub mod engagement;
pub mod entry;
pub mod feed;
pub mod frame;
pub mod issue;
mod lanes;
mod link;
mod passage;
pub mod problem;
pub mod read;
pub mod review;
pub mod search;
pub mod sql;
mod text;
pub mod timeline;

use askama::Template;
use axum::http::StatusCode;

use crate::problem::Problem;

/// A template, filled in.
///
/// # Errors
/// Where it cannot be: a defect.
pub fn filled(template: &impl Template) -> Result<String, Problem> {
    template.render().map_err(|error| {
        tracing::error!(%error, "a page cannot be made");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page cannot be made")
    })
}
