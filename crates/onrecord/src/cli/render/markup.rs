//! Text in Markdown (CommonMark): page text cannot add markup of its own.

use super::sanitize::sanitize;

/// One line in which nothing is markup: neither Markdown's nor HTML's, nor a terminal's.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    put(text.trim(), &mut escaped);
    escaped
}

/// Puts a piece of a line, with as much care as if it began the line.
pub fn put(text: &str, out: &mut String) {
    let safe = sanitize(text);
    let begins = safe.len() - safe.trim_start().len();
    let mut escaped = String::with_capacity(safe.len() + 8);
    for (at, c) in safe.char_indices() {
        let is_list_number =
            matches!(c, '.' | ')') && safe[begins..at.max(begins)].bytes().all(|b| b.is_ascii_digit());
        // These are markup anywhere; the rest only at the start of a line, or behind a number there.
        let is_markup =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '@' | '$');
        let is_markup_first = at == begins && matches!(c, '#' | '+' | '-' | '=' | ':');
        if is_markup || is_markup_first || is_list_number {
            escaped.push('\\');
        }
        // `![` would show a picture from elsewhere.
        if c == '!' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // An address alone would become a link where the reader's dialect is GitHub's.
    out.push_str(&escaped.replace("://", ":\\//").replace("www.", "www\\."));
}

/// An address that may stand between angle brackets; another scheme than http(s) is not made a link.
pub fn link(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.as_str().replace('<', "%3C").replace('>', "%3E"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_cannot_add_markup() {
        assert_eq!(
            escape("**bold** <script> [a](javascript:x)"),
            r"\*\*bold\*\* \<script\> \[a\](javascript:x)"
        );
        assert_eq!(escape("# head"), r"\# head");
        assert_eq!(escape("- item"), r"\- item");
        assert_eq!(escape("12. item"), r"12\. item");
        assert_eq!(escape("see https://evil.example"), r"see https:\//evil.example");
        assert_eq!(escape("a\n# b"), "a # b");
        assert_eq!(escape("![x](y)"), r"\!\[x\](y)");
        assert_eq!(escape("\x1b[2J"), r"␛\[2J");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://example.org/a>b").as_deref(), Some("https://example.org/a%3Eb"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("not an address"), None);
    }
}
