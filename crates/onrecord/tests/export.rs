//! `onrecord export` over the example articles: every form, as many entries as are told, words where they should be.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use onrecord_record::Part;
use onrecord_store::{Change, Store, Writer};
use serde_json::Value;

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("ONRECORD_STORE", "store.db");
    command
}

fn onrecord(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program starts")
}

fn empty_folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("export-{name}"));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    root
}

/// The example articles in a store, added once for all tests, each of which has a copy.
fn aldra(name: &str) -> PathBuf {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let folder = empty_folder("all");
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra");
        assert!(onrecord(&folder, &["add", articles.to_str().unwrap()]).status.success());
        folder.join("store.db")
    });
    let folder = empty_folder(name);
    std::fs::copy(store, folder.join("store.db")).unwrap();
    folder
}

/// What is written to standard output, and the number that is told.
fn export(folder: &Path, args: &[&str]) -> (String, usize) {
    let output = onrecord(folder, &[&["export"], args].concat());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    let number = told.strip_prefix("note: ").and_then(|told| told.split(' ').next()?.parse().ok());
    (String::from_utf8(output.stdout).unwrap(), number.unwrap_or_else(|| panic!("no number in {told}")))
}

fn lines(folder: &Path, args: &[&str]) -> Vec<Value> {
    let (text, told) = export(folder, args);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    if !args.contains(&"annotations") {
        assert_eq!(lines.len(), told);
    }
    lines
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_string()
}

/// The articles' texts by their ids, in code points.
fn texts(folder: &Path) -> BTreeMap<String, Vec<char>> {
    let articles = lines(folder, &["--what", "articles"]);
    articles.iter().map(|article| (text(&article["id"]), text(&article["text"]).chars().collect())).collect()
}

fn error(folder: &Path, args: &[&str], code: i32) -> String {
    let output = onrecord(folder, &[&["export"], args].concat());
    assert_eq!(output.status.code(), Some(code));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn lines_slice_the_texts_and_their_ids_resolve() {
    let folder = aldra("lines");
    let texts = texts(&folder);
    let statements = lines(&folder, &[]);
    let actors: BTreeSet<String> =
        lines(&folder, &["--what", "actors"]).iter().map(|actor| text(&actor["id"])).collect();
    let ids: BTreeSet<String> = statements.iter().map(|statement| text(&statement["id"])).collect();
    assert!(statements.len() > 50 && texts.len() == 16 && ids.len() == statements.len());
    let mut days = Vec::new();
    for statement in &statements {
        assert_eq!(statement["schema_version"], "1");
        let letters = &texts[&text(&statement["article"])];
        let at = |name: &str, idx: usize| usize::try_from(statement[name][idx].as_u64().unwrap()).unwrap();
        let n_pieces = statement["starts"].as_array().unwrap().len();
        let pieces: Vec<String> =
            (0..n_pieces).map(|idx| letters[at("starts", idx)..at("ends", idx)].iter().collect()).collect();
        assert_eq!(pieces.join(" … "), text(&statement["content"]));
        assert!(ids.contains(&text(&statement["first_report"])));
        for name in ["speaker_ids", "addressee_ids", "via_ids"] {
            assert!(statement[name].as_array().unwrap().iter().all(|id| actors.contains(&text(id))));
        }
        days.push(text(&statement["published_day"]));
    }
    assert!(days.is_sorted());
    // A wire's words in two outlets are one statement.
    assert!(statements.iter().any(|statement| statement["first_report"] != statement["id"]));
    assert_eq!(export(&folder, &[]), export(&folder, &["--format", "jsonl", "--what", "statements"]));
}

/// Numbers in as many digits as survive reading and writing.
fn rounded(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            *value = Value::String(format!("{:.9}", number.as_f64().unwrap()));
        }
        Value::Array(items) => items.iter_mut().for_each(rounded),
        Value::Object(fields) => fields.values_mut().for_each(rounded),
        _ => {}
    }
}

#[test]
fn records_are_those_that_read_prints_without_furniture() {
    let folder = aldra("records");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra");
    let read = onrecord(&folder, &["read", articles.to_str().unwrap(), "--format", "jsonl"]);
    let mut read: Vec<Value> = String::from_utf8(read.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let mut record: Value = serde_json::from_str(line).unwrap();
            record["article"]["furniture"] = Value::Array(Vec::new());
            rounded(&mut record);
            record
        })
        .collect();
    let mut records = lines(&folder, &["--what", "records"]);
    records.iter_mut().for_each(rounded);
    read.retain(|record| {
        records.iter().any(|kept| kept["provenance"]["sha256"] == record["provenance"]["sha256"])
    });
    assert_eq!((records.len(), read.len()), (16, 16));
    for record in &records {
        assert!(read.contains(record), "{}", record["input"]);
    }
}

