//! Whether Parquet can be written, and where.

use std::io::{self, IsTerminal};

use super::failure::Failure;

/// Whether this program writes Parquet: what it needs takes long to build.
pub fn is_built_in() -> Result<(), Failure> {
    if cfg!(feature = "parquet") {
        return Ok(());
    }
    let failure = Failure::new("--format parquet", "this onrecord was built without it");
    Err(failure.hint("build it with `--features parquet`; DuckDB, pandas and Spark read csv and jsonl too"))
}

/// Whether Parquet can be written to standard output.
pub fn can_be_printed() -> Result<(), Failure> {
    is_built_in()?;
    match io::stdout().is_terminal() {
        true => Err(Failure::new("--format parquet", "is not for a terminal").hint("add `> answer.parquet`")),
        false => Ok(()),
    }
}
