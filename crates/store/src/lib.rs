//! Keeps records in one SQLite file, and answers what people ask of them.
//!
//! In: [`Record`](onrecord_record::Record)s with their pages' bytes. Out: articles in all their versions, actors
//! over all articles, statements over all outlets. [`Writer`] adds and corrects, one process at a time; [`Store`]
//! reads, in as many as you like, also while one writes. `migrations/` tells what the tables hold.
//!
//! ```
//! use onrecord_store::{NewPage, Store, Writer};
//! # let text = "“The dam will hold,” Ada Lorne said.";
//! # let record = onrecord_store::sample("https://courier.example/1", text);
//! # let bytes = format!("https://courier.example/1\n{text}");
//! # let bytes = bytes.as_bytes();
//! # let folder = std::env::temp_dir().join(format!("onrecord-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("store.db");
//!
//! let mut writer = Writer::open(&path)?;
//! let added = writer.add(&NewPage { record: &record, bytes, origin: "{}" })?;
//! writer.commit()?; // now it survives whatever happens
//! assert_eq!(added.n_statements, 1);
//! assert!(Store::open(&path)?.check(|_, _| {})?.faults.is_empty());
//! # drop(writer);
//! # std::fs::remove_dir_all(&folder).unwrap();
//! # Ok::<(), onrecord_store::Error>(())
//! ```

mod actors;
mod add;
pub mod ask;
mod check;
mod correct;
mod corrected;
mod day;
mod entry;
mod error;
mod feeds;
mod identity;
mod kept;
mod key;
mod kinds;
mod merge;
mod migrations;
mod names;
mod overview;
mod packed;
mod read;
mod reading;
mod relinked;
mod row;
mod same;
mod spent;
mod standing;
mod table;
mod text;
mod unindexed;
mod words;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use add::{Added, NewPage, Outcome, Writer, made_by};
pub use check::{Checked, Fault};
pub use correct::{Change, Correction, Undone};
pub use corrected::Corrected;
pub use entry::{
    CommitmentDetail, Copies, Detail, EngagementDetail, Entry, Evidence, Of, Party, PositionDetail, Source,
    StatementDetail, Who, list_of,
};
pub use error::Error;
pub use feeds::{Feed, TRIES};
pub use key::{ActorId, ArticleId, EntryId};
pub use overview::Overview;
pub use read::{Appearance, Called, Held, Kept};
pub use table::{ActorRow, ArticleRow, Selection};

use error::ErrorKind;
use migrations::FORMAT;

/// The result of asking.
pub type Result<T> = std::result::Result<T, Error>;

const APPLICATION: i64 = 0x6f6e_7263;

/// A store, for reading.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a store for reading. One of an earlier format is brought up to this one first, as by [`Writer::open`]: in one
    /// transaction, and nothing that it holds is lost.
    ///
    /// # Errors
    /// `is_missing`, `is_no_store`, `is_newer`, `is_damaged` …; `is_older` where an earlier format cannot be written to,
    /// `is_locked` while another process writes to it.
    pub fn open(path: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(Error::new(ErrorKind::Missing, path, "there is no store here"));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).and_then(|db| tuned(&db).map(|()| db));
        let store = match opened {
            Ok(db) => Store { db, path: path.to_path_buf() },
            Err(error) => return Store::open_unchanging(path, error),
        };
        match store.format() {
            Ok(FORMAT) => Ok(store),
            Ok(0) => Err(unlike(path)),
            Ok(earlier) => {
                drop(store);
                Store::upgraded(path, earlier)
            }
            // A write-ahead log needs a folder that can be written to; without a log there is nothing to miss.
            Err(error) if !error.is_newer() && !error.is_no_store() && !error.is_damaged() => {
                Store::open_unchanging(path, rusqlite::Error::InvalidQuery).map_err(|_| error)
            }
            Err(error) => Err(error),
        }
    }

    /// Opens a store in a folder that cannot be written to.
    fn open_unchanging(path: &Path, error: rusqlite::Error) -> Result<Store> {
        let failed = |error| Error::sqlite(path, "cannot be opened", error);
        let log = with_ending(path, "-wal");
        if log.metadata().is_ok_and(|meta| meta.len() > 0) {
            return Err(failed(error));
        }
        let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let mut address = url::Url::from_file_path(&full).map_err(|()| failed(error))?;
        address.set_query(Some("immutable=1"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(address.as_str(), flags).map_err(failed)?;
        let store = Store { db, path: path.to_path_buf() };
        match store.format()? {
            FORMAT => Ok(store),
            0 => Err(unlike(path)),
            earlier => Err(Error::new(ErrorKind::Older, path, older(earlier))),
        }
    }

    /// Brings a store of an earlier format up to this one, as opening it for writing does, and opens it.
    fn upgraded(path: &Path, earlier: i64) -> Result<Store> {
        match Writer::open(path) {
            Ok(writer) => drop(writer),
            Err(error) if error.is_read_only() => {
                return Err(Error::new(ErrorKind::Older, path, older(earlier)).because(error));
            }
            Err(error) => return Err(error),
        }
        Store::open(path)
    }

    /// The format of the file: 0 where nothing was written yet.
    fn format(&self) -> Result<i64> {
        let pragma =
            |name: &str| self.db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        let of = || Ok((pragma("application_id")?, pragma("user_version")?, pragma("schema_version")?));
        match of().map_err(|error| self.failed("cannot be read", error))? {
            (0, 0, 0) => Ok(0),
            (APPLICATION, format, _) if format > FORMAT => {
                let what = format!(
                    "is of format {format}, which a later onrecord made; this one reads up to {FORMAT}"
                );
                Err(Error::new(ErrorKind::Newer, &self.path, what))
            }
            (APPLICATION, format, _) => Ok(format),
            _ => Err(Error::new(ErrorKind::NoStore, &self.path, "is a database, but no store of onrecord")),
        }
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All rows that a query gives.
    fn list<T>(
        &self,
        doing: &str,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let rows =
            || self.db.prepare_cached(sql)?.query_map(params, read)?.collect::<rusqlite::Result<Vec<T>>>();
        rows().map_err(|error| self.failed(doing, error))
    }

    fn failed(&self, doing: &str, error: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, doing, error)
    }
}

fn older(format: i64) -> String {
    format!("is of format {format}; it has to be brought up to {FORMAT} once, and cannot be written to")
}

fn unlike(path: &Path) -> Error {
    Error::new(ErrorKind::Missing, path, "the store is empty: nothing was added yet")
}

fn tuned(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(128);
    db.pragma_update(None, "cache_size", -64_000)?;
    db.pragma_update(None, "mmap_size", 1 << 30)
}

/// The path with something behind its name.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

#[doc(hidden)]
pub use packed::slim_record;
#[doc(hidden)]
pub use read::sample;
#[doc(hidden)]
pub use spent::{Part, spent};
