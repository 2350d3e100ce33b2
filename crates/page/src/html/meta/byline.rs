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
        let is_byline =
            block.within.has(Within::BYLINE.with(Within::BIOGRAPHY)) || begins_byline(&block.text);
        for node in tree.descend(block.node).take(60) {
            if is_author_link(tree, node) && (is_byline || !is_profile_link(tree, node)) {
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
        ((2..=3).contains(&n_words) && text.split_whitespace().all(is_capital) && is_name(text))
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

/// Words that open a byline, in the languages of many outlets; each ends where the name begins.
const OPENERS: [&str; 29] = [
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
    "von: ",
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

/// Whether some words can be a person's (or an agency's) name.
fn is_name(name: &str) -> bool {
    const NOT: [&str; 50] = [
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
        "officer",
        "director",
        "manager",
        "president",
        "head",
        "rdn",
    ];
    let n_words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let has_not = lower.split(|c: char| !c.is_alphanumeric()).any(|w| NOT.contains(&w));
    let is_bad = name.contains(['@', '{', '<', '?', '!', '=', '#', '"'])
        || name.contains(|c: char| c.is_ascii_digit());
    let has_address = lower.split_whitespace().any(|w| {
        [".com", ".net", ".org", ".co.uk"].iter().any(|end| w.len() > end.len() && w.ends_with(end))
    });
    let is_long = name.chars().count() > 48 || n_words > 6;
    let begins = name
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_ascii() || c.is_lowercase() && n_words > 1);
    name.chars().count() > 2 && !is_long && !is_bad && !has_address && begins && (!has_not || is_agency(name))
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
