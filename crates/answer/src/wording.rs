//! The article's words for who said something, and how.

use onrecord_record::Span;

/// Words of an article in their order, `…` where others stand between: `he replied`.
pub(crate) fn wording(mut spans: Vec<&Span>) -> String {
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    let mut words = String::new();
    let mut end = None;
    for span in spans {
        match end {
            Some(end) if span.start <= end + 1 => words.push(' '),
            Some(_) => words.push_str(" … "),
            None => {}
        }
        words.push_str(&span.text);
        end = Some(span.end);
    }
    // The comma behind "said Mira Halvorsen, the prime minister," belongs to the sentence.
    words.truncate(words.trim_end_matches([',', ';', ':', ' ']).len());
    words
}
