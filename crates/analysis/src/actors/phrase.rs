//! What the words of a source are: pronouns, names with what is said of them, descriptions; one or several.

use std::ops::Range;

use onrecord_language::names::{folded, is_capital, is_possessor};
use onrecord_language::{Lexicon, List, NounClass, Sex, Text, Token};

use super::name::Name;
use super::role::ends_noun_phrase;
use super::speakers::{KnownNames, SourceText, Speaker};

/// One of those whom a source's words refer to.
#[derive(Clone, Debug)]
pub enum SourcePhrase {
    Pronoun(Range<usize>),
    Named(NamedPhrase),
    Described(Description),
}

/// A name and the words beside it that say who that is.
#[derive(Clone, Debug)]
pub struct NamedPhrase {
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
    pub class: Option<NounClass>,
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

/// The phrases of a source, in order.
pub fn phrases(text: &Text, source: &[Range<usize>], known: &dyn KnownNames) -> Vec<SourcePhrase> {
    let mut words: Vec<Token> = text.tokens_of(source);
    words.truncate(MOST_WORDS);
    // Pieces may come in any order, and one inside another.
    words.sort_by_key(|word| word.at.start);
    words.dedup_by(|next, word| next.at.start < word.at.end);
    // "by Roe’s own account", "Roe eagerly added".
    while words.len() > 1 && words.pop_if(|word| is_aside(text.lexicon(), text.word(word))).is_some() {}
    let source = SourceText { text, lexicon: text.lexicon(), known };
    source.speakers(&words).iter().filter_map(|speaker| phrase(&source, speaker)).collect()
}

/// Whether a word at a source's end belongs to its verb or to its noun, and tells nobody.
fn is_aside(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.has_as_written(List::Aside, word)
        || word.ends_with("ly") && word.starts_with(char::is_lowercase) && !lexicon.has(List::NounInLy, word)
}

/// A noun phrase, cut where it has named its head.
struct Cut<'w> {
    /// All its words.
    core: &'w [Token],
    /// The small words before it: "the", "both".
    leading: &'w [Token],
    /// The words behind those.
    inner: &'w [Token],
    /// How many of the inner words there are up to its head.
    n_phrase: usize,
    /// The names among the inner words.
    found: Vec<Name>,
}

impl<'w> Cut<'w> {
    fn new(source: &SourceText, core: &'w [Token]) -> Cut<'w> {
        let is_leading = |token: &&Token| source.is(List::Small, token);
        let n_leading = core.iter().take_while(is_leading).count();
        let inner = &core[n_leading.min(core.len() - 1)..];
        let found = source.names(inner[0].at.start..core[core.len() - 1].at.end);
        let in_name =
            |token: &Token| found.iter().any(|n| n.whole.start < token.at.start && token.at.end < n.name.end);
        let goes_on =
            |token: &&Token| in_name(token) || !ends_noun_phrase(source.lexicon, source.word(token));
        let n_phrase = 1 + inner[1..].iter().take_while(goes_on).count();
        let n_phrase = participle(source, &inner[..n_phrase]).unwrap_or(n_phrase);
        Cut { core, leading: &core[..n_leading], inner, n_phrase, found }
    }

    fn head(&self) -> &'w Token {
        &self.inner[self.n_phrase - 1]
    }

    fn last(&self) -> &'w Token {
        &self.core[self.core.len() - 1]
    }

    /// The words before the head.
    fn before(&self) -> &'w [Token] {
        &self.inner[..self.n_phrase - 1]
    }
}

/// What one speaker's words are.
fn phrase(source: &SourceText, speaker: &Speaker) -> Option<SourcePhrase> {
    speaker.core.last()?;
    if let Some(pronoun) = pronoun(source, speaker.core) {
        return Some(SourcePhrase::Pronoun(pronoun));
    }
    let mut cut = Cut::new(source, speaker.core);
    if let Some(name) = own_name(source, &cut) {
        return Some(SourcePhrase::Named(NamedPhrase { name, role: None }));
    }
    // "Secretary of State" is a secretary.
    let is_office = cut.inner.len() > 2
        && source.lexicon.is_title(source.word(&cut.inner[0]))
        && source.word(&cut.inner[1]) == "of";
    if is_office {
        cut.n_phrase = 1;
    }
    apposed(source, speaker, &cut).or_else(|| Some(SourcePhrase::Described(description(source, &cut))))
}

