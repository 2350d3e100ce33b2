//! What an article says a named person is: titles before the name, appositions behind it.

use std::ops::Range;

use onrecord_language::names::{is_capital, is_possessor, without_possessive};
use onrecord_language::{Lexicon, List, NounClass, Text, Token, dates, is_irregular};

use super::name::Name;

/// The title that stands before a name: "longtime Vale pollster" in "longtime Vale pollster Ada Roe".
pub fn before(text: &Text, name: &Name, sentence: usize) -> Option<Range<usize>> {
    // Far back there is no title, and a sentence may be as long as the text.
    let floor = text.ceil_char_boundary(sentence.max(name.name.start.saturating_sub(120)));
    let lexicon = text.lexicon();
    let ahead = text.tokens_in(floor..name.name.start);
    let word = |idx: usize| text.word(&ahead[idx]);
    let (mut from, mut next) = (ahead.len(), name.name.start);
    while from > 0 && ahead.len() - from < 10 {
        let gap = &text[ahead[from - 1].at.end..next];
        let joins = gap == " " || gap == ". " && text.is_abbreviation(&text[..ahead[from - 1].at.end]);
        let is_office = word(from - 1) == "of" && from > 1 && lexicon.is_title(word(from - 2));
        let is_small =
            lexicon.has(List::Small, word(from - 1)) || lexicon.has_as_written(List::NounEnd, word(from - 1));
        let ends = (is_small && !is_office)
            || lexicon.has(List::BeforeName, word(from - 1))
            || dates::is_date_name(&ahead[from - 1].lower)
            || is_verb(text, &ahead[..from])
            || is_infinitive(text, &ahead[..from], &text[next..])
            || is_deed(text, &ahead[from - 1], &text[next..])
            || is_title_ahead(text, &ahead[from - 1], &text[next..]);
        if !joins || ends {
            break;
        }
        from -= 1;
        next = ahead[from].at.start;
    }
    let class = |token: &Token| token.noun.map(|form| form.noun.class);
    let is_honorific = |token: &Token| class(token) == Some(NounClass::Honorific);
    let n_honorific = ahead[from..].iter().rev().take_while(|t| is_honorific(t)).count();
    let own = &ahead[from..ahead.len() - n_honorific];
    let Some(last) = own.last() else { return introduced(text, &ahead, name) };
    let is_office = own.iter().any(|token| class(token) == Some(NounClass::Person));
    // "the bridge Ada Roe built": what stands before a name without a title is no title.
    let ends_well = last.is_capital || lexicon.is_title(text.word(last));
    (is_office && ends_well).then(|| own[0].at.start..last.at.end)
}

/// Whether the last of these words is what somebody does to those who are named behind it: "praised", "slapped
/// down"; but "the retired", "a newly elected".
fn is_verb(text: &Text, words: &[Token]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let lexicon = text.lexicon();
    let word = text.word(last);
    if last.is_capital {
        return false;
    }
    let before = before.last().map(|token| text.word(token));
    let is_adjective = before.is_some_and(|word| {
        lexicon.has(List::Determiner, word) || word.ends_with("ly") || is_possessor(word)
    });
    let is_participle = word.ends_with("ed") && before.is_some() && !is_adjective;
    lexicon.cues().is_direct(word) || is_participle || lexicon.has_as_written(List::VerbParticle, word)
}

/// Whether the last of these words is a bare verb ahead of a title: "to *unseat* Mayor", "will *meet* President"; but "an aide
/// to *liberal* Mayor", "to *former* Mayor".
fn is_infinitive(text: &Text, words: &[Token], behind: &str) -> bool {
    let [ahead @ .., marker, word] = words else { return false };
    let lexicon = text.lexicon();
    let is_somebody = |token: &Token| token.noun.is_some_and(|form| form.noun.class == NounClass::Person);
    let is_marked = !is_somebody(word)
        && match text.word(marker) {
            "to" => !ahead.last().is_some_and(is_somebody),
            marker => lexicon.has(List::Auxiliary, marker),
        };
    is_marked && !word.is_capital && is_capital(behind) && !opens_title(text, text.word(word))
}

