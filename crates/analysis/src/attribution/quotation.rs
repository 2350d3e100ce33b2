//! Quotation spans: what stands between quotation marks, of every style, nested, and over paragraphs.

use std::ops::Range;

use onrecord_language::names::is_capital;
use onrecord_language::{List, Text};

/// One utterance in quotation marks; in several pieces where it goes on in the next paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What is between the marks, a piece a paragraph.
    pub pieces: Vec<Range<usize>>,
    /// The marks and all between them.
    pub whole: Range<usize>,
    /// Whether the last piece was closed.
    pub closed: bool,
}

impl Quotation {
    /// Whether it reads as the title of a work or a programme: NBC’s “Meet the Press,”.
    pub fn is_title(&self, text: &Text) -> bool {
        const MOST: usize = 7;
        let [piece] = &self.pieces[..] else { return false };
        let words: Vec<&str> = text[piece.clone()].split_whitespace().collect();
        let is_named = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let before = text[..self.whole.start].trim_end();
        (2..=MOST).contains(&words.len())
            && self.closed
            && before.ends_with(char::is_alphanumeric)
            && before.len() < self.whole.start
            && words
                .iter()
                .all(|word| is_named(word) || text.lexicon().has_as_written(List::TitleSmall, word))
            && words.iter().filter(|word| is_named(word)).count() > 1
    }

    /// Whether it is what somebody is called: a fisherman by the name “Stubby”, John “Jack” Roe.
    pub fn is_byname(&self, text: &Text) -> bool {
        const MOST: usize = 3;
        let [piece] = &self.pieces[..] else { return false };
        let called = text[piece.clone()].trim_end_matches([',', '.']);
        let n_words = called.split_whitespace().count();
        let is_named = called.split_whitespace().all(is_capital);
        let before = text[..self.whole.start].trim_end();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_told = names_behind(text, self.whole.start);
        let behind = text[self.whole.end..].strip_prefix(' ').unwrap_or("");
        let is_amid = is_capital(last) && is_capital(behind) && text[self.whole.end..].starts_with(' ');
        (1..=MOST).contains(&n_words) && self.closed && is_named && (is_told || is_amid && n_words == 1)
    }

    /// How many words it has.
    pub fn n_words(&self, text: &str) -> usize {
        self.pieces.iter().map(|piece| text[piece.clone()].split_whitespace().count()).sum()
    }
}

/// Whether the words before byte `at` say that what stands there is what somebody is called: "by the name “Stubby”".
pub fn names_behind(text: &Text, at: usize) -> bool {
    let before = text[..at].trim_end();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    before.len() + 1 == at
        && (text.lexicon().has(List::Naming, last)
            || before.ends_with("known as")
            || before.ends_with("goes by"))
}

/// Marks that are read; each style closes only with its own kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    Double,
    Single,
    Angle,
    Corner,
}

/// The quotations in an article's paragraphs, outermost only, in order.
///
/// A paragraph that opens without closing goes on in the next where that one opens again with the same
/// style (the newspapers' convention); otherwise it ends with its paragraph.
pub fn quotations(text: &str, paragraphs: &[Range<usize>]) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    let mut going_on: Option<Style> = None;
    for paragraph in paragraphs {
        let mut open: Option<(Style, Range<usize>)> = None;
        let first_mark =
            text[paragraph.clone()].find(|c: char| !c.is_whitespace()).map(|at| paragraph.start + at);
        let is_nested = nests(text, paragraph.clone());
        let mut depth = 0;
        for mark in marks(text, paragraph.clone()) {
            if is_nested && open.as_ref().is_some_and(|(style, _)| *style == Style::Double) {
                let before = text[..mark.at.start].chars().next_back();
                match &text[mark.at.clone()] {
                    "“" if before.is_some_and(char::is_whitespace) => depth += 1,
                    "”" if depth > 0 => {
                        depth -= 1;
                        continue;
                    }
                    _ => {}
                }
            }
            match &open {
                None if mark.opens => open = Some((mark.style, mark.at.clone())),
                Some((style, start)) if mark.closes && mark.style == *style => {
                    let piece = start.end..mark.at.start;
                    let whole = start.start..mark.at.end;
                    let continues = going_on.take() == Some(*style) && first_mark == Some(start.start);
                    push(&mut out, piece, whole, true, continues);
                    open = None;
                }
                _ => {}
            }
        }
        let rest = open.take();
        let continues =
            going_on.take().is_some() && rest.as_ref().is_some_and(|(_, s)| first_mark == Some(s.start));
        if let Some((style, start)) = rest {
            push(&mut out, start.end..paragraph.end, start.start..paragraph.end, false, continues);
            going_on = Some(style);
        }
    }
    out.retain(|q| q.pieces.iter().any(|piece| !text[piece.clone()].trim().is_empty()));
    out
}

/// The quotations that share characters with `range`; they are in order and apart.
pub fn overlapping<'q>(
    quotations: &'q [Quotation],
    range: &Range<usize>,
) -> impl Iterator<Item = &'q Quotation> {
    let first = quotations.partition_point(|quotation| quotation.whole.end <= range.start);
    let end = range.end;
    quotations[first..].iter().take_while(move |quotation| quotation.whole.start < end)
}

