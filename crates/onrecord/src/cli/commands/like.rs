//! `onrecord like`: what means nearly the same as an entry.

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::meant::Meant;
use crate::cli::shared::report::Report;

pub const ABOUT: &str = "\
Entries of the same kind that mean nearly the same as one

Of the entries that share a word with it, those that share the rarest are weighed by what they mean. How much each is \
like it stands beside it, 0.7 to 1.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord like st-00c0ffee00c0ffee

Exit codes: 0 done, also where nothing is like it; 1 failed or there is no such entry; 2 wrong usage.";

pub fn run(args: &NamedArgs, color: Color) -> Exit {
    let meant = match Meant::load() {
        Ok(meant) => meant,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let likeness = |one: &str, other: &str| meant.likeness(one, other);
    answer(&args.ask, color, |store| store.like(&args.name(), args.ask.page(), &likeness))
}
