//! What pages need beside their HTML, part of the program: nothing is asked of another host.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::route::Route;

/// The style of all pages.
pub const STYLE: &str = include_str!("../assets/style.css");

/// Name, content type and content of each.
const ASSETS: [(&str, &str, &[u8]); 3] = [
    ("style.css", "text/css; charset=utf-8", STYLE.as_bytes()),
    ("page.js", "text/javascript; charset=utf-8", include_bytes!("../assets/page.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
];

/// The path of an asset; a new version of the program has another, so that browsers may keep what they have.
pub fn path(name: &str) -> String {
    format!("/assets/{}/{name}", env!("CARGO_PKG_VERSION"))
}

/// A page with its style within it: whoever sees it as the first of this server need not ask again before anything is
/// shown.
pub fn with_style(page: String) -> String {
    const BEFORE: &str = "<link rel=\"stylesheet\"";
    let Some((before, rest)) = page.split_once(BEFORE) else { return page };
    let Some((_, behind)) = rest.split_once('>') else { return page };
    [before, "<style>", STYLE, "</style>", behind].concat()
}

/// The routes of all assets.
pub fn routes() -> Vec<Route> {
    let route = |(name, kind, bytes): (&'static str, &'static str, &'static [u8])| {
        Route::plain(path(name), get(move || async move { sent(kind, bytes) }))
    };
    ASSETS.into_iter().map(route).collect()
}

fn sent(kind: &'static str, bytes: &'static [u8]) -> Response {
    let mut response = Body::from(bytes).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let keep = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    response
}
