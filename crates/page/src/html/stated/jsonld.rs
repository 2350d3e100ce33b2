//! The article that a page's JSON-LD describes (schema.org `NewsArticle` and its kin).

use serde_json::{Map, Value};

use super::unescape::unescape;
use crate::words::fold;

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub struct JsonLdArticle {
    pub headline: Option<String>,
    pub description: Option<String>,
    pub authors: Vec<String>,
    /// The organisations among the authors, but those that say that they name nobody as a policy.
    pub newsrooms: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// How many words the article has.
    pub n_words: Option<u64>,
    /// Whether it is a live blog, and its entries.
    pub is_live: bool,
    pub updates: Vec<StatedUpdate>,
}

/// What JSON-LD says of an entry of a live blog.
#[derive(Debug, Default)]
pub struct StatedUpdate {
    pub headline: String,
    /// Its text, which may have tags.
    pub body: String,
    pub published: Option<String>,
    pub authors: Vec<String>,
}

/// How many objects of a page's JSON-LD are looked at.
const MAX_OBJECTS: usize = 5_000;
/// How many bytes of it are parsed: an empty object costs fifty times its own.
const MAX_BYTES: usize = 768 << 10;

/// Reads the scripts' objects and gives the one that describes the article best.
pub fn article(scripts: &[&str]) -> Option<JsonLdArticle> {
    let mut room = MAX_BYTES;
    let mut fits = |script: &&&str| {
        let is_small = script.len() <= room;
        room -= if is_small { script.len() } else { 0 };
        is_small
    };
    let values: Vec<Value> = scripts.iter().filter(|s| fits(s)).filter_map(|script| parse(script)).collect();
    let mut objects: Vec<&Map<String, Value>> = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) if objects.len() < MAX_OBJECTS => {
                objects.push(object);
                open.extend(object.values().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
    }
    let top = objects.iter().map(|object| rank(object)).max().filter(|rank| *rank > 0)?;
    let of_top = || objects.iter().copied().filter(|object| rank(object) == top);
    let n_fields = |object: &&Map<String, Value>| {
        ["articleBody", "datePublished", "author"].iter().filter(|f| object.contains_key(**f)).count()
    };
    let best =
        of_top().find(|object| object.contains_key("headline")).or_else(|| of_top().max_by_key(n_fields))?;
    Some(read(best, &objects))
}

/// How surely an object is the article.
fn rank(object: &Map<String, Value>) -> u32 {
    let is = |name: &str| is_kind(object, name);
    if is("NewsArticle") || is("LiveBlogPosting") {
        4
    } else if is("Article")
        || is("BlogPosting")
        || is("Report")
        || is("Review")
        || is("SocialMediaPosting")
        || is("HowTo")
    {
        3
    } else if is("WebPage") || is("ItemPage") || is("CreativeWork") || is("Recipe") {
        2
    } else if object.contains_key("headline") {
        1
    } else {
        0
    }
}

/// Whether an object is of a type.
fn is_kind(object: &Map<String, Value>, name: &str) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => kind.ends_with(name),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(|kind| kind.ends_with(name)),
        _ => false,
    }
}

