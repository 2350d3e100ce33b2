//! What every command stands on: how it ends, what it tells, which store is meant.

pub mod color;
pub mod exit;
pub mod failure;
pub mod interrupt;
pub mod meant;
pub mod parquet;
pub mod report;
pub mod signed;
pub mod store;
pub mod terminal;
pub mod values;

use clap::{Args, ValueEnum};

/// How to tell what became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Told {
    /// For people: a summary
    Human,
    /// JSON Lines: one object a line
    Jsonl,
}

/// How many threads to read with.
#[derive(Args, Clone, Copy, Debug)]
pub struct JobsArgs {
    /// How many pages to read at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl JobsArgs {
    /// As many as asked for, else one for each processor.
    pub fn n(self) -> usize {
        let each = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(each, usize::from)
    }
}
