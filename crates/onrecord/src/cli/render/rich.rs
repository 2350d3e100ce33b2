//! Coloured text that is wrapped by what is seen, not by what is sent.

use std::ops::Range;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::sanitize::sanitize;

/// One paragraph in several styles. Whatever is pushed is made safe for a terminal first.
#[derive(Debug, Default)]
pub struct Rich {
    text: String,
    /// Where each style ends, in bytes of `text`.
    styles: Vec<(usize, Style)>,
}

impl Rich {
    pub fn plain(text: &str) -> Rich {
        Rich::styled(Style::new(), text)
    }

    pub fn styled(style: Style, text: &str) -> Rich {
        let mut rich = Rich::default();
        rich.push(style, text);
        rich
    }

    pub fn push(&mut self, style: Style, text: &str) {
        self.text.push_str(&sanitize(text));
        self.styles.push((self.text.len(), style));
    }

    /// Puts another paragraph behind this one, in the same line.
    pub fn append(&mut self, other: Rich) {
        let ahead = self.text.len();
        self.text.push_str(&other.text);
        self.styles.extend(other.styles.into_iter().map(|(end, style)| (end + ahead, style)));
    }

    /// How many columns it takes in one line.
    pub fn columns(&self) -> usize {
        self.text.width()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte ranges of lines that are at most `width` columns wide, without the spaces they break at.
    fn lines(&self, width: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut line: Range<usize> = 0..0;
        let mut columns = 0;
        for word in words(&self.text) {
            let word_columns = self.text[word.clone()].width();
            let gap = if line.is_empty() { 0 } else { self.text[line.end..word.start].width() };
            if !line.is_empty() && columns + gap + word_columns <= width {
                columns += gap + word_columns;
                line.end = word.end;
                continue;
            }
            if !line.is_empty() {
                lines.push(line);
            }
            // A word that is wider than a line (an address, a script without spaces) is cut.
            let mut pieces = cut(&self.text, word, width);
            line = pieces.pop().unwrap_or(0..0);
            columns = self.text[line.clone()].width();
            lines.extend(pieces);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn paint(&self, range: Range<usize>, color: bool, out: &mut String) {
        let mut start = 0;
        for (end, style) in &self.styles {
            let piece = start.max(range.start)..(*end).min(range.end);
            start = *end;
            if piece.is_empty() {
                continue;
            }
            if color && *style != Style::new() {
                out.push_str(&format!("{style}{}{style:#}", &self.text[piece]));
            } else {
                out.push_str(&self.text[piece]);
            }
        }
    }
}

/// Runs of characters between spaces; a no-break space holds a word together.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive(' ')
        .scan(0, |at, piece| {
            let start = *at;
            *at += piece.len();
            Some(start..start + piece.trim_end_matches(' ').len())
        })
        .filter(|word| !word.is_empty())
}

/// Cuts a word into pieces of at most `width` columns; marks stay with the letter they stand on.
fn cut(text: &str, word: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut columns) = (word.start, 0);
    for (at, c) in text[word.clone()].char_indices() {
        let at = word.start + at;
        let c_columns = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if columns + c_columns > width && at > start {
            pieces.push(start..at);
            (start, columns) = (at, 0);
        }
        columns += c_columns;
    }
    pieces.push(start..word.end);
    pieces
}

/// Lines that grow downwards.
#[derive(Debug)]
pub struct Sheet {
    out: String,
    width: usize,
    color: bool,
}

impl Sheet {
    pub fn new(width: usize, color: bool) -> Sheet {
        Sheet { out: String::new(), width, color }
    }

    /// Whether lines are shorter than terminals have had since there are terminals.
    pub fn is_narrow(&self) -> bool {
        self.width < 80
    }

    /// A paragraph, behind an indent of `indent` columns.
    pub fn put(&mut self, indent: usize, rich: &Rich) {
        self.put_beside(&Rich::default(), indent, rich);
    }

    /// A paragraph with a label in the indent of its first line.
    pub fn put_beside(&mut self, label: &Rich, indent: usize, rich: &Rich) {
        // On a terminal too narrow for indents, words come first.
        let indent = if self.width < indent + 16 { 0 } else { indent };
        let label_columns = label.text.width();
        let is_own_line = !label.is_empty() && label_columns >= indent;
        if is_own_line {
            label.paint(0..label.text.len(), self.color, &mut self.out);
            self.out.push('\n');
        }
        for (idx, line) in rich.lines(self.width - indent).into_iter().enumerate() {
            let mut columns = 0;
            if idx == 0 && !label.is_empty() && !is_own_line {
                label.paint(0..label.text.len(), self.color, &mut self.out);
                columns = label_columns;
            }
            self.out.extend(std::iter::repeat_n(' ', indent - columns));
            rich.paint(line, self.color, &mut self.out);
            self.out.push('\n');
        }
    }

    /// One line: `rich` as far as there is room, then `last`.
    pub fn put_cut(&mut self, rich: &Rich, last: &Rich) {
        let room = self.width.saturating_sub(last.text.width());
        let is_whole = rich.text.width() <= room;
        let shown = match is_whole {
            true => 0..rich.text.len(),
            false => cut(&rich.text, 0..rich.text.len(), room.saturating_sub(1)).swap_remove(0),
        };
        let columns = rich.text[shown.clone()].width() + usize::from(!is_whole);
        rich.paint(shown, self.color, &mut self.out);
        self.out.push_str(if is_whole { "" } else { "…" });
        self.out.extend(std::iter::repeat_n(' ', room.saturating_sub(columns)));
        last.paint(0..last.text.len(), self.color, &mut self.out);
        self.out.push('\n');
    }

    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// The lines, ending in one line break.
    pub fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end_matches('\n').len());
        self.out.push('\n');
        self.out
    }
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        let rich = Rich::plain(text);
        let lines = rich.lines(width);
        lines.into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("the river rose by a metre", 10), ["the river", "rose by a", "metre"]);
        assert_eq!(wrapped("  two   spaces ", 40), ["two   spaces"]);
        assert_eq!(wrapped("", 10), Vec::<&str>::new());
    }

    #[test]
    fn words_wider_than_a_line_are_cut() {
        assert_eq!(wrapped("see https://example.org/", 10), ["see", "https://ex", "ample.org/"]);
        assert_eq!(wrapped("日本語日本語", 5), ["日本", "語日", "本語"]);
    }

    #[test]
    fn colour_takes_no_room() {
        let mut rich = Rich::styled(AnsiColor::Red.on_default(), "red and");
        rich.push(Style::new(), " plain");
        let mut sheet = Sheet::new(20, true);
        sheet.put(0, &rich);
        assert_eq!(sheet.finish(), "\x1b[31mred and\x1b[0m plain\n");
    }

    #[test]
    fn a_label_stands_in_the_indent() {
        let mut sheet = Sheet::new(30, false);
        sheet.put_beside(&Rich::plain("s1"), 4, &Rich::plain("The river rose by a metre and more"));
        assert_eq!(sheet.finish(), "s1  The river rose by a metre\n    and more\n");
    }

    #[test]
    fn one_line_is_cut_where_it_ends() {
        let mut sheet = Sheet::new(20, false);
        sheet.put_cut(&Rich::plain("The river rose by a metre"), &Rich::plain("  st-1"));
        sheet.put_cut(&Rich::plain("It fell"), &Rich::plain("  st-2"));
        assert_eq!(sheet.finish(), "The river ros…  st-1\nIt fell         st-2\n");
    }
}
