//! What the examples must give, and how much of it they give today.
//!
//! `tests/examples/NAME.json` says what a reader makes of `examples/NAME`: its title, standfirst, bylines, date and
//! publisher; its blocks, each a role and the words it begins with; words of its furniture; and its statements. A
//! statement's content is verbatim, its pieces joined by ` … `; its speaker is the fullest name that the article
//! gives, or null where it gives none; acts and the rest are as the record's schema has them.
//!
//! A statement counts as found where the words of both contents, with their number, have a Dice coefficient of
//! at least one half (Dice 1945), one to one, best pair first.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use onrecord::Origin;
use onrecord::record::{Record, Statement};
use onrecord_tests::record;
use serde_json::Value;

/// The least that must come out right. Raise a floor when more does.
const FLOORS: [(&str, usize); 8] = [
    ("field", 22),
    ("block in its role", 72),
    ("furniture kept apart", 27),
    ("statement", 57),
    ("statement with its speaker", 48),
    ("direct statement", 25),
    ("direct statement with its speaker", 23),
    ("act of a statement found", 29),
];

/// How many statements may be found that are none.
const MOST_INVENTED: usize = 12;

#[test]
fn examples_give_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tally = PageTally::default();
    for name in ["ferry.txt", "flood-live.html", "lockkeeper.html", "readout.html", "summit.html"] {
        let page = std::fs::read(root.join("../examples").join(name)).unwrap();
        let gold = root.join("examples").join(name).with_extension("json");
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
        let found = record(&page, &Origin::named(name));
        fields(&gold, &found, &mut tally);
        blocks(&gold, &found, &mut tally);
        statements(&gold, &found, &mut tally);
    }
    for line in &tally.misses {
        println!("{line}");
    }
    for (what, (right, all)) in &tally.counts {
        println!("{what:36} {right:3} of {all:3}");
    }
    for (what, floor) in FLOORS {
        let (right, all) = tally.counts[what];
        assert!(right >= floor, "{what}: {right} of {all}, but {floor} is the floor; the misses stand above");
    }
    assert!(tally.n_invented <= MOST_INVENTED, "{} statements are none; they stand above", tally.n_invented);
}

/// How many came out right, of how many, by what they are; and in words what did not.
#[derive(Default)]
struct PageTally {
    counts: BTreeMap<&'static str, (usize, usize)>,
    n_invented: usize,
    misses: Vec<String>,
}

impl PageTally {
    fn count(&mut self, what: &'static str, is_right: bool) {
        let (right, all) = self.counts.entry(what).or_default();
        *right += usize::from(is_right);
        *all += 1;
    }

    fn miss(&mut self, record: &Record, miss: impl std::fmt::Display) {
        self.misses.push(format!("{}: {miss}", record.input));
    }
}

fn fields(gold: &Value, found: &Record, tally: &mut PageTally) {
    let article = serde_json::to_value(&found.article).unwrap();
    for name in ["title", "standfirst", "bylines", "published", "publisher"] {
        let is_right = gold[name] == article[name];
        tally.count("field", is_right);
        if !is_right {
            tally.miss(found, format!("{name} is {}, not {}", gold[name], article[name]));
        }
    }
}

fn blocks(gold: &Value, found: &Record, tally: &mut PageTally) {
    let article = serde_json::to_value(&found.article).unwrap();
    for block in list(&gold["blocks"]) {
        let begins = |b: &&Value| text(&b["text"]).starts_with(text(&block[1]));
        let is_right = list(&article["blocks"]).iter().filter(begins).any(|b| b["role"] == block[0]);
        tally.count("block in its role", is_right);
        if !is_right {
            tally.miss(found, format!("no block is {block}"));
        }
    }
    for words in list(&gold["furniture"]) {
        let is_apart = !found.article.blocks.iter().any(|block| block.text.contains(text(words)));
        tally.count("furniture kept apart", is_apart);
        if !is_apart {
            tally.miss(found, format!("{words} is furniture, but stands in the article"));
        }
    }
}

fn statements(gold: &Value, found: &Record, tally: &mut PageTally) {
    let wanted = list(&gold["statements"]);
    let partners = partners(wanted, &found.statements);
    for (idx, want) in wanted.iter().enumerate() {
        let got = partners.get(&idx).map(|j| &found.statements[*j]);
        let speakers = got.map(|got| speakers(got, found));
        let has_speaker = speakers == Some(names(&want["speaker"]));
        tally.count("statement", got.is_some());
        tally.count("statement with its speaker", has_speaker);
        if want["quote"] == "direct" {
            tally.count("direct statement", got.is_some());
            tally.count("direct statement with its speaker", has_speaker);
        }
        let Some(got) = got else {
            tally.miss(found, format!("missed: {}", want["content"]));
            continue;
        };
        if !has_speaker {
            let speakers = speakers.unwrap_or_default();
            tally.miss(found, format!("{} spoke, not {speakers:?}: {}", want["speaker"], want["content"]));
        }
        let act = serde_json::to_value(got.act).unwrap();
        tally.count("act of a statement found", want["act"] == act);
        if want["act"] != act {
            tally.miss(found, format!("{}, not {act}: {}", want["act"], want["content"]));
        }
    }
    for (j, got) in found.statements.iter().enumerate() {
        if !partners.values().any(|partner| *partner == j) {
            tally.n_invented += 1;
            tally.miss(found, format!("no statement: {}", content(got)));
        }
    }
}

/// Which found statement is which of the wanted.
fn partners(wanted: &[Value], found: &[Statement]) -> HashMap<usize, usize> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, want) in wanted.iter().enumerate() {
        for (j, got) in found.iter().enumerate() {
            let likeness = dice(text(&want["content"]), &content(got));
            pairs.extend((likeness >= 0.5).then_some((likeness, i, j)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut partners = HashMap::new();
    for (_, i, j) in pairs {
        if !partners.contains_key(&i) && !partners.values().any(|partner| *partner == j) {
            partners.insert(i, j);
        }
    }
    partners
}

/// Twice the words that both have, by the words of both.
fn dice(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, mut rest) = (words(a), words(b));
    let n_all = a.len() + rest.len();
    let is_shared =
        |word: &&String| rest.iter().position(|w| w == *word).map(|at| rest.swap_remove(at)).is_some();
    2.0 * a.iter().filter(is_shared).count() as f64 / n_all as f64
}

fn content(statement: &Statement) -> String {
    let pieces: Vec<&str> = statement.content.iter().map(|span| span.text.as_str()).collect();
    pieces.join(" … ")
}

/// The names of those who said it; who has no name in the article has none here.
fn speakers(statement: &Statement, record: &Record) -> Vec<String> {
    let of = |id: &String| record.actors.iter().find(|a| a.id == *id).map(|a| a.name.clone());
    let mut names: Vec<String> =
        statement.speakers.iter().filter_map(of).filter(|name| !name.is_empty()).collect();
    names.sort();
    names
}

fn names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = match value {
        Value::Null => Vec::new(),
        Value::Array(names) => names.iter().map(|name| text(name).to_string()).collect(),
        name => vec![text(name).to_string()],
    };
    names.sort();
    names
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
