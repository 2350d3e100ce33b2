//! `onrecord doctor`: what is there, and what is wrong with it at a glance.

use std::fmt::Write;
use std::path::Path;

use clap::Args;
use onrecord_answer::words::count;
use onrecord_store::Overview;

use crate::cli::render::sanitize::sanitize;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::print;
use crate::model;

pub const ABOUT: &str = "\
Say what is there: program, model, store, free space

A glance, not a proof: `onrecord check` compares every entry with its words. Exit codes: 0 all is well, 1 something \
is not.";

#[derive(Args, Debug)]
pub struct DoctorArgs {
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Tells what is there; what goes wrong ends the list, and is told behind it.
pub fn run(args: &DoctorArgs, color: Color) -> Exit {
    let mut rows = Rows::default();
    let seen = look_at(args, &mut rows);
    match (print(&rows.text, color), seen) {
        (_, Err(failure)) => Report::quiet(color).failed(&failure),
        (exit, Ok(())) => exit,
    }
}

/// Values, each beside its label.
#[derive(Default)]
struct Rows {
    text: String,
}

impl Rows {
    fn put(&mut self, label: &str, value: impl AsRef<str>) {
        let _ = writeln!(self.text, "{label:<12}{}", sanitize(value.as_ref()));
    }
}

fn look_at(args: &DoctorArgs, rows: &mut Rows) -> Result<(), Failure> {
    rows.put("program", format!("onrecord {}", env!("CARGO_PKG_VERSION")));
    rows.put("model", format!("{}, part of the program", model().version()));
    let n_processors = std::thread::available_parallelism();
    rows.put("processors", n_processors.map_or_else(|_| "?".to_string(), |n| n.to_string()));
    let path = args.store.path()?;
    rows.put("store", path.display().to_string());
    if let Some(free) = free_space(&path) {
        rows.put("free space", size(free));
    }
    put_store(&args.store.open()?.overview()?, rows);
    Ok(())
}

/// How much room there is where the store is, or would be.
fn free_space(path: &Path) -> Option<u64> {
    let folder = path.parent()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs4::available_space(folder.ancestors().find(|folder| folder.exists())?).ok()
}

fn put_store(seen: &Overview, rows: &mut Rows) {
    rows.put("size", size(seen.size));
    rows.put("format", format!("{}, SQLite {}", seen.format, seen.sqlite));
    rows.put("pages", format!("{}, packed to {}", count(seen.n_pages, "page"), size(seen.packed)));
    let articles = format!("{} in {}", count(seen.n_articles, "article"), count(seen.n_versions, "version"));
    rows.put("articles", articles);
    rows.put("statements", seen.n_statements.to_string());
    rows.put("actors", seen.n_actors.to_string());
    let lost = match seen.n_lost {
        0 => String::new(),
        n => format!(", {n} of statements that no article has any more"),
    };
    rows.put("corrections", format!("{}{lost}", seen.n_corrections));
    let this = onrecord_store::made_by(env!("CARGO_PKG_VERSION"), &model().version());
    let older = seen.made_by.iter().filter(|(by, _)| *by != this).map(|(_, n)| n).sum::<usize>();
    let read_by = match older {
        0 => "this program and model".to_string(),
        n => {
            format!("another program or model in {}: `onrecord rebuild` reads again", count(n, "version"))
        }
    };
    rows.put("read by", read_by);
    rows.put("writer", if seen.is_writing { "another onrecord is writing to it" } else { "none" });
}

/// Bytes in the largest unit that leaves a whole number before the point.
fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["bytes", "kB", "MB", "GB"] {
        if value < 1000.0 {
            return if unit == "bytes" { format!("{bytes} bytes") } else { format!("{value:.1} {unit}") };
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!([size(7), size(1500), size(2_500_000_000)], ["7 bytes", "1.5 kB", "2.5 GB"]);
    }
}
