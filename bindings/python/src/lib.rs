//! What the Python package `onrecord` calls: reading, stores, and the command line.
//!
//! In: paths, bytes and open files. Out: records as JSON, answers as Arrow tables, errors as `onrecord.Error`. The classes
//! that people see are Python's own (`python/onrecord`); nothing here holds the interpreter while it reads.

mod arrow;
mod crawl;
mod failure;
mod read;
mod source;
mod store;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::arrow::Stream;
    #[pymodule_export]
    use super::crawl::{crawl, tables};
    #[pymodule_export]
    use super::read::{Reading, cli, read, read_many};
    #[pymodule_export]
    use super::store::{add, check, commitments, export, positions, search, table, who};
    #[pymodule_export]
    use super::table::Table;
}
