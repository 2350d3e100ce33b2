//! Words as they are compared: lower case, without accents and punctuation.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text` in lower case without accents, as the index has them.
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::with_capacity(text.len() / 6);
    // What is ASCII, as most is, needs no tables.
    for piece in text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()) {
        if piece.is_ascii() {
            if !piece.is_empty() {
                out.push(piece.to_ascii_lowercase());
            }
            continue;
        }
        let piece = spelt(piece);
        let plain: String =
            piece.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
        let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        out.extend(words.map(str::to_string));
    }
    out
}

/// Letters that no accent's removal makes plain, with what people type for them, and letters that are apostrophes by
/// their looks. The views `_entry_words` and `_headline_words` have the same list, in this order.
pub const SPELT: [(char, &str); 20] = [
    ('ø', "o"),
    ('Ø', "O"),
    ('ł', "l"),
    ('Ł', "L"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('þ', "th"),
    ('Þ', "Th"),
    ('ħ', "h"),
    ('Ħ', "H"),
    ('ı', "i"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ʼ', "'"),
    ('ʻ', "'"),
];

/// `text` as people type it: `Łódź` as `Lódź`.
pub fn spelt(text: &str) -> Cow<'_, str> {
    let instead = |c: char| SPELT.iter().find(|(letter, _)| *letter == c).map(|(_, instead)| *instead);
    if !text.chars().any(|c| instead(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match instead(c) {
            Some(instead) => out.push_str(instead),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A name as it is compared: its words, without an opening article and a possessive's end.
pub fn folded(name: &str) -> String {
    let name = name.trim_end_matches("’s").trim_end_matches("'s");
    let words = words(name);
    let skip = usize::from(words.len() > 1 && words[0] == "the");
    words[skip..].join(" ")
}

/// Hashes of `n` words in a row, each once, sorted.
pub fn shingles(words: &[String], n: usize) -> Vec<i64> {
    let mut hashes: Vec<i64> = words.windows(n.min(words.len()).max(1)).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Bytes of a text whose words are held at once.
const AT_ONCE: usize = 1 << 20;

/// The shingles of a whole text: of a long one some words are made at a time, as eight million of them take half a
/// gigabyte.
pub fn text_shingles(text: &str, n: usize) -> Vec<i64> {
    shingles_of_parts(text, n, AT_ONCE)
}

fn shingles_of_parts(text: &str, n: usize, at_once: usize) -> Vec<i64> {
    let (mut hashes, mut held, mut rest) = (Vec::new(), Vec::new(), text);
    while rest.len() > at_once {
        let blank = rest.as_bytes()[at_once..].iter().position(u8::is_ascii_whitespace);
        let (part, behind) = rest.split_at(blank.map_or(rest.len(), |at| at_once + at));
        held.extend(words(part));
        hashes.extend(held.windows(n).map(hash));
        // The last words open what goes on behind them.
        held.drain(..held.len().saturating_sub(n.saturating_sub(1)));
        rest = behind;
    }
    held.extend(words(rest));
    match hashes.is_empty() {
        true => shingles(&held, n),
        false => {
            hashes.extend(held.windows(n).map(hash));
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        }
    }
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv>) with the finalizer of splitmix64, in 32 bits: the same on every
/// machine and in every version, as it is kept in stores.
fn hash(words: &[String]) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ (hash >> 31)) >> 32).cast_signed()
}

/// Which share of the smaller of two sorted sets is in the other, 0 to 1.
pub fn containment(a: &[i64], b: &[i64]) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.is_empty() {
        return 0.0;
    }
    let shared = small.iter().filter(|hash| large.binary_search(hash).is_ok()).count();
    shared as f64 / small.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_same_shingles_in_parts() {
        let text = "The Élysée held; the dam, too, did hold through the night. Łódź and Vale slept on, and on, and on.";
        for n in [1, 2, 5, 100] {
            for at_once in [1, 7, 30, 1000] {
                assert_eq!(shingles_of_parts(text, n, at_once), shingles(&words(text), n), "{n}, {at_once}");
            }
        }
        assert_eq!(text_shingles("", 3), shingles(&[], 3));
    }

    #[test]
    fn names_are_compared_without_accents_case_and_article() {
        assert_eq!(folded("The Élysée"), "elysee");
        assert_eq!(folded("Kalmere’s"), "kalmere");
        assert_eq!(folded("J. K. O'Neil"), "j k o neil");
        assert_eq!(folded("Łódź"), "lodz");
        assert_eq!(folded("Bjørn Đurić"), "bjorn duric");
        assert_eq!([folded("Oʼdowd"), folded("Oʻdowd")], ["o dowd", "o dowd"]);
    }

    #[test]
    fn copies_contain_each_other() {
        let whole = words("the gates of the old dam will close before the first frost comes");
        let part = words("of the old dam will close before");
        assert!((containment(&shingles(&whole, 5), &shingles(&part, 5)) - 1.0).abs() < 1e-9);
        assert_eq!(
            containment(&shingles(&whole, 5), &shingles(&words("nobody knows when it will open"), 5)),
            0.0
        );
    }
}