/// Whether a word is what somebody does to the title that follows: "a picture *shows* President", "Lund *met* Mayor", "a
/// court *found* former mayor".
fn is_deed(text: &Text, word: &Token, behind: &str) -> bool {
    let is_verb = || {
        let is_cue = text.lexicon().cues().find(std::slice::from_ref(word)).is_some() && word.noun.is_none();
        is_cue || is_irregular(&word.lower)
    };
    !word.is_capital && (is_capital(behind) || opens_title(text, behind)) && is_verb()
}

/// Whether a word is what somebody does to those behind it: "met the envoy", but "now the mayor".
fn is_deed_to(text: &Text, word: &Token, next: Option<&Token>) -> bool {
    let Some(next) = next.map(|next| text.word(next)) else { return false };
    let is_led = text.lexicon().has(List::Determiner, next);
    is_deed(text, word, if is_led { "The" } else { next }) || is_led && word.lower.ends_with("ed")
}

/// Whether a word ends one title, behind which another begins: "the *nominee* former President".
fn is_title_ahead(text: &Text, word: &Token, behind: &str) -> bool {
    word.noun.is_some_and(|form| form.noun.class == NounClass::Person) && opens_title(text, behind)
}

/// Whether some words begin as a title does: "former mayor".
fn opens_title(text: &Text, words: &str) -> bool {
    text.lexicon().has_as_written(List::TitleOpener, words.split(' ').next().unwrap_or(""))
}

/// The title whose holder a name gives: "President of Vale" in "the President of Vale, Ada Roe, said", "Vale’s president"
/// in "Vale’s president, Ada Roe, said".
fn introduced(text: &Text, ahead: &[Token], name: &Name) -> Option<Range<usize>> {
    const MOST: usize = 8;
    let last = ahead.last()?;
    let lexicon = text.lexicon();
    let is_set_off = &text[last.at.end..name.name.start] == ", " && text[name.name.end..].starts_with(',');
    let floor = ahead.len().saturating_sub(MOST);
    let is_joined = |idx: usize| &text[ahead[idx].at.end..ahead[idx + 1].at.start] == " ";
    let from = |idx: usize| {
        let word = text.word(&ahead[idx]);
        if lexicon.has(List::Determiner, word) {
            return Some(idx + 1);
        }
        let is_of_name =
            |idx: &usize| ahead[*idx].is_capital && !lexicon.has(List::Small, text.word(&ahead[*idx]));
        let is_owner = is_of_name(&idx) && is_possessor(word);
        let name = (floor..idx).rev().take_while(|before| is_of_name(before) && is_joined(*before));
        is_owner.then(|| name.last().unwrap_or(idx))
    };
    let is_office = |start: &usize| {
        let words = ahead[*start..].iter();
        let head = words.take_while(|token| !ends_noun_phrase(lexicon, text.word(token))).last();
        let class = head.and_then(|head| head.noun).map(|form| form.noun.class);
        class == Some(NounClass::Person) && (*start..ahead.len() - 1).all(is_joined)
    };
    let start = (floor..ahead.len()).rev().filter_map(from).find(is_office).filter(|_| is_set_off)?;
    Some(ahead[start].at.start..last.at.end)
}

/// The apposition behind a name: "mayor of Port Vale" in "Ada Roe, the mayor of Port Vale, said".
pub fn behind(text: &Text, name: &Range<usize>) -> Option<Range<usize>> {
    let (lexicon, end) = (text.lexicon(), name.end);
    // In "the mayor, Dr Ada Roe, told them" the name is the apposition.
    let ahead = &text[..name.start].trim_end();
    let (before, last) = ahead.rsplit_once(' ').unwrap_or((ahead, ""));
    let is_set_off = ahead.ends_with(',') || before.ends_with(',') && lexicon.is_title(last);
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
            || *c == '.' && !text.is_abbreviation(&rest[..*at])
    });
    let words = text.tokens_in(start..start + stop.map_or(rest.len(), |(at, _)| at));
    // "Ada Roe, 45, is a miner" is a sentence, and so is "the mayor, Ada Roe, met the envoy".
    let is_cue = |token: &Token| lexicon.cues().find(std::slice::from_ref(token)).is_some();
    let is_clause = words.first().is_some_and(|token| {
        lexicon.has_as_written(List::Finite, text.word(token))
            || is_deed_to(text, token, words.get(1))
            || is_set_off && is_cue(token) && token.noun.is_none()
    });
    (words.len() <= 24 && !is_clause).then_some(())?;
    let first = words.iter().position(|token| !lexicon.has(List::Determiner, text.word(token)))?;
    let core = words[first..].iter().take_while(|token| !ends_noun_phrase(lexicon, text.word(token)));
    let is_titled = |token: &Token| lexicon.is_title(text.word(token));
    let head = core.last().filter(|token| !token.is_capital || is_titled(token))?;
    let is_person = is_titled(head);
    let last =
        words.iter().find(|token| matches!(text.word(token), "who" | "which" | "said" | "says" | "told"));
    let end = last.map_or(words.last()?.at.end, |token| text[..token.at.start].trim_end().len());
    is_person.then(|| words[first].at.start..end.max(words[first].at.end))
}

