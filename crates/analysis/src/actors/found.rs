//! The names of an article: those that the encoder found or, where it found none, those that their look tells.

use std::ops::Range;

use onrecord_language::{List, Text, Token};

use super::name::{Name, names};
use crate::reading::{FoundName, NameKind};

/// The names in an article's paragraphs, titles told from them, each with its kind where the encoder tells.
pub fn found(text: &Text, encoded: &[FoundName]) -> Vec<(Name, Option<NameKind>)> {
    let by_rule = text
        .paragraphs()
        .iter()
        .filter(|range| encoded.is_empty() && !is_headline(text, (*range).clone()))
        .flat_map(|range| names(text, range.clone()))
        .map(|name| (name, None));
    let by_encoder =
        encoded.iter().filter_map(|found| own_name(text, found).map(|name| (name, Some(found.kind))));
    let is_one = |(name, _): &(Name, _)| name.is_named() && !is_aside(text, &name.name);
    by_rule.chain(by_encoder).filter(is_one).collect()
}

/// The name within what the encoder took for one.
fn own_name(text: &Text, found: &FoundName) -> Option<Name> {
    let at = whole(text, found.at.clone());
    let inner = names(text, at.clone()).into_iter().rfind(Name::is_named);
    // "Baker", of Lee Baker.
    let is_trade =
        found.kind == NameKind::Person && text.lexicon().has_as_written(List::TradeName, &text[at.clone()]);
    inner.or_else(|| is_trade.then(|| Name { whole: at.clone(), name: at }))
}

/// A name from where its first word begins to where its last one ends: the encoder takes "Eva-Maria" for two, and may
/// leave out what is written small, "Roe-lund".
fn whole(text: &str, mention: Range<usize>) -> Range<usize> {
    let letters = |word: &mut dyn Iterator<Item = char>| -> usize {
        word.take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
    };
    let ahead = text[..mention.start].strip_suffix('-').map_or(0, |first| letters(&mut first.chars().rev()));
    let behind = text[mention.end..].strip_prefix('-').map_or(0, |last| letters(&mut last.chars()));
    let joined = |n: usize| if n == 0 { 0 } else { n + 1 };
    mention.start - joined(ahead)..mention.end + joined(behind)
}

/// Whether a name in brackets is an agency's, behind the place of a dateline or under a picture: "VALE (Quill News) -",
/// "(Picture: Quill News)".
fn is_aside(text: &Text, name: &Range<usize>) -> bool {
    const REACH: usize = 60;
    let behind = text[name.end..].strip_prefix(") ").unwrap_or("");
    let is_dateline = text[..name.start].ends_with('(') && behind.starts_with(['-', '–', '—']);
    let ahead = &text[text.ceil_char_boundary(name.start.saturating_sub(REACH))..name.start];
    let opened = ahead.rsplit_once('(').map(|(_, opened)| opened).filter(|opened| !opened.contains(')'));
    let is_credit = opened.is_some_and(|opened| {
        text.lexicon()
            .words(List::Credit)
            .any(|word| opened.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', ' '])))
    });
    is_dateline || is_credit
}

/// Whether nearly all words of a paragraph have capitals, so that they tell no names.
fn is_headline(text: &Text, range: Range<usize>) -> bool {
    let words = text.tokens_in(range);
    let is_long = |token: &&Token| text.word(token).chars().count() > 3;
    let long: Vec<&Token> = words.iter().filter(is_long).collect();
    let n_capital = long.iter().filter(|token| token.is_capital).count();
    words.len() < 40 && long.len() > 2 && n_capital * 4 >= long.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_whole_where_the_encoder_takes_a_part() {
        let text = "So Eva-Maria Roe-lund said, half-hearted.";
        let check = |part: &str| {
            let start = text.find(part).unwrap();
            &text[whole(text, start..start + part.len())]
        };
        assert_eq!(check("Maria Roe"), "Eva-Maria Roe-lund");
        assert_eq!(check("Eva"), "Eva-Maria");
        assert_eq!(check("said"), "said");
    }
}
