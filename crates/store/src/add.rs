//! Adding pages, one process at a time, in transactions that hold many.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use onrecord_record::{Article, Provenance, Record};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params, params_from_iter};
use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::key::{ArticleId, address, key};
use crate::migrations::{FORMAT, upgrade};
use crate::packed::{pack, pack_record};
use crate::place::{check_file, real, with_ending};
use crate::seal::Sealed;
use crate::spent::{AddingPart, on};
use crate::store::tuned;
use crate::words::folded;
use crate::{Result, Store, day, identity, reading, same, seal, unindexed};

/// A store, for adding and correcting. Others read meanwhile; a second writer is told to wait.
#[derive(Debug)]
pub struct Writer {
    pub(crate) store: Store,
    is_open: bool,
    /// Locked as long as this lives.
    _lock: File,
}

/// One page with its record.
#[derive(Clone, Copy, Debug)]
pub struct NewPage<'a> {
    /// What the page puts on record.
    pub record: &'a Record,
    /// The page's bytes.
    pub bytes: &'a [u8],
    /// What was known beside them, in JSON: handed back as it is by [`Store::kept`].
    pub origin: &'a str,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// What became of it.
    pub outcome: Outcome,
    /// Its article.
    pub article: ArticleId,
    /// How many statements are on record from it.
    pub n_statements: usize,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its article is new.
    New,
    /// Its article was known with other words; both stay.
    NewVersion,
    /// The same page was there already.
    Known,
}

/// Bytes of the write-ahead log from which on it is begun anew.
const LONGEST_LOG: u64 = 64 << 20;

impl Writer {
    /// Opens a store for writing; makes it where there is none, and brings an earlier format up to this one.
    ///
    /// # Errors
    /// `is_locked` while another process writes, `is_read_only`, `is_no_store`, `is_newer`, `is_damaged` …
    pub fn open(path: &Path) -> Result<Writer> {
        check_file(path)?;
        let lock = lock(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let failed = |error| Error::sqlite(path, "cannot be opened for writing", error);
        let db = Connection::open_with_flags(path, flags).map_err(failed)?;
        let mut store = Store { db, path: path.to_path_buf() };
        if store.format(FORMAT)? != FORMAT {
            upgrade(&mut store.db).map_err(|error| Error::sqlite(path, "cannot be upgraded", error))?;
        }
        tuned(&store.db).and_then(|()| durable(&store.db)).map_err(failed)?;
        unindexed::begin(&store.db).and_then(|()| seal::begin(&store.db)).map_err(failed)?;
        Ok(Writer { store, is_open: false, _lock: lock })
    }

    /// The same store, for reading; it sees what is not committed yet, but full text does not.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Fingerprints of all pages that are there, by [`fingerprint`](Writer::fingerprint).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known(&self) -> Result<HashSet<i64>> {
        let sql = "SELECT p.sha256, v.part, r.address FROM _version v JOIN _page p ON p.id = v.page
             JOIN _article r ON r.id = v.article";
        let all = self.store.list("its pages cannot be listed", sql, [], |row| {
            let (sha256, part, address): (String, Option<String>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(fingerprint_of(&sha256, part.as_deref(), &address))
        })?;
        Ok(all.into_iter().collect())
    }

    /// What tells whether a page is there already: its bytes, which part of them it is, and its address where it
    /// has one. It needs no more than the page stage gives.
    pub fn fingerprint(article: &Article, input: &str, from: &Provenance) -> i64 {
        fingerprint_of(&from.sha256, from.part.as_deref(), &address(article, input, from))
    }

    /// Adds a page. It is there for good after [`commit`](Writer::commit); when adding fails, the store is as it was
    /// before this page.
    ///
    /// # Errors
    /// `is_full`, `is_damaged` …
    pub fn add(&mut self, entry: &NewPage) -> Result<Added> {
        self.change("a page cannot be added", |db| add(db, entry))
    }

    /// Replaces the machine's reading of a version by a later one; corrections stay.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn replace(&mut self, version: i64, record: &Record) -> Result<usize> {
        self.change("a version cannot be replaced", |db| replace(db, version, record))
    }

