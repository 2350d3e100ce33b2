//! Words that tell of a contact, from the language's table of them.

use std::ops::Range;

use onrecord_language::{Contact, ContactForm, Lexicon, List, Text, Token};

/// Some words of a sentence that tell of a contact.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Which of the sentence's words.
    pub words: Range<usize>,
    /// What the table says of them.
    pub contact: Contact,
}

/// The triggers among the words of a sentence, apart from each other; of those that overlap the longest.
pub fn find(text: &Text, words: &[Token]) -> Vec<Trigger> {
    let lexicon = text.lexicon();
    let found = lexicon.entries().contacts.find(words);
    let found = found.into_iter().map(|(words, _, contact)| Trigger { words, contact: *contact });
    let mut found: Vec<Trigger> = found.filter(|trigger| is_meant(lexicon, words, trigger)).collect();
    found.sort_by_key(|trigger| (std::cmp::Reverse(trigger.words.len()), trigger.words.start));
    let mut out: Vec<Trigger> = Vec::new();
    for trigger in found {
        let overlaps =
            |other: &Trigger| trigger.words.start < other.words.end && other.words.start < trigger.words.end;
        if !out.iter().any(overlaps) {
            out.push(trigger);
        }
    }
    out.sort_by_key(|trigger| trigger.words.start);
    out
}

/// Whether the word is of the table's part of speech: "a call" and not "they call".
fn is_meant(lexicon: &Lexicon, words: &[Token], trigger: &Trigger) -> bool {
    let (first, last) = (&words[trigger.words.start], &words[trigger.words.end - 1]);
    let before = trigger.words.start.checked_sub(1).map(|idx| &words[idx]);
    let is_behind = |list: List| before.is_some_and(|word| lexicon.has(list, &word.lower));
    let is_ing = last.lower.ends_with("ing");
    let lemmas = trigger.contact.lemmas;
    if first.lower.starts_with("meeting") {
        // "meetings" and "the meeting" are nouns, "is meeting Lund" is a verb.
        let is_verb = first.lower == "meeting" && is_behind(List::GoingOn);
        return (trigger.contact.form == ContactForm::Noun) != is_verb;
    }
    if lemmas == "conference" && before.is_some_and(|word| word.is(&["news", "press"])) {
        // What is said at a news conference is on record; the gold has none as a contact.
        return false;
    }
    match trigger.contact.form {
        ContactForm::Noun if lemmas == "talk" => last.lower == "talks" && !is_behind(List::VerbMark),
        ContactForm::Noun => {
            let is_verb = last.lower.ends_with("ed") || is_ing && lemmas != last.lower;
            !is_verb && !is_behind(List::VerbMark)
        }
        _ => {
            let is_inflected =
                first.lower.ends_with("ed") || first.lower.ends_with("ing") || first.is_irregular;
            // "Roe visits Ostvia", and not "Roe’s visits".
            let is_name = |word: &Token| word.is_capital && !word.lower.ends_with("'s");
            let is_between = before.is_some_and(is_name)
                && words.get(trigger.words.end).is_some_and(|word| word.is_capital)
                && first.lower.ends_with('s');
            let is_noun_too =
                ["interview", "visit", "tour", "phone", "debate", "telephone", "host"].contains(&lemmas);
            let is_owned = is_behind(List::NounMark) || before.is_some_and(|word| word.lower.ends_with("'s"));
            is_inflected || is_behind(List::VerbMark) || is_between || !is_noun_too && !is_owned
        }
    }
}
