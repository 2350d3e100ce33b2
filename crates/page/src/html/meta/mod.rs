//! What a page is: headline, bylines, dates, publisher, address. Each is settled on by holding what the page
//! states for machines against what it shows.

mod byline;
mod date;
mod publisher;
mod title;

pub use byline::writers;

use onrecord_record::Role;

use super::block::HtmlBlock;
use super::body::Body;
use super::dom::Tree;
use super::stated::Stated;
use crate::placement::Placement;
use crate::{Origin, agency, credit};

/// What is settled on once all that the page states and shows is reconciled.
#[derive(Debug, Default)]
pub struct Meta {
    pub title: String,
    pub standfirst: String,
    pub bylines: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: String,
    pub url: String,
    pub language: Option<String>,
    pub agency: Vec<String>,
}

/// Settles on one answer for each field.
pub fn meta(tree: &Tree, stated: &Stated, blocks: &[HtmlBlock], body: &Body, origin: &Origin) -> Meta {
    let url = address(stated.canonical.as_deref(), origin.url.as_deref());
    let shown = publisher::shown(tree, blocks);
    let is_english = stated.language.as_ref().is_none_or(|tag| tag.to_ascii_lowercase().starts_with("en"));
    let publisher = publisher::publisher(&stated.sites, &stated.title_tag, &url, &shown, is_english);
    let title = title::title(tree, stated, blocks, body, &publisher);
    let in_role = |role| {
        let of_role = move |(_, place): &(&HtmlBlock, &Placement)| **place == Placement::Article(role);
        blocks.iter().zip(&body.places).filter(of_role).map(|(block, _)| block.text.as_str())
    };
    let bylines = byline::bylines(tree, stated, blocks, body, &publisher, &title);
    let text: Vec<&str> = in_role(Role::Paragraph).chain(in_role(Role::Credit)).collect();
    let (names, agencies): (Vec<String>, Vec<String>) =
        bylines.into_iter().partition(|name| !agency::is_agency(name));
    let credited = credited(&text).into_iter().map(str::to_string);
    let mut agency: Vec<String> = Vec::new();
    for name in credited.chain(agencies.iter().filter_map(|name| agency::agency(name)).map(str::to_string)) {
        if !agency.contains(&name) {
            agency.push(name);
        }
    }
    let shown = date::shown(tree, blocks, body);
    let published = date::published(&stated.published, &stated.modified, &shown, &url);
    Meta {
        standfirst: in_role(Role::Standfirst).collect::<Vec<_>>().join("\n"),
        bylines: names,
        modified: date::modified(&stated.modified, published.as_deref()),
        published: published.or_else(|| origin.published.clone()),
        title: if title.is_empty() { origin.title.clone().unwrap_or_default() } else { title },
        publisher,
        url,
        language: stated.language.clone(),
        agency,
    }
}

/// The agencies that an article's paragraphs credit: in a dateline at its beginning, or in a line at its end.
fn credited(paragraphs: &[&str]) -> Vec<&'static str> {
    let datelines = paragraphs.iter().take(3).flat_map(|text| agency::dateline(text));
    let ends = paragraphs.iter().rev().take(4).filter_map(|text| credit::supplied(text));
    datelines.chain(ends.flatten()).collect()
}

/// The canonical address, made absolute; the page's own where it states none that holds.
fn address(canonical: Option<&str>, own: Option<&str>) -> String {
    let base = own.and_then(|own| url::Url::parse(own).ok());
    let resolved = canonical.and_then(|canonical| match &base {
        Some(base) => base.join(canonical).ok(),
        None => url::Url::parse(canonical).ok(),
    });
    let is_web = |url: &url::Url| matches!(url.scheme(), "http" | "https");
    let is_front = |url: &url::Url| url.path() == "/" && base.as_ref().is_some_and(|b| b.path() != "/");
    match resolved.filter(|url| is_web(url) && !is_front(url)) {
        Some(url) => url.to_string(),
        None => own.unwrap_or_default().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Origin, pages};

    #[test]
    fn an_agency_is_credited_and_is_no_writer() {
        let of = |line: &str| {
            let words = "The ferry at Vale stopped running on Monday, and forty people waited in the rain. ";
            let body = format!("<p>{}</p><p>{}</p>", words.repeat(3), words.repeat(4));
            let html = format!("<article><h1>Ferry stops</h1><p class=byline>By {line}</p>{body}</article>");
            let page = pages(&mut html.as_bytes(), &Origin::named("ferry.html")).next().unwrap().unwrap();
            [page.article.bylines.join("; "), page.article.agency.join("; ")]
        };
        assert_eq!(of("The Associated Press"), ["", "Associated Press"]);
        assert_eq!(of("Ada Roe"), ["Ada Roe", ""]);
    }
}
