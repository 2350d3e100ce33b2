//! How long searching takes, over the store that `cargo xtask bench store` has made.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use onrecord_tests::generated::World;
use rusqlite::{Connection, OpenFlags};

use super::store::{SEED, path};

/// Searches of each kind.
const ROUNDS: usize = 300;

/// A kind of search: how its SQL is made for the nth round.
type Kind = (&'static str, fn(&World, &Connection, usize) -> (&'static str, String));

const NEWEST: &str = "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?1 ORDER BY rowid DESC LIMIT 20";
const BEST: &str = "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?1 ORDER BY rank LIMIT 20";

/// Searches the bare index and prints the median and the 99th percentile of each kind, in milliseconds.
pub fn latencies() -> Result<(), Box<dyn Error>> {
    let world = World::new(SEED);
    let db = Connection::open_with_flags(path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.pragma_update(None, "mmap_size", 1 << 30)?;
    db.pragma_update(None, "cache_size", -64_000)?;
    let n: usize = db.query_row("SELECT count(*) FROM _entry_text_docsize", [], |row| row.get(0))?;
    println!("{n} entries; milliseconds, median and 99th percentile of {ROUNDS} searches:");
    let kinds: [Kind; 9] = [
        ("1 letter, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 1))),
        ("2 letters, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 2))),
        ("3 letters, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 3))),
        ("4 letters, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 4))),
        ("5 letters, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 5))),
        ("6 letters, newest first", |world, _, nth| (NEWEST, prefix(world.word(nth), 6))),
        ("a word, best first", |world, _, nth| (BEST, format!("content : \"{}\"", world.word(nth)))),
        ("two words in a row, of one act", |_, db, nth| (NEWEST, phrase(db, nth, "0actdemand"))),
        ("two words in a row, by their speaker", |_, db, nth| (NEWEST, phrase(db, nth, "0speaker"))),
    ];
    for (name, make) in kinds {
        let mut times = Vec::new();
        for nth in 0..ROUNDS {
            let (sql, wanted) = make(&world, &db, nth);
            let start = Instant::now();
            let mut query = db.prepare_cached(sql)?;
            let found: Vec<i64> = query.query_map([&wanted], |row| row.get(0))?.collect::<Result<_, _>>()?;
            black_box(found);
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_unstable_by(f64::total_cmp);
        println!("  {:8.2} {:8.2}  {name}", times[ROUNDS / 2], times[ROUNDS * 99 / 100]);
    }
    Ok(())
}

fn prefix(word: &str, n: usize) -> String {
    format!("content : \"{}\" *", word.chars().take(n).collect::<String>())
}

/// Two words in a row that some statement has, with a tag of it that begins so (or that very tag).
fn phrase(db: &Connection, nth: usize, tag: &str) -> String {
    let sql = "SELECT words, tags FROM _entry_indexed WHERE id >= (SELECT min(id) + (max(id) - min(id)) * ?1 FROM _entry)
               AND stands LIMIT 1";
    let row = db.query_row(sql, [(nth as f64 + 0.5) / ROUNDS as f64], |row| Ok((row.get(0)?, row.get(1)?)));
    let (content, tags): (String, String) = row.expect("there are statements");
    let words: Vec<&str> = content.split(' ').collect();
    let at = nth % (words.len() - 1);
    let tag = tags.split(' ').find(|other| other.starts_with(tag)).unwrap_or(tag);
    format!("content : \"{} {}\" AND tags : \"{tag}\"", words[at], words[at + 1])
}
