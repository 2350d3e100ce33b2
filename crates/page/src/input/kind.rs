//! What an input is, told from its first bytes and not from its name.

use super::charset;
use super::origin::{InputKind, Origin};
use crate::error::ErrorKind;
use crate::{Error, Result};

/// What the first bytes of an input are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// Something onrecord reads.
    Known(InputKind),
    /// Something it does not read, by name.
    Foreign(String),
}

/// How many of an input's first bytes tell its kind.
pub const HEAD: usize = 4096;

/// What an input that begins with `head` is to be read as.
pub fn kind(head: &[u8], origin: &Origin) -> Result<InputKind> {
    match (origin.kind, sniff(head)) {
        (Some(kind), _) | (None, Sniffed::Known(kind)) => Ok(kind),
        (None, Sniffed::Foreign(what)) => {
            let what = format!("is {what}, which is not read");
            Err(Error::new(ErrorKind::NotText, &origin.input, what))
        }
    }
}

/// Tells what begins with `head` (a few kilobytes).
pub fn sniff(head: &[u8]) -> Sniffed {
    if let Some(name) = foreign(head) {
        return Sniffed::Foreign(name.to_string());
    }
    if head.starts_with(b"WARC/") {
        return Sniffed::Known(InputKind::Warc);
    }
    if is_binary(head) {
        return Sniffed::Foreign("binary data".to_string());
    }
    // In UTF-16 and UTF-32 letters stand among zeros; look at the letters alone.
    let text: Vec<u8> = head.iter().copied().filter(|b| *b != 0).map(|b| b.to_ascii_lowercase()).collect();
    let marks = [b"\xef\xbb\xbf".as_slice(), b"\xff\xfe", b"\xfe\xff"];
    let text = marks.iter().find_map(|mark| text.strip_prefix(*mark)).unwrap_or(&text).trim_ascii_start();
    if let Some(name) = json(text) {
        return name;
    }
    if is_mail(text) {
        return Sniffed::Foreign("an e-mail or a page saved as one (MHTML)".to_string());
    }
    let is_xml = text.starts_with(b"<?xml");
    match root(text) {
        Some("rss" | "feed" | "entry") => Sniffed::Known(InputKind::Feed),
        Some("rdf") if has(text, b"/rss/") || has(text, b"/rdf/simple/") => Sniffed::Known(InputKind::Feed),
        Some("svg") => Sniffed::Foreign("an SVG image".to_string()),
        Some("urlset" | "sitemapindex") => Sniffed::Foreign("a sitemap".to_string()),
        Some(name) if is_xml && !is_html(name) && !has(text, b"<html") => {
            Sniffed::Foreign(format!("XML with the root <{name}>, neither a page nor a feed"))
        }
        Some(_) => Sniffed::Known(InputKind::Html),
        None if TAGS.iter().filter(|tag| has(text, tag)).count() >= 2 => Sniffed::Known(InputKind::Html),
        None => Sniffed::Known(InputKind::Text),
    }
}

/// Two of these make a page, whatever it begins with.
const TAGS: [&[u8]; 10] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<meta",
    b"<title",
    b"<article",
    b"<div",
    b"</p>",
    b"<script",
];

fn has(text: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(text, needle).is_some()
}

/// What is told by its first bytes. Where they could be letters of a text, what must follow them is asked too.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 26] = [
        (b"%PDF-", "a PDF document"),
        (b"%!PS-Adobe", "a PostScript document"),
        (b"{\\rtf", "an RTF document"),
        (b"PK\x03\x04", "a zip archive or office document"),
        (b"PK\x05\x06", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"\x89PNG\r", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"\0\0\x01\0", "an icon"),
        (b"OggS\0", "a media file"),
        (b"fLaC\0", "a media file"),
        (b"\x1a\x45\xdf\xa3", "a media file"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07", "a rar archive"),
        (b"\x1f\x8b", "gzip packed more often than is sensible"),
    ];
    let of_magic = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, name)| *name);
    let at = |from: usize, what: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(what));
    match head {
        [b'I', b'D', b'3', 0..=9, 0..=9, ..] => Some("an MP3 file"),
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&', ..] => Some("a bzip2 archive"),
        _ if at(0, b"RIFF") && [b"WEBP", b"WAVE", b"AVI "].iter().any(|form| at(8, *form)) => {
            Some("a media file")
        }
        _ if at(4, b"ftyp") && head[0] == 0 => Some("a media file"),
        _ if at(257, b"ustar") => Some("a tar archive"),
        _ => of_magic,
    }
}

