//! The kinds of entries: a file or a folder each, with one function `find` from a scene to what goes on record.

pub mod clause;
pub mod commitment;
pub mod engagement;
pub mod position;
pub mod statement;
pub mod weighed;
