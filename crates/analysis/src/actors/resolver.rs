//! Whom a source's words refer to.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::names::{is_capital, without_possessive};
use onrecord_language::{List, NounClass, Sex, Text, Token};
use onrecord_record::{ActorKind, Quote};

use super::cast::{Cast, Entity};
use super::discourse::{self, Discourse, Turn, is_joined};
use super::name::{Name, names};
use super::phrase::{self, Description, Phrase};
use super::role;
use crate::attribution::{Attribution, is_participle, is_second};
use crate::reading::FoundName;

/// The id of the actor at a place in the record.
pub fn id(idx: usize) -> String {
    format!("a{}", idx + 1)
}

pub struct Resolver<'t> {
    pub cast: Cast<'t>,
    pub discourse: Discourse,
    /// What is attributed, by where it begins, with the index of its source.
    contents: Vec<(Range<usize>, usize)>,
    author: Option<usize>,
    /// Where in `actors` an entity stands.
    shown: HashMap<usize, usize>,
    /// Those referred to, with the words that do.
    pub actors: Vec<(usize, Vec<Range<usize>>)>,
    /// Those who are called by the words for them.
    hearers: Vec<usize>,
    /// Those whom no pronoun stands for just now: "Roe told her" is not of Roe.
    apart: Vec<usize>,
}

