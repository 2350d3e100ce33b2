//! The one list of what can be asked over HTTP, and where.

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method};
use axum::routing::get;

use crate::api::{self, describe::Operation};
use crate::give::{self, AskedAt, PathOf, View};
use crate::question::{Question, fields_of};
use crate::questions::{
    Around, Changes, Commitments, CompareAccounts, Corrections, Like, People, Person, Positions,
    RelatedArticles, Review, Search, ShowArticle, ShowEntry, StoreStats, TimelineOf,
};
use crate::route::Route;
use crate::site::API;
use crate::state::Shared;
use crate::{assets, operations, views};

/// Everything that is there.
pub fn routes() -> Vec<Route> {
    let mut all = vec![
        json::<Search>("/search"),
        json::<ShowEntry>("/entries/{id}"),
        json::<Like>("/entries/{id}/like"),
        json::<CompareAccounts>("/engagements/{id}/compare"),
        json::<ShowArticle>("/articles/{id}"),
        json::<RelatedArticles>("/articles/{id}/related"),
        json::<Changes>("/articles/{id}/changes"),
        json::<Around>("/articles/{id}/around"),
        json::<People>("/actors"),
        json::<Person>("/actors/{id}"),
        json::<TimelineOf>("/timeline"),
        json::<Commitments>("/commitments"),
        json::<Positions>("/positions"),
        json::<StoreStats>("/stats"),
        json::<Review>("/review"),
        json::<Corrections>("/corrections"),
    ];
    all.extend(api::others());
    all.extend([
        page::<Search>("/", views::search::page),
        page::<Search>("/search", views::search::page),
        page::<ShowEntry>("/entry/{id}", views::entry::page),
        page::<ShowEntry>("/entry/{id}/cite", views::cite::entry),
        page::<CompareAccounts>("/engagement/{id}", views::engagement::page),
        page::<ShowArticle>("/article/{id}", views::article::page),
        page::<ShowArticle>("/article/{id}/cite", views::cite::article),
        page::<Changes>("/article/{id}/changes", views::changes::page),
        page::<Around>("/article/{id}/around", views::around::page),
        page::<People>("/actor", views::actor::named),
        page::<Person>("/actor/{id}", views::actor::page),
        page::<TimelineOf>("/timeline", views::timeline::page),
        page::<Commitments>("/commitments", views::commitments::page),
        page::<Positions>("/issue", views::issue::page),
        page::<StoreStats>("/issues", views::issue::all),
        page::<Review>("/review", views::review::page),
    ]);
    all.extend(views::read::routes());
    all.extend(views::feed::routes());
    all.push(views::sql::route());
    all.extend(assets::routes());
    all.extend(operations::routes());
    all
}

/// The routes as axum takes them.
pub fn router(routes: Vec<Route>) -> Router<Shared> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(&route.path, route.to))
}

/// A question of the API, answered in JSON.
fn json<Q: Question>(path: &str) -> Route {
    let at = at::<Q>(&format!("{API}{path}"));
    let operation = Operation::of_question::<Q>(Method::GET, path);
    let answer = move |State(state): State<Shared>, path: PathOf, query: RawQuery, headers: HeaderMap| {
        let at = Arc::clone(&at);
        async move { give::json::<Q>(state, &at, (path, query, headers)).await }
    };
    Route::of_api(get(answer), vec![operation])
}

/// A question answered by a page.
fn page<Q: Question>(path: &str, view: View<Q>) -> Route {
    let at = at::<Q>(path);
    let answer = move |State(state): State<Shared>, path: PathOf, query: RawQuery, headers: HeaderMap| {
        let at = Arc::clone(&at);
        async move { give::page::<Q>(state, &at, view, (path, query, headers)).await }
    };
    Route::plain(path, get(answer))
}

fn at<Q: Question>(path: &str) -> Arc<AskedAt> {
    Arc::new(AskedAt { path: path.to_string(), fields: fields_of::<Q>() })
}