/// Whether the curly marks of a paragraph nest and every one is closed: “He called it “hell” again.”
fn nests(text: &str, paragraph: Range<usize>) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in text[paragraph].chars() {
        match c {
            '“' => depth += 1,
            '”' if depth == 0 => return false,
            '”' => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    depth == 0 && deepest > 1
}

fn push(out: &mut Vec<Quotation>, piece: Range<usize>, whole: Range<usize>, closed: bool, continues: bool) {
    match out.last_mut() {
        Some(last) if continues && !last.closed => {
            last.pieces.push(piece);
            last.whole.end = whole.end;
            last.closed = closed;
        }
        _ => out.push(Quotation { pieces: vec![piece], whole, closed }),
    }
}

struct QuotationMark {
    at: Range<usize>,
    style: Style,
    opens: bool,
    closes: bool,
}

/// The marks of one paragraph. Apostrophes, feet and inches are none.
fn marks(text: &str, paragraph: Range<usize>) -> impl Iterator<Item = QuotationMark> + '_ {
    let words = &text[paragraph.clone()];
    words.char_indices().filter_map(move |(offset, c)| {
        let at = paragraph.start + offset..paragraph.start + offset + c.len_utf8();
        let before = words[..offset].chars().next_back();
        let after = words[offset + c.len_utf8()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_blank = |c: Option<char>| {
            c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '‘' | '-'))
        };
        let (style, opens, closes) = match c {
            '“' | '„' | '‟' => (Style::Double, true, c == '“' && !is_blank(before) && !is_word(after)),
            '”' => (Style::Double, is_blank(before) && is_word(after), true),
            '"' if before.is_some_and(|c| c.is_ascii_digit()) && !is_blank(after) && is_word(after) => {
                return None;
            }
            '"' => (
                Style::Double,
                is_blank(before) && !after.is_none_or(char::is_whitespace),
                !is_blank(before) || after.is_none(),
            ),
            // Two apostrophes, and two grave accents, are a typewriter's marks.
            '\'' if before == Some('\'') => return None,
            '\'' if after == Some('\'') => {
                let after = words[offset + 2..].chars().next();
                let at = at.start..at.end + 1;
                let opens = is_blank(before) && !after.is_none_or(char::is_whitespace);
                return Some(QuotationMark { at, style: Style::Double, opens, closes: !is_blank(before) });
            }
            '`' if after == Some('`') => {
                return Some(QuotationMark {
                    at: at.start..at.end + 1,
                    style: Style::Double,
                    opens: true,
                    closes: false,
                });
            }
            '«' | '‹' => (Style::Angle, true, false),
            '»' | '›' => (Style::Angle, false, true),
            '「' | '『' => (Style::Corner, true, false),
            '」' | '』' => (Style::Corner, false, true),
            // Between letters it is an apostrophe; before a blank it closes only what such a mark opened.
            '‘' => (Style::Single, !is_word(before), false),
            '’' => (Style::Single, false, !is_word(after)),
            '\'' => (Style::Single, is_blank(before) && is_word(after), !is_word(after) && !is_blank(before)),
            _ => return None,
        };
        (opens || closes).then_some(QuotationMark { at, style, opens, closes })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<&str>> {
        let mut at = 0;
        let paragraphs: Vec<Range<usize>> = text
            .split("\n\n")
            .map(|p| {
                let range = at..at + p.len();
                at += p.len() + 2;
                range
            })
            .collect();
        let found = quotations(text, &paragraphs);
        found.into_iter().map(|q| q.pieces.into_iter().map(|p| &text[p]).collect()).collect()
    }

    #[test]
    fn styles_nest_and_apostrophes_are_none() {
        assert_eq!(read("“It’s ‘over’ now,” Roe said."), [["It’s ‘over’ now,"]]);
        assert_eq!(read("Roe said 'we won't go' and left."), [["we won't go"]]);
        assert_eq!(read("“He called it “hell” again.” — Ada Roe"), [["He called it “hell” again."]]);
        assert_eq!(read("“It holds, “It is new,” Roe said.”"), [["It holds, “It is new,” Roe said."]]);
        assert_eq!(read("Roe said, ''It holds,'' and ``It's old.''"), [["It holds,"], ["It's old."]]);
        assert_eq!(read("«Nous partons», dit Roe. \"Yes.\""), [["Nous partons"], ["Yes."]]);
        assert!(read("The mill's 6\" pipes, the '90s and rock 'n' roll").len() <= 1);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        assert_eq!(read("“We tried.\n\n“Then it failed,” Cho said."), [["We tried.", "Then it failed,"]]);
        assert_eq!(read("“We tried.\n\nCho left."), [["We tried."]]);
        assert_eq!(read("“We tried,” he said.\n\n“It failed,” she said."), [["We tried,"], ["It failed,"]]);
    }
}
