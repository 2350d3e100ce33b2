//! What of a page the parser is given: everything but scripts, styles, comments and tags out of all measure.
//!
//! More than half of a news page is script. None of it is text, and the tree builder would copy it all.
//! html5ever compares every attribute of a tag with every other, so a tag with too many of them is passed
//! on without any.

use std::ops::Range;

use memchr::memmem;
use memchr::{memchr, memchr2};

/// Attributes (roughly) beyond which a tag is read without them.
const MAX_ATTRS: usize = 512;

/// The ranges of `source` to parse, in order.
pub fn kept(source: &str) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut cut = |from: &mut usize, gap: Range<usize>| {
        if gap.is_empty() {
            return;
        }
        if gap.start > *from {
            out.push(*from..gap.start);
        }
        *from = gap.end;
    };
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let open = at + found;
        let rest = &bytes[open + 1..];
        if rest.starts_with(b"!--") {
            // Its marks stay: what stands before it ends there for the tokenizer too (`<<!-- -->b>` is no tag).
            let comment = comment(bytes, open);
            cut(&mut from, comment.body);
            at = comment.end;
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let name = name_end(bytes, open + 1);
            let tag = tag_end(bytes, name);
            if tag.n_attrs > MAX_ATTRS {
                cut(&mut from, name..tag.end.saturating_sub(1));
            }
            at = tag.end;
            if let Some(raw) = raw_element(&bytes[open + 1..name]) {
                let close = raw_end(bytes, tag.end, raw);
                if raw.skipped && !is_data(&bytes[name..tag.end]) {
                    cut(&mut from, tag.end..close);
                }
                at = close;
            }
        } else {
            at = open + 1;
        }
    }
    if from < bytes.len() {
        out.push(from..bytes.len());
    }
    out
}

struct Comment {
    body: Range<usize>,
    /// Just behind its `>`, or the end of the page.
    end: usize,
}

/// WHATWG HTML 13.2.5.42 and on: `-->`, `--!>`, or at once `>` or `->`.
fn comment(bytes: &[u8], open: usize) -> Comment {
    let body = open + 4;
    let rest = &bytes[body.min(bytes.len())..];
    if rest.starts_with(b">") {
        return Comment { body: body..body, end: body + 1 };
    }
    if rest.starts_with(b"->") {
        return Comment { body: body..body, end: body + 2 };
    }
    let mut at = body;
    while let Some(found) = memmem::find(&bytes[at.min(bytes.len())..], b"--") {
        let dashes = at + found;
        let mut end = dashes + 2;
        if bytes.get(end) == Some(&b'!') {
            end += 1;
        }
        if bytes.get(end) == Some(&b'>') {
            return Comment { body: body..dashes, end: end + 1 };
        }
        at = dashes + 1;
    }
    Comment { body: body..bytes.len(), end: bytes.len() }
}

fn name_end(bytes: &[u8], at: usize) -> usize {
    let is_end = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    bytes[at..].iter().position(is_end).map_or(bytes.len(), |n| at + n)
}

struct TagEnd {
    /// Just behind the `>`, or the end of the page.
    end: usize,
    n_attrs: usize,
}

/// Walks a tag's attributes as the tokenizer does: quotation marks count only right behind `=`.
fn tag_end(bytes: &[u8], mut at: usize) -> TagEnd {
    let mut n_attrs = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return TagEnd { end: at, n_attrs },
            b'=' => {
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                n_attrs += 1;
                match bytes.get(at) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let Some(n) = memchr(*quote, &bytes[at + 1..]) else { break };
                        at += n + 2;
                    }
                    Some(b'>') | None => {}
                    Some(_) => {
                        let is_end = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
                        at += bytes[at..].iter().position(is_end).unwrap_or(bytes.len() - at);
                    }
                }
            }
            b' ' | b'\n' | b'\t' | b'\r' | 0x0c | b'/' => {
                // A name without a value; blanks that only indent do not count.
                let next = bytes.get(at).copied().unwrap_or(b'>');
                n_attrs += usize::from(next != b'>' && next != b'/' && !next.is_ascii_whitespace());
            }
            _ => {}
        }
    }
    TagEnd { end: bytes.len(), n_attrs }
}

#[derive(Clone, Copy)]
struct Raw {
    name: &'static [u8],
    skipped: bool,
}

/// Elements whose content is not markup (WHATWG HTML 13.2.6.4, scripting on).
fn raw_element(name: &[u8]) -> Option<Raw> {
    const RAW: [Raw; 9] = [
        Raw { name: b"script", skipped: true },
        Raw { name: b"style", skipped: true },
        Raw { name: b"noscript", skipped: true },
        Raw { name: b"iframe", skipped: true },
        Raw { name: b"noembed", skipped: true },
        Raw { name: b"noframes", skipped: true },
        Raw { name: b"title", skipped: false },
        Raw { name: b"textarea", skipped: false },
        Raw { name: b"xmp", skipped: false },
    ];
    RAW.into_iter().find(|raw| raw.name.eq_ignore_ascii_case(name))
}

/// Whether a script's tag says that it holds JSON-LD.
fn is_data(tag: &[u8]) -> bool {
    memmem::find(tag, b"ld+json").is_some()
}

/// Where the raw element's end tag begins.
fn raw_end(bytes: &[u8], mut at: usize, raw: Raw) -> usize {
    while let Some(found) = memchr2(b'<', b'<', &bytes[at..]) {
        let open = at + found;
        let rest = &bytes[open + 1..];
        if rest.len() > raw.name.len()
            && rest[0] == b'/'
            && rest[1..=raw.name.len()].eq_ignore_ascii_case(raw.name)
        {
            return open;
        }
        at = open + 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(source: &str) -> String {
        kept(source).into_iter().map(|r| &source[r]).collect()
    }

    #[test]
    fn scripts_go_and_data_stays() {
        assert_eq!(left("a<script>if (a<b) {}</script>b"), "a<script></script>b");
        let data = "<script type=\"application/ld+json\">{\"a\": \"<p>\"}</script>";
        assert_eq!(left(data), data);
        assert_eq!(left("<div data-x='<script>'>a</div>"), "<div data-x='<script>'>a</div>");
    }

    #[test]
    fn comments_go() {
        assert_eq!(left("a<!-- <p> -- > -->b<!-->c<!--->d<!--x--!>e"), "a<!---->b<!-->c<!--->d<!----!>e");
        assert_eq!(left("a<!-- never closed"), "a<!--");
    }

    #[test]
    fn a_tag_out_of_measure_keeps_its_name() {
        let attrs: String = (0..1000).map(|i| format!(" a{i}=\"{i}\"")).collect();
        assert_eq!(left(&format!("x<div{attrs}>y")), "x<div>y");
        assert_eq!(left(&format!("x<div{}>y", " b c/d".repeat(1000))), "x<div>y");
    }
}
