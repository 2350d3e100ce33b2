//! Connections to the store for those who ask at once. A store is asked on a thread that may wait, gives up when the time
//! is over, and is kept for the next one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use onrecord_store::Store;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;

/// The bytes of the store that all connections together may keep for themselves. None are mapped: that is no quicker once
/// the system has the file at hand, and each connection would count what it maps as its own.
const KEPT: usize = 64 << 20;
const MAPPED: usize = 0;

/// What a connection keeps at least.
const LEAST_KEPT: usize = 2 << 20;

/// The store, open for several at once.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    kept: usize,
    time: Duration,
    idle: Arc<Mutex<Vec<Store>>>,
    places: Arc<Semaphore>,
}

impl Pool {
    /// Opens the store once, so that what is wrong with it is told at the start.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(path: &Path, n_places: usize, time: Duration) -> onrecord_store::Result<Pool> {
        let first = Store::open_telling(path, |what| tracing::warn!("{what}"))?;
        let kept = (KEPT / n_places.max(1)).max(LEAST_KEPT);
        first.keep_at_most(kept, MAPPED)?;
        Ok(Pool {
            path: path.to_path_buf(),
            kept,
            time,
            idle: Arc::new(Mutex::new(vec![first])),
            places: Arc::new(Semaphore::new(n_places)),
        })
    }

    /// Asks the store on a thread of its own.
    ///
    /// # Errors
    /// What `work` gives; a problem of status 503 where no place gets free, or the time is over.
    pub async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let until = Instant::now() + self.time;
        let place = self.place().await?;
        let (path, kept, idle) = (self.path.clone(), self.kept, Arc::clone(&self.idle));
        let answer = tokio::task::spawn_blocking(move || {
            // Held until the store is done, even where nobody waits for the answer any more.
            let _place = place;
            let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let store = match waiting {
                Some(store) => store,
                None => opened(&path, kept)?,
            };
            store.answer_by(Some(until))?;
            let answer = store.at_one_moment(work).map_err(Problem::from).and_then(|answer| answer);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
            answer
        });
        answer.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a question ended in a panic");
            Err(Problem::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "the server has a defect that this meets",
            ))
        })
    }

    /// A connection of one's own, for what takes long or changes what the connection may do.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn another(&self) -> onrecord_store::Result<Store> {
        opened(&self.path, self.kept)
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many questions are being answered.
    pub fn n_busy(&self, n_places: usize) -> usize {
        n_places.saturating_sub(self.places.available_permits())
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let place = tokio::time::timeout(self.time, Arc::clone(&self.places).acquire_owned()).await;
        place.ok().and_then(Result::ok).ok_or_else(|| Problem::busy("too many ask at once"))
    }
}

fn opened(path: &Path, kept: usize) -> onrecord_store::Result<Store> {
    let store = Store::open(path)?;
    store.keep_at_most(kept, MAPPED)?;
    Ok(store)
}
