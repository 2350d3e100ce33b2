//! `onrecord timeline`: statements in the order of saying.

use onrecord_store::ask::Counting;

use crate::cli::ask::answer_query;
use crate::cli::ask::args::QueryArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const ABOUT: &str = "\
Statements in the order in which they were made

Where an article does not tell when something was said, the day of its publication stands in brackets. Queries are \
those of `onrecord search`.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord timeline 'about:dam act:promise'
  onrecord timeline speaker:vale --format markdown

Exit codes: 0 done, 1 failed, 2 wrong usage, a wrong query included.";

pub fn run(args: &QueryArgs, color: Color) -> Exit {
    answer_query(args, color, |store, query| store.timeline(query, args.ask.page(), Counting::Exact))
}
