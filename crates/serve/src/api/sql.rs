//! Questions in SQL, reading only.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use onrecord_record::SCHEMA_VERSION;
use onrecord_store::{Asking, Rows};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::{Operation, schema_of};
use crate::give::{PathOf, Request};
use crate::media::JSON;
use crate::problem::Problem;
use crate::question::{LONGEST_QUERY, Posed, fields_of};
use crate::ready::sent;
use crate::route::Route;
use crate::state::Shared;

/// A question in SQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
struct Sql {
    /// One SELECT over the store's tables and views; `SELECT name, sql FROM sqlite_schema` lists them
    #[schemars(length(min = 1, max = LONGEST_QUERY))]
    q: String,
    /// How many rows, at most
    #[schemars(range(min = 1, max = 10000))]
    #[serde(default = "some_rows")]
    limit: usize,
}

fn some_rows() -> usize {
    100
}

/// An answer in SQL.
#[derive(Debug, Serialize, JsonSchema)]
struct Answer {
    /// The version of this shape.
    schema_version: &'static str,
    #[serde(flatten)]
    rows: Rows,
}

/// The most bytes of an answer.
const MOST_BYTES: usize = 8 << 20;

const NAME: &str = "sql";

/// The route.
pub fn route() -> Route {
    let about = "One SELECT over the store's own tables, reading only and limited in time";
    let operation = Operation {
        fields: fields_of::<Sql>(),
        gives: vec![(JSON, schema_of::<Answer>)],
        ..Operation::new(Method::GET, "/sql", NAME, about)
    };
    let fields: Arc<[_]> = operation.fields.clone().into();
    let answer = move |State(state): State<Shared>, path: PathOf, query: RawQuery, headers: HeaderMap| {
        let fields = Arc::clone(&fields);
        async move {
            let asked = Request::new((path, query, headers.clone()));
            let posed = asked.and_then(|asked| Posed::<Sql>::of_pairs(NAME, &fields, &asked.pairs, true));
            match posed {
                Ok(posed) => {
                    answered(state, posed.question, &headers).await.unwrap_or_else(Problem::into_response)
                }
                Err(problem) => problem.into_response(),
            }
        }
    };
    Route::of_api(get(answer), vec![operation])
}

async fn answered(state: Shared, sql: Sql, headers: &HeaderMap) -> Result<Response, Problem> {
    let answer = Answer { schema_version: SCHEMA_VERSION, rows: rows(state, sql.q, sql.limit).await? };
    let body = serde_json::to_string(&answer).map_err(|error| Problem::unfit(error.to_string()))?;
    Ok(sent(headers, JSON, body))
}

/// What a question in SQL gives, so many rows at most.
///
/// # Errors
/// Where it is no such question, takes too long, or too many are being answered.
pub async fn rows(state: Shared, question: String, limit: usize) -> Result<Rows, Problem> {
    let place = Arc::clone(&state.long).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy("as many questions in SQL as can be are being answered"))?;
    let asked = tokio::task::spawn_blocking(move || {
        let _place = place;
        // A connection of its own: what it is forbidden stays forbidden.
        let store = state.pool.another()?;
        let until = Instant::now() + state.options.limits.time;
        Ok::<_, Problem>(store.sql(&question, Asking { rows: limit, bytes: MOST_BYTES, until })?)
    });
    let defect =
        |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the server has a defect that this meets");
    asked.await.map_err(defect)?
}
