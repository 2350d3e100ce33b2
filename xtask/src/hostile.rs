//! Measures what inputs made to hurt cost: each is read by the release binary in a process of its own.
//!
//! GNU time measures, because a process's peak memory counts that of the process which started it, and time's
//! own is small.

mod stored;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use onrecord::{InputKind, Origin};
use onrecord_tests::hostile::{Hostile, inputs};

/// CPU seconds that any input may cost on the page stage …
const MAX_SECONDS: f64 = 3.0;
/// … and on the whole way: the encoder's for as much as is read of an article.
const MAX_SECONDS_WHOLE: f64 = 90.0;
/// Memory that an input may cost, over its unpacked bytes (at most a page's limit) …
const MAX_RATIO: f64 = 12.0;
/// … and what the smallest may cost over an empty page …
const FLOOR: u64 = 32 << 20;
/// … and on the whole way: vectors of words and spans.
const FLOOR_WHOLE: u64 = 512 << 20;
/// Seconds after which a run is ended.
const PATIENCE: &str = "600";

/// Reads each input whose name contains one of `names` (all without any) and prints what it cost; with `--page`
/// in front, what the page stage alone costs; with `--store`, what a store makes of articles.
pub fn measure(args: &[String]) -> Result<(), Box<dyn Error>> {
    if let [first, names @ ..] = args
        && first == "--store"
    {
        return stored::measure(&binary()?, names);
    }
    let (output, max_seconds, floor, names) = match args {
        [first, names @ ..] if first == "--page" => {
            (["--stage", "page", "--format", "text"].as_slice(), MAX_SECONDS, FLOOR, names)
        }
        names => (["--format", "jsonl"].as_slice(), MAX_SECONDS_WHOLE, FLOOR_WHOLE, names),
    };
    let binary = binary()?;
    let run = |page: &Path, kind| run(&binary, output, page, kind);
    let folder = PathBuf::from("target/hostile");
    fs::create_dir_all(&folder)?;
    let page = folder.join("page");
    fs::write(&page, "<p>x</p>")?;
    let empty = run(&page, Some(InputKind::Html))?;
    println!(
        "an empty page takes {:.1} MB, which is subtracted; passes: under {max_seconds} s, at most \
         {MAX_RATIO} times the page and {} MB",
        mega(empty.memory),
        floor >> 20
    );
    println!("{:>9} {:>7} {:>9} {:>7} {:>5}", "MB", "CPU s", "memory MB", "ratio", "exit");
    let is_asked =
        |input: &Hostile| names.is_empty() || names.iter().any(|name| input.name.contains(name.as_str()));
    let mut n_failed = 0;
    for input in inputs(1).iter().filter(|input| is_asked(input)) {
        let mut out = BufWriter::new(File::create(&page)?);
        input.write(&mut out)?;
        out.flush()?;
        let bytes = input.unpacked_len().min(Origin::MAX_BYTES);
        let cost = run(&page, input.kind)?;
        let memory = cost.memory.saturating_sub(empty.memory);
        let ratio = memory as f64 / bytes.max(1) as f64;
        let is_small = memory as f64 <= MAX_RATIO * bytes as f64 + floor as f64;
        // 1 and 3 are errors that were told of; anything else is none of ours.
        let passes = cost.seconds < max_seconds && is_small && matches!(cost.exit, 0 | 1 | 3);
        n_failed += usize::from(!passes);
        println!(
            "{:9.2} {:7.2} {:9.1} {:7.1} {:5}  {} {}",
            mega(bytes),
            cost.seconds,
            mega(memory),
            ratio,
            cost.exit,
            if passes { "passes" } else { "FAILS " },
            input.name
        );
    }
    fs::remove_file(&page)?;
    if n_failed > 0 { Err(format!("{n_failed} inputs cost too much").into()) } else { Ok(()) }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The release binary, built.
fn binary() -> Result<PathBuf, Box<dyn Error>> {
    let built =
        Command::new("cargo").args(["build", "--quiet", "--release", "--package", "onrecord"]).status()?;
    if !built.success() {
        return Err("the release binary cannot be built".into());
    }
    Ok(PathBuf::from("target/release/onrecord"))
}

struct Cost {
    seconds: f64,
    memory: u64,
    exit: i32,
}

fn run(binary: &Path, output: &[&str], page: &Path, kind: Option<InputKind>) -> Result<Cost, Box<dyn Error>> {
    let kind = match kind {
        Some(InputKind::Html) => ["--as", "html"].as_slice(),
        Some(InputKind::Text) => &["--as", "text"],
        _ => &[],
    };
    let page_name = page.to_string_lossy();
    let args = [&["read", "--jobs", "1"], output, kind, &[&*page_name]].concat();
    cost(binary, &args, &page.with_extension("cost"))
}

/// What a command costs; `report` is where it is told meanwhile.
fn cost(binary: &Path, args: &[&str], report: &Path) -> Result<Cost, Box<dyn Error>> {
    let mut command = Command::new("/usr/bin/time");
    command.args(["--quiet", "--format", "%U %S %M", "--output"]).arg(report);
    command.args(["timeout", PATIENCE]).arg(binary).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|error| format!("GNU time is needed to measure: {error}"))?;
    let measured = fs::read_to_string(report)?;
    fs::remove_file(report)?;
    // A line before the figures tells of an exit code that is not 0.
    let figures = measured.lines().next_back().unwrap_or_default();
    let figures: Vec<f64> = figures.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let &[user, system, kilobytes] = figures.as_slice() else { return Err("time told no figures".into()) };
    let exit = status.code().unwrap_or(-1);
    Ok(Cost { seconds: user + system, memory: kilobytes as u64 * 1024, exit })
}
