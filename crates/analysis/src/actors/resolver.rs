//! Whom a source's words refer to: what is known while an article is read from its first source to its last.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::names::is_capital;
use onrecord_language::{List, NounClass, Sex, Text, Token};
use onrecord_record::{ActorKind, Quote};

use super::cast::Cast;
use super::discourse::Discourse;
use super::entity::Entity;
use super::index;
use super::phrase::{self, SourcePhrase};
use super::role;
use crate::attribution::Attribution;
use crate::reading::FoundName;

/// The id of the actor at a place in the record.
pub fn id(idx: usize) -> String {
    format!("a{}", idx + 1)
}

/// The article's cast, and who has spoken so far.
pub struct Resolver<'t> {
    pub cast: Cast<'t>,
    pub discourse: Discourse,
    /// What is attributed, by where it begins, with the index of its source.
    pub contents: Vec<(Range<usize>, usize)>,
    pub author: Option<usize>,
    /// Where in `actors` an entity stands.
    pub shown: HashMap<usize, usize>,
    /// Those referred to, with the words that do.
    pub actors: Vec<(usize, Vec<Range<usize>>)>,
    /// Those who are called by the words for them.
    pub hearers: Vec<usize>,
    /// Those whom no pronoun stands for just now: "Roe told her" is not of Roe.
    pub apart: Vec<usize>,
    /// The country that the article is about, once it was asked for.
    pub home: Option<Option<&'static str>>,
}

/// How many hearers without a name are known again.
const MOST_HEARERS: usize = 50;
/// How many contents are looked at for the one that a source stands in.
const MOST_NESTED: usize = 50;

