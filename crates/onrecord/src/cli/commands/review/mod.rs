//! `onrecord review`: what is least sure, one key a verdict.

mod desk;
mod session;
mod verdict;

use std::io::{self, IsTerminal};

use clap::Args;

use crate::cli::ask::query::read_query;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::signed::signer;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::{columns, print};
use desk::Terminal;
use session::Session;

pub const ABOUT: &str = "\
Go through what is least sure, one key a verdict

Whatever the query finds is shown one by one in its paragraph, the least sure first, until somebody corrected or \
reviewed it. Each verdict is kept at once, so that the command can be left at any time and goes on where it was; \
`onrecord correct --list` tells what was decided, by whom. Others may add to the store meanwhile.";

pub const EXAMPLES: &str = "\
Keys:
  y  it is right                     n  it is none: not on record
  s  who said it (holds it, met …)   a  what was done by it (how far it is, how it stands …)
  w  its words                       d  its day
  space  later                       u  take the last verdict back
  r  all of this article is right    q  enough for now

Examples:
  onrecord review                              everything, the least sure first
  onrecord review 'kind:statement published:2031-03'
  onrecord review --by ada                     signed with a name

Exit codes: 0 done or left, 1 failed, 2 wrong usage, a wrong query included.";

#[derive(Args, Debug)]
pub struct ReviewArgs {
    /// What to look at, as in `onrecord search`; without it, everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Who says so [default: the name that you are logged in by]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    #[command(flatten)]
    pub store: StoreArgs,

    /// How many columns to fill [default: the terminal's, at most 100; else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

/// Asks for verdicts until there is nothing left or somebody has enough.
pub fn run(args: &ReviewArgs, color: Color) -> Exit {
    let query = match read_query(&args.query, color) {
        Ok((_, query)) => query,
        Err(exit) => return exit,
    };
    let report = Report::quiet(color);
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let failure = Failure::told("review asks for a key each time, and this is no terminal");
        return report.failed(
            &failure.hint("`onrecord search` lists entries, `onrecord correct ID …` decides on one"),
        );
    }
    let store = match args.store.open() {
        Ok(store) => store,
        Err(failure) => return report.failed(&failure),
    };
    let mut session = Session {
        store: &store,
        desk: Terminal::default(),
        query,
        by: signer(args.by.as_deref()),
        width: columns(args.width),
        color: color.of_output(),
        passed: Vec::new(),
        made: Vec::new(),
    };
    match session.run() {
        Ok(told) => print(&told, color),
        Err(failure) => report.failed(&failure),
    }
}
