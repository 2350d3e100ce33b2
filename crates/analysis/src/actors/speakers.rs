//! Where a source's words name one speaker and where several: "Roe and Lund", "Roe, the mayor, and Lund".

use std::ops::Range;

use onrecord_language::names::is_capital;
use onrecord_language::{Lexicon, List, NounClass, Text, Token};

use super::index::{self, is_acronym};
use super::name::{Name, names};
use super::role::ends_noun_phrase;

/// What is known of an article's names before its sources are read.
pub trait KnownNames {
    /// Whether the capitalised word at a place is no name: "Polls" at the start of a sentence.
    fn is_common(&self, word: &Range<usize>) -> bool;

    /// The names that lie in a range, in order.
    fn names_in(&self, range: &Range<usize>) -> Vec<Range<usize>>;
}

/// What the words of a source are read with.
#[derive(Clone, Copy)]
pub struct SourceText<'a> {
    pub text: &'a Text<'a>,
    pub lexicon: &'static Lexicon,
    pub known: &'a dyn KnownNames,
}

/// A speaker's words: the noun phrase, and the appositions behind it.
pub struct Speaker<'w> {
    pub core: &'w [Token],
    pub appositions: Vec<&'w [Token]>,
}

impl<'a> SourceText<'a> {
    /// A token as it is written.
    pub fn word(&self, token: &Token) -> &'a str {
        self.text.word(token)
    }

    /// Whether a token is one of a list, in any case.
    pub fn is(&self, list: List, token: &Token) -> bool {
        self.lexicon.has(list, self.word(token))
    }

    pub fn is_pronoun(&self, token: &Token) -> bool {
        // "US" is a country.
        self.word(token) != "US" && self.is(List::Pronoun, token)
    }

    /// The class of a token that is a noun.
    pub fn class(&self, token: &Token) -> Option<NounClass> {
        token.noun.map(|form| form.noun.class)
    }

    /// Whether a capitalised token is no name.
    pub fn is_common(&self, token: &Token) -> bool {
        self.known.is_common(&token.at)
    }

    /// The names in a range by their look, but for those that the article is known to write as one: "the Dams
    /// and Mills".
    pub fn names(&self, range: Range<usize>) -> Vec<Name> {
        let mut found = names(self.text, range.clone());
        for known in self.known.names_in(&range) {
            let is_part = |name: &Name| known.start <= name.name.start && name.name.end <= known.end;
            let first = found.iter().position(is_part).filter(|at| found[*at].is_named());
            let Some(first) = first.filter(|at| found[*at].name != known) else { continue };
            // "Committee on the Vale Workers Party", of which the encoder takes the party for a name.
            if index::minds(self.text[found[first].name.start.min(known.start)..known.start].split(' ')) {
                continue;
            }
            let name =
                Name { whole: found[first].whole.start.min(known.start)..known.end, name: known.clone() };
            found[first] = name;
            found.retain(|name| name.name == known || !is_part(name));
        }
        found
    }

    /// Cuts a source at commas and at "and" where a new speaker begins.
    pub fn speakers<'w>(&self, words: &'w [Token]) -> Vec<Speaker<'w>> {
        let segments = self.segments(words);
        let is_last = |segment: &&[Token]| {
            self.is(List::Coordination, &segment[0]) || self.coordinated(segment).len() > 1
        };
        let last_and = segments.iter().rposition(is_last).unwrap_or(0);
        let mut out: Vec<Speaker> = Vec::new();
        for (idx, segment) in segments.iter().enumerate() {
            let begins_new = idx > 0
                && !self.goes_on_listing(segments[idx - 1], segment)
                && (self.is(List::Coordination, &segment[0])
                    && segment.len() > 1
                    && self.begins_speaker(&segment[1])
                    || idx <= last_and && self.is_member(segment));
            if let Some(last) = out.last_mut().filter(|_| !begins_new) {
                last.appositions.push(segment);
                continue;
            }
            let is_joining = |token: &&Token| self.is(List::Coordination, token) || self.word(token) == "by";
            let n_joining = segment.iter().take_while(is_joining).count();
            let segment = if idx > 0 { &segment[n_joining..] } else { segment };
            let pieces = self.coordinated(segment);
            out.extend(pieces.into_iter().map(|core| Speaker { core, appositions: Vec::new() }));
        }
        out
    }

    /// The words between commas, brackets and dashes.
    fn segments<'w>(&self, words: &'w [Token]) -> Vec<&'w [Token]> {
        let is_joined = |left: &Token, right: &Token| {
            let gap = self.text.get(left.at.end..right.at.start).unwrap_or(";");
            !gap.contains([',', ';', '(', ')', '—', '–', ':', '\n'])
                || gap == " (" && self.is_short_form(right)
                || gap == ") " && self.is_short_form(left)
        };
        words.chunk_by(is_joined).collect()
    }

    /// Whether a token is a body’s short form in brackets, behind which its officer stands: "Mill Board (MB) chief Roe".
    fn is_short_form(&self, token: &Token) -> bool {
        let behind = self.text[token.at.end..].strip_prefix(") ").unwrap_or("");
        let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        is_acronym(self.word(token))
            && self.text[..token.at.start].ends_with(" (")
            && next.starts_with(char::is_lowercase)
            && self.lexicon.class(next) == Some(NounClass::Person)
    }

    /// Whether a segment is a member of a list: members are names; "Md." and "R-Vale" behind a name are none.
    fn is_member(&self, segment: &[Token]) -> bool {
        let is_place = |token: &Token| {
            let word = self.word(token);
            self.text[token.at.end..].starts_with('.') || word.contains('.') || word.get(1..2) == Some("-")
        };
        let is_part = |token: &Token| {
            token.is_capital && !self.is_common(token)
                || self.is(List::Coordination, token)
                || self.is(List::Determiner, token)
        };
        segment.iter().all(is_part) && !segment.iter().any(is_place)
    }

    /// Whether a segment goes on with what an apposition ends in: "a banker at Roe, Lund and Kern", "the envoy to Vale, the
    /// Isles and Aldra". Members of a list of speakers have more than one word.
    fn goes_on_listing(&self, before: &[Token], segment: &[Token]) -> bool {
        let governed = before.iter().rposition(|token| ends_noun_phrase(self.lexicon, self.word(token)));
        let is_listing = self.is(List::Determiner, &before[0])
            && governed.is_some_and(|at| {
                before[at + 1..].iter().all(|token| token.is_capital) && at + 1 < before.len()
            });
        let pieces = self.coordinated(segment);
        let is_one_word =
            |piece: &&[Token]| piece.iter().filter(|token| !self.is(List::Determiner, token)).count() == 1;
        is_listing && pieces.len() > 1 && pieces.iter().all(is_one_word)
    }

    /// "Roe and Lund" is two; "the Dam and Bridge Commission" and "the head of dams and bridges" are one.
    fn coordinated<'w>(&self, segment: &'w [Token]) -> Vec<&'w [Token]> {
        let Some(first) = segment.first() else { return Vec::new() };
        let found = self.names(first.at.start..segment[segment.len() - 1].at.end);
        let is_in =
            |names: &Range<usize>, token: &Token| names.start < token.at.start && token.at.end < names.end;
        let mut out = Vec::new();
        let mut start = 0;
        for idx in 1..segment.len().saturating_sub(1) {
            let (token, next) = (&segment[idx], &segment[idx + 1]);
            let in_name = found.iter().any(|n| is_in(&n.name, token));
            // "polls in Velmark and Vale" are one kind of polls.
            let outside = |token: &Token| !found.iter().any(|n| is_in(&(n.whole.start..n.name.end), token));
            let is_governed = segment[start..idx]
                .iter()
                .any(|token| ends_noun_phrase(self.lexicon, self.word(token)) && outside(token));
            let begins_speaker =
                self.begins_speaker(next) && (!is_governed || self.is(List::Determiner, next));
            if matches!(self.word(token), "and" | "or")
                && !in_name
                && begins_speaker
                && self.ends_speaker(&segment[idx - 1], next)
            {
                out.push(&segment[start..idx]);
                start = idx + 1;
            }
        }
        out.push(&segment[start..]);
        out
    }

    /// Whether a word before "and" ends a speaker; not that of "the Velmark and Swedish guides".
    fn ends_speaker(&self, token: &Token, next: &Token) -> bool {
        let word = self.word(token);
        let is_noun = self.class(token).is_some_and(|class| class != NounClass::Quality);
        let is_adjective = || {
            self.lexicon.country_of_adjective(word).is_some()
                && self.lexicon.country(word).is_none()
                && !self.is(List::Determiner, next)
        };
        (token.is_capital || is_noun || self.is_pronoun(token)) && !is_adjective()
    }

    /// Whether a word behind "and" begins another speaker, and no second verb: "Roe, who came and saw".
    fn begins_speaker(&self, token: &Token) -> bool {
        is_capital(self.word(token))
            || self.is(List::Determiner, token)
            || matches!(
                self.word(token),
                "a" | "other" | "others" | "many" | "some" | "several" | "by" | "both"
            )
            || self.class(token).is_some()
    }
}
