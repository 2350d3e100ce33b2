//! What one record says as rows of tables, without a file: for a crawl, where each page stands alone.

use std::path::Path;

use onrecord_record::Record;
use rusqlite::Connection;

use crate::add::add;
use crate::error::Error;
use crate::migrations::upgrade;
use crate::{NewPage, Result, Selection, Store, seal, unindexed};

/// A store in memory that holds one record at a time.
///
/// Its rows are those of a store that this page alone was added to: the same columns, and the same ids of article and
/// entries as in any store. An actor's id is that of the name; that two of one name are different people is told only
/// by a store of many articles.
#[derive(Debug)]
pub struct Scratch {
    store: Store,
}

impl Scratch {
    /// An empty one.
    ///
    /// # Errors
    /// Where there is no memory for it.
    pub fn new() -> Result<Scratch> {
        let path = Path::new("a store in memory");
        let made = || {
            let mut db = Connection::open_in_memory()?;
            upgrade(&mut db)?;
            db.set_prepared_statement_cache_capacity(256);
            unindexed::begin(&db)?;
            seal::begin(&db)?;
            Ok(db)
        };
        let db = made().map_err(|error| Error::sqlite(path, "cannot be made", error))?;
        Ok(Scratch { store: Store { db, path: path.to_path_buf() } })
    }

    /// Hands the rows of `record` to `see`, and forgets them.
    ///
    /// # Errors
    /// What `see` gives; and where there is no memory.
    pub fn rows<T>(&mut self, record: &Record, see: impl FnOnce(&Selection) -> Result<T>) -> Result<T> {
        let db = &self.store.db;
        let failed = |error| self.store.failed("a record cannot be laid out as rows", error);
        db.execute_batch("BEGIN").map_err(failed)?;
        let added = add(db, &NewPage { record, bytes: b"", origin: "{}" }).map_err(failed);
        let seen = added.and_then(|_| see(&self.store.all()?));
        db.execute_batch("ROLLBACK").map_err(failed)?;
        seen
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use onrecord_record::EntryKind;

    use super::*;
    use crate::{Entry, sample};

    fn entries(selection: &Selection) -> Result<Vec<Entry>> {
        let mut all = Vec::new();
        selection.each_entry(EntryKind::Statement, |entry| {
            all.push(entry);
            ControlFlow::<()>::Continue(())
        })?;
        Ok(all)
    }

    #[test]
    fn each_record_stands_alone_whatever_came_before() {
        let one = sample("https://courier.example/1", "“The dam will hold,” Ada Lorne said.");
        let other = sample("https://courier.example/2", "“The dam will hold,” Ada Lorne said.");
        let mut scratch = Scratch::new().unwrap();
        let alone = scratch.rows(&other, entries).unwrap();
        scratch.rows(&one, entries).unwrap();
        let after = scratch.rows(&other, entries).unwrap();
        assert_eq!(alone, after);
        assert_eq!((after.len(), after[0].copies.reports, after[0].first_report), (1, 1, after[0].id));
    }
}
