//! The commands that keep a store, as people meet them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn onrecord(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("ONRECORD_STORE", "store.db");
    command.output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An empty folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("store-{name}"));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    root
}

fn aldra() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra").display().to_string()
}

#[test]
fn a_folder_is_added_once_however_often_it_is_added() {
    let folder = folder("add");
    let first = stdout(&onrecord(&folder, &["add", &aldra()]));
    assert!(first.starts_with("16 new articles, 1 new version of articles that changed: "), "{first}");
    let again = stdout(&onrecord(&folder, &["add", &aldra()]));
    assert_eq!(again, "17 pages that were there already: 0 statements added to store.db\n");
    let checked = stdout(&onrecord(&folder, &["check"]));
    assert!(checked.starts_with("store.db is sound: 17 pages, 17 versions of articles, "), "{checked}");
    // Whatever is asked for as JSON is one object a line.
    let line = stdout(&onrecord(&folder, &["check", "--format", "jsonl"]));
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["faults"], serde_json::json!([]));
}

#[test]
fn a_page_that_is_no_article_is_counted_apart() {
    let folder = folder("no-article");
    let lost = "<html><head><title>404 Not Found</title></head><body><h1>Page not found</h1>\
                <p>The page you were looking for does not exist.</p></body></html>";
    std::fs::write(folder.join("lost.html"), lost).unwrap();
    let told = stdout(&onrecord(&folder, &["add", "lost.html"]));
    let expected = "nothing: 0 statements added to store.db\n\
                    left out as no article: 1 page; --keep-all adds such pages\n";
    assert_eq!(told, expected);
    let line = stdout(&onrecord(&folder, &["add", "lost.html", "--format", "jsonl"]));
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&value["outcome"], &value["what"]), (&"left_out".into(), &"error_page".into()));
    let told = stdout(&onrecord(&folder, &["add", "lost.html", "--keep-all"]));
    assert!(told.starts_with("1 new article: "), "{told}");
}

#[test]
fn a_file_that_changed_is_a_new_version_and_pages_that_cannot_be_read_are_told() {
    let folder = folder("versions");
    let page = |words: &str| format!("Bridge reopens\n\n“{words},” said Mayor Ada Lorne on Monday.\n");
    std::fs::write(folder.join("page.txt"), page("The bridge is open")).unwrap();
    let lines = stdout(&onrecord(&folder, &["add", "page.txt", "--format", "jsonl"]));
    let first: serde_json::Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(first["outcome"], "new");
    std::fs::write(folder.join("page.txt"), page("The bridge is closed again")).unwrap();
    let output = onrecord(&folder, &["add", "page.txt", "nowhere.txt", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("nowhere.txt: no such file"), "{}", stderr(&output));
    let second: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&second["outcome"], &second["article"]), (&"new_version".into(), &first["article"]));
}

#[test]
fn a_store_is_read_again_from_the_pages_it_kept() {
    let folder = folder("rebuild");
    let feed = Path::new(&aldra()).join("../feed.xml").display().to_string();
    stdout(&onrecord(&folder, &["add", &aldra(), &feed]));
    assert_eq!(
        stdout(&onrecord(&folder, &["rebuild"])),
        "everything was read by this program and model already\n"
    );
    let counts = || stdout(&onrecord(&folder, &["check", "--format", "jsonl"]));
    let before = counts();
    assert_eq!(stdout(&onrecord(&folder, &["rebuild", "--all"])), "20 versions read again\n");
    assert_eq!(counts(), before);
}

