//! Whom the words of a sentence refer to: the subject of a verb, the phrase behind a preposition, who speaks.

use std::ops::Range;

use onrecord_language::{Lexicon, List, NounClass, Token};
use onrecord_record::ActorKind;

use super::{Clause, ClauseParty};
use crate::actors::Referent;

/// The classes of nouns for somebody.
const SOMEBODY: [NounClass; 4] =
    [NounClass::Person, NounClass::People, NounClass::Institution, NounClass::Land];

impl Clause<'_, '_> {
    /// Who does what the verb tells.
    pub fn subject(&self, verb: usize) -> Option<ClauseParty> {
        let first = self.group(verb);
        self.beside(first).or_else(|| self.ahead(first)).or_else(|| self.head(verb))
    }

    /// Who does what the verb tells, where a name stands right before its group: "Ostvia" of "Ostvia does not back it".
    pub fn named_subject(&self, verb: usize) -> Option<ClauseParty> {
        let first = self.group(verb);
        let last = self.words.get(first.checked_sub(1)?)?;
        let names = self.scene.cast.names_in(self.sentence.start..last.at.end);
        let (at, who) = names.into_iter().next_back().filter(|(at, _)| at.end == last.at.end)?;
        // "Leaders of Ostvia back it": those who lead it do.
        let name = self.words.partition_point(|word| word.at.end <= at.start);
        let start = if name > 0 && self.is(name - 1, &["the"]) { name - 1 } else { name };
        let is_governed = start
            .checked_sub(1)
            .is_some_and(|before| self.has(List::GoverningPreposition, before) || self.is(before, &["and"]));
        (!is_governed && !self.is_landmark(who))
            .then(|| ClauseParty { at, who: vec![self.scene.cast.settled(who)] })
    }

