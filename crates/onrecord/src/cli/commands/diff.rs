//! `onrecord diff`: what an outlet changed in an article.

use clap::Args;

use crate::cli::ask::answer;
use crate::cli::ask::args::NamedArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;

pub const ABOUT: &str = "\
What an outlet changed between two versions of an article

Headline, standfirst, writers and dates; paragraphs word by word; and what that did to the record: entries that are gone, \
that came, that are told in other words. Without numbers the version that counts is compared with the one before it. \
`onrecord search 'dam versions:all'` finds words that only an earlier version has.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord diff ar-00c0ffee00c0ffee
  onrecord diff https://example.org/news/1 --from 1 --to 3
  onrecord diff ar-00c0ffee00c0ffee --format json

Exit codes: 0 done; 1 failed, there is no such article, or one version of it; 2 wrong usage.";

#[derive(Args, Debug)]
pub struct DiffArgs {
    #[command(flatten)]
    pub named: NamedArgs,

    /// The earlier version, by its number in `onrecord show ARTICLE`
    #[arg(long, value_name = "N")]
    pub from: Option<usize>,

    /// The later
    #[arg(long, value_name = "N")]
    pub to: Option<usize>,
}

pub fn run(args: &DiffArgs, color: Color) -> Exit {
    answer(&args.named.ask, color, |store| store.diff(&args.named.name(), args.from, args.to))
}
