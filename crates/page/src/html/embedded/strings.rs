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
}

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
                } else if open.len() < MAX_DEPTH {
                    let list = list(text, &open, &key);
                    out.push(StringValue { at: at + 1..end, key: key.clone(), list });
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

/// Where a string ends whose first character is at `at`: at its closing mark, or the text's end.
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

/// A number for the list that a value belongs to.
fn list(text: &str, open: &[Open], key: &Range<usize>) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let innermost = open.iter().rposition(|open| open.is_list);
    let mut hasher = DefaultHasher::new();
    for (depth, open) in open.iter().enumerate() {
        text.get(open.key.clone()).hash(&mut hasher);
        if Some(depth) != innermost {
            open.n_items.hash(&mut hasher);
        }
    }
    text.get(key.clone()).hash(&mut hasher);
    hasher.finish()
}
