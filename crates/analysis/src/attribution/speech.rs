//! Direct speech by rule: how a quotation stands in its paragraph, and the cue and the source around it.
//!
//! For quotations that the encoder passes over, and for those that go on without a cue of their own.

use std::ops::Range;

use onrecord_language::span::{holder, trim};
use onrecord_language::tokens;

use super::quotation::Quotation;
use crate::cue;

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
pub fn setting(text: &str, paragraphs: &[Range<usize>], quotations: &[Quotation], idx: usize) -> Setting {
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
fn signature(text: &str, paragraphs: &[Range<usize>], after: Range<usize>) -> Option<Range<usize>> {
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
        word.starts_with(char::is_uppercase)
            || matches!(word, "de" | "van" | "von" | "der" | "la" | "bin" | "al")
    };
    let n_words = of_name.split_whitespace().count();
    let is_named = (1..=5).contains(&n_words) && of_name.split_whitespace().all(is_name);
    (is_signed && is_named && !text[name.clone()].contains(['“', '"', ';', '?'])).then_some(name)
}

/// Whether `word` in lower case stands for somebody named before.
pub fn is_personal(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it")
}

/// Whether `word` in lower case stands for who speaks, or who is spoken to.
pub fn is_own(word: &str) -> bool {
    matches!(word, "i" | "we" | "my" | "our" | "you" | "your" | "me" | "us")
}

/// The words around a quotation, up to its neighbours and the ends of its sentence.
struct Around<'t> {
    text: &'t str,
    quotation: &'t Quotation,
    before: Range<usize>,
    after: Range<usize>,
}

