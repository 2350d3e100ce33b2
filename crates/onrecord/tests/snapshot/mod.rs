//! Expected output in files: `ONRECORD_BLESS=1 cargo test -p onrecord` writes them anew; read the diff.

use std::path::Path;

/// Fails unless `actual` is what `tests/snapshots/NAME.txt` holds.
pub fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.txt"));
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        std::fs::write(&path, actual).expect("snapshots can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{name} is not as expected; ONRECORD_BLESS=1 accepts it\n--- expected\n{expected}\n--- actual\n{actual}"
    );
}
