//! What all requests share.

use std::sync::Arc;

use onrecord_store::Store;
use tokio::sync::{Mutex, Semaphore};

use crate::api::describe::{Operation, openapi};
use crate::kept::KeptAnswers;
use crate::numbers::Numbers;
use crate::operations::metrics::Metrics;
use crate::operations::rate::Rate;
use crate::options::Options;
use crate::pool::Pool;
use crate::program::Program;
use crate::question::Asked;
use crate::site::Site;

/// So many pages are read at once: each takes a processor for itself.
pub const N_READING: usize = 2;

/// So many exports and questions in SQL are answered at once.
pub const N_LONG: usize = 4;

/// What all requests share.
pub struct State {
    /// The store.
    pub pool: Pool,
    /// Its numbers.
    pub numbers: Numbers,
    /// What was answered since it was changed last.
    pub answers: KeptAnswers,
    /// The program around the server.
    pub program: Arc<dyn Program>,
    /// What whoever started it decided.
    pub options: Options,
    /// What pages know of it.
    pub site: Site,
    /// What the API can be asked.
    pub operations: Vec<Operation>,
    /// The same as its description says it, OpenAPI 3.1.
    pub description: String,
    /// What is counted.
    pub metrics: Metrics,
    /// Who asked how often of late.
    pub rate: Rate,
    /// Places for what takes a processor for long: reading a page.
    pub reading: Arc<Semaphore>,
    /// Places for exports and questions in SQL.
    pub long: Arc<Semaphore>,
    /// Places for questions that may take a second: a quarter of those for all, so that what is quick need not wait for them.
    pub slow: Arc<Semaphore>,
    /// Whose turn it is to write: one at a time.
    pub writing: Mutex<()>,
}

/// As handlers hold it.
pub type Shared = Arc<State>;

impl State {
    /// What requests share who ask this store; `operations` are what the API can be asked.
    ///
    /// # Errors
    /// Where the store cannot be opened once more.
    pub fn shared(
        options: Options,
        program: Arc<dyn Program>,
        pool: Pool,
        operations: Vec<Operation>,
    ) -> onrecord_store::Result<Shared> {
        let site = Site {
            prefix: options.prefix.clone(),
            is_writable: options.access.token.is_some(),
            has_parquet: cfg!(feature = "parquet"),
            version: program.version().to_string(),
        };
        Ok(Arc::new(State {
            numbers: Numbers::of(pool.another()?),
            answers: KeptAnswers::of(pool.another()?),
            description: openapi(&site, operations.iter()).to_string(),
            operations,
            pool,
            program,
            site,
            metrics: Metrics::default(),
            rate: Rate::new(options.limits.rate),
            reading: Arc::new(Semaphore::new(N_READING)),
            long: Arc::new(Semaphore::new(N_LONG)),
            slow: Arc::new(Semaphore::new((options.limits.at_once / 4).max(1))),
            writing: Mutex::default(),
            options,
        }))
    }

    /// Whom a question is asked, by way of this connection.
    pub fn asked<'s>(&'s self, store: &'s Store, fingerprint: &'s str) -> Asked<'s> {
        Asked { store, program: &self.program, numbers: &self.numbers, site: &self.site, fingerprint }
    }
}
