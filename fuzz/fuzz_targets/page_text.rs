#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::Kind;

fuzz_target!(|bytes: &[u8]| {
    onrecord_tests::check_bytes(bytes, "fuzzed", Some(Kind::Text));
});
