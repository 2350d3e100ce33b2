//! Direct speech by rule: how a quotation stands in its paragraph, and the cue and the source around it.
//!
//! For quotations that the encoder passes over, and for those that go on without a cue of their own.

use std::ops::Range;

use onrecord_language::span::{holder, trim};
use onrecord_language::{List, Text, Token};

use super::quotation::Quotation;

/// How a quotation stands in its paragraph.
pub struct Setting {
    /// Whether it reads as a sentence, not as a fragment, a title or an emphasis.
    pub is_sentence: bool,
    /// Whether it goes on with the quotation before it, with no more than a cue between the two.
    pub resumes: bool,
    /// What introduces it.
    pub introduced: Option<Introduced>,
}

/// A cue and its source, as ranges of the article's text.
#[derive(Clone, Debug)]
pub struct Introduced {
    /// `None` where a name alone stands behind a dash: “It holds.” — Ada Roe.
    pub cue: Option<Range<usize>>,
    pub source: Option<Range<usize>>,
}

/// Reads what is around the quotation `idx`.
pub fn setting(text: &Text, paragraphs: &[Range<usize>], quotations: &[Quotation], idx: usize) -> Setting {
    let quotation = &quotations[idx];
    let paragraph = holder(paragraphs, quotation.whole.start);
    let inside = |q: &&Quotation| holder(paragraphs, q.whole.start) == paragraph;
    let before = idx.checked_sub(1).and_then(|i| quotations.get(i)).filter(inside);
    let around = Around::new(text, paragraphs, quotation, before, quotations.get(idx + 1));
    let is_sentence = around.is_sentence();
    let introduced = match is_sentence {
        true => {
            let signed = signature(text, paragraphs, around.after.clone());
            let signed = signed.map(|name| Introduced { cue: None, source: Some(name) });
            signed.or_else(|| around.behind()).or_else(|| around.ahead())
        }
        false => around.ahead().or_else(|| around.behind()),
    };
    let resumes = before.is_some() && !around.in_between_is_narration();
    // "“It holds,” Roe said, as Lund called. “It is new.”": the sentence between belongs to the first.
    let is_over = text[around.before.clone()].trim_end().ends_with('.');
    let is_before = |introduced: &Introduced| {
        introduced.cue.as_ref().is_some_and(|cue| around.before.contains(&cue.start))
    };
    let introduced = introduced.filter(|introduced| !(resumes && is_over && is_before(introduced)));
    Setting { is_sentence, resumes, introduced }
}

/// The name behind a dash that signs the quotation before it, with what it says of the name: “It holds.” — Ada Roe,
/// mayor. It ends the paragraph that `after` ends, or is the next one.
fn signature(text: &Text, paragraphs: &[Range<usize>], after: Range<usize>) -> Option<Range<usize>> {
    const MOST: usize = 100;
    let is_blank = text[after.clone()].trim().is_empty();
    let idx = paragraphs.partition_point(|p| p.end < after.end);
    let is_last = paragraphs.get(idx).is_some_and(|p| p.end == after.end);
    let line = if is_blank && is_last { paragraphs.get(idx + 1)?.clone() } else { after };
    let line = trim(text, line);
    let words = text[line.clone()].trim_start_matches(['―', '—', '–', '-']);
    let is_signed = is_last && words.len() < line.len() && words.len() < MOST;
    let name = trim(text, line.end - words.len()..line.end);
    let name = name.start..name.start + text[name].trim_end_matches('.').len();
    let of_name = &text[name.start..name.end];
    let of_name = &of_name[..of_name.find([',', '(']).unwrap_or(of_name.len())];
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || text.lexicon().has_as_written(List::Particle, word)
    };
    let n_words = of_name.split_whitespace().count();
    let is_named = (1..=5).contains(&n_words) && of_name.split_whitespace().all(is_name);
    (is_signed && is_named && !text[name.clone()].contains(['“', '"', ';', '?'])).then_some(name)
}

/// The words around a quotation, up to its neighbours and the ends of its sentence.
struct Around<'t> {
    text: &'t Text<'t>,
    quotation: &'t Quotation,
    before: Range<usize>,
    after: Range<usize>,
}

