//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main()
}
