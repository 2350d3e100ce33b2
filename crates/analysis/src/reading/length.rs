//! How much of an article is read: an encoder takes time for every word, and no article may take all there is.

use std::ops::Range;

use onrecord_record::{Locator, Note};

/// The most word pieces that are read, by estimate: about 35,000 words with their marks, more than any news article
/// has, and 10 seconds on one thread (twice that where all is one paragraph, which is read in overlapping windows).
const MAX_PIECES: usize = 50_000;
/// The encoder takes no more pieces of one word.
const MAX_PIECES_A_WORD: usize = 8;
/// Letters of a piece, by estimate.
const LETTERS: usize = 6;

/// Leaves out the paragraphs, and the end of the last one, that are too much; the note tells where they stand.
pub fn shorten(text: &str, paragraphs: &mut Vec<Range<usize>>) -> Option<Note> {
    let mut n_pieces = 0;
    for idx in 0..paragraphs.len() {
        let Range { start, end } = paragraphs[idx];
        for word in onrecord_encoder::words(&text[start..end]) {
            let at = start + word.start;
            n_pieces += (1 + word.len() / LETTERS).min(MAX_PIECES_A_WORD);
            if n_pieces > MAX_PIECES {
                paragraphs[idx].end = at;
                paragraphs.truncate(idx + usize::from(at > start));
                let locator = Locator::new(text);
                return Some(Note {
                    what: "the article is very long: its statements from here on were left out".to_string(),
                    start: locator.chars(at),
                    end: locator.chars(text.len()),
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_very_long_is_shortened_between_words() {
        let text = format!("Short.\n\n{}\n\nNever read.", "The dam holds. ".repeat(20_000));
        let long = 8..text.len() - 13;
        let mut paragraphs = vec![0..6, long.clone(), text.len() - 11..text.len()];
        let note = shorten(&text, &mut paragraphs).unwrap();
        assert_eq!(paragraphs, [0..6, 8..note.start]);
        assert!(long.contains(&note.start) && !text[note.start..].starts_with(' '), "{note:?}");
        assert_eq!(note.end, text.len());
        let mut short = std::iter::once(0..6).collect();
        assert_eq!(shorten(&text, &mut short), None);
    }
}
