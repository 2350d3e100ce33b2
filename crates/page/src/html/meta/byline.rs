//! Who wrote it: names that the page states, held against those it shows.

use super::super::block::{Block, Within};
use super::super::body::{Body, Place};
use super::super::dom::{NodeId, Tree};
use crate::byline::{can_be_name, names, opens_byline};
use crate::words::bare;

/// Settles on the bylines, a name each; empty where the page names nobody.
pub fn bylines(
    tree: &Tree,
    stated: &[Vec<String>],
    blocks: &[Block],
    body: &Body,
    publisher: &str,
    title: &str,
) -> Vec<String> {
    let is_outlet = |name: &String| {
        let (name, publisher, title) = (bare(name), bare(publisher), bare(title));
        name == publisher
            || publisher.len() > 3 && name.strip_suffix("staff") == Some(&publisher)
            || name == title
    };
    let clean = |list: &[String]| -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for name in list.iter().flat_map(|text| names(text, can_be_name)) {
            let name = without_credentials(&name);
            if !is_outlet(&name) && out.iter().all(|n| bare(n) != bare(&name)) {
                out.push(name);
            }
        }
        // "Ada Roe, The Port Vale Vesper": of the names beside persons', those that hold the outlet's own.
        let own = bare(publisher);
        let holds_outlet = |name: &String| own.len() > 4 && bare(name).contains(&own) || is_desk(name);
        if out.iter().any(|name| !holds_outlet(name)) {
            out.retain(|name| !holds_outlet(name));
        }
        out
    };
    let shown = clean(&shown(tree, blocks, body));
    for list in stated {
        let names = clean(list);
        // A single word is a login name unless the page shows it.
        let is_handle = |n: &String| !n.contains(' ') && n.is_ascii() && !shown.contains(n);
        if !names.is_empty() && !names.iter().all(is_handle) {
            return names;
        }
    }
    shown
}

/// What the page shows as bylines: links to authors, elements that say so, near headline or body.
fn shown(tree: &Tree, blocks: &[Block], body: &Body) -> Vec<String> {
    let start = body.headline.unwrap_or(0).saturating_sub(6);
    let end = body.places.iter().rposition(|p| matches!(p, Place::Article(_))).unwrap_or(0) + 6;
    let near = blocks.get(start..end.min(blocks.len())).unwrap_or_default();
    let mut linked = Vec::new();
    let mut said = Vec::new();
    for block in near {
        if block.within.has(Within::COMMENTS.with(Within::RELATED).with(Within::CARD).with(Within::CAPTION)) {
            continue;
        }
        let is_byline = block.within.has(Within::BYLINE.with(Within::BIOGRAPHY)) || opens_byline(&block.text);
        for node in tree.descend(block.node).take(60) {
            if is_author_link(tree, node) && (is_byline || !is_profile_link(tree, node)) {
                linked.push(tree.folded_text(node));
            }
        }
        let text = block.text.lines().next().unwrap_or("");
        if block.text.len() < 160 && opens_byline(text) {
            said.push(text.to_string());
        }
    }
    let above = near.iter().find_map(|block| tree.up(block.node).take(3).find(|n| is_author_link(tree, *n)));
    if linked.is_empty() {
        linked.extend(above.map(|node| tree.folded_text(node)));
    }
    if !linked.is_empty() {
        return linked;
    }
    if said.is_empty() {
        said.extend(called(tree, near, body.headline.map_or(0, |h| h - start)));
    }
    said
}

/// The line behind the headline that is called a byline, where it holds a name and nothing else.
fn called(tree: &Tree, near: &[Block], headline: usize) -> Option<String> {
    let is_called = |block: &&Block| {
        let class = tree.attr(block.node, "class").unwrap_or("").to_ascii_lowercase();
        block.text.len() < 60 && (class.contains("author") || class.contains("byline"))
    };
    near.iter().skip(headline).take(12).filter(is_called).find_map(|block| {
        // "ByAda Roe" was set in two elements.
        let text = block.text.strip_prefix("By").filter(|t| t.starts_with(char::is_uppercase));
        let text = text.unwrap_or(&block.text);
        let n_words = text.split_whitespace().count();
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        ((2..=3).contains(&n_words) && text.split_whitespace().all(is_capital) && can_be_name(text))
            .then(|| text.to_string())
    })
}

/// Whether a link leads to somebody, who need not be an author: outlets keep pages of those they write about.
fn is_profile_link(tree: &Tree, node: NodeId) -> bool {
    let href = tree.attr(node, "href").unwrap_or("");
    let is_said = tree.attr(node, "rel").is_some() || tree.attr(node, "itemprop").is_some();
    !is_said && ["/people/", "/profile/"].iter().any(|path| href.contains(path))
}

fn is_author_link(tree: &Tree, node: NodeId) -> bool {
    let attr = |name| tree.attr(node, name).unwrap_or("");
    let rel = attr("rel").split_ascii_whitespace().any(|r| r == "author");
    let prop = attr("itemprop").split_ascii_whitespace().any(|p| p == "author");
    let href = &**tree.name(node) == "a"
        && [
            "/author/",
            "/authors/",
            "/by/",
            "/autor/",
            "/auteur/",
            "/people/",
            "/profile/",
            "/staff/",
            "/journalist",
        ]
        .iter()
        .any(|path| attr("href").contains(path));
    rel || prop || href
}

/// A name without degrees and titles behind it.
fn without_credentials(name: &str) -> String {
    const CREDENTIALS: [&str; 12] =
        ["MS", "MA", "MD", "MPH", "PhD", "Ph.D.", "RD", "RDN", "JD", "MBA", "RN", "\u{ae30}\u{c790}"];
    let mut name = name;
    while let Some((rest, last)) = name.rsplit_once(' ')
        && CREDENTIALS.contains(&last)
        && rest.contains(|c: char| !c.is_ascii() || c == ' ')
    {
        name = rest;
    }
    name.to_string()
}

/// Whether a name is that of a newsroom rather than a person.
fn is_desk(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "Times",
        "Journal",
        "Gazette",
        "Tribune",
        "Herald",
        "Telegram",
        "Zeitung",
        "Media",
        "Newspaper",
        "Magazine",
        "Sponsored",
        "Advertorial",
    ];
    name.split_whitespace().any(|word| WORDS.contains(&word))
}
