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
    /// Whether it is pointed at: "that" of "that chapter" names nothing by itself.
    is_pointed_at: bool,
}

/// Words for an issue, and how much they are worth telling: nothing where they are no phrase that the encoder has read.
#[derive(Clone)]
pub struct FoundIssue {
    pub at: Range<usize>,
    pub worth: f32,
    /// Whether it is only pointed at: "that chapter".
    pub is_pointed_at: bool,
}

impl FoundIssue {
    fn unread(at: Range<usize>) -> FoundIssue {
        FoundIssue { at, worth: 0.0, is_pointed_at: false }
    }

    /// The words, with the quotation mark that they close and without one that they do not.
    pub fn text(&self, text: &str) -> String {
        let inner = &text[self.at.clone()];
        let n = |mark: char| inner.matches(mark).count();
        // A single mark at the end is an apostrophe as well: "the farmers’ union".
        if text[..self.at.start].ends_with('‘') && n('’') > n('‘') {
            return format!("‘{inner}");
        }
        let is_even = n('“') == n('”') && n('"') % 2 == 0 && n('‘') <= n('’');
        match is_even {
            true => inner.to_string(),
            false if text[..self.at.start].ends_with('“') && n('”') > n('“') => format!("“{inner}"),
            false => inner.chars().filter(|c| !matches!(c, '“' | '”' | '"' | '‘')).collect(),
        }
    }
}

/// How many bytes before or behind some words an issue is looked for that they do not name.
const FAR: usize = 500;

/// The issue of what somebody says: in these words or, where they name nothing, near them in their sentence.
pub fn said(scene: &Scene, at: &Range<usize>) -> FoundIssue {
    let found = phrase(scene, &unquoted(scene, at.clone())).or_else(|| phrase(scene, at));
    let found = found.or_else(|| phrase(scene, &near(scene, at)?));
    found.unwrap_or_else(|| FoundIssue::unread(bounded(scene, at)))
}

/// What stands near some words in their sentence, which may be as long as the text.
fn near(scene: &Scene, at: &Range<usize>) -> Option<Range<usize>> {
    let sentence = &scene.text.sentence_at(at.start)?.at;
    let reach = sentence.start.max(at.start.saturating_sub(FAR))..sentence.end.min(at.end + FAR);
    let words = scene.text.tokens_within(reach);
    Some(words.first()?.at.start..words.last()?.at.end)
}

/// The phrase of what a stance is taken on, where its object names something.
pub fn object(scene: &Scene, object: Range<usize>) -> Option<FoundIssue> {
    phrase(scene, &unquoted(scene, object))
}

/// The issue of what a stance is taken on, of its object.
pub fn taken(scene: &Scene, object: Range<usize>) -> FoundIssue {
    let words = scene.text.tokens_within(object.clone());
    if !matches!(words, [word] if word.is(&["it", "this", "that", "them", "those"])) {
        let unquoted = unquoted(scene, object);
        return phrase(scene, &unquoted).unwrap_or(FoundIssue::unread(unquoted));
    }
    // "Roe denied it": what somebody said last before, if that is not far.
    let contents = scene.attributions.iter().filter_map(|attribution| attribution.content.last());
    let near = contents.filter(|content| content.end <= object.start && content.end + FAR > object.start);
    let unknown = FoundIssue::unread(object.clone());
    near.max_by_key(|content| content.end).map_or(unknown, |content| said(scene, content))
}

/// The noun phrase of some words that is most worth telling.
fn phrase(scene: &Scene, at: &Range<usize>) -> Option<FoundIssue> {
    let words = words(scene, at);
    let found = best(&words)?;
    let end = deed_end(scene, &words, &found).unwrap_or_else(|| point_end(scene.text.as_str(), &found.at));
    Some(FoundIssue { at: found.at.start..end, ..found })
}

/// Where a name ends that is an abbreviation with a point: "the U.S."
fn point_end(text: &str, at: &Range<usize>) -> usize {
    let is_abbreviation = text[at.clone()].rsplit(' ').next().is_some_and(|last| last.contains('.'));
    at.end + usize::from(is_abbreviation && text[at.end..].starts_with('.'))
}