/// A role's title and the body it is held in: ("mayor", "Port Vale"); ("Water Minister", "Velmark").
pub fn title_and_body(lexicon: &'static Lexicon, role: &str) -> (String, String) {
    let owner = role.split_once("’s ").or_else(|| role.split_once("'s "));
    if let Some((body, title)) = owner.filter(|(owner, _)| owner.split(' ').all(is_capital)) {
        return (title.to_string(), body.to_string());
    }
    // "Minister of Foreign Affairs of Velmark": what a minister minds is part of the office.
    let is_minded =
        |words: &str| lexicon.has_as_written(List::Portfolio, words.rsplit(' ').next().unwrap_or(""));
    let is_seat = |words: &str| {
        let (title, minds) = words.split_once(" of ").unwrap_or((words, ""));
        let title = title.rsplit(' ').next().unwrap_or("").to_lowercase();
        matches!(&*title, "minister" | "secretary") && is_minded(minds)
    };
    if let Some((seat, body)) = role.rsplit_once(" of ").filter(|(seat, _)| is_seat(seat)) {
        return (seat.to_string(), body.strip_prefix("the ").unwrap_or(body).to_string());
    }
    if is_seat(role) {
        return (role.to_string(), String::new());
    }
    for preposition in [" of the ", " for the ", " at the ", " of ", " for ", " at "] {
        if let Some((title, body)) = role.split_once(preposition) {
            let last = title.rsplit(' ').next().unwrap_or("");
            let is_office = match body.split(' ').next() {
                Some("State" | "Defense" | "Defence" | "Staff") => true,
                Some("state") => last == "secretary",
                Some("staff") => last == "chief",
                _ => false,
            };
            if lexicon.is_title(last) && !is_office {
                return (title.to_string(), body.to_string());
            }
        }
    }
    (role.to_string(), String::new())
}

