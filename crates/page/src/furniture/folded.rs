//! Blocks, written as the tables of wordings are.

use super::wording::{FurnitureWording, Stands};

/// How many bytes a row's ` … ` skips at most.
const MAX_GAP: usize = 90;

/// A block as the rows have it: small letters, straight apostrophes, single blanks, numbers as `0`, and no
/// bullets or arrows around.
pub struct Folded {
    pub text: String,
    chars: usize,
    /// How many of its first letters are capitals: `READ MORE Harbour` has eight, and an `H`.
    capitals: usize,
}

impl Folded {
    pub fn new(text: &str) -> Folded {
        let is_edge = |c: char| c.is_whitespace() || "•·*|>»›→←▶►▼▸-–—+#✕\u{200b}\u{feff}".contains(c);
        let trimmed = text.trim_matches(is_edge);
        let mut folded = Folded { text: String::with_capacity(trimmed.len()), chars: 0, capitals: 0 };
        let mut only_capitals = true;
        let mut chars = trimmed.chars().peekable();
        while let Some(c) = chars.next() {
            only_capitals &= !c.is_lowercase();
            match c {
                'a'..='z' => folded.push(c),
                'A'..='Z' => folded.push(c.to_ascii_lowercase()),
                _ if c.is_whitespace() => {
                    if !folded.text.ends_with(' ') {
                        folded.push(' ');
                    }
                }
                '’' | '‘' | 'ʼ' => folded.push('\''),
                '0'..='9' => {
                    let is_rest = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':');
                    let mut last = c;
                    while let Some(next) = chars.next_if(is_rest) {
                        last = next;
                    }
                    folded.push('0');
                    if !last.is_ascii_digit() {
                        folded.push(last);
                    }
                }
                _ => c.to_lowercase().for_each(|c| folded.push(c)),
            }
            if only_capitals {
                folded.capitals = folded.text.len();
            }
        }
        folded
    }

    /// Whether a row says what this is, its opening words found at `at`.
    pub fn is_match(&self, wording: &FurnitureWording, at: std::ops::Range<usize>) -> bool {
        let FurnitureWording { behind, stands, .. } = *wording;
        let Some(end) = self.end_of(at.end, behind) else { return false };
        let rest = &self.text[end..];
        let opens = at.start == 0 && self.is_edge_of_word(end);
        match stands {
            // "Facebook." is a sentence or a heading.
            Stands::Whole => opens && rest != "." && rest.chars().all(is_closing),
            Stands::Leads(max) => opens && self.chars <= max && self.is_label(end),
            // "Also on the bill: two old hands of the sport." goes on as a sentence.
            Stands::Opens(max) => opens && self.chars <= max && !(behind == Some(":") && rest.ends_with('.')),
            Stands::Holds(max) => {
                self.chars <= max && self.is_edge_of_word(at.start) && self.is_edge_of_word(end)
            }
        }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    /// Where the whole wording ends; its opening words end at `at`.
    fn end_of(&self, at: usize, behind: Option<&str>) -> Option<usize> {
        let Some(behind) = behind.filter(|behind| !behind.is_empty()) else { return Some(at) };
        if !self.is_edge_of_word(at) {
            return None;
        }
        let until = self.text.floor_char_boundary(at + MAX_GAP);
        let found = memchr::memmem::find(&self.text.as_bytes()[at..until], behind.as_bytes())?;
        Some(at + found + behind.len()).filter(|end| self.is_edge_of_word(*end))
    }

    /// Whether no word goes on across `at`. Scripts without blanks between words have no such edges.
    fn is_edge_of_word(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let behind = self.text[at..].chars().next();
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
        !(goes_on(before) && goes_on(behind))
    }

    /// Whether what stands before `at` is a label for what follows.
    fn is_label(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let trimmed = rest.trim_start();
        let Some(first) = trimmed.chars().next() else { return true };
        matches!(first, ':' | '：' | '|' | '»' | '›' | '>' | '→' | '–' | '—' | '…')
            || (first == '-' && rest.starts_with(' '))
            || rest.chars().all(is_closing)
            // The first capital of the words that follow is one letter of the run.
            || (self.capitals >= at && self.capitals < self.text.len() && self.capitals <= at + 8)
    }
}

/// What may stand behind a label: `Search…`, `Email *`.
fn is_closing(c: char) -> bool {
    matches!(c, ':' | '.' | '…' | '!' | '?' | '*' | '»' | '›' | '>' | '→' | ' ' | ')' | '：' | '+')
}
