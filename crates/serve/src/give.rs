//! A question's answer as a page or as JSON, whichever was asked for.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::sync::OwnedSemaphorePermit;

use crate::media::{HTML, JSON};
use crate::problem::Problem;
use crate::question::{Asked, Parameter, Posed, Question};
use crate::state::Shared;
use crate::views;

/// Shows an answer as a page: HTML, whole.
pub type View<Q> = fn(&Q, &<Q as Question>::Answer, &Asked<'_>) -> Result<String, Problem>;

/// The values in a path, unless they are no text.
pub type PathOf = Result<RawPathParams, RawPathParamsRejection>;

/// The parts of a request that say what is asked, as axum hands them over.
pub type Parts = (PathOf, RawQuery, HeaderMap);

/// What of a request says what is asked.
pub struct Request {
    /// Names and values, those of the path first.
    pub pairs: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
}

impl Request {
    /// The names and values of a path and a query.
    ///
    /// # Errors
    /// Where they are too long, or no text.
    pub fn new((path, RawQuery(query), headers): Parts) -> Result<Request, Problem> {
        let path = path.map_err(|error| Problem::unfit(error.body_text()))?;
        let query = query.unwrap_or_default();
        if query.len() > LONGEST_ADDRESS {
            return Err(Problem::new(StatusCode::URI_TOO_LONG, "the address is too long"));
        }
        let of_path = path.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let of_query = url::form_urlencoded::parse(query.as_bytes()).into_owned();
        Ok(Request { pairs: of_path.chain(of_query).collect(), headers })
    }
}

/// Bytes of an address behind its question mark.
const LONGEST_ADDRESS: usize = 16 << 10;

/// The answer as JSON.
pub async fn json<Q: Question>(state: Shared, fields: &[Parameter], parts: Parts) -> Response {
    let given = async {
        let request = Request::new(parts)?;
        let posed = Posed::<Q>::of_pairs(Q::NAME, fields, &request.pairs, true)?;
        let body = asked(&state, posed, |_, answer, _| encoded(answer)).await?;
        Ok::<_, Problem>(sent(&request.headers, JSON, body))
    };
    given.await.unwrap_or_else(Problem::into_response)
}

/// The answer as a page; as JSON for a program that asks for that.
pub async fn page<Q: Question>(state: Shared, fields: &[Parameter], view: View<Q>, parts: Parts) -> Response {
    let wants_json = wants_json(&parts.2);
    let query = parts.1.0.clone().unwrap_or_default();
    let given = async {
        let request = Request::new(parts)?;
        let posed = Posed::<Q>::of_pairs(Q::NAME, fields, &request.pairs, false)?;
        let (body, kind) = match wants_json {
            true => (asked(&state, posed, |_, answer, _| encoded(answer)).await?, JSON),
            false => (asked(&state, posed, view).await?, HTML),
        };
        let mut response = sent(&request.headers, kind, body);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
        Ok::<_, Problem>(response)
    };
    match given.await {
        Ok(response) => response,
        Err(problem) if wants_json => problem.into_response(),
        Err(problem) => {
            let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q");
            problem_page_of(&state, &problem, asked.map(|(_, asked)| asked).unwrap_or_default().as_ref())
        }
    }
}

/// A problem as a page.
pub fn problem_page(state: &Shared, problem: &Problem) -> Response {
    problem_page_of(state, problem, "")
}

/// A problem with a query as a page: the query stands there to be mended.
fn problem_page_of(state: &Shared, problem: &Problem, query: &str) -> Response {
    let page = views::problem::page(problem, query, &state.site);
    let mut response = problem.clone().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    *response.body_mut() = Body::from(page);
    response
}

/// Asks, and makes of the answer what is sent, on the thread that asks.
async fn asked<Q: Question>(
    state: &Shared,
    posed: Posed<Q>,
    make: impl FnOnce(&Q, &Q::Answer, &Asked<'_>) -> Result<String, Problem> + Send + 'static,
) -> Result<String, Problem> {
    let of = state.clone();
    let turn = match Q::IS_LONG {
        true => Some(slow_turn(state).await?),
        false => None,
    };
    let ask = move |store: &onrecord_store::Store| {
        // Held until the store is done, even where nobody waits for the answer any more.
        let _turn = turn;
        let Posed { question, fingerprint } = posed;
        let asked = of.asked(store, &fingerprint);
        let answer = question.ask(&asked)?;
        make(&question, &answer, &asked)
    };
    state.pool.ask(ask).await
}

/// A turn for a question that may take long.
async fn slow_turn(state: &Shared) -> Result<OwnedSemaphorePermit, Problem> {
    let turn = Arc::clone(&state.slow).acquire_owned();
    let turn = tokio::time::timeout(state.options.limits.time, turn).await;
    turn.ok()
        .and_then(Result::ok)
        .ok_or_else(|| Problem::busy("as many long questions as can be are being answered"))
}

fn encoded(answer: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(answer)
        .map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("no JSON: {error}")))
}

/// Whether a program asks for JSON: browsers name HTML first.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match (accept.find("json"), accept.find("html")) {
        (Some(json), Some(html)) => json < html,
        (Some(_), None) => true,
        _ => false,
    }
}

/// A body with its tag; nothing but the tag where whoever asks has it already (RFC 9110, section 13).
pub fn sent(headers: &HeaderMap, kind: &'static str, body: String) -> Response {
    let digest = Sha256::digest(body.as_bytes());
    let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: compression makes other bytes of the same answer.
    let tag = format!("W/\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/")
    });
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Body::from(body).into_response(),
    };
    let sent = response.headers_mut();
    if !is_known {
        sent.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        sent.insert(header::ETAG, tag);
    }
    sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
