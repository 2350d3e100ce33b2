//! `onrecord positions`: where the sides stand on an issue.

use clap::Args;

use crate::cli::ask::answer;
use crate::cli::ask::args::AskArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::meant::Meant;
use crate::cli::shared::report::Report;

pub const ABOUT: &str = "\
Where the sides stand on an issue, next to one another and over time

Articles call one issue by many names; those with the same words, and those that mean nearly the same, are one. A stance \
that differs from the one before it, on the very same issue, is marked as a change.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord positions the dam
  onrecord positions \"paying for the dam\" --format csv

Exit codes: 0 done, also where nobody takes a stance on it; 1 failed; 2 wrong usage.";

#[derive(Args, Debug)]
pub struct PositionsArgs {
    /// The issue, in your own words
    #[arg(value_name = "ISSUE", required = true)]
    pub issue: Vec<String>,

    #[command(flatten)]
    pub ask: AskArgs,
}

pub fn run(args: &PositionsArgs, color: Color) -> Exit {
    let meant = match Meant::load() {
        Ok(meant) => meant,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let likeness = |one: &str, other: &str| meant.likeness(one, other);
    answer(&args.ask, color, |store| store.positions(&args.issue.join(" "), args.ask.page(), &likeness))
}
