//! Bylines: the words that open them, and the names in them.

use crate::agency::is_agency;
use crate::date;
use crate::lists::WordList;
use crate::words::{fold, opens_with};

/// Whether a line opens as bylines do.
pub fn opens_byline(text: &str) -> bool {
    let Some((opener, name)) = opened(text) else { return false };
    name.chars().next().is_some_and(char::is_uppercase) && !matches!(opener, "from " | "di " | "av " | "af ")
        || name.split_whitespace().take(2).filter(|w| w.starts_with(char::is_uppercase)).count() == 2
}

/// Whether a short line opens as bylines do and goes on with names.
pub fn is_byline(text: &str) -> bool {
    text.len() <= 200 && opened(text).is_some() && !names(text, is_person).is_empty()
}

/// The names in a byline, each of which `is_name`: [`can_be_name`] where the page says that it is one,
/// [`is_person`] where its words alone must.
///
/// "By Ada Roe and Kit Lund, Staff Writers | 3 May" is "Ada Roe" and "Kit Lund".
pub fn names(text: &str, is_name: fn(&str) -> bool) -> Vec<String> {
    let text = fold(&text.replace('\u{ad}', ""));
    let mut text = text.as_str();
    while let Some((_, rest)) = opened(text) {
        text = rest;
    }
    let mut out = Vec::new();
    for part in text.split([',', ';', '|', '•', '·', '/', '&', '(', ')', '–', '—']) {
        for name in split_and(part) {
            // "Reuters, by Ada Roe".
            let name = opened(name.trim_start()).map_or(name, |(_, behind)| behind);
            let name = without_date(name).trim().trim_matches(['.', ':', '-', '*', '"', '“', '”']).trim();
            // "Ada Roe @adaroe".
            let name = name.split_once(" @").map_or(name, |(who, _)| who.trim_end());
            let name = without_outlet(without_role(name));
            let (name, agency) = without_agency(name);
            if is_name(name) {
                if out.len() < MAX_NAMES && out.iter().all(|known| known != name) {
                    out.push(name.to_string());
                }
                if let Some(agency) = agency {
                    out.push(agency.to_string());
                    return out;
                }
            } else if !name.is_empty() {
                // Behind the names come roles, places and dates.
                return out;
            }
        }
    }
    out
}

/// What stands before a date: "Ada Roe am 3. Mai", "Ada Roe May 3" are "Ada Roe".
fn without_date(whole: &str) -> &str {
    let is_dated = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let Some(dated) = whole.split_whitespace().find(|word| is_dated(word)) else { return whole };
    let mut name = whole.split_once(dated).map_or(whole, |(before, _)| before).trim_end();
    while let Some((rest, last)) = name.rsplit_once(' ')
        && (date::is_month(last) || last.chars().all(char::is_lowercase))
    {
        name = rest;
    }
    if is_person(name) { name } else { whole }
}

/// The name that a line opens with right before a whole date: "Ada Roe 3 May 2031", "Ada Roe May 3, 2031 2 shares". A
/// sentence has other words between.
pub fn before_date(line: &str) -> Option<&str> {
    let name = Some(without_date(line)).filter(|name| name.len() < line.len() && is_person(name))?;
    let rest = line[name.len()..].trim_start();
    let is_date = date::dates(rest).first().is_some_and(|date| !date.is_change);
    let opens_date = rest.starts_with(|c: char| c.is_ascii_digit())
        || rest
            .split_whitespace()
            .next()
            .is_some_and(|word| date::is_month(word.trim_end_matches(['.', ','])));
    (is_date && opens_date && rest.split_whitespace().count() <= MAX_BEHIND_NAME).then_some(name)
}

