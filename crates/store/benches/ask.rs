//! How long a store takes to answer while somebody types.
//!
//! `cargo bench -p onrecord-store --bench ask -- [STATEMENTS [PATH]]` makes a store of that many statements (a million
//! by default) from invented words and names, both with the long tail that news has (Zipf), adds it through `Writer`,
//! and asks it; a store that is at PATH already is asked as it is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord_record::{
    Act, Actor, ActorKind, ActorRole, Article, DateRange, Locator, Modality, Provenance, Quote, Record,
    Statement,
};
use onrecord_store::ask::query::{self, Query};
use onrecord_store::ask::{Counting, Page};
use onrecord_store::{Entry, Store, Writer};

const STATEMENTS_OF_ARTICLE: usize = 10;
const N_WORDS: usize = 30_000;
/// The words of a language that nobody looks for alone: *the*, *said*, *year*.
const N_COMMON: usize = 150;
const N_PEOPLE: usize = 8_000;
const N_OUTLETS: usize = 60;
const N_DAYS: usize = 1_800;

fn main() {
    // `cargo bench` passes flags of its own.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let n_statements = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let path = arguments.get(1).map_or_else(|| std::env::temp_dir().join("onrecord-bench.db"), PathBuf::from);
    let world = World::new();
    if !path.exists() {
        fill(&path, &world, n_statements);
    }
    let store = Store::open(&path).expect("a store");
    let size = std::fs::metadata(&path).map_or(0, |meta| meta.len());
    println!("{}: {:.0} MB", path.display(), size as f64 / 1e6);
    let start = Instant::now();
    let stats = store.stats(3).expect("counts");
    println!(
        "{} statements, {} reports; stats in {:?}",
        stats.statements.statements,
        stats.statements.reports,
        start.elapsed()
    );
    ask(&store, &world);
}

struct World {
    words: Vec<String>,
    people: Vec<(String, String)>,
    outlets: Vec<String>,
}

impl World {
    fn new() -> World {
        let mut random = Random(1);
        let words = (0..N_WORDS).map(|rank| word(&mut random, 2 + rank.min(20_000) / 5_000)).collect();
        let mut named = |n: usize, n_pieces: usize| -> Vec<String> {
            (0..n).map(|_| capital(&word(&mut random, n_pieces))).collect()
        };
        let (first, last) = (named(400, 2), named(4_000, 3));
        let people = (0..N_PEOPLE)
            .map(|_| (first[random.below(first.len())].clone(), last[random.below(last.len())].clone()));
        let people = people.collect();
        let outlets =
            (0..N_OUTLETS).map(|_| format!("The {} Courier", capital(&word(&mut random, 2)))).collect();
        World { words, people, outlets }
    }

