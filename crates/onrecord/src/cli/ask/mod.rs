//! The commands that ask a store: search, timeline, who, show, related, stats.

pub mod args;
mod forms;
mod human;
mod table;

use std::io::{self, IsTerminal, Write};

use onrecord_store::ask::query::{self, Query, QueryError};
use onrecord_store::ask::{Counting, Page};
use unicode_width::UnicodeWidthStr;

use super::args::Color;
use super::export::has_parquet;
use super::failure::Failure;
use super::report::Report;
use super::show::rich::Sheet;
use super::show::sanitize::sanitize;
use super::{FAILED, WRONG_USAGE, columns, is_colored, print};
use args::{AskArgs, Form, NamedArgs, SearchArgs, StatsArgs};
use forms::{Answer, in_form};

pub fn search(args: &SearchArgs, color: Color) -> u8 {
    with_query(args, color, |query| {
        Ok(Box::new(args.ask.store.open()?.search(query, page(&args.ask), Counting::Exact)?))
    })
}

pub fn timeline(args: &SearchArgs, color: Color) -> u8 {
    with_query(args, color, |query| Ok(Box::new(args.ask.store.open()?.timeline(query, page(&args.ask))?)))
}

pub fn who(args: &NamedArgs, color: Color) -> u8 {
    let ask = &args.ask;
    answered(ask, color, None, || Ok(Box::new(ask.store.open()?.who(&args.name.join(" "), page(ask))?)))
}

pub fn show(args: &NamedArgs, color: Color) -> u8 {
    let ask = &args.ask;
    answered(ask, color, None, || Ok(Box::new(ask.store.open()?.show(&args.name.join(" "), page(ask))?)))
}

pub fn related(args: &NamedArgs, color: Color) -> u8 {
    let ask = &args.ask;
    answered(ask, color, None, || Ok(Box::new(ask.store.open()?.related(&args.name.join(" "), page(ask))?)))
}

pub fn stats(args: &StatsArgs, color: Color) -> u8 {
    let ask = &args.ask;
    answered(ask, color, None, || Ok(Box::new(ask.store.open()?.stats(ask.limit)?)))
}

type Answered = Result<Box<dyn Answer>, Failure>;

/// Reads the query, then asks; a query that cannot be read is wrong usage.
fn with_query(args: &SearchArgs, color: Color, ask: impl FnOnce(&Query) -> Answered) -> u8 {
    match read_query(&args.query, color) {
        Ok((text, query)) => answered(&args.ask, color, Some((&text, &query, args.explain)), || ask(&query)),
        Err(code) => code,
    }
}

/// The query that the arguments are, read; what is wrong with it is told.
pub fn read_query(arguments: &[String], color: Color) -> Result<(String, Query), u8> {
    let text = joined(arguments);
    match query::parse(&text) {
        Ok(query) => Ok((text, query)),
        Err(error) => {
            let report = Report::quiet(is_colored(color, &io::stderr()));
            report.error(&error.what);
            let _ = io::stderr().write_all(pointed(&text, &error).as_bytes());
            if let Some(hint) = &error.hint {
                report.hint(hint);
            }
            Err(WRONG_USAGE)
        }
    }
}

fn answered(
    args: &AskArgs,
    color: Color,
    asked: Option<(&str, &Query, bool)>,
    ask: impl FnOnce() -> Answered,
) -> u8 {
    let report = Report::quiet(is_colored(color, &io::stderr()));
    let failed = |failure: Failure| {
        report.failure(&failure);
        FAILED
    };
    if args.format == Form::Parquet
        && let Err(failure) = for_parquet()
    {
        return failed(failure);
    }
    let answer = match ask() {
        Ok(answer) => answer,
        Err(failure) => return failed(failure),
    };
    let mut sheet = sheet(args, color);
    if let Some((_, query, is_explained)) = asked {
        // What was misread matters most where nothing was found.
        let is_told = is_explained || answer.is_nothing();
        match args.format {
            Form::Human if is_explained => human::read_as(query, &mut sheet),
            _ if is_explained => query.to_string().lines().for_each(|line| report.note(line)),
            _ => {}
        }
        if is_told && !(is_explained && args.format == Form::Human) {
            query.notes.iter().for_each(|note| report.note(&note.what));
        }
    }
    let asked = asked.map(|(text, query, _)| (text, query));
    match in_form(answer.as_ref(), args.format, asked, sheet) {
        Ok(bytes) => print(&bytes, color),
        Err(error) => failed(Failure::io("the answer", "cannot be written as a table", &error)),
    }
}

/// Whether Parquet can be written where it would go.
fn for_parquet() -> Result<(), Failure> {
    has_parquet()?;
    match io::stdout().is_terminal() {
        true => Err(Failure::new("--format parquet", "is not for a terminal").hint("add `> answer.parquet`")),
        false => Ok(()),
    }
}

fn sheet(args: &AskArgs, color: Color) -> Sheet {
    Sheet::new(columns(args.width), is_colored(color, &io::stdout()))
}

fn page(args: &AskArgs) -> Page {
    Page { limit: args.limit, offset: args.offset }
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
