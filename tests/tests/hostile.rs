//! Inputs made to hurt, made small: no panic, a record or a clear error for each, and offsets that slice.

use std::path::Path;

use onrecord::{Kind, Origin, read};
use onrecord_tests::check_bytes;
use onrecord_tests::hostile::inputs;

#[test]
fn hostile_inputs_give_records_or_errors() {
    for input in inputs(1000) {
        let mut bytes = Vec::new();
        input.write(&mut bytes).unwrap();
        let (n_read, n_failed) = check_bytes(&bytes, &input.name, input.kind);
        // An archive may hold no page, and a feed no entry.
        assert!(n_read + n_failed > 0 || input.kind.is_none(), "nothing was said of {}", input.name);
    }
}

#[test]
fn nothing_is_an_error_that_says_so() {
    let origin = Origin::named("nothing");
    let error = read(&mut &b""[..], &origin).next().unwrap().unwrap_err();
    assert!(error.to_string().contains("empty"), "{error}");
}

#[test]
fn a_page_may_be_cut_anywhere() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    for name in ["summit.html", "ferry.txt", "feed.xml"] {
        let bytes = std::fs::read(examples.join(name)).unwrap();
        // A step that is no multiple of anything cuts tags, references and characters too.
        for end in (1..bytes.len()).step_by(97) {
            let (n_read, n_failed) = check_bytes(&bytes[..end], name, None);
            assert!(n_read + n_failed > 0, "{name} cut at {end}");
        }
    }
}

#[test]
fn what_is_left_out_is_noted() {
    let page = "<table><tr>".to_string() + &"x<td>".repeat(200_000);
    let origin = Origin { kind: Some(Kind::Html), ..Origin::named("cells") };
    let record = read(&mut page.as_bytes(), &origin).next().unwrap().unwrap();
    assert!(record.notes.iter().any(|note| note.what.contains("left out")), "{:?}", record.notes);
}
