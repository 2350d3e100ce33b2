//! Whom a statement was made to, as its sentence tells: "told reporters", "in a letter to Roe".

use std::ops::Range;

use super::event::is_event;
use super::frame::Frame;
use super::phrase::noun_phrase;
use onrecord_language::{List, Token};

/// The words that name the hearers.
pub fn addressees(frame: &Frame) -> Vec<Range<usize>> {
    let found = object(frame)
        .or_else(|| object_in_content(frame))
        .or_else(|| asked(frame))
        .or_else(|| behind_to(frame))
        .or_else(|| of_an_occasion(frame));
    found.into_iter().collect()
}

/// "told reporters", "urged the council to": the object of a verb of telling; "told a news conference" names nobody.
fn object(frame: &Frame) -> Option<Range<usize>> {
    told(frame).filter(|told| !is_event(frame.lexicon(), &frame.text[told.clone()]))
}

/// The occasion that is told something: "news conference" in "told a news conference".
pub fn occasion(frame: &Frame) -> Option<Range<usize>> {
    let told = told(frame).filter(|told| is_event(frame.lexicon(), &frame.text[told.clone()]))?;
    let words = frame.text.tokens_in(told.clone());
    let first = words.iter().find(|word| !word.is(&["a", "an", "the", "his", "her", "their", "its"]))?;
    Some(first.at.start..told.end)
}

fn told(frame: &Frame) -> Option<Range<usize>> {
    let start = behind_telling(frame)?;
    // What is said may stand between: then nobody is named.
    (start < frame.words.len() && frame.is_joined(start)).then(|| noun_phrase(frame, start)).flatten()
}

/// "urged [the council to mend it]", "thanked [Lund for it]": whoever is to do it or did it hears it, though content
/// holds the words.
fn object_in_content(frame: &Frame) -> Option<Range<usize>> {
    const LONGEST: usize = 8;
    let start = behind_telling(frame)?;
    let (last, content) = (frame.words.get(start - 1)?, frame.content.first()?);
    if !frame.text.get(last.at.end..content.start)?.trim().is_empty() {
        return None;
    }
    let words = frame.text.tokens_in(content.clone());
    let is_thanks = last.lemmas.iter().any(|lemma| matches!(&**lemma, "thank" | "congratulate" | "praise"));
    let ends = |idx: &usize| match is_thanks {
        true => words[*idx].is(&["for", "on"]),
        false => words[*idx].is(&["to", "not"]),
    };
    let end = (1..words.len().min(LONGEST)).find(ends)?;
    // "a move to the hills" is nobody who is to move.
    let verb = words.get(end + 1 + usize::from(words[end].is(&["not"])))?;
    let is_verb = is_thanks
        || !frame.lexicon().has(List::Determiner, &verb.lower) && verb.lower == frame.text[verb.at.clone()];
    let is_someone = !words[0].is(&["to", "that", "for", "a", "an", "it", "whether", "if"]);
    let range = words[0].at.start..words[end - 1].at.end;
    let is_plain = !frame.text[range.clone()].contains([',', '“', '"', ';', ':']);
    (is_verb && is_someone && is_plain).then_some(range)
}

/// Where the object of a verb of telling begins: behind "told", "urged", "called on".
fn behind_telling(frame: &Frame) -> Option<usize> {
    let head = frame.head()?;
    let is_telling = |lemma: &String| frame.lexicon().has(List::TellingLemma, lemma);
    let is_call = frame.words[head].lemmas.iter().any(|l| l == "call")
        && frame.words.get(head + 1).is_some_and(|word| word.is(&["on", "upon"]));
    let is_passive = head > 0 && frame.has(List::Suffered, head - 1);
    let is_one = is_call || frame.words[head].lemmas.iter().any(is_telling);
    (!is_passive && is_one).then_some(head + if is_call { 2 } else { 1 })
}

/// "Roe was asked whether": the subject of a passive.
fn asked(frame: &Frame) -> Option<Range<usize>> {
    let head = frame.head()?;
    let auxiliary = [Some(head), head.checked_sub(1)].into_iter().flatten().find(|idx| {
        frame.words[*idx].is(&["was", "were", "been"])
            && idx + 1 < frame.words.len()
            && frame.has(List::Told, idx + 1)
    })?;
    let mut start = auxiliary;
    while start > 0 && (start == auxiliary || frame.is_joined(start)) && frame.is_capital(start - 1) {
        start -= 1;
    }
    let is_pronoun =
        start == auxiliary && start > 0 && frame.words[start - 1].is(&["he", "she", "they", "who"]);
    let start = if is_pronoun { start - 1 } else { start };
    (start < auxiliary).then(|| frame.bytes(start..auxiliary))
}

/// "said to Roe", "wrote to the council".
fn behind_to(frame: &Frame) -> Option<Range<usize>> {
    let head = frame.head()?;
    let to = (head + 1..frame.words.len().min(head + 4)).find(|idx| frame.words[*idx].is(&["to", "with"]))?;
    let is_spoken =
        frame.words[head].lemmas.iter().any(|lemma| frame.lexicon().has(List::SpokenLemma, lemma));
    let next = frame.words.get(to + 1)?;
    // "said, pointing to the map"
    if frame.words[head + 1..to].iter().any(|word| word.lower.ends_with("ing")) {
        return None;
    }
    let is_someone = frame.is_capital(to + 1)
        || frame.has(List::Hearing, to + 1)
        || frame.lexicon().has(List::Audience, &next.lower);
    (is_spoken && is_someone).then(|| noun_phrase(frame, to + 1)).flatten()
}

/// "in a letter to Roe", "speaking to reporters", "in an interview with the Post".
fn of_an_occasion(frame: &Frame) -> Option<Range<usize>> {
    let is_occasion = |word: &Token| frame.lexicon().has(List::Addressed, &word.lower);
    let at = frame.words.iter().position(is_occasion)?;
    let link = frame.words.get(at + 1)?;
    if frame.words[at].is(&["briefing"]) && frame.lexicon().has(List::Audience, &link.lower) {
        return noun_phrase(frame, at + 1);
    }
    (link.is(&["to", "with"])).then(|| noun_phrase(frame, at + 2)).flatten()
}
