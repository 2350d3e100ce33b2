//! What an article says a named person is: titles before the name, appositions behind it.

use std::ops::Range;

use onrecord_language::{is_abbreviation, tokens};

use super::lexicon::{self, Class};
use super::name::Name;
use super::words::{is_capital, without_possessive};
use crate::cue;

/// The title that stands before a name: "longtime Vale pollster" in "longtime Vale pollster Ada Roe".
pub fn before(text: &str, name: &Name, sentence: usize) -> Option<Range<usize>> {
    // Far back there is no title, and a sentence may be as long as the text.
    let floor = text.ceil_char_boundary(sentence.max(name.name.start.saturating_sub(120)));
    let ahead = tokens(text, floor..name.name.start);
    let word = |idx: usize| &text[ahead[idx].clone()];
    let (mut from, mut next) = (ahead.len(), name.name.start);
    while from > 0 && ahead.len() - from < 10 {
        let gap = &text[ahead[from - 1].end..next];
        let joins = gap == " " || gap == ". " && is_abbreviation(&text[..ahead[from - 1].end]);
        let is_office = word(from - 1) == "of" && from > 1 && lexicon::is_title(word(from - 2));
        let ends = (lexicon::is_small(word(from - 1)) && !is_office)
            || matches!(&*word(from - 1).to_lowercase(), "following" | "including" | "like" | "regarding")
            || lexicon::is_date(word(from - 1))
            || is_verb(text, &ahead[..from]);
        if !joins || ends {
            break;
        }
        from -= 1;
        next = ahead[from].start;
    }
    let is_honorific = |t: &Range<usize>| lexicon::class(&text[t.clone()]) == Some(Class::Honorific);
    let n_honorific = ahead[from..].iter().rev().take_while(|t| is_honorific(t)).count();
    let own = &ahead[from..ahead.len() - n_honorific];
    let Some(last) = own.last() else { return introduced(text, &ahead, name) };
    let is_office = own.iter().any(|t| lexicon::class(&text[t.clone()]) == Some(Class::Person));
    // "the bridge Ada Roe built": what stands before a name without a title is no title.
    let ends_well = is_capital(&text[last.clone()]) || lexicon::is_title(&text[last.clone()]);
    (is_office && ends_well).then(|| own[0].start..last.end)
}

/// Whether the last of these words is what somebody does to those who are named behind it: "praised", "slapped
/// down"; but "the retired", "a newly elected".
fn is_verb(text: &str, words: &[Range<usize>]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let word = &text[last.clone()];
    if is_capital(word) {
        return false;
    }
    let before = before.last().map(|t| &text[t.clone()]);
    let is_owner = |word: &str| without_possessive(word).len() < word.len();
    let is_adjective =
        before.is_some_and(|word| is_determiner(word) || word.ends_with("ly") || is_owner(word));
    let is_participle = word.ends_with("ed") && before.is_some() && !is_adjective;
    cue::act(word).is_some()
        || is_participle
        || matches!(
            word,
            "up" | "down" | "out" | "off" | "back" | "away" | "toward" | "towards" | "alongside"
        )
}

/// The title whose holder a name gives: "President of Vale" in "the President of Vale, Ada Roe, said".
fn introduced(text: &str, ahead: &[Range<usize>], name: &Name) -> Option<Range<usize>> {
    const MOST: usize = 8;
    let last = ahead.last()?;
    let word = |idx: usize| &text[ahead[idx].clone()];
    let is_set_off = &text[last.end..name.name.start] == ", " && text[name.name.end..].starts_with(',');
    let floor = ahead.len().saturating_sub(MOST);
    let determiner = (floor..ahead.len()).rev().find(|idx| is_determiner(word(*idx)))?;
    let title = &ahead[determiner + 1..];
    let is_joined = ahead[determiner..].windows(2).all(|pair| &text[pair[0].end..pair[1].start] == " ");
    let head = title.iter().take_while(|t| !ends_noun_phrase(&text[(*t).clone()])).last()?;
    (is_set_off && is_joined && lexicon::class(&text[head.clone()]) == Some(Class::Person))
        .then(|| title[0].start..last.end)
}