#[test]
fn what_is_no_store_is_told_with_a_way_out() {
    let folder = folder("none");
    let output = onrecord(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "error: store.db: there is no store here\nhint: `onrecord add INPUT...` makes a store; --store PATH names another\n"
    );
    std::fs::write(folder.join("store.db"), "no database at all, only words and words and words").unwrap();
    for args in [&["check"][..], &["add", &aldra()], &["rebuild"]] {
        let output = onrecord(&folder, args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(stderr(&output).contains("hint: --store PATH names the file"), "{}", stderr(&output));
    }
    let output = onrecord(&folder, &["add", &aldra(), "--store", "no/such/folder/store.db"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.join("no").exists());
}

#[test]
fn what_people_correct_is_kept_with_who_and_why() {
    let folder = folder("correct");
    std::fs::write(
        folder.join("page.txt"),
        "Bridge reopens\n\n“The bridge is open,” said Mayor Ada Lorne on Monday in Verran.\n",
    )
    .unwrap();
    stdout(&onrecord(&folder, &["add", "page.txt"]));
    let found = stdout(&onrecord(&folder, &["actors", "why", "Ada Lorne", "--format", "jsonl"]));
    assert!(found.contains("\"why\":\"the first of this name\""), "{found}");
    let wrong = onrecord(&folder, &["correct", "st-0000000000000000", "--act", "promise"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stderr(&wrong).contains("there is no statement st-0000000000000000"), "{}", stderr(&wrong));
    assert_eq!(onrecord(&folder, &["correct", "st-0000000000000000"]).status.code(), Some(2));
    assert_eq!(onrecord(&folder, &["correct", "nonsense", "--act", "ask"]).status.code(), Some(2));
    assert_eq!(stdout(&onrecord(&folder, &["correct", "--list"])), "nothing was corrected yet\n");
    let merged = onrecord(&folder, &["actors", "merge", "Nobody Known", "Ada Lorne"]);
    assert!(stderr(&merged).contains("nobody here is called “Nobody Known”"), "{}", stderr(&merged));
}

#[test]
fn the_demonstration_makes_a_store_and_the_doctor_sees_it() {
    let folder = folder("demo");
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let output = command.arg("demo").env("TMPDIR", &folder).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("A store of 17 example articles and "), "{told}");
    let path = told.lines().next().unwrap().rsplit(' ').next().unwrap();
    let seen = stdout(&onrecord(&folder, &["doctor", "--store", path]));
    for line in
        ["articles    16 articles in 17 versions", "read by     this program and model", "writer      none"]
    {
        assert!(seen.contains(line), "{seen}");
    }
    for line in told.lines().filter(|line| line.starts_with("  onrecord ")) {
        let words = line.trim_start().split("  ").next().unwrap();
        let args: Vec<&str> = words.split(' ').skip(1).collect();
        let args: Vec<String> = match words.split_once('\'') {
            Some((ahead, quoted)) => ahead
                .split_whitespace()
                .skip(1)
                .chain([quoted.trim_end_matches('\'')])
                .map(str::to_string)
                .collect(),
            None => args.into_iter().map(str::to_string).collect(),
        };
        let args: Vec<&str> = args.iter().map(String::as_str).chain(["--store", path]).collect();
        let output = onrecord(&folder, &args);
        assert!(output.status.success() && !output.stdout.is_empty(), "{line}: {}", stderr(&output));
    }
    let missing = onrecord(&folder, &["doctor"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("hint: `onrecord add INPUT...`"));
}

#[test]
fn the_example_store_tells_what_was_promised_and_kept_who_changed_and_what_was_left_out() {
    let folder = folder("dossier");
    stdout(&onrecord(&folder, &["add", &aldra()]));
    let promised = stdout(&onrecord(&folder, &["commitments"]));
    for words in ["Ostvia would let at least 310 cubic metres", "Kalmere would open its books on the river"] {
        assert!(promised.contains(words), "{promised}");
    }
    assert!(promised.contains("kept, by what was told later"), "{promised}");
    let sides = stdout(&onrecord(&folder, &["positions", "repair", "of", "the", "dam"]));
    assert!(sides.contains("supports repair of the Corran Dam · changed from opposes"), "{sides}");
    let met = stdout(&onrecord(&folder, &["search", "kind:engagement \"met the\"", "--format", "jsonl"]));
    let met: serde_json::Value = serde_json::from_str(met.lines().next().unwrap()).unwrap();
    let told = stdout(&onrecord(&folder, &["compare", met["id"].as_str().unwrap()]));
    for only in ["joint readings", "only Kalmere", "would not pay for the repair", "only Ostvia"] {
        assert!(told.contains(only), "{only}: {told}");
    }
}

#[test]
fn whatever_is_wrong_is_corrected_by_its_id_or_name() {
    let folder = folder("mended");
    stdout(&onrecord(&folder, &["add", &aldra()]));
    let first = |query: &str| -> serde_json::Value {
        let line = stdout(&onrecord(&folder, &["search", query, "-n", "1", "--format", "jsonl"]));
        serde_json::from_str(line.lines().next().unwrap()).unwrap()
    };
    let id = |entry: &serde_json::Value| entry["id"].as_str().unwrap().to_string();
    let told =
        |args: &[&str]| stdout(&onrecord(&folder, &[&["correct"][..], args, &["--by", "ada"]].concat()));
    let commitment = first("kind:commitment \"work on the\"");
    let text =
        told(&[&id(&commitment), "--status", "kept", "--bound", "new:Ostvia Rail", "--date", "2031-03"]);
    assert!(text.contains("status: kept, where the machine read made  (ada, "), "{text}");
    assert!(text.contains("by: Ostvia Rail, where") && text.contains("day: 2031-03, where"), "{text}");
    let article = commitment["article"]["id"].as_str().unwrap();
    let words = "work on the";
    assert!(commitment["what"].as_str().unwrap().starts_with(words), "{commitment}");
    let added = told(&[article, "--add", words, "--act", "assess", "--reviewed"]);
    let lines: Vec<&str> = added.lines().collect();
    assert!(lines[0].contains("was added: “work on the”") && lines[2].contains("was reviewed"), "{added}");
    let shown = stdout(&onrecord(&folder, &["show", article]));
    assert!(shown.contains("reviewed      by ada, "), "{shown}");
    let renamed = told(&["Idris Vale", "--name", "Idris Vail", "--role", "president of Kalmere"]);
    assert!(renamed.contains("name: Idris Vail, where the machine read Idris Vale"), "{renamed}");
    assert!(stdout(&onrecord(&folder, &["who", "vail"])).contains("Idris Vail · person"));
    assert!(
        stdout(&onrecord(&folder, &["search", "act:assess \"work on the\" confidence:1", "--compact"]))
            .contains("work on the")
    );

    let misused = onrecord(&folder, &["correct", article, "--act", "deny"]);
    assert!(stderr(&misused).contains("its entries have ids of their own"), "{}", stderr(&misused));
    let refused = stderr(&onrecord(&folder, &["correct", &id(&commitment), "--act", "deny"]));
    assert!(refused.contains("a commitment has no act"), "{refused}");
    let no_terminal = stderr(&onrecord(&folder, &["review"]));
    assert!(no_terminal.contains("this is no terminal") && no_terminal.contains("hint: "), "{no_terminal}");
    // With the statement that was added goes what was said of it.
    let undone = told(&["--undo", "1", "2", "3", "4", "6"]);
    assert_eq!(undone.matches("taken back").count(), 5, "{undone}");
    assert!(
        stderr(&onrecord(&folder, &["correct", "--undo", "5"])).contains("no correction 5 that still holds")
    );
    assert!(stdout(&onrecord(&folder, &["check"])).contains("is sound"));
}

/// Whom a correction brought in appears in no article, and is nobody any more once it is taken back.
#[test]
fn who_is_new_by_a_correction_is_named_while_it_holds() {
    let folder = folder("new");
    stdout(&onrecord(&folder, &["add", &aldra()]));
    let line = stdout(&onrecord(&folder, &["search", "speaker:tarrow", "-n", "1", "--format", "jsonl"]));
    let entry: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    let id = entry["id"].as_str().unwrap();
    stdout(&onrecord(&folder, &["correct", id, "--speaker", "new:Orla Zeck"]));
    let why = stdout(&onrecord(&folder, &["actors", "why", "zeck"]));
    assert!(why.starts_with("Orla Zeck · ac-") && why.contains("\n  no article as it counts now"), "{why}");
    let undone = stdout(&onrecord(&folder, &["correct", "--undo", "1"]));
    assert!(undone.contains("speaker: Orla Zeck, where") && undone.contains("taken back"), "{undone}");
    assert!(
        !stdout(&onrecord(&folder, &["correct", "--list"])).contains("ac-"),
        "ids are for no one to read"
    );
}

/// What lies in the lock's place and is no file is no lock, and to open a pipe would wait for ever.
#[cfg(unix)]
#[test]
fn the_doctor_does_not_wait_for_a_pipe_in_the_locks_place() {
    let folder = folder("pipe-lock");
    stdout(&onrecord(&folder, &["add", &aldra()]));
    std::fs::remove_file(folder.join("store.db.lock")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("store.db.lock")).status().unwrap().success());
    assert!(stdout(&onrecord(&folder, &["doctor"])).contains("writer      none"));
    let told = stderr(&onrecord(&folder, &["add", &aldra()]));
    assert!(told.contains("its lock") && told.contains("is no file of its own"), "{told}");
}