    /// Makes what was added since the last time durable.
    ///
    /// # Errors
    /// `is_full` …; then what was added since the last time is not there.
    pub fn commit(&mut self) -> Result<()> {
        if !self.is_open {
            return Ok(());
        }
        self.is_open = false;
        let db = &self.store.db;
        let done = on(AddingPart::Index, || unindexed::index(db).and_then(|()| seal::seal(db)))
            .and_then(|()| on(AddingPart::Commit, || db.execute_batch("COMMIT")));
        done.map_err(|error| {
            if !db.is_autocommit() {
                let _ = db.execute_batch("ROLLBACK");
            }
            self.store.failed("what was added cannot be kept", error)
        })?;
        self.shorten_log();
        Ok(())
    }

    /// Begins the write-ahead log anew once it is long, which waits for those who are reading. SQLite does so by itself only
    /// at a moment when nobody reads: where somebody always does, the log would grow for as long as pages are added.
    fn shorten_log(&self) {
        let log = with_ending(&real(self.store.path()), "-wal");
        if log.metadata().is_ok_and(|meta| meta.len() > LONGEST_LOG) {
            // What is not done now is done after the next commit.
            let _ = self.store.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }

    /// Runs one change inside the open transaction; what fails leaves no trace.
    pub(crate) fn change<T>(
        &mut self,
        doing: &str,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let db = &self.store.db;
        let result = (|| {
            if !self.is_open {
                db.execute_batch("BEGIN IMMEDIATE")?;
            }
            db.execute_batch("SAVEPOINT change")?;
            let changed = change(db);
            // A full disk may have ended the transaction, and the savepoint with it.
            let end = if changed.is_ok() { "RELEASE change" } else { "ROLLBACK TO change; RELEASE change" };
            match db.execute_batch(end) {
                Err(error) if changed.is_ok() => Err(error),
                _ => changed,
            }
        })();
        self.is_open = !db.is_autocommit();
        result.map_err(|error| self.store.failed(doing, error))
    }
}

/// The lock that tells a second writer to wait; it goes with the process, however that ends.
fn lock(path: &Path) -> Result<File> {
    let beside: PathBuf = with_ending(&real(path), ".lock");
    // To follow a link would write over whatever it leads to.
    if beside.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
        let what = format!("its lock {} is no file of its own", beside.display());
        return Err(Error::new(ErrorKind::ReadOnly, path, what));
    }
    let failed = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                ErrorKind::ReadOnly
            }
            std::io::ErrorKind::StorageFull => ErrorKind::Full,
            _ => ErrorKind::Other,
        };
        Error::new(kind, path, "cannot be written to").because(error)
    };
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&beside);
    let mut file = opened.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = (&file).take(32).read_to_string(&mut who);
            let who = who.trim().parse::<u32>().map(|id| format!(" (process {id})")).unwrap_or_default();
            let what = format!("another onrecord{who} is writing to this store");
            return Err(Error::new(ErrorKind::Locked, path, what));
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    let tell = file.set_len(0).and_then(|()| file.rewind());
    let _ = tell.and_then(|()| writeln!(file, "{}", std::process::id()));
    Ok(file)
}

/// Readers never wait for the writer, and what is committed survives a power cut.
fn durable(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // Pages that are mapped count as this process's memory, up to the whole file.
    db.pragma_update(None, "mmap_size", 0)?;
    db.pragma_update(None, "foreign_keys", true)
}

fn fingerprint_of(sha256: &str, part: Option<&str>, address: &str) -> i64 {
    // The same bytes in another folder are the same page; at another web address they are another.
    let address = if address.starts_with("http") { address } else { "" };
    key(&[sha256, part.unwrap_or_default(), address])
}