#[test]
fn csv_reads_back_as_what_the_lines_say() {
    let folder = aldra("csv");
    for what in ["statements", "articles", "actors"] {
        let (table, told) = export(&folder, &["--format", "csv", "--what", what]);
        let lines = lines(&folder, &["--what", what]);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let names = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!((rows.len(), lines.len()), (told, told));
        for (row, line) in rows.iter().zip(&lines) {
            assert_eq!(row.len(), line.as_object().unwrap().len() - 1);
            for (name, cell) in names.iter().zip(row) {
                let expected = match &line[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Array(items) => {
                        let shown =
                            items.iter().map(|item| item.as_str().map_or(item.to_string(), str::to_string));
                        shown.collect::<Vec<_>>().join("|")
                    }
                    Value::Number(number) if number.is_f64() => {
                        assert!((number.as_f64().unwrap() - cell.parse::<f64>().unwrap()).abs() < 1e-9);
                        continue;
                    }
                    other => other.to_string(),
                };
                assert_eq!(cell, expected, "{name}");
            }
        }
    }
    let (table, _) = export(&folder, &["--format", "csv", "--excel"]);
    assert!(table.starts_with("\u{feff}id,content,"));
}

#[test]
fn annotations_select_the_words_of_every_statement() {
    let folder = aldra("annotations");
    let texts = texts(&folder);
    let statements = lines(&folder, &[]);
    let annotations = lines(&folder, &["--format", "annotations"]);
    assert_eq!(export(&folder, &["--format", "annotations"]).1, statements.len());
    let ids = |list: &[Value]| list.iter().map(|one| text(&one["id"]).replace("urn:onrecord:", "")).collect();
    let (one, other): (BTreeSet<String>, BTreeSet<String>) = (ids(&annotations), ids(&statements));
    assert_eq!(one, other);
    for annotation in &annotations {
        assert_eq!(annotation["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        for target in annotation["target"].as_array().unwrap() {
            assert!(text(&target["source"]["id"]).starts_with("https://"));
            let identifier = text(&target["source"]["schema:identifier"]);
            let letters = &texts[identifier.strip_prefix("urn:onrecord:").unwrap()];
            let (quote, position) = (&target["selector"][0], &target["selector"][1]);
            let at = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
            let slice: String = letters[at("start")..at("end")].iter().collect();
            assert_eq!(slice, text(&quote["exact"]));
            let before: String = letters[..at("start")].iter().collect();
            assert!(before.ends_with(&text(&quote["prefix"])));
        }
    }
}

#[test]
fn a_store_is_never_written_over_and_other_files_only_by_force() {
    let folder = aldra("guard");
    let store = std::fs::read(folder.join("store.db")).unwrap();
    for flags in [&["--output", "store.db"][..], &["--output", "store.db", "--force"]] {
        let told = error(&folder, flags, 1);
        assert!(told.starts_with("error: store.db: is a store, or another database"), "{told}");
    }
    assert!(std::fs::read(folder.join("store.db")).unwrap() == store);
    std::fs::write(folder.join("notes.txt"), "What I must not lose.").unwrap();
    let told = error(&folder, &["--output", "notes.txt"], 1);
    assert!(told.contains("no export of onrecord's") && told.contains("--force"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.join("notes.txt")).unwrap(), "What I must not lose.");
    export(&folder, &["--output", "notes.txt", "--force"]);
    // What was exported before is exported again, in whatever form.
    for format in ["csv", "annotations", "jsonld", "plover", "jsonl"] {
        export(&folder, &["--output", "notes.txt", "--format", format]);
    }
    for what in ["engagements", "commitments", "positions", "articles", "actors", "statements"] {
        export(&folder, &["--output", "notes.txt", "--format", "csv", "--what", what, "--excel"]);
    }
    // Others write such files too.
    for others in
        ["id,name,kind\n1,Ida,boat\n", "{\"@context\":\"https://schema.org\"}\n", "PAR1 of others PAR1"]
    {
        std::fs::write(folder.join("notes.txt"), others).unwrap();
        let told = error(&folder, &["--output", "notes.txt", "--format", "csv"], 1);
        assert!(told.contains("no export of onrecord's"), "{told}");
        assert_eq!(std::fs::read_to_string(folder.join("notes.txt")).unwrap(), others);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_nothing_yet_stays_a_link() {
    let folder = aldra("dangling");
    std::os::unix::fs::symlink("said.jsonl", folder.join("latest.jsonl")).unwrap();
    let (_, told) = export(&folder, &["--output", "latest.jsonl"]);
    assert!(folder.join("latest.jsonl").is_symlink());
    assert_eq!(std::fs::read_to_string(folder.join("said.jsonl")).unwrap().lines().count(), told);
}

/// To open a pipe that nobody reads is to wait; ctrl-C is heard meanwhile.
#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_reads_does_not_keep_ctrl_c_waiting() {
    let folder = aldra("pipe");
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    let mut running =
        command(&folder, &["export", "--output", "pipe"]).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(running.try_wait().unwrap().is_none(), "it waits for a reader");
    let asked = Instant::now();
    assert!(Command::new("kill").arg(running.id().to_string()).status().unwrap().success());
    running.wait().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    // Whoever reads gets all of it.
    let mut running = command(&folder, &["export", "--output", "pipe"]).spawn().unwrap();
    let read = std::fs::read_to_string(folder.join("pipe")).unwrap();
    assert!(running.wait().unwrap().success());
    assert_eq!(read.lines().count(), lines(&folder, &[]).len());
}

#[test]
fn json_ld_has_every_quotation_once() {
    let folder = aldra("jsonld");
    let articles = lines(&folder, &["--format", "jsonld"]);
    let parts: usize = articles.iter().map(|article| article["hasPart"].as_array().unwrap().len()).sum();
    assert_eq!((articles.len(), parts), (16, lines(&folder, &[]).len()));
    assert!(articles.iter().all(|article| article["@type"] == "NewsArticle" && article["url"].is_string()));
}

#[test]
fn brat_finds_the_words_in_its_texts() {
    let folder = aldra("brat");
    let (_, told) = export(&folder, &["--format", "brat", "--output", "brat"]);
    let mut n_contents = 0;
    let mut n_texts = 0;
    for entry in std::fs::read_dir(folder.join("brat")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        n_texts += 1;
        let letters: Vec<char> = std::fs::read_to_string(&path).unwrap().chars().collect();
        for line in std::fs::read_to_string(path.with_extension("ann")).unwrap().lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if !cells[0].starts_with('T') {
                continue;
            }
            let (kind, places) = cells[1].split_once(' ').unwrap();
            n_contents += usize::from(kind == "Content");
            let slices = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').unwrap();
                letters[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
            });
            assert_eq!(slices.collect::<Vec<_>>().join(" "), cells[2]);
        }
    }
    assert_eq!((n_texts, n_contents), (told, lines(&folder, &[]).len()));
    assert!(folder.join("brat/annotation.conf").exists());
}

