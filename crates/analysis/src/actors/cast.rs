//! Everyone an article names, each once: full and short names, acronyms, countries; and those it only describes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use onrecord_language::names::{folded, without_possessive};
use onrecord_language::{List, NounClass, Sex, Text, Token};
use onrecord_record::ActorKind;

use super::name::{Name, is_suffix, names};
use super::role;
use crate::reading::{FoundName, NameKind};

/// Somebody or something that the article refers to.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// The fullest name; empty for those who are only described.
    pub name: String,
    /// `None` where neither the name nor what is said of it tells.
    pub kind: Option<ActorKind>,
    pub sex: Option<Sex>,
    pub plural: bool,
    /// The words of its roles and, but for persons, of its name.
    pub words: HashSet<String>,
    /// The nouns that head its roles.
    pub heads: HashSet<String>,
    /// Whether more than the look of its name tells that it is a person.
    pub is_sure: bool,
    /// Words of the article that state its roles.
    pub roles: Vec<Range<usize>>,
    /// Where it is first referred to.
    pub first: usize,
    /// How often it is named.
    pub count: usize,
}

impl Entity {
    pub fn is_person(&self) -> bool {
        self.kind == Some(ActorKind::Person)
    }
}

/// The entities of a text and the ways to find them again. Every look-up takes constant time: of those who
/// share a surname, the first few are kept.
pub struct Cast<'t> {
    pub text: &'t Text<'t>,
    pub entities: Vec<Entity>,
    /// Each name in the text with its entity, in order.
    pub named: Vec<(Range<usize>, usize)>,
    /// Where sentences begin.
    pub sentences: Vec<usize>,
    lower: HashSet<&'t str>,
    /// Where a name begins that the encoder found.
    seen: HashSet<usize>,
    exact: HashMap<String, usize>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    acronyms: HashMap<String, usize>,
}

/// How many entities one word is kept to lead to.
const MOST: usize = 12;