/// The entries of a live blog.
fn updates(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> Vec<StatedUpdate> {
    let Some(Value::Array(updates)) = object.get("liveBlogUpdate") else { return Vec::new() };
    let update = |update: &Value| {
        let text = |key: &str| update.get(key).and_then(Value::as_str).map(|text| unescape(&fold(text)));
        StatedUpdate {
            headline: text("headline").or_else(|| text("name")).unwrap_or_default(),
            body: text("articleBody").unwrap_or_default(),
            published: text("datePublished"),
            authors: update.get("author").map(|author| names(author, all)).unwrap_or_default(),
        }
    };
    updates.iter().take(MAX_UPDATES).map(update).collect()
}

/// More entries than any day has.
const MAX_UPDATES: usize = 2_000;

fn read(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> JsonLdArticle {
    let text = |key: &str| match object.get(key) {
        Some(Value::String(text)) => Some(unescape(&fold(text))).filter(|t| !t.is_empty()),
        Some(Value::Array(items)) => items.iter().find_map(Value::as_str).map(str::to_string),
        _ => None,
    };
    let authors = ["author", "creator", "contributor"].iter().find_map(|key| {
        let names = names(object.get(*key)?, all);
        (!names.is_empty()).then_some(names)
    });
    let (headline, published) = match rank(object) {
        2 => (None, text("datePublished")),
        _ => {
            (text("headline").or_else(|| text("name")), text("datePublished").or_else(|| text("dateCreated")))
        }
    };
    JsonLdArticle {
        headline,
        description: text("description").or_else(|| text("alternativeHeadline")),
        authors: authors.unwrap_or_default(),
        newsrooms: object.get("author").map(newsrooms).unwrap_or_default(),
        published,
        modified: text("dateModified"),
        publisher: object.get("publisher").and_then(|p| names(p, all).into_iter().next()),
        url: text("url").or_else(|| text("mainEntityOfPage")),
        language: text("inLanguage"),
        is_live: is_kind(object, "LiveBlogPosting"),
        updates: updates(object, all),
        n_words: object.get("wordCount").and_then(|n| n.as_u64().or_else(|| n.as_str()?.trim().parse().ok())),
    }
}

/// The names of people or organisations: strings, objects, lists of either, or references by `@id`.
fn names(value: &Value, all: &[&Map<String, Value>]) -> Vec<String> {
    let mut out = Vec::new();
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    for item in items.iter().take(50) {
        let name = match item {
            Value::String(name) => Some(name.as_str()),
            Value::Object(object) => match object.get("name") {
                Some(Value::String(name)) => Some(name.as_str()),
                Some(Value::Array(names)) => {
                    out.extend(names.iter().filter_map(Value::as_str).map(|n| unescape(&fold(n))));
                    None
                }
                _ => object.get("@id").and_then(|id| {
                    let same = |o: &&&Map<String, Value>| o.get("@id") == Some(id) && o.contains_key("name");
                    all.iter().find(same).and_then(|o| o["name"].as_str())
                }),
            },
            _ => None,
        };
        out.extend(name.map(|n| unescape(&fold(n))).filter(|n| !n.is_empty()));
    }
    out
}

/// The names of those authors that are organisations. Where one tells of its `noBylinesPolicy`, to be named as the author
/// is no byline.
fn newsrooms(author: &Value) -> Vec<String> {
    let items = match author {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let is_organisation =
        |kind: &Value| kind.as_str().is_some_and(|kind| kind.trim().ends_with("Organization"));
    let name = |item: &Value| {
        let named = item.get("@type").is_some_and(is_organisation) && item.get("noBylinesPolicy").is_none();
        let name = item.get("name").and_then(Value::as_str).filter(|_| named)?;
        Some(unescape(&fold(name))).filter(|name| !name.is_empty())
    };
    items.iter().take(50).filter_map(name).collect()
}

/// Parses a script's JSON, mending what pages commonly break: raw line breaks in strings, comments around
/// the whole, a trailing semicolon or comma.
fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim();
    let script = script.trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in script.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                '\n' | '\r' | '\t' => {
                    out.push(' ');
                    continue;
                }
                c if c.is_control() => continue,
                _ => {}
            }
        } else if c == '"' {
            in_string = true;
        } else if c == '}' || c == ']' {
            let kept = out.trim_end().len();
            if out[..kept].ends_with(',') {
                out.truncate(kept - 1);
            }
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph_and_its_author_by_reference() {
        let script = r##"{"@graph": [{"@type": "WebPage", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "Dam holds &amp; town breathes", "author": {"@id": "#p"},
             "datePublished": "2031-02-03T04:05:06+01:00", "publisher": {"name": "The Vesper"}},
            {"@type": "Person", "@id": "#p", "name": "Ada Roe"}]}"##;
        let article = article(&[script]).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Dam holds & town breathes"));
        assert_eq!(article.authors, ["Ada Roe"]);
        assert_eq!(article.publisher.as_deref(), Some("The Vesper"));
    }

    #[test]
    fn broken_json_is_mended() {
        let script =
            "<!-- {\"@type\": \"Article\", \"headline\": \"Two\nlines\", \"author\": [\"Roe\",],} -->";
        let article = article(&[script]).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Two lines"));
        assert_eq!(article.authors, ["Roe"]);
    }

    #[test]
    fn depth_and_size_are_bounded() {
        assert!(article(&[&"[".repeat(1_000_000)]).is_none());
        assert!(article(&[&"{\"a\":".repeat(100_000)]).is_none());
    }
}
