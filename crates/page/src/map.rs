use std::ops::Range;

/// Where each character of a text stood in the page's decoded text.
///
/// Pieces are in the text's order, adjoin, and cover all of it but the joints between blocks. In a piece of
/// equal lengths the bytes are the same on both sides; otherwise the whole source range (a character
/// reference, a run of white space) stands for the whole text range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<MapPiece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MapPiece {
    text: u32,
    text_len: u32,
    source: u32,
    source_len: u32,
}

impl MapPiece {
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
        let piece = MapPiece {
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
        self.pieces.extend(other.pieces.iter().map(|p| MapPiece { text: p.text + at as u32, ..*p }));
    }

    /// The map of the same text to where `behind`, the map of this one's source, leads.
    pub fn through(&self, behind: &SourceMap) -> SourceMap {
        let mut out = SourceMap::default();
        for piece in &self.pieces {
            let (text, source) = (piece.text as usize, piece.source as usize);
            let (text_end, source_end) = (text + piece.text_len as usize, source + piece.source_len as usize);
            if !piece.is_literal() {
                // What folds to a blank, or a blank for which nothing stands.
                let whole = behind.source(source..source_end.max(source + 1)).unwrap_or_default();
                let end = if source == source_end { whole.start } else { whole.end };
                out.push(text..text_end, whole.start..end);
                continue;
            }
            let first = behind.pieces.partition_point(|p| ((p.text + p.text_len) as usize) <= source);
            for other in behind.pieces[first..].iter().take_while(|p| (p.text as usize) < source_end) {
                let from = source.max(other.text as usize);
                let to = source_end.min((other.text + other.text_len) as usize);
                let leads = match other.is_literal() {
                    true => {
                        let start = other.source as usize + from - other.text as usize;
                        start..start + (to - from)
                    }
                    false => other.source as usize..(other.source + other.source_len) as usize,
                };
                out.push(text + from - source..text + to - source, leads);
            }
        }
        out
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

    #[test]
    fn a_map_leads_through_another() {
        // `x\u201cwe &amp; you` in a page decodes to "x“we &amp; you", which reads "x“we & you".
        let mut page = SourceMap::default();
        page.push(0..1, 10..11);
        page.push(1..4, 11..17);
        page.push(4..16, 17..29);
        let mut text = SourceMap::default();
        text.push(0..7, 0..7);
        text.push(7..8, 7..12);
        text.push(8..12, 12..16);
        let map = text.through(&page);
        assert_eq!(map.source(1..4), Some(11..17));
        assert_eq!(map.source(4..6), Some(17..19));
        assert_eq!(map.source(7..8), Some(20..25));
        assert_eq!(map.source(0..12), Some(10..29));
    }
}
