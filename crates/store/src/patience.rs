//! How long a store may think about what it is asked.

use std::time::Instant;

use crate::{Result, Store};

/// So many steps of SQLite's machine are done between two looks at the clock: about half a millisecond.
const STEPS: i32 = 10_000;

impl Store {
    /// Gives up what is asked from now on when this moment comes; `None` waits for as long as it takes.
    ///
    /// # Errors
    /// When the file is not open any more. What was given up is an error that `is_too_long`.
    pub fn answer_by(&self, moment: Option<Instant>) -> Result<()> {
        let is_over = moment.map(|moment| move || Instant::now() >= moment);
        self.db.progress_handler(STEPS, is_over).map_err(|error| self.failed("cannot be timed", error))
    }
}
