//! What the words of a source are: pronouns, names with what is said of them, descriptions; one or several.

use std::ops::Range;

use onrecord_language::tokens;

use super::lexicon::{self, Class, Sex};
use super::name::{Name, names};
use super::role::{ends_noun_phrase, is_determiner};
use super::words::{folded, is_capital, without_possessive};

/// Whether the capitalised word at a place is no name: "Polls" at the start of a sentence.
pub type IsCommon<'a> = dyn Fn(&Range<usize>) -> bool + 'a;

/// One of those whom a source's words refer to.
#[derive(Clone, Debug)]
pub enum Part {
    Pronoun(Range<usize>),
    Named(Named),
    Described(Description),
}

/// A name and the words beside it that say who that is.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: Name,
    /// "his water minister" in "his water minister, Ada Roe,".
    pub role: Option<Range<usize>>,
}

/// Somebody or something who is described and not named.
#[derive(Clone, Debug)]
pub struct Description {
    pub range: Range<usize>,
    /// The noun with what stands before it, without a determiner.
    pub core: Range<usize>,
    /// The noun in lower case.
    pub head: String,
    pub class: Option<Class>,
    pub sex: Option<Sex>,
    pub plural: bool,
    /// Whether it points back to somebody known: "the official", not "an official".
    pub definite: bool,
    /// Whether it belongs to somebody: "her daughter".
    pub possessed: bool,
    /// "both leaders", "the two".
    pub is_pair: bool,
    /// The words around the noun, folded.
    pub words: Vec<String>,
    /// Whether a name stands before the noun: "the Roe campaign".
    pub proper: bool,
}

/// No source says who speaks in more words than this.
const MOST_WORDS: usize = 200;

/// The parts of a source, in order. `is_common` tells a capitalised word that is no name.
pub fn parts(text: &str, source: &[Range<usize>], is_common: &IsCommon) -> Vec<Part> {
    let mut words: Vec<Range<usize>> =
        source.iter().flat_map(|range| tokens(text, range.clone())).take(MOST_WORDS).collect();
    // Pieces may come in any order, and one inside another.
    words.sort_by_key(|word| word.start);
    words.dedup_by(|next, word| next.start < word.end);
    // "by Roe’s own account", "Roe eagerly added".
    while words.len() > 1 && words.pop_if(|word| is_aside(&text[word.clone()])).is_some() {}
    let mut out = Vec::new();
    for speaker in speakers(text, &words, is_common) {
        out.extend(part(text, &speaker, is_common));
    }
    out
}

/// Whether a word at a source's end belongs to its verb or to its noun, and tells nobody.
fn is_aside(word: &str) -> bool {
    const NOUNS: [&str; 6] = ["family", "assembly", "ally", "weekly", "daily", "monthly"];
    matches!(word, "own" | "also" | "later" | "then" | "again" | "together")
        || word.ends_with("ly") && word.starts_with(char::is_lowercase) && !NOUNS.contains(&word)
}

pub fn is_pronoun(word: &str) -> bool {
    // "US" is a country.
    word != "US"
        && matches!(
            &*word.to_lowercase(),
            "he" | "she"
                | "they"
                | "it"
                | "i"
                | "we"
                | "you"
                | "who"
                | "which"
                | "that"
                | "whom"
                | "whose"
                | "his"
                | "her"
                | "their"
                | "its"
                | "my"
                | "our"
                | "him"
                | "them"
                | "me"
                | "us"
                | "himself"
                | "herself"
                | "itself"
                | "themselves"
                | "hers"
                | "theirs"
        )
}

/// A speaker's words: the noun phrase, and the appositions behind it.
struct Speaker<'w> {
    core: &'w [Range<usize>],
    appositions: Vec<&'w [Range<usize>]>,
}

