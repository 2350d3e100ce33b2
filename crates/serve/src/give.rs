//! A question's answer as a page or as JSON, whichever was asked for.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::OwnedSemaphorePermit;

use crate::assets;
use crate::media::{HTML, JSON};
use crate::problem::Problem;
use crate::question::{Asked, Parameter, Posed, Question};
use crate::ready::{ReadyAnswer, takes_gzip};
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
    /// Where they are no text.
    pub fn new((path, RawQuery(query), headers): Parts) -> Result<Request, Problem> {
        let path = path.map_err(|error| Problem::unfit(error.body_text()))?;
        let query = query.unwrap_or_default();
        let of_path = path.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let of_query = url::form_urlencoded::parse(query.as_bytes()).into_owned();
        Ok(Request { pairs: of_path.chain(of_query).collect(), headers })
    }

    /// What tells what is asked, and in which form, from everything else.
    fn asked(&self, at: &AskedAt, form: AnswerForm, is_packed: bool) -> String {
        let form = format!("{form:?}");
        let packed = if is_packed { "gzip" } else { "" };
        let pairs = self.pairs.iter().map(|(name, value)| format!("\0{name}={value}"));
        [at.path.as_str(), " ", &form, " ", packed].into_iter().map(str::to_string).chain(pairs).collect()
    }
}

/// How an answer is given.
#[derive(Clone, Copy, Debug)]
enum AnswerForm {
    /// To programs.
    Json,
    /// To browsers.
    Page,
    /// To a browser that has nothing of this server yet: the style stands within the page.
    StyledPage,
}

impl AnswerForm {
    fn kind(self) -> &'static str {
        match self {
            AnswerForm::Json => JSON,
            AnswerForm::Page | AnswerForm::StyledPage => HTML,
        }
    }
}

/// A question at an address.
pub struct AskedAt {
    /// The address, with names for what stands in it.
    pub path: String,
    /// The question's parameters.
    pub fields: Vec<Parameter>,
}

/// The answer as JSON.
pub async fn json<Q: Question>(state: Shared, at: &AskedAt, parts: Parts) -> Response {
    let given = async {
        let request = Request::new(parts)?;
        let posed = Posed::<Q>::of_pairs(Q::NAME, &at.fields, &request.pairs, true);
        let show = |_: &Q, answer: &Q::Answer, _: &Asked<'_>| encoded(answer);
        let answer = answered(&state, at, &request, AnswerForm::Json, posed, show).await?;
        Ok::<_, Problem>(answer.sent(&request.headers))
    };
    given.await.unwrap_or_else(Problem::into_response)
}

/// The answer as a page; as JSON for a program that asks for that.
pub async fn page<Q: Question>(state: Shared, at: &AskedAt, view: View<Q>, parts: Parts) -> Response {
    let wants_json = wants_json(&parts.2);
    let query = parts.1.0.clone().unwrap_or_default();
    let given = async {
        let request = Request::new(parts)?;
        let posed = Posed::<Q>::of_pairs(Q::NAME, &at.fields, &request.pairs, false);
        let form = match (wants_json, is_first_view(&request.headers)) {
            (true, _) => AnswerForm::Json,
            (false, false) => AnswerForm::Page,
            (false, true) => AnswerForm::StyledPage,
        };
        let show = move |question: &Q, answer: &Q::Answer, of: &Asked<'_>| match form {
            AnswerForm::Json => encoded(answer),
            AnswerForm::Page => view(question, answer, of),
            AnswerForm::StyledPage => view(question, answer, of).map(assets::with_style),
        };
        let answer = answered(&state, at, &request, form, posed, show).await?;
        let mut response = answer.sent(&request.headers);
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept, sec-fetch-site"));
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

/// Whether a browser says that it comes from elsewhere (Fetch Metadata, section 2.4): it has nothing of this server yet.
fn is_first_view(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| *site != "same-origin")
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

/// The answer to a question, as it was given before or made anew.
async fn answered<Q: Question>(
    state: &Shared,
    at: &AskedAt,
    request: &Request,
    form: AnswerForm,
    posed: Result<Posed<Q>, Problem>,
    show: impl FnOnce(&Q, &Q::Answer, &Asked<'_>) -> Result<String, Problem> + Send + 'static,
) -> Result<ReadyAnswer, Problem> {
    let posed = posed?;
    let is_packed = takes_gzip(&request.headers);
    let ready = move |question: &Q, answer: &Q::Answer, of: &Asked<'_>| {
        let answer = ReadyAnswer::of(form.kind(), show(question, answer, of)?);
        Ok(if is_packed { answer.packed() } else { answer })
    };
    let asked = request.asked(at, form, is_packed);
    state.answers.answer(asked, ask(state, posed, ready)).await
}

/// Asks the store, and makes of the answer what is wanted on the thread that asks. A long question waits for its turn.
///
/// # Errors
/// What keeps it from being answered.
pub async fn ask<Q: Question, T: Send + 'static>(
    state: &Shared,
    posed: Posed<Q>,
    make: impl FnOnce(&Q, &Q::Answer, &Asked<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
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
