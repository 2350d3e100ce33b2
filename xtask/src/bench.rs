//! What things cost: the page stage over pages that lie in memory, which `benches/page_stage.py` times, and the store.

mod search;
mod store;

use std::error::Error;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use onrecord::{InputKind, Origin};
use serde_json::{Map, Value};

/// `store [N]`, `search` or `FOLDER ROUNDS`.
pub fn bench(args: &[String]) -> Result<(), Box<dyn Error>> {
    match args.first().map(String::as_str) {
        Some("store") => store::adding(&args[1..]),
        Some("search") => search::latencies(),
        _ => page_stage(args),
    }
}

/// `FOLDER ROUNDS`: reads every `.html` and `.html.gz` of a folder so many times on one thread and prints the
/// CPU seconds of each round, then how many pages and bytes there are, as JSON.
fn page_stage(args: &[String]) -> Result<(), Box<dyn Error>> {
    let [folder, rounds] = args else {
        return Err("usage: cargo xtask bench FOLDER ROUNDS | store [N] | search".into());
    };
    let pages = pages(Path::new(folder))?;
    let mut seconds = Vec::new();
    for _ in 0..rounds.parse::<usize>()? {
        let start = cpu_seconds()?;
        for (name, bytes) in &pages {
            let origin = Origin { kind: Some(InputKind::Html), ..Origin::named(name) };
            for page in onrecord::pages(&mut bytes.as_slice(), &origin) {
                std::hint::black_box(&page);
            }
        }
        seconds.push(cpu_seconds()? - start);
    }
    let mut out = Map::new();
    out.insert("seconds".to_string(), seconds.into());
    out.insert("pages".to_string(), pages.len().into());
    out.insert("bytes".to_string(), pages.iter().map(|(_, bytes)| bytes.len()).sum::<usize>().into());
    println!("{}", Value::Object(out));
    Ok(())
}

/// Each page's name and bytes, in the order of the names.
fn pages(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, io::Error>>()?;
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        if name.ends_with(".html") {
            bytes = fs::read(&path)?;
        } else if name.ends_with(".html.gz") {
            MultiGzDecoder::new(fs::File::open(&path)?).read_to_end(&mut bytes)?;
        } else {
            continue;
        }
        out.push((name, bytes));
    }
    Ok(out)
}

/// CPU time of this process's first thread so far, as Linux tells it in nanoseconds.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let told = fs::read_to_string("/proc/self/schedstat")?;
    Ok(told.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}