/// Cuts a source at commas and at "and" where a new speaker begins.
fn speakers<'w>(text: &str, words: &'w [Range<usize>], is_common: &IsCommon) -> Vec<Speaker<'w>> {
    let word = |t: &Range<usize>| &text[t.clone()];
    let mut segments: Vec<&[Range<usize>]> = Vec::new();
    let mut start = 0;
    for idx in 1..=words.len() {
        let ends = idx == words.len() || {
            let gap = text.get(words[idx - 1].end..words[idx].start).unwrap_or(";");
            gap.contains([',', ';', '(', ')', '—', '–', ':', '\n'])
        };
        if ends && start < idx {
            segments.push(&words[start..idx]);
            start = idx;
        }
    }
    let is_and = |t: &Range<usize>| matches!(&*word(t).to_lowercase(), "and" | "or" | "joined" | "including");
    let last_and =
        segments.iter().rposition(|s| is_and(&s[0]) || coordinated(text, s).len() > 1).unwrap_or(0);
    // The members of a list are names; "Md." and "R-Vale" behind a name are none.
    let is_place = |t: &Range<usize>| {
        text[t.end..].starts_with('.') || word(t).contains('.') || word(t).get(1..2) == Some("-")
    };
    let is_name = |s: &[Range<usize>]| {
        let is_part =
            |t: &Range<usize>| is_capital(word(t)) && !is_common(t) || is_and(t) || is_determiner(word(t));
        s.iter().all(is_part) && !s.iter().any(is_place)
    };
    let mut out: Vec<Speaker> = Vec::new();
    for (idx, segment) in segments.iter().enumerate() {
        let begins_new = idx > 0
            && (is_and(&segment[0]) && segment.len() > 1 && begins_speaker(word(&segment[1]))
                || idx <= last_and && is_name(segment));
        if idx > 0 && !begins_new {
            out.last_mut().expect("a first one").appositions.push(segment);
            continue;
        }
        let n_joining = segment.iter().take_while(|t| is_and(t) || word(t) == "by").count();
        let segment = if idx > 0 { &segment[n_joining..] } else { segment };
        let pieces = coordinated(text, segment);
        out.extend(pieces.into_iter().map(|core| Speaker { core, appositions: Vec::new() }));
    }
    out
}

/// "Roe and Lund" is two; "the Dam and Bridge Commission" and "the head of dams and bridges" are one.
fn coordinated<'w>(text: &str, segment: &'w [Range<usize>]) -> Vec<&'w [Range<usize>]> {
    let Some(first) = segment.first() else { return Vec::new() };
    let word = |idx: usize| &text[segment[idx].clone()];
    let whole = first.start..segment[segment.len() - 1].end;
    let found = names(text, whole);
    let mut out = Vec::new();
    let mut start = 0;
    for idx in 1..segment.len().saturating_sub(1) {
        let in_name =
            found.iter().any(|n| n.name.start < segment[idx].start && segment[idx].end < n.name.end);
        let is_noun = |idx: usize| lexicon::class(word(idx)).is_some_and(|c| c != Class::Quality);
        let next = idx + 1;
        // "The Velmark and Swedish guides".
        let is_adjective = crate::gazetteer::country_of_adjective(word(idx - 1)).is_some()
            && crate::gazetteer::country(word(idx - 1)).is_none()
            && !is_determiner(word(next));
        let ends_speaker =
            !is_adjective && (is_capital(word(idx - 1)) || is_noun(idx - 1) || is_pronoun(word(idx - 1)));
        let begins_speaker = begins_speaker(word(next));
        // "polls in Velmark and Vale" are one kind of polls.
        let outside = |t: &Range<usize>| !found.iter().any(|n| n.whole.start < t.start && t.end < n.name.end);
        let is_governed =
            segment[start..idx].iter().any(|t| ends_noun_phrase(&text[t.clone()]) && outside(t));
        let begins_speaker = begins_speaker && (!is_governed || is_determiner(word(next)));
        if matches!(word(idx), "and" | "or") && !in_name && ends_speaker && begins_speaker {
            out.push(&segment[start..idx]);
            start = next;
        }
    }
    out.push(&segment[start..]);
    out
}

/// Whether a word behind "and" begins another speaker, and no second verb: "Roe, who came and saw".
fn begins_speaker(word: &str) -> bool {
    is_capital(word)
        || is_determiner(word)
        || matches!(word, "a" | "other" | "others" | "many" | "some" | "several" | "by" | "both")
        || lexicon::class(word).is_some()
}

