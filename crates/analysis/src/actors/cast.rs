//! Everyone an article names, each once: full and short names, acronyms, countries; and those it only describes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use onrecord_language::names::{folded, is_capital, is_possessor, without_possessive};
use onrecord_language::{Lexicon, NounClass, Sex, Text};
use onrecord_record::ActorKind;

use super::entity::Entity;
use super::found;
use super::index::{Index, MOST, is_acronym, key_words};
use super::name::Name;
use super::role;
use crate::reading::{FoundName, NameKind};

/// The entities of a text, and where it names them.
pub struct Cast<'t> {
    pub text: &'t Text<'t>,
    pub entities: Vec<Entity>,
    /// Each name in the text with its entity, in order.
    pub named: Vec<(Range<usize>, usize)>,
    /// Where sentences begin.
    pub sentences: Vec<usize>,
    /// The words that the article writes small.
    pub lower: HashSet<&'t str>,
    /// The words of the names that the encoder took for persons.
    pub people: HashSet<&'t str>,
    /// Where a name begins that the encoder found.
    pub seen: HashSet<usize>,
    pub index: Index,
}

impl<'t> Cast<'t> {
    /// Reads the names in an article's paragraphs; those that the encoder found go before those found by rule.
    pub fn new(text: &'t Text<'t>, encoded: &[FoundName]) -> Cast<'t> {
        let words = text.tokens().iter().map(|token| text.word(token));
        let mut cast = Cast {
            text,
            entities: Vec::new(),
            named: Vec::new(),
            sentences: text.sentences().iter().map(|sentence| sentence.at.start).collect(),
            lower: words.filter(|word| word.starts_with(char::is_lowercase)).collect(),
            people: encoded
                .iter()
                .filter(|name| name.kind == NameKind::Person)
                .flat_map(|name| text[name.at.clone()].split(' ').map(without_possessive))
                .collect(),
            seen: encoded.iter().map(|name| name.at.start).collect(),
            index: Index::new(text.lexicon()),
        };
        let mut found = found::found(text, encoded);
        found.retain(|(name, _)| cast.is_name(name));
        // Full names first, so that a short one that comes before them finds them.
        let is_full = |name: &Name| text[name.name.clone()].contains(' ');
        let (full, short): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| is_full(name));
        for (name, kind) in full {
            let entity = cast.meet(&name, kind);
            cast.named.push((name.name, entity));
        }
        for (name, kind) in short {
            if let Some(whole) =
                cast.with_shared_surname(&name.name).filter(|whole| cast.find(whole, None).is_none())
            {
                cast.add(&whole, Some(ActorKind::Person), name.name.start);
            }
            let entity = cast.meet(&name, kind);
            cast.named.push((name.name, entity));
        }
        cast.named.sort_by_key(|(range, _)| range.start);
        cast.tell_firms();
        cast
    }

    /// The whole name of somebody who shares a surname with whoever is named next: "Ruth Calder" for "Ruth" in "Ruth and
    /// Sam Calder".
    fn with_shared_surname(&self, name: &Range<usize>) -> Option<String> {
        let (text, lexicon) = (self.text, self.text.lexicon());
        let is_given = |word: &str| lexicon.sex_of(word).is_some() && country(lexicon, word).is_none();
        let first = Some(&text[name.clone()]).filter(|word| is_given(word))?;
        let mut words = text[name.end..].strip_prefix(" and ")?.splitn(3, ' ');
        let (next, surname) = (words.next()?, words.next()?);
        let surname = surname.split(|c: char| !c.is_alphabetic() && c != '-').next()?;
        (is_given(next) && is_capital(surname) && surname.len() > 2).then(|| format!("{first} {surname}"))
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
        let apposition = role::behind(text, &name.name);
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
        // Of "Star Lund" as the name of a thing, "Star" is no title.
        let is_of_name = kind.is_some_and(|kind| kind != NameKind::Person) && name.whole != name.name;
        let is_titled = self.is_titled_surname(name) && !is_of_name;
        let owner = self.owner(name).map(str::to_string);
        let full = owner.as_deref().map_or(words.to_string(), |owner| format!("{owner}’s {words}"));
        let (known, is_other) = self.find_owned(words, &full, owner.as_deref(), sex);
        let words = if is_other { full.as_str() } else { words };
        let idx = known.unwrap_or_else(|| {
            let kind = kind.map(kind_of_mention).unwrap_or_else(|| self.kind_of(name, has_title));
            // "The U.S. said": the encoder may take a country that acts for a body.
            let is_land =
                !matches!(kind, Some(ActorKind::Person)) && country(self.text.lexicon(), words).is_some();
            let kind = if is_land { Some(ActorKind::Country) } else { kind };
            self.add(words, kind, name.name.start)
        });
        let is_fuller = words.len() > self.entities[idx].name.len() && known.is_some();
        if is_fuller && self.entities[idx].kind != Some(ActorKind::Country) && !is_acronym(words) {
            self.index.add(words, idx);
            self.entities[idx].name = words.to_string();
        }
        let entity = &mut self.entities[idx];
        entity.owner = entity.owner.take().or(owner);
        entity.count += 1;
        entity.first = entity.first.min(name.name.start);
        // The encoder may take "Roe" of a headline for a place; whoever is "President Roe" further down is none.
        if entity.kind.is_none() && has_title || is_titled && entity.name == words {
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

    /// A new entity with a name.
    pub fn add(&mut self, name: &str, kind: Option<ActorKind>, at: usize) -> usize {
        let country = country(self.text.lexicon(), name).filter(|_| kind == Some(ActorKind::Country));
        let shown = country.unwrap_or(name).trim_start_matches('@');
        let shown =
            &*if kind == Some(ActorKind::Person) || kind.is_none() { calm(shown) } else { shown.into() };
        let idx = self.entities.len();
        let sex = name.split(' ').next().and_then(|word| self.text.lexicon().sex_of(word));
        let is_person = matches!(kind, Some(ActorKind::Person) | None);
        let entity = Entity { name: shown.to_string(), kind, first: at, ..Entity::default() };
        let is_sure = is_person && sex.is_some();
        self.entities.push(Entity { sex: sex.filter(|_| is_person), is_sure, ..entity });
        self.index.add(shown, idx);
        if !is_person {
            self.index.add_initials(shown, idx);
            self.describe(idx, key_words(name));
        }
        idx
    }

    /// The country with this name, made where the article does not name it.
    pub fn country_called(&mut self, country: &str, at: usize) -> usize {
        self.find(country, None).unwrap_or_else(|| self.add(country, Some(ActorKind::Country), at))
    }

    /// A new entity that is only described.
    pub fn add_described(&mut self, entity: Entity) -> usize {
        let words: Vec<String> = entity.words.iter().cloned().collect();
        self.entities.push(entity);
        let idx = self.entities.len() - 1;
        self.describe(idx, words);
        idx
    }

    /// Gives an entity a role: words of the article that state it.
    pub fn add_role(&mut self, idx: usize, range: Range<usize>) {
        let (text, lexicon) = (self.text, self.text.lexicon());
        let words = text.tokens_in(range.clone());
        self.describe(idx, words.iter().map(|token| folded(text.word(token))).collect());
        // "the senator’s wife" is no senator.
        let nouns = words.iter().map(|token| text.word(token)).filter(|word| !is_possessor(word));
        let heads = nouns.take_while(|word| !role::ends_noun_phrase(lexicon, word) || *word == "of");
        let heads = heads.filter(|word| lexicon.class(word) == Some(NounClass::Person)).map(folded);
        self.entities[idx].heads.extend(heads.collect::<Vec<_>>());
        let stated = &self.text[range.clone()];
        let is_new = self.entities[idx].roles.iter().all(|known| &self.text[known.clone()] != stated);
        if is_new && self.entities[idx].roles.len() < MOST {
            self.entities[idx].roles.push(range);
        }
    }
}

/// Who of them is meant.
impl<'t> Cast<'t> {
    /// Whether a name is a surname behind a title: one word that names no country and looks like no body's, directly
    /// behind "President" or "Mr.", not "Citizens", with no more of a name behind it.
    fn is_titled_surname(&self, name: &Name) -> bool {
        let (text, lexicon) = (self.text, self.text.lexicon());
        let word = &text[name.name.clone()];
        let ahead = text[..name.name.start].strip_suffix(' ').unwrap_or("");
        let title = ahead.rsplit(char::is_whitespace).next().unwrap_or("");
        let is_plural = lexicon.noun(&title.to_lowercase()).is_some_and(|form| form.plural);
        let is_known = || country(lexicon, word).is_some() || lexicon.class(word).is_some();
        let goes_on = || text[name.name.end..].strip_prefix(' ').is_some_and(is_capital);
        let is_titled = is_capital(title) && lexicon.is_title(title) && !is_plural;
        is_titled && !word.contains(' ') && !is_acronym(word) && !is_known() && !goes_on()
    }

    /// The country whose body a name is: "Ostvia" before "’s Defence Ministry".
    fn owner(&self, name: &Name) -> Option<&'t str> {
        let text = self.text;
        let last = text[name.name.clone()].rsplit(' ').next().unwrap_or("");
        let ahead = &text[..name.name.start];
        let ahead = ahead.strip_suffix("’s ").or_else(|| ahead.strip_suffix("'s "))?;
        let owner = ahead.rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let is_person = self.people.contains(owner) || self.text.lexicon().sex_of(owner).is_some();
        let is_land = is_capital(owner) && !is_person;
        (is_land && self.text.lexicon().class(last) == Some(NounClass::Institution)).then_some(owner)
    }

    /// The entity called `words` and, where that is of another country, the one called so in `full`; whether the name
    /// has to tell the country. Two ministries are then two.
    fn find_owned(
        &mut self,
        words: &str,
        full: &str,
        owner: Option<&str>,
        sex: Option<Sex>,
    ) -> (Option<usize>, bool) {
        let known = self.find(words, sex);
        let Some(owner) = owner else { return (known, false) };
        let Some(idx) = known else { return (None, false) };
        match self.entities[idx].owner.clone() {
            Some(other) if other != owner => {
                let name = &mut self.entities[idx].name;
                if name == words {
                    *name = format!("{other}’s {words}");
                }
                (self.index.exactly(full), true)
            }
            _ => (known, false),
        }
    }

    /// The names that lie in a range, in order, each with its entity.
    pub fn named_in(&self, range: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, usize)> {
        let end = range.end;
        let first = self.named.partition_point(|(name, _)| name.start < range.start);
        self.named[first..].iter().take_while(move |(name, _)| name.end <= end)
    }

    /// Where the sentence of byte `at` begins.
    pub fn sentence(&self, at: usize) -> usize {
        let idx = self.sentences.partition_point(|start| *start <= at);
        idx.checked_sub(1).map_or(0, |idx| self.sentences[idx])
    }

    /// The entity called `name`, by its full name, a part of it, or an acronym.
    pub fn find(&self, name: &str, sex: Option<Sex>) -> Option<usize> {
        self.index.find(&self.entities, name, sex)
    }

    /// The entities that are described by `word`, the latest to be met last.
    pub fn described_by(&self, word: &str) -> &[usize] {
        self.index.described_by(word)
    }

    fn describe(&mut self, idx: usize, words: Vec<String>) {
        for word in words.iter().flat_map(|word| word.split('-').chain([word.as_str()])) {
            if self.entities[idx].words.insert(word.to_string()) {
                self.index.add_word(word, idx);
            }
        }
    }

    /// "the Velmark Water Union (VWU)", "the Velmark Water Union’s (VWU)".
    fn acronym_behind(&mut self, name: &Name, idx: usize) {
        const MOST_BYTES: usize = 13;
        let behind = &self.text[name.name.end..];
        let behind = ["’s", "'s"].iter().find_map(|own| behind.strip_prefix(own)).unwrap_or(behind);
        let Some(rest) = behind.strip_prefix(" (") else { return };
        let Some(end) = rest.bytes().take(MOST_BYTES).position(|b| b == b')') else { return };
        if is_acronym(&rest[..end]) {
            self.index.add_acronym(&rest[..end], idx);
        }
    }
}