/// The apposition behind a name: "mayor of Port Vale" in "Ada Roe, the mayor of Port Vale, said".
pub fn behind(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    let skipped = rest
        .strip_prefix(" (")
        .and_then(|r| r.bytes().take(20).position(|b| b == b')').map(|at| at + 3))
        .unwrap_or(0);
    let at = end + skipped;
    let rest = text[at..].strip_prefix(", ")?;
    // An age may come between: "Ada Roe, 74, a miner".
    let age = rest.find(", ").filter(|n| rest[..*n].chars().all(|c| c.is_ascii_digit())).map_or(0, |n| n + 2);
    let start = at + 2 + age;
    let rest = &text[start..];
    let stop = rest.char_indices().find(|(at, c)| {
        matches!(c, ',' | ';' | ':' | '(' | '—' | '–' | '“' | '"' | '\n' | '”')
            || *c == '.' && !is_abbreviation(&rest[..*at])
    });
    let words = tokens(text, start..start + stop.map_or(rest.len(), |(at, _)| at));
    (words.len() <= 24).then_some(())?;
    let first = words.iter().position(|t| !is_determiner(&text[t.clone()]))?;
    let core = words[first..].iter().take_while(|t| !ends_noun_phrase(&text[(*t).clone()]));
    let core: Vec<&Range<usize>> = core.collect();
    let head = core
        .last()
        .filter(|t| !is_capital(&text[(**t).clone()]) || lexicon::is_title(&text[(**t).clone()]))?;
    let is_person = matches!(lexicon::class(&text[(*head).clone()]), Some(Class::Person | Class::Honorific));
    let last =
        words.iter().find(|t| matches!(&text[(*t).clone()], "who" | "which" | "said" | "says" | "told"));
    let end = last.map_or(words.last()?.end, |t| text[..t.start].trim_end().len());
    is_person.then(|| words[first].start..end.max(words[first].end))
}

/// A role's title and the body it is held in: ("mayor", "Port Vale"); ("Water Minister", "Velmark").
pub fn title_and_body(role: &str) -> (String, String) {
    for preposition in [" of the ", " for the ", " at the ", " of ", " for ", " at "] {
        if let Some((title, body)) = role.split_once(preposition) {
            let last = title.rsplit(' ').next().unwrap_or("");
            let is_office = matches!(body.split(' ').next(), Some("State" | "Defense" | "Defence" | "Staff"));
            if lexicon::is_title(last) && !is_office {
                return (title.to_string(), body.to_string());
            }
        }
    }
    let owner = role.split_once("’s ").or_else(|| role.split_once("'s "));
    match owner.filter(|(owner, _)| is_capital(owner)) {
        Some((body, title)) => (title.to_string(), body.to_string()),
        None => (role.to_string(), String::new()),
    }
}

pub fn is_determiner(word: &str) -> bool {
    matches!(
        &*word.to_lowercase(),
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "this"
            | "that"
            | "these"
            | "those"
    )
}

/// Words behind which a noun phrase has named its head: "the head *of* the mill", "officials *briefed* on it".
pub fn ends_noun_phrase(word: &str) -> bool {
    matches!(
        without_possessive(word),
        "of" | "in"
            | "at"
            | "for"
            | "by"
            | "from"
            | "with"
            | "on"
            | "to"
            | "who"
            | "which"
            | "that"
            | "whose"
            | "whom"
            | "about"
            | "against"
            | "under"
            | "over"
            | "including"
            | "like"
            | "as"
            | "during"
            | "near"
            | "outside"
            | "inside"
            | "across"
            | "among"
            | "between"
            | "behind"
            | "below"
            | "above"
            | "along"
            | "beyond"
            | "within"
            | "after"
            | "before"
            | "where"
            | "when"
            | "into"
            | "around"
            | "aboard"
            | "familiar"
            | "close"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::name::names;

    fn check(text: &str) -> (Option<&str>, Option<&str>) {
        let name =
            names(text, 0..text.len()).into_iter().rfind(|n| text[n.name.clone()].ends_with("Roe")).unwrap();
        (before(text, &name, 0).map(|r| &text[r]), behind(text, name.name.end).map(|r| &text[r]))
    }

    #[test]
    fn titles_stand_before_names() {
        assert_eq!(check("But longtime Vale pollster Ada Roe left.").0, Some("longtime Vale pollster"));
        assert_eq!(check("Velmark’s Secretary of State Ada Roe").0, Some("Velmark’s Secretary of State"));
        assert_eq!(check("They met Mr Roe."), (None, None));
        assert_eq!(check("said lead researcher Dr Ada Roe.").0, Some("lead researcher"));
        assert_eq!(check("The President of Vale, Ada Roe, left.").0, Some("President of Vale"));
        assert_eq!(check("It came, following Mayor Ada Roe’s visit.").0, Some("Mayor"));
        assert_eq!(check("The court on Friday slapped down former Mayor Ada Roe.").0, Some("former Mayor"));
        assert_eq!(check("Voters defeated Mayor Ada Roe.").0, Some("Mayor"));
        assert_eq!(check("They met the retired mayor Ada Roe.").0, Some("retired mayor"));
    }

    #[test]
    fn appositions_stand_behind_names() {
        assert_eq!(check("Ada Roe, the mayor of Port Vale, said").1, Some("mayor of Port Vale"));
        assert_eq!(check("Ada Roe, 74, a retired miner, said").1, Some("retired miner"));
        assert_eq!(check("Ada Roe, who left, said").1, None);
    }

    #[test]
    fn a_role_names_its_body() {
        let pair = |title: &str, body: &str| (title.to_string(), body.to_string());
        assert_eq!(title_and_body("mayor of Port Vale"), pair("mayor", "Port Vale"));
        assert_eq!(title_and_body("Velmark’s Secretary of State"), pair("Secretary of State", "Velmark"));
    }
}
