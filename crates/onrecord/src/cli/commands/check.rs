//! `onrecord check`: whether a store is what it says.

use clap::Args;
use onrecord_answer::words::count;
use onrecord_store::Checked;

use crate::cli::render::sanitize::{escape_json, sanitize};
use crate::cli::shared::Told;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::print;

pub const ABOUT: &str = "\
Prove a store: every span, id and index

Every page's bytes are compared with their hash, every statement with its article's text, every id is looked up, and \
every index is compared with the data. Exit codes: 0 the store is sound, 1 it is not or cannot be read.";

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,
}

/// Compares all that a store holds with its words, and tells what differs.
pub fn run(args: &CheckArgs, color: Color) -> Exit {
    let report = Report::long(usize::MAX >> 1, color);
    let checked = args.store.open().and_then(|store| {
        let progress = |n_done, n_all| report.of(n_done, n_all);
        Ok((store.path().display().to_string(), store.check(progress)?))
    });
    report.finish();
    let (path, checked) = match checked {
        Ok(checked) => checked,
        Err(failure) => return report.failed(&failure),
    };
    let text = match args.format {
        Told::Human => told(&path, &checked),
        Told::Jsonl => escape_json(serde_json::to_string(&checked).expect("counts are plain data")) + "\n",
    };
    match (print(&text, color), checked.faults.is_empty()) {
        (Exit::Done, true) => Exit::Done,
        _ => Exit::Failed,
    }
}

fn told(path: &str, checked: &Checked) -> String {
    let seen = format!(
        "{}, {} of articles, {}, {}",
        count(checked.n_pages, "page"),
        count(checked.n_versions, "version"),
        entries(checked),
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

/// `51 statements`, and how many others where there are any.
fn entries(checked: &Checked) -> String {
    let statements = count(checked.n_statements, "statement");
    match checked.n_entries - checked.n_statements {
        0 => statements,
        1 => format!("{statements} and 1 other entry"),
        others => format!("{statements} and {others} other entries"),
    }
}
