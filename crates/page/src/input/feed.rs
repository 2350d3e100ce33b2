//! Feeds: one page an entry (RSS, Atom, RDF and JSON feeds, by feed-rs).

use super::{Origin, page};
use crate::error::ErrorKind;
use crate::{Error, Page, Result};

/// The pages of a feed's entries; what an entry's own text does not say is taken from the feed.
pub fn entries(bytes: &[u8], origin: &Origin) -> Vec<Result<Page>> {
    let feed = match feed_rs::parser::parse(bytes) {
        Ok(feed) => feed,
        Err(error) => {
            let what = format!("is no feed that can be read ({error})");
            return vec![Err(Error::new(ErrorKind::Malformed, &origin.input, what))];
        }
    };
    let publisher = feed.title.map(|t| t.content).unwrap_or_default();
    let pages = feed.entries.into_iter().enumerate().map(|(idx, entry)| {
        let url = entry.links.first().map(|link| link.href.clone());
        let title = entry.title.map(|t| t.content).unwrap_or_default();
        let content =
            entry.content.and_then(|c| c.body).or(entry.summary.map(|s| s.content)).unwrap_or_default();
        let origin = Origin {
            input: format!("{}#{}", origin.input, url.clone().unwrap_or_else(|| (idx + 1).to_string())),
            kind: Some(super::Kind::Html),
            charset: Some("utf-8".to_string()),
            url,
            title: Some(title),
            published: entry.published.or(entry.updated).map(|date| date.to_rfc3339()),
            ..origin.clone()
        };
        let html = format!("<article>{content}</article>");
        page(html.into_bytes(), &origin).map(|mut page| {
            let names =
                entry.authors.into_iter().filter_map(|a| a.name).filter(|n| !n.is_empty() && n != "unknown");
            if page.article.bylines.is_empty() {
                page.article.bylines = names.collect();
            }
            if page.article.publisher.is_empty() {
                page.article.publisher = publisher.clone();
            }
            page.provenance.container = Some("feed".to_string());
            page
        })
    });
    pages.collect()
}
