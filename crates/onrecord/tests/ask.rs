//! The commands that ask a store, as people meet them, over the invented articles in `examples/aldra`.

mod snapshot;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use snapshot::check;

fn onrecord(store: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).stdin(Stdio::null()).env("ONRECORD_STORE", store);
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").output().expect("the program starts")
}

fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ask-{name}"));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    root
}

/// The store that all tests ask.
fn aldra() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let store = folder("aldra").join("store.db");
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra").display().to_string();
        let output = onrecord(&store, &["add", &pages]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        store
    })
}

/// What is printed where all goes well.
fn asked(args: &[&str]) -> String {
    let output = onrecord(aldra(), args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&asked(&[&args[..1], &["--format", "json"], &args[1..]].concat())).unwrap()
}

/// The exit code and the messages.
fn told(store: &Path, args: &[&str]) -> (i32, String) {
    let output = onrecord(store, args);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn help_teaches() {
    for command in [
        "search",
        "who",
        "timeline",
        "show",
        "commitments",
        "positions",
        "compare",
        "like",
        "related",
        "stats",
    ] {
        check(&format!("help-{command}"), &asked(&[command, "--help"]));
    }
}

#[test]
fn a_query_finds_statements_by_who_and_what() {
    let found = json(&["search", "speaker:halvorsen", "act:promise", "pay"]);
    assert_eq!(found["read_as"][0], "by a speaker named “halvorsen”");
    let hits = found["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        assert_eq!(
            (hit["speakers"][0]["name"].as_str(), hit["act"].as_str()),
            (Some("Mira Halvorsen"), Some("promise"))
        );
        let content = hit["content"].as_str().unwrap();
        let mark = &hit["marks"][0];
        let at = |name: &str| mark[name].as_u64().unwrap() as usize;
        let sliced: String = content.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(sliced.to_lowercase(), "pay");
        assert_eq!(&content[at("byte_start")..at("byte_end")], sliced);
    }
}

#[test]
fn wire_copies_are_one_result_with_both_counts() {
    let found = json(&["search", "publisher:ledger", "--limit", "100"]);
    let hits = found["hits"].as_array().unwrap();
    let copied = hits.iter().find(|hit| hit["copies"]["articles"] == 2 && hit["copies"]["stories"] == 1);
    let copied = copied.expect("the wire's copies");
    let shown = json(&["show", copied["id"].as_str().unwrap()]);
    assert_eq!(shown["reports"][0]["is_copy"], true);
    let text = asked(&["search", "publisher:ledger", "--limit", "100"]);
    assert!(text.contains("2 reports in 2 articles, one a copy of another"), "{text}");
    assert_eq!(found["total"]["entries"], hits.len());
}

