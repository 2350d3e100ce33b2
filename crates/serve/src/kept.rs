//! Answers that were given, kept for as long as nobody changes the store: to ask the same again asks the store nothing.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use onrecord_store::Store;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::problem::Problem;
use crate::ready::ReadyAnswer;

/// The bytes that all kept answers may take together.
const MOST: u64 = 64 << 20;

/// About as many answers fit.
const N_ANSWERS: usize = 4_000;

/// Answers that were given.
pub struct KeptAnswers {
    /// A connection that sees changes, and the number of the last one that it saw.
    watching: Mutex<(Store, i64)>,
    kept: Cache<AnswerKey, ReadyAnswer, ByBytes>,
    n_found: AtomicU64,
    n_made: AtomicU64,
}

/// What was asked, and of which state of the store.
type AnswerKey = (i64, Box<str>);

impl KeptAnswers {
    /// Those of the store of this connection, which must be this one's alone.
    pub fn of(store: Store) -> KeptAnswers {
        KeptAnswers {
            watching: Mutex::new((store, 0)),
            kept: Cache::with_weighter(N_ANSWERS, MOST, ByBytes),
            n_found: AtomicU64::new(0),
            n_made: AtomicU64::new(0),
        }
    }

    /// The answer to what was asked: the one that is kept, or the one that `make` gives, which is kept then. Of several
    /// who ask the same at once, one asks the store.
    ///
    /// # Errors
    /// What `make` gives, which is not kept; where the store cannot be read.
    pub async fn answer(
        &self,
        asked: String,
        make: impl Future<Output = Result<ReadyAnswer, Problem>>,
    ) -> Result<ReadyAnswer, Problem> {
        // Taken before the store is asked: whoever changes it meanwhile makes the answer one that nobody asks for.
        let key = (self.change()?, asked.into_boxed_str());
        let mut is_made = false;
        let made = async {
            is_made = true;
            make.await
        };
        let answer = self.kept.get_or_insert_async(&key, made).await;
        let counted = if is_made { &self.n_made } else { &self.n_found };
        counted.fetch_add(1, Ordering::Relaxed);
        answer
    }

    /// How many answers were found, how many were made, and the bytes of those that are kept.
    pub fn counts(&self) -> [u64; 3] {
        let of = |n: &AtomicU64| n.load(Ordering::Relaxed);
        [of(&self.n_found), of(&self.n_made), self.kept.weight()]
    }

    /// The number of the store's last change. What was answered before is forgotten.
    fn change(&self) -> Result<i64, Problem> {
        let mut watching = self.watching.lock().unwrap_or_else(PoisonError::into_inner);
        let change = watching.0.change_number()?;
        if change != watching.1 {
            watching.1 = change;
            self.kept.clear();
        }
        Ok(change)
    }
}

/// What an answer takes: its bytes, and about as much again as keeping it does.
#[derive(Clone)]
struct ByBytes;

impl Weighter<AnswerKey, ReadyAnswer> for ByBytes {
    fn weight(&self, (_, asked): &AnswerKey, answer: &ReadyAnswer) -> u64 {
        const BESIDE: usize = 256;
        (answer.n_bytes() + asked.len() + BESIDE) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filled::add_article;

    #[tokio::test]
    async fn the_same_is_asked_once_until_somebody_changes_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let add = |n: usize| add_article(&path, n);
        add(1);
        let answers = KeptAnswers::of(Store::open(&path).unwrap());
        let ask = async |what: &str| {
            let make = async { Ok(ReadyAnswer::of("text/plain", what.to_string())) };
            answers.answer(what.to_string(), make).await.unwrap();
            let [found, made, _] = answers.counts();
            (found, made)
        };
        assert_eq!((ask("dam").await, ask("dam").await, ask("gate").await), ((0, 1), (1, 1), (1, 2)));
        add(2);
        assert_eq!(ask("dam").await, (1, 3));
        // What went wrong is asked again.
        let failing = || answers.answer("frost".to_string(), async { Err(Problem::busy("too many")) });
        assert!(failing().await.is_err() && failing().await.is_err());
        assert_eq!(answers.counts()[1], 5);
    }
}
