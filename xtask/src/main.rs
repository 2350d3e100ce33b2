//! Work on the project itself: `cargo xtask score [SET...]` and friends.

mod bench;
mod hostile;
mod score;
mod seeds;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  bench FOLDER N     read a folder's pages N times on one thread and tell the page stage's CPU seconds
                     (benches/page_stage.py sets them beside others')
  hostile [--page] [NAME...]
                     read inputs made to hurt, each in a process of its own, and tell CPU time and memory
                     (needs GNU time); --page measures the page stage alone, NAME is a part of their names
  score [SET...]     read the pages of ../shared/data/pages and score them with ../shared/kit
                     (predictions and per-page figures go to target/score)
  seeds              write what the fuzzer starts from to fuzz/corpus";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("bench") => bench::page_stage(&args[1..]),
        Some("hostile") => hostile::measure(&args[1..]),
        Some("seeds") => seeds::write(),
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