    /// Those who may do what the verb tells, each by another reading of the sentence; the likeliest reading first. Which
    /// is right, weights are to tell.
    pub fn makers(&self, verb: usize) -> Vec<(ClauseParty, &'static str)> {
        let first = self.group(verb);
        let at = self.words[verb].at.clone();
        let readings = [
            (self.owner(verb), "owner"),
            (self.beside(first), "beside"),
            (self.ahead(first), "ahead"),
            (self.opening(first), "opening"),
            (self.speaker(), "speaker"),
            (Some(ClauseParty { who: self.speakers(at.start), at }), "says"),
        ];
        let mut out: Vec<(ClauseParty, &'static str)> = Vec::new();
        for (party, how) in readings {
            let Some(party) = party.filter(|party| !party.who.is_empty()) else { continue };
            // "Roe and Lund agreed": Lund alone is no other reading.
            if !out.iter().any(|(known, _)| party.who.iter().all(|who| known.who.contains(who))) {
                out.push((party, how));
            }
        }
        out
    }

    /// What is true of a reading of [`makers`](Self::makers) among others, as names for weights.
    pub fn of_reading(&self, verb: usize, how: &str, n_readings: usize) -> Vec<String> {
        let first = self.group(verb);
        let before = first.checked_sub(1).map_or("", |idx| self.words[idx].lower.as_str());
        let before = match before {
            "and" | "but" | "or" | "who" | "which" | "that" | "to" | "he" | "she" | "they" | "it" => before,
            _ if first > 0 && self.gap(first).contains(',') => "comma",
            _ => "other",
        };
        vec![
            format!("how={how}"),
            format!("how={how} of={}", n_readings.min(4)),
            format!("how={how} behind={before}"),
        ]
    }

    /// "Roe said so then and has refused since": whom the sentence begins with goes on being its subject.
    fn opening(&self, verb: usize) -> Option<ClauseParty> {
        const NEAR: usize = 3;
        let end = verb.checked_sub(1).map(|last| self.words[last].at.end)?;
        let is_pronoun = |idx: &usize| self.is(*idx, &["he", "she", "they", "we", "i"]);
        if let Some(idx) = (0..verb.min(NEAR)).find(is_pronoun) {
            return Some(self.party(idx..idx + 1));
        }
        let mut names = self.scene.cast.names_in(self.sentence.start..end).into_iter();
        let (at, who) = names.find(|(at, who)| !self.is_landmark(*who) && self.scene.cast.is_subject(at))?;
        Some(ClauseParty { at, who: vec![self.scene.cast.settled(who)] })
    }

    /// "Roe left early, vowing to return": a participle's subject is its sentence's.
    fn head(&self, verb: usize) -> Option<ClauseParty> {
        if !self.words[verb].lower.ends_with("ing") {
            return None;
        }
        let names = self.scene.cast.names_in(self.sentence.start..self.words[verb].at.start);
        let first = names
            .into_iter()
            .next()
            .map(|(at, who)| ClauseParty { at, who: vec![self.scene.cast.settled(who)] });
        first.or_else(|| self.speaker())
    }

    /// "Roe’s pledge", "his pledge": whose the word is.
    pub fn owner(&self, at: usize) -> Option<ClauseParty> {
        let before = at.checked_sub(1)?;
        if self.has(List::Possessive, before) {
            return Some(self.party(before..at)).filter(|party| !party.who.is_empty());
        }
        let end = self.words[at].at.start;
        let names = self.scene.cast.names_in(self.sentence.start..end);
        let is_owner = |name: &Range<usize>| {
            let between = self.scene.text.as_str()[name.end..end].trim_end();
            matches!(between, "’s" | "'s" | "’" | "'")
        };
        let (name, who) = names.into_iter().next_back().filter(|(name, _)| is_owner(name))?;
        Some(ClauseParty { at: name, who: vec![self.scene.cast.settled(who)] })
    }

    /// The phrase right before a verb's group, or before what a comma sets apart from it.
    fn beside(&self, first: usize) -> Option<ClauseParty> {
        let last = first.checked_sub(1)?;
        if let Some(holder) = self.introduced(first) {
            return Some(holder);
        }
        let last = if self.gap(first).contains(',') { self.before_aside(last)? } else { last };
        let mut start = last;
        while start > 0 && last - start < 12 && self.goes_on(start, last) {
            start -= 1;
        }
        let party = self.party(start..last + 1);
        (!party.who.is_empty()).then_some(party)
    }

    /// "The mayor of Vale, Ada Roe, met": the person whose name is all that two commas set apart right before a verb's
    /// group; not of "Lund and his sister, Ada Roe, met", who are two.
    fn introduced(&self, first: usize) -> Option<ClauseParty> {
        let last = &self.words[first.checked_sub(1)?];
        let (at, who) = self.scene.cast.names_in(self.sentence.start..last.at.end).pop()?;
        let name = self.words.partition_point(|word| word.at.end <= at.start);
        let is_set_off = name > 0 && at.end == last.at.end && self.has_comma(name) && self.has_comma(first);
        let is_person = self.scene.cast.look(who).1 == Some(ActorKind::Person);
        let is_joined = (0..name).any(|idx| self.is(idx, &["and"]));
        if !is_set_off || !is_person || is_joined {
            return None;
        }
        let office = (1..name).rev().take_while(|idx| self.goes_on(*idx, name - 1)).last().unwrap_or(name);
        Some(ClauseParty { at: self.words[office - 1].at.start..at.end, who: vec![who] })
    }

    /// "Roe, the mayor, met": the word before the first of the two commas.
    fn before_aside(&self, last: usize) -> Option<usize> {
        let first = (last.saturating_sub(14)..=last).rev().find(|idx| self.gap(*idx).contains(','))?;
        first.checked_sub(1)
    }

    /// Whether the word before still belongs to the phrase that ends with `last`.
    fn goes_on(&self, start: usize, last: usize) -> bool {
        let before = &self.words[start - 1];
        let gap = self.gap(start);
        let is_list = gap.trim() == ","
            && (self.is(start, &["and"]) || self.is_capital(start - 1))
            && start < self.words.len();
        (gap.trim().is_empty()
            || matches!(gap.trim(), "." | "(" | ")" | ") " | "-")
            || is_list && self.is_list(start, last))
            && !self.has(List::BeforeParty, start - 1)
            && !self.is_dated(start - 1)
            && (!self.has(List::BeforeVerb, start - 1) || before.is(&["first", "set", "due"]))
    }

    /// "Roe, Lund and Vale": a comma between names that an "and" ends, before the phrase does.
    fn is_list(&self, start: usize, last: usize) -> bool {
        (start..(start + 6).min(last)).any(|idx| self.is(idx, &["and"]))
    }

    /// The nearest name or pronoun before the verb's group that may be its subject.
    fn ahead(&self, first: usize) -> Option<ClauseParty> {
        let end = first.checked_sub(1).map_or(self.sentence.start, |last| self.words[last].at.end);
        let pronoun = (0..first).rev().find(|idx| self.is(*idx, &["he", "she", "they", "we", "i", "who"]));
        let mut names = self.scene.cast.names_in(self.sentence.start..end);
        names.retain(|(at, who)| {
            let is_owner = self.scene.text.as_str()[at.end..].starts_with(['’', '\'']);
            !is_owner && !self.is_landmark(*who) && self.scene.cast.is_subject(at)
        });
        let name = names.pop();
        match (pronoun.map(|idx| self.words[idx].at.clone()), name) {
            (Some(at), Some((name, _))) if at.start > name.end => Some(self.party_at(at)),
            (_, Some((name, who))) => Some(ClauseParty { at: name, who: vec![self.scene.cast.settled(who)] }),
            (Some(at), None) => Some(self.party_at(at)),
            (None, None) => None,
        }
    }

    /// Whom the phrase that begins with a word names: "Xi Jinping and Ada Roe" of "Xi Jinping and Ada Roe in Vale".
    pub fn phrase(&self, start: usize) -> Option<(ClauseParty, usize)> {
        let end = self.phrase_end(start)?;
        let party = self.party(start..end);
        (!party.who.is_empty()).then_some((party, end))
    }

    fn phrase_end(&self, start: usize) -> Option<usize> {
        let mut end = start;
        while end < self.words.len() && end < start + 24 {
            let gap = self.gap(end);
            let is_break = end > start && gap.contains([';', ':', '“', '”', '"', '—', '–', '('])
                || end > start && self.has_comma(end) && !self.is_list_behind(end)
                || end > start && gap.trim() == "." && !self.is_capital(end);
            let is_end = self.has(List::PartyEnd, end) || end > start && self.is_dated(end);
            if is_break || is_end || end > start && self.goes_over(start, end) {
                break;
            }
            end += 1;
        }
        // "Roe and", of "Roe and agreed": the phrase is over before the word that would have led on.
        while end > start && self.is(end - 1, &["and", "or", "but"]) {
            end -= 1;
        }
        (end > start).then_some(end)
    }

    /// Whether a phrase for somebody goes over, at a word, into what is told of them or of another: "top officials
    /// failed", "his team privately", "the council he leads", "Lund and pledged".
    fn goes_over(&self, start: usize, idx: usize) -> bool {
        let is_and = self.is(idx - 1, &["and"]);
        let last = if is_and { idx - 1 } else { idx };
        let is_small = !self.is_capital(idx) && self.gap(idx).trim().is_empty();
        if !is_small || last <= start || !self.may_end(last - 1) {
            return false;
        }
        let word = &self.words[idx];
        let is_verb_group = self.has(List::BeforeVerb, idx) && !word.is(&["both", "first", "expected"]);
        let is_subject = self.has(List::Subject, idx);
        // "privately", but "newly elected leaders"
        let is_adverb = is_adverb(self.scene.text.lexicon(), &word.lower) && !self.is_named(idx + 2);
        // "failed", but "retired generals"; "and leaving", but "and visiting Governor Lund"
        // "failed", but "workers affected by the flood"
        let is_suffered = !is_and && !self.is_capital(idx - 1) && self.is(idx + 1, &["by"]);
        let is_deed = is_past(word) && !is_suffered
            || is_and && word.lower.ends_with("ing") && !self.is_capital(idx + 1);
        is_verb_group || is_subject || (is_adverb || is_deed) && !self.is_named(idx + 1)
    }

    /// Whether a phrase for somebody may end with a word: a name, "officials".
    fn may_end(&self, idx: usize) -> bool {
        let word = &self.words[idx];
        let is_owner = word.lower.ends_with("'s") || word.lower.ends_with("s'");
        let is_adjective =
            self.scene.text.lexicon().country_of_adjective(self.scene.text.word(word)).is_some();
        !is_owner && (word.is_capital && !is_adjective || self.is_named(idx))
    }

    /// Whether a word is a noun for somebody.
    fn is_named(&self, idx: usize) -> bool {
        let noun = self.words.get(idx).and_then(|word| word.noun.as_ref());
        noun.is_some_and(|noun| SOMEBODY.contains(&noun.noun.class))
    }

    /// Whether what follows a comma goes on with a list of names.
    fn is_list_behind(&self, idx: usize) -> bool {
        self.is(idx, &["and"])
            || self.is_capital(idx)
                && (idx..(idx + 7).min(self.words.len()))
                    .take_while(|at| !self.has(List::PartyEnd, *at))
                    .any(|at| self.is(at, &["and"]))
    }

    /// Whom some of the words refer to.
    pub fn party(&self, range: Range<usize>) -> ClauseParty {
        self.party_at(self.bytes(range))
    }

    fn party_at(&self, at: Range<usize>) -> ClauseParty {
        let text = self.scene.text.as_str();
        let lower = text[at.clone()].to_lowercase();
        if matches!(&*lower, "i" | "we" | "my" | "our" | "us" | "me") {
            return ClauseParty { who: self.speakers(at.start), at };
        }
        let mut who = self.scene.cast.seek(at.clone());
        who.retain(|who| self.is_somebody(*who, &at));
        if matches!(&*lower, "he" | "she" | "his" | "her") {
            // Within quotation marks "he" is not who speaks there.
            let speakers = if self.is_direct(at.start) { self.speakers(at.start) } else { Vec::new() };
            who.retain(|who| !speakers.contains(who));
            if who.is_empty() {
                who.extend(self.last(at.start, ActorKind::Person, &speakers));
            }
        }
        if lower.contains(" and ") {
            // Names that stand side by side are all meant, whatever stands before each.
            let named = self.scene.cast.names_in(at.clone()).into_iter().map(|(_, who)| who);
            let is_person = |who: &Referent| self.scene.cast.look(*who).1 == Some(ActorKind::Person);
            named.filter(is_person).for_each(|one| who.extend((!who.contains(&one)).then_some(one)));
        }
        if let Some(kind) = pair_of(&lower) {
            let pair = self.two(at.start, kind);
            who = if pair.len() == 2 { pair } else { who };
        }
        if matches!(&*lower, "the government" | "government") {
            let country = self.last(at.start, ActorKind::Country, &[]);
            who = country.map_or(who, |country| vec![country]);
        }
        if let Some(country) = self.own_country(&lower, at.start) {
            who = vec![country];
        }
        who.iter_mut().for_each(|who| *who = self.scene.cast.grouped(self.scene.cast.settled(*who)));
        ClauseParty { who, at }
    }

    /// "His country", "her government": that of who says it or, where nobody does, of the person named last.
    fn own_country(&self, lower: &str, at: usize) -> Option<Referent> {
        let (owner, what) = lower.split_once(' ')?;
        let is_own = self.scene.text.lexicon().has(List::Possessive, owner)
            && matches!(what, "country" | "nation" | "government");
        let speaker = if is_own { self.speakers(at).first().copied() } else { None };
        let whose = speaker.or_else(|| if is_own { self.last(at, ActorKind::Person, &[]) } else { None })?;
        let cast = &self.scene.cast;
        let is_body = |body: &Referent| cast.look(*body).1 != Some(ActorKind::Person);
        cast.country_of(whose).or_else(|| cast.body(whose)).filter(is_body)
    }

    /// Who of a kind was named last before a byte, not far away, and is none of `others`.
    fn last(&self, at: usize, kind: ActorKind, others: &[Referent]) -> Option<Referent> {
        const FAR: usize = 600;
        let from = self.scene.text.as_str().floor_char_boundary(at.saturating_sub(FAR));
        let is_meant = |who: &Referent| self.scene.cast.look(*who).1 == Some(kind) && !others.contains(who);
        self.scene.cast.names_in(from..at).into_iter().map(|(_, who)| who).rfind(is_meant)
    }

    /// The two of a kind that are named most before a byte, not far away; the one named first goes first.
    fn two(&self, at: usize, kind: ActorKind) -> Vec<Referent> {
        const FAR: usize = 4000;
        let from = self.scene.text.as_str().floor_char_boundary(at.saturating_sub(FAR));
        let mut named: Vec<(Referent, usize)> = Vec::new();
        for (_, who) in self.scene.cast.names_in(from..at) {
            let who = self.scene.cast.settled(who);
            match named.iter_mut().find(|(known, _)| *known == who) {
                Some((_, count)) => *count += 1,
                None if self.scene.cast.look(who).1 == Some(kind) => named.push((who, 1)),
                None => {}
            }
        }
        let mut counts: Vec<usize> = named.iter().map(|(_, count)| *count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(1).copied().unwrap_or(usize::MAX);
        let mut two: Vec<Referent> =
            named.into_iter().filter(|(_, count)| *count >= least).map(|(who, _)| who).collect();
        two.truncate(2);
        two
    }

    /// Whether words that name nobody describe somebody at all: not "spoke in evasive words".
    fn is_somebody(&self, who: Referent, at: &Range<usize>) -> bool {
        let (name, kind) = self.scene.cast.look(who);
        let is_described =
            name.is_empty() && matches!(kind, Some(ActorKind::Unnamed | ActorKind::Document) | None);
        let is_of_class =
            |token: &Token| token.noun.as_ref().is_some_and(|noun| SOMEBODY.contains(&noun.noun.class));
        !self.is_landmark(who)
            && (!is_described || self.scene.text.tokens_in(at.clone()).iter().any(is_of_class))
    }

    /// Whether a name is that of something built or of the land, which binds itself to nothing: "the Corran Dam".
    fn is_landmark(&self, who: Referent) -> bool {
        let (name, _) = self.scene.cast.look(who);
        let last = name.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
        last.is_some_and(|last| self.scene.text.lexicon().has(List::Landmark, &last))
    }
}

/// Whether a word has the form of a verb's past: "failed", "spent".
fn is_past(word: &Token) -> bool {
    let is_ed = word.lower.ends_with("ed") && word.lower.len() > 4 && !word.lower.ends_with("eed");
    is_ed || word.lower == "agreed" || word.is_irregular
}

/// Whether a word has the form of an adverb: "privately".
fn is_adverb(lexicon: &Lexicon, word: &str) -> bool {
    word.ends_with("ly") && word.len() > 4 && !lexicon.has(List::NounInLy, word)
}

/// The kind of the two whom words mean without naming them: "the two sides" of a treaty are countries.
fn pair_of(lower: &str) -> Option<ActorKind> {
    let of = ["the two ", "both ", "two "].iter().find_map(|pair| lower.strip_prefix(pair))?;
    match of {
        "sides" | "countries" | "nations" | "governments" | "states" => Some(ActorKind::Country),
        "leaders" | "presidents" | "men" | "women" | "ministers" => Some(ActorKind::Person),
        _ => None,
    }
}
