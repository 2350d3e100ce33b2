//! A server that means harm: whatever it answers, each address gives a record or an error that names it, the rest goes on,
//! within the time and memory that are promised; what is added leaves a sound store. `ONRECORD_TELL=1` prints what each
//! address gave.

mod hostile;
mod server;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use hostile::Must;
use server::Server;

/// What fetching may take beside what reading one page does: 100 MB are promised.
const MAX_MEMORY: u64 = 100 << 20;
/// More than all the silent and endless answers take together, each within its own time-out, on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(240);
/// Seconds after which an answer is not waited for.
const TIMEOUT: &str = "3";

struct Run {
    output: Output,
    /// The most memory that it had at once.
    memory: u64,
    took: Duration,
}

impl Run {
    fn of(args: &[&str]) -> Run {
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let watched = child.id();
        let watch = thread::spawn(move || peak(watched));
        let output = Child::wait_with_output(child).unwrap();
        Run { output, memory: watch.join().unwrap(), took: begun.elapsed() }
    }

    fn told(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// It ended by itself, in time, with a code that says how, in as much memory as it may take, and no defect was told.
    fn assert_sound(&self, what: &str, plain: u64) {
        let told = self.told();
        assert!(
            matches!(self.output.status.code(), Some(0 | 1 | 3)),
            "{what}: {:?}\n{told}",
            self.output.status
        );
        assert!(!told.contains("panicked") && !told.contains("defect"), "{what}: {told}");
        assert!(
            !told.contains('\u{1b}') && !told.contains('\u{202e}'),
            "{what}: a control character is sent"
        );
        assert!(self.took < MAX_TIME, "{what}: {:?}", self.took);
        assert!(self.memory < plain + MAX_MEMORY, "{what}: {} bytes beside {plain}", self.memory);
    }
}

/// The peak of a process's memory, by what the kernel says of it while it runs; 0 where no kernel does.
fn peak(process: u32) -> u64 {
    let mut most = 0;
    while let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let Some(kilobytes) =
            line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok())
        else {
            break;
        };
        most = most.max(kilobytes * 1024);
        thread::sleep(Duration::from_millis(20));
    }
    most
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What reading harmless pages takes.
fn plain() -> u64 {
    let server = Server::start(|_, stream| server::page(stream));
    let addresses: Vec<String> = (0..8).map(|nth| server.address(&format!("/{nth}"))).collect();
    let mut args = vec!["read", "--allow-private", "--format", "jsonl", "-j", "2"];
    args.extend(addresses.iter().map(String::as_str));
    let run = Run::of(&args);
    assert_eq!(run.output.status.code(), Some(0), "{}", run.told());
    run.memory
}

fn check(store: &Path) {
    let checked =
        Command::new(env!("CARGO_BIN_EXE_onrecord")).arg("check").arg("--store").arg(store).output().unwrap();
    let told = [checked.stdout.as_slice(), &checked.stderr].concat();
    assert!(checked.status.success(), "{:?} {}", checked.status, String::from_utf8_lossy(&told));
}

#[test]
fn any_answer_is_a_record_or_an_error_that_names_its_address() {
    let cases = hostile::answers();
    let names: Vec<(String, Must)> = cases.iter().map(|case| (case.name.to_string(), case.must)).collect();
    let server = hostile::serve(cases);
    let addresses: Vec<String> = (0..names.len()).map(|nth| server.address(&format!("/{nth}"))).collect();
    let mut args = vec!["read", "--allow-private", "--timeout", TIMEOUT, "--max-size", "1M", "-j", "2"];
    args.extend(["--format", "jsonl"]);
    args.extend(addresses.iter().map(String::as_str));
    let run = Run::of(&args);
    let told = run.told();
    let records: HashMap<String, serde_json::Value> = String::from_utf8_lossy(&run.output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|record| (record["input"].as_str().unwrap().to_string(), record))
        .collect();
    let mut wrong = Vec::new();
    for ((name, must), address) in names.iter().zip(&addresses) {
        let record = records.get(address);
        let failed = told.lines().find(|line| line.starts_with(&format!("error: {address}: ")));
        if std::env::var_os("ONRECORD_TELL").is_some() {
            let text = record
                .map(|record| record["article"]["text"].to_string().chars().take(60).collect::<String>());
            println!("{name}: {text:?} {failed:?}");
        }
        let is_right = match must {
            Must::Read => {
                record.is_some_and(|record| record["article"]["text"].to_string().contains("drawn by a goat"))
            }
            Must::Fail => record.is_none() && failed.is_some(),
            Must::Either => record.is_some() || failed.is_some(),
        };
        if !is_right {
            wrong.push(format!("{name}: must {must:?}; {failed:?}"));
        }
        // Whatever a page says of its own address, only one of the web is believed.
        if let Some(url) = record.and_then(|record| record["article"]["url"].as_str()) {
            assert!(url.is_empty() || url.starts_with("http"), "{name}: {url}");
        }
    }
    assert_eq!(wrong, [""; 0], "\n{told}");
    run.assert_sound("reading", plain());
    // What is told to a site is never given back to it.
    assert!(server.requests().iter().all(|request| !request.to_lowercase().contains("\r\ncookie:")));
    assert!(names.len() > 100, "{}", names.len());
}

