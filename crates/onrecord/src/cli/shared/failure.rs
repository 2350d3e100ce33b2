//! What went wrong with one input, in words for people.

use std::fmt;

/// An input, or one page of it, that could not be read.
#[derive(Clone, Debug)]
pub struct Failure {
    /// `input: what`, with the cause.
    pub what: String,
    /// A way out, where one is known.
    pub hint: Option<String>,
    /// Whether the input is simply no page (an image among the pages of a folder).
    pub is_no_page: bool,
    /// Whether this program refused to read it, which a flag may lift.
    pub is_refused: bool,
    /// When to try again, where a server said so.
    pub later: Option<std::time::Duration>,
}

impl Failure {
    pub fn new(input: &str, what: impl fmt::Display) -> Failure {
        Failure::told(format!("{input}: {what}"))
    }

    /// What went wrong, in words that name the input already.
    pub fn told(what: impl Into<String>) -> Failure {
        Failure { what: what.into(), hint: None, is_no_page: false, is_refused: false, later: None }
    }

    /// A panic of ours.
    pub fn defect() -> Failure {
        Failure::told("onrecord has a defect that this input meets")
            .hint("please report it, with the lines above and the input if you can share it")
    }

    /// Refused by this program's own rules, which a flag may lift: nothing is to be waited for.
    pub fn refused(self) -> Failure {
        Failure { is_refused: true, ..self }
    }

    pub fn hint(self, hint: impl Into<String>) -> Failure {
        Failure { hint: Some(hint.into()), ..self }
    }

    /// What the system says, in its own words but without Rust's error number.
    pub fn io(input: &str, what: &str, error: &std::io::Error) -> Failure {
        let cause = io_cause(error);
        let what = if what.is_empty() { cause } else { format!("{what}: {cause}") };
        Failure::new(input, what)
    }
}

/// The error in words that begin in lower case and do not end in an error number.
pub fn io_cause(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    let is_word = chars.clone().nth(1).is_some_and(char::is_lowercase);
    match chars.next() {
        Some(first) if is_word => first.to_lowercase().chain(chars).collect(),
        _ => text.to_string(),
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Failure {
        let hint = if error.is_too_large() {
            Some("--max-size sets how large a page may be".to_string())
        } else if error.is_empty() {
            Some("there is nothing in it; was it saved whole?".to_string())
        } else if error.is_not_text() {
            Some(
                "onrecord reads HTML, plain text, WARC, RSS, Atom and JSON feeds; --as says what an input is"
                    .to_string(),
            )
        } else {
            None
        };
        let is_no_page = error.is_not_text() || error.is_empty();
        Failure { hint, is_no_page, ..Failure::told(strip_os_number(&error.to_string())) }
    }
}

fn strip_os_number(text: &str) -> String {
    match text.rfind(" (os error ") {
        Some(at) if text.ends_with(')') => text[..at].to_string(),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_read_as_parts_of_a_sentence() {
        let missing = std::fs::File::open("no-such-file").unwrap_err();
        assert_eq!(io_cause(&missing), "no such file or directory");
        assert_eq!(io_cause(&std::io::Error::other("TLS is off")), "TLS is off");
    }
}
