//! The words of a query in a text: where they stand, and the part of the text to show them in.

use std::ops::Range;

use onrecord_record::{Locator, Span};

use super::query::{self, Expr, Filter, Query, QueryPhrase};
use super::variants::variants;
use crate::words;

/// What is looked for: the query's words, as they are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needles(Vec<(Vec<String>, bool)>);

impl Needles {
    /// The words that a query asks for; not those that it rules out.
    pub fn of(query: &Query) -> Needles {
        let mut phrases = Vec::new();
        if let Some(expr) = &query.expr {
            gather(expr, &mut phrases);
        }
        Needles(phrases.into_iter().flat_map(needles).collect())
    }

    /// The words of one phrase.
    pub fn of_phrase(phrase: &QueryPhrase) -> Needles {
        Needles(needles(phrase))
    }

    /// Whether any of them is in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        // Most texts lack the very letters. Letters with accents are compared below.
        let has_letters = |letters: String| self.0.iter().any(|(words, _)| letters.contains(&words[0]));
        if text.is_ascii() && !has_letters(text.to_ascii_lowercase()) {
            return false;
        }
        let tokens = words::words(text);
        let is_at = |first: usize| {
            self.0.iter().any(|(words, is_prefix)| matches(&tokens[first..], words, *is_prefix))
        };
        (0..tokens.len()).any(is_at)
    }

    /// Where they stand in `text`, in order and apart.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let (ranges, tokens): (Vec<Range<usize>>, Vec<String>) = tokens(text).unzip();
        let mut marks: Vec<Range<usize>> = Vec::new();
        for first in 0..tokens.len() {
            let longest =
                self.0.iter().filter(|(words, is_prefix)| matches(&tokens[first..], words, *is_prefix));
            let Some(n_words) = longest.map(|(words, _)| words.len()).max() else { continue };
            let mark = ranges[first].start..ranges[first + n_words - 1].end;
            match marks.last_mut() {
                Some(last) if last.end >= mark.start => last.end = last.end.max(mark.end),
                _ => marks.push(mark),
            }
        }
        marks
    }

    /// The same as spans, in bytes and in code points of `text`.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let locator = Locator::new(text);
        self.marks(text).into_iter().map(|mark| locator.span(mark)).collect()
    }
}

/// A phrase in all the ways in which a text may have it.
fn needles(phrase: &QueryPhrase) -> Vec<(Vec<String>, bool)> {
    variants(phrase).into_iter().map(|words| (words, phrase.is_prefix)).collect()
}

fn gather<'q>(expr: &'q Expr, phrases: &mut Vec<&'q QueryPhrase>) {
    match expr {
        Expr::Phrase(phrase) | Expr::Is(Filter::About(phrase)) => phrases.push(phrase),
        Expr::Near { phrases: near, .. } => phrases.extend(near),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| gather(part, phrases)),
        Expr::Is(_) | Expr::Not(_) => {}
    }
}

fn matches(tokens: &[String], words: &[String], is_prefix: bool) -> bool {
    let is_long_enough = tokens.len() >= words.len();
    is_long_enough
        && words.iter().zip(tokens).enumerate().all(|(idx, (word, token))| {
            let may_go_on = is_prefix && idx + 1 == words.len();
            if may_go_on { token.starts_with(word.as_str()) } else { token == word }
        })
}

/// The words of `text` with where they stand, in lower case without accents.
fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    query::word_ranges(text).map(|range| (range.clone(), words::words(&text[range]).concat()))
}

/// A part of a text, with the words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part; `…` stands where the text goes on.
    pub text: String,
    /// Byte ranges of `text`.
    pub marks: Vec<Range<usize>>,
}

/// The part of `text` around its first mark, about `n_chars` characters long; all of it where it is no longer.
pub fn excerpt(text: &str, marks: &[Span], n_chars: usize) -> Excerpt {
    let whole = |span: &Span| span.bytes();
    if text.chars().count() <= n_chars {
        return Excerpt { text: text.to_string(), marks: marks.iter().map(whole).collect() };
    }
    let first = marks.first().map_or(0, |span| span.byte_start);
    // A third of the room is for what stands before.
    let before = text[..first].char_indices().rev().nth(n_chars / 3).map_or(0, |(at, _)| at);
    let start = if before == 0 { 0 } else { word_start(text, before, first) };
    let behind = text[start..].char_indices().nth(n_chars).map_or(text.len(), |(at, _)| start + at);
    let end = match text[start..behind].rfind(char::is_whitespace) {
        Some(at) if behind < text.len() && at > 0 => start + at,
        _ => behind,
    };
    let opening = if start > 0 { "… " } else { "" };
    let closing = if end < text.len() { " …" } else { "" };
    let inside = marks.iter().map(whole).filter(|mark| mark.start >= start && mark.end <= end);
    let moved = inside.map(|mark| mark.start - start + opening.len()..mark.end - start + opening.len());
    let marks = moved.collect();
    Excerpt { text: format!("{opening}{}{closing}", &text[start..end]), marks }
}

/// Where the first word behind `from` begins, at most at `most`.
fn word_start(text: &str, from: usize, most: usize) -> usize {
    match text[from..most].char_indices().find(|(_, c)| c.is_whitespace()) {
        Some((at, blank)) => from + at + blank.len_utf8(),
        None => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'t>(query: &str, text: &'t str) -> Vec<&'t str> {
        let needles = Needles::of(&query::parse(query).unwrap());
        needles.marks(text).into_iter().map(|mark| &text[mark]).collect()
    }

    #[test]
    fn words_are_found_without_case_and_accents() {
        let text = "The DAM at Élan: “dams” and a dam-keeper’s pledge.";
        assert_eq!(marked("dam", text), ["DAM", "dams", "dam"]);
        assert_eq!(marked("\"dam\"", text), ["DAM", "dam"]);
        assert_eq!(marked("dam*", text), ["DAM", "dams", "dam"]);
        assert_eq!(marked("elan", text), ["Élan"]);
        assert_eq!(marked("\"dam keeper\" \"dam\" about:pledge", text), ["DAM", "dam-keeper", "pledge"]);
        assert_eq!(marked("-dam speaker:elan act:deny", text), Vec::<&str>::new());
    }

    #[test]
    fn an_excerpt_holds_the_first_mark() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        let needles = Needles::of(&query::parse("seven").unwrap());
        let part = excerpt(text, &needles.spans(text), 30);
        assert_eq!(part.text, "… five six seven eight nine ten …");
        assert_eq!(&part.text[part.marks[0].clone()], "seven");
        assert_eq!(excerpt(text, &needles.spans(text), 300).text, text);
        assert_eq!(excerpt("日本語日本語日本語", &[], 4).text, "日本語日 …");
    }
}
