//! Who wrote it: names that the page states, held against those it shows.

use super::super::block::{Block, Within};
use super::super::body::{Body, Place};
use super::super::dom::{NodeId, Tree};
use crate::agency::is_agency;
use crate::words::{bare, fold};

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
        for name in list.iter().flat_map(|text| names(text)) {
            if !is_outlet(&name) && out.iter().all(|n| bare(n) != bare(&name)) {
                out.push(name);
            }
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
        for node in tree.descend(block.node).take(60) {
            if is_author_link(tree, node) {
                linked.push(tree.folded_text(node));
            }
        }
        let text = block.text.lines().next().unwrap_or("");
        if block.text.len() < 160 && begins_byline(text) {
            said.push(text.to_string());
        }
    }
    let above = near.iter().find_map(|block| tree.up(block.node).take(3).find(|n| is_author_link(tree, *n)));
    if linked.is_empty() {
        linked.extend(above.map(|node| tree.folded_text(node)));
    }
    if linked.is_empty() { said } else { linked }
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

/// Words that open a byline, in the languages of many outlets; each ends where the name begins.
const OPENERS: [&str; 28] = [
    "by ",
    "by: ",
    "written by ",
    "words by ",
    "story by ",
    "reported by ",
    "report by ",
    "posted by ",
    "author: ",
    "authors: ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "text: ",
    "from ",
    "autor: ",
    "autore: ",
    "auteur : ",
    "przez ",
    "yazan: ",
    "tekst: ",
    "a cura di ",
    "redakce ",
    "автор: ",
];

/// More characters than the longest opener has.
const MAX_OPENER: usize = 16;

/// The longest of the openers that a text begins with, and what follows it.
fn opened(text: &str) -> Option<(&'static str, &str)> {
    let lower: String = text.chars().take(MAX_OPENER).flat_map(char::to_lowercase).collect();
    let opener = OPENERS.iter().filter(|o| lower.starts_with(**o)).max_by_key(|o| o.len())?;
    Some((opener, text.get(opener.len()..)?.trim_start()))
}

/// Whether a line opens as bylines do.
pub fn begins_byline(text: &str) -> bool {
    let Some((opener, name)) = opened(text) else { return false };
    name.chars().next().is_some_and(char::is_uppercase) && !matches!(opener, "from " | "di " | "av " | "af ")
        || name.split_whitespace().take(2).filter(|w| w.starts_with(char::is_uppercase)).count() == 2
}

/// The names in a byline.
///
/// "By Ada Roe and Kit Lund, Staff Writers | 3 May" is "Ada Roe" and "Kit Lund".
pub fn names(text: &str) -> Vec<String> {
    let text = fold(text);
    let mut text = text.as_str();
    while let Some((_, rest)) = opened(text) {
        text = rest;
    }
    let mut out = Vec::new();
    for part in text.split([',', ';', '|', '•', '·', '\n', '/', '&', '(', ')', '–', '—']) {
        for name in split_and(part) {
            let name = name.trim().trim_matches(['.', ':', '-', '*', '"', '“', '”']).trim();
            if is_name(name) {
                out.push(name.to_string());
            } else if !out.is_empty() && !name.is_empty() {
                // Behind the names come roles, places and dates.
                return out;
            }
        }
    }
    out
}

fn split_and(part: &str) -> Vec<&str> {
    let mut out = vec![part];
    for joint in
        [" and ", " und ", " et ", " y ", " og ", " och ", " en ", " with ", " i ", " AND ", " And ", " e "]
    {
        out = out.into_iter().flat_map(|p| p.split(joint)).collect();
    }
    out
}

/// Whether some words can be a person's (or an agency's) name.
fn is_name(name: &str) -> bool {
    const NOT: [&str; 44] = [
        "staff",
        "editor",
        "editors",
        "reporter",
        "correspondent",
        "writer",
        "news",
        "desk",
        "team",
        "newsroom",
        "http",
        "www",
        "updated",
        "published",
        "posted",
        "admin",
        "administrator",
        "redaktion",
        "redaction",
        "rédaction",
        "redacción",
        "redazione",
        "editorial",
        "min",
        "read",
        "am",
        "pm",
        "follow",
        "twitter",
        "facebook",
        "author",
        "contributor",
        "guest",
        "journalist",
        "share",
        "comments",
        "subscribe",
        "press",
        "release",
        "webmaster",
        "digital",
        "web",
        "online",
        "board",
    ];
    let n_words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let has_not = lower.split(|c: char| !c.is_alphanumeric()).any(|w| NOT.contains(&w));
    let is_bad = name.contains(['@', '{', '<', '?', '!', '=', '#', '"'])
        || name.contains(|c: char| c.is_ascii_digit());
    let is_long = name.chars().count() > 48 || n_words > 6;
    let begins = name
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_ascii() || c.is_lowercase() && n_words > 1);
    name.chars().count() > 2 && !is_long && !is_bad && begins && (!has_not || is_agency(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_of_bylines() {
        assert_eq!(names("By Ada Roe and Kit Lund, Staff Writers | 3 May"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(names("Von Ada Roe"), ["Ada Roe"]);
        assert_eq!(names("Ada Roe, Correspondent in Port Vale"), ["Ada Roe"]);
        assert!(names("Updated 3 May 2031").is_empty());
        assert!(names("https://vesper.example/author/roe").is_empty());
    }
}
