//! The flags of the commands that ask a store.

use clap::{Args, ValueEnum};
use onrecord_store::ask::ListPage;

use crate::cli::shared::store::StoreArgs;

#[derive(Args, Debug)]
pub struct QueryArgs {
    /// What to look for; without it, everything
    ///
    /// In a shell, stand it between single quotes, and behind `--` where it begins with a dash. Of several arguments,
    /// one with blanks is words in a row.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Say how the query was read
    #[arg(long)]
    pub explain: bool,

    /// One line an entry, as wide as the terminal is
    #[arg(long)]
    pub compact: bool,

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
pub struct AskArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: AnswerForm,

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

impl AskArgs {
    /// Which part of the answer is wanted.
    pub fn page(&self) -> ListPage {
        ListPage { limit: self.limit, offset: self.offset }
    }
}

impl NamedArgs {
    /// The name, put together again where a shell took it apart.
    pub fn name(&self) -> String {
        self.name.join(" ")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerForm {
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