impl<'t> Cast<'t> {
    /// Reads the names in an article's paragraphs; those that the encoder found go before those found by rule.
    pub fn new(text: &'t Text<'t>, mentions: &[FoundName]) -> Cast<'t> {
        let sentences = text.sentences().iter().map(|sentence| sentence.at.start).collect();
        let all = text.tokens().iter().map(|token| text.word(token));
        let lower = all.filter(|w| w.starts_with(char::is_lowercase)).collect();
        let mut cast = Cast {
            text,
            entities: Vec::new(),
            named: Vec::new(),
            sentences,
            lower,
            seen: mentions.iter().map(|mention| mention.at.start).collect(),
            exact: HashMap::new(),
            by_last: HashMap::new(),
            by_first: HashMap::new(),
            by_word: HashMap::new(),
            acronyms: HashMap::new(),
        };
        let by_rule = text
            .paragraphs()
            .iter()
            .filter(|range| mentions.is_empty() && !is_headline(text, (*range).clone()));
        let mut found: Vec<(Name, Option<NameKind>)> =
            by_rule.flat_map(|range| names(text, range.clone())).map(|name| (name, None)).collect();
        for mention in mentions {
            let mention = &FoundName { at: whole(text, mention.at.clone()), kind: mention.kind };
            let inner = names(text, mention.at.clone()).into_iter().rfind(Name::is_named);
            // "Baker", of Lee Baker.
            let is_trade = mention.kind == NameKind::Person
                && text.lexicon().has_as_written(List::TradeName, &text[mention.at.clone()]);
            let whole = || Name { whole: mention.at.clone(), name: mention.at.clone() };
            let inner = inner.or_else(|| is_trade.then(whole));
            found.extend(inner.map(|name| (name, Some(mention.kind))));
        }
        found.retain(|(name, _)| name.is_named() && cast.is_name(name) && !is_aside(text, &name.name));
        // Full names first, so that a short one that comes before them finds them.
        let is_full = |name: &Name| text[name.name.clone()].contains(' ');
        let (full, short): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| is_full(name));
        for (name, kind) in full.into_iter().chain(short) {
            let entity = cast.meet(&name, kind);
            cast.named.push((name.name, entity));
        }
        cast.named.sort_by_key(|(range, _)| range.start);
        cast.tell_firms();
        cast
    }

    /// A name of one word that the article writes small as well is nobody's: "a flyvale plane", "Flyvale said".
    fn tell_firms(&mut self) {
        for entity in &mut self.entities {
            let is_open = matches!(entity.kind, Some(ActorKind::Person) | None) && !entity.is_sure;
            let lower = entity.name.to_lowercase();
            if is_open && entity.roles.is_empty() && self.lower.contains(lower.as_str()) {
                (entity.kind, entity.sex) = (Some(ActorKind::Organisation), None);
            }
        }
    }

    /// The entity of a name, made where it is new, with what the words around it say.
    pub fn meet(&mut self, name: &Name, kind: Option<NameKind>) -> usize {
        let text = self.text;
        let words = &text[name.name.clone()];
        let title = role::before(text, name, self.sentence(name.name.start));
        let apposition = role::behind(text, name.name.end);
        let honorific = text[name.whole.start..name.name.start]
            .split(' ')
            .rev()
            .find_map(|word| text.lexicon().title_sex(word));
        let title_sex = title
            .clone()
            .and_then(|range| text[range].split(' ').rev().find_map(|word| text.lexicon().title_sex(word)));
        let sex = honorific.or(title_sex);
        let is_told_of = is_told_of(&text[name.name.end..]);
        let has_title = sex.is_some() || title.is_some() || apposition.is_some() || self.has_honorific(name);
        let known = self.find(words, sex);
        let idx = known.unwrap_or_else(|| {
            let kind = kind.map(kind_of_mention).unwrap_or_else(|| self.kind_of(name, has_title));
            self.add(words, kind, name.name.start)
        });
        let is_fuller = words.len() > self.entities[idx].name.len() && known.is_some();
        if is_fuller && self.entities[idx].kind != Some(ActorKind::Country) && !is_acronym(words) {
            self.index(words, idx);
            self.entities[idx].name = words.to_string();
        }
        let entity = &mut self.entities[idx];
        entity.count += 1;
        entity.first = entity.first.min(name.name.start);
        if has_title && entity.kind.is_none() {
            entity.kind = Some(ActorKind::Person);
        }
        entity.is_sure |= has_title || is_told_of && words.contains(' ') && entity.is_person();
        if entity.is_person() || entity.kind.is_none() {
            entity.sex = entity.sex.or(sex);
            for range in title.into_iter().chain(apposition) {
                self.add_role(idx, range);
            }
        }
        self.acronym_behind(name, idx);
        idx
    }

    /// The entity called `name`, by its full name, a part of it, or an acronym.
    pub fn find(&self, name: &str, sex: Option<Sex>) -> Option<usize> {
        let words = key_words(name);
        let key = words.join(" ");
        let turned = || turned(name).and_then(|name| self.exact.get(&key_words(&name).join(" ")));
        if let Some(idx) = self.exact.get(&key).or_else(turned) {
            return Some(*idx);
        }
        let (first, last) = (words.first()?, words.last()?);
        let fits = |idx: &usize| {
            let entity = &self.entities[*idx];
            let full = key_words(&entity.name);
            // "Carolina" is not North Carolina.
            let is_place = words.len() < full.len()
                && (entity.kind == Some(ActorKind::Country)
                    || !entity.is_person() && self.text.lexicon().has_as_written(List::Side, &full[0]));
            let is_part = full.ends_with(&words) && !is_place
                || full.starts_with(&words) && (words.len() > 1 || entity.is_person());
            let extends =
                !entity.is_person() && words.len() > full.len() && words.ends_with(&full) && full.len() > 1;
            // "John Roe" and "John G. Roe".
            let is_same =
                words.len() > 1 && full.len() > 1 && full.first() == Some(first) && full.last() == Some(last);
            let is_it = is_part || extends || is_same && (entity.is_person() || entity.kind.is_none());
            is_it && (sex.is_none() || entity.sex.is_none() || entity.sex == sex)
        };
        let most_named = |list: &[usize]| {
            let fitting = list.iter().filter(|idx| fits(idx));
            fitting.copied().min_by_key(|idx| (!self.entities[*idx].is_person(), self.entities[*idx].first))
        };
        let by = |index: &HashMap<String, Vec<usize>>, word: &String| {
            index.get(word).and_then(|list| most_named(list))
        };
        by(&self.by_last, last)
            .or_else(|| by(&self.by_first, first))
            .or_else(|| self.acronyms.get(&key).copied())
            .or_else(|| self.exact.get(&self.text.lexicon().country(name)?.to_lowercase()).copied())
    }

    /// A new entity with a name.
    pub fn add(&mut self, name: &str, kind: Option<ActorKind>, at: usize) -> usize {
        let country = self.text.lexicon().country(name).filter(|_| kind == Some(ActorKind::Country));
        let shown = country.unwrap_or(name).trim_start_matches('@');
        let shown =
            &*if kind == Some(ActorKind::Person) || kind.is_none() { calm(shown) } else { shown.into() };
        let idx = self.entities.len();
        let sex = name.split(' ').next().and_then(|word| self.text.lexicon().sex_of(word));
        let is_person = matches!(kind, Some(ActorKind::Person) | None);
        let entity = Entity { name: shown.to_string(), kind, first: at, ..Entity::default() };
        let is_sure = is_person && sex.is_some();
        self.entities.push(Entity { sex: sex.filter(|_| is_person), is_sure, ..entity });
        self.index(shown, idx);
        if !is_person {
            self.describe(idx, key_words(name));
        }
        idx
    }

    /// A new entity that is only described.
    pub fn add_described(&mut self, entity: Entity) -> usize {
        let words: Vec<String> = entity.words.iter().cloned().collect();
        self.entities.push(entity);
        let idx = self.entities.len() - 1;
        self.describe(idx, words);
        idx
    }

    /// The entities that are described by `word`, the latest to be met last.
    pub fn described_by(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn add_role(&mut self, idx: usize, range: Range<usize>) {
        let (text, lexicon) = (self.text, self.text.lexicon());
        let words = text.tokens_in(range.clone());
        self.describe(idx, words.iter().map(|token| folded(text.word(token))).collect());
        // "the senator’s wife" is no senator.
        let is_owner = |word: &&str| without_possessive(word).len() < word.len();
        let nouns = words.iter().map(|token| text.word(token)).filter(|word| !is_owner(word));
        let heads = nouns.take_while(|word| !role::ends_noun_phrase(lexicon, word) || *word == "of");
        let heads = heads.filter(|word| lexicon.class(word) == Some(NounClass::Person)).map(folded);
        self.entities[idx].heads.extend(heads.collect::<Vec<_>>());
        let stated = &self.text[range.clone()];
        let is_new = self.entities[idx].roles.iter().all(|known| &self.text[known.clone()] != stated);
        if is_new && self.entities[idx].roles.len() < MOST {
            self.entities[idx].roles.push(range);
        }
    }

    /// Where the sentence of byte `at` begins.
    pub fn sentence(&self, at: usize) -> usize {
        let idx = self.sentences.partition_point(|start| *start <= at);
        idx.checked_sub(1).map_or(0, |idx| self.sentences[idx])
    }

    /// Whether a capitalised word is no name: "Polls" and "Voters", most of all where a sentence begins.
    pub fn is_common(&self, range: &Range<usize>) -> bool {
        let word = &self.text[range.clone()];
        let key = folded(word);
        if self.text.lexicon().has(List::DateName, word) {
            return true;
        }
        if self.exact.contains_key(&key)
            || self.by_last.contains_key(&key)
            || self.text.lexicon().sex_of(&key).is_some()
        {
            return false;
        }
        if word.contains(' ') {
            // "Popular Website" in a headline, but not "Democratic Party".
            let classes: Vec<Option<NounClass>> =
                word.split(' ').map(|word| self.text.lexicon().class(word)).collect();
            return classes.contains(&Some(NounClass::Quality)) && classes.iter().all(Option::is_some);
        }
        let is_noun = match self.text.lexicon().class(&key) {
            Some(NounClass::Institution) => false,
            class => class.is_some(),
        };
        let is_people =
            word.strip_suffix('s').is_some_and(|one| self.text.lexicon().country_of_adjective(one).is_some());
        let lower = word.to_lowercase();
        // "Readers", "Residents": many of a kind, and not only where the article has the word once more.
        let is_explained = [", a ", ", an "].iter().any(|behind| self.text[range.end..].starts_with(behind));
        let is_plural =
            word.ends_with('s') && !word.ends_with("ss") && !self.seen.is_empty() && !is_explained;
        is_noun
            || self.text.lexicon().has(List::Small, word)
            || is_people
            || (is_plural || self.lower.contains(lower.as_str()))
                && self.is_initial(range.start)
                && !self.seen.contains(&range.start)
    }

    fn is_name(&self, name: &Name) -> bool {
        let words = &self.text[name.name.clone()];
        words.contains(' ')
            || !self.is_common(&name.name)
                && (self.text.lexicon().country_of_adjective(words).is_none()
                    || self.text.lexicon().country(words).is_some())
    }

    /// Whether a sentence, a line or a quotation begins at byte `at`, which tells why there is a capital.
    fn is_initial(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['.', '!', '?', '“', '"', '‘', '\'', ':', '\n', '—', '-'])
    }

    fn has_honorific(&self, name: &Name) -> bool {
        let title = &self.text[name.whole.start..name.name.start];
        title.split(' ').any(|word| self.text.lexicon().class(word) == Some(NounClass::Honorific))
    }

    fn index(&mut self, name: &str, idx: usize) {
        let words = key_words(name);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        self.exact.entry(words.join(" ")).or_insert(idx);
        keep(&mut self.by_last, last, idx);
        keep(&mut self.by_first, first, idx);
        let initials: String = words
            .iter()
            .filter(|w| !self.text.lexicon().has(List::Small, w))
            .filter_map(|w| w.chars().next())
            .collect();
        if words.len() > 2 {
            self.acronyms.entry(initials).or_insert(idx);
        }
    }

    fn describe(&mut self, idx: usize, words: Vec<String>) {
        for word in words.iter().flat_map(|word| word.split('-').chain([word.as_str()])) {
            if self.entities[idx].words.insert(word.to_string()) {
                let list = self.by_word.entry(word.to_string()).or_default();
                list.push(idx);
                if list.len() > 2 * MOST {
                    list.remove(MOST);
                }
            }
        }
    }

    /// "the Velmark Water Union (VWU)".
    fn acronym_behind(&mut self, name: &Name, idx: usize) {
        let Some(rest) = self.text[name.name.end..].strip_prefix(" (") else { return };
        let Some(end) = rest.bytes().take(13).position(|b| b == b')') else { return };
        let acronym = &rest[..end];
        if is_acronym(acronym) {
            self.acronyms.insert(folded(acronym), idx);
            self.exact.insert(folded(acronym), idx);
        }
    }

    fn kind_of(&self, name: &Name, has_title: bool) -> Option<ActorKind> {
        let words = &self.text[name.name.clone()];
        let parts = words.split(' ');
        let is_first_name = parts.clone().next().and_then(|word| self.text.lexicon().sex_of(word)).is_some();
        let is_body =
            parts.clone().any(|word| self.text.lexicon().class(word) == Some(NounClass::Institution))
                || words.contains(['&'])
                || parts.clone().any(|word| matches!(word, "of" | "for"));
        let has_article = ["the ", "The "].iter().any(|the| self.text[..name.name.start].ends_with(the));
        if has_title && (!is_body || is_first_name || self.has_honorific(name)) {
            Some(ActorKind::Person)
        } else if self.text.lexicon().country(words).is_some() {
            Some(ActorKind::Country)
        } else if is_body || is_acronym(words) {
            Some(ActorKind::Organisation)
        } else if is_first_name || words.starts_with('@') {
            Some(ActorKind::Person)
        } else if has_article {
            Some(ActorKind::Organisation)
        } else {
            words.contains(' ').then_some(ActorKind::Person)
        }
    }
}