/// Where what somebody does or is to do ends, where the issue is nobody but them: "Vale must move", and not "Vale is a
/// joke".
fn deed_end(scene: &Scene, words: &[IssueWord], found: &FoundIssue) -> Option<usize> {
    const MOST: usize = 9;
    const BEFORE_DEED: [&str; 20] = [
        "to", "not", "must", "should", "will", "would", "can", "could", "may", "might", "has", "have", "had",
        "is", "are", "was", "were", "do", "does", "did",
    ];
    let text = scene.text.as_str();
    let is_name = scene.cast.names_in(found.at.clone()).iter().any(|(name, _)| {
        name.end == found.at.end && text[found.at.start..name.start].split_whitespace().count() < 3
    });
    let next = words.partition_point(|word| word.at.start < found.at.end);
    let form = |idx: usize| text[words[idx].at.clone()].to_lowercase();
    let verb = (next..words.len()).find(|idx| !BEFORE_DEED.contains(&form(*idx).as_str()))?;
    if !is_name || words[verb].class != WordClass::Verb || form(verb).ends_with("ing") && verb == next {
        return None;
    }
    let is_over = |idx: &usize| {
        let is_mark =
            !text[words[*idx].at.clone()].starts_with(char::is_alphanumeric) && !words[*idx].is_inner;
        is_mark || scene.text.lexicon().has(List::Circumstance, &form(*idx)) || is_manner(text, words, *idx)
    };
    let end = (verb + 1..words.len().min(verb + MOST)).find(is_over).unwrap_or(words.len().min(verb + MOST));
    let is_last = |idx: &usize| matches!(words[*idx].class, WordClass::Verb | WordClass::Noun);
    (verb..end).rev().find(is_last).map(|last| words[last].at.end)
}

/// Of the phrases that some words have, the one that is most worth telling.
fn best(words: &[IssueWord]) -> Option<FoundIssue> {
    /// What is only pointed at is taken where nothing else is worth more.
    const POINTED_AT: f32 = 0.5;
    let mut best: Option<FoundIssue> = None;
    for first in (0..words.len()).filter(|idx| begins(words, *idx)) {
        let mut worth = 0.0;
        for last in first..goes_on(words, first) {
            worth += words[last].worth;
            let is_end = words[last].class == WordClass::Noun && words[last].worth != 0.0;
            let is_pointed_at = last == first && words[first].is_pointed_at;
            let weight = if is_pointed_at { worth * POINTED_AT } else { worth };
            let is_more = weight > best.as_ref().map_or(0.0, |best| best.worth);
            if is_end && is_more && !words.get(last + 1).is_some_and(|next| next.is_inner) {
                let at = words[first].at.start..words[last].at.end;
                best = Some(FoundIssue { at, worth: weight, is_pointed_at });
            }
        }
    }
    best
}

/// Whether a phrase may begin with a word: none before it belongs to the same noun, and a modifier stands before what
/// it modifies, unlike "militarily to" and "essential to".
fn begins(words: &[IssueWord], idx: usize) -> bool {
    let is_led = idx.checked_sub(1).is_some_and(|before| words[before].is_inner);
    let is_alone =
        words[idx].class == WordClass::Modifier && !words.get(idx + 1).is_some_and(|next| next.is_inner);
    words[idx].opens && !is_led && !is_alone
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
        let is_purpose = is_purposeful(text, words, idx - 1);
        // "5.7 billion", "30,000 more"
        let is_number = matches!(here, "." | ",")
            && is_joined
            && is_digit(words.get(idx - 1))
            && is_digit(words.get(idx + 1));
        // "our troops | the support", and not "proposals to change the system".
        let is_deed = idx > 1 && is_purposeful(text, words, idx - 2);
        let is_next = words[idx - 1].class == WordClass::Noun
            && !is_deed
            && scene.text.lexicon().has(List::Determiner, &here.to_lowercase());
        let is_joining = is_number || is_point(scene, words, idx);
        words[idx].is_inner |= is_joining;
        let is_kept =
            is_joining || is_mark(text, words, idx) || is_purpose && words[idx].class == WordClass::Verb;
        words[idx].is_break = words[idx].is_break && !is_kept || is_next || is_manner(text, words, idx);
        // "militarily to", whatever class it was given.
        let is_adverb = before.ends_with("ly") && words[idx].class == WordClass::Link;
        words[idx - 1].opens &= !is_adverb;
        // "that chapter" behind a comma; "said that compromise" points at nothing.
        let is_apart = idx > 1 && !text[words[idx - 2].at.clone()].starts_with(char::is_alphanumeric);
        words[idx].is_pointed_at = match before.to_lowercase().as_str() {
            "this" | "those" | "these" => true,
            "that" => is_apart,
            _ => false,
        };
    }
}

