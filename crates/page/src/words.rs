//! Texts held against each other: without what only sets them.

/// `text` with every run of white space as one blank and the ends trimmed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether `text` begins with one of `openings`.
pub fn opens_with(text: &str, openings: &[&str]) -> bool {
    // Most begin with another byte, and a call to compare them costs more than all else.
    let initial = text.bytes().next();
    openings.iter().any(|opening| opening.bytes().next() == initial && text.starts_with(opening))
}

/// Letters and digits alone, small.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Whether a text ends as a sentence does, in any script.
pub fn ends_sentence(text: &str) -> bool {
    let closed = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '」', '』']);
    closed.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '۔', '።'])
}
