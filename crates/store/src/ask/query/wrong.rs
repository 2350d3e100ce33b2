//! What is wrong with a query, or read otherwise than its writer may have meant.

use std::fmt;
use std::ops::Range;

/// Something read otherwise than its writer may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryNote {
    /// Where in the query, in bytes.
    pub at: Range<usize>,
    /// How it was read.
    pub what: String,
}

/// A query that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where in the query, in bytes.
    pub at: Range<usize>,
    /// What is wrong there.
    pub what: String,
    /// A way out.
    pub hint: Option<String>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for QueryError {}