impl<'t> Around<'t> {
    fn new(
        text: &'t str,
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

    /// Whether the words between this quotation and the one before end a sentence without a cue in them.
    fn in_between_is_narration(&self) -> bool {
        let between = &self.text[self.before.clone()];
        let has_cue =
            tokens(self.text, self.before.clone()).iter().any(|t| cue::act(&self.text[t.clone()]).is_some());
        let sentences = sentence_ends(between);
        !has_cue && !between.trim().is_empty() || sentences > 1
    }

    /// The cue behind the quotation: “…,” Roe said; “…,” said Roe.
    fn behind(&self) -> Option<Introduced> {
        let words = &self.text[self.after.clone()];
        let end = self.after.start + clause_end(words);
        let clause = tokens(self.text, self.after.start..end);
        let at = clause.iter().take(14).position(|t| cue::act(&self.text[t.clone()]).is_some())?;
        let ends_open = self.quotation.pieces.last().is_some_and(|p| {
            let last = self.text[p.clone()].trim_end();
            last.ends_with([',', '?', '!', '…', '—', '-', '.']) || words.starts_with([',', ' '])
        });
        if !ends_open {
            return None;
        }
        let cue = clause[at].clone();
        let source = if at == 0 {
            self.noun_phrase(&clause[1..])
        } else {
            let subject = trim(self.text, clause[0].start..clause[at].start);
            Some(self.without_adverb(subject)).filter(|s| !s.is_empty())
        };
        Some(Introduced { cue: Some(cue), source })
    }

    /// The cue ahead of it: Roe said: “…”; he replied, “…”; Roe said the dam “should hold”.
    fn ahead(&self) -> Option<Introduced> {
        let words = &self.text[self.before.clone()];
        let start = self.before.start + last_sentence(words);
        let clause = tokens(self.text, start..self.before.end);
        let is_cue = |t: &Range<usize>| cue::act(&self.text[t.clone()]).is_some();
        let Some(mut at) = clause.iter().rposition(is_cue) else { return self.made(&clause) };
        if clause.len() - at > 24 {
            return None;
        }
        // "welcomed “progress”" inside a report: the first verb of the clause leads.
        if at > 0 && is_cue(&clause[at - 1]) {
            at -= 1;
        }
        let source = self.subject(&clause[..at]);
        source.as_ref()?;
        Some(Introduced { cue: Some(clause[at].clone()), source })
    }

    /// "Roe made the following comment:", "Roe had this to say:".
    fn made(&self, clause: &[Range<usize>]) -> Option<Introduced> {
        const MAKING: [&str; 10] =
            ["made", "makes", "issued", "gave", "gives", "had", "has", "offered", "released", "sent"];
        let is_open = self.text[self.before.clone()].trim_end().ends_with(':');
        let at = clause.iter().position(|t| MAKING.contains(&&self.text[t.clone()])).filter(|_| is_open)?;
        let source = self.subject(&clause[..at]);
        source.as_ref()?;
        Some(Introduced { cue: Some(clause[at].start..clause.last()?.end), source })
    }

    /// The subject of a verb: the words before it, back to a comma, a conjunction or the sentence's start.
    fn subject(&self, before: &[Range<usize>]) -> Option<Range<usize>> {
        let last = before.last()?;
        let mut from = before.len() - 1;
        while from > 0 {
            let between = &self.text[before[from - 1].end..before[from].start];
            let word = self.text[before[from - 1].clone()].to_lowercase();
            let is_break = between.contains([',', ';', ':', '—', '–', '(', ')'])
                || matches!(
                    &*word,
                    "and"
                        | "but"
                        | "that"
                        | "when"
                        | "while"
                        | "as"
                        | "because"
                        | "however"
                        | "after"
                        | "where"
                        | "which"
                );
            if is_break || before.len() - from > 11 {
                break;
            }
            from -= 1;
        }
        // An apposition ends in a comma: "Roe, the mayor, said".
        if before.len() - from <= 8
            && from > 0
            && self.text[last.end..].trim_start().starts_with(',')
            && let Some(name) =
                before[..from].last().filter(|t| self.text[(*t).clone()].starts_with(char::is_uppercase))
        {
            return Some(self.without_adverb(name.start..last.end));
        }
        let subject = self.without_adverb(before[from].start..last.end);
        (!subject.is_empty()).then_some(subject)
    }

    /// The noun phrase that follows a verb: up to a comma with what explains the name, or a preposition.
    fn noun_phrase(&self, rest: &[Range<usize>]) -> Option<Range<usize>> {
        let first = rest.first()?;
        let mut end = first.end;
        for (idx, token) in rest.iter().enumerate().take(12) {
            let word = self.text[token.clone()].to_lowercase();
            let gap = if idx == 0 { "" } else { &self.text[rest[idx - 1].end..token.start] };
            if gap.contains([',', '.', ';', '—', '('])
                || idx > 0
                    && matches!(
                        &*word,
                        "in" | "on" | "at" | "to" | "during" | "after" | "before" | "when" | "as" | "while"
                    )
            {
                break;
            }
            end = token.end;
        }
        Some(first.start..end)
    }

    /// A subject without the words that stand between it and its verb ("Roe later", "he also").
    fn without_adverb(&self, range: Range<usize>) -> Range<usize> {
        let mut words = tokens(self.text, range.clone());
        let is_adverb = |t: &Range<usize>| {
            let word = self.text[t.clone()].to_lowercase();
            matches!(
                &*word,
                "also"
                    | "later"
                    | "then"
                    | "had"
                    | "has"
                    | "have"
                    | "just"
                    | "again"
                    | "who"
                    | "once"
                    | "even"
                    | "would"
                    | "will"
                    | "was"
                    | "were"
                    | "is"
                    | "used"
                    | "to"
            ) || word.ends_with("ly")
        };
        while words.len() > 1 && is_adverb(&words[words.len() - 1]) {
            words.pop();
        }
        while words.len() > 1
            && matches!(
                &*self.text[words[0].clone()].to_lowercase(),
                "but" | "and" | "meanwhile" | "however" | "then" | "yet"
            )
        {
            words.remove(0);
        }
        words.first().map_or(range.start..range.start, |first| first.start..words[words.len() - 1].end)
    }
}

/// Where the first clause of `words` ends: at a full stop, a semicolon or the start of the next quotation.
fn clause_end(words: &str) -> usize {
    let stops = words.char_indices().find(|(at, c)| {
        let rest = &words[at + c.len_utf8()..];
        matches!(c, ';' | '\n' | '!' | '?')
            || *c == '.'
                && (rest.is_empty() || rest.starts_with([' ', '\n']))
                && !is_abbreviation(&words[..*at])
    });
    stops.map_or(words.len(), |(at, _)| at)
}

/// Where the last sentence of `words` begins.
fn last_sentence(words: &str) -> usize {
    let body = words.trim_end();
    let body = body.trim_end_matches(['.', ':', ',']);
    let mut start = 0;
    for (at, c) in body.char_indices() {
        let ends = matches!(c, '!' | '?' | '\n')
            || c == '.' && body[at + 1..].starts_with(' ') && !is_abbreviation(&body[..at]);
        if ends {
            start = at + 1;
        }
    }
    start
}

fn sentence_ends(words: &str) -> usize {
    words.char_indices().filter(|(at, c)| *c == '.' && !is_abbreviation(&words[..*at])).count()
}

/// Whether a full stop behind these words marks an abbreviation or an initial.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
    const KNOWN: [&str; 26] = [
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "St", "Jr", "Sr", "Jan",
        "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Prof", "Capt", "Inc",
    ];
    KNOWN.contains(&word) || word.chars().count() == 1 && word.starts_with(char::is_uppercase)
}
