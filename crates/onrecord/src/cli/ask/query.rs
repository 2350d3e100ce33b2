//! From arguments to a query.

use std::io::{self, Write};

use onrecord_store::ask::query::{self, Query, QueryError};
use unicode_width::UnicodeWidthStr;

use crate::cli::render::sanitize::sanitize;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::report::Report;

/// The query that the arguments are, read; what is wrong with it is told.
pub fn read_query(arguments: &[String], color: Color) -> Result<(String, Query), Exit> {
    let text = joined(arguments);
    query::parse(&text).map(|query| (text.clone(), query)).map_err(|error| {
        let report = Report::quiet(color);
        report.error(&error.what);
        let _ = io::stderr().write_all(pointed(&text, &error).as_bytes());
        if let Some(hint) = &error.hint {
            report.hint(hint);
        }
        Exit::WrongUsage
    })
}

/// The query of several arguments. A shell takes quotation marks away: what has blanks is put between them again.
fn joined(arguments: &[String]) -> String {
    if let [one] = arguments {
        return one.clone();
    }
    let quoted = |argument: &String| {
        let is_plain =
            !argument.contains(char::is_whitespace) || argument.contains(['"', '“', '”', '(', ')']);
        let (field, words) = match argument.split_once(':') {
            Some((field, words)) if field.chars().all(|c| c.is_ascii_alphabetic() || c == '-') => {
                (format!("{field}:"), words)
            }
            _ => (String::new(), argument.as_str()),
        };
        if is_plain { argument.clone() } else { format!("{field}\"{words}\"") }
    };
    arguments.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// How many columns of a query are shown on either side of what is wrong.
const ASIDE: usize = 32;

/// The query with a line under what is wrong.
fn pointed(text: &str, error: &QueryError) -> String {
    let (before, wrong, behind) = (&text[..error.at.start], &text[error.at.clone()], &text[error.at.end..]);
    let cut = |text: &str, n: usize| text.chars().take(n).collect::<String>();
    let opening: String = before.chars().rev().take(ASIDE).collect::<Vec<_>>().into_iter().rev().collect();
    let opening = if opening.len() < before.len() { format!("…{opening}") } else { opening };
    let (wrong, closing) = (cut(wrong, ASIDE), cut(behind, ASIDE));
    let (opening, wrong) = (sanitize(&opening), sanitize(&wrong));
    let carets = "^".repeat(wrong.width().max(1));
    format!("  {opening}{wrong}{}\n  {}{carets}\n", sanitize(&closing), " ".repeat(opening.width()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &[&str]) -> String {
        joined(&arguments.iter().map(|argument| argument.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn what_the_shell_unquoted_is_quoted_again() {
        assert_eq!(words(&["dam OR river"]), "dam OR river");
        assert_eq!(words(&["act:deny", "water pledge"]), "act:deny \"water pledge\"");
        assert_eq!(words(&["speaker:Oren Vale", "dam"]), "speaker:\"Oren Vale\" dam");
        assert_eq!(words(&["a", "(b OR c)", "\"d e\""]), "a (b OR c) \"d e\"");
        assert_eq!(words(&[]), "");
    }

    #[test]
    fn a_line_stands_under_what_is_wrong() {
        let text = "日本\u{1b} OR OR dam";
        let error = query::parse(text).unwrap_err();
        assert_eq!(pointed(text, &error), "  日本␛ OR OR dam\n        ^^\n");
        let long = format!("{} OR", "word ".repeat(50));
        let error = query::parse(&long).unwrap_err();
        let shown = pointed(&long, &error);
        assert!(shown.starts_with("  …") && shown.ends_with("^^\n") && shown.len() < 120, "{shown}");
    }
}
