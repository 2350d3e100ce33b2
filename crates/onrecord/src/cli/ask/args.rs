//! The flags of the commands that ask a store.

use clap::{Args, ValueEnum};

use super::super::args::StoreArgs;

pub const SEARCH_ABOUT: &str = "\
Find statements in a store

A query is words that must all be there, in the statement or as its speaker's name; more is asked by operators and \
fields. Punctuation is never an error. The best come first once there is a whole word; beginnings of words and fields \
alone give the newest first. The same statement in many articles is one result, with how often it \
was reported.";

pub const SEARCH_EXAMPLES: &str = "\
Queries:
  dam \"water pledge\" pledg*            words, words in a row, the beginning of a word
  dam OR river, dam NOT river          any of them, one without the other (-river is the same)
  (dam OR river) pledge                parentheses; OR binds least
  river NEAR/5 dam                     at most five words between
  speaker:halvorsen to:vale            who said it, to whom
  actor:ostvia                         said, heard, relayed or named in it
  act:deny,reject kind:direct          what was done by it; direct, mixed, indirect
  said:2031-03..2031-05                days, months, years; 2031.. and ..2031 are open
  published:2031-03 publisher:courier  when and where it was reported
  about:\"Corran Dam\"                   in its words or in the article's headline
  speaker:(vale OR halvorsen) -act:ask fields take several values and are denied

Examples:
  onrecord search 'speaker:halvorsen act:promise'
  onrecord search '\"water pledge\"' --explain
  onrecord search act:deny --format csv --limit 1000 > denials.csv

Acts: assert, assess, announce, ask, admit, deny, decline, condole, concur, request, demand,
propose, promise, agree, reject, threaten, accuse, criticise, oppose, praise, support, regret,
retract.

Exit codes: 0 done, also where nothing is found; 1 failed; 2 wrong usage, a wrong query included.";

pub const WHO_ABOUT: &str = "\
All about one actor: names, offices over time, statements, positions, whom it met

A name that several go by lists them, with what tells them apart; their ids name each alone.";

pub const WHO_EXAMPLES: &str = "\
Examples:
  onrecord who halvorsen
  onrecord who \"Mira Halvorsen\" --format json
  onrecord who ac-00c0ffee00c0ffee            by id, as lists show it

Exit codes: 0 done, 1 failed or nobody is called so, 2 wrong usage.";

pub const TIMELINE_ABOUT: &str = "\
Statements in the order in which they were made

Where an article does not tell when something was said, the day of its publication stands in brackets. Queries are \
those of `onrecord search`.";

pub const TIMELINE_EXAMPLES: &str = "\
Examples:
  onrecord timeline 'about:dam act:promise'
  onrecord timeline speaker:vale --format markdown

Exit codes: 0 done, 1 failed, 2 wrong usage, a wrong query included.";

pub const SHOW_EXAMPLES: &str = "\
Examples:
  onrecord show st-00c0ffee00c0ffee           a statement: its paragraph, page, other reports, corrections
  onrecord show ar-00c0ffee00c0ffee           an article: its versions, copies, statements
  onrecord show https://example.org/news/1    the same by its address
  onrecord show ac-00c0ffee00c0ffee           an actor, as `onrecord who` shows it

Exit codes: 0 done, 1 failed or there is no such entry, 2 wrong usage.";

pub const RELATED_EXAMPLES: &str = "\
Examples:
  onrecord related ar-00c0ffee00c0ffee
  onrecord related https://example.org/news/1 --limit 5

Exit codes: 0 done, 1 failed or there is no such article, 2 wrong usage.";

#[derive(Args, Debug)]
pub struct SearchArgs {
    /// What to look for; without it, everything
    ///
    /// In a shell, stand it between single quotes, and behind `--` where it begins with a dash. Of several arguments,
    /// one with blanks is words in a row.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Say how the query was read
    #[arg(long)]
    pub explain: bool,

    #[command(flatten)]
    pub ask: AskArgs,
}

#[derive(Args, Debug)]
pub struct NamedArgs {
    /// A name, an id or an address
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,

    #[command(flatten)]
    pub ask: AskArgs,
}

#[derive(Args, Debug)]
pub struct StatsArgs {
    #[command(flatten)]
    pub ask: AskArgs,
}

#[derive(Args, Debug)]
pub struct AskArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Form,

    /// How many entries, at most
    #[arg(long, short = 'n', value_name = "N", default_value = "20")]
    pub limit: usize,

    /// How many entries to pass over first
    #[arg(long, value_name = "N", default_value = "0")]
    pub offset: usize,

    /// How many columns to fill [default: the terminal's, at most 100; else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people, on a terminal or in a file
    Human,
    /// One object, indented
    Json,
    /// JSON Lines: one entry a line
    Jsonl,
    /// A table (RFC 4180), lists joined by |
    Csv,
    /// The same table for DuckDB, pandas and Spark
    Parquet,
    /// Markdown: statements as block quotations, the rest as tables
    Markdown,
}
