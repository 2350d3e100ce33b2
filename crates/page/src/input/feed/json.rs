//! JSON Feed.

use serde_json::Value;

use super::entry::{Feed, FeedEntry};
use super::markup::paragraphs;

pub fn feed(text: &str) -> Feed {
    let value: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => return Feed { fault: Some(format!(": {error}")), ..Feed::default() },
    };
    let string = |value: &Value, name: &str| {
        let text = value[name].as_str().map(str::to_string).or(value[name].as_i64().map(|n| n.to_string()));
        text.filter(|text| !text.trim().is_empty())
    };
    let authors = |value: &Value| {
        let all = value["authors"].as_array().into_iter().flatten().chain([&value["author"]]);
        all.filter_map(|author| string(author, "name")).collect()
    };
    let entry = |item: &Value| FeedEntry {
        is_id_address: false,
        url_rank: 0,
        base: None,
        id: string(item, "id"),
        url: string(item, "url").or_else(|| string(item, "external_url")),
        title: string(item, "title"),
        authors: authors(item),
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
        content: string(item, "content_html").or_else(|| Some(paragraphs(&string(item, "content_text")?))),
        summary: Some(paragraphs(&string(item, "summary").unwrap_or_default())),
    };
    Feed {
        title: string(&value, "title"),
        authors: authors(&value),
        home: string(&value, "home_page_url"),
        language: string(&value, "language"),
        entries: value["items"].as_array().into_iter().flatten().map(entry).collect(),
        fault: None,
    }
}
