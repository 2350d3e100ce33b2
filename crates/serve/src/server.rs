//! The server: where it listens, what stands around its routes, how it ends.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{self, DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::error::Error;
use crate::give::{problem_page, wants_json};
use crate::mcp;
use crate::operations::connections::{Connections, Peer};
use crate::operations::guard::guard;
use crate::options::Options;
use crate::pool::Pool;
use crate::problem::Problem;
use crate::program::Program;
use crate::routes::{router, routes};
use crate::site::API;
use crate::state::{N_LONG, N_READING, Shared, State};

/// How long requests that are being answered may take once the server is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Answers whoever asks until somebody asks the server to stop: by ctrl-C or SIGTERM. `ready` is told the address once it
/// can be asked.
///
/// # Errors
/// Where the store cannot be opened, or nothing can listen at the address.
pub fn serve(
    options: Options,
    program: Arc<dyn Program>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Error> {
    let limits = options.limits.clone();
    let pool = Pool::open(&options.store, limits.at_once, limits.time).map_err(Error::Store)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(limits.at_once + N_READING + N_LONG + 4)
        .build()
        .map_err(|error| Error::io("no threads can be started", error))?;
    let operations = routes().into_iter().flat_map(|route| route.operations).collect();
    let state = State::shared(options, program, pool, operations).map_err(Error::Store)?;
    // Whoever asks first need not wait for it; what is wrong is told to whoever asks.
    let counting = Arc::clone(&state);
    std::thread::spawn(move || drop(counting.numbers.stats()));
    let ended = runtime.block_on(answer_all(state, ready));
    // Whoever is still being answered had time enough.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended
}

async fn answer_all(state: Shared, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let bind = state.options.bind;
    let failed = |error| Error::io(&format!("cannot listen at {bind}"), error);
    let listener = TcpListener::bind(bind).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let app = app(state).into_make_service_with_connect_info::<Peer>();
    ready(address);
    let (told, mut is_told) = tokio::sync::watch::channel(false);
    let asked = async move {
        asked_to_stop().await;
        tracing::info!("stopping: those who are being answered still are");
        let _ = told.send(true);
    };
    let grace_is_over = async move {
        // An error means that the server has ended, which the other branch tells.
        if is_told.wait_for(|is_told| *is_told).await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let serving = axum::serve(Connections::new(listener), app).with_graceful_shutdown(asked);
    tokio::select! {
        ended = async { serving.await } => ended.map_err(|error| Error::io("the server ended", error)),
        () = grace_is_over => {
            tracing::warn!("stopped before all were answered");
            Ok(())
        }
    }
}

/// All routes, and what stands around them.
fn app(state: Shared) -> Router {
    let cors = cors(&state.options.access.origins);
    let routes = router(routes())
        .route_service("/mcp", mcp::service(&state))
        // Each route bounds what it takes by itself.
        .layer(DefaultBodyLimit::disable())
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            let what = "the server has a defect that this request meets";
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, what).into_response()
        }))
        .layer(CompressionLayer::new())
        .layer(cors);
    let prefix = state.options.prefix.clone();
    let routes = match prefix.as_str() {
        "" => routes,
        prefix => {
            let first = Redirect::permanent(prefix);
            Router::new().nest(prefix, routes).route(&format!("{prefix}/"), get(first)).fallback(nothing_here)
        }
    };
    routes.layer(from_fn_with_state(Arc::clone(&state), guard)).with_state(state)
}

fn cors(origins: &[String]) -> CorsLayer {
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            HeaderName::from_static("mcp-session-id"),
        ])
        .expose_headers([header::ETAG, header::LINK, HeaderName::from_static("mcp-session-id")])
}

async fn nothing_here(extract::State(state): extract::State<Shared>, request: Request) -> Response {
    let problem = Problem::not_found("there is nothing at this address");
    let is_of_api = request.uri().path().contains(API);
    match is_of_api || wants_json(request.headers()) || request.method() != Method::GET {
        true => problem.into_response(),
        false => problem_page(&state, &problem),
    }
}

async fn not_so() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address is not asked so")
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
