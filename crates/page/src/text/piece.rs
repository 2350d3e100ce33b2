//! Text cut into pieces: a paragraph, a heading, an item each, however its lines are broken.

use memchr::memchr3_iter;

/// A piece of the text, without the marks that only set it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPiece {
    /// First byte of its words.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// What its first mark says it is.
    pub mark: PieceMark,
    /// How many blank lines stand before it, 255 at most.
    pub gap: u8,
}

impl TextPiece {
    /// Its words.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// What a piece's first mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceMark {
    /// There is none.
    None,
    /// `•`, `*`, or dashes in a row of them.
    Bullet,
    /// `1.` or `1)`; the number stays part of the words.
    Number,
    /// `#`, or a line of `=` or `-` below.
    Heading,
    /// `>`.
    Quotation,
    /// Rows of cells.
    Table,
}

/// Cuts `text` into pieces.
///
/// A line is a piece, unless the text is broken into lines of even width: there, a piece goes on until a
/// line ends early. Lines beyond one in 64 bytes and some thousands more join their neighbours, which bounds
/// the memory that lines of one letter cost.
pub fn pieces(text: &str) -> Vec<TextPiece> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut out: Vec<TextPiece> = Vec::new();
    let mut previous: Option<(TextLine, PieceMark)> = None;
    for (idx, line) in lines.iter().enumerate() {
        let words = line.text(text);
        if let Some(last) = out.last_mut()
            && line.gap == 0
            && is_underline(words)
            && previous.is_some_and(|(before, _)| before.text(text).chars().count() <= 120)
        {
            last.mark = PieceMark::Heading;
            previous = None;
            continue;
        }
        if is_rule(words) {
            continue;
        }
        let is_row = is_row(words);
        let (mark, words_at) = match is_row {
            true => (PieceMark::Table, 0),
            false => mark(words, dash_neighbours(text, &lines, idx)),
        };
        let joins = line.gap == 0
            && previous.is_some_and(|(before, before_mark)| match (before_mark, mark) {
                (PieceMark::Table, PieceMark::Table) => true,
                (PieceMark::Heading | PieceMark::Table, _)
                | (_, PieceMark::Heading | PieceMark::Bullet | PieceMark::Number) => false,
                (before_mark, mark) => {
                    (mark == before_mark || mark == PieceMark::None)
                        && width.is_some_and(|width| goes_on(text, before, *line, width))
                }
            });
        let is_full = out.len() > 50_000 + line.start as usize / 64;
        match out.last_mut() {
            Some(last) if joins || is_full => last.end = line.end,
            _ => out.push(TextPiece { start: line.start + words_at, end: line.end, mark, gap: line.gap }),
        }
        previous = Some((*line, if joins { previous.map_or(mark, |(_, mark)| mark) } else { mark }));
    }
    // One row is no table.
    for piece in &mut out {
        if piece.mark == PieceMark::Table && !piece.text(text).contains(['\n', '\r']) {
            piece.mark = PieceMark::None;
        }
    }
    out
}

#[derive(Clone, Copy, Debug)]
struct TextLine {
    start: u32,
    end: u32,
    /// White space before its first character, in characters.
    indent: u16,
    /// Blank lines before it.
    gap: u8,
}

impl TextLine {
    fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Characters that show nothing at a line's ends.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Every line that shows something.
fn lines(text: &str) -> Vec<TextLine> {
    let mut out = Vec::new();
    let (mut at, mut gap) = (0, 0_u8);
    let bytes = text.as_bytes();
    let ends = memchr3_iter(b'\n', b'\r', 0x0c, bytes).chain([text.len()]);
    for end in ends {
        let line = &text[at..end];
        let trimmed = line.trim_start_matches(is_blank);
        let indent = line.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_blank);
        if trimmed.is_empty() {
            // The two bytes of CRLF end one line.
            let is_second = bytes.get(end) == Some(&b'\n') && end > 0 && bytes[end - 1] == b'\r';
            gap = gap.saturating_add(u8::from(!is_second));
        } else {
            let start = at + indent;
            out.push(TextLine {
                start: start as u32,
                end: (start + trimmed.len()) as u32,
                indent: indent.min(u16::MAX.into()) as u16,
                gap,
            });
            gap = 0;
        }
        at = (end + 1).min(text.len());
    }
    out
}