impl<'t> Around<'t> {
    fn new(
        text: &'t Text<'t>,
        paragraphs: &[Range<usize>],
        quotation: &'t Quotation,
        previous: Option<&Quotation>,
        next: Option<&Quotation>,
    ) -> Around<'t> {
        let at = |byte| holder(paragraphs, byte).map_or(0..0, |idx| paragraphs[idx].clone());
        let first = at(quotation.whole.start);
        let last = at(quotation.whole.end.saturating_sub(1));
        let start = previous.map_or(first.start, |q| q.whole.end.max(first.start));
        // "Roe made this comment:" is a paragraph of its own.
        let is_first = text[start..quotation.whole.start.max(start)].trim().is_empty() && previous.is_none();
        let introducing = holder(paragraphs, quotation.whole.start).filter(|idx| is_first && *idx > 0);
        let introducing = introducing.map(|idx| paragraphs[idx - 1].clone());
        let start =
            introducing.filter(|p| text[p.clone()].trim_end().ends_with(':')).map_or(start, |p| p.start);
        let end = next.map_or(last.end, |q| q.whole.start.clamp(quotation.whole.end, last.end));
        let before = start..quotation.whole.start.max(start);
        let after = quotation.whole.end.min(end)..end;
        Around { text, quotation, before, after }
    }

    /// Whether the quotation reads as a sentence: it begins one or ends one, or is set off by its cue.
    fn is_sentence(&self) -> bool {
        let first = self.quotation.pieces.first().map_or("", |p| self.text[p.clone()].trim_start());
        let last = self.quotation.pieces.last().map_or("", |p| self.text[p.clone()].trim_end());
        let begins = first.starts_with(|c: char| {
            c.is_uppercase() || c == '[' || c.is_ascii_digit() || matches!(c, '“' | '‘' | '…')
        });
        let ends = last.ends_with(['.', '!', '?', ',', '…'])
            || self.text[self.after.clone()].starts_with([',', '.']);
        let many = self.quotation.pieces.len() > 1 || last.contains(". ");
        begins && (ends || !self.quotation.closed || self.opens_direct()) || many
    }

    fn opens_direct(&self) -> bool {
        let before = self.text[self.before.clone()].trim_end();
        before.is_empty() || before.ends_with([',', ':', '.', '—', '–'])
    }

    /// Whether a token is a verb that stands beside direct speech.
    fn is_cue(&self, token: &Token) -> bool {
        self.text.lexicon().cues().is_direct(self.text.word(token))
    }

    /// Whether a word is one of a list, in any case.
    fn is(&self, list: List, token: &Token) -> bool {
        self.text.lexicon().has(list, self.text.word(token))
    }

    /// Whether the words between this quotation and the one before end a sentence without a cue in them.
    fn in_between_is_narration(&self) -> bool {
        let between = &self.text[self.before.clone()];
        let has_cue = self.text.tokens_in(self.before.clone()).iter().any(|token| self.is_cue(token));
        !has_cue && !between.trim().is_empty() || sentence_ends(self.text, between) > 1
    }

    /// The cue behind the quotation: “…,” Roe said; “…,” said Roe.
    fn behind(&self) -> Option<Introduced> {
        const REACH: usize = 14;
        let words = &self.text[self.after.clone()];
        let end = self.after.start + clause_end(self.text, words);
        let clause = self.text.tokens_in(self.after.start..end);
        let at = clause.iter().take(REACH).position(|token| self.is_cue(token))?;
        let ends_open = self.quotation.pieces.last().is_some_and(|p| {
            let last = self.text[p.clone()].trim_end();
            last.ends_with([',', '?', '!', '…', '—', '-', '.']) || words.starts_with([',', ' '])
        });
        if !ends_open {
            return None;
        }
        let cue = clause[at].at.clone();
        let source = if at == 0 {
            self.noun_phrase(&clause[1..])
        } else {
            let subject = trim(self.text, clause[0].at.start..cue.start);
            Some(self.without_adverb(subject)).filter(|s| !s.is_empty())
        };
        Some(Introduced { cue: Some(cue), source })
    }

    /// The cue ahead of it: Roe said: “…”; he replied, “…”; Roe said the dam “should hold”.
    fn ahead(&self) -> Option<Introduced> {
        const REACH: usize = 24;
        let words = &self.text[self.before.clone()];
        let start = self.before.start + last_sentence(self.text, words);
        let clause = self.text.tokens_in(start..self.before.end);
        let Some(mut at) = clause.iter().rposition(|token| self.is_cue(token)) else {
            return self.made(&clause);
        };
        if clause.len() - at > REACH {
            return None;
        }
        // "welcomed “progress”" inside a report: the first verb of the clause leads.
        if at > 0 && self.is_cue(&clause[at - 1]) {
            at -= 1;
        }
        let source = self.subject(&clause[..at]);
        source.as_ref()?;
        Some(Introduced { cue: Some(clause[at].at.clone()), source })
    }

    /// "Roe made the following comment:", "Roe had this to say:".
    fn made(&self, clause: &[Token]) -> Option<Introduced> {
        let is_open = self.text[self.before.clone()].trim_end().ends_with(':');
        let is_making =
            |token: &Token| self.text.lexicon().has_as_written(List::Making, self.text.word(token));
        let at = clause.iter().position(is_making).filter(|_| is_open)?;
        let source = self.subject(&clause[..at]);
        source.as_ref()?;
        Some(Introduced { cue: Some(clause[at].at.start..clause.last()?.at.end), source })
    }

    /// The subject of a verb: the words before it, back to a comma, a conjunction or the sentence's start.
    fn subject(&self, before: &[Token]) -> Option<Range<usize>> {
        const MOST: usize = 11;
        const MOST_APPOSED: usize = 8;
        let last = before.last()?;
        let is_break = |idx: usize| {
            let between = &self.text[before[idx - 1].at.end..before[idx].at.start];
            between.contains([',', ';', ':', '—', '–', '(', ')'])
                || self.is(List::ClauseOpener, &before[idx - 1])
        };
        let mut from = before.len() - 1;
        while from > 0 && !is_break(from) && before.len() - from <= MOST {
            from -= 1;
        }
        // An apposition ends in a comma: "Roe, the mayor, said".
        if before.len() - from <= MOST_APPOSED
            && from > 0
            && self.text[last.at.end..].trim_start().starts_with(',')
            && let Some(name) =
                before[..from].last().filter(|token| self.text.word(token).starts_with(char::is_uppercase))
        {
            return Some(self.without_adverb(name.at.start..last.at.end));
        }
        let subject = self.without_adverb(before[from].at.start..last.at.end);
        (!subject.is_empty()).then_some(subject)
    }

    /// The noun phrase that follows a verb: up to a comma with what explains the name, or a preposition.
    fn noun_phrase(&self, rest: &[Token]) -> Option<Range<usize>> {
        const MOST: usize = 12;
        let first = rest.first()?;
        let ends = |idx: &usize| {
            let gap = if *idx == 0 { "" } else { &self.text[rest[idx - 1].at.end..rest[*idx].at.start] };
            gap.contains([',', '.', ';', '—', '(']) || *idx > 0 && self.is(List::BehindName, &rest[*idx])
        };
        let n_words = rest.len().min(MOST);
        let end = (0..n_words).find(ends).unwrap_or(n_words);
        Some(first.at.start..rest[end.max(1) - 1].at.end)
    }

    /// A subject without the words that stand between it and its verb ("Roe later", "he also").
    fn without_adverb(&self, range: Range<usize>) -> Range<usize> {
        let words = self.text.tokens_in(range.clone());
        let is_adverb = |token: &Token| self.is(List::Adverb, token) || token.lower.ends_with("ly");
        let mut words = &words[..];
        while words.len() > 1 && is_adverb(&words[words.len() - 1]) {
            words = &words[..words.len() - 1];
        }
        while words.len() > 1 && self.is(List::OpeningAdverb, &words[0]) {
            words = &words[1..];
        }
        words.first().map_or(range.start..range.start, |first| first.at.start..words[words.len() - 1].at.end)
    }
}

/// Where the first clause of `words` ends: at a full stop, a semicolon or the start of the next quotation.
fn clause_end(text: &Text, words: &str) -> usize {
    let stops = words.char_indices().find(|(at, c)| {
        let rest = &words[at + c.len_utf8()..];
        matches!(c, ';' | '\n' | '!' | '?')
            || *c == '.'
                && (rest.is_empty() || rest.starts_with([' ', '\n']))
                && !text.is_abbreviation(&words[..*at])
    });
    stops.map_or(words.len(), |(at, _)| at)
}

/// Where the last sentence of `words` begins.
fn last_sentence(text: &Text, words: &str) -> usize {
    let body = words.trim_end();
    let body = body.trim_end_matches(['.', ':', ',']);
    let mut start = 0;
    for (at, c) in body.char_indices() {
        let ends = matches!(c, '!' | '?' | '\n')
            || c == '.' && body[at + 1..].starts_with(' ') && !text.is_abbreviation(&body[..at]);
        if ends {
            start = at + 1;
        }
    }
    start
}

/// How many full stops end a sentence in `words`.
fn sentence_ends(text: &Text, words: &str) -> usize {
    words.char_indices().filter(|(at, c)| *c == '.' && !text.is_abbreviation(&words[..*at])).count()
}
