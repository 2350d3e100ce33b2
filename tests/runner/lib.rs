//! Checks that every record and every page must pass, whatever the input, and the runner of `tests/statements`.

pub mod generated;
pub mod hostile;
pub mod statements;

use onrecord::record::Record;
use onrecord::{Kind, Origin, Page, SourceMap, analyze, model, pages};

/// The record of the one page in `bytes`, its spans checked.
///
/// # Panics
/// When there is none, or a span does not slice its text.
pub fn record(bytes: &[u8], origin: &Origin) -> Record {
    let record =
        onrecord::read(&mut &*bytes, origin, model()).next().expect("a page").expect("a readable page");
    check_spans(&record);
    record
}

/// Reads any bytes as every caller does and checks each page and record; says how many pages could be read,
/// and how many could not.
///
/// # Panics
/// When a check fails.
pub fn check_bytes(bytes: &[u8], name: &str, kind: Option<Kind>) -> (usize, usize) {
    // A packed bomb may not make the checks themselves long.
    let origin = Origin { kind, max_bytes: 4 << 20, ..Origin::named(name) };
    let (mut n_read, mut n_failed) = (0, 0);
    for page in pages(&mut &*bytes, &origin) {
        match page {
            Ok(page) => {
                check_map(&page);
                check_spans(&analyze(page, model()));
                n_read += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                n_failed += 1;
            }
        }
    }
    (n_read, n_failed)
}

/// Every block and every span of a record slices the article's text to its own words, in bytes and in code
/// points.
///
/// # Panics
/// When one does not.
pub fn check_spans(record: &Record) {
    let text = &record.article.text;
    let chars: Vec<char> = text.chars().collect();
    let check = |words: &str, bytes: (usize, usize), points: (usize, usize)| {
        assert_eq!(&text[bytes.0..bytes.1], words, "bytes {bytes:?} of {}", record.input);
        let by_points: String = chars[points.0..points.1].iter().collect();
        assert_eq!(by_points, words, "code points {points:?} of {}", record.input);
    };
    for block in &record.article.blocks {
        check(&block.text, (block.byte_start, block.byte_end), (block.start, block.end));
    }
    for attribution in record.statements.iter().chain(&record.thoughts) {
        let mentions = attribution.source.iter().chain(&attribution.cue);
        let pieces = mentions.flat_map(|mention| mention.fragments.iter().chain([&mention.span]));
        for span in attribution.content.iter().chain(pieces) {
            check(&span.text, (span.byte_start, span.byte_end), (span.start, span.end));
        }
    }
    for span in record.actors.iter().flat_map(|actor| &actor.mentions) {
        check(&span.text, (span.byte_start, span.byte_end), (span.start, span.end));
    }
}

/// Every character of every block and furniture maps back to where it stood: to itself, to a character
/// reference, or, if it is white space, to what it was folded from.
///
/// # Panics
/// When one does not.
pub fn check_map(page: &Page) {
    for block in &page.article.blocks {
        check_text(page, &page.map, &block.text, block.byte_start);
    }
    for (furniture, map) in page.article.furniture.iter().zip(&page.furniture_maps) {
        check_text(page, map, &furniture.text, 0);
    }
}

fn check_text(page: &Page, map: &SourceMap, text: &str, start: usize) {
    for (at, c) in text.char_indices() {
        let range = start + at..start + at + c.len_utf8();
        let Some(source) = map.source(range) else {
            panic!("{c:?} of {text:?} in {} maps nowhere", page.input)
        };
        let from = &page.source[source];
        let is_blank = c.is_whitespace() && !without_references(from).contains(char::is_alphanumeric);
        let is_reference = from.starts_with('&') || from == "\0" || from.contains('\r');
        assert!(from.chars().eq([c]) || is_blank || is_reference, "{c:?} maps to {from:?} in {}", page.input);
    }
}

/// A source without its character references: `a &nbsp;b` is `a b`.
fn without_references(source: &str) -> String {
    let mut parts = source.split('&');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let name = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        out.push_str(name.strip_prefix(';').unwrap_or(name));
    }
    out
}
