#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_page::InputKind;

fuzz_target!(|bytes: &[u8]| onrecord_fuzz::check(bytes, InputKind::Html));
