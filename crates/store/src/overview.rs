//! A store in a few numbers.

use crate::error::{Error, ErrorKind};
use crate::migrations::FORMAT;
use crate::place::{real, with_ending};
use crate::{Result, Store};

/// A store in a few numbers.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Bytes on disk, what is still in the write-ahead log included.
    pub size: u64,
    /// The format of the file.
    pub format: i64,
    /// SQLite's version.
    pub sqlite: &'static str,
    /// How many pages are kept.
    pub n_pages: usize,
    /// How many bytes they take.
    pub packed: u64,
    /// How many articles there are.
    pub n_articles: usize,
    /// In how many versions.
    pub n_versions: usize,
    /// How many statements stand.
    pub n_statements: usize,
    /// How many actors there are, those who are merged into others left out.
    pub n_actors: usize,
    /// How many corrections hold.
    pub n_corrections: usize,
    /// How many of them are of statements that no article has any more.
    pub n_lost: usize,
    /// Which program and model read how many versions.
    pub made_by: Vec<(String, usize)>,
    /// Whether another process writes to it now.
    pub is_writing: bool,
}

impl Store {
    /// Counts what is there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let number = |sql: &str| -> Result<usize> {
            let n = self.db.query_row(sql, [], |row| row.get::<_, i64>(0));
            n.map(|n| usize::try_from(n).unwrap_or(0))
                .map_err(|error| self.failed("cannot be counted", error))
        };
        let of_file =
            |ending: &str| with_ending(&real(&self.path), ending).metadata().map_or(0, |meta| meta.len());
        let by = "SELECT made_by, count(*) FROM _version GROUP BY made_by ORDER BY 2 DESC";
        Ok(Overview {
            size: of_file("") + of_file("-wal"),
            format: FORMAT,
            sqlite: rusqlite::version(),
            n_pages: number("SELECT count(*) FROM _page")?,
            packed: number("SELECT coalesce(sum(length(packed)), 0) FROM _page")? as u64,
            n_articles: number("SELECT count(*) FROM _article")?,
            n_versions: number("SELECT count(*) FROM _version")?,
            n_statements: number("SELECT count(*) FROM _entry WHERE stands = 1 AND kind = 'st'")?,
            n_actors: number("SELECT count(*) FROM _actor WHERE merged IS NULL")?,
            n_corrections: number("SELECT count(*) FROM _correction WHERE undone IS NULL")?,
            n_lost: number(
                "SELECT count(*) FROM _correction c WHERE undone IS NULL AND what NOT IN ('merge', 'split')
                   AND NOT EXISTS (SELECT 1 FROM _entry e WHERE e.key = c.target)",
            )?,
            made_by: self.list("cannot be counted", by, [], |row| Ok((row.get(0)?, row.get(1)?)))?,
            is_writing: self.is_writing()?,
        })
    }

    /// Whether the lock beside the store is held.
    fn is_writing(&self) -> Result<bool> {
        let beside = with_ending(&real(&self.path), ".lock");
        // What is no file of its own is no lock of ours, and to open a pipe would wait for whoever writes to it.
        if !beside.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
            return Ok(false);
        }
        let Ok(file) = std::fs::File::open(beside) else { return Ok(false) };
        match file.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(std::fs::TryLockError::WouldBlock) => Ok(true),
            Err(std::fs::TryLockError::Error(error)) => {
                Err(Error::new(ErrorKind::Other, &self.path, "its lock cannot be looked at").because(error))
            }
        }
    }
}