/// Whether more than one byte in twenty is one that no text has.
fn is_binary(head: &[u8]) -> bool {
    let is_control = |b: &u8| matches!(*b, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_control = head.iter().filter(|b| is_control(b)).count();
    n_control * 20 > head.len() && charset::wide(head).is_none() && !head.iter().all(|b| *b == 0)
}

/// What JSON is: a feed or nothing that is read.
fn json(text: &[u8]) -> Option<Sniffed> {
    let quoted = |rest: &[u8]| rest.trim_ascii_start().starts_with(b"\"");
    let is_json = match text {
        [b'{', rest @ ..] => quoted(rest) && has(rest, b"\":") || has(rest, b"\" :"),
        [b'[', rest @ ..] => {
            let rest = rest.trim_ascii_start();
            rest.strip_prefix(b"{").is_some_and(quoted) || quoted(rest) && has(rest, b"\",\"")
        }
        _ => false,
    };
    // The version may be written with its slashes escaped.
    is_json.then(|| match has(text, b"jsonfeed.org") {
        true => Sniffed::Known(InputKind::Feed),
        false => Sniffed::Foreign("JSON that is no feed".to_string()),
    })
}

/// Whether a text begins with the headers of an e-mail (RFC 5322), in lower case here.
fn is_mail(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(text);
    let headers = head.lines().take_while(|line| !line.is_empty());
    let mut names = headers.filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split_once(':'));
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let mut has_version = false;
    let all = names.all(|name| {
        has_version |= name.is_some_and(|(name, _)| matches!(name, "mime-version" | "message-id"));
        name.is_some_and(|(name, _)| is_name(name))
    });
    all && has_version
}

/// The name of the first element, without its prefix; `None` where no markup comes first.
fn root(mut text: &[u8]) -> Option<&str> {
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', ..] => b">",
            [b'<', b, ..] if b.is_ascii_alphabetic() => break,
            _ => return None,
        };
        // What is longer than the head hides the root; it is markup all the same.
        text = memchr::memmem::find(text, end).map_or(b"<html", |at| &text[at + end.len()..]);
    }
    let n_name = text[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(b)).count();
    let name = std::str::from_utf8(&text[1..=n_name]).ok()?;
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// Whether an element, at the root of XML, is one of HTML's.
fn is_html(name: &str) -> bool {
    let names =
        ["html", "head", "body", "title", "meta", "div", "p", "article", "section", "main", "h1", "span"];
    names.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_bytes() {
        let cases: [(&[u8], InputKind); 18] = [
            (b"\n<!DOCTYPE html><p>x", InputKind::Html),
            (b"<!-- saved --><!DOCTYPE html><p>x", InputKind::Html),
            (b"<?xml version='1.0'?><rss version='2.0'>", InputKind::Feed),
            (
                b"\xef\xbb\xbf<?xml version='1.0'?><?xml-stylesheet href='a'?><!-- x --><feed>",
                InputKind::Feed,
            ),
            (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", InputKind::Feed),
            (b"<atom:entry>", InputKind::Feed),
            (b"{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\", \"items\": []}", InputKind::Feed),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", InputKind::Html),
            (b"<html><body><rss>", InputKind::Html),
            (b"WARC/1.1\r\n", InputKind::Warc),
            (b"The dam held (water < 3 m).", InputKind::Text),
            (b"ID3 voters went to the polls", InputKind::Text),
            (b"RIFF between the ministers widens", InputKind::Text),
            (b"BZh is not a word", InputKind::Text),
            (b"{placeholder} said the mayor", InputKind::Text),
            (b"[12 March] The dam held", InputKind::Text),
            (b"From: the mayor\nSubject: the dam\n\nIt held.", InputKind::Text),
            (b"<\0h\0t\0m\0l\0>\0T\0h\0e\0 \0d\0a\0m\0", InputKind::Html),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), Sniffed::Known(kind), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_not_read_is_named() {
        let random: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let cases: [(&[u8], &str); 13] = [
            (b"%PDF-1.7", "a PDF document"),
            (b"PK\x03\x04\x14\0", "a zip archive or office document"),
            (b"\x7fELF\x02\x01", "a program"),
            (b"ID3\x04\0", "an MP3 file"),
            (b"RIFF\x24\x10\0\0WAVEfmt ", "a media file"),
            (b"\0\0\0\x20ftypisom", "a media file"),
            (b"{\"statements\": []}", "JSON that is no feed"),
            (b"[{\"a\": 1}]", "JSON that is no feed"),
            (
                b"<?xml version='1.0'?><nitf><head/></nitf>",
                "XML with the root <nitf>, neither a page nor a feed",
            ),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
            (b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\n<html>", "an e-mail or a page saved as one (MHTML)"),
            (b"\x01\0\0\x02abc\x03\0\0\x04def\0\0\0\0", "binary data"),
            (&random, "binary data"),
        ];
        for (bytes, name) in cases {
            assert_eq!(sniff(bytes), Sniffed::Foreign(name.to_string()));
        }
    }
}