pub(crate) fn add(db: &Connection, entry: &NewPage) -> rusqlite::Result<Added> {
    let record = entry.record;
    let address = address(&record.article, &record.input, &record.provenance);
    if let Some((article, version)) = same_page(db, record, &address)? {
        let n: i64 = db
            .prepare_cached("SELECT count(*) FROM _entry WHERE version = ?1 AND stands = 1 AND kind = 'st'")?
            .query_row([version], |row| row.get(0))?;
        let n_statements = usize::try_from(n).unwrap_or(0);
        return Ok(Added { outcome: Outcome::Known, article: ArticleId(article), n_statements });
    }
    let article_key = key(&["article", &address]);
    let known: Option<(i64, Option<i64>)> = db
        .prepare_cached("SELECT id, current FROM _article WHERE key = ?1")?
        .query_row([article_key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (article, before) = match known {
        Some(known) => known,
        None => {
            db.prepare_cached("INSERT INTO _article (key, address, story) VALUES (?1, ?2, 0)")?
                .execute(params![article_key, address])?;
            let id = db.last_insert_rowid();
            db.prepare_cached("UPDATE _article SET story = id WHERE id = ?1")?.execute([id])?;
            (id, None)
        }
    };
    let page = on(AddingPart::Page, || put_page(db, &record.provenance.sha256, entry.bytes))?;
    let version = on(AddingPart::Version, || put_version(db, article, page, entry))?;
    let actors = on(AddingPart::Identity, || identity::link(db, version, article_key, record))?;
    let is_current = match before {
        Some(before) => !is_later(db, before, version)?,
        None => true,
    };
    if let (true, Some(before)) = (is_current, before) {
        retire(db, before)?;
        leave(db, article, before)?;
    }
    let place = reading::place(db, version, is_current)?;
    let n_statements = on(AddingPart::Statements, || reading::put(db, &place, record, &actors))?;
    if is_current {
        db.prepare_cached("UPDATE _article SET current = ?2 WHERE id = ?1")?.execute([article, version])?;
        seal::note(db, Sealed::Article, article)?;
        on(AddingPart::Story, || join(db, article, version, record))?;
    }
    let outcome = if before.is_some() { Outcome::NewVersion } else { Outcome::New };
    Ok(Added { outcome, article: ArticleId(article_key), n_statements })
}

/// The article and version that this very page is already.
fn same_page(db: &Connection, record: &Record, address: &str) -> rusqlite::Result<Option<(i64, i64)>> {
    let mut query = db.prepare_cached(
        "SELECT r.key, v.id, r.address FROM _page p JOIN _version v ON v.page = p.id JOIN _article r ON r.id = v.article
         WHERE p.sha256 = ?1 AND v.part IS ?2",
    )?;
    let of = |address: &str| fingerprint_of(&record.provenance.sha256, None, address);
    let rows = query.query_map(params![record.provenance.sha256, record.provenance.part], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    })?;
    for row in rows {
        let (article, version, other) = row?;
        if of(&other) == of(address) {
            return Ok(Some((article, version)));
        }
    }
    Ok(None)
}

fn put_page(db: &Connection, sha256: &str, bytes: &[u8]) -> rusqlite::Result<i64> {
    let known =
        db.prepare_cached("SELECT id FROM _page WHERE sha256 = ?1")?.query_row([sha256], |row| row.get(0));
    if let Some(known) = known.optional()? {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO _page (sha256, size, packed) VALUES (?1, ?2, ?3)")?.execute(params![
        sha256,
        bytes.len(),
        pack(bytes)
    ])?;
    Ok(db.last_insert_rowid())
}

fn put_version(db: &Connection, article: i64, page: i64, entry: &NewPage) -> rusqlite::Result<i64> {
    put_publisher(db, &entry.record.article.publisher)?;
    let sql = format!(
        "INSERT INTO _version (article, page, part, input, origin, added, {TOLD})
         VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), {})",
        marks(N_TOLD)
    );
    let part = entry.record.provenance.part.clone();
    let (input, origin) = (entry.record.input.clone(), entry.origin.to_string());
    let placed: [Value; 5] = [article.into(), page.into(), part.into(), input.into(), origin.into()];
    let placed = placed.into_iter().map(ToSqlOutput::Owned);
    db.prepare_cached(&sql)?.execute(params_from_iter(placed.chain(told(entry.record))))?;
    let version = db.last_insert_rowid();
    seal::note(db, Sealed::Version, version)?;
    Ok(version)
}

