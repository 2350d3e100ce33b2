//! What `onrecord export` can be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::shared::store::StoreArgs;

pub const ABOUT: &str = "\
Write what a store holds in the form of other programs

Everything is written, or all that a query finds, however much it is, as it counts now: the latest version of each \
article, with what people corrected and merged. The order is the same every time: by day of publication, the oldest \
first. A statement stands there once for each of its reports. How much was written is told at the end.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord export > statements.jsonl                      one statement a line
  onrecord export 'speaker:vale act:deny' > denials.jsonl only what a query finds
  onrecord export --what articles --format csv            a table of articles, with their texts
  onrecord export --format csv --excel --output said.csv  a table that Excel opens as it is meant
  onrecord export --what records > records.jsonl          what `onrecord read --format jsonl` prints
  onrecord export --format annotations                    W3C Web Annotations
  onrecord export --format plover > events.csv            who did what to whom, for event data
  onrecord export --format brat --output brat/            a folder for annotators

Exit codes: 0 done, 1 failed, 2 wrong usage, a wrong query included.";

#[derive(Args, Debug)]
pub struct ExportArgs {
    /// What to write, as in `onrecord search`; without it, everything
    ///
    /// Statements and other entries are those that the query finds; articles and records are those that have one of them,
    /// actors those who have a part in one.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Say how the query was read
    #[arg(long)]
    pub explain: bool,

    #[command(flatten)]
    pub store: StoreArgs,

    /// The form to write
    #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
    pub format: ExportFormat,

    /// What the lines or rows of jsonl, csv and parquet are [default: statements]
    ///
    /// With `--format plover` it tells which entries are events: statements, engagements or commitments; without it, all
    /// three.
    #[arg(long, value_name = "WHAT")]
    pub what: Option<What>,

    /// Where to write; it appears when it is whole [default: standard output]
    #[arg(long, short, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// Write over a file that is no export of onrecord's, or make a folder of an export anew; a store is never written
    /// over, nor a folder with anything else in it
    #[arg(long, requires = "output")]
    pub force: bool,

    /// Make the CSV one that Excel reads as it is meant: with a byte order mark, no text taken for a formula
    #[arg(long)]
    pub excel: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// JSON Lines: one object a line
    Jsonl,
    /// Comma-separated values (RFC 4180): lists are joined by `|`
    Csv,
    /// Parquet, for DuckDB, pandas and Spark
    Parquet,
    /// W3C Web Annotation: one annotation a statement, one a line
    Annotations,
    /// JSON-LD: a schema.org NewsArticle with its quotations a line
    Jsonld,
    /// A folder of texts with brat's standoff annotations
    Brat,
    /// Event data: a row of CSV an event, in the codes of PLOVER and CAMEO
    Plover,
    /// A folder of the articles that people reviewed: texts, records with names in the place of ids, and who reviewed them
    Gold,
}

/// What an export has one of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Who said what, with the article's head
    Statements,
    /// Who met, called, signed with whom, planned or past
    Engagements,
    /// Who promised what, and how it stands
    Commitments,
    /// Where somebody stands on an issue
    Positions,
    /// The articles, with their texts
    Articles,
    /// Who is on record, over all articles
    Actors,
    /// Whole records, as `read --format jsonl` prints them
    Records,
}
