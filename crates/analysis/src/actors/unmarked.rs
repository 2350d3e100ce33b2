//! Who speaks where no source is marked, or where it is something written.

use std::ops::Range;

use onrecord_language::Token;
use onrecord_record::{ActorKind, Quote};

use super::discourse::{self, Turn};
use super::entity::Entity;
use super::resolver::Resolver;
use crate::attribution::{Attribution, is_participle, is_second};

impl Resolver<'_> {
    /// "“Mind the step,” it reads": what can be read is something written, and no land or body.
    pub fn written(&mut self, source: &Attribution) -> Option<usize> {
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

    /// Who speaks where no source is marked: whoever spoke before, if this goes on.
    pub fn unmarked(&mut self, source: &Attribution) -> Vec<usize> {
        let text = self.cast.text;
        let last = self.discourse.turns_before(source.at()).next();
        let last =
            last.filter(|turn| source.paragraph(text) <= turn.paragraph + 1).map(|turn| turn.who.clone());
        let Some(cue) = source.cue.first() else {
            let is_one = |who: &Vec<usize>| who.iter().any(|idx| self.cast.entities[*idx].is_person());
            let may_go_on =
                |who: &Vec<usize>| source.quote == Quote::Direct && (!self.says_i(source) || is_one(who));
            return last.filter(may_go_on).unwrap_or_default();
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

    /// Whether one person's own words are attributed: “I shall govern”, after what the police said. No body says "I".
    pub fn says_i(&self, source: &Attribution) -> bool {
        let text = self.cast.text;
        let is_i = |word: &Token| text.word(word) == "I" || word.is(&["my", "me", "i'm", "i'll", "i've"]);
        text.tokens_of(&source.content).iter().any(is_i)
    }

    /// The speaker of a later verb in the same sentence: "Roe left and accused them", "Roe went on, asking for more".
    /// It is the one who spoke there before or, where a word joins the two verbs, the subject of the first.
    pub fn of_the_sentence(&mut self, source: &Attribution, cue: Range<usize>) -> Option<Vec<usize>> {
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
}
