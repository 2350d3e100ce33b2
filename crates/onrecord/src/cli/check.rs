//! `onrecord check`: whether a store is what it says.

use std::io;

use onrecord_store::Checked;

use super::args::{CheckArgs, Color, Told};
use super::report::Report;
use super::show::sanitize::{escape_json, sanitize};
use super::show::words::count;
use super::{DONE, FAILED, is_colored, print};

pub fn check(args: &CheckArgs, color: Color) -> u8 {
    let report = Report::long(usize::MAX >> 1, is_colored(color, &io::stderr()));
    let checked = args.store.open().and_then(|store| {
        let progress = |n_done, n_all| report.of(n_done, n_all);
        Ok((store.path().display().to_string(), store.check(progress)?))
    });
    report.finish();
    let (path, checked) = match checked {
        Ok(checked) => checked,
        Err(failure) => {
            report.failure(&failure);
            return FAILED;
        }
    };
    let text = match args.format {
        Told::Human => told(&path, &checked),
        Told::Jsonl => escape_json(serde_json::to_string(&checked).expect("counts are plain data")) + "\n",
    };
    match (print(&text, color), checked.faults.is_empty()) {
        (DONE, true) => DONE,
        _ => FAILED,
    }
}

fn told(path: &str, checked: &Checked) -> String {
    let seen = format!(
        "{}, {} of articles, {}, {}",
        count(checked.n_pages, "page"),
        count(checked.n_versions, "version"),
        count(checked.n_statements, "statement"),
        count(checked.n_actors, "actor")
    );
    if checked.faults.is_empty() {
        return format!("{} is sound: {seen}\n", sanitize(path));
    }
    let line =
        |fault: &onrecord_store::Fault| format!("  {}: {}\n", sanitize(&fault.place), sanitize(&fault.what));
    let faults: String = checked.faults.iter().map(line).collect();
    format!("{} has {}: {seen}\n{faults}", sanitize(path), count(checked.faults.len(), "fault"))
}
