//! Which feeds are meant.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;
use std::path::PathBuf;

use crate::cli::shared::failure::Failure;

/// The addresses of all feeds that are meant, each once.
pub fn feeds(args: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for arg in args {
        let name = arg.to_string_lossy();
        if !arg.exists() && is_address(&name) {
            all.push(name.into_owned());
            continue;
        }
        let mut text = String::new();
        let read = std::fs::File::open(arg).and_then(|file| file.take(16 << 20).read_to_string(&mut text));
        read.map_err(|error| Failure::io(&name, "cannot be read", &error))?;
        let found =
            if text.trim_start().starts_with('<') { from_opml(&text) } else { from_list(&name, &text)? };
        if found.is_empty() {
            return Err(Failure::new(&name, "lists no feeds").hint("OPML with xmlUrl, or one address a line"));
        }
        all.extend(found);
    }
    let mut seen = HashSet::new();
    all.retain(|address| seen.insert(address.clone()));
    Ok(all)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// One address a line; what stands behind # is a remark.
fn from_list(name: &str, text: &str) -> Result<Vec<String>, Failure> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, line.split(" #").next().unwrap_or_default().trim()));
    let said = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    said.map(|(number, line)| match is_address(line) {
        true => Ok(line.to_string()),
        false => Err(Failure::new(name, format!("line {number} is no address: {line}"))
            .hint("one http(s) address a line; # begins a remark")),
    })
    .collect()
}

/// Every `xmlUrl` of an outline (OPML 2.0, section "Subscription lists").
fn from_opml(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found = Vec::new();
    // What is broken ends the list; what came before counts.
    while let Ok(event) = reader.read_event() {
        let tag = match event {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => tag,
            quick_xml::events::Event::Eof => break,
            _ => continue,
        };
        for attribute in tag.attributes().flatten() {
            if attribute.key.as_ref().eq_ignore_ascii_case("xmlurl") {
                let raw = &attribute.value;
                let value = quick_xml::escape::unescape(raw).map_or(raw.to_string(), Cow::into_owned);
                found.extend(is_address(&value).then_some(value));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_listed_by_outline_or_line_by_line() {
        let opml = "<?xml version='1.0'?><opml><body><outline text='News'><outline type='rss' \
                    xmlUrl='https://a.example/?x=1&amp;y=2'/><outline xmlURL='ftp://b.example'/></outline></body>";
        assert_eq!(from_opml(opml), ["https://a.example/?x=1&y=2"]);
        let list = "# ours\nhttps://a.example/feed # daily\n\n https://b.example/feed\n";
        assert_eq!(from_list("list", list).unwrap(), ["https://a.example/feed", "https://b.example/feed"]);
        let failure = from_list("list", "https://a.example\nb.example").unwrap_err();
        assert_eq!(failure.what, "list: line 2 is no address: b.example");
    }
}
