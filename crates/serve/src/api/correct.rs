//! Changing what the machine read, for those who have the token. What people decide stands beside it, and is taken back
//! in one step.

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, post};
use onrecord_record::SCHEMA_VERSION;
use onrecord_store::{Correction, Writer};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::{Operation, schema_of};
use super::wanted::Wanted;
use crate::media::JSON;
use crate::operations::guard::may_write;
use crate::problem::Problem;
use crate::question::fields_of;
use crate::ready::sent;
use crate::route::Route;
use crate::state::Shared;

/// What was changed.
#[derive(Debug, Serialize, JsonSchema)]
struct Changed {
    /// The version of this shape.
    schema_version: &'static str,
    /// One for each thing.
    corrections: Vec<Correction>,
}

/// The most bytes of what is wanted.
const MOST: usize = 64 << 10;

/// Making corrections, at the address where they are listed.
pub fn correcting() -> Route {
    let about = "Change what the machine read of an entry, an article or an actor";
    let operation = Operation {
        brings: vec![(JSON, schema_of::<Wanted>)],
        gives: vec![(JSON, schema_of::<Changed>)],
        status: 201,
        is_writing: true,
        ..Operation::new(Method::POST, "/corrections", "correct", about)
    };
    Route::of_api(post(correct), vec![operation])
}

/// Taking one back.
pub fn undoing() -> Route {
    let operation = Operation {
        fields: fields_of::<Number>(),
        gives: vec![(JSON, schema_of::<Changed>)],
        is_writing: true,
        ..Operation::new(Method::DELETE, "/corrections/{id}", "undo", "Take a correction back")
    };
    Route::of_api(delete(undo), vec![operation])
}

/// Which correction.
#[derive(Deserialize, JsonSchema)]
struct Number {
    /// Its number
    #[expect(dead_code, reason = "the address has it; this describes it")]
    id: i64,
}

async fn correct(State(state): State<Shared>, request: Request) -> Response {
    let headers = request.headers().clone();
    let made = async {
        may_write(&state, &headers)?;
        let wanted = wanted(request).await?;
        written(&state, move |writer| wanted.make(writer)).await
    };
    told(StatusCode::CREATED, made.await)
}

async fn undo(State(state): State<Shared>, Path(number): Path<String>, headers: HeaderMap) -> Response {
    let made = async {
        may_write(&state, &headers)?;
        let number = number.parse::<i64>().map_err(|_| Problem::not_found("a correction has a number"))?;
        written(&state, move |writer| Ok(vec![writer.undo(number)?])).await
    };
    told(StatusCode::OK, made.await)
}

async fn wanted(request: Request) -> Result<Wanted, Problem> {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with(JSON) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a correction is sent as application/json",
        ));
    }
    let too_large =
        |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a correction may have {MOST} bytes"));
    let body: Bytes = axum::body::to_bytes(request.into_body(), MOST).await.map_err(too_large)?;
    serde_json::from_slice(&body).map_err(|error| Problem::unfit(format!("no correction: {error}")))
}

/// Writes to the store, all of it or nothing.
async fn written(
    state: &Shared,
    write: impl FnOnce(&mut Writer) -> Result<Vec<Correction>, Problem> + Send + 'static,
) -> Result<Vec<Correction>, Problem> {
    let _turn = state.writing.lock().await;
    let of = state.clone();
    let written = tokio::task::spawn_blocking(move || {
        let mut writer = Writer::open(of.pool.path())?;
        let made = write(&mut writer)?;
        writer.commit()?;
        Ok(made)
    });
    let defect = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the store cannot be written to");
    written.await.map_err(defect)?
}

fn told(status: StatusCode, made: Result<Vec<Correction>, Problem>) -> Response {
    let body = made.and_then(|corrections| {
        let changed = Changed { schema_version: SCHEMA_VERSION, corrections };
        serde_json::to_string(&changed).map_err(|error| Problem::unfit(error.to_string()))
    });
    match body {
        Ok(body) => {
            let mut response = sent(&HeaderMap::new(), JSON, body);
            *response.status_mut() = status;
            response
        }
        Err(problem) => problem.into_response(),
    }
}
