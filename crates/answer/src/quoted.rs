//! Quotation marks, where they stand.

use onrecord_record::{Quote, Span, joined};

const MARKS: [char; 11] = ['“', '”', '"', '«', '»', '„', '‹', '›', '「', '『', '‟'];

/// What opens a quotation; an apostrophe does so only where a word begins.
const OPENING: [char; 11] = ['“', '"', '‘', '\'', '«', '„', '”', '‹', '»', '「', '『'];
const CLOSING: [char; 7] = ['”', '"', '»', '“', '«', '」', '』'];

/// The words of a statement, in quotation marks where all of them stood in some: the span itself may leave them out.
/// `text` is the article's, where it is at hand.
pub(crate) fn quoted(content: &[Span], quote: Quote, text: Option<&str>) -> String {
    let words = joined(content);
    let stood = match (text, content.first(), content.last()) {
        (Some(text), Some(first), Some(last)) => is_between_marks(text, first.byte_start, last.byte_end),
        _ => true,
    };
    if quote == Quote::Direct && stood { in_marks(&words) } else { words }
}

/// `words` in quotation marks, unless they bring their own.
pub(crate) fn in_marks(words: &str) -> String {
    // The span may end behind the closing mark.
    let bare = words.trim_end_matches(['”', '"']);
    match bare.starts_with(OPENING) || bare.contains(MARKS) {
        true => words.to_string(),
        false => format!("“{bare}”"),
    }
}

/// Whether a mark opens before the first byte and one closes at the last.
fn is_between_marks(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.trim_end().chars().next_back());
    let last = text.get(..end).and_then(|text| text.trim_end().chars().next_back());
    let behind = text.get(end..).and_then(|text| text.chars().next());
    let is_opened = before.is_some_and(|c| OPENING.contains(&c));
    is_opened || [last, behind].into_iter().flatten().any(|c| CLOSING.contains(&c))
}

#[cfg(test)]
mod tests {
    use onrecord_record::Locator;

    use super::*;

    fn shown(text: &str, words: &str) -> String {
        let at = text.find(words).unwrap();
        let span = Locator::new(text).span(at..at + words.len());
        quoted(&[span], Quote::Direct, Some(text))
    }

    #[test]
    fn marks_are_shown_where_they_stand() {
        assert_eq!(shown("“We will pay,” she said.", "We will pay,"), "“We will pay,”");
        assert_eq!(shown("\"We will pay,\" she said.", "We will pay,"), "“We will pay,”");
        assert_eq!(shown("She said: “We will pay.”", "“We will pay.”"), "“We will pay.”");
        // The first paragraph of a quotation that goes on is not closed.
        assert_eq!(shown("“We will pay.\n\n“And soon.”", "We will pay."), "“We will pay.”");
    }

    #[test]
    fn no_marks_are_shown_where_none_stand() {
        // A block quotation, or words that were taken for a direct quotation.
        assert_eq!(shown("We will pay.", "We will pay."), "We will pay.");
        let text = "Lorne said ministers \"failed to ask anyone about it\".";
        let words = "ministers \"failed to ask anyone about it\"";
        assert_eq!(shown(text, words), words);
        let words = "ministers \"failed to ask anyone about it";
        assert_eq!(shown(text, words), words);
    }
}
