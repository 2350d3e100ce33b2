//! `onrecord commitments`: who is bound to what, and how it stands.

use clap::Args;
use jiff::civil::Date;
use onrecord_record::Status;
use onrecord_store::ask::Terms;
use onrecord_store::ask::query::{Days, parse_days};

use crate::cli::ask::answer;
use crate::cli::ask::args::AskArgs;
use crate::cli::ask::query::read_query;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::meant::Meant;
use crate::cli::shared::report::Report;

pub const ABOUT: &str = "\
Who is bound to what, to whom and until when, and how it stands

A commitment stands as its article tells until a later article shows otherwise: an entry that names its maker, is about \
what was promised, by words or by meaning, and says what became of it; or the headline over such an entry. That entry \
is listed as evidence. What somebody else says against the maker makes it disputed, not broken. A commitment whose day \
has passed without any evidence is lapsed, which is inferred and said to be so. Every word that bears on it and leaves \
it open is listed too.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord commitments                                 all of them, the newest first
  onrecord commitments dam --by halvorsen              about the dam, by her
  onrecord commitments --to kalmere --status made,kept
  onrecord commitments --due 2031-06..2031-12          due in these months
  onrecord commitments --status lapsed --as-of 2032-01-01
  onrecord commitments --format csv > ledger.csv

Statuses: made, reaffirmed, under way, partly kept, kept, delayed, amended, disputed, withdrawn,
broken, lapsed. The query is one of `onrecord search`.

Exit codes: 0 done, 1 failed, 2 wrong usage, a wrong query included.";

#[derive(Args, Debug)]
pub struct CommitmentsArgs {
    /// What they must be about, as for `onrecord search`; without it, all
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Who is bound
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// To whom
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,

    /// How they stand now; several between commas
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,

    /// When they are due: 2031, 2031-03, 2031-03-12, 2031-03..2031-05, 2031.. or ..2031
    #[arg(long, value_name = "DAYS", value_parser = due)]
    pub due: Option<Days>,

    /// The day on which it is asked how they stand [default: that of the newest article]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Date>,

    #[command(flatten)]
    pub ask: AskArgs,
}

fn status(text: &str) -> Result<Status, String> {
    text.trim()
        .replace(['-', '_'], " ")
        .parse()
        .map_err(|error: onrecord_record::UnknownCode| error.to_string())
}

fn due(text: &str) -> Result<Days, String> {
    parse_days(text).map_err(|error| error.what)
}

pub fn run(args: &CommitmentsArgs, color: Color) -> Exit {
    let query = match read_query(&args.query, color) {
        Ok((_, query)) => query,
        Err(exit) => return exit,
    };
    let meant = match Meant::load() {
        Ok(meant) => meant,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let terms = Terms {
        query: Some(query),
        by: args.by.clone(),
        to: args.to.clone(),
        status: args.status.clone(),
        due: args.due.clone(),
        as_of: args.as_of,
        most: None,
    };
    let likeness = |one: &str, other: &str| meant.likeness(one, other);
    answer(&args.ask, color, |store| store.commitments(&terms, args.ask.page(), &likeness))
}