/// A name of several words that is all in capitals, as names are written: "ADA ROE".
fn calm(name: &str) -> Cow<'_, str> {
    let is_loud = name.contains(' ') && !name.contains(char::is_lowercase);
    let word = |word: &str| -> String {
        let mut chars = word.chars();
        let first = chars.next();
        first.into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
    };
    match is_loud {
        true => name.split(' ').map(word).collect::<Vec<_>>().join(" ").into(),
        false => name.into(),
    }
}

/// Whether what stands behind a name is told of persons: "Ada Roe, 58, left", "Ada Roe, who left".
fn is_told_of(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(", ") else { return false };
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&n_digits) && rest[n_digits..].starts_with([',', '.']) || rest.starts_with("who ")
}

fn keep(index: &mut HashMap<String, Vec<usize>>, word: &str, idx: usize) {
    let list = index.entry(word.to_string()).or_default();
    if list.len() < MOST && !list.contains(&idx) {
        list.push(idx);
    }
}

/// A mention from where its first word begins: the encoder takes "Eva-Maria" for two.
fn whole(text: &str, mention: Range<usize>) -> Range<usize> {
    let first = text[..mention.start].strip_suffix('-').unwrap_or("");
    let n_joined = first.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    if n_joined == 0 { mention } else { mention.start - 1 - n_joined..mention.end }
}