    fn sentence(&self, random: &mut Random) -> String {
        let n = 8 + random.below(22);
        (0..n).map(|_| self.words[random.zipf(self.words.len())].as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A word that somebody looks for: none of those that every text has.
    fn asked(&self, random: &mut Random) -> &str {
        &self.words[N_COMMON + random.zipf(self.words.len() - N_COMMON)]
    }

    fn record(&self, random: &mut Random, n: usize) -> Record {
        let mut text = String::new();
        let mut pieces = Vec::new();
        for _ in 0..STATEMENTS_OF_ARTICLE {
            let start = text.len() + '“'.len_utf8();
            text.push_str(&format!("“{}.” ", self.sentence(random)));
            pieces.push(start..text.trim_end().len() - '”'.len_utf8());
            text.push_str(&self.sentence(random));
            text.push_str(".\n\n");
        }
        let n_actors = 3 + random.below(4);
        let actors = (0..n_actors).map(|idx| {
            let (first, last) = &self.people[random.zipf(self.people.len())];
            let role = ActorRole { title: "minister".to_string(), of: last.clone(), evidence: None };
            let is_unnamed = idx + 1 == n_actors;
            Actor {
                id: format!("a{}", idx + 1),
                name: if is_unnamed { String::new() } else { format!("{first} {last}") },
                kind: if is_unnamed { ActorKind::Unnamed } else { ActorKind::Person },
                roles: vec![role],
                mentions: Vec::new(),
            }
        });
        let actors: Vec<Actor> = actors.collect();
        let date = jiff::civil::date(2026, 1, 1) + jiff::Span::new().days(random.below(N_DAYS) as i64);
        let date = date.to_string();
        let locator = Locator::new(&text);
        let acts =
            [Act::Assert, Act::Assess, Act::Announce, Act::Deny, Act::Promise, Act::Request, Act::Criticise];
        let quotes = [Quote::Direct, Quote::Indirect, Quote::Mixed];
        let statements = pieces.into_iter().enumerate().map(|(idx, piece)| Statement {
            id: format!("s{}", idx + 1),
            content: vec![locator.span(piece)],
            cue: None,
            source: None,
            speakers: vec![actors[random.below(actors.len())].id.clone()],
            addressees: if random.below(4) == 0 { vec![actors[0].id.clone()] } else { Vec::new() },
            via: Vec::new(),
            channel: None,
            quote: quotes[random.below(quotes.len())],
            act: acts[random.zipf(acts.len())],
            modality: Modality::Actual,
            said: (random.below(3) == 0).then(|| DateRange { from: date.clone(), to: date.clone() }),
            parent: None,
            confidence: 0.9,
        });
        let statements = statements.collect();
        let article = Article {
            title: self.sentence(random),
            published: Some(date),
            publisher: self.outlets[random.zipf(self.outlets.len())].clone(),
            language: "en".to_string(),
            url: format!("https://bench.example/{n}"),
            text: text.clone(),
            ..Article::default()
        };
        Record {
            schema_version: "1".to_string(),
            input: article.url.clone(),
            article,
            actors,
            statements,
            thoughts: Vec::new(),
            engagements: Vec::new(),
            commitments: Vec::new(),
            positions: Vec::new(),
            notes: Vec::new(),
            provenance: Provenance { sha256: format!("{n:064x}"), ..Provenance::default() },
        }
    }
}

fn fill(path: &Path, world: &World, n_statements: usize) {
    let mut random = Random(2);
    let mut writer = Writer::open(path).expect("a new store");
    let start = Instant::now();
    for n in 0..n_statements / STATEMENTS_OF_ARTICLE {
        let record = world.record(&mut random, n);
        writer.add(&Entry { record: &record, bytes: b"<p>", origin: "{}" }).expect("added");
        if n % 500 == 499 {
            writer.commit().expect("committed");
        }
        if n % 10_000 == 9_999 {
            eprintln!("{} articles, {:.0} a second", n + 1, (n + 1) as f64 / start.elapsed().as_secs_f64());
        }
    }
    writer.commit().expect("committed");
}

fn ask(store: &Store, world: &World) {
    let mut random = Random(3);
    let mut typed = Vec::new();
    for _ in 0..150 {
        let letters: String = match random.below(2) {
            0 => world.asked(&mut random).to_string(),
            _ => world.people[random.zipf(world.people.len())].1.to_lowercase(),
        };
        typed.extend((1..=letters.len().min(7)).map(|n| format!("{}*", &letters[..n])));
    }
    measure(store, "a beginning, letter by letter", &typed);
    let two = |random: &mut Random| {
        let (word, next) = (world.asked(random), world.asked(random));
        format!("{word} {}*", &next[..1 + random.below(next.len().min(4))])
    };
    measure(store, "a word and a beginning", &(0..300).map(|_| two(&mut random)).collect::<Vec<_>>());
    let phrases = phrases(store, &mut random);
    let filtered = phrases.iter().enumerate().map(|(idx, phrase)| match idx % 4 {
        0 => format!("\"{phrase}\" act:deny"),
        1 => format!("\"{phrase}\" published:2028"),
        2 => format!("\"{phrase}\" speaker:{}", world.people[random.zipf(world.people.len())].1),
        _ => format!("\"{phrase}\" kind:direct said:2027.. publisher:courier"),
    });
    measure(store, "a filtered phrase", &filtered.collect::<Vec<_>>());
    let speakers = (0..100).map(|_| format!("speaker:{} act:promise", world.people[random.zipf(N_PEOPLE)].1));
    measure(store, "a speaker and an act", &speakers.collect::<Vec<_>>());
    let words = (0..100).map(|_| world.asked(&mut random).to_string());
    measure(store, "one word", &words.collect::<Vec<_>>());
    measure(
        store,
        "days",
        &["said:2027-03", "published:2027-03..2027-04", "-act:assert", ""].map(str::to_string),
    );
    let start = Instant::now();
    let most = world.people[0].1.clone();
    let _ = store.who(&most, Page { limit: 20, offset: 0 });
    println!("who {most}: {:?}", start.elapsed());
}

/// Two words in a row that there are.
fn phrases(store: &Store, random: &mut Random) -> Vec<String> {
    let everything = Query { expr: None, notes: Vec::new() };
    let pages = (0..20).map(|_| Page { limit: 10, offset: random.below(1_000) }).collect::<Vec<_>>();
    let hits = pages
        .into_iter()
        .flat_map(|page| store.search(&everything, page, Counting::UpTo(1)).expect("answered").hits);
    let contents: Vec<String> = hits.map(|hit| hit.content).collect();
    let two = |content: &String| {
        let words: Vec<&str> = content.trim_end_matches('.').split(' ').collect();
        let at = words.len() / 2;
        format!("{} {}", words[at], words[at + 1])
    };
    contents.iter().map(two).collect()
}

fn measure(store: &Store, what: &str, queries: &[String]) {
    let page = Page { limit: 10, offset: 0 };
    let mut times: Vec<(Duration, &str, u64)> = Vec::new();
    for text in queries {
        let start = cpu();
        let query = query::parse(text).expect("a query");
        let hits = store.search(&query, page, Counting::UpTo(200)).expect("answered");
        times.push((cpu() - start, text, hits.total.reports));
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].0.as_secs_f64() * 1e3;
    let (worst, text, n) = times[times.len() - 1];
    println!(
        "{what}: {} queries, CPU ms: median {:.1}, 90 % {:.1}, 99 % {:.1}, most {:.1} ({text}, {n} or more reports)",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        worst.as_secs_f64() * 1e3
    );
}

/// The time that this thread ran; where the system does not tell, the time that went by.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = told.and_then(|text| text.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    ran.unwrap_or_else(|| std::time::UNIX_EPOCH.elapsed().unwrap_or_default())
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// A rank of `n`, the r-th about 1/r as likely as the first.
    fn zipf(&mut self, n: usize) -> usize {
        let share = self.below(1 << 24) as f64 / f64::from(1 << 24);
        (((n as f64).ln() * share).exp() as usize - 1).min(n - 1)
    }
}

fn word(random: &mut Random, n_pieces: usize) -> String {
    const ONSETS: [&str; 20] = [
        "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "ch",
        "br",
    ];
    const RIMES: [&str; 12] = ["a", "e", "i", "o", "u", "an", "er", "in", "or", "al", "ent", "ing"];
    let piece = |random: &mut Random| format!("{}{}", ONSETS[random.below(20)], RIMES[random.below(12)]);
    (0..n_pieces.max(1)).map(|_| piece(random)).collect()
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