#[test]
fn a_folder_is_made_anew_where_it_is_an_export_and_must_be() {
    let folder = aldra("anew");
    let args = ["--format", "brat", "--output", "brat"];
    export(&folder, &args);
    let text = std::fs::read_dir(folder.join("brat")).unwrap().map(|entry| entry.unwrap().path());
    let text = text.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).min().unwrap();
    let whole = std::fs::read_to_string(&text).unwrap();
    std::fs::write(&text, "changed").unwrap();
    // What is there already is left alone.
    let told = error(&folder, &args, 1);
    assert!(told.starts_with("error: brat: is there already, an export\nhint: name another"), "{told}");
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "changed");
    export(&folder, &[&args[..], &["--force"]].concat());
    assert_eq!(std::fs::read_to_string(&text).unwrap(), whole);
    // A folder that holds anything else is never replaced.
    std::fs::write(folder.join("brat/notes.txt"), "mine").unwrap();
    let told = error(&folder, &[&args[..], &["--force"]].concat(), 1);
    assert!(told.starts_with("error: brat: is there already\nhint: --output names a folder to be"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.join("brat/notes.txt")).unwrap(), "mine");
    let left = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(".onrecord-")));
}

#[test]
fn corrections_show_in_every_form_and_make_gold() {
    let folder = aldra("corrected");
    let told = error(&folder, &["--format", "gold", "--output", "gold"], 1);
    assert!(told.contains("nobody reviewed any of these") && !folder.join("gold").exists(), "{told}");
    let before = lines(&folder, &[]);
    let (one, gone) = (&before[0], before.last().unwrap());
    let path = folder.join("store.db");
    let mut writer = Writer::open(&path).unwrap();
    let speaker = Change::Actors(Part::Speaker, vec!["new:Somebody Else".to_string()]);
    writer.correct(text(&one["id"]).parse().unwrap(), &speaker, "ada", "").unwrap();
    writer.correct(text(&gone["id"]).parse().unwrap(), &Change::NotOnRecord, "ada", "").unwrap();
    writer.commit().unwrap();
    drop(writer);
    assert!(Store::open(&path).unwrap().check(|_, _| {}).unwrap().faults.is_empty());

    let after = lines(&folder, &[]);
    assert_eq!((after.len(), &after[0]["speakers"][0]), (before.len() - 1, &"Somebody Else".into()));
    let forms = [
        &["--format", "csv"][..],
        &["--what", "records"],
        &["--what", "actors"],
        &["--format", "annotations"],
        &["--format", "jsonld"],
    ];
    for form in forms {
        assert!(export(&folder, form).0.contains("Somebody Else"), "{form:?}");
    }
    export(&folder, &["--format", "brat", "--output", "brat"]);
    let file = folder.join("brat").join(text(&one["article"]) + ".ann");
    assert!(std::fs::read_to_string(file).unwrap().contains("speaker: Somebody Else"));

    // Only what a person has looked at as a whole is gold, and it is told who.
    assert!(error(&folder, &["--format", "gold", "--output", "gold"], 1).contains("nobody reviewed"));
    let corrected = BTreeSet::from([text(&one["article"]), text(&gone["article"])]);
    for article in &corrected {
        let told = onrecord(&folder, &["correct", article, "--reviewed", "--by", "ada"]);
        assert!(String::from_utf8(told.stdout).unwrap().contains("was reviewed  (ada, "));
    }
    let (_, told) = export(&folder, &["--format", "gold", "--output", "gold"]);
    assert_eq!(told, corrected.len());
    let list = std::fs::read_to_string(folder.join("gold/reviewed.jsonl")).unwrap();
    assert_eq!((list.lines().count(), list.matches("\"reviewed_by\":\"ada\"").count()), (told, told));
    for article in &corrected {
        let record = std::fs::read(folder.join(format!("gold/record/{article}.json"))).unwrap();
        let record: Value = serde_json::from_slice(&record).unwrap();
        let article = std::fs::read_to_string(folder.join(format!("gold/articles/{article}.txt"))).unwrap();
        assert_eq!(record["id"], article.lines().next().unwrap().strip_prefix("ID: ").unwrap());
        for statement in record["statements"].as_array().unwrap() {
            assert!(text(&statement["content"]).split(" … ").all(|piece| article.contains(piece)));
            assert_ne!(statement["content"], gone["content"]);
        }
    }
    let first = std::fs::read(folder.join(format!("gold/record/{}.json", text(&one["article"])))).unwrap();
    assert!(String::from_utf8(first).unwrap().contains("\"speaker\": \"Somebody Else\""));
}

