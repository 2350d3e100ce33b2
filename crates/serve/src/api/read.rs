//! Reading a page for whoever hands it in or names it. Nothing is stored.

use std::sync::Arc;

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use onrecord_record::{Record, SCHEMA_VERSION};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::{Operation, anything, schema_of};
use crate::media::JSON;
use crate::problem::Problem;
use crate::program::Given;
use crate::question::{Posed, fields_of};
use crate::ready::sent;
use crate::route::Route;
use crate::state::Shared;

/// What is known of a page beside its bytes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Beside {
    /// The page's address; without a body, the page at this address on the public internet is read
    #[schemars(length(max = 2000), regex(pattern = "^https?://"))]
    address: Option<String>,
    /// When it was published, where it does not tell: 2031-03-12 or 2031-03-12T14:05:00+01:00
    #[schemars(length(max = 64))]
    published: Option<String>,
    /// Its headline, where it does not tell
    #[schemars(length(max = 500))]
    title: Option<String>,
}

/// What a page puts on record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageRead {
    /// The version of this shape.
    pub schema_version: &'static str,
    /// One for each article in it, as `onrecord read --format json` gives it.
    pub records: Vec<Record>,
}

const NAME: &str = "read";

/// The route.
pub fn route() -> Route {
    let about = "What a page puts on record: its bytes as the body (HTML, text, WARC, a feed), or named by its address";
    let operation = Operation {
        fields: fields_of::<Beside>(),
        brings: vec![
            ("text/html", anything),
            ("text/plain", anything),
            ("application/octet-stream", anything),
        ],
        gives: vec![(JSON, schema_of::<PageRead>)],
        ..Operation::new(Method::POST, "/read", NAME, about)
    };
    Route::of_api(post(answered), vec![operation])
}

async fn answered(State(state): State<Shared>, request: Request) -> Response {
    let read = async {
        let page = given(&state, request).await?;
        let read = PageRead { schema_version: SCHEMA_VERSION, records: records(&state, page).await? };
        serde_json::to_string(&read).map_err(|error| Problem::unfit(error.to_string()))
    };
    match read.await {
        Ok(body) => sent(&HeaderMap::new(), JSON, body),
        Err(problem) => problem.into_response(),
    }
}

/// The page that a request hands in or names: as its body, or as the fields of a form (`page` a file, `text`, `address`).
///
/// # Errors
/// Where it is too large, or there is none.
pub async fn given(state: &Shared, request: Request) -> Result<Given, Problem> {
    let most = state.options.limits.upload;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.map(str::to_string);
    if kind.as_deref().is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        return of_form(request, most).await;
    }
    let query = request.uri().query().unwrap_or_default();
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let beside = Posed::<Beside>::of_pairs(NAME, &fields_of::<Beside>(), &pairs, true)?.question;
    let is_of_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
    if beside.address.as_ref().is_some_and(|address| !is_of_web(address)) {
        return Err(Problem::unfit("address must begin with http:// or https://"));
    }
    let bytes = axum::body::to_bytes(request.into_body(), most).await.map_err(|_| too_large(most))?;
    let Beside { address, published, title } = beside;
    Ok(Given { bytes: bytes.to_vec(), address, content_type: kind, published, title })
}

async fn of_form(request: Request, most: usize) -> Result<Given, Problem> {
    let unreadable =
        |error: axum::extract::multipart::MultipartError| Problem::new(error.status(), error.body_text());
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, most.saturating_add(FORM)).await.map_err(|_| too_large(most))?;
    let request = Request::from_parts(head, body.into());
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|error| Problem::unfit(error.body_text()))?;
    let mut page = Given::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_string();
        let kind = field.content_type().map(str::to_string);
        let bytes = field.bytes().await.map_err(unreadable)?;
        let text =
            || Some(String::from_utf8_lossy(&bytes).trim().to_string()).filter(|text| !text.is_empty());
        match name.as_str() {
            "page" if !bytes.is_empty() => {
                page.content_type = kind.filter(|kind| kind != "application/octet-stream");
                page.bytes = bytes.to_vec();
            }
            "text" if page.bytes.is_empty() => page.bytes = bytes.to_vec(),
            "address" => page.address = text(),
            "published" => page.published = text(),
            "title" => page.title = text(),
            _ => {}
        }
    }
    match page.bytes.len() > most {
        true => Err(too_large(most)),
        false => Ok(page),
    }
}

/// What a form has around its page.
const FORM: usize = 64 << 10;

fn too_large(most: usize) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a page may have {most} bytes here"))
}

/// What a page puts on record; it is fetched first where there is only an address.
///
/// # Errors
/// Where it cannot be read, or too many are being read.
pub async fn records(state: &Shared, page: Given) -> Result<Vec<Record>, Problem> {
    if page.bytes.is_empty() && page.address.is_none() {
        return Err(
            Problem::unfit("there is nothing to read").hint("send the page as the body, or name its address")
        );
    }
    let waited =
        tokio::time::timeout(state.options.limits.time, Arc::clone(&state.reading).acquire_owned()).await;
    let place = waited.ok().and_then(Result::ok);
    let place = place.ok_or_else(|| Problem::busy("as many pages as can be are being read"))?;
    let (program, most) = (Arc::clone(&state.program), state.options.limits.upload);
    let read = tokio::task::spawn_blocking(move || {
        let _place = place;
        let page = match (&page.address, page.bytes.is_empty()) {
            (Some(address), true) => {
                let Given { bytes, address, content_type, .. } = program.fetch(address, most)?;
                Given { bytes, address, content_type, ..page }
            }
            _ => page,
        };
        Ok::<_, Problem>(program.read(&page)?)
    });
    let defect =
        |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the program has a defect that this page meets");
    read.await.map_err(defect)?
}
