//! A saved search as an Atom feed (RFC 4287): what is newest of what a query finds.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use onrecord_answer::Card;
use onrecord_store::ask::{Counting, ListPage};
use onrecord_store::{Entry, Store};

use super::card::TITLE;
use super::frame::{Here, PageFrame};
use super::passage::short;
use crate::problem::Problem;
use crate::question::parsed;
use crate::route::Route;
use crate::site::Site;
use crate::state::Shared;
use crate::views::filled;

/// The feed.
#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    query: String,
    /// The feed's own address, and that of the search.
    itself: String,
    search: String,
    updated: String,
    items: Vec<Item>,
}

/// One entry of it.
struct Item {
    id: String,
    href: String,
    title: String,
    updated: String,
    words: String,
    article: String,
    address: Option<String>,
}

/// How many entries a feed has.
const ITEMS: usize = 50;

/// What a feed says where no date is known: it wants one.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// The route.
pub fn routes() -> Vec<Route> {
    vec![Route::plain("/feed", get(feed))]
}

async fn feed(State(state): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q");
    let asked = asked.map(|(_, query)| query.into_owned()).unwrap_or_default();
    let of = state.clone();
    match state.pool.ask(move |store| written(store, &of.site, &asked)).await {
        Ok(feed) => ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response(),
        Err(problem) => problem.into_response(),
    }
}

fn written(store: &Store, site: &Site, asked: &str) -> Result<String, Problem> {
    let frame = PageFrame::of(site, Here::Elsewhere);
    let links = frame.links();
    let hits = store
        .search(&parsed(asked)?, ListPage { limit: 4 * ITEMS, offset: 0 }, Counting::UpTo(4 * ITEMS))?
        .hits;
    let mut items: Vec<Item> = hits.iter().map(|entry| item(entry, links.entry(entry.id))).collect();
    items.sort_by(|a, b| b.updated.cmp(&a.updated));
    items.truncate(ITEMS);
    filled(&Feed {
        query: visible(asked),
        itself: links.to("/feed", &[("q", asked)]),
        search: links.search(asked),
        updated: items.first().map_or_else(|| NO_DATE.to_string(), |item| item.updated.clone()),
        items,
    })
}

fn item(entry: &Entry, href: String) -> Item {
    let card = Card::listed(entry);
    Item {
        id: format!("urn:onrecord:{}", entry.id),
        href,
        title: visible(&format!("{}: {}", short(&card.title_text(), TITLE), short(&entry.words, TITLE))),
        updated: moment(entry.article.published.as_deref()),
        words: visible(&card.words),
        article: visible(&short(&onrecord_answer::place(&entry.article), TITLE)),
        address: super::link::outward(&entry.article.address),
    }
}

/// A moment as a feed takes it; of a day its beginning.
fn moment(stated: Option<&str>) -> String {
    let stated = stated.unwrap_or_default();
    let of_day =
        || stated.get(..10).and_then(|day| format!("{day}T00:00:00Z").parse::<jiff::Timestamp>().ok());
    let moment = stated.parse::<jiff::Timestamp>().ok().or_else(of_day);
    moment.map_or_else(|| NO_DATE.to_string(), |moment| moment.to_string())
}

/// Without the characters that XML 1.0 has no place for.
fn visible(text: &str) -> String {
    let is_control =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if is_control(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_as_feeds_take_them() {
        assert_eq!(moment(Some("2031-03-14T18:20:00+01:00")), "2031-03-14T17:20:00Z");
        assert_eq!(moment(Some("2031-03-14")), "2031-03-14T00:00:00Z");
        for odd in [None, Some(""), Some("2031-13-14"), Some("Monday, the first")] {
            assert_eq!(moment(odd), NO_DATE);
        }
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(visible("a\u{0}b\u{1b}\n"), "a\u{fffd}b\u{fffd}\n");
    }
}
