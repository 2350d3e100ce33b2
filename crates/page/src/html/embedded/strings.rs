use std::ops::Range;

/// A string value in JSON or in a script that holds some.
pub struct StringValue {
    /// What stands between its quotation marks.
    pub at: Range<usize>,
    /// Its key; in a list, the list's.
    pub key: Range<usize>,
    /// Which values are of one list: all with this number have the same keys above them, and the same places in all
    /// lists but the innermost.
    pub list: u64,
    /// The same, but for the two innermost lists: paragraphs that are lists of pieces.
    pub lists: u64,
}

/// No headline is shorter, and what is kept of a value is longer.
const MIN_BYTES: usize = 10;

/// Deeper values are passed over.
const MAX_DEPTH: usize = 128;

/// The strings of `text` that are values, in order. What is no JSON is passed over a character at a time, so that any
/// script can be looked through; the time is linear in its length.
pub fn strings(text: &str) -> Vec<StringValue> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut key, mut at) = (0..0, 0);
    while let Some(found) = bytes.get(at..).and_then(mark) {
        at += found;
        match bytes[at] {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let is_key = bytes[end.min(bytes.len())..].iter().skip(1).find(|b| !b.is_ascii_whitespace())
                    == Some(&b':');
                if is_key {
                    key = at + 1..end;
                } else if open.len() < MAX_DEPTH && end > at + MIN_BYTES {
                    let (list, lists) = (list(text, &open, &key, 1), list(text, &open, &key, 2));
                    out.push(StringValue { at: at + 1..end, key: key.clone(), list, lists });
                }
                at = end;
            }
            opening @ (b'{' | b'[') => {
                if let Some(last) = open.last_mut().filter(|last| last.is_list) {
                    last.n_items += 1;
                }
                open.push(Open { key: key.clone(), is_list: opening == b'[', n_items: 0 });
            }
            _ => key = open.pop().map_or(0..0, |open| open.key),
        }
        at += 1;
        if open.len() > 8 * MAX_DEPTH {
            break;
        }
    }
    out
}

struct Open {
    key: Range<usize>,
    is_list: bool,
    n_items: u64,
}

/// The next byte that begins or ends something.
fn mark(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| matches!(b, b'"' | b'{' | b'[' | b'}' | b']'))
}

/// Where the string that begins at `at` ends: at its closing mark, or at the text's end.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// A number for the list that a value belongs to, whatever its place in the `n_innermost` lists.
fn list(text: &str, open: &[Open], key: &Range<usize>, n_innermost: usize) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let n_lists = open.iter().filter(|open| open.is_list).count();
    let mut n_before = 0;
    let mut hasher = DefaultHasher::new();
    for open in open {
        text.get(open.key.clone()).hash(&mut hasher);
        n_before += usize::from(open.is_list);
        if !open.is_list || n_before + n_innermost <= n_lists {
            open.n_items.hash(&mut hasher);
        }
    }
    text.get(key.clone()).hash(&mut hasher);
    hasher.finish()
}
