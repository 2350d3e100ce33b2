//! A question in SQL and its rows, for those who know the store's tables or want to.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use onrecord_store::Rows;
use serde_json::Value;

use super::card::TITLE;
use super::frame::{Here, PageFrame};
use super::passage::short;
use crate::api::sql::rows;
use crate::give::problem_page;
use crate::media::HTML;
use crate::problem::Problem;
use crate::ready::sent;
use crate::route::Route;
use crate::state::Shared;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "sql.html")]
struct SqlPage {
    frame: PageFrame,
    question: String,
    problem: Option<Problem>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    is_cut: bool,
    tables: Vec<(String, String)>,
    json: String,
}

/// So many rows are shown.
const SHOWN: usize = 100;

/// The tables for people; what begins with `_` is the program's own.
const TABLES: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'view' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY 1";

/// The longest question.
const LONGEST: usize = 8192;

/// The route.
pub fn route() -> Route {
    Route::plain("/sql", get(page))
}

async fn page(State(state): State<Shared>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q");
    let question = asked.map(|(_, text)| text.trim().to_string()).unwrap_or_default();
    match shown(&state, question).await {
        Ok(page) => sent(&headers, HTML, page),
        Err(problem) => problem_page(&state, &problem),
    }
}

/// The page of a question. What is wrong with it is told beside it, so that it can be mended.
async fn shown(state: &Shared, question: String) -> Result<String, Problem> {
    let frame = PageFrame::of(&state.site, Here::Elsewhere);
    let links = frame.links();
    let named = rows(Shared::clone(state), TABLES.to_string(), SHOWN).await?;
    let table = |row: &Vec<Value>| {
        let name = row.first().map(told).unwrap_or_default();
        let query = format!("SELECT * FROM {name} LIMIT 20");
        (links.to("/sql", &[("q", &query)]), name)
    };
    let tables = named.rows.iter().map(table).map(|(href, name)| (name, href)).collect();
    let answer = match question.as_str() {
        "" => Ok(Rows { columns: Vec::new(), rows: Vec::new(), is_cut: false }),
        long if long.len() > LONGEST => Err(Problem::unfit(format!("a question may have {LONGEST} bytes"))),
        _ => rows(Shared::clone(state), question.clone(), SHOWN).await,
    };
    let (answer, problem) = match answer {
        Ok(answer) => (answer, None),
        Err(problem) => (Rows { columns: Vec::new(), rows: Vec::new(), is_cut: false }, Some(problem)),
    };
    filled(&SqlPage {
        json: links.to("/api/v1/sql", &[("q", &question)]),
        columns: answer.columns.iter().map(|name| short(name, TITLE)).collect(),
        rows: answer.rows.iter().map(|row| row.iter().map(told).collect()).collect(),
        is_cut: answer.is_cut,
        problem,
        tables,
        question,
        frame: frame.clone(),
    })
}

/// A value in a cell.
fn told(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => short(text, TITLE),
        other => other.to_string(),
    }
}
