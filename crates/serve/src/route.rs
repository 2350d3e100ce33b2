//! A path, and what answers there.

use axum::routing::MethodRouter;

use crate::api::describe::Operation;
use crate::site::API;
use crate::state::Shared;

/// A path, and what answers there.
pub struct Route {
    /// The path, below the server's prefix.
    pub path: String,
    /// What answers.
    pub to: MethodRouter<Shared>,
    /// What the API's description says of each way to ask it; nothing for pages.
    pub operations: Vec<Operation>,
}

impl Route {
    /// One that the API's description does not tell of.
    pub fn plain(path: impl Into<String>, to: MethodRouter<Shared>) -> Route {
        Route { path: path.into(), to, operations: Vec::new() }
    }

    /// One of the API; its path is that of its operations.
    pub fn of_api(to: MethodRouter<Shared>, operations: Vec<Operation>) -> Route {
        let path = operations.first().map(|one| format!("{API}{}", one.path)).unwrap_or_default();
        Route { path, to, operations }
    }
}
