//! Descriptions: whom "the senator" or "the Roe campaign" points back to.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::names::{is_capital, is_possessor, without_possessive};
use onrecord_language::{List, NounClass, Token};
use onrecord_record::ActorKind;

use super::entity::Entity;
use super::name::{Name, names};
use super::phrase::Description;
use super::resolver::Resolver;
use super::speakers::KnownNames;

impl Resolver<'_> {
    /// Whom a description stands for, outside of `own` content: somebody who is known or, else, somebody new.
    pub fn described(&mut self, d: Description, own: &[Range<usize>]) -> Vec<usize> {
        if let Some(known) = self.known(&d, own) {
            return known;
        }
        let kind = match d.class {
            Some(NounClass::Document) => ActorKind::Document,
            _ => ActorKind::Unnamed,
        };
        let words = d.words.into_iter().chain([d.head]).collect();
        let (first, roles) = (d.range.start, vec![d.range]);
        let (kind, sex, plural) = (Some(kind), d.sex, d.plural);
        vec![self.cast.add_described(Entity { kind, sex, plural, words, roles, first, ..Entity::default() })]
    }

    /// Those whom a description stands for, if the article knows them.
    fn known(&mut self, d: &Description, own: &[Range<usize>]) -> Option<Vec<usize>> {
        let one = |idx: usize| vec![idx];
        if let Some(governments) = self.governments(d) {
            return Some(governments);
        }
        if let Some(named) = self.holder(d) {
            return Some(one(named));
        }
        if let Some(named) = self.trade_name(d).or_else(|| self.called(d)) {
            return Some(one(named));
        }
        let is_pair = d.is_pair && d.definite && matches!(d.class, Some(NounClass::Person) | None);
        let pair = is_pair.then(|| self.pair(d.range.start)).flatten();
        if let Some(several) = pair.or_else(|| self.leaders(d)) {
            return Some(several);
        }
        // "Both old and new judges" are none that were told of before.
        let is_the = self.cast.text[d.range.start..d.core.start].to_lowercase().contains("the ");
        let is_new = !is_the && !d.possessed;
        if let Some(group) = is_new.then(|| self.group(d)).flatten() {
            return Some(one(group));
        }
        let matching = d.definite.then(|| self.matching(d, own)).flatten();
        matching.or_else(|| self.group(d)).map(one)
    }

    /// "The Ostvian government", "U.S. authorities": the country; "the Ostvian and Kalmeran governments": both; "the
    /// government": that of the country which the article is about.
    fn governments(&mut self, d: &Description) -> Option<Vec<usize>> {
        let text = self.cast.text;
        let lexicon = text.lexicon();
        let bare = text[d.range.clone()].to_lowercase();
        if d.head == "government" && matches!(&*bare, "government" | "the government") {
            let home = self.home()?;
            return Some(vec![self.cast.country_called(home, d.range.start)]);
        }
        let before = text.get(d.core.start..d.core.end)?.strip_suffix(d.head.as_str())?.trim_end();
        let before = before.strip_suffix("federal").map_or(before, str::trim_end);
        if !lexicon.has(List::Government, &d.head) || before.is_empty() {
            return None;
        }
        let country = |words: &str| {
            lexicon.country_of_adjective(words).or_else(|| lexicon.country(without_possessive(words)))
        };
        let named: Option<Vec<&str>> = before.split(" and ").map(country).collect();
        let at = d.range.start;
        Some(named?.into_iter().map(|country| self.cast.country_called(country, at)).collect())
    }

    /// The country that the article is about: the one most told of by name and by adjective, well before the next.
    fn home(&mut self) -> Option<&'static str> {
        let (cast, lexicon) = (&self.cast, self.cast.text.lexicon());
        *self.home.get_or_insert_with(|| {
            let named = cast.named.iter().filter_map(|(_, entity)| {
                let entity = &cast.entities[*entity];
                lexicon.country(&entity.name).filter(|_| entity.kind == Some(ActorKind::Country))
            });
            let capital = cast.text.tokens().iter().filter(|token| token.is_capital);
            let peoples = capital.filter_map(|token| lexicon.country_of_adjective(cast.text.word(token)));
            let mut counts: HashMap<&'static str, usize> = HashMap::new();
            named.chain(peoples).for_each(|country| *counts.entry(country).or_default() += 1);
            let mut counts: Vec<(&'static str, usize)> = counts.into_iter().collect();
            counts.sort_by_key(|(country, n)| (std::cmp::Reverse(*n), *country));
            let (home, n) = *counts.first()?;
            let next = counts.get(1).map_or(0, |(_, n)| *n);
            (n >= FEWEST_OF_HOME && 2 * n >= 3 * next).then_some(home)
        })
    }

    /// "Ambassador to the League Ada Roe", where the body that the office is held in stands before its holder.
    fn holder(&self, d: &Description) -> Option<usize> {
        let text = self.cast.text;
        let lexicon = text.lexicon();
        let last = self.cast.named.partition_point(|(range, _)| range.start < d.range.end);
        let (name, idx) = &self.cast.named[last.checked_sub(1)?];
        let between = text.get(d.core.end..name.start)?;
        let body = [" to the ", " to ", " of the ", " of ", " for the ", " for ", " at the ", " at "];
        let body = body.iter().find_map(|link| between.strip_prefix(link))?.trim_end();
        let is_body = |word: &str| {
            let class = lexicon.class(word);
            is_capital(word)
                && !is_possessor(word)
                && !matches!(class, Some(NounClass::Person | NounClass::Honorific | NounClass::Quality))
                && lexicon.country_of_adjective(word).is_none()
        };
        let is_office = is_capital(&text[d.core.clone()]) && lexicon.is_title(&d.head) && !d.plural;
        let is_whole = name.end + "’s".len() >= d.range.end && text[name.clone()].contains(' ');
        let is_held = !body.is_empty() && body.split(' ').all(is_body);
        (is_office && is_whole && is_held && self.cast.entities[*idx].is_person()).then_some(*idx)
    }

    /// "Baker said", of Lee Baker.
    fn trade_name(&self, d: &Description) -> Option<usize> {
        let word = &self.cast.text[d.range.clone()];
        let is_name = self.cast.text.lexicon().has_as_written(List::TradeName, word);
        let named = is_name.then(|| self.cast.find(word, None)).flatten()?;
        self.cast.entities[named].is_person().then_some(named)
    }

    /// The entity that a description with a name in it is the name of: "the Roe campaign", "Republicans".
    fn called(&mut self, d: &Description) -> Option<usize> {
        if let Some(whole) = self.part_of(d) {
            return Some(whole);
        }
        // "a recent Vale Mill survey" is called from its first capital on.
        let text = self.cast.text;
        let inner = text.tokens_in(d.core.clone());
        let is_own = |token: &&Token| token.is_capital && !self.cast.is_common(&token.at);
        let start = inner.iter().find(is_own).map_or(d.core.start, |token| token.at.start);
        let words = &text[start..d.core.end];
        let kind = kind_of(d, words).filter(|_| !self.is_any_of_its_land(d))?;
        let fits = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            !entity.name.is_empty()
                && !entity.is_person()
                && !self.is_named_behind(*idx, d)
                && d.words.iter().all(|word| entity.words.contains(word.trim_end_matches("'s")))
        };
        let known = self.cast.find(words, None);
        if let Some(known) = known.or_else(|| self.heads(&d.head).into_iter().rev().find(fits)) {
            return Some(known);
        }
        let idx = self.cast.add(words, Some(kind), d.range.start);
        self.cast.entities[idx].plural = kind == ActorKind::Group;
        Some(idx)
    }

    /// "a panel of the High Court", "the city of Vale": what is named behind "of".
    fn part_of(&mut self, d: &Description) -> Option<usize> {
        let text = self.cast.text;
        let is_part = d.head == "members" && d.words.len() < MOST_TOLD
            || matches!(d.class, Some(NounClass::Institution | NounClass::Land)) && !d.proper && !d.plural;
        let behind = || names(text, d.core.end..d.range.end).into_iter().find(Name::is_named);
        let name = is_part.then(behind).flatten()?;
        if !matches!(text[d.core.end..name.name.start].trim(), "of" | "of the") {
            return None;
        }
        let idx = self.cast.meet(&name, None);
        let is_in_place = self.cast.entities[idx].kind == Some(ActorKind::Country);
        if d.class == Some(NounClass::Land) || !is_in_place {
            return Some(idx);
        }
        // "Members of the High Court" speak for it.
        if d.head == "members" {
            return (!is_in_place && !self.cast.entities[idx].is_person()).then_some(idx);
        }
        // "The farmers’ union of Vale" is no part of Vale.
        let words = &text[d.core.start..name.name.end];
        let known = self.cast.find(words, None);
        Some(known.unwrap_or_else(|| self.cast.add(words, Some(ActorKind::Organisation), d.range.start)))
    }

    /// "A Velmark court", "a South Vale newspaper": a nationality is no name, and there are others.
    fn is_any_of_its_land(&self, d: &Description) -> bool {
        let text = self.cast.text;
        let lexicon = text.lexicon();
        let is_one = ["a ", "an "].iter().any(|one| text[d.range.clone()].to_lowercase().starts_with(one));
        let before = text.get(d.core.start..d.core.end).and_then(|core| core.strip_suffix(d.head.as_str()));
        let of = before.map_or("", str::trim);
        is_one
            && (lexicon.country_of_adjective(of).is_some()
                || lexicon.country(without_possessive(of)).is_some())
    }

    /// Entities that the noun `head` may stand for, by the words that describe them.
    pub fn heads(&self, head: &str) -> Vec<usize> {
        let stands_for = self.cast.text.lexicon().noun(head).map_or(&[][..], |form| &form.noun.stands_for);
        let words = std::iter::once(head).chain(stands_for.iter().copied());
        words.flat_map(|word| self.cast.described_by(word).iter().copied()).collect()
    }
}

/// How often an article tells of the country that it is about.
const FEWEST_OF_HOME: usize = 2;
/// How many words around "members" may tell of whom they are.
const MOST_TOLD: usize = 12;

/// The kind of a body, a document or a group that is called by `words`; `None` for what they do not name.
fn kind_of(d: &Description, words: &str) -> Option<ActorKind> {
    let is_bare = !words.contains(' ') && words.starts_with(char::is_uppercase);
    match d.class {
        Some(NounClass::Institution) if d.proper => Some(ActorKind::Organisation),
        Some(NounClass::Document) if d.proper && !words.starts_with(char::is_numeric) => {
            Some(ActorKind::Document)
        }
        Some(NounClass::People) if d.proper && d.head == "authorities" => Some(ActorKind::Group),
        Some(NounClass::People) if is_bare && d.range.len() <= words.len() + 4 => Some(ActorKind::Group),
        _ => None,
    }
}