/// The width that the text's lines were broken at, if they were.
fn wrap_width(text: &str, lines: &[TextLine]) -> Option<usize> {
    // What happens in the first thousands of lines goes on to the end.
    let lines = &lines[..lines.len().min(4000)];
    let joints = || lines.windows(2).filter(|pair| pair[1].gap == 0);
    let mut widths: Vec<usize> = joints().map(|pair| width(pair[0].text(text))).collect();
    if widths.len() < 3 {
        return None;
    }
    widths.sort_unstable();
    let full = widths[widths.len() * 9 / 10];
    if !(40..=130).contains(&full) || widths[widths.len() - 1] > full + full / 4 {
        return None;
    }
    // Where lines are broken for width, most could not have held the next line's first word.
    let n_forced = joints().filter(|pair| is_forced(text, pair[0], pair[1], full)).count();
    // … and they end anywhere, where paragraphs of a line each end as sentences do.
    let ends = |pair: &&[TextLine]| pair[0].text(text).ends_with(['.', '!', '?', '"', '”', '’']);
    let n_ends = joints().filter(ends).count();
    (n_forced * 10 >= widths.len() * 6 && n_ends * 2 < widths.len()).then_some(full)
}

fn width(line: &str) -> usize {
    line.chars().take(400).count()
}

fn is_forced(text: &str, line: TextLine, next: TextLine, full: usize) -> bool {
    let first = next.text(text).split_whitespace().next().map_or(0, width);
    let width = width(line.text(text));
    width + 1 + first + 4 > full && width * 10 >= full * 6
}

/// Whether a paragraph goes on from `line` to `next` in a text that is broken at `width`.
fn goes_on(text: &str, line: TextLine, next: TextLine, width: usize) -> bool {
    let is_new = next.indent > line.indent + 1;
    let starts_small = next.text(text).starts_with(char::is_lowercase);
    !is_new && (is_forced(text, line, next, width) || starts_small)
}

/// A line of `=` or `-` under a heading.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// A line that only divides: `* * *`, `____`.
fn is_rule(line: &str) -> bool {
    line.len() <= 400
        && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '–' | '—' | '·' | '•' | ' '))
}

/// A row of a table: cells apart by tabs or bars.
fn is_row(line: &str) -> bool {
    if line.len() > 2000 {
        return false;
    }
    let n_tabs = line.bytes().filter(|b| *b == b'\t').count();
    let n_bars = line.bytes().filter(|b| *b == b'|').count();
    n_tabs >= 2 || (n_bars >= 3 && line.starts_with('|') && line.ends_with('|'))
}

/// What a line's first mark says, and how many bytes of it are not words.
fn mark(line: &str, among_dashes: bool) -> (PieceMark, u32) {
    let rest_at = |rest: &str| (line.len() - rest.len()) as u32;
    let first = line.chars().next().unwrap_or(' ');
    let behind = &line[first.len_utf8()..];
    let spaced = behind.trim_start();
    match first {
        '#' => {
            let rest = line.trim_start_matches('#');
            let n_marks = line.len() - rest.len();
            if n_marks <= 6 && rest.starts_with([' ', '\t']) && !rest.trim().is_empty() {
                return (PieceMark::Heading, rest_at(rest.trim_start()));
            }
        }
        '•' | '‣' | '▪' | '●' | '◦' | '■' | '►' | '▶' | '·' | '⁃' if !spaced.is_empty() => {
            return (PieceMark::Bullet, rest_at(spaced));
        }
        '*' | '+' if behind.starts_with([' ', '\t', '\u{a0}']) && !spaced.is_empty() => {
            return (PieceMark::Bullet, rest_at(spaced));
        }
        '-' | '–' | '—' if among_dashes && spaced.len() < behind.len() && !spaced.is_empty() => {
            return (PieceMark::Bullet, rest_at(spaced));
        }
        '>' if behind.starts_with(' ') && !spaced.is_empty() => {
            return (PieceMark::Quotation, rest_at(spaced));
        }
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_short = line.len() - rest.len() <= 3;
            let rest = rest.strip_prefix(['.', ')']).unwrap_or("");
            if is_short && rest.starts_with([' ', '\t', '\u{a0}']) && !rest.trim().is_empty() {
                return (PieceMark::Number, 0);
            }
        }
        _ => {}
    }
    (PieceMark::None, 0)
}