/// Words behind which a noun phrase has named its head: "the head *of* the mill", "officials *briefed* on it".
pub fn ends_noun_phrase(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.has_as_written(List::NounEnd, without_possessive(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::name::names;
    use onrecord_language::Language;

    fn check(text: &str) -> (Option<&str>, Option<&str>) {
        let whole = std::iter::once(0..text.len()).collect();
        let read = Text::new(text, whole, &Language::english());
        let name =
            names(&read, 0..text.len()).into_iter().rfind(|n| text[n.name.clone()].ends_with("Roe")).unwrap();
        (before(&read, &name, 0).map(|r| &text[r]), behind(&read, &name.name).map(|r| &text[r]))
    }

    #[test]
    fn titles_stand_before_names() {
        assert_eq!(check("But longtime Vale pollster Ada Roe left.").0, Some("longtime Vale pollster"));
        assert_eq!(check("Velmark’s Secretary of State Ada Roe").0, Some("Velmark’s Secretary of State"));
        assert_eq!(check("They met Mr Roe."), (None, None));
        assert_eq!(check("said lead researcher Dr Ada Roe.").0, Some("lead researcher"));
        assert_eq!(check("The President of Vale, Ada Roe, left.").0, Some("President of Vale"));
        assert_eq!(check("Talks with Vale’s president, Ada Roe, ended.").0, Some("Vale’s president"));
        assert_eq!(check("In May Port Vale’s mayor, Ada Roe, left.").0, Some("Port Vale’s mayor"));
        assert_eq!(
            check("a spokesman for Vale’s Water Ministry, Ada Roe, left.").0,
            Some("spokesman for Vale’s Water Ministry")
        );
        assert_eq!(check("In Vale’s capital, Ada Roe, a nurse, left.").0, None);
        assert_eq!(check("It came, following Mayor Ada Roe’s visit.").0, Some("Mayor"));
        assert_eq!(check("The court on Friday slapped down former Mayor Ada Roe.").0, Some("former Mayor"));
        assert_eq!(check("Voters defeated Mayor Ada Roe.").0, Some("Mayor"));
        assert_eq!(check("She ran to unseat Mayor Ada Roe.").0, Some("Mayor"));
        assert_eq!(check("The envoy will meet President Ada Roe.").0, Some("President"));
        assert_eq!(check("It fell to former Mayor Ada Roe.").0, Some("former Mayor"));
        assert_eq!(check("an aide to liberal Mayor Ada Roe left.").0, Some("liberal Mayor"));
        assert_eq!(check("It was full, according to spokesman Ada Roe.").0, Some("spokesman"));
        assert_eq!(check("He asked whether Mayor Ada Roe left.").0, Some("Mayor"));
        assert_eq!(check("They met the retired mayor Ada Roe.").0, Some("retired mayor"));
        assert_eq!(check("A row of photos shows Vice President Ada Roe.").0, Some("Vice President"));
        assert_eq!(check("Envoy Kit Lund met Velmark’s President Ada Roe.").0, Some("Velmark’s President"));
        assert_eq!(check("A court found former mayor Ada Roe guilty.").0, Some("former mayor"));
        assert_eq!(check("the mill party nominee former Mayor Ada Roe").0, Some("former Mayor"));
        assert_eq!(check("the party turned into Mayor Ada Roe’s").0, Some("Mayor"));
        assert_eq!(check("the works manager Ada Roe left.").0, Some("works manager"));
        assert_eq!(check("They hailed the newly elected Mayor Ada Roe.").0, Some("newly elected Mayor"));
    }

    #[test]
    fn appositions_stand_behind_names() {
        assert_eq!(check("Ada Roe, the mayor of Port Vale, said").1, Some("mayor of Port Vale"));
        assert_eq!(check("Ada Roe, 74, a retired miner, said").1, Some("retired miner"));
        assert_eq!(check("Ada Roe, who left, said").1, None);
        assert_eq!(check("Ada Roe, 45, is a miner in Vale.").1, None);
        assert_eq!(check("Ada Roe, could be mayor of Vale.").1, None);
        assert_eq!(check("The mayor of Vale, Ada Roe, met the envoy of Kern, Kit Lund.").1, None);
        assert_eq!(check("The mayor of Vale, Ada Roe, met Mayor Kit Lund.").1, None);
        assert_eq!(check("Vale’s envoy, General Ada Roe, told reporters at the port.").1, None);
        assert_eq!(check("Vale’s envoy, Ada Roe, accused ministers of delay.").1, None);
        assert_eq!(
            check("In Vale, Ada Roe, retired envoy of the state, left.").1,
            Some("retired envoy of the state")
        );
        assert_eq!(check("Ada Roe, now the mayor of Vale, left.").1, Some("now the mayor of Vale"));
    }

    #[test]
    fn a_role_names_its_body() {
        let lexicon = Language::english().lexicon();
        let pair = |title: &str, body: &str| (title.to_string(), body.to_string());
        assert_eq!(title_and_body(lexicon, "mayor of Port Vale"), pair("mayor", "Port Vale"));
        assert_eq!(
            title_and_body(lexicon, "Velmark’s Secretary of State"),
            pair("Secretary of State", "Velmark")
        );
        assert_eq!(
            title_and_body(lexicon, "Minister of Foreign Affairs of Velmark"),
            pair("Minister of Foreign Affairs", "Velmark")
        );
        assert_eq!(title_and_body(lexicon, "Roe’s chief of staff"), pair("chief of staff", "Roe"));
        assert_eq!(
            title_and_body(lexicon, "leader of the state’s largest union"),
            pair("leader", "state’s largest union")
        );
        assert_eq!(title_and_body(lexicon, "Minister of Health"), pair("Minister of Health", ""));
        assert_eq!(title_and_body(lexicon, "head of the Board of Trade"), pair("head", "Board of Trade"));
    }
}
