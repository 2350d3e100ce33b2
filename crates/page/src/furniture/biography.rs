//! Biographies of writers.

use crate::lists::WordList;

/// Whether a block says of one person, named at its start, what a newsroom employs them for: "Ana Belo is a
/// reporter at The Harbour Times." Sentences of an article name people so too; a biography says little else,
/// or tells how to reach them.
pub fn is_biography(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 1200 {
        return false;
    }
    let Some(rest) = behind_name(text) else { return false };
    let sentence_end = rest.find(". ").unwrap_or(rest.len());
    let sentence = &rest[..sentence_end];
    let is_short = text.len() <= 400;
    let tells_contact = tells_contact(text);
    let has_writer = |words: &str| {
        WordList::Writer.words().iter().any(|writer| {
            words.split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(writer))
                || (writer.contains(' ') && words.contains(writer))
        })
    };
    for verb in ["is a ", "is an ", "is the ", "is our ", "is "] {
        let Some(what) = sentence.strip_prefix(verb) else { continue };
        let head = what.split([',', ';', '(']).next().unwrap_or(what);
        let head = head.split(" who ").next().unwrap_or(head);
        let head = head.split(" at ").next().unwrap_or(head);
        let head = head.split(" for ").next().unwrap_or(head);
        return has_writer(head) && head.len() <= 90 && (is_short || tells_contact) && !tells_news(text);
    }
    let covers = ["covers ", "reports on ", "writes about ", "reports for ", "writes for "];
    covers.iter().any(|verb| sentence.starts_with(verb))
        && ((text.len() <= 250 && has_name_of_outlet(sentence)) || tells_contact)
        && !tells_news(text)
}

/// "covers energy for The Harbour Times": for whom, as a name.
fn has_name_of_outlet(sentence: &str) -> bool {
    [" for ", " at "].iter().any(|word| {
        sentence.split_once(word).is_some_and(|(_, outlet)| {
            outlet.starts_with(|c: char| c.is_uppercase()) || outlet.starts_with("the ")
        })
    })
}

/// How to reach somebody.
fn tells_contact(text: &str) -> bool {
    WordList::Contact.words().iter().any(|words| text.contains(words))
}

/// What an article says of a journalist and no biography does.
fn tells_news(text: &str) -> bool {
    WordList::NoBiography.words().iter().any(|words| text.contains(words))
}

/// What follows a name of two to four capitalised words at the start.
fn behind_name(text: &str) -> Option<&str> {
    let mut n_words = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ').take(5) {
        let is_name = word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "de " | "van " | "von ");
        if !is_name || word.contains([',', ':', '"', '“']) {
            break;
        }
        n_words += 1;
        at += word.len();
    }
    (2..=4).contains(&n_words).then(|| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::is_biography;

    #[test]
    fn writers_are_told_from_those_written_about() {
        for bio in [
            "Ana Belo is a senior reporter at The Harbour Times. She covers fisheries and ports.",
            "Ana Belo is the Social Media Editor at The Harbour Times. You can write to her at [email protected]",
            "Omar Lund covers energy for The Harbour Times. Reach him at [email protected]",
        ] {
            assert!(is_biography(bio), "{bio}");
        }
        for other in [
            "Omar Lund covers his mouth when he laughs.",
            "Omar Lund is the minister for fisheries.",
            "Ana Belo is a reporter for the Herald who was jailed in May, her lawyer said.",
        ] {
            assert!(!is_biography(other), "{other}");
        }
    }
}
