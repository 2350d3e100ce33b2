//! `onrecord import`: the store is the one that `add` makes.
#![cfg(feature = "parquet")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use onrecord::crawl::{Crawled, PAGES};
use onrecord::{Origin, model, pages};
use onrecord_export::ParquetTable;

fn onrecord(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn done(folder: &Path, args: &[&str]) -> String {
    let output = onrecord(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn empty_folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{name}"));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    root
}

/// The example articles as one web archive, with a record that is broken and one that is no page among them.
fn archive(folder: &Path) -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra");
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(examples).unwrap().map(|one| one.unwrap().path()).collect();
    names.sort();
    let mut bytes = Vec::new();
    for (nth, name) in names.iter().enumerate() {
        let page = std::fs::read(name).unwrap();
        let http =
            [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"[..], page.as_slice()]
                .concat();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{nth}>\r\nWARC-Target-URI: \
             https://aldra.example/{nth}\r\nWARC-Date: 2031-03-{:02}T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
            nth % 3 + 12,
            http.len()
        );
        bytes.extend([head.as_bytes(), &http, b"\r\n\r\n"].concat());
        if nth == 3 {
            bytes.extend(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n");
        }
    }
    let path = folder.join("aldra.warc");
    std::fs::write(&path, bytes).unwrap();
    path
}

/// How many rows a file of the crawl holds.
const ROWS: usize = 8;

/// The pages of an archive as a crawl writes them; the number of those that are pages.
fn crawled(archive: &Path, out: &Path) -> usize {
    let origin = Origin { keep_bytes: true, ..Origin::named(&archive.display().to_string()) };
    let row = |page: onrecord::Result<onrecord::Page>| match page {
        Ok(page) => Crawled::page(page, &origin, model(), false),
        Err(error) => Crawled::failed(&origin.input, error.input(), error.what(), error.place(), None),
    };
    let mut bytes = File::open(archive).unwrap();
    let rows: Vec<Crawled> = pages(&mut bytes, &origin).map(row).collect();
    assert_eq!(rows.iter().filter(|row| row.outcome == "failed").count(), 1);
    std::fs::create_dir_all(out.join("pages")).unwrap();
    for (nth, half) in rows.chunks(ROWS).enumerate() {
        let file = File::create(out.join(format!("pages/part-{nth}.parquet"))).unwrap();
        let mut table = ParquetTable::start(file, &PAGES).unwrap();
        half.iter().for_each(|row| table.put(row).unwrap());
        table.finish().unwrap();
    }
    // What else a run leaves there.
    std::fs::write(out.join("pages/_SUCCESS"), "").unwrap();
    rows.len() - 1
}

#[test]
fn a_store_that_was_imported_is_the_one_that_add_makes() {
    let folder = empty_folder("same");
    let archive = archive(&folder);
    let n_pages = crawled(&archive, &folder.join("crawl"));
    let added = onrecord(&folder, &["add", archive.to_str().unwrap(), "--store", "added.db", "--jobs", "1"]);
    assert_eq!(added.status.code(), Some(3), "one record is broken");
    let told = done(&folder, &["import", "crawl", "--store", "imported.db"]);
    assert!(told.contains("1 row passed over"), "{told}");
    for what in ["statements", "engagements", "commitments", "positions", "articles", "actors", "records"] {
        let table =
            |store: &str| done(&folder, &["export", "--what", what, "--format", "jsonl", "--store", store]);
        let added = table("added.db");
        assert!(!added.is_empty(), "{what}");
        assert_eq!(table("imported.db"), added, "{what}");
    }
    done(&folder, &["check", "--store", "imported.db"]);
    // Going on where it stopped: everything is there already, and nothing changes.
    let before = done(&folder, &["export", "--format", "csv", "--store", "imported.db"]);
    // One file of them is named twice.
    let told = done(&folder, &["import", "crawl/pages/part-1.parquet", "crawl", "--store", "imported.db"]);
    let n_there = n_pages + ROWS;
    assert!(told.starts_with(&format!("{n_there} pages that were there already, ")), "{told}");
    assert!(told.contains(": 0 statements added"), "{told}");
    assert_eq!(done(&folder, &["export", "--format", "csv", "--store", "imported.db"]), before);
}

#[test]
fn what_is_no_page_is_told_and_the_rest_goes_on() {
    let folder = empty_folder("wrong");
    let archive = archive(&folder);
    crawled(&archive, &folder.join("crawl"));
    std::fs::write(folder.join("crawl/pages/part-0.parquet"), "PAR1 no more").unwrap();
    let output = onrecord(&folder, &["import", "crawl", "--store", "store.db"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("part-0.parquet: is no Parquet file of pages"), "{told}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("new article"));
    let output = onrecord(&folder, &["import", "nowhere", "--store", "store.db"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && told.contains("nowhere: cannot be read"), "{told}");
}
