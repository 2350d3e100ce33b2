//! Work on the project itself: `cargo xtask score [SET...]` and friends.

mod hostile;
mod score;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  hostile [NAME...]  read inputs made to hurt, each in a process of its own, and tell CPU time and memory;
                     NAME is a part of their names
  score [SET...]     read the pages of ../shared/data/pages and score them with ../shared/kit
                     (predictions and per-page figures go to target/score)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("hostile") => hostile::measure(&args[1..]),
        Some("score") => score::pages(&args[1..]),
        _ => {
            println!("{HELP}");
            return if args.is_empty() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
