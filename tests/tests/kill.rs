//! Adding is ended by SIGKILL at random moments: nothing acknowledged is lost, nothing is there twice, `check` finds
//! nothing. `ONRECORD_KILLS=500` does it so often; without it 25 times.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use onrecord_store::{NewPage, Outcome, Store, Writer};
use onrecord_tests::generated::{Dice, World};

const SEED: u64 = 9;
/// Tells this test to be the one that is killed, and which store it adds to.
const STORE: &str = "ONRECORD_KILLED_STORE";
/// The first article that it adds.
const FIRST: &str = "ONRECORD_KILLED_FIRST";
const NAME: &str = "nothing_acknowledged_is_lost_and_nothing_is_doubled";
/// Articles between two commits.
const BATCH: usize = 3;
/// Times that one store is added to before the next is begun.
const ROUNDS: usize = 5;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_doubled() {
    if let Ok(path) = std::env::var(STORE) {
        add(Path::new(&path), std::env::var(FIRST).unwrap().parse().unwrap());
    }
    let n_kills = std::env::var("ONRECORD_KILLS").map_or(25, |n| n.parse().unwrap());
    let world = World::small(SEED);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kill");
    let mut dice = Dice::new(SEED);
    let (mut n_kept, mut n_cut) = (0, 0);
    for kill in 0..n_kills {
        if kill % ROUNDS == 0 {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
            n_kept = 0;
        }
        let path = folder.join("store.db");
        let acknowledged = killed(&path, n_kept, &mut dice).max(n_kept);
        n_kept = verify(&world, &path, acknowledged, &format!("kill {kill}"));
        n_cut += usize::from(acknowledged > 0);
    }
    // Most kills hit while pages were added, not before.
    assert!(n_cut * 3 > n_kills, "{n_cut} of {n_kills}");
}

/// Adds articles and says what is durable, until it is killed.
fn add(path: &Path, first: usize) -> ! {
    let world = World::small(SEED);
    let mut writer = Writer::open(path).unwrap();
    for idx in first.. {
        let article = world.article(idx);
        writer.add(&NewPage { record: &article.record, bytes: &article.bytes, origin: "{}" }).unwrap();
        if idx % BATCH == 0 {
            writer.commit().unwrap();
            println!("\nacknowledged {}", idx + 1);
            std::io::stdout().flush().unwrap();
        }
    }
    unreachable!("it is killed before all numbers are used");
}

/// Has articles added and ends that at a random moment; how many were acknowledged.
fn killed(path: &Path, first: usize, dice: &mut Dice) -> usize {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(STORE, path)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let number = |line: String| line.strip_prefix("acknowledged ").and_then(|n| n.parse().ok());
    // Three in four while it adds, the others from its very start.
    let begun: Option<usize> = if dice.chance(0.75) { lines.by_ref().find_map(number) } else { None };
    std::thread::sleep(Duration::from_micros(dice.below(120_000) as u64));
    child.kill().unwrap();
    child.wait().unwrap();
    lines.filter_map(number).last().or(begun).unwrap_or(0)
}

/// What was acknowledged is there, the rest can be added, and nothing is wrong before and after; how many are there.
fn verify(world: &World, path: &Path, acknowledged: usize, kill: &str) -> usize {
    if acknowledged == 0 && !path.exists() {
        return 0;
    }
    if let Ok(store) = Store::open(path) {
        assert_eq!(store.check(|_, _| {}).unwrap().faults, [], "{kill}");
    } else {
        assert_eq!(acknowledged, 0, "{kill}: the store cannot be opened");
    }
    let mut writer = Writer::open(path).unwrap();
    let n = acknowledged + BATCH;
    let mut n_statements = 0;
    for idx in 0..n {
        let article = world.article(idx);
        let page = NewPage { record: &article.record, bytes: &article.bytes, origin: "{}" };
        let added = writer.add(&page).unwrap();
        let is_lost = idx < acknowledged && added.outcome != Outcome::Known;
        assert!(!is_lost, "{kill}: article {idx} was acknowledged and is lost");
        n_statements += added.n_statements;
    }
    writer.commit().unwrap();
    drop(writer);
    let checked = Store::open(path).unwrap().check(|_, _| {}).unwrap();
    assert_eq!(checked.faults, [], "{kill}");
    assert_eq!((checked.n_pages, checked.n_versions, checked.n_statements), (n, n, n_statements), "{kill}");
    n
}
