//! `onrecord rebuild`: the kept bytes of every page, read by the model of this program.

use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use clap::Args;
use onrecord_answer::words::count;
use onrecord_record::Record;
use onrecord_store::{KeptSource, Store, Writer};

use crate::cli::shared::JobsArgs;
use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;
use crate::cli::shared::report::Report;
use crate::cli::shared::store::StoreArgs;
use crate::cli::shared::terminal::print;
use crate::keep::page_again;
use crate::{analyze, model};

pub const ABOUT: &str = "\
Read the pages of a store again, with the model of this program

Versions that this very program and model made are left as they are. Ids stay where the words stay; corrections \
are kept. It can be stopped at any time and goes on where it stopped.";

#[derive(Args, Debug)]
pub struct RebuildArgs {
    #[command(flatten)]
    pub store: StoreArgs,

    /// Read again even what this program and model made
    #[arg(long)]
    pub all: bool,

    #[command(flatten)]
    pub jobs: JobsArgs,
}

/// So many versions make a transaction.
const BATCH: usize = 64;

/// Reads again what another program or model read.
pub fn run(args: &RebuildArgs, color: Color) -> Exit {
    let opened = args.store.open().and_then(|_| args.store.write()).and_then(|writer| {
        let made_by = (!args.all).then(this_program);
        let versions = writer.store().versions(made_by.as_deref())?;
        Ok((writer, versions))
    });
    let (mut writer, versions) = match opened {
        Ok(opened) => opened,
        Err(failure) => return Report::quiet(color).failed(&failure),
    };
    let report = Report::long(versions.len(), color);
    let interrupt = Interrupt::listen();
    let n_all = versions.len();
    let done = all(&mut writer, versions, args.jobs.n(), &interrupt, &report);
    report.finish();
    let (n_read, n_failed) = match done {
        Ok(done) => done,
        Err(failure) => return report.failed(&failure),
    };
    let rest = n_all - n_read - n_failed;
    let more = if rest > 0 { format!(", {rest} are left: the same command goes on") } else { String::new() };
    let told = match n_all {
        0 => "everything was read by this program and model already\n".to_string(),
        _ => format!("{} read again{more}\n", count(n_read, "version")),
    };
    match (print(&told, color), n_failed) {
        _ if rest > 0 => Exit::Interrupted,
        (Exit::Done, 0) => Exit::Done,
        (Exit::Done, _) => Exit::SomeFailed,
        (exit, _) => exit,
    }
}

/// What the store's `made_by` says of records that this program makes.
fn this_program() -> String {
    onrecord_store::made_by(env!("CARGO_PKG_VERSION"), &model().version())
}

/// Reads all versions again on threads and writes them on this one; gives how many were read and how many failed.
fn all(
    writer: &mut Writer,
    versions: Vec<i64>,
    n_jobs: usize,
    interrupt: &Interrupt,
    report: &Report,
) -> Result<(usize, usize), Failure> {
    let path = writer.store().path().to_path_buf();
    let work = Mutex::new(versions.into_iter());
    let (sender, results) = mpsc::sync_channel::<(i64, Result<Record, Failure>)>(2 * n_jobs);
    let (mut n_read, mut n_failed) = (0, 0);
    thread::scope(|scope| {
        for _ in 0..n_jobs {
            let (sender, work, path) = (sender.clone(), &work, &path);
            scope.spawn(move || {
                let next = || work.lock().ok()?.next();
                while let Some(version) = next().filter(|_| !interrupt.is_asked()) {
                    let kept = Store::open(path).and_then(|store| store.kept(version));
                    let record = kept.map_err(Failure::from).and_then(read_again);
                    if sender.send((version, record)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (version, record) in &results {
            match record {
                Ok(record) => {
                    writer.replace(version, &record)?;
                    n_read += 1;
                }
                Err(failure) => {
                    report.failure(&failure);
                    n_failed += 1;
                }
            }
            report.say(n_read + n_failed, " versions");
            if n_read % BATCH == 0 {
                writer.commit()?;
            }
        }
        // Nothing more will be taken; threads that wait to send go on and end.
        drop(results);
        writer.derive_anew()?;
        writer.commit()?;
        Ok((n_read, n_failed))
    })
}

/// The record of the page that was kept.
fn read_again(kept: KeptSource) -> Result<Record, Failure> {
    let input = kept.input.clone();
    match page_again(kept) {
        Some(page) => Ok(analyze(page, model())),
        None => Err(Failure::new(&input, "its page is not found in its bytes any more")),
    }
}
