//! The command line as people meet it: help, output, errors, exit codes.

mod snapshot;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapshot::check;

const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Bridge reopens</title></head><body>\
    <nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav>\
    <article><h1>Bridge reopens</h1>\
    <p>The Old Bridge of Verran reopened on Monday after two years of repairs, and the first cart to cross \
    it was drawn by a goat, which nobody had planned and everybody had come to see.</p>\
    <p>“We have waited two years for this, and for the goat,” said Mayor Ada Lorne, who cut the ribbon.</p>\
    </article></body></html>";

fn onrecord(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    onrecord(args).output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder of its own for one test, with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&root);
    for (file, bytes) in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}

fn with_stdin(args: &[&str], bytes: &[u8]) -> Output {
    let mut child =
        onrecord(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).display().to_string()
}

#[test]
fn help_teaches() {
    for (name, args) in [
        ("help", &["--help"][..]),
        ("help-read", &["read", "--help"]),
        ("help-add", &["add", "--help"]),
        ("help-import", &["import", "--help"]),
        ("help-check", &["check", "--help"]),
        ("help-rebuild", &["rebuild", "--help"]),
        ("help-watch", &["watch", "--help"]),
        ("help-correct", &["correct", "--help"]),
        ("help-actors", &["actors", "--help"]),
        ("help-demo", &["demo", "--help"]),
        ("help-doctor", &["doctor", "--help"]),
        ("help-export", &["export", "--help"]),
        #[cfg(feature = "serve")]
        ("help-serve", &["serve", "--help"]),
        #[cfg(feature = "serve")]
        ("help-mcp", &["mcp", "--help"]),
        ("help-schema", &["schema", "--help"]),
        ("help-completions", &["completions", "--help"]),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(0));
        check(name, &stdout(&output));
    }
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_is_right() {
    let cases: [(&str, &[&str]); 8] = [
        ("usage-no-input", &["read"]),
        ("usage-unknown-flag", &["read", "--fromat", "json", "x"]),
        ("usage-format", &["read", "--format", "xml", "x"]),
        ("usage-date", &["read", "--published", "last Monday", "x"]),
        ("usage-size", &["read", "--max-size", "big", "x"]),
        ("usage-probability", &["read", "--min-confidence", "80%", "x"]),
        ("usage-stdin-twice", &["read", "-", "-"]),
        ("usage-title-of-two", &["read", "--title", "T", "a", "b"]),
    ];
    for (name, args) in cases {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(stdout(&output), "", "{name}");
        check(name, &stderr(&output));
    }
    // Without any argument there is help, but nothing was done.
    assert_eq!(run(&[]).status.code(), Some(2));
}

#[test]
fn version_is_told() {
    assert_eq!(stdout(&run(&["--version"])), format!("onrecord {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_schema_and_completions_are_printed() {
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    assert_eq!(schema["title"], "Record");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = stdout(&run(&["completions", shell]));
        assert!(script.contains("max-size"), "{shell}");
    }
}

#[test]
fn a_page_is_read_from_a_path_and_from_standard_input() {
    let root = folder("one", &[("page.html", PAGE.as_bytes())]);
    let path = root.join("page.html");
    let from_path = stdout(&run(&["read", path.to_str().unwrap()]));
    assert!(from_path.starts_with("Bridge reopens\n"), "{from_path}");
    let from_stdin = with_stdin(&["read", "-"], PAGE.as_bytes());
    assert_eq!(stdout(&from_stdin), from_path);
    assert_eq!(stderr(&from_stdin), "");
}

#[test]
fn json_is_one_object_for_one_input_and_an_array_for_several() {
    let root = folder("json", &[("a.html", PAGE.as_bytes()), ("b/c.html", PAGE.as_bytes())]);
    let a = root.join("a.html");
    let one = run(&["read", a.to_str().unwrap(), "--format", "json"]);
    let one: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(one["schema_version"], "1");
    assert_eq!(one["input"], a.to_str().unwrap());
    let all = run(&["read", root.to_str().unwrap(), "--format", "json"]);
    let all: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 2);
    let lines = stdout(&run(&["read", root.to_str().unwrap(), "--format", "jsonl"]));
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().collect::<Vec<_>>(), all.as_array().unwrap().iter().collect::<Vec<_>>());
}

#[test]
fn a_stage_is_printed_as_far_as_it_goes() {
    let page = example("summit.html");
    let stage = |stage: &str| -> serde_json::Value {
        let output = run(&["read", &page, "--stage", stage, "--format", "json"]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let cues = stage("cues");
    let text: Vec<char> = cues["article"]["text"].as_str().unwrap().chars().collect();
    let attributions = cues["attributions"].as_array().unwrap();
    assert!(attributions.len() > 3);
    for span in attributions.iter().flat_map(|one| one["content"].as_array().unwrap()) {
        let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
        assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), span["text"].as_str().unwrap());
    }
    let actors = stage("actors");
    assert!(actors["actors"].as_array().unwrap().iter().any(|actor| actor["name"] == "Mira Halvorsen"));
    assert!(actors.get("statements").is_none() && cues.get("actors").is_none());
}

