//! `onrecord related`: the articles that belong beside one.

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const EXAMPLES: &str = "\
Examples:
  onrecord related ar-00c0ffee00c0ffee
  onrecord related https://example.org/news/1 --limit 5

Exit codes: 0 done, 1 failed or there is no such article, 2 wrong usage.";

pub fn run(args: &NamedArgs, color: Color) -> Exit {
    answer(&args.ask, color, |store| store.related(&args.name(), args.ask.page()))
}
