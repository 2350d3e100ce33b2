//! `rebuild` and `correct` are ended by SIGKILL at some moment: nothing is lost, nothing is there twice, `check` finds
//! nothing, and what was told as corrected is. `ONRECORD_KILLS=20` does it so often; without it 3 times.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

fn command(args: &[&str], store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(args).arg("--store").arg(store).stdin(Stdio::null());
    command
}

fn run(args: &[&str], store: &Path) -> Output {
    command(args, store).output().unwrap()
}

fn n_kills() -> u32 {
    std::env::var("ONRECORD_KILLS").map_or(3, |n| n.parse().unwrap())
}

/// A store of the examples.
fn filled(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let store = folder.join("store.db");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/aldra");
    assert!(run(&["add", examples], &store).status.success());
    store
}

/// Ends a command after a share of the time that it takes whole; what it had said by then.
fn killed(args: &[&str], store: &Path, after: Duration) -> String {
    let mut child = command(args, store).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(after);
    let _ = child.kill();
    String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned()
}

fn assert_sound(store: &Path, kill: u32) {
    let checked = run(&["check"], store);
    assert!(checked.status.success(), "kill {kill}: {}", String::from_utf8_lossy(&checked.stdout));
}

/// The ids of all statements, in order.
fn statements(store: &Path) -> Vec<String> {
    let found = run(&["search", "kind:statement", "--limit", "1000", "--format", "jsonl"], store);
    let lines = String::from_utf8(found.stdout).unwrap();
    let id = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_string()
    };
    let mut ids: Vec<String> = lines.lines().map(id).collect();
    ids.sort();
    ids
}

#[test]
fn a_killed_rebuild_loses_and_doubles_nothing() {
    let store = filled("rebuild");
    let all = statements(&store);
    let begun = Instant::now();
    assert!(run(&["rebuild", "--all"], &store).status.success());
    let whole = begun.elapsed();
    for kill in 0..n_kills() {
        killed(&["rebuild", "--all"], &store, whole * (2 * kill + 1) / (2 * n_kills()));
        assert_sound(&store, kill);
        assert_eq!(statements(&store), all, "kill {kill}");
    }
}

#[test]
fn what_was_told_as_corrected_is_whenever_the_next_is_killed() {
    let store = filled("correct");
    let all = statements(&store);
    let begun = Instant::now();
    assert!(run(&["correct", &all[0], "--act", "deny"], &store).status.success());
    let whole = begun.elapsed();
    for kill in 0..n_kills() {
        let id = &all[1 + kill as usize % (all.len() - 1)];
        let told =
            killed(&["correct", id, "--act", "deny"], &store, whole * (2 * kill + 1) / (2 * n_kills()));
        assert_sound(&store, kill);
        let kept = String::from_utf8(run(&["correct", "--list"], &store).stdout).unwrap();
        assert!(kept.contains(id.as_str()) || !told.contains("deny"), "kill {kill}: {told}");
        assert_eq!(statements(&store), all, "kill {kill}");
    }
}
