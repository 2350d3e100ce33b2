//! What a position is on: the noun phrase of its words that they are most about.
//!
//! What class each word is of and how likely a reader's words for the issue have it, the encoder's vectors tell; weights by
//! `training/issues.py`. The phrase is the one whose words are likeliest, from its first modifier to a noun that no other
//! follows. Where the encoder has not read, closed lists of words bound it.

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::List;

use crate::scene::Scene;

/// The columns of the table of weights: the classes of words, and whether the issue has one.
#[derive(Clone, Copy, PartialEq)]
enum WordClass {
    Noun,
    Modifier,
    Link,
    Verb,
    Other,
}

const CLASSES: [WordClass; 5] =
    [WordClass::Noun, WordClass::Modifier, WordClass::Link, WordClass::Verb, WordClass::Other];
const ABOUT: usize = CLASSES.len();
type Columns = [f32; CLASSES.len() + 1];

/// A row for each number of a word's vector, the constants first.
static WEIGHTS: LazyLock<Vec<Columns>> = LazyLock::new(|| {
    let rows = onrecord_language::table::rows::<1>(include_str!("../../../weights/issue.tsv"));
    let columns = |[row]: [&str; 1]| {
        let mut cells = row.split(' ').map(|cell| cell.parse().unwrap_or(0.0));
        std::array::from_fn(|_| cells.next().unwrap_or(0.0))
    };
    rows.map(columns).collect()
});

/// A word that an issue may have.
struct IssueWord {
    at: Range<usize>,
    class: WordClass,
    /// How likely the issue has it, above what is left out; nothing for words that only link.
    worth: f32,
    /// Whether a noun or what stands before it: a number, a hyphen within.
    is_inner: bool,
    /// Whether a phrase may begin with it.
    opens: bool,
    /// Whether a phrase ends before it.
    is_break: bool,
}

/// Words for an issue, and how much they are worth telling: nothing where they are no phrase that the encoder has read.
#[derive(Clone)]
pub struct FoundIssue {
    pub at: Range<usize>,
    pub worth: f32,
}

/// The issue of what somebody says: in these words or, where they name nothing, in their sentence.
pub fn said(scene: &Scene, at: &Range<usize>) -> FoundIssue {
    let found = phrase(scene, &unquoted(scene, at.clone())).or_else(|| phrase(scene, at));
    let found = found.or_else(|| phrase(scene, &scene.text.sentence_at(at.start)?.at));
    found.unwrap_or_else(|| FoundIssue { at: bounded(scene, at), worth: 0.0 })
}

/// The issue of what a stance is taken on, of its object.
pub fn taken(scene: &Scene, object: Range<usize>) -> FoundIssue {
    const FAR: usize = 500;
    let words = scene.text.tokens_within(object.clone());
    if !matches!(words, [word] if word.is(&["it", "this", "that", "them", "those"])) {
        let unquoted = unquoted(scene, object);
        return phrase(scene, &unquoted).unwrap_or(FoundIssue { at: unquoted, worth: 0.0 });
    }
    // "Roe denied it": what somebody said last before, if that is not far.
    let contents = scene.attributions.iter().filter_map(|attribution| attribution.content.last());
    let near = contents.filter(|content| content.end <= object.start && content.end + FAR > object.start);
    let unknown = FoundIssue { at: object.clone(), worth: 0.0 };
    near.max_by_key(|content| content.end).map_or(unknown, |content| said(scene, content))
}

/// The noun phrase of some words that is most worth telling.
fn phrase(scene: &Scene, at: &Range<usize>) -> Option<FoundIssue> {
    best(&words(scene, at))
}

