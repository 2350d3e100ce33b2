//! How a store is asked, and its answers are printed, by whichever command.

pub mod args;
mod forms;
mod human;
mod markdown;
pub mod query;
mod table;

use onrecord_store::Store;
use onrecord_store::ask::query::Query;

use crate::cli::render::rich::Sheet;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::parquet;
use crate::cli::shared::report::Report;
use crate::cli::shared::terminal::{columns, print, window};
use args::{AnswerForm, AskArgs, QueryArgs};
use forms::{AnswerLook, in_form};
pub use human::to_review;

type Answered<A> = onrecord_store::Result<A>;

/// Asks the store and prints the answer.
pub fn answer<A: AnswerLook>(args: &AskArgs, color: Color, ask: impl FnOnce(&Store) -> Answered<A>) -> Exit {
    told(args, color, None, ask)
}

/// Reads the query, asks the store and prints the answer.
pub fn answer_query<A: AnswerLook>(
    args: &QueryArgs,
    color: Color,
    ask: impl FnOnce(&Store, &Query) -> Answered<A>,
) -> Exit {
    match query::read_query(&args.query, color) {
        Ok((text, query)) => {
            let (is_explained, is_compact) = (args.explain, args.compact);
            let asked = Asked { text: &text, query: &query, is_explained, is_compact };
            told(&args.ask, color, Some(asked), |store| ask(store, &query))
        }
        Err(exit) => exit,
    }
}

/// A query, and whether to say how it was read.
struct Asked<'q> {
    text: &'q str,
    query: &'q Query,
    is_explained: bool,
    is_compact: bool,
}

fn told<A: AnswerLook>(
    args: &AskArgs,
    color: Color,
    asked: Option<Asked>,
    ask: impl FnOnce(&Store) -> Answered<A>,
) -> Exit {
    let report = Report::quiet(color);
    if args.format == AnswerForm::Parquet
        && let Err(failure) = parquet::can_be_printed()
    {
        return report.failed(&failure);
    }
    let answer = match args.store.open().and_then(|store| Ok(ask(&store)?)) {
        Ok(answer) => answer,
        Err(failure) => return report.failed(&failure),
    };
    let is_compact = asked.as_ref().is_some_and(|asked| asked.is_compact);
    let width = if is_compact { window(args.width) } else { columns(args.width) };
    let mut sheet = Sheet::new(width, color.of_output());
    if let Some(asked) = &asked {
        explain(asked, args.format, answer.is_nothing(), &mut sheet, &report);
    }
    let asked = asked.map(|asked| onrecord_answer::AskedQuery::new(asked.text, asked.query));
    match in_form(&answer, args.format, is_compact, asked, sheet) {
        Ok(bytes) => print(&bytes, color),
        Err(error) => report.failed(&Failure::io("the answer", "cannot be written as a table", &error)),
    }
}

/// Says how the query was read; what was misread matters most where nothing was found.
fn explain(asked: &Asked, form: AnswerForm, is_nothing: bool, sheet: &mut Sheet, report: &Report) {
    match (asked.is_explained, form) {
        (true, AnswerForm::Human) => return human::read_as(asked.query, sheet),
        (true, _) => asked.query.to_string().lines().for_each(|line| report.note(line)),
        (false, _) => {}
    }
    if asked.is_explained || is_nothing {
        asked.query.notes.iter().for_each(|note| report.note(&note.what));
    }
}
