//! Who may ask what, before any route is asked; and what every answer says to browsers.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::LazyLock;
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::assets;
use crate::give::{problem_page, wants_json};
use crate::operations::connections::Peer;
use crate::problem::Problem;
use crate::site::API;
use crate::state::Shared;

/// Lets through who may ask, counts and logs what was answered, and tells browsers what pages may do.
pub async fn guard(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_string());
    let route = match request.extensions().get::<MatchedPath>() {
        Some(route) => route.as_str().to_string(),
        None => "none".to_string(),
    };
    let is_of_api = path.strip_prefix(&state.options.prefix).is_some_and(|path| path.starts_with(API));
    let is_for_people = !is_of_api && method == Method::GET && !wants_json(request.headers());
    let mut response = match may_ask(&state, &request, &path, begun) {
        Ok(()) => next.run(request).await,
        Err(problem) if is_for_people => problem_page(&state, &problem),
        Err(problem) => problem.into_response(),
    };
    put_headers(response.headers_mut());
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    state.metrics.count(&route, status, took);
    // Without what was asked: that is nobody's business but theirs.
    tracing::info!(%method, path, status, ms = took.as_secs_f64() * 1000.0, "answered");
    response
}

fn may_ask(state: &Shared, request: &Request, path: &str, now: Instant) -> Result<(), Problem> {
    if path.strip_prefix(&state.options.prefix) == Some("/healthz") {
        return Ok(());
    }
    let headers = request.headers();
    let peer = request.extensions().get::<ConnectInfo<Peer>>().map(|peer| peer.0.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !state.rate.is_granted(asker(state, headers, peer), now) {
        let rate = state.options.limits.rate;
        let what = format!("one address may ask {rate} times a second");
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, what).hint("wait a second"));
    }
    check_host(state, headers)?;
    check_origin(state, request.method(), headers)?;
    check_reader(state, request.method(), headers)
}

/// Who asks: whoever is connected, or whom the proxy names that is.
fn asker(state: &Shared, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !state.options.access.behind_proxy {
        return peer;
    }
    // The last is what the nearest proxy saw; those before it are what it was told.
    let named = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    named.and_then(|all| all.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}

/// A site whose name was made to lead here must not read what this machine's own programs may.
fn check_host(state: &Shared, headers: &HeaderMap) -> Result<(), Problem> {
    let access = &state.options.access;
    let is_local = state.options.bind.ip().is_loopback() && !access.behind_proxy;
    if !is_local && access.hosts.is_empty() {
        return Ok(());
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = without_port(host);
    let is_this_machine =
        name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let is_known = access.hosts.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_known || (is_local && is_this_machine) {
        return Ok(());
    }
    let what = format!("this server does not go by the name {name:?}");
    Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, what).hint("whoever runs it names it by --host"))
}

fn without_port(host: &str) -> &str {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.split(']').next().unwrap_or_default();
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

/// What changes or costs something is not done for another site's page.
fn check_origin(state: &Shared, method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_own = origin.split_once("://").is_some_and(|(_, of)| of.eq_ignore_ascii_case(host));
    if is_own || state.options.access.origins.iter().any(|known| known == origin) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, format!("pages of {origin:?} may not do this here")))
}

fn check_reader(state: &Shared, method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let access = &state.options.access;
    let Some(wanted) = &access.read_token else { return Ok(()) };
    let is_known =
        |given: &str| is_same(given, wanted) || access.token.as_ref().is_some_and(|t| is_same(given, t));
    // A browser asks for leave without showing who it is.
    if *method == Method::OPTIONS || given(headers).is_some_and(|token| is_known(&token)) {
        return Ok(());
    }
    let what = "this record is read by those who have its token";
    Err(Problem::new(StatusCode::UNAUTHORIZED, what).hint("Authorization: Bearer TOKEN"))
}

/// Whether these headers bring the token of those who may change the record.
///
/// # Errors
/// Where they do not, or nobody may.
pub fn may_write(state: &Shared, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(wanted) = &state.options.access.token else {
        let what = "nobody may change the record here";
        return Err(
            Problem::new(StatusCode::FORBIDDEN, what).hint("whoever runs the server starts it with a token")
        );
    };
    match bearer(headers) {
        Some(token) if is_same(&token, wanted) => Ok(()),
        _ => {
            let what = "the record is changed by those who have the token for it";
            Err(Problem::new(StatusCode::UNAUTHORIZED, what).hint("Authorization: Bearer TOKEN"))
        }
    }
}

/// A token as a program sends it.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_string())
}

/// A token as a program or a browser sends it.
fn given(headers: &HeaderMap) -> Option<String> {
    if let Some(token) = bearer(headers) {
        return Some(token);
    }
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, pair) = value.split_once(' ')?;
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    scheme.eq_ignore_ascii_case("basic").then(|| pair.split_once(':').map(|(_, token)| token.to_string()))?
}

/// Whether two tokens are the same; how long that takes says nothing of where they differ.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

/// What browsers are told of every answer.
const HEADERS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    // Nothing to others; but without it, a browser does not say that a form is ours.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
];

/// Nothing runs that is not this server's, nothing is asked of another host; of what stands within a page, the style that
/// the program itself has counts and no other (CSP level 3, section 8.3).
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let own_style = STANDARD.encode(Sha256::digest(assets::STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'self' 'sha256-{own_style}'; script-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

fn put_headers(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_shows_the_token_as_a_password() {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Basic YWRhOmNvcnJhbiBkYW0="));
        assert_eq!(given(&headers).as_deref(), Some("corran dam"));
        assert_eq!(bearer(&headers), None);
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Basic YWRhO#"));
        assert_eq!(given(&headers), None);
    }

    #[test]
    fn a_host_is_told_from_its_port() {
        for (host, name) in
            [("localhost:8080", "localhost"), ("[::1]:80", "::1"), ("record.example", "record.example")]
        {
            assert_eq!(without_port(host), name);
        }
    }
}