#[test]
fn any_feed_leaves_a_sound_store_and_the_other_feeds_are_read() {
    let plain = plain();
    let cases = hostile::feeds();
    let n_cases = cases.len();
    let server = hostile::serve(cases);
    let folder = folder("feeds");
    let list: String = (0..n_cases).map(|nth| server.address(&format!("/{nth}\n"))).collect();
    std::fs::write(folder.join("feeds.txt"), list).unwrap();
    let (feeds, store) = (folder.join("feeds.txt"), folder.join("store.db"));
    let (feeds, store) = (feeds.to_str().unwrap(), store.to_str().unwrap());
    let mut args = vec!["watch", feeds, "--once", "--allow-private", "--timeout", TIMEOUT];
    args.extend(["--max-size", "1M", "--store", store]);
    let run = Run::of(&args);
    run.assert_sound("watching", plain);
    assert_eq!(run.output.status.code(), Some(3), "{}", run.told());
    println!("feeds: {:?}, {} bytes", run.took, run.memory);
    check(Path::new(store));
    // Those that hold a whole entry, whatever is wrong around it.
    let found = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["search", "ferries", "--count", "--store", store])
        .output()
        .unwrap();
    if std::env::var_os("ONRECORD_TELL").is_some() {
        println!("{}\n{}", run.told(), String::from_utf8_lossy(&found.stdout));
    }
}

#[test]
fn any_link_of_an_entry_is_read_refused_or_noted() {
    let plain = plain();
    let folder = folder("links");
    let server = hostile::serve_links();
    let store = folder.join("store.db");
    let store = store.to_str().unwrap();
    let feed = server.address("/feed");
    let args = ["watch", &feed, "--once", "--allow-private", "--timeout", TIMEOUT, "--store", store];
    let run = Run::of(&args);
    run.assert_sound("watching", plain);
    assert_eq!(run.output.status.code(), Some(0), "{}", run.told());
    check(Path::new(store));
    // No password is sent; the feed itself is no page of its entries.
    let asked = server.requests();
    assert!(asked.iter().all(|request| !request.to_lowercase().contains("authorization")), "{asked:?}");
    let n_asked =
        |path: &str| asked.iter().filter(|request| request.starts_with(&format!("GET {path} "))).count();
    assert_eq!((n_asked("/page"), n_asked("/page?x=1")), (1, 1), "{asked:?}");
    let kept = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["search", "passwd", "--store", store])
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&kept.stdout).contains("root:"));
    if std::env::var_os("ONRECORD_TELL").is_some() {
        println!("{}\n{asked:?}", run.told());
    }
}

#[test]
fn any_robots_txt_costs_little_and_is_understood_or_told() {
    let plain = plain();
    for case in hostile::robots() {
        let name = case.name;
        let must = case.must;
        let server = hostile::serve_robots(case);
        let mut args = vec![
            "read".to_string(),
            "--allow-private".to_string(),
            "--timeout".to_string(),
            TIMEOUT.to_string(),
        ];
        args.push(server.address("/page"));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let run = Run::of(&args);
        run.assert_sound(name, plain);
        let told = run.told();
        match must {
            Must::Read => assert_eq!(run.output.status.code(), Some(0), "{name}: {told}"),
            Must::Fail => assert!(told.contains("robots.txt"), "{name}: {told}"),
            Must::Either => {}
        }
        assert!(run.took < Duration::from_secs(30), "{name}: {:?}", run.took);
    }
}
