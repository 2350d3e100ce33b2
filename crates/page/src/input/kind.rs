//! What an input is, told from its first bytes and not from its name.

use super::Kind;

/// What the first bytes of an input are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// Something onrecord reads.
    Known(Kind),
    /// Compressed; what is inside has to be looked at.
    Gzip,
    /// Something it does not read, by name.
    Foreign(&'static str),
}

/// Tells what begins with `head` (a few kilobytes).
pub fn sniff(head: &[u8]) -> Sniffed {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or office document"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"RIFF", "a media file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"ID3", "an MP3 file"),
    ];
    if head.starts_with(b"\x1f\x8b") {
        return Sniffed::Gzip;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Sniffed::Foreign(name);
    }
    if head.starts_with(b"WARC/") {
        return Sniffed::Known(Kind::Warc);
    }
    // UTF-16 has every other byte zero; look at the letters alone.
    let text: Vec<u8> = head.iter().copied().filter(|b| *b != 0).map(|b| b.to_ascii_lowercase()).collect();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text).trim_ascii_start();
    let has = |needle: &[u8]| memchr::memmem::find(text, needle).is_some();
    let begins = |needle: &[u8]| text.starts_with(needle);
    let is_feed = |text: &[u8]| {
        let root = [b"<rss".as_slice(), b"<feed", b"<rdf:rdf"]
            .iter()
            .any(|tag| memchr::memmem::find(text, tag).is_some());
        root && memchr::memmem::find(text, b"<html").is_none()
    };
    if (begins(b"<?xml") || begins(b"<rss") || begins(b"<feed") || begins(b"<rdf:rdf")) && is_feed(text) {
        return Sniffed::Known(Kind::Feed);
    }
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
    if begins(b"<") && text.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'!' | b'?'))
        || TAGS.iter().filter(|tag| has(tag)).count() >= 2
    {
        return Sniffed::Known(Kind::Html);
    }
    Sniffed::Known(Kind::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_bytes() {
        let kind = |bytes: &[u8]| sniff(bytes);
        assert_eq!(kind(b"\n<!DOCTYPE html><p>x"), Sniffed::Known(Kind::Html));
        assert_eq!(kind(b"<?xml version='1.0'?><rss version='2.0'>"), Sniffed::Known(Kind::Feed));
        assert_eq!(kind(b"<?xml version='1.0'?><!DOCTYPE html><html>"), Sniffed::Known(Kind::Html));
        assert_eq!(kind(b"WARC/1.1\r\n"), Sniffed::Known(Kind::Warc));
        assert_eq!(kind(b"The dam held (water < 3 m)."), Sniffed::Known(Kind::Text));
        assert_eq!(kind(b"%PDF-1.7"), Sniffed::Foreign("a PDF document"));
    }
}