/// "he", "himself", "many of whom"; "one of them" is somebody else than they.
fn pronoun(source: &SourceText, core: &[Token]) -> Option<Range<usize>> {
    let is_small = |token: &Token| source.is(List::Small, token) || source.is_pronoun(token);
    let is_one = core[0].is(&["one"]);
    let last = core.iter().rev().find(|token| source.is_pronoun(token))?;
    (!is_one && core.iter().all(is_small)).then(|| last.at.clone())
}

/// The name that a noun phrase is.
fn own_name(source: &SourceText, cut: &Cut) -> Option<Name> {
    let (head, last) = (cut.head(), cut.last());
    // "Silence of the Mills author Ada Roe": who is named last is what the noun before says.
    let is_by_noun = |n: &&Name| {
        let before = cut.core.iter().rfind(|token| token.at.end <= n.whole.start);
        before.is_some_and(|token| !token.is_capital && source.class(token) == Some(NounClass::Person))
    };
    let by_noun = cut.found.iter().rfind(|n| n.is_named() && n.name.end == last.at.end).filter(is_by_noun);
    let holds_head = |n: &&Name| n.is_named() && n.name.start <= head.at.start && head.at.start < n.name.end;
    let is_plain_noun = |n: &&Name| match source.text[n.name.clone()].contains(' ') {
        true => source.known.is_common(&n.name),
        false => source.is_common(head),
    };
    let named = || cut.found.iter().find(holds_head).filter(|n| !is_plain_noun(n));
    by_noun.or_else(named).cloned()
}

/// An office with its holder behind a comma, "his water minister, Ada Roe"; a body with its name, "her party, the Free
/// Liberals".
fn apposed(source: &SourceText, speaker: &Speaker, cut: &Cut) -> Option<SourcePhrase> {
    let head = cut.head();
    let noun = source.lexicon.noun(&folded(source.word(head)));
    let class = noun.map(|form| form.noun.class);
    if matches!(class, Some(NounClass::Person | NounClass::Honorific) | None) {
        // "The gathering in Davos, Switzerland".
        let is_placed = cut.n_phrase < cut.inner.len() && cut.last().is_capital;
        let names_holder = |words: &&[Token]| holder(source, words).filter(|_| !is_placed);
        let name = speaker.appositions.iter().find_map(names_holder)?;
        // "Asked whether the mill would pay, Roe said": a clause before a name is no office.
        let is_clause = cut.inner.iter().any(|token| source.is(List::Auxiliary, token));
        let role = cut.inner[0].at.start..head.at.end;
        let role = Some(role).filter(|_| !is_clause && !source.is_pronoun(head));
        return Some(SourcePhrase::Named(NamedPhrase { name, role }));
    }
    let body = speaker.appositions.first().filter(|_| class == Some(NounClass::Institution));
    let name = body.and_then(|words| body_name(source, words))?;
    Some(SourcePhrase::Named(NamedPhrase { name, role: None }))
}

/// Reads a noun phrase that names nobody.
fn description(source: &SourceText, cut: &Cut) -> Description {
    let Cut { core, leading, inner, n_phrase, found } = cut;
    let (head, word) = (cut.head(), |token: &Token| source.word(token));
    let head_word = folded(word(head));
    let noun = source.lexicon.noun(&head_word);
    let class = noun.map(|form| form.noun.class);
    let plural = noun.map_or(head_word.ends_with('s') && !head_word.ends_with("ss"), |form| form.plural);
    let is_definite =
        |token: &Token| source.is(List::Determiner, token) && !token.is(&["a", "an"]) || token.is(&["both"]);
    let is_owner = |token: &Token| is_possessor(word(token));
    let possessed =
        leading.iter().any(|token| source.is(List::Possessive, token)) || cut.before().iter().any(is_owner);
    // "Secretary of State said": a title alone is its holder.
    let is_title = leading.is_empty()
        && !plural
        && matches!(class, Some(NounClass::Person))
        && inner[..*n_phrase].iter().all(|token| token.is_capital);
    let around = cut.before().iter().chain(&inner[*n_phrase..]).take(12);
    let is_name_before =
        |n: &Name| n.whole.start < head.at.start && n.is_named() && !source.known.is_common(&n.name);
    Description {
        range: core[0].at.start..cut.last().at.end,
        core: inner[0].at.start..head.at.end,
        class,
        sex: noun.and_then(|form| form.noun.sex),
        plural,
        definite: leading.iter().any(is_definite) || possessed || is_title,
        possessed,
        is_pair: core.iter().any(|token| source.is(List::Pair, token)),
        words: around
            .map(|token| folded(word(token)))
            .filter(|word| !source.lexicon.has(List::Small, word))
            .collect(),
        proper: found.iter().any(is_name_before)
            || cut.before().iter().any(|token| token.is_capital && !source.is_common(token)),
        head: head_word,
    }
}