fn part(text: &str, speaker: &Speaker, is_common: &IsCommon) -> Option<Part> {
    let word = |t: &Range<usize>| &text[t.clone()];
    let core = speaker.core;
    let last = core.last()?;
    // "he", "himself", "many of whom".
    // "One of them" is somebody else than they.
    if !word(&core[0]).eq_ignore_ascii_case("one")
        && core.iter().all(|t| lexicon::is_small(word(t)) || is_pronoun(word(t)))
        && let Some(pronoun) = core.iter().rev().find(|t| is_pronoun(word(t)))
    {
        return Some(Part::Pronoun(pronoun.clone()));
    }
    let is_pair =
        core.iter().any(|t| matches!(&*word(t).to_lowercase(), "both" | "two" | "pair" | "duo" | "couple"));
    let n_leading = core.iter().take_while(|t| lexicon::is_small(word(t)) || word(t) == "the").count();
    let leading = &core[..n_leading];
    let inner = &core[n_leading.min(core.len() - 1)..];
    let found = names(text, inner[0].start..last.end);
    let in_name = |t: &Range<usize>| found.iter().any(|n| n.whole.start < t.start && t.end < n.name.end);
    let n_phrase = 1 + inner[1..].iter().take_while(|t| in_name(t) || !ends_noun_phrase(word(t))).count();
    let n_phrase = participle(text, &inner[..n_phrase]).unwrap_or(n_phrase);
    let head = &inner[n_phrase - 1];
    let named = found.iter().find(|n| n.is_named() && n.name.start <= head.start && head.start < n.name.end);
    // "Silence of the Mills author Ada Roe": who is named last is what the noun before says.
    let by_noun = found.iter().rfind(|n| n.is_named() && n.name.end == last.end).filter(|n| {
        let before = core.iter().rfind(|t| t.end <= n.whole.start);
        before.is_some_and(|t| !is_capital(word(t)) && lexicon::class(word(t)) == Some(Class::Person))
    });
    if let Some(name) = by_noun {
        return Some(Part::Named(Named { name: name.clone(), role: None }));
    }
    let is_plain_noun = |n: &Name| is_common(if text[n.name.clone()].contains(' ') { &n.name } else { head });
    if let Some(name) = named.filter(|n| !is_plain_noun(n)) {
        return Some(Part::Named(Named { name: name.clone(), role: None }));
    }
    // "Secretary of State" is a secretary.
    let is_office = inner.len() > 2 && lexicon::is_title(word(&inner[0])) && word(&inner[1]) == "of";
    let (n_phrase, head) = if is_office { (1, &inner[0]) } else { (n_phrase, head) };
    // An office, and its holder behind a comma: "his water minister, Ada Roe".
    let class = lexicon::noun(&folded(word(head))).map(|(noun, _)| noun.class);
    if matches!(class, Some(Class::Person | Class::Honorific) | None) {
        // "The gathering in Davos, Switzerland".
        let is_placed = n_phrase < inner.len() && is_capital(word(last));
        let names_holder = |words: &&[Range<usize>]| holder(text, words, is_common).filter(|_| !is_placed);
        let holder = speaker.appositions.iter().find_map(names_holder);
        if let Some(name) = holder {
            return Some(Part::Named(Named {
                name,
                role: Some(inner[0].start..head.end).filter(|_| !is_pronoun(word(head))),
            }));
        }
    }
    // "Her party, the Free Liberals".
    if class == Some(Class::Institution)
        && let Some(name) = speaker.appositions.first().and_then(|words| body_name(text, words))
    {
        return Some(Part::Named(Named { name, role: None }));
    }
    let noun = lexicon::noun(&folded(word(head)));
    let head_word = folded(word(head));
    let plural = noun.map_or(head_word.ends_with('s') && !head_word.ends_with("ss"), |(_, plural)| plural);
    let is_definite = |t: &Range<usize>| {
        is_determiner(word(t)) && !matches!(&*word(t).to_lowercase(), "a" | "an")
            || word(t).eq_ignore_ascii_case("both")
    };
    let is_possessive =
        |t: &Range<usize>| matches!(&*word(t).to_lowercase(), "his" | "her" | "their" | "its" | "our" | "my");
    let possessed = leading.iter().any(is_possessive)
        || inner[..n_phrase - 1].iter().any(|t| without_possessive(word(t)).len() < word(t).len());
    // "Secretary of State said": a title alone is its holder.
    let is_title = leading.is_empty()
        && !plural
        && matches!(class, Some(Class::Person))
        && inner[..n_phrase].iter().all(|t| is_capital(word(t)));
    let around = inner[..n_phrase - 1].iter().chain(&inner[n_phrase..]).take(12);
    Some(Part::Described(Description {
        range: core[0].start..last.end,
        core: inner[0].start..head.end,
        class: noun.map(|(noun, _)| noun.class),
        sex: noun.and_then(|(noun, _)| noun.sex),
        plural,
        definite: leading.iter().any(is_definite) || possessed || is_title,
        possessed,
        is_pair,
        words: around.map(|t| folded(word(t))).filter(|w| !lexicon::is_small(w)).collect(),
        proper: found.iter().any(|n| n.whole.start < head.start && n.is_named() && !is_common(&n.name))
            || inner[..n_phrase - 1].iter().any(|t| is_capital(word(t)) && !is_common(t)),
        head: head_word,
    }))
}

