//! Who supplied the text, who took the picture: lines that say so, in the wordings of several languages.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::agency::{agencies_in, behind_agency, is_agency};
use crate::lists::WordList;
use crate::words::opens_with;

/// What kind of credit a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Under a picture, with words on what it shows.
    Caption,
    /// A name and little more.
    Line,
}

/// Whether a piece of `n_words` words credits a picture.
pub fn picture(words: &str, n_words: u32) -> Option<Credit> {
    if n_words > 80 || words.len() > 800 {
        return None;
    }
    let head = words[..words.floor_char_boundary(40)].to_lowercase();
    if opens_with(&head, WordList::Pictured.words()) || opens_with(&head, WordList::Filed.words()) {
        return Some(if n_words <= 8 { Credit::Line } else { Credit::Caption });
    }
    // Behind what the picture shows: "… in June 2023. Photo: Reuters."
    if !(has_cue_near_end(words) || ends_with_agency(words)) {
        return None;
    }
    Some(if n_words <= 6 { Credit::Line } else { Credit::Caption })
}

/// Finds what credits a picture behind the words on it.
static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let labels = WordList::Pictured.words().iter().filter(|cue| cue.ends_with([':', ' ']) && cue.len() > 4);
    AhoCorasick::new(labels.chain(WordList::BeforePhotographer.words())).expect("the table is small")
});

/// Whether the last few words credit a picture.
fn has_cue_near_end(words: &str) -> bool {
    let from = words.ceil_char_boundary(words.len().saturating_sub(70));
    let tail = words[from..].to_lowercase();
    let is_cue = |at: usize| from + at > 0 && is_word_start(&tail, at);
    let end = tail.trim_end_matches(['.', ')', ']', ' ']);
    CUES.find_overlapping_iter(&tail).any(|found| is_cue(found.start()))
        || WordList::PictureLibrary.words().iter().any(|library| end.ends_with(library))
}

/// Whether a name and an agency stand at the end: "(Ana Belo/AP)", "Ana Belo/AFP".
fn ends_with_agency(words: &str) -> bool {
    let end = words.trim_end_matches(['.', ')', ']', ' ']);
    let from = end.ceil_char_boundary(end.len().saturating_sub(70));
    let tail = &end[from..];
    let in_brackets = words.len() > end.len()
        && tail.rfind(['(', '[']).is_some_and(|at| {
            let inner = &tail[at + 1..];
            inner.contains('/') && inner.split(['/', ',']).any(is_agency)
        });
    in_brackets || tail.rfind('/').is_some_and(|at| is_agency(&tail[at + 1..]))
}

fn is_word_start(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// The agencies that a credit line names; `None` where the piece is no credit line.
pub fn supplied(words: &str) -> Option<Vec<&'static str>> {
    if words.len() > 400 {
        return None;
    }
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    let bare = bare.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let head = bare[..bare.floor_char_boundary(40)].to_lowercase();
    let opens = opens_with(&head, WordList::Supplied.words());
    let is_list = behind_agency(bare).is_some_and(is_credit_tail);
    if !opens && !is_list {
        return None;
    }
    let n_words = words.split_whitespace().count();
    if n_words > 40 || opens && n_words > 25 && !bare.contains("diting") {
        return None;
    }
    Some(agencies_in(bare))
}

/// What may follow an agency's name in a credit: nothing, or others and who helped.
fn is_credit_tail(tail: &str) -> bool {
    let tail = tail.trim();
    let opens = |cue: &str| {
        tail.strip_prefix(cue)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()) || rest.starts_with("with"))
    };
    tail.is_empty()
        || opens(", ")
        || opens("; ")
        || opens("/")
        || opens(" / ")
        || opens("- ")
        || opens("and ")
        || opens("& ")
        || tail.starts_with("with ")
        || tail.starts_with(", with ")
}

/// Whom a copyright line names: "© 2023 The Harbour Times. All rights reserved."
pub fn owner(words: &str) -> Option<&str> {
    let mut rest = behind_mark(words).or_else(|| words.split_once('©').map(|(_, rest)| rest))?;
    let is_edge = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–,.|:;".contains(c);
    loop {
        rest = rest.trim_start_matches(is_edge);
        match behind_mark(rest).or_else(|| rest.strip_prefix("by ")) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    let ends = [". ", ",", "|", "–", "•", "·", "(", " All ", " all "];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(is_edge);
    let n_words = name.split_whitespace().count();
    let is_name = name.starts_with(char::is_alphabetic) && (1..=7).contains(&n_words) && name.len() <= 60;
    (is_name && !opens(name, "all rights")).then_some(name)
}

/// What follows the words or signs that open a copyright line.
fn behind_mark(words: &str) -> Option<&str> {
    let words = words.trim_start();
    ["copyright", "©", "(c)"].iter().find_map(|mark| opens(words, mark).then(|| &words[mark.len()..]))
}

/// Whether some words open with a cue, whatever their case.
fn opens(words: &str, cue: &str) -> bool {
    words.get(..cue.len()).is_some_and(|head| head.eq_ignore_ascii_case(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_captions_and_credits() {
        let caption = "The ferry in the harbour of Ruvia in June 2023. Photo: Reuters.";
        assert_eq!(picture(caption, 12), Some(Credit::Caption));
        assert_eq!(picture("Photo: Ana Belo", 3), Some(Credit::Line));
        assert_eq!(picture("The mayor at the harbour (Omar Lund/AP)", 7), Some(Credit::Caption));
        assert_eq!(picture("The harbour at dawn, Ruvia. Ana Belo/AFP", 7), Some(Credit::Caption));
        assert_eq!(picture("The mayor paid the credit back in June.", 8), None);
        assert_eq!(
            picture(
                "He took the photo by the harbour wall on Monday, and nobody has seen him since, said Lund.",
                18
            ),
            None
        );
    }

    #[test]
    fn copyright_lines_name_their_owner() {
        for line in [
            "© 2031 The Harbour Times. All rights reserved.",
            "Copyright (c) 2031 The Harbour Times",
            "Copyright © 2029-2031 by The Harbour Times, all rights reserved",
            "All content ©The Harbour Times | Terms",
        ] {
            assert_eq!(owner(line), Some("The Harbour Times"), "{line}");
        }
        assert_eq!(owner("© harbour.example"), Some("harbour.example"));
        assert_eq!(owner("Copyright 2031. All rights reserved."), None);
        assert_eq!(owner("The Harbour Times"), None);
    }

    #[test]
    fn agencies_are_credited() {
        assert_eq!(supplied("• Reuters, with additional inputs from Ana Belo").unwrap(), ["Reuters"]);
        assert_eq!(supplied("(AFP)").unwrap(), ["AFP"]);
        assert_eq!(supplied("With inputs from PTI and ANI").unwrap(), ["PTI", "ANI"]);
        assert_eq!(supplied("The Associated Press").unwrap(), ["Associated Press"]);
        assert_eq!(supplied("Reporting by Ana Belo; Editing by Omar Lund").unwrap(), [""; 0]);
        assert_eq!(supplied("Reuters reported on Monday that the ferry had sunk."), None);
        assert_eq!(supplied("AP classes begin in May, the school said."), None);
    }
}