/// What stands before what its writer does, and what stands behind that: "Ada Roe, Political Editor 3 May 2031" is "Ada
/// Roe" and "3 May 2031".
pub fn before_role(line: &str) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 5;
    let (who, rest) = line.split_once(',')?;
    let is_role = |word: &str| word != "for" && WordList::Role.has(&word.to_lowercase());
    let words = rest.match_indices(' ').map(|(at, _)| at + 1);
    for start in words.take(MOST_WORDS) {
        let word = rest[start..].split(' ').next().unwrap_or_default();
        let at = start + word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let next = rest[at..].trim_start().split(' ').next().unwrap_or_default();
        if is_role(bare) && !is_role(next) {
            return Some((who, rest[at..].trim_start_matches([' ', ',', '|', '–', '-', '·', '•'])));
        }
    }
    None
}

/// A date, a time, and numbers of readers.
const MAX_BEHIND_NAME: usize = 10;

/// A name without what its bearer does: "Ada Roe Staff Writer" is "Ada Roe".
fn without_role(name: &str) -> &str {
    let mut shorter = name;
    while let Some((rest, last)) = shorter.rsplit_once(' ')
        && WordList::Role.has(&last.to_lowercase())
    {
        shorter = rest;
    }
    if is_person(shorter) && shorter.split(' ').count() <= 3 { shorter } else { name }
}

/// A name without the agency that is set behind it: "KIT LUND Associated Press".
fn without_agency(name: &str) -> (&str, Option<&str>) {
    let ends = name.match_indices(' ').rev().take(3).map(|(at, _)| (&name[..at], &name[at + 1..]));
    let ends = ends.filter(|(before, behind)| is_agency(behind) && is_person(before));
    ends.last().map_or((name, None), |(before, agency)| (before, Some(agency)))
}

/// A name without for whom and where its bearer writes: "Ada Roe for The Vesper", "Ada Roe in Port Sollis", "Ada Roe BBC
/// News" are "Ada Roe".
fn without_outlet(name: &str) -> &str {
    let cut = [" for ", " in ", " on ", " at "].iter().filter_map(|joint| name.split_once(joint));
    if let Some((before, _)) =
        cut.min_by_key(|(before, _)| before.len()).filter(|(before, _)| is_person(before))
    {
        return before;
    }
    let is_outlet = |words: &str| {
        let first = words.split(' ').next().unwrap_or_default();
        let is_initials = first.len() > 1 && first.chars().all(|c| c.is_ascii_uppercase());
        let has_lower = name.contains(|c: char| c.is_lowercase());
        is_initials && has_lower && words.split(' ').any(is_common) && !is_agency(words)
    };
    let ends = name.match_indices(' ').map(|(at, _)| (&name[..at], &name[at + 1..]));
    let mut ends = ends.filter(|(before, behind)| is_person(before) && is_outlet(behind));
    ends.next().map_or(name, |(before, _)| before)
}

/// More people than sign any article; each name is held against all before it.
const MAX_NAMES: usize = 100;

/// More characters than the longest opener has.
const MAX_OPENER: usize = 16;

/// The longest of the openers that a text begins with, and what follows it.
fn opened(text: &str) -> Option<(&'static str, &str)> {
    // "ByAda Roe" was set in two elements.
    if let Some(name) = text.strip_prefix("By").filter(|name| name.starts_with(char::is_uppercase)) {
        return Some(("by ", name));
    }
    let end = text.char_indices().nth(MAX_OPENER).map_or(text.len(), |(at, _)| at);
    let lower = text[..end].to_lowercase();
    let openers = WordList::BylineOpener.words();
    if !opens_with(&lower, openers) {
        return None;
    }
    let opener = openers.iter().filter(|o| lower.starts_with(**o)).max_by_key(|o| o.len())?;
    Some((opener, text.get(opener.len()..)?.trim_start()))
}

fn split_and(part: &str) -> Vec<&str> {
    let mut out = vec![part];
    for joint in WordList::BylineJoint.words() {
        out = out.into_iter().flat_map(|p| p.split(*joint)).collect();
    }
    out
}

