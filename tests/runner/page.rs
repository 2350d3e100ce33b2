//! Checks that every page must pass, whatever its bytes. The fuzzer takes them from here, without the analysis:
//! to count branches in matrix kernels takes the compiler more than an hour.

use onrecord_page::{InputKind, Origin, Page, SourceMap, pages};

/// Reads any bytes as every caller does, checks each page and hands it on; says how many could be read, and how
/// many could not.
///
/// # Panics
/// When a check fails.
pub fn check_bytes(
    bytes: &[u8],
    name: &str,
    kind: Option<InputKind>,
    mut then: impl FnMut(Page),
) -> (usize, usize) {
    // A packed bomb may not make the checks themselves long.
    let origin = Origin { kind, max_bytes: 4 << 20, ..Origin::named(name) };
    let (mut n_read, mut n_failed) = (0, 0);
    for page in pages(&mut &*bytes, &origin) {
        match page {
            Ok(page) => {
                check_blocks(&page);
                check_map(&page);
                then(page);
                n_read += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                n_failed += 1;
            }
        }
    }
    (n_read, n_failed)
}

/// Every block slices the article's text to its own words, in bytes and in code points.
fn check_blocks(page: &Page) {
    let text = &page.article.text;
    let chars: Vec<char> = text.chars().collect();
    for block in &page.article.blocks {
        assert_eq!(&text[block.byte_start..block.byte_end], block.text, "{block:?} of {}", page.input);
        assert!(
            chars[block.start..block.end].iter().copied().eq(block.text.chars()),
            "{block:?} of {}",
            page.input
        );
    }
}

/// Every character of every block and furniture maps back to where it stood: to itself, to a character
/// reference, or, if it is white space, to what it was folded from.
fn check_map(page: &Page) {
    for block in &page.article.blocks {
        check_text(page, &page.map, &block.text, block.byte_start);
    }
    for (furniture, map) in page.article.furniture.iter().zip(&page.furniture_maps) {
        check_text(page, map, &furniture.text, 0);
    }
}

fn check_text(page: &Page, map: &SourceMap, text: &str, start: usize) {
    for (at, c) in text.char_indices() {
        let range = start + at..start + at + c.len_utf8();
        let Some(source) = map.source(range) else {
            panic!("{c:?} of {text:?} in {} maps nowhere", page.input)
        };
        let from = &page.source[source];
        let is_blank = c.is_whitespace() && !without_references(from).contains(char::is_alphanumeric);
        // HTML's references, and the escapes of JSON that an article stands in.
        let is_reference = from.starts_with(['&', '\\']) || from == "\0" || from.contains('\r');
        assert!(from.chars().eq([c]) || is_blank || is_reference, "{c:?} maps to {from:?} in {}", page.input);
    }
}

/// A source without its character references: `a &nbsp;b` is `a b`.
fn without_references(source: &str) -> String {
    let mut parts = source.split('&');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let name = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        out.push_str(name.strip_prefix(';').unwrap_or(name));
    }
    out
}
