//! `onrecord import`: pages that were read elsewhere into a store.

use std::path::{Path, PathBuf};

use clap::Args;
#[cfg(feature = "parquet")]
use onrecord_answer::words::count;

use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;

pub const ABOUT: &str = "\
Take pages that were read elsewhere into a store

The input is what `python -m onrecord.spark` wrote: a folder with `pages` in it, or Parquet files of pages. Nothing is \
read anew; articles, actors and statements get the ids and are told apart as by `onrecord add`. Importing goes on where \
it stopped: a page that is there already is passed over.";

pub const EXAMPLES: &str = "\
Examples:
  onrecord import crawl/                       what a run over a crawl wrote
  onrecord import crawl/pages/crawl_date=2031-03-12/*.parquet --store march.db

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some files or pages failed and the rest was added.";

#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Folders and Parquet files
    #[arg(required = true, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub store: StoreArgs,
}

/// Adds the pages of all files.
pub fn run(args: &ImportArgs, color: Color) -> Exit {
    let mut files = Vec::new();
    for input in &args.inputs {
        if let Err(failure) = find(input, &mut files) {
            return Report::quiet(color).failed(&failure);
        }
    }
    import(args, &files, color)
}

#[cfg(not(feature = "parquet"))]
fn import(_: &ImportArgs, _: &[PathBuf], color: Color) -> Exit {
    let failure = Failure::new("import", "this onrecord was built without Parquet");
    Report::quiet(color).failed(&failure.hint("build it with `--features parquet`"))
}

/// Finds the Parquet files of pages under `path`, in the order of their names.
fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let name = path.display().to_string();
    let missing = |error: std::io::Error| Failure::io(&name, "cannot be read", &error);
    if !std::fs::metadata(path).map_err(missing)?.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    // What a run writes has other tables beside the pages.
    let pages = path.join("pages");
    let n_before = files.len();
    walk(if pages.is_dir() { &pages } else { path }, files).map_err(missing)?;
    if files.len() == n_before {
        let failure = Failure::new(&name, "holds no Parquet files");
        return Err(failure.hint("`python -m onrecord.spark --warc PATHS --out DIR` writes them"));
    }
    Ok(())
}

/// Adds the Parquet files under `folder`; what Spark hides begins with `_` or a full stop.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut children =
        std::fs::read_dir(folder)?.map(|one| Ok(one?.path())).collect::<std::io::Result<Vec<_>>>()?;
    children.sort();
    for child in children {
        let name = child.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match name.as_bytes() {
            [b'_' | b'.', ..] => {}
            _ if child.is_dir() => walk(&child, files)?,
            _ if name.ends_with(".parquet") => files.push(child),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(feature = "parquet")]
fn import(args: &ImportArgs, files: &[PathBuf], color: Color) -> Exit {
    use crate::cli::shared::interrupt::Interrupt;
    use crate::cli::shared::terminal::print;

    let report = Report::long(files.len(), color);
    let mut importing = match args.store.write() {
        Ok(writer) => rows::Importing::new(writer),
        Err(failure) => return report.failed(&failure),
    };
    let interrupt = Interrupt::listen();
    let (mut n_failed, mut is_stopped) = (0, false);
    for (n_done, file) in files.iter().enumerate() {
        let done = importing.file(file, &interrupt, &mut |failure| {
            n_failed += 1;
            report.failure(&failure);
        });
        match done {
            Ok(true) => {}
            Ok(false) => is_stopped = true,
            Err(failure) => return report.failed(&failure),
        }
        if is_stopped {
            break;
        }
        report.say(n_done + 1, &format!(": {}", count(importing.n_pages(), "page")));
    }
    report.finish();
    if let Err(failure) = importing.commit() {
        return report.failed(&failure);
    }
    match (print(&importing.told(), color), n_failed) {
        _ if is_stopped => Exit::Interrupted,
        (Exit::Done, 0) => Exit::Done,
        (Exit::Done, _) if importing.n_pages() == 0 => Exit::Failed,
        (Exit::Done, _) => Exit::SomeFailed,
        (exit, _) => exit,
    }
}

#[cfg(feature = "parquet")]
mod rows {
    use std::fs::File;

    use onrecord_export::ParquetRows;
    use onrecord_store::{Outcome, Writer};

    use super::*;
    use crate::cli::shared::interrupt::Interrupt;
    use crate::crawl::{READ, put};

    /// So many pages make a transaction.
    const BATCH: usize = 512;
    /// What is needed of a page; the files have more.
    const COLUMNS: [&str; 5] = ["outcome", "input", "record", "origin", "page"];

    pub struct Importing {
        writer: Writer,
        n_waiting: usize,
        n_new: usize,
        n_versions: usize,
        n_known: usize,
        n_others: usize,
        n_statements: usize,
    }

    impl Importing {
        pub fn new(writer: Writer) -> Importing {
            Importing {
                writer,
                n_waiting: 0,
                n_new: 0,
                n_versions: 0,
                n_known: 0,
                n_others: 0,
                n_statements: 0,
            }
        }

        pub fn n_pages(&self) -> usize {
            self.n_new + self.n_versions + self.n_known
        }

        /// Adds the pages of a file; gives whether nobody asked to stop. What is wrong with the file or one of its pages
        /// goes to `failed`.
        ///
        /// # Errors
        /// Where the store fails.
        pub fn file(
            &mut self,
            path: &Path,
            interrupt: &Interrupt,
            failed: &mut dyn FnMut(Failure),
        ) -> Result<bool, Failure> {
            let name = path.display().to_string();
            let opened = File::open(path).and_then(|file| ParquetRows::open(file, &COLUMNS));
            let rows = match opened {
                Ok(rows) => rows,
                Err(error) => {
                    failed(Failure::io(&name, "is no Parquet file of pages", &error));
                    return Ok(true);
                }
            };
            for (nth, row) in rows.enumerate() {
                if interrupt.is_asked() {
                    return Ok(false);
                }
                match row {
                    Ok(row) => {
                        if let Err(what) = self.row(row)? {
                            failed(Failure::new(&format!("{name}, row {}", nth + 1), what));
                        }
                    }
                    Err(error) => {
                        failed(Failure::io(&name, "cannot be read to its end", &error));
                        return Ok(true);
                    }
                }
            }
            Ok(true)
        }

        fn row(&mut self, row: Vec<Option<Vec<u8>>>) -> Result<Result<(), String>, Failure> {
            let [outcome, input, record, origin, page] = row.as_slice() else {
                return Ok(Err("a column is missing".to_string()));
            };
            if outcome.as_deref() != Some(READ.as_bytes()) {
                self.n_others += 1;
                return Ok(Ok(()));
            }
            let (Some(record), Some(page)) = (record, page) else {
                return Ok(Err("the page or its record is missing".to_string()));
            };
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let origin = origin.as_deref().map_or_else(|| "{}".to_string(), text);
            let added = match put(&mut self.writer, &text(record), &origin, page)? {
                Ok(added) => added,
                Err(what) => {
                    let input = input.as_deref().map(text).unwrap_or_default();
                    return Ok(Err(format!("{input}: {what}")));
                }
            };
            match added.outcome {
                Outcome::New => self.n_new += 1,
                Outcome::NewVersion => self.n_versions += 1,
                Outcome::Known => self.n_known += 1,
            }
            if added.outcome != Outcome::Known {
                self.n_statements += added.n_statements;
                self.n_waiting += 1;
            }
            if self.n_waiting >= BATCH {
                self.commit()?;
            }
            Ok(Ok(()))
        }

        /// Makes what was added durable.
        pub fn commit(&mut self) -> Result<(), Failure> {
            self.n_waiting = 0;
            Ok(self.writer.commit()?)
        }

        pub fn told(&self) -> String {
            let parts = [
                (self.n_new, "new article", ""),
                (self.n_versions, "new version", " of articles that changed"),
                (self.n_known, "page", " that were there already"),
                (self.n_others, "row", " passed over that hold no article"),
            ];
            let told = |(n, noun, rest): &(usize, &str, &str)| format!("{}{rest}", count(*n, noun));
            let parts: Vec<String> = parts.iter().filter(|(n, ..)| *n > 0).map(told).collect();
            let what = if parts.is_empty() { "nothing".to_string() } else { parts.join(", ") };
            let statements = count(self.n_statements, "statement");
            format!("{what}: {statements} added to {}\n", self.writer.store().path().display())
        }
    }
}
