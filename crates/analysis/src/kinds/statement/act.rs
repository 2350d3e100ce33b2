//! The act of a statement: by its cue, and by its own words where the cue leaves that open.

use std::ops::Range;

use onrecord_language::matcher::Pattern;
use onrecord_language::{Cue, Lexicon, List, Text, Token, Wording};
use onrecord_record::Act;

/// The act of a statement with this cue and these words.
pub fn act(cue: &[Token], found: Option<&Cue>, content: &Content) -> Act {
    let by_cue = found.and_then(|found| found.meaning.act);
    let is_cue = |lemma: &str| found.is_some_and(|f| cue[f.words.start].is_form_of(lemma));
    let is_naming = || {
        ["call", "describe", "deem", "label", "characterise", "characterize"].iter().any(|cue| is_cue(cue))
    };
    // To call something something is more than a claim of fact.
    let by_words =
        || Some(content.act()).filter(|act| *act != Act::Assert || !is_naming()).unwrap_or(Act::Assess);
    match by_cue {
        Some(Act::Ask) if is_cue("ask") && content.is_wish() && !cue.iter().any(|w| w.is(&["about"])) => {
            Act::Request
        }
        Some(Act::Request) if is_cue("ask") && !content.is_wish() => Act::Ask,
        // "agreed to go" takes terms, "agreed that" shares a view.
        Some(Act::Concur) if is_cue("agree") && content.begins(&["to"]) => Act::Agree,
        Some(Act::Propose) if is_cue("suggest") && content.is_clause() => by_words(),
        Some(Act::Promise) if content.finds(Act::Threaten) => Act::Threaten,
        Some(Act::Reject) if content.begins_with_answering() => Act::Decline,
        Some(act) => act,
        None => by_words(),
    }
}

/// What is said.
pub struct Content {
    lexicon: &'static Lexicon,
    words: Vec<Token>,
    /// Whether its first words are the writer's, who calls the speaker by a pronoun of the third person.
    is_reported: bool,
    /// Whether all of it is one question.
    is_question: bool,
    /// Whether any of it is in quotation marks.
    pub is_voiced: bool,
}

impl Content {
    pub fn new(text: &Text, pieces: &[Range<usize>]) -> Content {
        let last = pieces.last().map_or("", |piece| text[piece.clone()].trim_end());
        let goes_on = pieces.iter().any(|piece| text[piece.clone()].contains(". "));
        let is_question = !goes_on && last.trim_end_matches(['”', '"', '’', '\'']).ends_with('?');
        let first = pieces.first().map_or("", |piece| &text[piece.clone()]);
        let before = pieces.first().and_then(|piece| text[..piece.start].chars().next_back());
        let is_quote = |c: char| matches!(c, '“' | '"' | '‘' | '\'' | '«');
        let is_quoted = first.starts_with(is_quote) || before.is_some_and(is_quote);
        let is_voiced = is_quoted || pieces.iter().any(|piece| text[piece.clone()].contains(['“', '"']));
        let words = text.tokens_of(pieces);
        Content { lexicon: text.lexicon(), words, is_reported: !is_quoted, is_question, is_voiced }
    }

    /// The act that its words show: the first row of the table of wordings that stands in it.
    fn act(&self) -> Act {
        if self.is_question {
            return Act::Ask;
        }
        let found = self.wordings().into_iter();
        let meant = found.filter(|(at, _, row)| !judges(row.act) || !self.is_negated(at.start));
        let first = meant.map(|(_, _, row)| row).min_by_key(|row| row.rank);
        first.map_or(Act::Assert, |row| row.act)
    }

    /// The wordings that stand in it.
    fn wordings(&self) -> Vec<(Range<usize>, &Pattern, &Wording)> {
        self.lexicon.wordings().find_of(&self.words, &|idx| self.is_speaker(idx))
    }

    /// Whether speakers call themselves by this word: first persons and, at the head of reported speech, third persons.
    fn is_speaker(&self, idx: usize) -> bool {
        let word = &self.words[idx];
        word.is(&["i", "we"]) || self.is_reported && idx < 3 && word.is(&["he", "she", "they", "it"])
    }

    /// Whether "not" or its like stands shortly before this word.
    fn is_negated(&self, idx: usize) -> bool {
        let before = &self.words[idx.saturating_sub(3)..idx];
        before.iter().any(|w| w.is(&["not", "never", "no", "nothing", "without"]) || w.lower.ends_with("n't"))
    }

    fn finds(&self, act: Act) -> bool {
        self.wordings().iter().any(|(_, _, row)| row.act == act)
    }

    fn begins(&self, forms: &[&str]) -> bool {
        self.words.first().is_some_and(|word| word.is(forms))
    }

    /// Whether it says what should be done or given, not what is asked about.
    fn is_wish(&self) -> bool {
        let asks = |word: &Token| self.lexicon.has(List::QuestionWord, &word.lower);
        !self.is_question
            && !self.words.first().is_some_and(asks)
            && (self.begins(&["to", "for", "not", "that"]) || !self.is_clause())
    }

    fn is_clause(&self) -> bool {
        self.words.iter().any(|word| self.lexicon.has(List::Finite, &word.lower))
    }

    fn begins_with_answering(&self) -> bool {
        let is_answer = |word: &Token| self.lexicon.has(List::Answering, &word.lower);
        self.begins(&["to"]) && self.words.get(1).is_some_and(is_answer)
    }
}

/// Whether "not" turns an act into another: "not a disgrace" does not criticise.
fn judges(act: Act) -> bool {
    matches!(act, Act::Accuse | Act::Criticise | Act::Praise | Act::Support)
}
