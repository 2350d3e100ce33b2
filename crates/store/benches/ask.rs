//! How long a store takes to answer while somebody types.
//!
//! `cargo bench -p onrecord-store --bench ask -- PATH` asks the store at PATH for its own words and names, those that
//! stand in many statements more often, as people do: a statement is drawn, and of it a word. Times are of the
//! processor, since whatever else the machine does is no part of the answer.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use onrecord_record::Part;
use onrecord_store::ask::query::{self, Query, words};
use onrecord_store::ask::{Counting, ListPage};
use onrecord_store::{Entry, Store};

/// Questions of each kind.
const ROUNDS: usize = 300;

/// What a filter is called, and how it is made of a statement that has to pass it.
type Filter = (&'static str, fn(&Entry) -> String);

fn main() {
    // `cargo bench` passes flags of its own, `cargo test` nothing.
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from)
    else {
        return;
    };
    let store = Store::open(&path).expect("a store");
    let start = Instant::now();
    let stats = store.stats(3).expect("counts");
    println!(
        "{} statements in {} reports; counted in {:.1?}",
        stats.statements.entries,
        stats.statements.reports,
        start.elapsed()
    );
    let drawn = drawn(&store);
    let nth = |idx: usize| &drawn[idx % drawn.len()];
    for n in 1..=6 {
        let begun = (0..ROUNDS).map(|idx| format!("{}*", beginning(&word(nth(idx), idx), n))).collect();
        measure(&store, &format!("{n} letters of a word"), begun);
    }
    for n in 1..=4 {
        let begun = (0..ROUNDS).map(|idx| format!("{}*", beginning(&name(nth(idx)), n))).collect();
        measure(&store, &format!("{n} letters of a name"), begun);
    }
    for n in 1..=3 {
        let begun = (0..ROUNDS).map(|idx| {
            let next = word(nth(idx), idx + 1);
            format!("{} {}*", word(nth(idx), idx), beginning(&next, n))
        });
        measure(&store, &format!("a word and {n} letters of another"), begun.collect());
    }
    measure(&store, "a word", (0..ROUNDS).map(|idx| word(nth(idx), idx)).collect());
    let filters: [Filter; 5] = [
        ("of one act", |hit| format!("act:{}", act(hit))),
        ("by its speaker", |hit| format!("speaker:\"{}\"", name(hit))),
        ("of one year", |hit| {
            format!("published:{}", hit.article.published.as_deref().map_or("2031", |day| &day[..4]))
        }),
        ("of one outlet", |hit| format!("publisher:\"{}\"", hit.article.publisher)),
        ("said in one year", |hit| {
            format!("said:{}", hit.when.as_ref().map_or("2031", |said| &said.from[..4]))
        }),
    ];
    for (what, filter) in filters {
        let asked = (0..ROUNDS).map(|idx| format!("\"{}\" {}", pair(nth(idx), idx), filter(nth(idx))));
        measure(&store, &format!("two words in a row, {what}"), asked.collect());
    }
    let asked = (0..ROUNDS).map(|idx| format!("speaker:\"{}\" act:{}", name(nth(idx)), act(nth(idx))));
    measure(&store, "a speaker and an act", asked.collect());
    let mut times: Vec<Duration> = Vec::new();
    for idx in 0..10 {
        let start = cpu();
        let _ = store.who(&name(nth(idx)), ListPage { limit: 20, offset: 0 }, Counting::UpTo(1_000));
        times.push(cpu() - start);
    }
    times.sort_unstable();
    println!("{:8.2} {:8.2}  a dossier", ms(times[5]), ms(times[9]));
}

/// Statements from all over the store.
fn drawn(store: &Store) -> Vec<Entry> {
    let everything = Query { expr: None, notes: Vec::new() };
    let draw = |nth: usize| {
        let page = ListPage { limit: 10, offset: nth * 997 % 20_000 };
        store.search(&everything, page, Counting::UpTo(1)).expect("answered").hits
    };
    (0..30).flat_map(draw).filter(|hit| words(&hit.words).len() > 3).collect()
}

fn word(hit: &Entry, nth: usize) -> String {
    let words = words(&hit.words);
    // Nobody looks for the smallest words alone.
    let long: Vec<&String> = words.iter().filter(|word| word.chars().count() > 3).collect();
    long.get(nth * 7 % long.len().max(1)).map_or_else(|| words[0].clone(), |word| word.to_string())
}

fn act(hit: &Entry) -> String {
    hit.statement().map_or_else(|| "assert".to_string(), |of| of.act.to_string())
}

fn name(hit: &Entry) -> String {
    hit.actors(Part::Speaker)
        .first()
        .map_or_else(|| word(hit, 0), |who| words(&who.name).pop().unwrap_or_default())
}

fn pair(hit: &Entry, nth: usize) -> String {
    let words = words(&hit.words);
    let at = nth * 7 % (words.len() - 1);
    format!("{} {}", words[at], words[at + 1])
}

fn beginning(word: &str, n: usize) -> String {
    word.chars().take(n).collect()
}

/// Prints the median and the 99th percentile in milliseconds.
fn measure(store: &Store, what: &str, asked: Vec<String>) {
    let mut times: Vec<(Duration, &String)> = Vec::new();
    for text in &asked {
        let start = cpu();
        let query = query::parse(text).expect("a query");
        store.search(&query, ListPage { limit: 10, offset: 0 }, Counting::UpTo(200)).expect("answered");
        times.push((cpu() - start, text));
    }
    times.sort_unstable();
    let (most, text) = times[times.len() - 1];
    let at = |share: usize| ms(times[times.len() * share / 100].0);
    println!("{:8.2} {:8.2}  {what}; most {:.2}: {text}", at(50), at(99), ms(most));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The time that this thread ran; where the system does not tell, the time that went by.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = told.and_then(|text| text.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    ran.unwrap_or_else(|| std::time::UNIX_EPOCH.elapsed().unwrap_or_default())
}