/// Where a participle cuts a noun phrase short: "an analysis *released* by the ministry".
fn participle(text: &str, phrase: &[Range<usize>]) -> Option<usize> {
    let word = |idx: usize| &text[phrase[idx].clone()];
    let is_noun = |idx: usize| lexicon::class(word(idx)).is_some_and(|c| c != Class::Quality);
    let is_form = |w: &str| {
        !is_capital(w)
            && ["ed", "ing", "wn", "een", "itten", "sent", "made"].iter().any(|ending| w.ends_with(ending))
    };
    (1..phrase.len())
        .find(|idx| is_form(word(*idx)) && is_noun(idx - 1) && lexicon::class(word(*idx)).is_none())
}

/// The name of a body that an apposition is all of: "the Free Liberals".
fn body_name(text: &str, words: &[Range<usize>]) -> Option<Name> {
    let word = |t: &Range<usize>| &text[t.clone()];
    let first = words.iter().position(|t| !is_determiner(word(t)))?;
    let name = &words[first..];
    let is_named =
        name.iter().all(|t| is_capital(word(t)) || matches!(word(t), "of" | "for" | "and" | "the"));
    let range = name[0].start..name[name.len() - 1].end;
    (is_named && name.len() > 1).then(|| Name { whole: range.clone(), name: range })
}

/// The name that an apposition gives, where it gives nothing but a name and its title.
fn holder(text: &str, words: &[Range<usize>], is_common: &IsCommon) -> Option<Name> {
    let last = words.last()?;
    let found = names(text, words[0].start..last.end);
    // "Dr Ada Roe of Roe & Lund"
    let leads = |n: &&Name| {
        let behind = text[n.name.end..].split(' ').nth(1).unwrap_or("");
        n.is_named() && n.whole.start == words[0].start && matches!(behind, "of" | "from" | "at")
    };
    if let Some(name) = found.iter().find(leads).filter(|n| text[n.name.clone()].contains(' ')) {
        return Some(name.clone());
    }
    let name = found.into_iter().rfind(Name::is_named)?;
    let is_owner = text[name.name.end..].starts_with(['’', '\'']);
    let reaches_end = name.name.end + 3 >= last.end && !is_owner;
    let is_name = !is_common(last) && lexicon::class(&text[last.clone()]) != Some(Class::Institution);
    let is_person = text[name.name.clone()].contains(' ') || words.len() == 1;
    (reaches_end && is_name && is_person && !is_determiner(&text[words[0].clone()])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let show = |part: Part| match part {
            Part::Pronoun(range) => format!("pronoun {}", &text[range]),
            Part::Named(named) => text[named.name.name].to_string(),
            Part::Described(d) => format!("{} {}", if d.definite { "the" } else { "a" }, d.head),
        };
        let is_common = |word: &Range<usize>| lexicon::class(&text[word.clone()]).is_some();
        parts(text, std::slice::from_ref(&(0..text.len())), &is_common).into_iter().map(show).collect()
    }

    #[test]
    fn one_speaker_with_what_is_said_of_him() {
        assert_eq!(check("Kit Lund, head of dams and bridges at the Water Ministry,"), ["Kit Lund"]);
        assert_eq!(check("the then Water Minister, Kit Lund"), ["Kit Lund"]);
        assert_eq!(check("his water minister, Ada Roe"), ["Ada Roe"]);
        assert_eq!(check("His solicitor, Dr Ada Roe of Roe & Lund,"), ["Ada Roe"]);
        assert_eq!(check("Silence of the Mills author Ada Roe"), ["Ada Roe"]);
    }

    #[test]
    fn several_speakers() {
        assert_eq!(check("Roe and Lund"), ["Roe", "Lund"]);
        assert_eq!(check("Ada Roe, Kit Lund and Lena Brandt"), ["Ada Roe", "Kit Lund", "Lena Brandt"]);
        assert_eq!(
            check("Prime Minister Ada Roe, the leader of Vale First, and Water Minister Kit Lund"),
            ["Ada Roe", "Kit Lund"]
        );
        assert_eq!(check("Roe and other residents"), ["Roe", "a residents"]);
    }

    #[test]
    fn descriptions() {
        assert_eq!(check("the official"), ["the official"]);
        assert_eq!(check("two officials briefed on the Velmark talks"), ["a officials"]);
        assert_eq!(check("a spokesman for the Water Ministry"), ["a spokesman"]);
        assert_eq!(check("an analysis released by the Mill Institute"), ["a analysis"]);
        assert_eq!(check("Lund’s surrogates"), ["the surrogates"]);
    }

    #[test]
    fn pronouns() {
        assert_eq!(check("she"), ["pronoun she"]);
        assert_eq!(check("many of whom"), ["pronoun whom"]);
    }
}
