//! Questions to a store.

pub mod query;
