//! The names of an article: those that the encoder found or, where it found none, those that their look tells.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_language::{List, Text};

use super::name::{Name, is_acronym, is_headline, names};
use crate::reading::{FoundName, NameKind};

/// How far before a name what belongs to it is looked for, in bytes.
const REACH: usize = 60;

/// The names in an article's paragraphs, titles told from them, each with its kind where the encoder tells.
pub fn found(text: &Text, encoded: &[FoundName]) -> Vec<(Name, Option<NameKind>)> {
    let by_rule = text
        .paragraphs()
        .iter()
        .filter(|range| encoded.is_empty() && !is_headline(text, (*range).clone()))
        .flat_map(|range| names(text, range.clone()))
        .map(|name| (name, None));
    let encoded = joined(text, encoded);
    let by_encoder =
        encoded.iter().filter_map(|found| own_name(text, found).map(|name| (name, Some(found.kind))));
    let is_one = |(name, _): &(Name, _)| name.is_named() && !is_aside(text, &name.name);
    by_rule.chain(by_encoder).filter(is_one).collect()
}

/// The encoder's names, those of one body joined: "Consortium of", "Mills"; and "Customs", "Border Protection" where the
/// article has "CBP".
fn joined(text: &Text, encoded: &[FoundName]) -> Vec<FoundName> {
    let acronyms: HashSet<&str> =
        text.tokens().iter().map(|token| text.word(token)).filter(|word| is_acronym(word)).collect();
    let is_one = |left: &FoundName, right: &FoundName| {
        let (left, right) = (&left.at, &right.at);
        let words = &text[left.start..right.end];
        let is_open = [" of", " for"].iter().any(|open| text[left.clone()].ends_with(open));
        match &text[left.end..right.start] {
            " " => is_open,
            " and " => acronyms.contains(initials(words).as_str()),
            _ => false,
        }
    };
    let mut out: Vec<FoundName> = Vec::with_capacity(encoded.len());
    for name in encoded {
        let is_body = |name: &FoundName| name.kind == NameKind::Organisation;
        match out.last_mut() {
            Some(last)
                if is_body(last) && is_body(name) && last.at.end <= name.at.start && is_one(last, name) =>
            {
                last.at.end = name.at.end;
            }
            _ => out.push(name.clone()),
        }
    }
    out
}

/// The first letters of the words with capitals.
fn initials(words: &str) -> String {
    words.split([' ', '-']).filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect()
}

/// The name within what the encoder took for one. A body's with small words in it is its own: "the School of Dams and
/// Mills".
fn own_name(text: &Text, found: &FoundName) -> Option<Name> {
    let at = whole(text, found.at.clone());
    let words = &text[at.clone()];
    let is_linked = [" and ", " of ", " for "].iter().any(|link| words.contains(link));
    let is_plain = !words.contains(['’', '\'', ',']) && words.starts_with(char::is_uppercase);
    if found.kind == NameKind::Organisation && is_linked && is_plain && !words.starts_with("The ") {
        // "Centers for Mills and Dams", of which the encoder takes "Mills and Dams".
        let floor = text.floor_char_boundary(at.start.saturating_sub(REACH));
        let by_look = names(text, floor..at.end).into_iter().map(|name| name.name);
        let longer = by_look.into_iter().find(|name| name.start < at.start && at.start < name.end);
        let at = longer.map_or(at.start, |name| name.start)..at.end;
        return Some(Name { whole: at.clone(), name: at });
    }
    let inner = names(text, at.clone()).into_iter().rfind(Name::is_named);
    // "Baker", of Lee Baker.
    let is_trade =
        found.kind == NameKind::Person && text.lexicon().has_as_written(List::TradeName, &text[at.clone()]);
    inner.or_else(|| is_trade.then(|| Name { whole: at.clone(), name: at }))
}

