//! `onrecord compare`: what each side said of an engagement.

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::meant::Meant;
use crate::cli::shared::report::Report;

pub const ABOUT: &str = "\
What each side of an engagement said of it, side by side

The statements of its parties, and of those who hold office with them, in every article that tells of it, by what they \
are about: where the sides differ, what both mention, what only one does. Statements are about the same where they share \
most of their words or mean nearly the same; they differ where one speaks against what the other says, where only one \
of them denies, or where their numbers are others.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord search kind:engagement              lists engagements with their ids
  onrecord compare en-00c0ffee00c0ffee

Exit codes: 0 done, 1 failed or there is no such engagement, 2 wrong usage.";

pub fn run(args: &NamedArgs, color: Color) -> Exit {
    let meant = match Meant::load() {
        Ok(meant) => meant,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let likeness = |one: &str, other: &str| meant.likeness(one, other);
    answer(&args.ask, color, |store| store.compare(&args.name(), args.ask.page(), &likeness))
}