/// Of the phrases that some words have, the one that is most worth telling.
fn best(words: &[IssueWord]) -> Option<FoundIssue> {
    let mut best: Option<FoundIssue> = None;
    for first in (0..words.len()).filter(|idx| begins(words, *idx)) {
        let mut worth = 0.0;
        for last in first..goes_on(words, first) {
            worth += words[last].worth;
            let is_end = words[last].class == WordClass::Noun && words[last].worth != 0.0;
            let is_more = worth > best.as_ref().map_or(0.0, |best| best.worth);
            if is_end && is_more && !words.get(last + 1).is_some_and(|next| next.is_inner) {
                best = Some(FoundIssue { at: words[first].at.start..words[last].at.end, worth });
            }
        }
    }
    best
}

/// Whether a phrase may begin with a word: none before it belongs to the same noun.
fn begins(words: &[IssueWord], idx: usize) -> bool {
    words[idx].opens && !idx.checked_sub(1).is_some_and(|before| words[before].is_inner)
}

/// The word behind those that a phrase may have.
fn goes_on(words: &[IssueWord], first: usize) -> usize {
    const MOST: usize = 12;
    let end = words.len().min(first + MOST);
    (first + 1..end).find(|idx| words[*idx].is_break).unwrap_or(end)
}

/// The words of a range, as the encoder knows them; none where it has not read them.
fn words(scene: &Scene, at: &Range<usize>) -> Vec<IssueWord> {
    let text = scene.text.as_str();
    let ranges =
        onrecord_encoder::words(&text[at.clone()]).map(|word| at.start + word.start..at.start + word.end);
    let all = ranges.map_while(|at| {
        let vector = scene.vector(&at);
        (vector.len() + 1 == WEIGHTS.len()).then(|| word(scene, at, &vector))
    });
    let mut words: Vec<IssueWord> = all.collect();
    beside(scene, &mut words);
    words
}

/// What words are beside others.
fn beside(scene: &Scene, words: &mut [IssueWord]) {
    let text = scene.text.as_str();
    let is_digit = |at: Option<&IssueWord>| {
        at.is_some_and(|word| text[word.at.clone()].starts_with(|c: char| c.is_ascii_digit()))
    };
    for idx in 1..words.len() {
        let (before, here) = (&text[words[idx - 1].at.clone()], &text[words[idx].at.clone()]);
        let is_joined = words[idx - 1].at.end == words[idx].at.start;
        // "the plan to close the gate", and not "willing to close it".
        let is_purpose =
            before.eq_ignore_ascii_case("to") && idx > 1 && words[idx - 2].class == WordClass::Noun;
        // "5.7 billion", "30,000 more"
        let is_number = matches!(here, "." | ",")
            && is_joined
            && is_digit(words.get(idx - 1))
            && is_digit(words.get(idx + 1));
        // "our troops | the support"
        let is_next = words[idx - 1].class == WordClass::Noun
            && scene.text.lexicon().has(List::Determiner, &here.to_lowercase());
        words[idx].is_inner |= is_number;
        let is_kept = is_number || is_purpose && words[idx].class == WordClass::Verb;
        words[idx].is_break = words[idx].is_break && !is_kept || is_next;
    }
}