/// The country that a name stands for, "CAIRO" of a dateline's capitals too.
pub fn country(lexicon: &'static Lexicon, name: &str) -> Option<&'static str> {
    let is_loud = name.len() > 3 && !name.contains(char::is_lowercase);
    let calmed = || name.split(' ').map(calm_word).collect::<Vec<_>>().join(" ");
    lexicon.country(name).or_else(|| is_loud.then(|| lexicon.country(&calmed())).flatten())
}

/// A name of several words that is all in capitals, as names are written: "ADA ROE".
fn calm(name: &str) -> Cow<'_, str> {
    let is_loud = name.contains(' ') && !name.contains(char::is_lowercase);
    match is_loud {
        true => name.split(' ').map(calm_word).collect::<Vec<_>>().join(" ").into(),
        false => name.into(),
    }
}

/// "ROE" as "Roe".
fn calm_word(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next();
    first.into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Whether what stands behind a name is told of persons: "Ada Roe, 58, left", "Ada Roe, who left".
fn is_told_of(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(", ") else { return false };
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&n_digits) && rest[n_digits..].starts_with([',', '.']) || rest.starts_with("who ")
}

fn kind_of_mention(kind: NameKind) -> Option<ActorKind> {
    match kind {
        NameKind::Person => Some(ActorKind::Person),
        NameKind::Organisation => Some(ActorKind::Organisation),
        NameKind::Place => Some(ActorKind::Country),
        NameKind::Other => None,
    }
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
    fn who_has_a_title_is_a_person_whatever_the_headline_was_taken_for() {
        let kind = |text: &str, name: &str| {
            let at = |start: usize| FoundName { at: start..start + name.len(), kind: NameKind::Place };
            let found: Vec<FoundName> = text.match_indices(name).map(|(start, _)| at(start)).collect();
            let read = Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english());
            let cast = Cast::new(&read, &found);
            cast.entities[cast.find(name, None).unwrap()].kind
        };
        for titled in ["President Roe left.", "Mrs. Roe left.", "It was Mayor Roe’s."] {
            assert_eq!(
                kind(&format!("Roe Opens the Dam. {titled}"), "Roe"),
                Some(ActorKind::Person),
                "{titled}"
            );
        }
        for untitled in [
            "The president of Roe left.",
            "The rival Roe left.",
            "Citizens Roe left.",
            "President Roe Lund left.",
        ] {
            assert_eq!(
                kind(&format!("Roe Opens the Dam. {untitled}"), "Roe"),
                Some(ActorKind::Country),
                "{untitled}"
            );
        }
        let thing = FoundName { at: 0..9, kind: NameKind::Organisation };
        let read = Text::new("Star Lund is a film.", std::iter::once(0..20).collect(), &Language::english());
        assert_eq!(Cast::new(&read, &[thing]).entities[0].kind, Some(ActorKind::Organisation));
        assert_eq!(
            kind("Japan Opens the Dam. Prime Minister Japan left.", "Japan"),
            Some(ActorKind::Country)
        );
        assert_eq!(kind("VWU Opens the Dam. Chairman VWU left.", "VWU"), Some(ActorKind::Country));
    }

    #[test]
    fn acronyms_stand_for_their_names() {
        assert_eq!(check("the Dam and Bridge Commission met", "D.B.C."), "Dam and Bridge Commission");
        assert_eq!(
            check("the Velmark Water Union spoke again on Friday about that", "VWU"),
            "Velmark Water Union"
        );
        assert_eq!(check("the Mill Bank of Vale’s (MBV) rate fell, and it rose", "MBV"), "Mill Bank of Vale");
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
