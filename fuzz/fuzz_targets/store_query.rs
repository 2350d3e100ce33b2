#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| onrecord_fuzz::check_query(text));
