//! A store for one test, and pages put into it.

use std::path::{Path, PathBuf};

use onrecord_record::Record;
use onrecord_store::{Added, NewPage, Writer};

/// Where a test's store goes: an empty folder of this name, made anew.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("store.db")
}

/// Adds a record, whose page is its address and its text.
pub fn put(writer: &mut Writer, record: &Record) -> Added {
    let bytes = format!("{}\n{}", record.article.url, record.article.text);
    writer.add(&NewPage { record, bytes: bytes.as_bytes(), origin: "{}" }).unwrap()
}
