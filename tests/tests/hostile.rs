//! Inputs made to hurt, made small: no panic, a record or a clear error for each, and offsets that slice.

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use onrecord::{InputKind, Origin, model, pages, read};
use onrecord_tests::hostile::inputs;
use onrecord_tests::{check_bytes, record};

#[test]
fn hostile_inputs_give_records_or_errors() {
    let waiting = Mutex::new(inputs(1000).into_iter());
    let next = || waiting.lock().unwrap().next();
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                while let Some(input) = next() {
                    let mut bytes = Vec::new();
                    input.write(&mut bytes).unwrap();
                    let (n_read, n_failed) = check_bytes(&bytes, &input.name, input.kind);
                    // An archive may hold no page, and a feed no entry.
                    let is_told = n_read + n_failed > 0 || input.kind.is_none();
                    assert!(is_told, "nothing was said of {}", input.name);
                }
            });
        }
    });
}

#[test]
fn nothing_is_an_error_that_says_so() {
    let origin = Origin::named("nothing");
    let error = read(&mut &b""[..], &origin, model()).next().unwrap().unwrap_err();
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
fn every_legacy_charset_is_read_as_declared() {
    // The labels of the Encoding Standard's legacy charsets (UTF-16 and the replacement apart).
    const CHARSETS: [&str; 35] = [
        "ibm866",
        "iso-8859-2",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-8-i",
        "iso-8859-10",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "koi8-r",
        "koi8-u",
        "macintosh",
        "windows-874",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "x-mac-cyrillic",
        "gbk",
        "gb18030",
        "big5",
        "euc-jp",
        "iso-2022-jp",
        "shift_jis",
        "euc-kr",
    ];
    for label in CHARSETS {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let can_say = |c: &char| !encoding.encode(c.encode_utf8(&mut [0; 4])).2;
        let letters: String = "éüžšąķżőñβλжщאשابمกข漢字的한글".chars().filter(can_say).collect();
        assert!(!letters.is_empty(), "{label}");
        for declared in [label, "", "utf-8", "shift_jis", "no-such-charset"] {
            let page =
                format!("<meta charset='{declared}'><p>The dam of {letters} held, the mayor said.</p>");
            let (bytes, ..) = encoding.encode(&page);
            check_bytes(&bytes, label, Some(InputKind::Html));
            if declared == label {
                let origin = Origin { kind: Some(InputKind::Html), ..Origin::named(label) };
                let record = read(&mut &*bytes, &origin, model()).next().unwrap().unwrap();
                let all: String = record.article.furniture.iter().map(|f| f.text.as_str()).collect();
                assert!(
                    (record.article.text.clone() + &all).contains(&letters),
                    "{label} read as {record:?}"
                );
            }
        }
    }
}

#[test]
fn marks_that_never_close_and_endless_words_are_read() {
    let origin = Origin { kind: Some(InputKind::Text), ..Origin::named("text") };
    for text in [
        "“It holds, said Ada Lorne of Port Vale. ".repeat(100),
        "“ ".repeat(1000),
        format!("{} said the dam held.", "x".repeat(100_000)),
        format!("“It holds,” said {}.", "X".repeat(100_000)),
    ] {
        let record = record(text.as_bytes(), &origin);
        // Speech that never ends is not put into one mouth over and over.
        let said: usize = record.statements.iter().flat_map(|s| &s.content).map(|span| span.text.len()).sum();
        assert!(said <= 3 * text.len(), "{said} bytes said in {}", text.len());
    }
}

#[test]
fn what_is_left_out_is_noted() {
    let page = "<table><tr>".to_string() + &"x<td>".repeat(200_000);
    let origin = Origin { kind: Some(InputKind::Html), ..Origin::named("cells") };
    let notes = pages(&mut page.as_bytes(), &origin).next().unwrap().unwrap().notes;
    assert!(notes.iter().any(|note| note.what.contains("left out")), "{notes:?}");
}
