//! `onrecord who`: all about one actor.

use onrecord_store::ask::Counting;

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const ABOUT: &str = "\
All about one actor: names, offices over time, statements, positions, whom it met

A name that several go by lists them, with what tells them apart; their ids name each alone.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord who halvorsen
  onrecord who \"Mira Halvorsen\" --format json
  onrecord who ac-00c0ffee00c0ffee            by id, as lists show it

Exit codes: 0 done, 1 failed or nobody is called so, 2 wrong usage.";

pub fn run(args: &NamedArgs, color: Color) -> Exit {
    answer(&args.ask, color, |store| store.who(&args.name(), args.ask.page(), Counting::Exact))
}