fn word(scene: &Scene, at: Range<usize>, vector: &[f32]) -> IssueWord {
    /// What readers' issues have less often than this is left out.
    const LEAST: f32 = 0.15;
    const GLUE: [&str; 12] = ["-", "’", "'", "s", "$", "€", "£", "%", "/", "&", "′", "#"];
    let mut scores = WEIGHTS[0];
    for (weights, value) in WEIGHTS[1..].iter().zip(vector) {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
    }
    let best = (0..CLASSES.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    let (class, form) = (CLASSES[best], &scene.text.as_str()[at.clone()]);
    let is_word = form.starts_with(char::is_alphanumeric);
    let is_naming = matches!(class, WordClass::Noun | WordClass::Modifier);
    let is_telling = is_word && (is_naming || class == WordClass::Verb);
    let likely = 1.0 / (1.0 + (-scores[ABOUT]).exp());
    // "before winter", "on Monday": when is no part of what.
    let lexicon = scene.text.lexicon();
    let is_apart = lexicon.has(List::Circumstance, &form.to_lowercase())
        || scene.dates.iter().any(|one| one.at.start < at.end && at.start < one.at.end);
    let is_inner = !is_apart && (is_naming && is_word || GLUE.contains(&form));
    let is_linking = is_word && class == WordClass::Link
        || class == WordClass::Verb && form.ends_with("ing")
        || lexicon.has(List::Possessive, &form.to_lowercase());
    let worth = if is_telling { likely - LEAST } else { 0.0 };
    let opens = is_inner && (worth != 0.0 || ["$", "€", "£"].contains(&form));
    IssueWord { at, class, worth, is_inner, opens, is_break: is_apart || !is_inner && !is_linking }
}

/// An issue without what is quoted at its end and the word before that: "the pledge" of "the pledge as “a gift”".
fn unquoted(scene: &Scene, issue: Range<usize>) -> Range<usize> {
    let text = scene.text.as_str();
    let words = scene.text.tokens_within(issue.clone());
    let opens = |idx: &usize| {
        text.get(words[*idx - 1].at.end..words[*idx].at.start).is_some_and(|gap| gap.contains(['“', '"']))
    };
    let Some(quoted) = (1..words.len()).find(opens) else { return issue };
    let is_link = |idx: usize| words[idx].is(&["as", "with", "by", "for", "a", "an", "the"]);
    let last = (0..quoted).rev().find(|idx| !is_link(*idx));
    last.map_or(issue.clone(), |last| issue.start..words[last].at.end)
}

/// A short phrase of some words: from the first that is more than a filler, to where the phrase ends.
fn bounded(scene: &Scene, at: &Range<usize>) -> Range<usize> {
    const MOST: usize = 10;
    let (lexicon, text) = (scene.text.lexicon(), scene.text.as_str());
    let inner = scene.text.tokens_in(at.clone());
    let start = inner.iter().position(|word| !lexicon.has(List::Filler, &word.lower)).unwrap_or(0);
    let mut end = start + 1;
    while end < inner.len() && end < start + MOST && !lexicon.has(List::IssueEnd, &inner[end].lower) {
        let gap = text.get(inner[end - 1].at.end..inner[end].at.start).unwrap_or("");
        if gap.len() > 1 && gap.contains([',', ';', '—', ':']) {
            break;
        }
        end += 1;
    }
    match (inner.get(start), inner.get(end - 1)) {
        (Some(first), Some(last)) => unquoted(scene, first.at.start..last.at.end),
        _ => at.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best phrase of some words, each behind a letter for its class: Noun, Modifier, Link, Verb, or Other.
    fn of(marked: &str) -> Option<String> {
        let (mut text, mut words) = (String::new(), Vec::new());
        for word in marked.split(' ') {
            let (class, form) = word.split_at(2);
            let class = CLASSES["NMLVO".find(&class[..1]).unwrap()];
            let is_inner = matches!(class, WordClass::Noun | WordClass::Modifier);
            let worth = if is_inner { 0.3 } else { 0.0 };
            let at = text.len()..text.len() + form.len();
            text.push_str(form);
            text.push(' ');
            words.push(IssueWord {
                at,
                class,
                worth,
                is_inner,
                opens: is_inner,
                is_break: !is_inner && class != WordClass::Link,
            });
        }
        best(&words).map(|found| text[found.at].to_string())
    }

    #[test]
    fn a_phrase_goes_from_its_first_modifier_to_its_last_noun() {
        assert_eq!(
            of("O:we V:want M:higher N:taxes L:on N:water L:from O:them").as_deref(),
            Some("higher taxes on water")
        );
        assert_eq!(of("L:the M:old N:bridge N:toll V:rose").as_deref(), Some("old bridge toll"));
    }

    #[test]
    fn what_names_nothing_has_no_phrase_and_verbs_part_two() {
        assert_eq!(of("O:we V:did M:right"), None);
        assert_eq!(of("N:dams V:flood M:low M:green N:fields").as_deref(), Some("low green fields"));
    }
}