/// Whether a word is the "to" behind a noun: "the plan to".
fn is_purposeful(text: &str, words: &[IssueWord], to: usize) -> bool {
    text[words[to].at.clone()].eq_ignore_ascii_case("to") && to > 0 && words[to - 1].class == WordClass::Noun
}

/// Whether a mark is the point of an initial or of an abbreviation: "James B. Vale", "the U.S. border".
fn is_point(scene: &Scene, words: &[IssueWord], idx: usize) -> bool {
    let form = |idx: usize| &scene.text.as_str()[words[idx].at.clone()];
    let before = form(idx - 1);
    let is_letter = before.len() == 1 && before.starts_with(|c: char| c.is_ascii_uppercase());
    let is_followed = words.get(idx + 1).is_some_and(|next| {
        next.is_inner && !scene.text.lexicon().has(List::Determiner, &form(idx + 1).to_lowercase())
    });
    form(idx) == "." && words[idx - 1].at.end == words[idx].at.start && is_letter && is_followed
}

/// Whether a quotation mark stands within a phrase: "the “no-limits” partnership".
fn is_mark(text: &str, words: &[IssueWord], idx: usize) -> bool {
    let is_closing = matches!(&text[words[idx].at.clone()], "”" | "’" | "\"" | "'")
        && words[idx - 1].at.end == words[idx].at.start;
    is_closing
        && words[idx - 1].is_inner
        && words.get(idx + 1).is_some_and(|next| next.class == WordClass::Noun && next.is_inner)
}

/// "In the strongest terms", "during a dinner": how and when are no part of what.
fn is_manner(text: &str, words: &[IssueWord], idx: usize) -> bool {
    const FAR: usize = 6;
    let form = |idx: usize| text[words[idx].at.clone()].to_lowercase();
    match form(idx).as_str() {
        "during" | "throughout" => true,
        "in" => (idx + 1..words.len().min(idx + FAR))
            .any(|idx| matches!(form(idx).as_str(), "terms" | "way" | "ways" | "manner" | "fashion")),
        _ => false,
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
    let is_letter = form.len() == 1 && form.starts_with(|c: char| c.is_ascii_lowercase());
    let opens = is_inner && !is_letter && (worth != 0.0 || ["$", "€", "£"].contains(&form));
    let is_break = is_apart || !is_inner && !is_linking;
    IssueWord { at, class, worth, is_inner, opens, is_break, is_pointed_at: false }
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
                is_pointed_at: words
                    .last()
                    .is_some_and(|_: &IssueWord| text.ends_with(&format!("that {form} "))),
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
    fn a_modifier_alone_begins_no_phrase_and_what_is_pointed_at_gives_way() {
        assert_eq!(
            of("V:respond M:militarily L:to L:an N:attack L:on N:Ostvia").as_deref(),
            Some("attack on Ostvia")
        );
        assert_eq!(of("V:close L:that N:chapter O:before N:winter").as_deref(), Some("winter"));
        assert_eq!(of("V:close L:that N:chapter").as_deref(), Some("chapter"));
    }

    #[test]
    fn what_names_nothing_has_no_phrase_and_verbs_part_two() {
        assert_eq!(of("O:we V:did M:right"), None);
        assert_eq!(of("N:dams V:flood M:low M:green N:fields").as_deref(), Some("low green fields"));
    }
}
