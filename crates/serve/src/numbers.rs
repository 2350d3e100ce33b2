//! The store's numbers, counted once for as long as nobody changes it: in a large store that takes seconds.

use std::sync::{Mutex, PoisonError, RwLock, TryLockError};

use onrecord_store::Store;
use onrecord_store::ask::Stats;

use crate::problem::Problem;

/// The longest that its lists can be asked for.
pub const LONGEST: usize = 1_000;

/// The store's numbers.
#[derive(Debug)]
pub struct Numbers {
    /// A connection that sees changes, and counts. Whoever has it is counting, or looks whether there is anything to count.
    counting: Mutex<Store>,
    counted: RwLock<Option<Counted>>,
}

/// What was counted, and when.
#[derive(Clone, Debug)]
struct Counted {
    at: i64,
    stats: Stats,
}

impl Numbers {
    /// The numbers of the store of this connection, which must be this one's alone.
    pub fn of(store: Store) -> Numbers {
        Numbers { counting: Mutex::new(store), counted: RwLock::new(None) }
    }

    /// What the store holds now. While somebody counts anew, others get what was counted last, if anything was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self) -> Result<Stats, Problem> {
        let store = match self.counting.try_lock() {
            Ok(store) => store,
            Err(TryLockError::Poisoned(store)) => store.into_inner(),
            Err(TryLockError::WouldBlock) => match self.last() {
                Some(last) => return Ok(last.stats),
                None => self.counting.lock().unwrap_or_else(PoisonError::into_inner),
            },
        };
        let at = store.change_number()?;
        if let Some(last) = self.last().filter(|last| last.at == at) {
            return Ok(last.stats);
        }
        let stats = store.stats(LONGEST)?;
        let counted = Counted { at, stats: stats.clone() };
        *self.counted.write().unwrap_or_else(PoisonError::into_inner) = Some(counted);
        Ok(stats)
    }

    fn last(&self) -> Option<Counted> {
        self.counted.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filled::add_article;

    #[test]
    fn what_was_added_counts_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let add = |n: usize| add_article(&path, n);
        add(1);
        let numbers = Numbers::of(Store::open(&path).unwrap());
        let n_articles = || numbers.stats().unwrap().articles;
        assert_eq!((n_articles(), n_articles()), (1, 1));
        add(2);
        assert_eq!(n_articles(), 2);
        // Whoever asks while somebody counts has what was counted last.
        let _held = numbers.counting.lock().unwrap();
        assert_eq!(n_articles(), 2);
    }
}