#[test]
fn many_inputs_come_out_in_order_however_many_threads_read_them() {
    let pages: Vec<(String, String)> = (0..60)
        .map(|n| {
            // Pages of very different length finish in another order than they begin.
            let filler = "<p>The river kept rising, and so did the price of a seat on the ferry.</p>"
                .repeat(n * 7 % 60);
            (format!("{:02}.html", n), PAGE.replace("</article>", &format!("{filler}</article>")))
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        pages.iter().map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
    let root = folder("many", &files);
    let read =
        |jobs: &str| stdout(&run(&["read", root.to_str().unwrap(), "--format", "jsonl", "--jobs", jobs]));
    let one = read("1");
    assert_eq!(one.lines().count(), 60);
    assert_eq!(one, read("8"));
}

#[test]
fn the_pages_of_one_archive_come_out_in_order_however_many_threads_read_them() {
    let mut archive = String::new();
    for n in 0..24 {
        let filler = "<p>The river kept rising, and so did the price of a seat.</p>".repeat(n * 7 % 40);
        let page = PAGE.replace("</article>", &format!("{filler}</article>"));
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        archive += &format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{n}\r\n\
             WARC-Record-ID: <urn:uuid:0000-{n}>\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
    }
    let root = folder("archive", &[("crawl.warc", archive.as_bytes())]);
    let path = root.join("crawl.warc");
    let read =
        |jobs: &str| stdout(&run(&["read", path.to_str().unwrap(), "--format", "jsonl", "--jobs", jobs]));
    let one = read("1");
    assert_eq!(one.lines().count(), 24);
    for jobs in ["2", "8"] {
        assert_eq!(one, read(jobs), "--jobs {jobs}");
    }
}

#[test]
fn an_input_that_cannot_be_read_is_reported_and_the_rest_goes_on() {
    let root = folder("some", &[("page.html", PAGE.as_bytes())]);
    let page = root.join("page.html");
    let output = run(&["read", "no/such/page.html", page.to_str().unwrap(), "example.org/news"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stdout(&output).contains("Bridge reopens"));
    check("error-some", &stderr(&output));
    let none = run(&["read", "no/such/page.html"]);
    assert_eq!(none.status.code(), Some(1));
    assert_eq!(stdout(&none), "");
}

#[test]
fn an_empty_folder_is_a_failure() {
    let root = folder("empty", &[]);
    std::fs::create_dir_all(&root).unwrap();
    let output = run(&["read", root.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "[]\n");
    assert!(stderr(&output).contains("the folder holds no files"), "{}", stderr(&output));
}

#[test]
fn a_page_larger_than_the_limit_is_refused_by_name() {
    let output = with_stdin(&["read", "-", "--max-size", "100"], PAGE.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let message = stderr(&output);
    assert!(message.starts_with("error: -: ") && message.contains("hint: --max-size"), "{message}");
}

#[test]
#[cfg(unix)]
fn a_file_without_permission_is_reported_with_its_cause() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder("locked", &[("page.html", PAGE.as_bytes())]);
    let page = root.join("page.html");
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = std::fs::File::open(&page).is_ok();
    let output = run(&["read", page.to_str().unwrap()]);
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o600)).unwrap();
    if !is_root {
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("cannot be opened: permission denied"), "{}", stderr(&output));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    for args in [&["schema"][..], &["completions", "bash"], &["read", &example("summit.html")]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = onrecord(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let expected = "error: standard output: cannot be written: no space left on device\n\
                        hint: make room, or write elsewhere\n";
        assert_eq!(stderr(&output), expected, "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let examples = example("");
    let mut child = onrecord(&["read", &examples, &examples, &examples, "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
}

#[test]
#[cfg(unix)]
fn an_interrupt_leaves_no_half_line() {
    use std::io::{BufRead, BufReader, Read};
    let mut child = onrecord(&["read", &example("summit.html"), "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    reader.read_line(&mut text).unwrap();
    // The first record is on its way; standard input never ends.
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let records: serde_json::Value = serde_json::from_str(&text).expect("an array that is closed");
    assert_eq!(records.as_array().unwrap().len(), 1);
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let page = example("summit.html");
    assert!(!stdout(&run(&["read", &page])).contains('\x1b'));
    assert!(stdout(&run(&["read", &page, "--color", "always"])).contains("\x1b[1m"));
    assert!(!stdout(&run(&["read", &page, "--color", "always", "--format", "json"])).contains('\x1b'));
    let errors = run(&["read", "missing", "--color", "always"]);
    assert!(stderr(&errors).contains("\x1b["), "{}", stderr(&errors));
}

#[test]
fn the_width_is_kept() {
    for width in ["20", "40", "60", "120"] {
        let text = stdout(&run(&["read", &example("summit.html"), "--width", width]));
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} columns at --width {width}");
    }
}

#[test]
fn names_of_files_cannot_act_on_a_terminal() {
    let output = run(&["read", "no\x1b[2Jsuch"]);
    assert!(stderr(&output).starts_with("error: no␛[2Jsuch: "), "{}", stderr(&output));
}

#[test]
fn what_the_input_does_not_say_is_supplied() {
    let flags = ["--title", "A title", "--published", "2031-03-12", "--url", "https://courier.example/1"];
    let args = [&["read", "-", "--as", "text", "--format", "json"][..], &flags].concat();
    let output = with_stdin(&args, b"The river rose.\n\nIt fell again.\n");
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"]["title"], "A title");
    assert_eq!(record["article"]["published"], "2031-03-12");
    assert_eq!(record["article"]["url"], "https://courier.example/1");
    assert_eq!(record["provenance"]["kind"], "text");
}

/// The ids of statements and thoughts, each with its confidence, and the notes.
fn told(args: &[&str]) -> (Vec<(String, f64)>, Vec<String>) {
    let record: serde_json::Value = serde_json::from_slice(&run(args).stdout).unwrap();
    let list = |name: &str| record[name].as_array().unwrap().clone();
    let all = [list("statements"), list("thoughts")].concat();
    let of =
        |s: &serde_json::Value| (s["id"].as_str().unwrap().to_string(), s["confidence"].as_f64().unwrap());
    let notes = list("notes").iter().map(|note| note["what"].as_str().unwrap().to_string()).collect();
    (all.iter().map(of).collect(), notes)
}

#[test]
fn what_is_not_sure_enough_is_left_out_of_every_format() {
    let page = example("summit.html");
    let (all, notes) = told(&["read", &page, "--format", "json"]);
    assert!(all.iter().all(|(_, confidence)| (0.0..=1.0).contains(confidence)));
    assert_eq!(notes, told(&["read", &page, "--format", "json", "--min-confidence", "0"]).1);
    let (sure, noted) = told(&["read", &page, "--format", "json", "--min-confidence", "0.8"]);
    let expected: Vec<_> = all.iter().filter(|(_, confidence)| *confidence >= 0.8).cloned().collect();
    assert_eq!(sure, expected);
    assert!(!sure.is_empty() && sure.len() < all.len());
    let note =
        format!("{} statements and thoughts below a confidence of 0.8 left out", all.len() - sure.len());
    assert_eq!(noted.last(), Some(&note));
    for format in ["human", "markdown", "jsonl", "json"] {
        let with =
            |least: &str| stdout(&run(&["read", &page, "--format", format, "--min-confidence", least]));
        let (all, sure, none) = (with("0"), with("0.8"), with("1"));
        assert!(sure.len() < all.len() && none.len() < sure.len(), "{format}");
        assert!(sure.contains(&note), "{format}");
    }
    let text = |least: &str| stdout(&run(&["read", &page, "--format", "text", "--min-confidence", least]));
    assert_eq!(text("1"), text("0"));
}

#[test]
fn other_languages_are_named_and_read_only_if_asked_for() {
    let german = "„Die Brücke ist seit Montag wieder offen, und sie hält“, sagte Bürgermeisterin Ada Lorne. "
        .repeat(4);
    let root = folder("german", &[("german.txt", german.as_bytes())]);
    let path = root.join("german.txt");
    let page = ["read", path.to_str().unwrap(), "--as", "text", "--format", "json"];
    let (statements, notes) = told(&page);
    assert!(statements.is_empty());
    assert!(
        notes.iter().any(|note| note.starts_with("the article is in de (") && note.contains("left out")),
        "{notes:?}"
    );
    let (_, notes) = told(&[&page[..], &["--any-language"]].concat());
    assert!(notes.iter().any(|note| note.contains("as if it were in English")), "{notes:?}");
}

#[test]
fn the_examples_are_read() {
    let output = run(&["read", &example("summit.html"), "--stage", "page", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let article = &page["article"];
    assert_eq!(article["title"], "Ostvia and Kalmere agree to share the Aldra, but not who pays for the dam");
    let text = article["text"].as_str().unwrap();
    assert!(text.contains("A gauge on an island"));
    for furniture in
        ["cookies", "Type to search", "Also read", "The Morning Ferry", "lockkeeper77", "grew up on a barge"]
    {
        assert!(!text.contains(furniture), "{furniture}");
    }
}
