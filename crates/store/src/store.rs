//! A store that is open for reading, and what all who ask it need.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::error::{Error, ErrorKind};

/// The result of asking.
pub type Result<T> = std::result::Result<T, Error>;

/// What tells that a database is a store of onrecord: "onrc".
const APPLICATION: i64 = 0x6f6e_7263;

/// A store, for reading.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// The format of the file: 0 where nothing was written yet.
    pub(crate) fn format(&self, newest: i64) -> Result<i64> {
        let pragma =
            |name: &str| self.db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        let of = || Ok((pragma("application_id")?, pragma("user_version")?, pragma("schema_version")?));
        match of().map_err(|error| self.failed("cannot be read", error))? {
            (0, 0, 0) => Ok(0),
            (APPLICATION, format, _) if format > newest => {
                let what = format!(
                    "is of format {format}, which a later onrecord made; this one reads up to {newest}"
                );
                Err(Error::new(ErrorKind::Newer, &self.path, what))
            }
            (APPLICATION, format, _) => Ok(format),
            _ => Err(Error::new(ErrorKind::NoStore, &self.path, "is a database, but no store of onrecord")),
        }
    }

    /// Bounds the bytes of the file that this connection keeps for itself, and those that it has the system map: many
    /// connections to one store need little each.
    ///
    /// # Errors
    /// When the file is not open any more.
    pub fn keep_at_most(&self, kept: usize, mapped: usize) -> Result<()> {
        let kilobytes = i64::try_from(kept / 1024).unwrap_or(i64::MAX);
        let mapped = i64::try_from(mapped).unwrap_or(i64::MAX);
        let set = || {
            self.db.pragma_update(None, "cache_size", -kilobytes)?;
            self.db.pragma_update(None, "mmap_size", mapped)
        };
        set().map_err(|error| self.failed("cannot be tuned", error))
    }

    /// A number that is another once somebody else has changed the store. Numbers of one `Store` alone can be compared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn change_number(&self) -> Result<i64> {
        let number = self.db.query_row("PRAGMA data_version", [], |row| row.get(0));
        number.map_err(|error| self.failed("cannot be read", error))
    }

    /// Asks several things of one state of the store: whoever changes it meanwhile changes none of the answers. It is
    /// quicker too, since otherwise the file is locked and freed for each of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at_one_moment<T>(&self, ask: impl FnOnce(&Store) -> T) -> Result<T> {
        let failed = |error| self.failed("cannot be asked", error);
        if !self.db.is_autocommit() {
            return Ok(ask(self));
        }
        self.db.execute_batch("BEGIN").map_err(failed)?;
        let answer = ask(self);
        // What was given up may have ended it already.
        if !self.db.is_autocommit() {
            self.db.execute_batch("COMMIT").map_err(failed)?;
        }
        Ok(answer)
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All rows that a query gives.
    pub(crate) fn list<T>(
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

    pub(crate) fn failed(&self, doing: &str, error: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, doing, error)
    }
}

/// Sets what makes asking quick.
pub fn tuned(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(128);
    // A plan is made once for all values of a statement, not anew for each.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "cache_size", -64_000)?;
    db.pragma_update(None, "mmap_size", 1 << 30)
}