#[test]
fn a_query_takes_as_much_as_search_counts() {
    let folder = aldra("query");
    let query = ["speaker:halvorsen", "act:promise"];
    let searched = onrecord(&folder, &[&["search", "--format", "json"][..], &query].concat());
    let total = serde_json::from_slice::<Value>(&searched.stdout).unwrap()["total"].clone();
    let told = onrecord(&folder, &[&["export", "--explain"][..], &query].concat());
    let told = String::from_utf8(told.stderr).unwrap();
    let count = format!("note: {} reports of {} statements written\n", total["reports"], total["entries"]);
    assert!(told.starts_with("note: by a speaker named “halvorsen”\n") && told.ends_with(&count), "{told}");
    let with = |args: &[&str]| lines(&folder, &[args, &query].concat());
    let found = with(&[]);
    assert_eq!(
        (found.len() as u64, found[0]["act"].as_str()),
        (total["reports"].as_u64().unwrap(), Some("promise"))
    );
    let articles: BTreeSet<String> = found.iter().map(|statement| text(&statement["article"])).collect();
    assert_eq!(with(&["--what", "articles"]).len(), articles.len());
    assert_eq!(with(&["--what", "records"]).len(), articles.len());
    assert!(with(&["--what", "actors"]).iter().any(|actor| actor["name"] == "Mira Halvorsen"));
    assert_eq!(with(&["--format", "annotations"]).len(), found.len());
    let quoted = with(&["--format", "jsonld"]);
    assert_eq!(quoted.iter().map(|one| one["hasPart"].as_array().unwrap().len()).sum::<usize>(), found.len());
    assert!(error(&folder, &["dam OR"], 2).contains("OR has nothing behind it"));
    assert_eq!(lines(&folder, &["act:threaten", "nobodyeversaid"]), Vec::<Value>::new());
}