/// A name from where its first word begins to where its last one ends: the encoder takes "Eva-Maria" for two, may leave
/// out what is written small, "Roe-lund", and may begin with an initial behind which a surname stands: "D. Roe" of "Ada
/// D. Roe".
fn whole(text: &Text, mention: Range<usize>) -> Range<usize> {
    let mention = from_first_name(text, mention);
    let letters = |word: &mut dyn Iterator<Item = char>| -> usize {
        word.take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
    };
    let ahead = text[..mention.start].strip_suffix('-').map_or(0, |first| letters(&mut first.chars().rev()));
    let behind = text[mention.end..].strip_prefix('-').map_or(0, |last| letters(&mut last.chars()));
    let joined = |n: usize| if n == 0 { 0 } else { n + 1 };
    mention.start - joined(ahead)..mention.end + joined(behind)
}

/// A name from its first name on, where it begins with an initial that one stands before, or another initial.
fn from_first_name(text: &Text, mut name: Range<usize>) -> Range<usize> {
    while is_initial(text[name.clone()].split_inclusive('.').next().unwrap_or("")) {
        let ahead = text[..name.start].trim_end_matches(' ');
        let word = ahead.rsplit(|c: char| c.is_whitespace() || "(“‘\"'—".contains(c)).next().unwrap_or("");
        let is_near = ahead.len() + 1 >= name.start;
        let is_part = word.split_inclusive('.').all(is_initial) || text.lexicon().sex_of(word).is_some();
        if !is_near || word.is_empty() || !is_part {
            break;
        }
        name.start = ahead.len() - word.len();
    }
    name
}

/// Whether it is a capital with a full stop.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
}

/// Whether a name in brackets is an agency's, behind the place of a dateline or under a picture: "VALE (Quill News) -",
/// "(Picture: Quill News)".
fn is_aside(text: &Text, name: &Range<usize>) -> bool {
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

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;

    #[test]
    fn the_names_of_one_body_are_joined() {
        let check = |words: &str, parts: &[&str]| -> Vec<String> {
            let text = Text::new(words, std::iter::once(0..words.len()).collect(), &Language::english());
            let at = |part: &&str| words.find(part).map(|start| start..start + part.len()).unwrap();
            let name = |part: &&str| FoundName { at: at(part), kind: NameKind::Organisation };
            let encoded: Vec<FoundName> = parts.iter().map(name).collect();
            found(&text, &encoded).into_iter().map(|(name, _)| words[name.name].to_string()).collect()
        };
        let parts = ["Dams", "River Protection"];
        assert_eq!(
            check("Dams and River Protection said so. DRP left.", &parts),
            ["Dams and River Protection"]
        );
        assert_eq!(check("Dams and River Protection said so.", &parts), parts);
        assert_eq!(
            check("The Union of Free Mills said so.", &["Union of", "Free Mills"]),
            ["Union of Free Mills"]
        );
        assert_eq!(
            check("The School of Dams and Mills", &["School of Dams and Mills"]),
            ["School of Dams and Mills"]
        );
    }

    /// What is left of a part of a text that `cut` cuts.
    fn cut<'t>(text: &'t str, part: &str, cut: impl Fn(&Text, Range<usize>) -> Range<usize>) -> &'t str {
        let read = Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english());
        let start = text.find(part).unwrap();
        &text[cut(&read, start..start + part.len())]
    }

    #[test]
    fn a_name_is_whole_where_the_encoder_takes_a_part() {
        let text = "So Eva-Maria Roe-lund said, half-hearted.";
        assert_eq!(cut(text, "Maria Roe", whole), "Eva-Maria Roe-lund");
        assert_eq!(cut(text, "Eva", whole), "Eva-Maria");
        assert_eq!(cut(text, "said", whole), "said");
    }

    #[test]
    fn a_name_does_not_begin_with_an_initial_that_another_part_stands_before() {
        let check = |text| cut(text, "B. Roe", whole).to_string();
        assert_eq!(check("Rep. Anna B. Roe said so."), "Anna B. Roe");
        assert_eq!(check("The keeper, (A.B. Roe), said so."), "A.B. Roe");
        assert_eq!(check("The keeper, A. B. Roe, said so."), "A. B. Roe");
        for alone in ["B. Roe said so.", "The miller B. Roe said so.", "It fell. B. Roe said so. Anna left."]
        {
            assert_eq!(check(alone), "B. Roe");
        }
        assert_eq!(check("He met Anna, B. Roe and others."), "B. Roe");
    }
}
