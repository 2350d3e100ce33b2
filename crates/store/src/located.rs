//! Words that a person gave, found in an article's text.

use std::ops::Range;

use onrecord_record::{Locator, Span};

use crate::Piece;
use crate::ask::query::word_ranges;
use crate::words::words;

/// Where the pieces stand, one behind the other; each nearest to where it is said to be, else to the code point `around`.
/// `None` where one of them does not stand in the text.
pub fn located(text: &str, pieces: &[Piece], around: usize) -> Option<Vec<Span>> {
    let locator = Locator::new(text);
    let mut spans: Vec<Span> = Vec::new();
    for piece in pieces {
        let from = spans.last().map_or(0, |last| last.byte_end);
        let near = piece.near.unwrap_or(around);
        let places = places(text, piece.text.trim()).into_iter().filter(|place| place.start >= from);
        let place = places.min_by_key(|place| locator.chars(place.start).abs_diff(near))?;
        spans.push(locator.span(place));
    }
    (!spans.is_empty()).then_some(spans)
}

/// Whether words stand in a text, whatever the marks between them.
pub fn stand_in(text: &str, wanted: &str) -> bool {
    !places(text, wanted.trim()).is_empty()
}

/// What stands from one code point to another.
pub fn span_at(text: &str, start: usize, end: usize) -> Span {
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    Locator::new(text).span(byte(start)..byte(end).max(byte(start)))
}

/// All places of `wanted`: letter by letter, else word by word, as nobody types an article's own quotation marks.
fn places(text: &str, wanted: &str) -> Vec<Range<usize>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact: Vec<Range<usize>> =
        text.match_indices(wanted).map(|(at, found)| at..at + found.len()).collect();
    if !exact.is_empty() {
        return exact;
    }
    let needle = words(wanted);
    if needle.is_empty() {
        return Vec::new();
    }
    let (ranges, tokens): (Vec<Range<usize>>, Vec<String>) =
        word_ranges(text).map(|range| (range.clone(), words(&text[range]).concat())).unzip();
    let closing = wanted.chars().next_back().filter(|c| !c.is_alphanumeric());
    let starts = (0..tokens.len()).filter(|first| tokens[*first..].starts_with(&needle));
    let place = |first: usize| {
        let end = ranges[first + needle.len() - 1].end;
        // The point or comma that closes them, where it was given too.
        let last = text[end..].chars().next().filter(|c| Some(*c) == closing);
        ranges[first].start..end + last.map_or(0, char::len_utf8)
    };
    starts.map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“Wé will pay,” Vale said. “We won’t pay,” he said. We will pay, all the same.";

    fn found(pieces: &[(&str, Option<usize>)], around: usize) -> Option<Vec<(usize, String)>> {
        let pieces: Vec<Piece> =
            pieces.iter().map(|(text, near)| Piece { text: text.to_string(), near: *near }).collect();
        Some(located(TEXT, &pieces, around)?.into_iter().map(|span| (span.start, span.text)).collect())
    }

    #[test]
    fn the_nearest_place_is_meant() {
        assert_eq!(found(&[("pay", None)], 0).unwrap(), [(9, "pay".to_string())]);
        assert_eq!(found(&[("pay", Some(35))], 0).unwrap(), [(36, "pay".to_string())]);
        let two = found(&[("Vale said", None), ("he said", None)], 0).unwrap();
        assert_eq!(two.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [15, 42]);
        assert_eq!(found(&[("he said", None), ("Vale said", None)], 0), None);
    }

    #[test]
    fn words_are_found_as_people_type_them() {
        assert_eq!(found(&[("we won't pay,", None)], 0).unwrap(), [(27, "We won’t pay,".to_string())]);
        assert_eq!(found(&[("the barge", None)], 0), None);
        assert_eq!(found(&[("", None)], 0), None);
        assert!(stand_in(TEXT, "all the SAME") && !stand_in(TEXT, "all same"));
    }
}
