//! Checks that every record and every page must pass, whatever the input, and the runner of `tests/statements`.

pub mod entries;
pub mod generated;
pub mod hostile;
pub mod page;
pub mod statements;

use onrecord::record::Record;
use onrecord::{InputKind, Origin, analyze, model};

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
pub fn check_bytes(bytes: &[u8], name: &str, kind: Option<InputKind>) -> (usize, usize) {
    page::check_bytes(bytes, name, kind, |page| check_spans(&analyze(page, model())))
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
    for attribution in record.statements.iter().chain(&record.thoughts) {
        let mentions = attribution.source.iter().chain(&attribution.cue);
        let pieces = mentions.flat_map(|mention| mention.fragments.iter().chain([&mention.span]));
        for span in attribution.content.iter().chain(pieces) {
            check(&span.text, (span.byte_start, span.byte_end), (span.start, span.end));
        }
    }
    let dated = record.entries().filter_map(|entry| entry.when()).flat_map(|when| when.evidence.iter());
    for span in record.entries().flat_map(|entry| entry.evidence()).chain(dated) {
        check(&span.text, (span.byte_start, span.byte_end), (span.start, span.end));
    }
    for span in record.actors.iter().flat_map(|actor| &actor.mentions) {
        check(&span.text, (span.byte_start, span.byte_end), (span.start, span.end));
    }
}