/// How many hearers without a name are known again.
const MOST_HEARERS: usize = 50;
/// How many contents are looked at for the one that a source stands in.
const MOST_NESTED: usize = 50;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Referent {
    Person(Option<Sex>),
    Thing,
    Several,
}

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
        Resolver { cast, discourse, contents, author: None, shown, actors, hearers, apart }
    }

    /// Whom words refer to, being none of `others`.
    pub fn refer(&mut self, range: Range<usize>, others: &[String]) -> Vec<String> {
        let paragraph = self.cast.text.paragraphs().partition_point(|p| p.end <= range.start);
        let words = std::slice::from_ref(&range);
        let (actors, shown) = (&self.actors, &self.shown);
        let is_other = |idx: &usize| shown.get(idx).is_some_and(|at| others.contains(&id(*at)));
        self.apart = actors.iter().map(|(entity, _)| *entity).filter(is_other).collect();
        let who = self.read(words, paragraph, &[]);
        self.apart.clear();
        let shown = |entity| {
            let entity = self.call(entity);
            self.show(entity, words)
        };
        who.into_iter().map(shown).collect()
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
    fn call(&mut self, entity: usize) -> usize {
        let text = self.cast.text;
        let Entity { name, roles, kind, plural, .. } = &self.cast.entities[entity];
        let is_new =
            name.is_empty() && *kind == Some(ActorKind::Unnamed) && !self.shown.contains_key(&entity);
        let Some(range) = roles.first().filter(|_| is_new) else { return entity };
        let lexicon = text.lexicon();
        let words = text.tokens_in(range.clone());
        let first = words.iter().position(|token| !lexicon.has(List::Small, text.word(token)));
        let inner = &words[first.unwrap_or(0)..];
        let goes_on = |token: &&Token| !role::ends_noun_phrase(lexicon, text.word(token));
        let Some(head) = inner.iter().take_while(goes_on).last() else { return entity };
        let kind = match head.noun.map(|form| form.noun.class) {
            Some(NounClass::Institution) if !plural => ActorKind::Organisation,
            _ if *plural => ActorKind::Group,
            _ => return entity,
        };
        let name = &text[inner[0].at.start..head.at.end];
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
        self.read(&source.source, source.paragraph(self.cast.text), &source.content)
    }

    /// "“Mind the step,” it reads": what can be read is something written, and no land or body.
    fn written(&mut self, source: &Attribution) -> Option<usize> {
        let text = self.cast.text;
        let ([words], Some(cue)) = (&source.source[..], source.cue.first()) else { return None };
        let is_read = matches!(&*text[words.clone()].to_lowercase(), "it" | "they")
            && matches!(text[cue.clone()].split(' ').next(), Some("reads" | "read"));
        if !is_read {
            return None;
        }
        let is_written = |(idx, _): &(usize, f64)| self.cast.entities[*idx].kind == Some(ActorKind::Document);
        let mut present = self.discourse.salience(&self.cast, words.start, &source.content).into_iter();
        if let Some((known, _)) = present.find(is_written) {
            return Some(known);
        }
        let (kind, roles) = (Some(ActorKind::Document), vec![words.clone()]);
        Some(self.cast.add_described(Entity { kind, roles, first: words.start, ..Entity::default() }))
    }

    /// Whom words refer to, in paragraph `paragraph`, outside of `own` content.
    fn read(&mut self, words: &[Range<usize>], paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let cast = &self.cast;
        let parts = phrase::phrases(cast.text, words, &|range| cast.is_common(range));
        let mut out: Vec<usize> = Vec::new();
        // Roe, or "Democrats".
        let is_called = |part: &Phrase| match part {
            Phrase::Named(_) => true,
            Phrase::Described(d) => {
                d.class == Some(NounClass::People) && is_capital(&cast.text[d.core.clone()])
            }
            Phrase::Pronoun(_) => false,
        };
        let is_list = parts.len() > 1 && parts.iter().any(is_called);
        for part in parts {
            let found = match part {
                // "Roe and the other critics of the dam": who is told beside a name is told apart by it.
                Phrase::Described(description) if is_list && self.is_told_apart(&description) => {
                    vec![self.group_called(description.core)]
                }
                Phrase::Pronoun(range) => self.pronoun(range, paragraph, own),
                Phrase::Named(named) => {
                    let idx = self.cast.meet(&named.name, None);
                    if let Some(role) = named.role {
                        self.cast.entities[idx].kind.get_or_insert(ActorKind::Person);
                        self.cast.add_role(idx, role);
                    }
                    vec![idx]
                }
                Phrase::Described(description) => {
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
    fn outer(&self, source: &Attribution, who: &[Vec<usize>]) -> Option<Vec<usize>> {
        let at = source.at();
        let idx = self.contents.partition_point(|(range, _)| range.start <= at);
        let mut before = self.contents[..idx].iter().rev().take(MOST_NESTED);
        let holder = before.find(|(range, idx)| range.contains(&at) && !who[*idx].is_empty());
        holder.map(|(_, idx)| who[*idx].clone())
    }

    fn author(&mut self, at: usize) -> usize {
        let kind = Some(ActorKind::Author);
        let new = || self.cast.add_described(Entity { kind, first: at, ..Entity::default() });
        *self.author.get_or_insert_with(new)
    }

    /// Who speaks where no source is marked: whoever spoke before, if this goes on.
    fn unmarked(&mut self, source: &Attribution) -> Vec<usize> {
        let text = self.cast.text;
        let last = self.discourse.turns_before(source.at()).next();
        let last =
            last.filter(|turn| source.paragraph(text) <= turn.paragraph + 1).map(|turn| turn.who.clone());
        let Some(cue) = source.cue.first() else {
            return last.filter(|_| source.quote == Quote::Direct).unwrap_or_default();
        };
        if let Some(who) = self.of_the_sentence(source, cue.clone()) {
            return who;
        }
        let paragraph = text.paragraphs().get(source.paragraph(text)).map_or(0, |range| range.start);
        let before = &text[paragraph.min(cue.start)..cue.start];
        let verb = text[cue.clone()].split(' ').next().unwrap_or("");
        // "Repeats old lies": a list of what one does.
        let is_listed = !before.contains(char::is_alphanumeric) && verb.ends_with('s');
        last.filter(|_| is_listed).unwrap_or_default()
    }

    /// Whose a further verb of a sentence is: "Roe left and accused them", "Roe went on, asking for more": of the one
    /// who spoke in it or, behind what joins the two, of its subject.
    fn of_the_sentence(&mut self, source: &Attribution, cue: Range<usize>) -> Option<Vec<usize>> {
        const OPENING: usize = 40;
        let text = self.cast.text;
        let sentence = self.cast.sentence(cue.start);
        let before = text[sentence.min(cue.start)..cue.start].trim_end();
        let is_with = is_participle(&text[cue.clone()].to_lowercase());
        if !is_with && !is_second(text, before, &cue) {
            return None;
        }
        let is_named = |turn: &&Turn| turn.who.iter().any(|idx| !self.cast.entities[*idx].name.is_empty());
        let turns = self.discourse.turns_before(cue.start).take_while(|turn| turn.at >= sentence);
        if let Some(turn) = turns.into_iter().find(is_named) {
            return Some(turn.who.clone());
        }
        // "Roe left after accusing them".
        let joins = [",", " after", " before", " while", " by", " without", " when", " in", " for"];
        if is_with && !joins.iter().any(|end| before.ends_with(end)) {
            return None;
        }
        let first = self.cast.named.partition_point(|(range, _)| range.start < sentence);
        let subject = self.cast.named.get(first).filter(|(range, _)| {
            range.end < cue.start
                && range.start - sentence < OPENING
                && discourse::is_subject(&self.cast, range)
        });
        if let Some((_, idx)) = subject {
            return Some(vec![*idx]);
        }
        let opening = before.strip_prefix("But ").or(before.strip_prefix("And ")).unwrap_or(before);
        let word = opening.split(' ').next().filter(|word| matches!(*word, "He" | "She" | "he" | "she"))?;
        let at = sentence + (before.len() - opening.len());
        Some(self.pronoun(at..at + word.len(), source.paragraph(self.cast.text), &source.content))
            .filter(|who| !who.is_empty())
    }

    fn pronoun(&mut self, range: Range<usize>, paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let word = self.cast.text[range.clone()].to_lowercase();
        match &*word {
            "he" | "his" | "him" | "himself" => self.person(range.start, Some(Sex::Male), own),
            "she" | "her" | "hers" | "herself" => self.person(range.start, Some(Sex::Female), own),
            "it" | "its" | "itself" => self.thing(range.start, own),
            "they" | "them" | "their" | "theirs" | "themselves" => self.several(range.start, paragraph, own),
            "i" | "we" | "my" | "our" | "me" | "us" => vec![self.author(range.start)],
            // Whoever reads or hears it.
            "you" => Vec::new(),
            _ => self.relative(range.start, own),
        }
    }

    fn fits(&self, idx: usize, referent: Referent) -> bool {
        let entity = &self.cast.entities[idx];
        match referent {
            Referent::Person(sex) => {
                let is_one = entity.is_person()
                    || entity.kind.is_none()
                    || entity.kind == Some(ActorKind::Unnamed) && !entity.plural;
                is_one && (sex.is_none() || entity.sex.is_none() || entity.sex == sex)
            }
            Referent::Thing => {
                !entity.plural
                    && matches!(
                        entity.kind,
                        None | Some(ActorKind::Organisation | ActorKind::Country | ActorKind::Document)
                    )
            }
            Referent::Several => entity.plural || entity.kind == Some(ActorKind::Group),
        }
    }

    /// The most present of those who fit at byte `at`.
    fn most_present(&self, at: usize, referent: Referent, own: &[Range<usize>]) -> Option<(usize, f64)> {
        let found = self.discourse.salience(&self.cast, at, own);
        let fitting =
            found.into_iter().filter(|(idx, _)| self.fits(*idx, referent) && !self.apart.contains(idx));
        let weighed = fitting.map(|(idx, weight)| {
            // Whom one quotes about, one is not: “Lund is late,” he said.
            let is_in_own = self.names_in(own).any(|named| named == idx);
            // Those who speak or are people count before what may be a place.
            let entity = &self.cast.entities[idx];
            let may_differ = matches!(referent, Referent::Person(Some(_))) && entity.sex.is_none();
            let is_sure =
                entity.is_sure || !matches!(entity.kind, None | Some(ActorKind::Person | ActorKind::Unnamed));
            let has_spoken = self.discourse.turns_before(at).any(|turn| turn.who.contains(&idx));
            let sure = match (is_sure, has_spoken) {
                (true, _) => 1.0,
                (false, true) if entity.kind != Some(ActorKind::Unnamed) => 1.0,
                (false, true) => 0.6,
                (false, false) => {
                    if entity.kind.is_none() {
                        0.2
                    } else {
                        0.3
                    }
                }
            };
            let other = if may_differ { 0.7 } else { 1.0 };
            (idx, weight * sure * other * if is_in_own { 0.5 } else { 1.0 })
        });
        weighed.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn names_in<'a>(&'a self, ranges: &'a [Range<usize>]) -> impl Iterator<Item = usize> + 'a {
        let named = &self.cast.named;
        ranges.iter().flat_map(move |range| {
            let from = named.partition_point(|(name, _)| name.start < range.start);
            named[from..].iter().take(100).take_while(|(name, _)| name.start < range.end).map(|(_, idx)| *idx)
        })
    }

    fn person(&mut self, at: usize, sex: Option<Sex>, own: &[Range<usize>]) -> Vec<usize> {
        let found = self.most_present(at, Referent::Person(sex), own).map(|(idx, _)| idx);
        // "His threat" in a headline: he comes after.
        let ahead = || {
            let from = self.cast.named.partition_point(|(range, _)| range.start < at);
            let after = self.cast.named[from..].iter().take(20).map(|(_, idx)| *idx);
            after
                .into_iter()
                .find(|idx| self.cast.entities[*idx].is_person() && self.fits(*idx, Referent::Person(sex)))
        };
        let found = found.or_else(ahead);
        if let Some(idx) = found {
            let entity = &mut self.cast.entities[idx];
            entity.sex = entity.sex.or(sex);
        }
        found.into_iter().collect()
    }

    fn thing(&mut self, at: usize, own: &[Range<usize>]) -> Vec<usize> {
        self.most_present(at, Referent::Thing, own).map(|(idx, _)| idx).into_iter().collect()
    }

    /// "They": the last speakers if they are several, else two who were named together, else a group.
    fn several(&mut self, at: usize, paragraph: usize, own: &[Range<usize>]) -> Vec<usize> {
        let turns = self.discourse.turns_before(at).take(2).filter(|turn| paragraph <= turn.paragraph + 2);
        let is_several = |turn: &&Turn| {
            turn.who.len() > 1 || turn.who.iter().any(|idx| self.fits(*idx, Referent::Several))
        };
        let spoke = turns.into_iter().find(is_several).map(|turn| turn.who.clone());
        spoke.unwrap_or_else(|| {
            let group = self.most_present(at, Referent::Several, own).map(|(idx, _)| vec![idx]);
            group.or_else(|| self.pair(at)).or_else(|| self.with_others(at)).unwrap_or_default()
        })
    }

    /// "Roe and her team", named last before byte `at`: of the team no more is known.
    fn with_others(&self, at: usize) -> Option<Vec<usize>> {
        const OTHERS: [&str; 4] = [" and her ", " and his ", " and their ", " and other "];
        let last = self.cast.named.partition_point(|(range, _)| range.start < at);
        let (range, idx) =
            self.cast.named[..last].iter().rev().find(|(_, idx)| self.cast.entities[*idx].is_person())?;
        OTHERS.iter().any(|others| self.cast.text[range.end..].starts_with(others)).then(|| vec![*idx])
    }

    /// The last two persons who were named together before byte `at`.
    fn pair(&self, at: usize) -> Option<Vec<usize>> {
        self.together(at, Entity::is_person)
    }

    /// The last two of a kind who were named together before byte `at`.
    fn together(&self, at: usize, is_kind: impl Fn(&Entity) -> bool) -> Option<Vec<usize>> {
        let idx = self.cast.named.partition_point(|(range, _)| range.start < at);
        let near = &self.cast.named[idx.saturating_sub(60)..idx];
        near.windows(2).rev().find_map(|pair| {
            let [(a, first), (b, second)] = pair else { return None };
            let are_people = [*first, *second].iter().all(|idx| is_kind(&self.cast.entities[*idx]));
            (first != second && are_people && is_joined(self.cast.text, a.end, b.start))
                .then(|| vec![*first, *second])
        })
    }

    /// "Roe, who said": the name just before; "some economists, who said": what is described there.
    fn relative(&mut self, at: usize, own: &[Range<usize>]) -> Vec<usize> {
        let text = self.cast.text;
        let sentence = self.cast.sentence(at);
        let is_which = text[at..].starts_with("which");
        let before = text[sentence..at].trim_end_matches([',', ' ', '—', '-', '(']);
        let end =
            sentence + before.strip_suffix(" of").or(before.strip_suffix(" many of")).unwrap_or(before).len();
        // "Velmark and Vale, the two mills’ owners, which together vowed".
        let next = text[at..].split(' ').nth(1).unwrap_or("");
        if matches!(next, "together" | "both")
            && let Some(pair) = self.together(at, |_| true)
        {
            return pair;
        }
        let named = self.cast.named.partition_point(|(range, _)| range.start < at);
        let last = named.checked_sub(1).map(|idx| self.cast.named[idx].clone());
        if let Some(idx) = last.clone().and_then(|(range, _)| self.person_before(at, sentence, range.end)) {
            return vec![idx];
        }
        // "The ruling on Ada Roe, which held": no person is meant by it.
        let could_be = |idx: usize| !is_which || !self.cast.entities[idx].is_person();
        let last = last.filter(|(range, idx)| range.end + 1 >= end && range.end <= at && could_be(*idx));
        if let Some((_, idx)) = last {
            return self.pair_before(at, idx).unwrap_or_else(|| vec![idx]);
        }
        let lexicon = text.lexicon();
        let words = text.tokens_in(sentence.max(text.floor_char_boundary(end.saturating_sub(80)))..end);
        let begins = |token: &Token| {
            let word = text.word(token);
            lexicon.has(List::Small, word)
                && !role::ends_noun_phrase(lexicon, word)
                && !matches!(word, "and" | "or")
        };
        let from = words.iter().rposition(begins).unwrap_or(words.len().saturating_sub(2));
        match words.get(from) {
            Some(first) if first.at.start < end => {
                // "Ada Roe, a former nurse who said": what is described is whom the name before it names.
                let named = self.cast.named.partition_point(|(range, _)| range.end <= first.at.start);
                let named = named.checked_sub(1).map(|idx| &self.cast.named[idx]);
                let is_apposed = |(range, idx): &&(Range<usize>, usize)| {
                    let between = text.get(range.end..first.at.start);
                    !is_which && between == Some(", ") && self.cast.entities[*idx].is_person()
                };
                if let Some((_, idx)) = named.filter(is_apposed) {
                    return vec![*idx];
                }
                let cast = &self.cast;
                let words = first.at.start..end;
                let words = std::slice::from_ref(&words);
                let parts = phrase::phrases(text, words, &|range| cast.is_common(range));
                parts.into_iter().next().map_or_else(Vec::new, |part| match part {
                    Phrase::Named(named) => vec![self.cast.meet(&named.name, None)],
                    Phrase::Described(description) => {
                        self.makers(&description, 0).unwrap_or_else(|| self.described(description, own))
                    }
                    Phrase::Pronoun(_) => Vec::new(),
                })
            }
            _ => Vec::new(),
        }
    }

    /// The person whom "who" follows, be it with a place between: "Ada Roe, of Vale, Md., who".
    fn person_before(&self, at: usize, sentence: usize, end: usize) -> Option<usize> {
        let is_who = self.cast.text[at..].starts_with("who");
        let near = is_who && end <= at && at - end < 6;
        let idx = self.cast.named.partition_point(|(range, _)| range.start < at);
        let names =
            self.cast.named[..idx].iter().rev().take(4).take_while(|(range, _)| range.start >= sentence);
        let mut people = names.filter(|(range, idx)| {
            near && at.saturating_sub(range.end) < 60
                && self.cast.entities[*idx].is_person()
                && (self.cast.entities[*idx].is_sure || at.saturating_sub(range.end) < 3)
        });
        people.next().map(|(_, idx)| *idx)
    }

    /// Two who are named together, the last of them `last`, where the verb behind byte `at` asks for several.
    fn pair_before(&self, at: usize, last: usize) -> Option<Vec<usize>> {
        let verb = self.cast.text[at..].split(' ').nth(1).unwrap_or("");
        let is_plural = matches!(verb, "have" | "are" | "were" | "both" | "together" | "all");
        let pair = self.together(at, |_| true)?;
        (is_plural && pair[1] == last).then_some(pair)
    }

    fn described(&mut self, d: Description, own: &[Range<usize>]) -> Vec<usize> {
        let at = d.range.start;
        // "Baker said", of Lee Baker.
        let word = &self.cast.text[d.range.clone()];
        let lexicon = self.cast.text.lexicon();
        let bare = Some(word)
            .filter(|word| lexicon.has_as_written(List::TradeName, word))
            .and_then(|word| self.cast.find(word, None));
        if let Some(named) = bare.filter(|idx| self.cast.entities[*idx].is_person()) {
            return vec![named];
        }
        if let Some(named) = self.called(&d) {
            return vec![named];
        }
        if d.is_pair
            && d.definite
            && matches!(d.class, Some(NounClass::Person) | None)
            && let Some(pair) = self.pair(at)
        {
            return pair;
        }
        if let Some(leaders) = self.leaders(&d) {
            return leaders;
        }
        // "Both old and new judges" are none that were told of before.
        let is_the = self.cast.text[d.range.start..d.core.start].to_lowercase().contains("the ");
        if !is_the
            && !d.possessed
            && let Some(group) = self.group(&d)
        {
            return vec![group];
        }
        if d.definite
            && let Some(idx) = self.matching(&d, own)
        {
            return vec![idx];
        }
        if let Some(group) = self.group(&d) {
            return vec![group];
        }
        let kind = match d.class {
            Some(NounClass::Document) => ActorKind::Document,
            _ => ActorKind::Unnamed,
        };
        let mut words: std::collections::HashSet<String> = d.words.iter().cloned().collect();
        words.insert(d.head.clone());
        let (sex, plural) = (d.sex, d.plural);
        let roles = vec![d.range.clone()];
        let kind = Some(kind);
        vec![self.cast.add_described(Entity {
            kind,
            sex,
            plural,
            words,
            roles,
            first: at,
            ..Entity::default()
        })]
    }

    /// "A poll by the Mill Institute", "her letter": who made a document that has no name of its own speaks by it.
    fn makers(&mut self, d: &Description, paragraph: usize) -> Option<Vec<usize>> {
        if let Some(owners) = self.owners(d, paragraph) {
            return Some(owners);
        }
        let text = self.cast.text;
        let behind = &text[d.core.end..d.range.end];
        let link = [" by ", " from "].into_iter().find(|link| behind.starts_with(link));
        let link = link.filter(|_| d.class == Some(NounClass::Document) && !d.proper)?;
        let words = d.core.end + link.len()..d.range.end;
        let cast = &self.cast;
        let parts = phrase::phrases(text, std::slice::from_ref(&words), &|range| cast.is_common(range));
        let named = parts.into_iter().map(|part| match part {
            Phrase::Named(named) => Some(named.name),
            _ => None,
        });
        let named: Option<Vec<Name>> = named.collect();
        Some(named?.iter().map(|name| self.cast.meet(name, None)).collect())
            .filter(|all: &Vec<usize>| !all.is_empty())
    }

    /// Whose words a written thing is: "the council’s letter", "its report"; laws and tax returns are nobody's.
    fn owners(&mut self, d: &Description, paragraph: usize) -> Option<Vec<usize>> {
        let noun = self.cast.text.lexicon().noun(&d.head)?.noun;
        let is_written =
            noun.class == NounClass::Document && (noun.stands_for.contains(&"letter") || d.head == "report");
        let text = self.cast.text;
        // "A statement on its website" is of whom the website is.
        let behind = text[d.core.end..d.range.end].split(' ').skip(1).collect::<Vec<_>>();
        if let (true, [link @ ("on" | "from"), owner @ ("his" | "her" | "their" | "its"), ..]) =
            (is_written, &behind[..])
        {
            let start = d.core.end + link.len() + 2;
            let range = start..start + owner.len();
            return Some(self.pronoun(range, paragraph, &[])).filter(|who| !who.is_empty());
        }
        if !is_written || !d.possessed {
            return None;
        }
        let words = text.tokens_in(d.range.start..d.core.end);
        let bare = |token: &Token| token.at.start + without_possessive(text.word(token)).len();
        let own = words.iter().rev().find(|t| bare(t) < t.at.end).map(|t| d.range.start..bare(t));
        let pronoun = || {
            let is_own = |token: &&Token| token.is(&["his", "her", "their", "its"]);
            words.iter().find(is_own).map(|token| token.at.clone())
        };
        let range = own.or_else(pronoun)?;
        let who = self.read(std::slice::from_ref(&range), paragraph, &[]);
        let is_named = |idx: &usize| !self.cast.entities[*idx].name.is_empty();
        (!who.is_empty() && who.iter().all(is_named)).then_some(who)
    }

    /// "Their leaders", "the two leaders": those who lead, where the article has just two of them.
    fn leaders(&self, d: &Description) -> Option<Vec<usize>> {
        let lexicon = self.cast.text.lexicon();
        let is_meant = d.head == "leaders" && d.definite && d.words.iter().all(|word| word == "two");
        let leads = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            entity.is_person()
                && !entity.name.is_empty()
                && entity.heads.iter().any(|head| lexicon.has(List::Leader, head))
                // Of the ministers only the first one leads.
                && (!entity.heads.contains("minister") || entity.words.contains("prime"))
        };
        let heads = lexicon.words(List::Leader).filter(|_| is_meant);
        let mut all: Vec<usize> =
            heads.flat_map(|head| self.cast.described_by(head).iter().copied().filter(leads)).collect();
        all.sort_by_key(|idx| self.cast.entities[*idx].first);
        all.dedup();
        (all.len() == 2).then_some(all)
    }

    /// Whether a description is of many, and says of what kind.
    fn is_told_apart(&self, d: &Description) -> bool {
        d.plural
            && !d.is_pair
            && !d.words.is_empty()
            && matches!(d.class, Some(NounClass::Person | NounClass::Institution | NounClass::People))
            && !self.is_some(d)
    }

    /// "Some officials", "three residents": how many they are does not tell them apart.
    fn is_some(&self, d: &Description) -> bool {
        let words = &self.cast.text[d.range.start..d.core.end];
        words.split(' ').any(|word| self.cast.text.lexicon().has(List::Count, word))
    }

    /// The group with these words for its name.
    fn group_called(&mut self, words: Range<usize>) -> usize {
        let name = &self.cast.text[words.clone()];
        let known = self.cast.find(name, None);
        known.unwrap_or_else(|| {
            let idx = self.cast.add(name, Some(ActorKind::Group), words.start);
            self.cast.entities[idx].plural = true;
            idx
        })
    }

    /// A group that its description tells from others: "Velmark companies", "Roe allies"; not "officials".
    fn group(&mut self, d: &Description) -> Option<usize> {
        let text = self.cast.text;
        let is_body = d.class == Some(NounClass::Institution) || text.lexicon().has(List::GroupHead, &d.head);
        let is_some = self.is_some(d) || text[d.range.start..d.core.start].to_lowercase().contains("other");
        // "Lower courts", "lawmakers of both parties".
        if text.lexicon().has(List::OfficeHead, &d.head) && !d.words.is_empty() && !is_some && !d.possessed {
            return Some(self.group_called(d.core.clone()));
        }
        if !d.plural || !is_body || is_some {
            return None;
        }
        // "Prosecutors in Velmark", "Veterans of Velmark’s navy".
        let behind = names(text, d.core.end..d.range.end).into_iter().find(Name::is_named);
        let is_of = |name: &Name| {
            matches!(text[d.core.end..name.name.start].trim(), "of" | "in" | "of the" | "in the")
        };
        let is_told_apart = !d.proper && behind.as_ref().is_some_and(is_of);
        if !d.proper && !is_told_apart {
            // "Prosecutors said", once they were called by more.
            let is_bare = d.words.is_empty();
            let fits = |idx: &usize| {
                let entity = &self.cast.entities[*idx];
                entity.kind == Some(ActorKind::Group) && entity.plural && !entity.name.is_empty()
            };
            return self.cast.described_by(&d.head).iter().copied().rfind(fits).filter(|_| is_bare);
        }
        Some(self.group_called(if is_told_apart { d.core.start..d.range.end } else { d.core.clone() }))
    }

    /// The entity that a description with a name in it is the name of: "the Roe campaign", "Republicans".
    fn called(&mut self, d: &Description) -> Option<usize> {
        // "a panel of the High Court", "the city of Vale".
        let is_part =
            matches!(d.class, Some(NounClass::Institution | NounClass::Land)) && !d.proper && !d.plural;
        let whole =
            is_part.then(|| names(self.cast.text, d.core.end..d.range.end).into_iter().find(Name::is_named));
        if let Some(name) = whole.flatten()
            && matches!(self.cast.text[d.core.end..name.name.start].trim(), "of" | "of the")
        {
            let idx = self.cast.meet(&name, None);
            let is_in_place = self.cast.entities[idx].kind == Some(ActorKind::Country);
            if d.class == Some(NounClass::Land) || !is_in_place {
                return Some(idx);
            }
            // "The farmers’ union of Vale" is no part of Vale.
            let words = &self.cast.text[d.core.start..name.name.end];
            let known = self.cast.find(words, None);
            let add = || self.cast.add(words, Some(ActorKind::Organisation), d.range.start);
            return Some(known.unwrap_or_else(add));
        }
        // "a recent Vale Mill survey" is called from its first capital on.
        let inner = self.cast.text.tokens_in(d.core.clone());
        let is_own = |token: &&Token| token.is_capital && !self.cast.is_common(&token.at);
        let start = inner.iter().find(is_own).map_or(d.core.start, |token| token.at.start);
        let words = &self.cast.text[start..d.core.end];
        let is_bare = !words.contains(' ') && words.starts_with(char::is_uppercase);
        let kind = match d.class {
            Some(NounClass::Institution) if d.proper => ActorKind::Organisation,
            Some(NounClass::Document) if d.proper && !words.starts_with(char::is_numeric) => {
                ActorKind::Document
            }
            Some(NounClass::People) if d.proper && d.head == "authorities" => ActorKind::Group,
            Some(NounClass::People) if is_bare && d.range.len() <= words.len() + 4 => ActorKind::Group,
            _ => return None,
        };
        if let Some(idx) = self.cast.find(words, None) {
            return Some(idx);
        }
        let candidates = self.heads(&d.head);
        let fits = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            !entity.name.is_empty()
                && !entity.is_person()
                && d.words.iter().all(|word| entity.words.contains(word.trim_end_matches("'s")))
        };
        candidates.into_iter().rev().find(fits).or_else(|| {
            // "Roe’s campaign" is called the Roe campaign, and Velmark’s ministry keeps its country.
            let lexicon = self.cast.text.lexicon();
            let stands_for = lexicon.noun(&d.head).map_or(&[][..], |form| &form.noun.stands_for);
            let is_staff = stands_for.iter().any(|word| lexicon.has(List::Staff, word));
            let plain = words.replace("’s ", " ").replace("'s ", " ");
            let name = if is_staff { plain.as_str() } else { words };
            let idx = self.cast.add(name, Some(kind), d.range.start);
            self.cast.entities[idx].plural = kind == ActorKind::Group;
            Some(idx)
        })
    }

    /// Entities that the noun `head` may stand for, by the words that describe them.
    fn heads(&self, head: &str) -> Vec<usize> {
        let stands_for = self.cast.text.lexicon().noun(head).map_or(&[][..], |form| &form.noun.stands_for);
        let words = std::iter::once(head).chain(stands_for.iter().copied());
        words.flat_map(|word| self.cast.described_by(word).iter().copied()).collect()
    }

    /// The entity that a definite description points back to.
    fn matching(&self, d: &Description, own: &[Range<usize>]) -> Option<usize> {
        let at = d.range.start;
        let present: HashMap<usize, f64> = self.discourse.salience(&self.cast, at, own).into_iter().collect();
        let lexicon = self.cast.text.lexicon();
        let noun = lexicon.noun(&d.head).map(|form| form.noun);
        let is_any = d.head.is_empty() || noun.is_some_and(|noun| noun.stands_for.contains(&"*"));
        let is_own_sex = d.sex.is_some() && d.class == Some(NounClass::Person) && !d.possessed;
        let referent = match d.class {
            Some(NounClass::Institution | NounClass::Land | NounClass::Document) => Referent::Thing,
            _ if d.plural => Referent::Several,
            _ => Referent::Person(d.sex),
        };
        let mut candidates = self.heads(&d.head);
        if is_any || is_own_sex {
            candidates.extend(present.keys().copied());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let n_words = d.words.len() as f64;
        let score = |idx: usize| {
            let entity = &self.cast.entities[idx];
            let is_body = !matches!(d.class, Some(NounClass::Person) | None);
            let is_head = entity.heads.contains(&d.head) || is_body && entity.words.contains(&d.head);
            let is_like = noun.is_some_and(|noun| {
                noun.stands_for
                    .iter()
                    .any(|w| entity.heads.contains(*w) || is_body && entity.words.contains(*w))
            });
            let n_shared = d.words.iter().filter(|word| entity.words.contains(*word)).count() as f64;
            let former = entity.words.contains("former") && !d.words.iter().any(|w| w == "former");
            let later = entity.first > at;
            (if is_head {
                1.0
            } else if is_like {
                0.7
            } else {
                0.0
            }) + n_shared
                - 0.3 * (n_words - n_shared)
                + present.get(&idx).copied().unwrap_or(0.0)
                + 0.1 * (entity.count as f64).ln_1p()
                - if former { 0.5 } else { 0.0 }
                - if later { 0.8 } else { 0.0 }
        };
        // "The airline" is no ministry, whatever else it may be.
        let is_firm = d.class == Some(NounClass::Institution) && is_any;
        let is_other = |entity: &Entity| {
            is_firm
                && (entity.kind == Some(ActorKind::Country)
                    || entity.name.split(' ').any(|word| lexicon.has(List::PublicBody, word)))
        };
        let kind_fits = |idx: &usize| {
            let is_document = self.cast.entities[*idx].kind == Some(ActorKind::Document);
            let is_land = self.cast.entities[*idx].kind == Some(ActorKind::Country);
            self.fits(*idx, referent)
                && !is_other(&self.cast.entities[*idx])
                && is_document == (d.class == Some(NounClass::Document))
                && (is_land || d.class != Some(NounClass::Land))
        };
        let best = candidates.into_iter().filter(kind_fits).map(|idx| (idx, score(idx)));
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, score)| *score > 0.3);
        // "The 32-year-old", "the film star": whoever is being told of.
        let is_byname = d.head.ends_with("-year-old")
            || d.class == Some(NounClass::Person) && lexicon.has(List::Byname, &d.head);
        let told_of = || {
            let (idx, _) =
                is_byname.then(|| self.most_present(at, Referent::Person(d.sex), own)).flatten()?;
            self.cast.entities[idx].is_person().then_some(idx)
        };
        // "The Velmark senator" in the midst of what one says is that one.
        let is_epithet =
            d.class == Some(NounClass::Person) && !d.words.is_empty() && !d.possessed && !d.plural;
        let running = || {
            let turn = self.discourse.turns_before(at).next().filter(|_| is_epithet)?;
            let [idx] = turn.who[..] else { return None };
            let is_named = !self.cast.entities[idx].name.is_empty();
            (is_named && self.fits(idx, referent) && present.get(&idx).is_some_and(|p| *p > 0.4))
                .then_some(idx)
        };
        best.map(|(idx, _)| idx).or_else(running).or_else(told_of)
    }

    /// Whether a source is somebody new who is not yet named: "A former nurse said".
    pub fn is_newcomer(&self, who: &[usize]) -> bool {
        let is_one = |idx: &usize| {
            let entity = &self.cast.entities[*idx];
            entity.kind == Some(ActorKind::Unnamed) && !entity.plural && !entity.words.contains("percent")
        };
        who.len() == 1 && who.iter().all(is_one)
    }

    /// Gives a newcomer the name that the next source gives: "Ada Roe, who nursed here until May, said …", unless
    /// what is said of that one is something else; below the head of an article it must be the same.
    pub fn introduce(&mut self, before: usize, now: usize, sources: &[Attribution], who: &mut [Vec<usize>]) {
        let ([unnamed], [named]) = (&who[before][..], &who[now][..]) else { return };
        let (unnamed, named) = (*unnamed, *named);
        let text = self.cast.text;
        let is_near = sources[now].paragraph(text) <= sources[before].paragraph(text) + 2;
        let entity = &self.cast.entities[named];
        let is_first = sources[now].source.iter().any(|range| range.contains(&entity.first));
        let words = &self.cast.entities[unnamed].words;
        // "A leader of the union said": an article introduces one; below the head nothing else does.
        let stated =
            self.cast.entities[unnamed].roles.first().map_or("", |range| &self.cast.text[range.clone()]);
        let first = stated.split(' ').next().unwrap_or("").to_lowercase();
        // "“My mother told me,” Roe said": she is not Roe.
        if matches!(&*first, "my" | "our" | "your") {
            return;
        }
        let is_introduced = matches!(&*first, "a" | "an" | "one")
            && words.iter().any(|word| text.lexicon().class(word) == Some(NounClass::Person));
        let is_head = sources[before].paragraph(text) < 3;
        let is_same = words.iter().any(|word| entity.words.contains(word));
        let agrees = is_head && entity.roles.is_empty() || (is_head || is_introduced) && is_same;
        if is_near && is_first && entity.is_person() && !entity.name.is_empty() && agrees {
            let roles = self.cast.entities[unnamed].roles.clone();
            roles.into_iter().for_each(|range| self.cast.add_role(named, range));
            who[before] = vec![named];
        }
    }
}
