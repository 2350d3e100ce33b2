//! What is known of feeds that are watched: when to ask again, and which of their entries were read.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use crate::key::key;
use crate::{Result, Store, Writer};

/// A feed, between two polls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchedFeed {
    /// What the server said last in `ETag`.
    pub etag: Option<String>,
    /// What it said in `Last-Modified`.
    pub last_modified: Option<String>,
    /// Not before this second since 1970.
    pub next: i64,
    /// How often in a row it could not be read.
    pub n_failed: u32,
}

/// An entry of a feed whose page could not be read is tried so often.
pub const TRIES: u32 = 3;

impl Store {
    /// What is known of a feed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feed(&self, address: &str) -> Result<WatchedFeed> {
        let sql = "SELECT etag, last_modified, next, n_failed FROM _feed WHERE address = ?1";
        let row = self.db.query_row(sql, [address], |row| {
            Ok(WatchedFeed {
                etag: row.get(0)?,
                last_modified: row.get(1)?,
                next: row.get(2)?,
                n_failed: row.get(3)?,
            })
        });
        Ok(row
            .optional()
            .map_err(|error| self.failed("a feed cannot be looked up", error))?
            .unwrap_or_default())
    }

    /// Those of `links` that are still to be read, with how often that was tried.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unread(&self, links: &[String]) -> Result<HashMap<String, u32>> {
        let mut unread = HashMap::new();
        for link in links {
            let sql = "SELECT tries FROM _feed_entry WHERE key = ?1";
            let found = self.db.prepare_cached(sql).and_then(|mut query| {
                query.query_row([key(&["entry", link])], |row| row.get::<_, u32>(0)).optional()
            });
            let tries =
                found.map_err(|error| self.failed("an entry cannot be looked up", error))?.unwrap_or(0);
            if tries < TRIES {
                unread.insert(link.clone(), tries);
            }
        }
        Ok(unread)
    }
}

impl Writer {
    /// Keeps what is known of a feed.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn put_feed(&mut self, address: &str, feed: &WatchedFeed) -> Result<()> {
        self.change("a feed cannot be noted", |db| {
            db.execute(
                "INSERT OR REPLACE INTO _feed (address, etag, last_modified, next, n_failed) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![address, feed.etag, feed.last_modified, feed.next, feed.n_failed],
            )
        })?;
        Ok(())
    }

    /// Notes that an entry's page was read, or tried once more.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn put_entry(&mut self, link: &str, tries: u32) -> Result<()> {
        self.change("an entry cannot be noted", |db| {
            db.prepare_cached("INSERT OR REPLACE INTO _feed_entry (key, tries) VALUES (?1, ?2)")?
                .execute(params![key(&["entry", link]), tries])
        })?;
        Ok(())
    }
}
