//! `onrecord mcp`: a store for an assistant, which starts this program and asks it on standard input.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use onrecord_serve::{Error, assist};

use crate::cli::commands::serve::LogArgs;
use crate::cli::input::serving::Serving;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;

pub const ABOUT: &str = "\
Answer an assistant on standard input and output (MCP)

An assistant that speaks the Model Context Protocol starts this program, and asks the store by its tools: search, who, show, \
article, positions, commitments, compare, read. Every answer has the exact words, where they stand, and the article's \
address. Nothing is changed. `onrecord serve` answers the same at /mcp.";

pub const EXAMPLES: &str = "\
As an assistant's settings name it:
  {\"mcpServers\": {\"onrecord\": {\"command\": \"onrecord\", \"args\": [\"mcp\", \"/path/to/news.db\"]}}}

Exit codes: 0 the assistant has ended, 1 failed, 2 wrong usage.";

#[derive(Args, Debug)]
pub struct McpArgs {
    /// The store's file; the same as --store
    #[arg(value_name = "STORE", conflicts_with = "store", value_hint = clap::ValueHint::FilePath)]
    pub path: Option<PathBuf>,

    #[command(flatten)]
    pub store: StoreArgs,

    #[command(flatten)]
    pub log: LogArgs,
}

/// Answers until standard input ends.
pub fn run(args: &McpArgs, color: Color) -> Exit {
    args.log.begin();
    match answered(args) {
        Ok(()) => Exit::Done,
        Err(failure) => Report::quiet(color).failed(&failure),
    }
}

fn answered(args: &McpArgs) -> Result<(), Failure> {
    let path = match &args.path {
        Some(path) => path.clone(),
        None => args.store.path()?,
    };
    assist(&path, Arc::new(Serving::new()?)).map_err(|error| match error {
        Error::Store(error) => Failure::from(error),
        Error::Io { doing, error } => Failure::told(format!("{doing}: {error}")),
    })
}