/// The columns of a version that its record tells.
const TOLD: &str = "title, standfirst, bylines, publisher, agency, published, modified, day, language, text, record, made_by";
const N_TOLD: usize = 12;

/// What stands in them; a long text is not copied.
fn told(record: &Record) -> [ToSqlOutput<'_>; N_TOLD] {
    let of = &record.article;
    let own = |value: Value| ToSqlOutput::Owned(value);
    [
        text(&of.title),
        text(&of.standfirst),
        own(of.bylines.join("|").into()),
        text(&of.publisher),
        own(of.agency.join("|").into()),
        own(of.published.clone().into()),
        own(of.modified.clone().into()),
        own(day::of(record).into()),
        text(&of.language),
        text(&of.text),
        own(pack_record(record).into()),
        own(made_by(&record.provenance.version, &record.provenance.model).into()),
    ]
}

fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}

fn put_publisher(db: &Connection, name: &str) -> rusqlite::Result<()> {
    if !name.is_empty() {
        db.prepare_cached("INSERT OR IGNORE INTO _publisher (name, folded) VALUES (?1, ?2)")?
            .execute([name, &folded(name)])?;
    }
    Ok(())
}

/// The program and the model that made a record.
///
/// What `version.made_by` holds, so that what others made can be told apart.
pub fn made_by(program: &str, model: &str) -> String {
    format!("onrecord {program}, {model}")
}

/// Whether version `one` tells of a later state of the article than `other`; what does not tell its time counts as
/// what is known last.
fn is_later(db: &Connection, one: i64, other: i64) -> rusqlite::Result<bool> {
    let of = |version: i64| -> rusqlite::Result<Option<i64>> {
        let mut query =
            db.prepare_cached("SELECT coalesce(modified, published) FROM _version WHERE id = ?1")?;
        let stamp: Option<String> = query.query_row([version], |row| row.get(0))?;
        Ok(stamp.as_deref().and_then(day::moment))
    };
    Ok(match (of(one)?, of(other)?) {
        (Some(one), Some(other)) => one > other,
        _ => false,
    })
}

/// Makes the version that begins to count known by its headline and its text.
fn join(db: &Connection, article: i64, version: i64, record: &Record) -> rusqlite::Result<()> {
    unindexed::index_headline(db, version)?;
    same::join_story(db, article, day::of(record), &record.article.text)
}

/// The opposite of [`join`], before the version changes or counts no longer.
fn leave(db: &Connection, article: i64, version: i64) -> rusqlite::Result<()> {
    unindexed::remove_headline(db, version)?;
    same::leave_story(db, article)
}

/// Takes the entries of a version that counts no longer out of the index.
fn retire(db: &Connection, version: i64) -> rusqlite::Result<()> {
    reading::again(db, version, false)
}

fn replace(db: &Connection, version: i64, record: &Record) -> rusqlite::Result<usize> {
    let (article, article_key, is_current): (i64, i64, bool) = db
        .prepare_cached(
            "SELECT r.id, r.key, r.current = v.id FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1",
        )?
        .query_row([version], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    // The index knows the old words: it is emptied before they change.
    retire(db, version)?;
    if is_current {
        leave(db, article, version)?;
    }
    put_publisher(db, &record.article.publisher)?;
    let sql = format!("UPDATE _version SET ({TOLD}) = ({}) WHERE id = ?", marks(N_TOLD));
    db.prepare_cached(&sql)?
        .execute(params_from_iter(told(record).into_iter().chain([ToSqlOutput::Owned(version.into())])))?;
    seal::note(db, Sealed::Version, version)?;
    let actors = identity::link(db, version, article_key, record)?;
    let n_statements = reading::put(db, &reading::place(db, version, is_current)?, record, &actors)?;
    if is_current {
        join(db, article, version, record)?;
    }
    Ok(n_statements)
}
