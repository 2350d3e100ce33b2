//! Opening a store for reading.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorKind};
use crate::migrations::FORMAT;
use crate::place::{check_file, real, with_ending};
use crate::store::tuned;
use crate::{Result, Store, Writer};

impl Store {
    /// Opens a store for reading. One of an earlier format is brought up to this one first, as by [`Writer::open`]: in one
    /// transaction, and nothing that it holds is lost.
    ///
    /// # Errors
    /// `is_missing`, `is_no_store`, `is_newer`, `is_damaged` …; `is_older` where an earlier format cannot be written to,
    /// `is_locked` while another process writes to it.
    pub fn open(path: &Path) -> Result<Store> {
        Store::open_telling(path, |_| {})
    }

    /// The same; `tell` is told of an earlier format before it is brought up to this one, which takes its time in a large
    /// store.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_telling(path: &Path, tell: impl FnOnce(&str)) -> Result<Store> {
        if !path.exists() {
            return Err(Error::new(ErrorKind::Missing, path, "there is no store here"));
        }
        check_file(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).and_then(|db| tuned(&db).map(|()| db));
        let store = match opened {
            Ok(db) => Store { db, path: path.to_path_buf() },
            Err(error) => return Store::open_unchanging(path, error),
        };
        match store.format(FORMAT) {
            Ok(FORMAT) => Ok(store),
            Ok(0) => Err(unlike(path)),
            Ok(earlier) => {
                drop(store);
                tell(&format!(
                    "the store is of format {earlier} and is brought up to {FORMAT}, once; it may take a while"
                ));
                Store::upgraded(path, earlier)
            }
            // A write-ahead log needs a folder that can be written to; without a log there is nothing to miss.
            Err(error) if !error.is_newer() && !error.is_no_store() && !error.is_damaged() => {
                Store::open_unchanging(path, rusqlite::Error::InvalidQuery).map_err(|_| error)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether it can still be asked.
    ///
    /// # Errors
    /// Where the file cannot be read any more.
    pub fn probe(&self) -> Result<()> {
        self.format(FORMAT).map(drop)
    }

    /// Opens a store in a folder that cannot be written to.
    fn open_unchanging(path: &Path, error: rusqlite::Error) -> Result<Store> {
        let failed = |error| Error::sqlite(path, "cannot be opened", error);
        let full = real(path);
        let log = with_ending(&full, "-wal");
        if log.metadata().is_ok_and(|meta| meta.len() > 0) {
            return Err(failed(error));
        }
        let mut address = url::Url::from_file_path(&full).map_err(|()| failed(error))?;
        address.set_query(Some("immutable=1"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(address.as_str(), flags).map_err(failed)?;
        let store = Store { db, path: path.to_path_buf() };
        match store.format(FORMAT)? {
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
}

fn older(format: i64) -> String {
    format!("is of format {format}; it has to be brought up to {FORMAT} once, and cannot be written to")
}

fn unlike(path: &Path) -> Error {
    Error::new(ErrorKind::Missing, path, "the store is empty: nothing was added yet")
}
