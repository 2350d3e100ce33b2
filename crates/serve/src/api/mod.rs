//! What the API has beside questions: reading a page, correcting, exports, SQL, its own description.

mod correct;
pub mod describe;
mod export;
mod page;
pub mod read;
pub mod sql;
mod stream;
mod wanted;

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::routing::get;

use crate::media::JSON;
use crate::ready::sent;
use crate::route::Route;
use crate::state::Shared;
use describe::Operation;

/// The routes of the API that are no questions, and a page about all of them.
pub fn others() -> Vec<Route> {
    vec![
        read::route(),
        correct::correcting(),
        correct::undoing(),
        export::route(),
        sql::route(),
        description(),
        page::route(),
    ]
}

fn description() -> Route {
    let operation = Operation::new(Method::GET, "/openapi.json", "describe", "This description, OpenAPI 3.1");
    let answer = |State(state): State<Shared>, headers: HeaderMap| async move {
        sent(&headers, JSON, state.description.clone())
    };
    Route::of_api(get(answer), vec![operation.gives(JSON)])
}