fn kind_of_mention(kind: NameKind) -> Option<ActorKind> {
    match kind {
        NameKind::Person => Some(ActorKind::Person),
        NameKind::Organisation => Some(ActorKind::Organisation),
        NameKind::Place => Some(ActorKind::Country),
        NameKind::Other => None,
    }
}

/// The words that names are compared by: folded, without "the" and "Jr.".
pub fn key_words(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty() && !is_suffix(w)).collect();
    let words = if words.len() > 1 && words[0].eq_ignore_ascii_case("the") { &words[1..] } else { &words };
    words.iter().map(|word| folded(word)).collect()
}

/// "Vale’s water authority" is the Water Authority of Vale, and the other way round.
fn turned(name: &str) -> Option<String> {
    if let Some((body, owner)) = name.split_once(" of ") {
        return (body.contains(' ') && !owner.contains(' ')).then(|| format!("{owner}'s {body}"));
    }
    let (owner, body) = name.split_once("’s ").or_else(|| name.split_once("'s "))?;
    (body.contains(' ') && !owner.contains(' ')).then(|| format!("{body} of {owner}"))
}

/// Whether a name in brackets is an agency's, behind the place of a dateline or under a picture: "VALE (Quill News) -",
/// "(Picture: Quill News)".
fn is_aside(text: &Text, name: &Range<usize>) -> bool {
    const REACH: usize = 60;
    let behind = text[name.end..].strip_prefix(") ").unwrap_or("");
    let is_dateline = text[..name.start].ends_with('(') && behind.starts_with(['-', '–', '—']);
    let ahead = &text[text.ceil_char_boundary(name.start.saturating_sub(REACH))..name.start];
    let opened = ahead.rsplit_once('(').map(|(_, opened)| opened).filter(|opened| !opened.contains(')'));
    let is_credit = opened.is_some_and(|opened| {
        text.lexicon()
            .words(List::Credit)
            .any(|word| opened.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', ' '])))
    });
    is_dateline || is_credit
}

fn is_acronym(name: &str) -> bool {
    let n_capitals = name.chars().filter(|c| c.is_uppercase()).count();
    !name.contains(' ')
        && n_capitals > 1
        && n_capitals * 2 > name.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether nearly all words of a paragraph have capitals, so that they tell no names.
fn is_headline(text: &Text, range: Range<usize>) -> bool {
    let words = text.tokens_in(range);
    let is_long = |token: &&Token| text.word(token).chars().count() > 3;
    let long: Vec<&Token> = words.iter().filter(is_long).collect();
    let n_capital = long.iter().filter(|token| token.is_capital).count();
    words.len() < 40 && long.len() > 2 && n_capital * 4 >= long.len() * 3
}

#[cfg(test)]
mod tests {
    use onrecord_language::Language;

    use super::*;

    /// The fullest name of what `name` refers to in `text`.
    fn check(text: &str, name: &str) -> String {
        let text = Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english());
        let cast = Cast::new(&text, &[]);
        cast.find(name, None).map(|idx| cast.entities[idx].name.clone()).unwrap_or_default()
    }

    #[test]
    fn short_names_have_a_fullest_form() {
        assert_eq!(check("Ada Roe came. Roe spoke.", "Roe"), "Ada Roe");
        assert_eq!(check("Roe spoke. Later Ada J. Roe left.", "ROE"), "Ada J. Roe");
        assert_eq!(check("Ada Roe spoke for Ada G. Roe Jr.", "Ada Roe"), "Ada G. Roe Jr.");
    }

    #[test]
    fn acronyms_stand_for_their_names() {
        assert_eq!(check("the Dam and Bridge Commission met", "D.B.C."), "Dam and Bridge Commission");
        assert_eq!(
            check("the Velmark Water Union spoke again on Friday about that", "VWU"),
            "Velmark Water Union"
        );
        assert_eq!(
            check("the Alliance for Mills (AFORM) spoke again on Friday", "AFORM"),
            "Alliance for Mills"
        );
    }

    #[test]
    fn capitals_stand_for_countries() {
        assert_eq!(check("They met in China.", "Beijing"), "China");
        assert_eq!(check("They met the U.S. team.", "Washington"), "United States");
    }

    #[test]
    fn of_two_with_a_surname_sex_tells() {
        let text = "Oskar Roe met Ada Roe and Ada Roe left.";
        let read = Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english());
        let cast = Cast::new(&read, &[]);
        let idx = cast.find("Roe", Some(Sex::Female)).unwrap();
        assert_eq!(cast.entities[idx].name, "Ada Roe");
        assert_eq!(check(text, "Roe"), "Oskar Roe");
    }
}
