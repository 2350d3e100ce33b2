//! Page text is data: what would move a cursor, change a title or turn a line around is shown, not sent.

use std::borrow::Cow;

/// `text` as one line that any terminal can be sent: white space is a space, what is invisible and could
/// deceive is spelt out.
///
/// Everything that is printed for people passes here, names of files and error messages included.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if !text.chars().any(needs_care) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match care(c) {
            Care::Keep => safe.push(c),
            Care::Space => safe.push(' '),
            Care::Drop => {}
            Care::Picture(picture) => safe.push(picture),
            Care::Spell => safe.push_str(&format!("<U+{:04X}>", u32::from(c))),
        }
    }
    Cow::Owned(safe)
}

/// The same for text whose line breaks and tabs are wanted.
pub fn sanitize_lines(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for piece in text.split_inclusive(['\n', '\t']) {
        let end = piece.trim_end_matches(['\n', '\t']).len();
        safe.push_str(&sanitize(&piece[..end]));
        safe.push_str(&piece[end..]);
    }
    safe
}

/// JSON in which the same characters are escapes: its values are unchanged, and a terminal may be sent it too.
pub fn escape_json(json: String) -> String {
    // What JSON must escape is escaped already, and these stand nowhere but in strings.
    let is_bare = |c: char| matches!(care(c), Care::Spell) || matches!(c, '\x7f' | '\u{2028}' | '\u{2029}');
    if !json.chars().any(is_bare) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_bare(c) {
            let units = &mut [0; 2];
            escaped.extend(c.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

enum Care {
    Keep,
    Space,
    Drop,
    /// Unicode's picture of a control character.
    Picture(char),
    Spell,
}

fn needs_care(c: char) -> bool {
    !matches!(care(c), Care::Keep)
}

fn care(c: char) -> Care {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Care::Space,
        '\0'..='\x1f' => Care::Picture(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\x7f' => Care::Picture('\u{2421}'),
        // C1 controls: some terminals take U+009B for ESC [.
        '\u{80}'..='\u{9f}' => Care::Spell,
        // Marks, embeddings, overrides and isolates turn what stands beside them around (UAX #9; "Trojan
        // Source", CVE-2021-42574).
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Care::Spell
        }
        // Where a word may be cut, and nothing else.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => Care::Drop,
        // Annotations and tags: words that nobody sees.
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Care::Spell,
        _ => Care::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown() {
        assert_eq!(sanitize("\x1b[31mred\x1b]0;title\x07"), "␛[31mred␛]0;title␇");
        assert_eq!(sanitize("a\u{9b}31mb\x7f\0"), "a<U+009B>31mb␡␀");
    }

    #[test]
    fn lines_that_would_turn_around_are_shown_as_written() {
        assert_eq!(sanitize("user\u{202e}txt.exe\u{2066}"), "user<U+202E>txt.exe<U+2066>");
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(sanitize("a\r\nb\u{2028}c\td"), "a  b c d");
        assert_eq!(sanitize_lines("a\x1b\nb\tc\r\n"), "a␛\nb\tc \n");
    }

    #[test]
    fn json_keeps_its_values() {
        let value = "a\u{9b}b\u{202e}c\u{7f}d\u{e0041}e\u{2028}f“é”\n";
        let json = escape_json(serde_json::to_string(value).unwrap());
        assert_eq!(json, r#""a\u009bb\u202ec\u007fd\udb40\udc41e\u2028f“é”\n""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), value);
    }

    #[test]
    fn every_script_is_kept() {
        for text in ["Ælfgifu “says” so…", "Выборы", "نص عربي", "日本語", "🏳️‍🌈", "می‌خواهم", "e\u{301}"]
        {
            assert_eq!(sanitize(text), text);
        }
    }
}