#[test]
fn a_file_appears_when_it_is_whole() {
    let folder = aldra("file");
    let (printed, _) = export(&folder, &["--format", "csv"]);
    let (header, _) = printed.split_once('\n').unwrap();
    std::fs::write(folder.join("out.csv"), format!("{header}\nan earlier export\r\n")).unwrap();
    let (nothing, told) = export(&folder, &["--format", "csv", "--output", "out.csv"]);
    assert_eq!((nothing.as_str(), told), ("", lines(&folder, &[]).len()));
    assert_eq!(std::fs::read_to_string(folder.join("out.csv")).unwrap(), printed);
    let error = error(&folder, &["--output", "nowhere/out.jsonl"], 1);
    assert!(error.starts_with("error: nowhere/out.jsonl: cannot be written: no such file"), "{error}");
    // Nothing is left beside it.
    let names: BTreeSet<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with(".onrecord-")), "{names:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = aldra("pipe");
    let mut child = command(&folder, &["export", "--what", "records"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"));
}

#[test]
fn events_are_rows_whose_words_slice_their_article() {
    let folder = aldra("plover");
    let texts = texts(&folder);
    let (table, told) = export(&folder, &["--format", "plover"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let header = rows.headers().unwrap().clone();
    let events: Vec<BTreeMap<String, String>> = rows
        .records()
        .map(|row| header.iter().map(str::to_string).zip(row.unwrap().iter().map(str::to_string)).collect())
        .collect();
    assert!(events.len() == told && told > 10, "{told}");
    let known =
        ["REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "CONSULT", "SANCTION"];
    for event in &events {
        let is_told = event["event_by"] == "words";
        assert!(known.contains(&event["event"].as_str()) || is_told, "{event:?}");
        assert_eq!(event["told"].is_empty(), event["told_score"].is_empty(), "{event:?}");
        assert!(!is_told || event["told"] == event["event"], "{event:?}");
        let letters = &texts[&event["article"]];
        let places = |name: &str| -> Vec<usize> {
            event[name].split('|').map(|place| place.parse().unwrap()).collect()
        };
        let pieces: Vec<String> = places("starts")
            .into_iter()
            .zip(places("ends"))
            .map(|(start, end)| letters[start..end].iter().collect())
            .collect();
        assert!(event["words"].contains(&pieces[0]), "{event:?}");
        let n_sources = event["source_ids"].split('|').count();
        assert_eq!(event["source_role"].split('|').count(), n_sources, "{event:?}");
    }
    // Where one sentence has both sides, what its words tell of them stands beside the code.
    assert!(events.iter().any(|event| !event["told"].is_empty() && !event["recipient"].is_empty()));
    let is_of = |event: &&BTreeMap<String, String>, id: &str| event["id"].starts_with(id);
    let (engagements, told) = export(&folder, &["--format", "plover", "--what", "engagements"]);
    assert_eq!(told, events.iter().filter(|event| is_of(event, "en-")).count(), "{engagements}");
    let halvorsen = events.iter().find(|event| event["source"] == "Mira Halvorsen").unwrap();
    assert_eq!((halvorsen["source_role"].as_str(), halvorsen["source_country"].as_str()), ("GOV", ""));
}

#[test]
fn wrong_usage_says_what_is_right() {
    let folder = aldra("usage");
    let cases: [(&[&str], &str); 5] = [
        (&["--format", "brat"], "--output PATH"),
        (&["--what", "records", "--format", "csv"], "--format jsonl"),
        (&["--excel"], "--format csv"),
        (&["--what", "actors", "--format", "jsonld"], "--what speaks of"),
        (&["--what", "positions", "--format", "plover"], "are no events"),
    ];
    for (args, expected) in cases {
        let told = error(&folder, args, 2);
        assert!(told.contains(expected), "{told}");
    }
    std::fs::remove_file(folder.join("store.db")).unwrap();
    assert!(error(&folder, &[], 1).contains("hint: `onrecord add INPUT...` makes a store"));
}

#[test]
#[cfg(not(feature = "parquet"))]
fn a_build_without_parquet_says_so() {
    let folder = aldra("without");
    let told = error(&folder, &["--format", "parquet", "--output", "out.parquet"], 1);
    assert!(told.contains("built without it") && told.contains("hint: build it with"), "{told}");
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_begins_and_ends_as_it_should() {
    let folder = aldra("parquet");
    for what in ["statements", "articles", "actors"] {
        let (_, told) = export(&folder, &["--format", "parquet", "--what", what, "--output", "out.parquet"]);
        let bytes = std::fs::read(folder.join("out.parquet")).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        assert_eq!(told, lines(&folder, &["--what", what]).len());
    }
}
