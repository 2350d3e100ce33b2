use std::ops::Range;

/// Where each character of a text stood in the page's decoded text.
///
/// Pieces are in the text's order, adjoin, and cover all of it but the joints between blocks. In a piece of
/// equal lengths the bytes are the same on both sides; otherwise the whole source range (a character
/// reference, a run of white space) stands for the whole text range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: u32,
    text_len: u32,
    source: u32,
    source_len: u32,
}

impl Piece {
    fn is_literal(&self) -> bool {
        self.text_len == self.source_len
    }
}

impl SourceMap {
    /// The map of a text that is the source itself.
    pub fn identity(len: usize) -> SourceMap {
        let mut map = SourceMap::default();
        map.push(0..len, 0..len);
        map
    }

    /// Says that the next characters, `text`, stood at `source`.
    ///
    /// Ranges of equal length must hold the same bytes; the caller passes others one reference or one run of
    /// white space at a time.
    pub fn push(&mut self, text: Range<usize>, source: Range<usize>) {
        let piece = Piece {
            text: text.start as u32,
            text_len: text.len() as u32,
            source: source.start as u32,
            source_len: source.len() as u32,
        };
        if let Some(last) = self.pieces.last_mut()
            && last.is_literal()
            && piece.is_literal()
            && last.text + last.text_len == piece.text
            && last.source + last.source_len == piece.source
        {
            last.text_len += piece.text_len;
            last.source_len += piece.source_len;
            return;
        }
        self.pieces.push(piece);
    }

    /// Forgets all from byte `text_len` of the text on.
    pub fn truncate(&mut self, text_len: usize) {
        while let Some(last) = self.pieces.last_mut() {
            if (last.text as usize) >= text_len {
                self.pieces.pop();
            } else {
                let keep = text_len as u32 - last.text;
                if last.is_literal() && keep < last.text_len {
                    (last.text_len, last.source_len) = (keep, keep);
                }
                return;
            }
        }
    }

    /// Appends `other`, the map of a text that now begins at byte `at` of this one.
    pub fn append(&mut self, other: SourceMap, at: usize) {
        if self.pieces.is_empty() && at == 0 {
            *self = other;
            return;
        }
        self.pieces.extend(other.pieces.iter().map(|p| Piece { text: p.text + at as u32, ..*p }));
    }

    /// The source range that the text range `text` came from; `None` where none of it came from the source.
    pub fn source(&self, text: Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|p| ((p.text + p.text_len) as usize) <= text.start);
        let behind = self.pieces.partition_point(|p| (p.text as usize) < text.end);
        let (first, last) = (self.pieces.get(first)?, self.pieces[..behind].last()?);
        if first.text > last.text {
            return None;
        }
        let start = match first.is_literal() {
            true => first.source as usize + text.start.saturating_sub(first.text as usize),
            false => first.source as usize,
        };
        let end = match last.is_literal() {
            true => last.source as usize + (text.end - last.text as usize).min(last.text_len as usize),
            false => (last.source + last.source_len) as usize,
        };
        // Text that markup moved (out of a table, say) can run backwards; its ends still bound it.
        Some(start.min(end)..end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_map_through_references_and_blanks() {
        // "a &amp;  b" reads "a & b"
        let mut map = SourceMap::default();
        map.push(0..2, 0..2);
        map.push(2..3, 2..7);
        map.push(3..4, 7..9);
        map.push(4..5, 9..10);
        assert_eq!(map.source(0..5), Some(0..10));
        assert_eq!(map.source(2..3), Some(2..7));
        assert_eq!(map.source(3..5), Some(7..10));
        assert_eq!(map.source(1..2), Some(1..2));
        map.truncate(3);
        assert_eq!(map.source(0..5), Some(0..7));
        assert_eq!(map.source(4..5), None);
    }
}
