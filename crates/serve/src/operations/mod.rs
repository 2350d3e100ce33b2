//! Running the server: logs, numbers, limits, who may ask.

pub mod connections;
pub mod guard;
pub mod log;
pub mod metrics;
pub mod rate;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::problem::Problem;
use crate::route::Route;
use crate::state::Shared;

/// The routes for whoever runs the server.
pub fn routes() -> Vec<Route> {
    vec![Route::plain("/healthz", get(health)), Route::plain("/metrics", get(measured))]
}

/// Whether the store can be asked.
async fn health(State(state): State<Shared>) -> Response {
    match state.pool.ask(|store| Ok(store.probe()?)).await {
        Ok(()) => "ok\n".into_response(),
        Err(problem) => Problem::into_response(problem),
    }
}

async fn measured(State(state): State<Shared>) -> Response {
    let n_busy = state.pool.n_busy(state.options.limits.at_once) as u64;
    let [n_found, n_made, n_kept_bytes] = state.answers.counts();
    let now = metrics::Now { n_busy, n_found, n_made, n_kept_bytes };
    let mut response = state.metrics.told(&now).into_response();
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
