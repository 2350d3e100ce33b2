//! Stores for the tests of what is kept until a store changes.

use std::path::Path;

use onrecord_store::{NewPage, Writer, sample};

/// Adds the n-th of a number of articles to a store, which is made where there is none.
pub fn add_article(path: &Path, n: usize) {
    let mut writer = Writer::open(path).unwrap();
    let record = sample(&format!("https://courier.example/{n}"), "“The dam will hold,” Ada Lorne said.");
    writer.add(&NewPage { record: &record, bytes: b"page", origin: "{}" }).unwrap();
    writer.commit().unwrap();
}
