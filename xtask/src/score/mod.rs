//! Scores against the gold sets, with the kit's own scorers.

mod dates;
mod folds;
mod gold;
mod pages;
mod statements;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Scores the sets named in `args`, or all of them.
pub fn score(args: &[String]) -> Result<(), Box<dyn Error>> {
    let (flags, chosen): (Vec<&String>, Vec<&String>) = args.iter().partition(|a| a.starts_with('-'));
    if let Some(flag) = flags.iter().find(|f| *f != &"--list") {
        return Err(format!("unknown flag {flag}").into());
    }
    let shared = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    if !shared.is_dir() {
        return Err("the gold sets are not here: ../shared is missing beside the checkout".into());
    }
    let out = PathBuf::from("target/score");
    fs::create_dir_all(&out)?;
    let all: Vec<&str> = pages::SETS.into_iter().chain(statements::SETS).chain(dates::SETS).collect();
    if let Some(set) = chosen.iter().find(|set| !all.contains(&set.as_str())) {
        return Err(format!("no set is called {set}; there are {}", all.join(", ")).into());
    }
    let is_listed = !flags.is_empty();
    for set in all.iter().filter(|set| chosen.is_empty() || chosen.iter().any(|c| c == *set)) {
        score_set(&shared, set, &out, is_listed)?;
    }
    Ok(())
}

fn score_set(shared: &Path, set: &str, out: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    match set {
        "dates" => dates::score(shared, out, is_listed),
        "record" => statements::record(shared, out, is_listed),
        "speakers" => statements::speakers(shared, out, is_listed),
        "attribution" => statements::attribution(shared, out),
        "reliability" => statements::reliability(shared, out),
        "folds" => folds::folds(shared, out, is_listed),
        _ => pages::score(shared, set, out),
    }
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries.map_err(|e: std::io::Error| format!("{}: {e}", folder.display()))?;
    paths.sort();
    Ok(paths)
}

/// A file's name without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
