use std::ops::Range;

use crate::SourceMap;

/// A string of JSON without its escapes, every character mapped back to where it stood in the page.
pub struct ScriptText {
    pub text: String,
    pub map: SourceMap,
}

impl ScriptText {
    /// A piece of the page as it stands there.
    pub fn literal(source: &str, at: Range<usize>) -> ScriptText {
        let mut map = SourceMap::default();
        map.push(0..at.len(), at.clone());
        ScriptText { text: source[at].to_string(), map }
    }

    /// The value of an attribute without its character references.
    pub fn attribute(source: &str, at: Range<usize>) -> ScriptText {
        const REFERENCES: [(&str, &str); 6] =
            [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&#x27;", "'")];
        let (mut text, mut map) = (String::new(), SourceMap::default());
        let raw = &source[at.clone()];
        let mut done = 0;
        while done < raw.len() {
            let next = raw[done..].find('&').map_or(raw.len(), |found| done + found);
            let start = text.len();
            text.push_str(&raw[done..next]);
            map.push(start..text.len(), at.start + done..at.start + next);
            let reference = REFERENCES.iter().find(|(reference, _)| raw[next..].starts_with(reference));
            let (n_bytes, decoded) = reference.map_or((1, "&"), |(reference, c)| (reference.len(), *c));
            if next < raw.len() {
                let start = text.len();
                text.push_str(decoded);
                map.push(start..text.len(), at.start + next..at.start + next + n_bytes);
            }
            done = next + n_bytes;
        }
        ScriptText { text, map }
    }

    /// The string between the quotation marks at `at` of `around`.
    pub fn string(around: &ScriptText, at: Range<usize>) -> ScriptText {
        let (mut text, mut map) = (String::new(), SourceMap::default());
        let raw = &around.text[at.clone()];
        let mut done = 0;
        while let Some(found) = raw[done..].find('\\') {
            let escape = done + found;
            let plain = text.len();
            text.push_str(&raw[done..escape]);
            map.push(plain..text.len(), at.start + done..at.start + escape);
            let (c, n_bytes) = unescaped(&raw[escape..]);
            let decoded = text.len();
            text.push(c);
            map.push(decoded..text.len(), at.start + escape..at.start + escape + n_bytes);
            done = escape + n_bytes;
        }
        let plain = text.len();
        text.push_str(&raw[done..]);
        map.push(plain..text.len(), at.start + done..at.end);
        ScriptText { text, map: map.through(&around.map) }
    }

    /// Whether it is HTML.
    pub fn is_markup(&self) -> bool {
        ["</", "<p", "<br", "<div"].iter().any(|tag| self.text.contains(tag))
    }
}

/// The character that an escape stands for, and how many bytes it takes (RFC 8259, 7).
fn unescaped(escape: &str) -> (char, usize) {
    let unit = |at: usize| u16::from_str_radix(escape.get(at..at + 4)?, 16).ok();
    let Some(kind) = escape.chars().nth(1) else { return ('\u{fffd}', 1) };
    let short = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' | 'f' => ' ',
        'u' => {
            let Some(first) = unit(2) else { return ('\u{fffd}', 2) };
            let second = escape[6..].starts_with("\\u").then(|| unit(8)).flatten();
            let pair = [first, second.unwrap_or_default()];
            return match char::decode_utf16(pair).next() {
                Some(Ok(c)) => (c, if c.len_utf16() == 2 { 12 } else { 6 }),
                _ => ('\u{fffd}', 6),
            };
        }
        other => other,
    };
    (short, 1 + kind.len_utf8())
}
