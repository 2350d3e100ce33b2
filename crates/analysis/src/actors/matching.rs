//! Definite descriptions: whom of those who are known "the senator" means.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_language::{List, Noun, NounClass};
use onrecord_record::ActorKind;

use super::entity::Entity;
use super::index::{self, is_acronym};
use super::name::names;
use super::phrase::{self, Description, SourcePhrase};
use super::present::StandsFor;
use super::resolver::Resolver;
use super::role;
use crate::learned::{Chances, SourceForm};

/// A definite description with what it may stand for.
struct Sought<'d> {
    d: &'d Description,
    noun: Option<&'static Noun>,
    referent: StandsFor,
    /// How present each entity is.
    present: HashMap<usize, f64>,
    /// Whether its noun may stand for any of its class: "the company".
    is_any: bool,
}

/// How likely a description and an entity must be one.
const LEAST: f64 = 0.3;

impl Resolver<'_> {
    /// The entity that a definite description points back to, outside of `own` content.
    pub fn matching(&self, d: &Description, own: &[Range<usize>]) -> Option<usize> {
        let sought = self.sought(d, own);
        let is_own_sex = d.sex.is_some() && d.class == Some(NounClass::Person) && !d.possessed;
        let mut candidates = self.heads(&d.head);
        if sought.is_any || is_own_sex {
            candidates.extend(sought.present.keys().copied());
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|idx| !self.is_named_behind(*idx, d));
        let fitting = candidates.into_iter().filter(|idx| self.is_of_kind(*idx, &sought));
        let best = fitting.map(|idx| (idx, self.likeness(idx, &sought))).max_by(|a, b| a.1.total_cmp(&b.1));
        let best = best.filter(|(_, likeness)| *likeness > LEAST).map(|(idx, _)| idx);
        best.or_else(|| self.running(&sought)).or_else(|| self.told_of(d, own))
    }

    fn sought<'d>(&self, d: &'d Description, own: &[Range<usize>]) -> Sought<'d> {
        let noun = self.cast.text.lexicon().noun(&d.head).map(|form| form.noun);
        let referent = match d.class {
            Some(NounClass::Institution | NounClass::Land | NounClass::Document) => StandsFor::Thing,
            _ if d.plural => StandsFor::Several,
            _ => StandsFor::Person(d.sex),
        };
        let present = self.discourse.salience(&self.cast, d.range.start, own).into_iter().collect();
        let is_any = d.head.is_empty() || noun.is_some_and(|noun| noun.stands_for.contains(&"*"));
        Sought { d, noun, referent, present, is_any }
    }

    /// Whether an entity is of the kind that is sought. "The airline" is no ministry, whatever else it may be.
    fn is_of_kind(&self, idx: usize, sought: &Sought) -> bool {
        let entity = &self.cast.entities[idx];
        let class = sought.d.class;
        let is_land = entity.kind == Some(ActorKind::Country);
        let is_firm = class == Some(NounClass::Institution) && sought.is_any;
        let is_public = |word: &str| self.cast.text.lexicon().has(List::PublicBody, word);
        self.fits(idx, sought.referent)
            && !(class == Some(NounClass::Institution) && self.is_no_such_body(entity, sought.d))
            && !self.is_another_office(entity, sought.d)
            && !(is_firm && (is_land || entity.name.split(' ').any(is_public)))
            && (entity.kind == Some(ActorKind::Document)) == (class == Some(NounClass::Document))
            && (is_land || class != Some(NounClass::Land))
    }

    /// Leaves out of those who are likely whomever the words of a source cannot mean: "the union" is no person, "the prime
    /// minister" holds no other office, and "Roe's spokesman" is not Roe.
    pub fn leave_out_others(&self, source: &[Range<usize>], likely: &mut Vec<(usize, f32)>) {
        let parts = phrase::phrases(self.cast.text, source, &self.cast);
        let [SourcePhrase::Described(d)] = &parts[..] else { return };
        let within = self.cast.named_in(&d.range);
        let others = within.filter(|(name, _)| name.end < d.range.end || self.is_governed(name.start));
        let behind = d.range.end..source.last().map_or(d.range.end, |range| range.end).max(d.range.end);
        let beside = self.cast.named_in(&behind).filter(|(name, _)| self.is_beside(behind.start..name.start));
        let mut others: Vec<usize> = others.chain(beside).map(|(_, entity)| *entity).collect();
        others.extend(self.minded(d));
        // "The leaders" are several; "one of the leaders" and "the leaders’ friend" are one.
        let is_one = |text: &str| text.split(' ').any(|word| word.eq_ignore_ascii_case("one"));
        let is_several = d.plural
            && !self.cast.text[d.core.end..].starts_with(['’', '\''])
            && !source.iter().any(|piece| is_one(&self.cast.text[piece.clone()]));
        likely.retain(|(idx, _)| {
            let entity = &self.cast.entities[*idx];
            match d.class {
                Some(NounClass::Institution | NounClass::Land) => {
                    let is_place = self.is_named_behind(*idx, d) && !self.is_part(d);
                    let is_person = entity.is_person() && !d.proper;
                    !is_place && !is_person && !self.is_no_such_body(entity, d) && !self.is_owner(*idx, d)
                }
                Some(NounClass::Person | NounClass::People) if is_several && entity.is_person() => false,
                Some(NounClass::Person) => !others.contains(idx) && !self.is_another_office(entity, d),
                _ => true,
            }
        });
    }

    /// Leaves out those whom the article first refers to behind the sentence of a pronoun, or some paragraphs behind a
    /// description: "a judge" may be named in the next. Their chance is that of nobody who is named, except for "he",
    /// "she" and "it", who mostly are somebody named.
    pub fn leave_out_later(&self, form: SourceForm, at: usize, chances: &mut Chances) {
        const PARAGRAPHS: usize = 3;
        let text = self.cast.text;
        let end = match form {
            SourceForm::He | SourceForm::She | SourceForm::It | SourceForm::They => {
                let sentences = text.sentences();
                let idx = sentences.partition_point(|sentence| sentence.at.end <= at);
                sentences.get(idx).map(|sentence| sentence.at.end)
            }
            SourceForm::Definite => {
                let own = text.paragraph_at(at).unwrap_or(text.paragraphs().len());
                text.paragraphs().get(own + PARAGRAPHS).map(|paragraph| paragraph.start)
            }
            _ => None,
        };
        let Some(end) = end else { return };
        let is_known = |(idx, _): &(usize, f32)| self.cast.entities[*idx].first < end;
        let (known, later) = chances.entities.iter().partition::<Vec<_>, _>(|one| is_known(one));
        if matches!(form, SourceForm::They | SourceForm::Definite) {
            chances.nobody += later.iter().map(|(_, chance)| chance).sum::<f32>();
        }
        chances.entities = known;
    }

    /// Whether a description's noun is told apart from others by a name ahead of it: "the Roe campaign" is not Roe, and
    /// "the Millbrook court" not Millbrook; but "the Interfax news agency" is Interfax.
    fn is_owner(&self, idx: usize, d: &Description) -> bool {
        let entity = &self.cast.entities[idx];
        let is_body = entity.kind == Some(ActorKind::Organisation);
        let is_other = !is_body || self.cast.text.lexicon().has(List::OwnNoun, &d.head);
        let mut ahead = self.cast.named_in(&d.core).filter(|(name, _)| name.end < d.core.end);
        is_other && !entity.words.contains(&d.head) && ahead.any(|(_, named)| *named == idx)
    }

    /// Whether the words behind a description's noun name somebody, whom it does not stand for then: "the court in Vale",
    /// but not "the government in Port Vale".
    pub fn is_named_behind(&self, idx: usize, d: &Description) -> bool {
        let is_government = self.cast.text.lexicon().has(List::Government, &d.head);
        let behind = d.core.end..d.range.end;
        !is_government && self.cast.named_in(&behind).any(|(_, entity)| *entity == idx)
    }

    /// "The government of Vale": what is named behind "of" may be all that is meant.
    fn is_part(&self, d: &Description) -> bool {
        self.cast.text[d.core.end..d.range.end].trim_start().starts_with("of ")
    }

    /// Whether a body goes by another noun than the one sought, as its name tells: "Harbour" is no court, and a party is
    /// not what only the first word of a headline names.
    fn is_no_such_body(&self, entity: &Entity, d: &Description) -> bool {
        let lexicon = self.cast.text.lexicon();
        let name = entity.name.as_str();
        let is_bare = !name.is_empty()
            && !name.contains([' ', '-'])
            && !is_acronym(name)
            && lexicon.class(name).is_none()
            && !entity.words.contains(&d.head);
        if lexicon.has(List::Government, &d.head) {
            let is_any = |word: &String| lexicon.has(List::Government, word) || word == "administration";
            return entity.kind != Some(ActorKind::Country) && !entity.words.iter().any(is_any);
        }
        let is_own = || lexicon.has(List::OwnNoun, &d.head);
        is_bare && (is_own() || lexicon.has(List::PublicBody, &d.head) && self.is_of_a_headline(entity))
    }

    /// Whether somebody is named once, as the first word of a line that is no sentence.
    fn is_of_a_headline(&self, entity: &Entity) -> bool {
        let text = self.cast.text;
        let Some(line) = text.paragraph_at(entity.first).map(|idx| &text.paragraphs()[idx]) else {
            return false;
        };
        let words = text[line.clone()].trim_end();
        entity.count == 1 && line.start == entity.first && !words.ends_with(['.', '!', '?', '”', '"', ':'])
    }

    /// Whether a preposition governs a name with the titles before it: "for Prime Minister Roe", "of the Mill Party", not
    /// "of the mines Ada Roe".
    fn is_governed(&self, name: usize) -> bool {
        let text = self.cast.text;
        // No title is longer, and a sentence may be as long as the text.
        let floor = text.ceil_char_boundary(self.cast.sentence(name).max(name.saturating_sub(120)));
        let before = text.tokens_in(floor..name);
        let is_determined = before.last().is_some_and(|token| token.is(&["the"]));
        let before = &before[..before.len() - usize::from(is_determined)];
        let small = before.iter().rev().find(|token| !token.is_capital);
        small.is_some_and(|token| role::ends_noun_phrase(text.lexicon(), text.word(token)))
    }

    /// Those who are named within the name of a body that minds them: "members of the Board on the Vale Mill" are not of
    /// that mill.
    fn minded(&self, d: &Description) -> Vec<usize> {
        let text = self.cast.text;
        let bodies: Vec<Range<usize>> =
            names(text, d.core.end..d.range.end).into_iter().map(|name| name.name).collect();
        let is_minded = |name: &Range<usize>| {
            let body = bodies.iter().find(|body| body.start < name.start && name.end <= body.end);
            body.is_some_and(|body| index::minds(text[body.start..name.start].split(' ')))
        };
        let within = self.cast.named_in(&d.range).filter(|(name, _)| is_minded(name));
        within.map(|(_, entity)| *entity).collect()
    }

    /// Whether words between a description and a name tell of somebody beside those described: ", led by chairman".
    fn is_beside(&self, between: Range<usize>) -> bool {
        let text = self.cast.text;
        let clause = text[between.clone()].rfind(',').map_or(between.start, |comma| between.start + comma);
        let words = text.tokens_in(clause..between.end);
        words.iter().any(phrase::is_beside)
    }

    /// Whether somebody holds another office than the one sought, or held it once: "the prime minister" is neither the
    /// interior minister nor a former prime minister.
    pub fn is_another_office(&self, entity: &Entity, d: &Description) -> bool {
        let lexicon = self.cast.text.lexicon();
        let former = |words: &str| {
            words.split([' ', '-']).any(|word| matches!(word, "former" | "Former" | "ex" | "then"))
        };
        let of_office = |role: &&Range<usize>| {
            self.cast.text[(*role).clone()].split(' ').any(|word| word.eq_ignore_ascii_case(&d.head))
        };
        let roles = || entity.roles.iter().filter(of_office).map(|role| &self.cast.text[role.clone()]);
        // Of a government's seats nobody holds the first and another: "the prime minister" is no home secretary.
        let is_first = d.head == "minister" && d.words.iter().any(|word| word == "prime");
        let has_other_seat = ["secretary", "chancellor"].iter().any(|seat| entity.heads.contains(*seat));
        if is_first && has_other_seat && !entity.heads.contains("minister") {
            return true;
        }
        if d.class != Some(NounClass::Person) || roles().next().is_none() {
            return false;
        }
        let is_sought_former = d.words.iter().any(|word| word == "former");
        let ranks = || d.words.iter().filter(|word| lexicon.has(List::Rank, word));
        let holds =
            |rank: &String| roles().any(|role| role.to_lowercase().split(' ').any(|word| word == rank));
        !is_sought_former && roles().all(former) || !ranks().all(holds)
    }

    /// How like an entity is to what is sought: by its nouns, the words that both have, and how present it is.
    fn likeness(&self, idx: usize, sought: &Sought) -> f64 {
        let Sought { d, noun, present, .. } = sought;
        let entity: &Entity = &self.cast.entities[idx];
        let is_body = !matches!(d.class, Some(NounClass::Person) | None);
        let is_head = |word: &str| entity.heads.contains(word) || is_body && entity.words.contains(word);
        let by_noun = match noun {
            _ if is_head(&d.head) => 1.0,
            Some(noun) if noun.stands_for.iter().any(|word| is_head(word)) => 0.7,
            _ => 0.0,
        };
        let n_words = d.words.len() as f64;
        let n_shared = d.words.iter().filter(|word| entity.words.contains(*word)).count() as f64;
        let is_former = entity.words.contains("former") && !d.words.iter().any(|word| word == "former");
        let is_later = entity.first > d.range.start;
        by_noun + n_shared - 0.3 * (n_words - n_shared)
            + present.get(&idx).copied().unwrap_or(0.0)
            + 0.1 * (entity.count as f64).ln_1p()
            - if is_former { 0.5 } else { 0.0 }
            - if is_later { 0.8 } else { 0.0 }
    }

    /// "The Velmark senator" in the midst of what one says is that one.
    fn running(&self, sought: &Sought) -> Option<usize> {
        const PRESENT: f64 = 0.4;
        let Sought { d, referent, present, .. } = sought;
        let is_epithet =
            d.class == Some(NounClass::Person) && !d.words.is_empty() && !d.possessed && !d.plural;
        let turn = self.discourse.turns_before(d.range.start).next().filter(|_| is_epithet)?;
        let [idx] = turn.who[..] else { return None };
        let is_named = !self.cast.entities[idx].name.is_empty();
        let is_present = present.get(&idx).is_some_and(|present| *present > PRESENT);
        let is_other = self.is_another_office(&self.cast.entities[idx], d);
        (is_named && is_present && !is_other && self.fits(idx, *referent)).then_some(idx)
    }

    /// "The 32-year-old", "the film star": whoever is being told of.
    fn told_of(&self, d: &Description, own: &[Range<usize>]) -> Option<usize> {
        let is_byname = d.head.ends_with("-year-old")
            || d.class == Some(NounClass::Quality) && d.definite && !d.plural
            || d.class == Some(NounClass::Person) && self.cast.text.lexicon().has(List::Byname, &d.head);
        let person = || self.most_present(d.range.start, StandsFor::Person(d.sex), own);
        let (idx, _) = is_byname.then(person).flatten()?;
        self.cast.entities[idx].is_person().then_some(idx)
    }
}
