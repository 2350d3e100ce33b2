//! What went wrong, as `application/problem+json` (RFC 9457) or as a page.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use onrecord_store::ask::query::QueryError;
use schemars::JsonSchema;
use serde::Serialize;

use crate::program::Unreadable;

/// What went wrong with a request.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what sort of problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong, here.
    pub detail: String,
    /// A way out, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where in a query it is, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[usize; 2]>,
}

impl Problem {
    /// A problem of this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        let title = status.canonical_reason().unwrap_or_default().to_string();
        Problem {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            detail: detail.into(),
            hint: None,
            at: None,
        }
    }

    /// What is asked for is not there.
    pub fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// What is asked for makes no sense.
    pub fn unfit(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Too much is asked at once, or too many ask.
    pub fn busy(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).hint("try again in a moment")
    }

    /// With a way out.
    pub fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }

    /// The status.
    pub fn code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<onrecord_store::Error> for Problem {
    fn from(error: onrecord_store::Error) -> Problem {
        let status = match &error {
            error if error.is_not_found() => StatusCode::NOT_FOUND,
            error if error.is_unfit() => StatusCode::BAD_REQUEST,
            error if error.is_too_long() || error.is_locked() => StatusCode::SERVICE_UNAVAILABLE,
            error if error.is_read_only() => StatusCode::CONFLICT,
            _ => {
                tracing::error!(%error, "the store cannot be asked");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        let problem = Problem::new(status, error.what());
        match error.hint().filter(|hint| !hint.contains("--")) {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Problem {
        let problem = Problem { at: Some([error.at.start, error.at.end]), ..Problem::unfit(error.what) };
        Problem { hint: error.hint, ..problem }
    }
}

impl From<Unreadable> for Problem {
    fn from(error: Unreadable) -> Problem {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.what);
        Problem { hint: error.hint, ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (self.code(), Body::from(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.code() == StatusCode::SERVICE_UNAVAILABLE || self.code() == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if self.code() == StatusCode::UNAUTHORIZED {
            // Basic lets a browser ask for the token: any name will do, the password is the token.
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer, Basic realm=\"onrecord\""),
            );
        }
        response
    }
}