/// Whether the line before or behind opens with the same dash. One dash alone opens a remark in many
/// languages ("– Vi er glade, sier Lund"), or a signature.
fn dash_neighbours(text: &str, lines: &[TextLine], idx: usize) -> bool {
    let opening = |idx: usize| lines.get(idx).and_then(|line| line.text(text).chars().next());
    let Some(dash @ ('-' | '–' | '—')) = opening(idx) else { return false };
    // Remarks in a row are longer than items, and end as sentences do.
    let is_remark = lines[idx].text(text).ends_with(['.', '?', '!', '"', '”', '»']) && dash != '-';
    !is_remark && ((idx > 0 && opening(idx - 1) == Some(dash)) || opening(idx + 1) == Some(dash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(PieceMark, &str)> {
        pieces(text).into_iter().map(|piece| (piece.mark, piece.text(text))).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        pieces(text).into_iter().map(|piece| piece.text(text)).collect()
    }

    #[test]
    fn a_line_is_a_piece() {
        let text =
            "\u{feff}Ferry returns\r\n\r\n\r\nThe ferry came back.\r\nIt was late.\x0cNext page.\u{a0}\0\n";
        assert_eq!(words(text), ["Ferry returns", "The ferry came back.", "It was late.", "Next page."]);
        let gaps: Vec<u8> = pieces(text).iter().map(|piece| piece.gap).collect();
        assert_eq!(gaps, [0, 2, 0, 0]);
    }

    #[test]
    fn lines_broken_for_width_are_joined() {
        let text = "\
The ferry that was lost in the storm of last week came back to the
harbour of Ruvia on Monday, with all of its crew and most of its goods
aboard.

Nobody had expected it, said the harbour master, whose office had put up
the names of the missing on Sunday.

The crew
Eleven of the crew were taken to the hospital on the hill, where they are
being looked after by nurses from the mainland and by their families too.
";
        let pieces = words(text);
        assert_eq!(pieces.len(), 4, "{pieces:#?}");
        assert!(pieces[0].ends_with("aboard."));
        assert_eq!(pieces[2], "The crew");
    }

    #[test]
    fn long_lines_are_not_joined() {
        let line =
            "The ferry came back to the harbour on Monday with all of its crew and most of its goods.\n";
        assert_eq!(words(&line.repeat(5)).len(), 5);
    }

    #[test]
    fn marks_are_read_and_left_out() {
        let text = "# Ferry\n\nThe crew\n--------\n\n• one\n* two\n\n- red\n- green\n\n1. first\n\n> We knew.\n\n* * *\n";
        assert_eq!(
            cut(text),
            [
                (PieceMark::Heading, "Ferry"),
                (PieceMark::Heading, "The crew"),
                (PieceMark::Bullet, "one"),
                (PieceMark::Bullet, "two"),
                (PieceMark::Bullet, "red"),
                (PieceMark::Bullet, "green"),
                (PieceMark::Number, "1. first"),
                (PieceMark::Quotation, "We knew."),
            ]
        );
    }

    #[test]
    fn a_dash_alone_opens_a_remark() {
        let text = "– Vi er glade, sier Lund.\n\n– Vi også, sier Belo.\n";
        assert_eq!(cut(text)[0], (PieceMark::None, "– Vi er glade, sier Lund."));
    }

    #[test]
    fn rows_make_a_table() {
        let text = "Votes\n\nTown\tYes\tNo\nRuvia\t12\t9\n\nThe rest\tis text.\n";
        let cut = cut(text);
        assert_eq!(cut[1], (PieceMark::Table, "Town\tYes\tNo\nRuvia\t12\t9"));
        assert_eq!(cut.len(), 3);
    }

    #[test]
    fn hostile_texts_stay_small() {
        assert_eq!(words("\0\0\n\0"), [""; 0]);
        assert_eq!(words(&"7".repeat(5 << 20)).len(), 1);
        assert!(pieces(&"a\n".repeat(1 << 20)).len() < 100_000);
    }
}
