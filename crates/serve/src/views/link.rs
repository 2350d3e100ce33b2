//! Addresses: of our own pages, and of the very words on an outlet's page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;
use url::form_urlencoded::Serializer;

/// Where our pages are, behind whatever a proxy puts before them.
#[derive(Clone, Copy, Debug)]
pub struct Links<'s> {
    /// What every path begins with: empty or `/prefix`.
    pub base: &'s str,
}

impl Links<'_> {
    /// A path with parameters; those without a value are left out.
    pub fn to(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut written = Serializer::new(String::new());
        for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
            written.append_pair(name, value);
        }
        let written = written.finish();
        let between = if written.is_empty() { "" } else { "?" };
        format!("{}{path}{between}{written}", self.base)
    }

    /// The answer to a query.
    pub fn search(&self, query: &str) -> String {
        self.to("/search", &[("q", query)])
    }

    /// An entry of any kind.
    pub fn entry(&self, id: impl ToString) -> String {
        self.to(&format!("/entry/{}", id.to_string()), &[])
    }

    /// An article.
    pub fn article(&self, id: impl ToString) -> String {
        self.to(&format!("/article/{}", id.to_string()), &[])
    }

    /// An actor.
    pub fn actor(&self, id: impl ToString) -> String {
        self.to(&format!("/actor/{}", id.to_string()), &[])
    }

    /// Who stands where on an issue.
    pub fn issue(&self, issue: &str) -> String {
        self.to("/issue", &[("issue", issue)])
    }
}

/// An address that a browser may be sent to: of the web, and nothing that runs.
pub fn outward(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// The outlet's page, scrolled to these words (a text fragment, <https://wicg.github.io/scroll-to-text-fragment/>); of
/// many words the first and the last tell where.
pub fn to_words(address: &str, words: &str) -> Option<String> {
    const FEW: usize = 8;
    const ENDS: usize = 4;
    let mut url = Url::parse(&outward(address)?).ok()?;
    url.set_fragment(None);
    let all: Vec<&str> = words.split_whitespace().collect();
    let directive = match all.len() {
        0 => return Some(url.to_string()),
        1..=FEW => encoded(&all.join(" ")),
        n => format!("{},{}", encoded(&all[..ENDS].join(" ")), encoded(&all[n - ENDS..].join(" "))),
    };
    Some(format!("{url}#:~:text={directive}"))
}

/// What stands in a text fragment: dash, comma and ampersand mean something there.
fn encoded(words: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(words, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_linked_by_their_ends() {
        let link = |words: &str| to_words("https://courier.example/1#top", words).unwrap();
        assert_eq!(
            link("A cheque, well-signed"),
            "https://courier.example/1#:~:text=A%20cheque%2C%20well%2Dsigned"
        );
        let long = "one two three four five six seven eight nine ten";
        assert_eq!(
            link(long),
            "https://courier.example/1#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"
        );
    }

    #[test]
    fn nothing_that_runs_is_linked() {
        for odd in
            ["javascript:alert(1)", "data:text/html,<script>", "file:/etc/passwd", "not an address", ""]
        {
            assert_eq!(outward(odd), None, "{odd}");
            assert_eq!(to_words(odd, "words"), None, "{odd}");
        }
    }

    #[test]
    fn parameters_are_written_as_forms_write_them() {
        let links = Links { base: "/p" };
        assert_eq!(links.search("act:deny \"the dam\""), "/p/search?q=act%3Adeny+%22the+dam%22");
        assert_eq!(links.search(""), "/p/search");
    }
}
