//! What a store makes of articles made to hurt: each is added, then in other words as its next version, and every command
//! that has to do with it is asked.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use onrecord_tests::hostile::{Hostile, articles};

use super::{Cost, FLOOR_WHOLE, MAX_RATIO, cost, mega};

/// CPU seconds that a command may take: what any page may.
const MAX_SECONDS: f64 = 20.0;
/// Memory that a command may take beside twelve times the page, where it does not read one; adding takes what reading does.
const FLOOR: u64 = 200 << 20;

const ADDRESS: &str = "https://vale.example/bridge";

/// Measures the articles whose name contains one of `names`; all without any.
pub fn measure(binary: &Path, names: &[String]) -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target/hostile");
    fs::create_dir_all(folder)?;
    let (page, store) = (folder.join("page.html"), folder.join("store.db"));
    let (page_name, store_name) = (page.to_string_lossy(), store.to_string_lossy());
    println!(
        "passes: under {MAX_SECONDS} s, at most {MAX_RATIO} times the page and {} MB, {} MB where it is read",
        FLOOR >> 20,
        FLOOR_WHOLE >> 20
    );
    let is_asked =
        |input: &Hostile| names.is_empty() || names.iter().any(|name| input.name.contains(name.as_str()));
    let mut n_failed = 0;
    for [first, second] in articles(1).iter().filter(|versions| is_asked(&versions[0])) {
        for ending in ["db", "db-wal", "db-shm", "db.lock"] {
            let _ = fs::remove_file(store.with_extension(ending));
        }
        let bytes = first.unpacked_len();
        let mut costs = Vec::new();
        let mut run = |name: &'static str, args: &[&str]| -> Result<(), Box<dyn Error>> {
            let args = [&[name, "--store", &*store_name], args].concat();
            costs.push((name, cost(binary, &args, &folder.join("cost"))?));
            Ok(())
        };
        for version in [first, second] {
            let mut out = BufWriter::new(File::create(&page)?);
            version.write(&mut out)?;
            out.flush()?;
            run("add", &["--keep-all", "--url", ADDRESS, &*page_name])?;
        }
        run("check", &[])?;
        run("show", &[ADDRESS])?;
        run("diff", &[ADDRESS])?;
        run("search", &["pay"])?;
        run("export", &["--format", "jsonl"])?;
        let passes = costs.iter().all(|(name, cost)| is_small(name, cost, bytes));
        n_failed += usize::from(!passes);
        let told: Vec<String> = costs
            .iter()
            .map(|(name, cost)| format!("{name} {:.1} s {:.0} MB", cost.seconds, mega(cost.memory)))
            .collect();
        let verdict = if passes { "passes" } else { "FAILS " };
        println!("{:5.1} MB {verdict} {}: {}", mega(bytes), first.name, told.join(", "));
    }
    if n_failed > 0 { Err(format!("{n_failed} articles cost too much").into()) } else { Ok(()) }
}

fn is_small(name: &str, cost: &Cost, bytes: u64) -> bool {
    let floor = if name == "add" { FLOOR_WHOLE } else { FLOOR };
    let most = MAX_RATIO * bytes as f64 + floor as f64;
    // 1 and 3 are errors that were told of; anything else is none of ours.
    cost.seconds < MAX_SECONDS && cost.memory as f64 <= most && matches!(cost.exit, 0 | 1 | 3)
}
