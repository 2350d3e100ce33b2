//! What adding to a store costs: time by where it goes, memory, and room on disk.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord_store::{NewPage, Writer, spent};
use onrecord_tests::generated::World;
use rusqlite::Connection;

use super::cpu_seconds;

pub const SEED: u64 = 2031;
/// Articles between two commits.
const BATCH: usize = 100;

/// Where the generated store lies.
pub fn path() -> PathBuf {
    PathBuf::from("target/bench/store.db")
}

/// `[N]`: adds N generated articles to a new store and tells what that took.
pub fn adding(args: &[String]) -> Result<(), Box<dyn Error>> {
    let n = args.first().map_or(Ok(10_000), |n| n.parse::<usize>())?;
    let path = path();
    let folder = path.parent().expect("a folder in target");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let world = World::new(SEED);
    let made = making(&world)?;
    let before = cpu_seconds()?;
    let mut writer = Writer::open(&path)?;
    let (mut text, mut bytes, mut statements, mut whole) = (0, 0, 0, Duration::ZERO);
    for idx in 0..n {
        let article = world.article(idx);
        text += article.record.article.text.len();
        bytes += article.bytes.len();
        let start = Instant::now();
        let added = writer.add(&NewPage { record: &article.record, bytes: &article.bytes, origin: "{}" })?;
        if (idx + 1) % BATCH == 0 || idx + 1 == n {
            writer.commit()?;
        }
        whole += start.elapsed();
        statements += added.n_statements;
        if (idx + 1) % 10_000 == 0 {
            eprintln!("{} articles, {:.2} ms each so far", idx + 1, each(whole, idx + 1));
        }
    }
    println!(
        "{n} articles, {statements} statements, {:.1} kB of text and {:.1} kB of page each",
        kilo(text, n),
        kilo(bytes, n)
    );
    let cpu = (cpu_seconds()? - before) * 1000.0 / n as f64 - made;
    println!(
        "{:.0} articles/s, {:.2} ms each, {cpu:.2} ms of them CPU:",
        n as f64 / whole.as_secs_f64(),
        each(whole, n)
    );
    for (part, time) in spent() {
        println!("  {:7.3} ms {:?}", each(time, n), part);
    }
    println!("peak memory {} MB", peak_memory()? / 1_000_000);
    drop(writer);
    room(&path, text, n)
}

/// CPU milliseconds that making an article takes.
fn making(world: &World) -> Result<f64, Box<dyn Error>> {
    const N: usize = 500;
    let start = cpu_seconds()?;
    for idx in 0..N {
        std::hint::black_box(world.article(idx));
    }
    Ok((cpu_seconds()? - start) * 1000.0 / N as f64)
}

/// Bytes on disk by table, over the bytes of the articles' text.
fn room(path: &Path, text: usize, n: usize) -> Result<(), Box<dyn Error>> {
    let db = Connection::open(path)?;
    let mut query = db.prepare(
        "SELECT d.name, s.tbl_name, sum(d.pgsize), sum(d.unused) FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name
         GROUP BY 1 ORDER BY 3 DESC",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let rows: Vec<(String, Option<String>, usize, usize)> = rows.collect::<Result<_, _>>()?;
    let (pages, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.0 == "_page");
    let sum: usize = rest.iter().map(|row| row.2).sum();
    println!("{:.2} times the articles' text on disk without the pages' bytes:", sum as f64 / text as f64);
    for (name, table, size, unused) in rest {
        let of = table.filter(|table| *table != name).map(|table| format!(" of {table}")).unwrap_or_default();
        println!(
            "  {:6.3} {:6.0} B an article, {:2.0} % unused  {name}{of}",
            size as f64 / text as f64,
            size as f64 / n as f64,
            unused as f64 / size as f64 * 100.0
        );
    }
    for (.., size, _) in pages {
        println!("beside them {:.1} kB an article for the page's bytes", kilo(size, n));
    }
    Ok(())
}

fn kilo(bytes: usize, n: usize) -> f64 {
    bytes as f64 / 1000.0 / n as f64
}

fn each(time: Duration, n: usize) -> f64 {
    time.as_secs_f64() * 1000.0 / n as f64
}

/// The most memory that this process has held, as Linux tells it.
fn peak_memory() -> Result<usize, Box<dyn Error>> {
    let told = fs::read_to_string("/proc/self/status")?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak is told")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<usize>()? * 1024)
}
