//! The API's description as a page.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::describe::Operation;
use crate::media::HTML;
use crate::ready::sent;
use crate::route::Route;
use crate::site::{API, Site};
use crate::state::Shared;
use crate::views::filled;
use crate::views::frame::{Here, PageFrame};

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'p> {
    frame: PageFrame,
    site: &'p Site,
    operations: &'p [Operation],
}

/// Where the page is.
pub fn route() -> Route {
    Route::plain(API, get(page))
}

async fn page(State(state): State<Shared>, headers: HeaderMap) -> Response {
    match filled(&Page {
        frame: PageFrame::of(&state.site, Here::Elsewhere),
        site: &state.site,
        operations: &state.operations,
    }) {
        Ok(page) => sent(&headers, HTML, page),
        Err(problem) => problem.into_response(),
    }
}
