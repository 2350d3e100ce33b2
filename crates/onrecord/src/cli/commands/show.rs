//! `onrecord show`: one entry of a store with where it comes from.

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const EXAMPLES: &str = "\
Examples:
  onrecord show st-00c0ffee00c0ffee           a statement: its paragraph, page, other reports, corrections
  onrecord show ar-00c0ffee00c0ffee           an article: its versions, copies, statements
  onrecord show https://example.org/news/1    the same by its address
  onrecord show ac-00c0ffee00c0ffee           an actor, as `onrecord who` shows it

Exit codes: 0 done, 1 failed or there is no such entry, 2 wrong usage.";

pub fn run(args: &NamedArgs, color: Color) -> Exit {
    answer(&args.ask, color, |store| store.show(&args.name(), args.ask.page()))
}
