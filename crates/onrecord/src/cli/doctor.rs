//! `onrecord doctor`: what is there, and what is wrong with it at a glance.

use std::fmt::Write;
use std::io;

use clap::Args;
use onrecord_store::Overview;

use super::args::{Color, StoreArgs};
use super::failure::Failure;
use super::report::Report;
use super::show::sanitize::sanitize;
use super::show::words::count;
use super::{FAILED, is_colored, print};
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

pub fn doctor(args: &DoctorArgs, color: Color) -> u8 {
    let mut text = String::new();
    let mut row = |label: &str, value: &str| {
        let _ = writeln!(text, "{label:<12}{}", sanitize(value));
    };
    row("program", &format!("onrecord {}", env!("CARGO_PKG_VERSION")));
    row("model", &format!("{}, part of the program", model().version()));
    row(
        "processors",
        &std::thread::available_parallelism().map_or_else(|_| "?".to_string(), |n| n.to_string()),
    );
    let path = match args.store.path() {
        Ok(path) => path,
        Err(failure) => return failed(text, &failure, color),
    };
    row("store", &path.display().to_string());
    if let Some(folder) =
        path.parent().map(|folder| if folder.as_os_str().is_empty() { ".".as_ref() } else { folder })
        && let Some(existing) = folder.ancestors().find(|folder| folder.exists())
        && let Ok(free) = fs4::available_space(existing)
    {
        row("free space", &size(free));
    }
    let seen = args.store.open().and_then(|store| Ok(store.overview()?));
    let seen: Overview = match seen {
        Ok(seen) => seen,
        Err(failure) => return failed(text, &failure, color),
    };
    row("size", &size(seen.size));
    row("format", &format!("{}, SQLite {}", seen.format, seen.sqlite));
    row("pages", &format!("{}, packed to {}", count(seen.n_pages, "page"), size(seen.packed)));
    row(
        "articles",
        &format!("{} in {}", count(seen.n_articles, "article"), count(seen.n_versions, "version")),
    );
    row("statements", &seen.n_statements.to_string());
    row("actors", &seen.n_actors.to_string());
    let lost = match seen.n_lost {
        0 => String::new(),
        n => format!(", {n} of statements that no article has any more"),
    };
    row("corrections", &format!("{}{lost}", seen.n_corrections));
    let this = onrecord_store::made_by(env!("CARGO_PKG_VERSION"), &model().version());
    let older = seen.made_by.iter().filter(|(by, _)| *by != this).map(|(_, n)| n).sum::<usize>();
    match older {
        0 => row("read by", "this program and model"),
        n => row(
            "read by",
            &format!("another program or model in {}: `onrecord rebuild` reads again", count(n, "version")),
        ),
    }
    match seen.is_writing {
        true => row("writer", "another onrecord is writing to it"),
        false => row("writer", "none"),
    }
    print(&text, color)
}

/// What was found before it went wrong, then the cause.
fn failed(text: String, failure: &Failure, color: Color) -> u8 {
    let _ = print(&text, color);
    Report::quiet(is_colored(color, &io::stderr())).failure(failure);
    FAILED
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