/// Whether some words can be a person's (or an agency's) name.
pub fn can_be_name(name: &str) -> bool {
    let n_words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let has_not = lower.split(|c: char| !c.is_alphanumeric()).any(|w| WordList::NoName.has(w));
    let is_bad = name.contains(['@', '{', '<', '?', '!', '=', '#', '"'])
        || name.contains(|c: char| c.is_ascii_digit());
    let has_address = lower.split_whitespace().any(|w| {
        [".com", ".net", ".org", ".co.uk"].iter().any(|end| w.len() > end.len() && w.ends_with(end))
    });
    // "More by", "Autorenseite von".
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let is_open =
        n_words > 1 && WordList::BylineOpener.words().iter().any(|opener| opener.trim_end() == last);
    let is_long = name.chars().count() > 48 || n_words > 6;
    let begins = name
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_ascii() || c.is_lowercase() && n_words > 1);
    let is_sound = name.chars().count() > 2 && !is_long && !is_bad && !has_address;
    is_agency(name) || is_sound && begins && !has_not && !is_open
}

/// Whether some words look like a person's name: two to four that open with capitals, with the small words that names have.
pub fn is_person(words: &str) -> bool {
    let mut n_words = 0;
    for word in words.split_whitespace() {
        let is_small = WordList::NameParticle.has(word);
        let is_capital = word.starts_with(char::is_uppercase);
        let is_clean = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        if !(is_clean && (is_capital || (is_small && n_words > 0))) || is_common(word) {
            return false;
        }
        n_words += 1;
    }
    (2..=4).contains(&n_words) && words.chars().count() <= 40
}

/// Capitalised words that names of sections have and names of people have not.
fn is_common(word: &str) -> bool {
    WordList::SectionWord.has(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_of_bylines() {
        let names = |text| names(text, can_be_name);
        assert_eq!(names("By Ada Roe and Kit Lund, Staff Writers | 3 May"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(names("Von Ada Roe"), ["Ada Roe"]);
        assert_eq!(names("VON ADA ROE am 3. Mai 2031"), ["ADA ROE"]);
        assert_eq!(names("By Ada Roe May 3, 2031"), ["Ada Roe"]);
        assert_eq!(names("ByAda Roe"), ["Ada Roe"]);
        assert_eq!(names("Reuters, by Ada Roe"), ["Reuters", "Ada Roe"]);
        assert_eq!(names("AP | By Ada Roe and Kit Lund"), ["AP", "Ada Roe", "Kit Lund"]);
        assert_eq!(names("Ada Roe @adaroe"), ["Ada Roe"]);
        assert_eq!(names("Ada Hal\u{ad}vor\u{ad}sen"), ["Ada Halvorsen"]);
        assert!(names("More stories by").is_empty());
        assert_eq!(names("Ada Roe Staff Writer"), ["Ada Roe"]);
        assert!(names("The Daily Reporter").is_empty());
        assert_eq!(names("Ada Roe, Correspondent in Port Vale"), ["Ada Roe"]);
        assert!(names("Updated 3 May 2031").is_empty());
        assert!(names("https://vesper.example/author/roe").is_empty());
    }

    #[test]
    fn names_by_looks_alone_are_told_from_sentences() {
        let names = |text| names(text, is_person);
        assert_eq!(names("By Jane Roe and John Doe, political correspondents"), ["Jane Roe", "John Doe"]);
        assert_eq!(names("BY JANE ROE"), ["JANE ROE"]);
        assert!(names("By Monday the ferry was back").is_empty());
        assert!(names("By the harbour").is_empty());
    }

    #[test]
    fn names_are_told_from_sections() {
        assert!(is_person("Ana Belo") && is_person("Omar de la Lund") && is_person("A. J. O’Hara"));
        assert!(!is_person("World News") && !is_person("Ana") && !is_person("Ana belo"));
        assert!(!is_person("Real Estate"));
    }
}
