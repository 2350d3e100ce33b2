//! Work on the project itself: `cargo xtask score [SET...]` and friends.

mod bench;
mod crates;
mod dictionary;
mod generate;
mod hostile;
mod imports;
mod licences;
mod pictures;
mod score;
mod seeds;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  score [SET...] [--list]   read the gold sets of ../shared and score what comes out with ../shared/kit
                            (predictions and per-page figures go to target/score)

    a folder of ../shared/data/pages   the article's text and fields
    record        the record of each article of ../shared/gold/articles-dev
    speakers      who the speaker of each attribution is, on PolNeAR's dev part
    dates         for how many dates of record-train and record-dev an expression of time says so
    attribution   source, cue and content, on the same; thoughts count beside statements
    reliability   whether a confidence of 0.8 is right in 8 of 10 cases, as it is and with each article predicted
                  by coefficients fitted on the others; the coefficients that all of them give

    Without a SET all are scored. --list shows each miss of record and speakers.

  generate [--check]   make docs/glossary.md, and crates/language/en/countries.tsv from ../shared/data/gazetteer
                       where that is; or compare them

  crates             lay the crates out in target/crates as crates.io takes them, the weights in parts, pack them,
                     and tell what each weighs (needs the registry's index)

  dictionary         make crates/store/src/record.zdict, for a new format of stores

  bench FOLDER N     read a folder's pages N times on one thread and tell the page stage's CPU seconds
                     (benches/page_stage.py sets them beside others')
  bench store [N]    add N (10000) generated articles to target/bench/store.db and tell time by where it goes,
                     memory and room on disk
  bench search       search what `bench store` has made
  hostile [--page | --store] [NAME...]
                     read inputs made to hurt, each in a process of its own, and tell CPU time and memory
                     (needs GNU time); --page measures the page stage alone, --store what articles of them cost a
                     store: add, check, show, diff, search, export; NAME is a part of their names
  imports            print circles of files and imports against the order of crates; fails where there are any
  licences           hold what is depended on against deny.toml: licences, banned crates, sources
  pictures [PROGRAM] take the README's pictures of PROGRAM's web pages (target/release/onrecord; needs Chromium)
  seeds              write what the fuzzer starts from to fuzz/corpus";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("bench") => bench::bench(&args[1..]),
        Some("crates") => crates::pack(),
        Some("dictionary") => dictionary::make(),
        Some("generate") => generate::tables(&args[1..]),
        Some("hostile") => hostile::measure(&args[1..]),
        Some("imports") => imports::check(),
        Some("licences") => licences::check(),
        Some("pictures") => pictures::make(&args[1..]).map_err(Into::into),
        Some("score") => score::score(&args[1..]),
        Some("seeds") => seeds::write(),
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
