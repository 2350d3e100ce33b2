//! What all targets check.

#[path = "../tests/runner/page.rs"]
mod page;

/// Reads any bytes as a `kind` of input and checks each page that comes of them.
pub fn check(bytes: &[u8], kind: onrecord_page::Kind) {
    page::check_bytes(bytes, "fuzzed", Some(kind), drop);
}