/// Where a participle cuts a noun phrase short: "an analysis *released* by the ministry".
fn participle(source: &SourceText, phrase: &[Token]) -> Option<usize> {
    let is_noun = |token: &Token| source.class(token).is_some_and(|class| class != NounClass::Quality);
    let is_form = |token: &Token| {
        let endings = ["ed", "ing", "wn", "een", "itten", "sent", "made"];
        !token.is_capital && endings.iter().any(|ending| source.word(token).ends_with(ending))
    };
    (1..phrase.len()).find(|idx| {
        is_form(&phrase[*idx]) && is_noun(&phrase[idx - 1]) && source.class(&phrase[*idx]).is_none()
    })
}

/// The name of a body that an apposition is all of: "the Free Liberals".
fn body_name(source: &SourceText, words: &[Token]) -> Option<Name> {
    let first = words.iter().position(|token| !source.is(List::Determiner, token))?;
    let name = &words[first..];
    let is_named = name.iter().all(|token| {
        is_capital(source.word(token)) || matches!(source.word(token), "of" | "for" | "and" | "the")
    });
    let range = name[0].at.start..name[name.len() - 1].at.end;
    (is_named && name.len() > 1).then(|| Name { whole: range.clone(), name: range })
}

/// Whether somebody else follows than whom the words before describe: "led by Ada Roe", "including Ada Roe".
pub fn is_beside(token: &Token) -> bool {
    token.is(&["by", "with", "including", "alongside"])
}

/// The name that an apposition gives, where it gives nothing but a name and its title.
fn holder(source: &SourceText, words: &[Token]) -> Option<Name> {
    let text = source.text;
    let (first, last) = (words.first()?, words.last()?);
    let found = source.names(first.at.start..last.at.end);
    // "Dr Ada Roe of Roe & Lund"
    let leads = |n: &&Name| {
        let behind = text[n.name.end..].split(' ').nth(1).unwrap_or("");
        n.is_named() && n.whole.start == first.at.start && matches!(behind, "of" | "from" | "at")
    };
    if let Some(name) = found.iter().find(leads).filter(|n| text[n.name.clone()].contains(' ')) {
        return Some(name.clone());
    }
    let name = found.into_iter().rfind(Name::is_named)?;
    let is_owner = text[name.name.end..].starts_with(['’', '\'']);
    let reaches_end = name.name.end + 3 >= last.at.end && !is_owner;
    let is_name = !source.is_common(last) && source.class(last) != Some(NounClass::Institution);
    let is_person = text[name.name.clone()].contains(' ') || words.len() == 1;
    // "members of the board, led by Ada Roe": somebody beside them.
    let is_beside = words.iter().any(is_beside);
    (reaches_end && is_name && is_person && !is_beside && !source.is(List::Determiner, first)).then_some(name)
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;

    /// Nouns are no names, and none is known.
    struct Nouns<'t>(&'t Text<'t>);

    impl KnownNames for Nouns<'_> {
        fn is_common(&self, word: &Range<usize>) -> bool {
            self.0.lexicon().class(&self.0[word.clone()]).is_some()
        }

        fn names_in(&self, _: &Range<usize>) -> Vec<Range<usize>> {
            Vec::new()
        }
    }

    fn check(text: &str) -> Vec<String> {
        let show = |phrase: SourcePhrase| match phrase {
            SourcePhrase::Pronoun(range) => format!("pronoun {}", &text[range]),
            SourcePhrase::Named(named) => text[named.name.name].to_string(),
            SourcePhrase::Described(d) => format!("{} {}", if d.definite { "the" } else { "a" }, d.head),
        };
        let whole: Vec<Range<usize>> = std::iter::once(0..text.len()).collect();
        let read = Text::new(text, whole.clone(), &Language::english());
        phrases(&read, &whole, &Nouns(&read)).into_iter().map(show).collect()
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