#[test]
fn every_format_has_the_same_entries() {
    let query = ["act:promise", "--limit", "1000"];
    let in_form = |form: &str| asked(&[&["search"], &query[..], &["--format", form]].concat());
    let all: Value = serde_json::from_str(&in_form("json")).unwrap();
    let ids: Vec<&str> =
        all["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 3);
    let lines = in_form("jsonl");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    assert!(lines.iter().all(|line| line["schema_version"] == "1"));
    let csv = in_form("csv");
    assert!(csv.starts_with("id,content,speakers,"));
    for (form, text) in [("csv", csv), ("markdown", in_form("markdown")), ("human", in_form("human"))] {
        let mut rest = text.as_str();
        for id in &ids {
            let at = rest.find(id).unwrap_or_else(|| panic!("{id} is missing in {form}"));
            rest = &rest[at + id.len()..];
        }
    }
}

#[test]
fn what_is_found_is_exported_to_the_last_copy() {
    for query in
        ["act:promise", "published:2031-10 dam", "kind:statement -quote:direct", "speaker:nosuchname"]
    {
        let total = json(&["search", "--", query])["total"].clone();
        let output = onrecord(aldra(), &["export", "--", query]);
        assert_eq!(output.status.code(), Some(0), "{query}");
        let n_lines = String::from_utf8(output.stdout).unwrap().lines().count();
        assert_eq!(total["reports"], n_lines, "{query}");
    }
    assert_eq!(told(aldra(), &["export", "dam OR"]).0, 2);
}

#[test]
fn pages_of_a_list_follow_each_other() {
    let whole = json(&["search", "dam", "--limit", "1000"]);
    let (mut ids, mut offset) = (Vec::new(), Some(0));
    while let Some(at) = offset {
        let part = json(&["search", "dam", "--limit", "3", "--offset", &at.to_string()]);
        ids.extend(part["hits"].as_array().unwrap().iter().map(|hit| hit["id"].clone()));
        offset = part["next"].as_u64();
    }
    let all: Vec<Value> = whole["hits"].as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect();
    assert_eq!(ids, all);
    assert!(asked(&["search", "dam", "-n", "3"]).ends_with("There is more: --offset 3\n"));
}

#[test]
fn a_wrong_operator_gets_a_caret_and_exit_code_2() {
    for (name, query) in [
        ("query-or", "dam OR OR river"),
        ("query-date", "speaker:vale said:yesterday"),
        ("query-act", "act:denny"),
        ("query-near", "\u{1b}[2J dam NEAR/far river"),
    ] {
        let (code, errors) = told(aldra(), &["search", query]);
        assert_eq!(code, 2, "{query}");
        check(name, &errors);
    }
    // No punctuation is an operator that could be wrong.
    for query in ["()", "\"", "*", "a:b", "'; DROP TABLE _entry; --", "^x + {y} ~2", "speaker:", "[a-z]+\\d"]
    {
        assert_eq!(onrecord(aldra(), &["search", "--", query]).status.code(), Some(0), "{query}");
    }
}

#[test]
fn how_a_query_was_read_is_explained() {
    let text = asked(&["search", "--explain", "dam or river -act:deny", "--width", "60"]);
    assert!(text.starts_with(
        "read as  the word “dam”\n         and the word “or”\n         and the word “river”\n         and not it denies \
         something\nnote     “or” is read as a word; OR is the operator\n"
    ), "{text}");
    // Where nothing is found, what was misread is told unasked.
    let (code, errors) = told(aldra(), &["search", "nosuchword or nosuchword"]);
    assert_eq!((code, errors.as_str()), (0, "note: “or” is read as a word; OR is the operator\n"));
    let (code, errors) = told(aldra(), &["search", "topic:dam"]);
    assert_eq!(code, 2);
    assert!(
        errors.contains("there is no field topic:") && errors.contains("did you mean about:?"),
        "{errors}"
    );
}

#[test]
fn two_of_one_name_are_listed_and_their_ids_tell_them_apart() {
    let found = json(&["who", "daniel", "marsh"]);
    let actors = found["actors"].as_array().unwrap();
    assert_eq!(actors.len(), 2);
    assert_eq!(found["dossier"], Value::Null);
    for actor in actors {
        let alone = json(&["who", actor["id"].as_str().unwrap()]);
        assert_eq!(alone["dossier"]["id"], actor["id"]);
    }
    let halvorsen = &json(&["who", "halvorsen"])["dossier"];
    assert_eq!(halvorsen["name"], "Mira Halvorsen");
    assert!(halvorsen["roles"][0]["title"].as_str().unwrap().to_lowercase().contains("prime minister"));
    let (code, errors) = told(aldra(), &["who", "nobody", "of", "that", "name"]);
    assert_eq!(code, 1);
    assert!(errors.contains("nobody here is called “nobody of that name”"), "{errors}");
}

#[test]
fn whatever_a_list_names_can_be_shown() {
    let timeline = json(&["timeline", "--limit", "1000"]);
    let moments = timeline["moments"].as_array().unwrap();
    assert!(moments.len() > 50);
    let days: Vec<&str> = moments.iter().map(|moment| moment["day"].as_str().unwrap()).collect();
    assert!(days.is_sorted(), "{days:?}");
    let moment = &moments[moments.len() / 2];
    let shown = json(&["show", moment["id"].as_str().unwrap()]);
    let paragraph = shown["paragraph"]["text"].as_str().unwrap();
    assert!(paragraph.contains(shown["selectors"]["exact"].as_str().unwrap()));
    let address = shown["article"]["address"].as_str().unwrap();
    let article = json(&["show", address]);
    assert_eq!(article["shown"], "article");
    let related = json(&["related", address, "--limit", "3"]);
    assert!(related["related"].as_array().unwrap().len() <= 3);
    for one in related["related"].as_array().unwrap() {
        assert_eq!(json(&["show", one["id"].as_str().unwrap()])["title"], one["title"]);
    }
    assert_eq!(told(aldra(), &["show", "st-0000000000000000"]).0, 1);
}

#[test]
fn an_article_that_was_corrected_shows_both_versions() {
    let found = json(&["search", "about:\"low water\" OR publisher:courier", "--limit", "1000"]);
    let hits = found["hits"].as_array().unwrap();
    let ids: std::collections::BTreeSet<&str> =
        hits.iter().map(|hit| hit["article"]["id"].as_str().unwrap()).collect();
    let n_versions = |id: &&str| json(&["show", id])["versions"].as_array().unwrap().len();
    assert_eq!(ids.iter().map(n_versions).max(), Some(2));
}

#[test]
fn a_store_is_told_in_numbers() {
    let stats = json(&["stats"]);
    assert_eq!(
        (stats["articles"].as_u64(), stats["versions"].as_u64(), stats["stories"].as_u64()),
        (Some(16), Some(17), Some(14))
    );
    assert!(asked(&["stats"]).starts_with("statements    "));
}

#[test]
fn lines_keep_to_the_width_and_pages_send_no_escapes() {
    let folder = folder("hostile");
    let page = "Bridge\u{1b}]0;x\u{7} reopens\n\n“The \u{202e}bridge\u{1b}[2J is open and everybody may cross it again,” said Mayor Ada Lorne on Monday.\n";
    std::fs::write(folder.join("page.txt"), page).unwrap();
    let store = folder.join("store.db");
    assert!(onrecord(&store, &["add", folder.join("page.txt").to_str().unwrap()]).status.success());
    let id = {
        let output = onrecord(&store, &["search", "--format", "json"]);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        found["hits"][0]["id"].as_str().unwrap().to_string()
    };
    for args in [
        &["search", "bridge"][..],
        &["timeline"],
        &["who", "lorne"],
        &["show", &id],
        &["stats"],
        &["search", "--format", "markdown"],
        &["search", "--format", "json"],
    ] {
        let output = onrecord(&store, args);
        let text = String::from_utf8(output.stdout).unwrap();
        let bad = text.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(bad, None, "{args:?}: {text}");
    }
    for width in ["20", "60"] {
        let width_of = |line: &str| line.chars().count();
        for args in [&["search", "dam"][..], &["who", "halvorsen"], &["stats"], &["timeline"]] {
            let text = asked(&[args, &["--width", width]].concat());
            let most = text.lines().map(width_of).max().unwrap_or(0);
            assert!(most <= width.parse().unwrap(), "{args:?} at {width}: {most}");
        }
    }
}

#[test]
fn colour_is_for_terminals_and_marks_the_words() {
    assert!(!asked(&["search", "dam"]).contains('\u{1b}'));
    assert!(asked(&["search", "dam", "--color", "always"]).contains("\u{1b}[1m\u{1b}[33mdam\u{1b}[0m"));
    assert!(!asked(&["search", "dam", "--color", "always", "--format", "markdown"]).contains('\u{1b}'));
}

#[test]
fn without_a_store_there_is_a_way_out() {
    let (code, errors) = told(&folder("none").join("store.db"), &["search", "dam"]);
    assert_eq!(code, 1);
    assert!(
        errors.contains("there is no store here\nhint: `onrecord add INPUT...` makes a store"),
        "{errors}"
    );
}

#[test]
fn every_list_comes_as_parquet_where_it_was_built_in() {
    for args in [&["search", "pledge"][..], &["timeline", "dam"], &["who", "halvorsen"], &["stats"]] {
        let output = onrecord(aldra(), &[args, &["--format", "parquet"]].concat());
        if cfg!(feature = "parquet") {
            assert!(output.status.success() && output.stdout.starts_with(b"PAR1"), "{args:?}");
            assert!(output.stdout.ends_with(b"PAR1"), "{args:?}");
        } else {
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
            assert!(told.contains("built without it") && told.contains("hint: build it with"), "{told}");
        }
    }
}

#[test]
fn why_finds_whom_who_finds() {
    for name in ["halvorsen", "Idris Vale", "marsh"] {
        let found = json(&["who", name]);
        let why = asked(&["actors", "why", name]);
        for actor in found["actors"].as_array().unwrap() {
            assert!(why.contains(actor["id"].as_str().unwrap()), "{name}: {actor} is not in\n{why}");
        }
    }
}

#[test]
fn one_line_an_entry_fits_its_line() {
    let text = asked(&["search", "dam", "--compact", "--width", "60"]);
    let hits = json(&["search", "dam"])["hits"].as_array().unwrap().len();
    let has_id = |line: &&str| ["  st-", "  en-", "  co-", "  po-"].iter().any(|id| line.contains(id));
    let lines: Vec<&str> = text.lines().filter(has_id).collect();
    assert_eq!(lines.len(), hits, "{text}");
    assert!(lines.iter().all(|line| line.chars().count() == 60), "{text}");
}
