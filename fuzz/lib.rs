//! What all targets check.

#[path = "../tests/runner/page.rs"]
mod page;

use onrecord_store::ask::query;
use onrecord_store::{Store, Writer};

/// Reads any bytes as a `kind` of input and checks each page that comes of them.
pub fn check(bytes: &[u8], kind: onrecord_page::InputKind) {
    page::check_bytes(bytes, "fuzzed", Some(kind), drop);
}

/// Reads any text as a query: it is understood and told back, or the error says where it stands in the text.
pub fn check_query(text: &str) {
    match query::parse(text) {
        Ok(query) => {
            let _ = query.to_string();
            assert!(query.notes.iter().all(|note| text.get(note.at.clone()).is_some()), "{:?}", query.notes);
        }
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some(), "{:?}", error.at);
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Opens any bytes as a store, for reading and for writing: an error, or a store that can be checked.
pub fn check_store(bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("onrecord-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written to");
    let path = folder.join("store.db");
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    match Store::open(&path) {
        Ok(store) => drop(store.check(|_, _| {})),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Err(error) = Writer::open(&path) {
        assert!(!error.to_string().is_empty());
    }
    std::fs::remove_dir_all(&folder).expect("a temporary folder can be removed");
}
