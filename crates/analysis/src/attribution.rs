//! Attributions: for each quotation the cue and the source in its neighbourhood.

use std::ops::Range;

use onrecord_record::{Act, Quote};

use crate::actors::tokens;
use crate::cue;
use crate::quotation::Quotation;

/// A quotation with what introduces it, as ranges of the article's text.
#[derive(Clone, Debug)]
pub struct Attribution {
    pub content: Vec<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub source: Option<Range<usize>>,
    pub via: Option<Range<usize>>,
    pub quote: Quote,
    pub act: Act,
    /// How sure: by how the source was found.
    pub confidence: f64,
    /// The paragraph that it begins in.
    pub paragraph: usize,
}

/// Links each quotation to its cue and source; titles and scare quotes are left out.
pub fn attributions(text: &str, paragraphs: &[Range<usize>], quotations: &[Quotation]) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    for (idx, quotation) in quotations.iter().enumerate() {
        let Some(paragraph) = holder(paragraphs, quotation.whole.start) else { continue };
        let inside = |q: &&Quotation| paragraphs[paragraph].contains(&q.whole.start);
        let before = idx.checked_sub(1).and_then(|i| quotations.get(i)).filter(inside);
        let around = Around::new(text, paragraphs, quotation, before, quotations.get(idx + 1));
        let is_sentence = around.is_sentence();
        let found = match is_sentence {
            true => around.behind().or_else(|| around.ahead()),
            false => around.ahead().or_else(|| around.behind()),
        };
        let n_words = quotation.n_words(text);
        let content = quotation.pieces.iter().map(|piece| trim(text, piece.clone())).collect::<Vec<_>>();
        let previous = out.last().filter(|a| a.paragraph == paragraph && before.is_some());
        let resumes = previous.is_some() && !around.in_between_is_narration();
        if resumes
            && found.as_ref().is_none_or(|f| out.last().is_some_and(|a| a.cue.as_ref() == Some(&f.cue)))
        {
            // “It holds,” Roe said, “for now.” — one utterance, split by its cue.
            let last = out.last_mut().expect("a previous one");
            last.content.extend(content);
            continue;
        }
        match found {
            Some(found) if is_sentence || n_words >= 2 || judges(found.act) => {
                let quote = if is_sentence || found.direct { Quote::Direct } else { Quote::Mixed };
                let content = if quote == Quote::Mixed { vec![around.clause(&found)] } else { content };
                let Found { cue, source, via, act, .. } = found;
                let confidence = if source.is_some() { 0.9 } else { 0.6 };
                out.push(Attribution {
                    content,
                    cue: Some(cue),
                    source,
                    via,
                    quote,
                    act,
                    confidence,
                    paragraph,
                });
            }
            // A paragraph that is all quotation goes on with the speaker before it.
            None if is_sentence && n_words >= 4 => {
                let act = if text[quotation.whole.clone()].trim_end_matches(['”', '"', '’']).ends_with('?')
                {
                    Act::Ask
                } else {
                    Act::Assert
                };
                let (cue, source, via, quote) = (None, None, None, Quote::Direct);
                out.push(Attribution { content, cue, source, via, quote, act, confidence: 0.5, paragraph });
            }
            _ => {}
        }
    }
    out
}

/// Which paragraph holds the byte `at`; they are in order and apart.
fn holder(paragraphs: &[Range<usize>], at: usize) -> Option<usize> {
    let idx = paragraphs.partition_point(|p| p.end <= at);
    paragraphs.get(idx).filter(|p| p.contains(&at)).map(|_| idx)
}

/// Whether a single quoted word can be all that is reported: "welcomed “progress”".
fn judges(act: Act) -> bool {
    matches!(act, Act::Praise | Act::Criticise | Act::Accuse | Act::Assess | Act::Reject)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(range.start + words.trim_end().len()).max(start)
}

struct Found {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    via: Option<Range<usize>>,
    act: Act,
    /// Whether a comma or colon sets the quotation off, as direct speech is.
    direct: bool,
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
    fn behind(&self) -> Option<Found> {
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
        let act = cue::act(&self.text[cue.clone()])?;
        Some(Found { cue, source, via: None, act, direct: true })
    }

    /// The cue ahead of it: Roe said: “…”; he replied, “…”; Roe said the dam “should hold”.
    fn ahead(&self) -> Option<Found> {
        let words = &self.text[self.before.clone()];
        let start = self.before.start + last_sentence(words);
        let clause = tokens(self.text, start..self.before.end);
        let is_cue = |t: &Range<usize>| cue::act(&self.text[t.clone()]).is_some();
        let mut at = clause.iter().rposition(is_cue)?;
        if clause.len() - at > 24 {
            return None;
        }
        let text = |idx: usize| {
            clause.get(idx).map(|t: &Range<usize>| self.text[t.clone()].to_lowercase()).unwrap_or_default()
        };
        // "A readout quoted Lund as saying “…”": Lund speaks, the readout relays.
        if text(at) == "saying"
            && at > 0
            && text(at - 1) == "as"
            && let Some(quoted) = clause[..at]
                .iter()
                .rposition(|t| matches!(&*self.text[t.clone()].to_lowercase(), "quoted" | "cited"))
        {
            let speaker = trim(self.text, clause[quoted].end..clause[at - 1].start);
            let via = self.subject(&clause[..quoted]);
            return Some(Found {
                cue: clause[quoted].clone(),
                source: Some(speaker),
                via,
                act: Act::Assert,
                direct: false,
            });
        }
        // "welcomed “progress”" inside a report: the first verb of the clause leads.
        if at > 0 && is_cue(&clause[at - 1]) {
            at -= 1;
        }
        let source = self.subject(&clause[..at]);
        let cue = clause[at].clone();
        let act = cue::act(&self.text[cue.clone()])?;
        let direct = self.opens_direct() && !self.text[self.before.clone()].trim_end().ends_with('.');
        source.as_ref()?;
        Some(Found { cue, source, via: None, act, direct })
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

    /// The clause that a fragment stands in: from behind the cue to the clause's end.
    fn clause(&self, found: &Found) -> Range<usize> {
        let after = &self.text[self.after.clone()];
        let end = self.after.start + after.find(['.', ';', '\n', '!', '?']).unwrap_or(after.len());
        let from = if found.cue.end <= self.quotation.whole.start {
            found.cue.end
        } else {
            self.quotation.whole.start
        };
        let from = if found.via.is_some() { self.quotation.whole.start } else { from };
        let clause = trim(self.text, from..end.max(self.quotation.whole.end));
        let words = &self.text[clause.clone()];
        let skip = if words.starts_with("that ") { 5 } else { 0 };
        clause.start + skip..clause.end
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