impl<'t> Resolver<'t> {
    pub fn new(text: &'t Text<'t>, names: &[FoundName], attributions: &[Attribution]) -> Resolver<'t> {
        let cast = Cast::new(text, names);
        let of_kind = |is_direct: bool| {
            let of = attributions.iter().filter(|a| (a.quote == Quote::Direct) == is_direct);
            of.flat_map(|a| a.content.iter().cloned()).collect()
        };
        let discourse = Discourse::new(&cast, of_kind(true), of_kind(false));
        let in_order = attributions.iter().enumerate();
        let mut contents: Vec<(Range<usize>, usize)> =
            in_order.flat_map(|(idx, a)| a.content.iter().map(move |range| (range.clone(), idx))).collect();
        contents.sort_by_key(|(range, _)| range.start);
        let (shown, actors, hearers, apart) = (HashMap::new(), Vec::new(), Vec::new(), Vec::new());
        Resolver { cast, discourse, contents, author: None, shown, actors, hearers, apart, home: None }
    }

    /// Whom a name of the text names, with what is known of their sex.
    pub fn named_at(&self, name: &Range<usize>) -> Option<(usize, Option<Sex>)> {
        let named = &self.cast.named;
        let idx = named.partition_point(|(range, _)| range.end <= name.start);
        let (_, entity) = named.get(idx).filter(|(range, _)| range.start < name.end)?;
        Some((*entity, self.cast.entities[*entity].sex))
    }

    /// Whether an entity has a name.
    pub fn is_named(&self, entity: usize) -> bool {
        !self.cast.entities[entity].name.is_empty()
    }

    /// Whether somebody is a body whose name the encoder takes for several, if for any, and so has no chance for:
    /// "Committee on Dams and the Vale Canal".
    pub fn is_body_by_look(&self, who: &[usize]) -> bool {
        let [entity] = who else { return false };
        let Entity { name, kind, .. } = &self.cast.entities[*entity];
        let words: Vec<&str> = name.split(' ').collect();
        let link = words.iter().position(|word| index::minds(std::iter::once(*word)));
        let is_of_body = |link: usize| {
            link > 0 && self.cast.text.lexicon().class(words[link - 1]) == Some(NounClass::Institution)
        };
        *kind == Some(ActorKind::Organisation)
            && link.is_some_and(is_of_body)
            && !self.cast.named.iter().any(|(_, named)| named == entity)
    }

    /// Somebody new of whom no more is known than the source's words.
    pub fn unnamed(&mut self, attribution: &Attribution) -> Vec<usize> {
        let (Some(first), Some(last)) = (attribution.source.first(), attribution.source.last()) else {
            return Vec::new();
        };
        let words = first.start..last.end;
        let (kind, roles) = (Some(ActorKind::Unnamed), vec![words]);
        vec![self.cast.add_described(Entity { kind, roles, first: first.start, ..Entity::default() })]
    }

    /// Whom words refer to, being none of `others`.
    pub fn refer(&mut self, range: Range<usize>, others: &[String]) -> Vec<String> {
        let (actors, shown) = (&self.actors, &self.shown);
        let is_other = |idx: &usize| shown.get(idx).is_some_and(|at| others.contains(&id(*at)));
        self.apart = actors.iter().map(|(entity, _)| *entity).filter(is_other).collect();
        let who = self.seek(range.clone());
        self.apart.clear();
        who.into_iter().map(|entity| self.show_called(entity, range.clone())).collect()
    }

    /// Whom words refer to, before it is known whether they become actors.
    pub fn seek(&mut self, range: Range<usize>) -> Vec<usize> {
        let paragraph = self.cast.text.paragraphs().partition_point(|p| p.end <= range.start);
        self.read(&[range], paragraph, &[])
    }

    /// The id of an entity that some words refer to, called by them where it has no name.
    pub fn show_called(&mut self, entity: usize, range: Range<usize>) -> String {
        let entity = self.call(entity);
        self.show(entity, &[range])
    }

    /// The id of an entity as an actor, made where it is new.
    pub fn show(&mut self, entity: usize, mentions: &[Range<usize>]) -> String {
        let n_shown = self.actors.len();
        let idx = *self.shown.entry(entity).or_insert(n_shown);
        if idx == n_shown {
            self.actors.push((entity, Vec::new()));
        }
        self.actors[idx].1.extend_from_slice(mentions);
        id(idx)
    }

    /// Calls those who are heard and never speak, being many or a body, by the words for them: "reporters", "the
    /// council"; who speaks without a name stays without one.
    pub fn call(&mut self, entity: usize) -> usize {
        let text = self.cast.text;
        let Entity { name, roles, kind, plural, .. } = &self.cast.entities[entity];
        let is_new =
            name.is_empty() && *kind == Some(ActorKind::Unnamed) && !self.shown.contains_key(&entity);
        let Some(range) = roles.first().filter(|_| is_new) else { return entity };
        let Some(called) = self.called_by(range) else { return entity };
        let kind = match self.head_class(&called) {
            Some(NounClass::Institution) if !plural => ActorKind::Organisation,
            _ if *plural => ActorKind::Group,
            _ => return entity,
        };
        let name = &text[called];
        let same = |idx: &usize| {
            self.cast.entities[*idx].name == name && self.cast.entities[*idx].kind == Some(kind)
        };
        if let Some(known) = self.hearers.iter().copied().find(same) {
            return known;
        }
        self.hearers.truncate(MOST_HEARERS);
        self.hearers.push(entity);
        let entity_of = &mut self.cast.entities[entity];
        (entity_of.name, entity_of.kind) = (name.to_string(), Some(kind));
        entity
    }

    /// A group that is only described, as one that the words for it are the name of: "mill workers" of "several mill
    /// workers". Whoever else there is stays as known.
    pub fn grouped(&mut self, entity: usize) -> usize {
        let Entity { name, roles, kind, plural, .. } = &self.cast.entities[entity];
        let is_group = name.is_empty() && *plural && *kind == Some(ActorKind::Unnamed);
        let words = roles.first().filter(|_| is_group).and_then(|range| self.called_by(range));
        let is_told = |at: &Range<usize>| {
            matches!(
                self.head_class(at),
                Some(NounClass::Person | NounClass::People | NounClass::Institution)
            )
        };
        match words.filter(is_told) {
            Some(words) => self.group_called(words),
            None => entity,
        }
    }

    /// What of a description somebody may be called by: "mill workers" of "several mill workers in Vale".
    fn called_by(&self, description: &Range<usize>) -> Option<Range<usize>> {
        let text = self.cast.text;
        let lexicon = text.lexicon();
        let words = text.tokens_in(description.clone());
        let first = words.iter().position(|token| !lexicon.has(List::Small, text.word(token)));
        let inner = &words[first.unwrap_or(0)..];
        let goes_on = |token: &&Token| !role::ends_noun_phrase(lexicon, text.word(token));
        let head = inner.iter().take_while(goes_on).last()?;
        Some(inner[0].at.start..head.at.end)
    }

    /// The class of the noun that some words end with.
    fn head_class(&self, words: &Range<usize>) -> Option<NounClass> {
        let inner = self.cast.text.tokens_in(words.clone());
        inner.last()?.noun.as_ref().map(|form| form.noun.class)
    }

    pub fn speakers(&mut self, source: &Attribution, who: &[Vec<usize>]) -> Vec<usize> {
        if source.source.is_empty() {
            return self.unmarked(source);
        }
        if self.is_first_person(source) {
            return self.outer(source, who).unwrap_or_else(|| vec![self.author(source.at())]);
        }
        if let Some(written) = self.written(source) {
            return vec![written];
        }
        if let Some((name, role)) = self.byname(&source.source) {
            return vec![self.bynamed(name, role)];
        }
        self.read(&source.source, source.paragraph(self.cast.text), &source.content)
    }

    /// Whom words refer to, in paragraph `paragraph`, outside of `own` content.
    pub fn read(&mut self, words: &[Range<usize>], paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let cast = &self.cast;
        let parts = phrase::phrases(cast.text, words, cast);
        let mut out: Vec<usize> = Vec::new();
        // Roe, or "Democrats".
        let is_called = |part: &SourcePhrase| match part {
            SourcePhrase::Named(_) => true,
            SourcePhrase::Described(d) => {
                d.class == Some(NounClass::People) && is_capital(&cast.text[d.core.clone()])
            }
            SourcePhrase::Pronoun(_) => false,
        };
        let is_list = parts.len() > 1 && parts.iter().any(is_called);
        for part in parts {
            let found = match part {
                // "Roe and the other critics of the dam": who is told beside a name is told apart by it.
                SourcePhrase::Described(description) if is_list && self.is_told_apart(&description) => {
                    vec![self.group_called(description.core)]
                }
                SourcePhrase::Pronoun(range) => self.pronoun(range, paragraph, own),
                SourcePhrase::Named(named) => {
                    let idx = self.cast.meet(&named.name, None);
                    if let Some(role) = named.role {
                        self.cast.entities[idx].kind.get_or_insert(ActorKind::Person);
                        self.cast.add_role(idx, role);
                    }
                    vec![idx]
                }
                SourcePhrase::Described(description) => {
                    self.makers(&description, paragraph).unwrap_or_else(|| self.described(description, own))
                }
            };
            let is_new = |idx: &usize| !out.contains(idx);
            let found: Vec<usize> = found.into_iter().filter(is_new).collect();
            out.extend(found);
        }
        out
    }

    pub fn is_first_person(&self, source: &Attribution) -> bool {
        let mut words = source.source.iter().map(|range| &self.cast.text[range.clone()]);
        words.next_back().is_some_and(|word| {
            let word = word.trim();
            word != "US"
                && matches!(&*word.to_lowercase(), "i" | "we" | "my" | "our" | "me" | "us" | "this reporter")
        })
    }

    /// The speaker of the innermost quotation that a source stands in.
    pub fn outer(&self, source: &Attribution, who: &[Vec<usize>]) -> Option<Vec<usize>> {
        let at = source.at();
        let idx = self.contents.partition_point(|(range, _)| range.start <= at);
        let mut before = self.contents[..idx].iter().rev().take(MOST_NESTED);
        let holder = before.find(|(range, idx)| range.contains(&at) && !who[*idx].is_empty());
        holder.map(|(_, idx)| who[*idx].clone())
    }

    pub fn author(&mut self, at: usize) -> usize {
        let kind = Some(ActorKind::Author);
        let new = || self.cast.add_described(Entity { kind, first: at, ..Entity::default() });
        *self.author.get_or_insert_with(new)
    }
}
