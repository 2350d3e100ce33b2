//! Tests of statements: prose that runs.
//!
//! In: a Markdown file of `tests/statements`. A heading names the behaviour; a `text` block is read as a plain
//! text; the blocks behind it say what must come out:
//!
//! ````markdown
//! # Content before its cue
//!
//! ```text published=2031-03-12 title="Bridge to open again"
//! “We will rebuild the bridge,” Mayor Ada Lorne told reporters on Monday.
//! ```
//! ```statements
//! source: Mayor Ada Lorne | cue: told | speaker: Ada Lorne | addressee: reporters | said: 2031-03-10
//! content: We will rebuild the bridge
//! ```
//! ````
//!
//! A `statements` block lists every statement, in the order of where the contents begin, and an outer one before
//! an inner one that begins with it; `none` stands for no statement. A `thoughts` block does so for thoughts, a
//! `notes` block holds words that one of the record's notes must have. Only the keys written are compared:
//!
//! | key | compared with |
//! |---|---|
//! | `content` | the words; several pieces joined by ` … `; marks at a piece's ends do not count |
//! | `source`, `cue` | the words, likewise |
//! | `speaker`, `addressee`, `via` | names, several joined by ` + `; `unnamed` for an actor without a name |
//! | `speaker_kind` | person, organisation, country, group, document, unnamed, author |
//! | `kind` | direct, mixed, indirect |
//! | `act`, `modality`, `channel` | as in the record |
//! | `said` | a day, or the first and the last joined by `/` |
//! | `parent` | the parent's number in the list, from 1 |
//!
//! `none` stands for what is absent. What is known to be wrong is marked: ```` ```statements FIXME ```` fails as
//! soon as it comes out right, so that the marker goes. With `ONRECORD_BLESS=1` markers are set and removed;
//! expectations are never written by a program.

use std::collections::BTreeSet;
use std::fmt::Write;

use onrecord::record::{Mention, Record, Span, Statement};
use onrecord::{InputKind, Origin};

use crate::{entries, record};

/// What became of a file: its text with markers as they should be, and what is wrong with it today.
pub struct CaseOutcome {
    /// The file with the FIXME markers set where a block fails, and only there.
    pub blessed: String,
    /// Each failure with its place, as a person reads it.
    pub failures: Vec<String>,
    /// How many blocks come out as written.
    pub n_right: usize,
    /// How many are marked as wrong, and are.
    pub n_known_wrong: usize,
}

/// Runs every case of a file; `name` is what failures call it.
///
/// # Panics
/// When the file is not of the form above, or a span does not slice its text.
pub fn check(name: &str, file: &str) -> CaseOutcome {
    let mut lines: Vec<String> = file.lines().map(str::to_string).collect();
    let mut outcome =
        CaseOutcome { blessed: String::new(), failures: Vec::new(), n_right: 0, n_known_wrong: 0 };
    let (mut heading, mut record) = (String::new(), None);
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].clone();
        let Some(info) = line.strip_prefix("```") else {
            heading = line.strip_prefix('#').map_or(heading, |h| h.trim_matches(['#', ' ']).to_string());
            at += 1;
            continue;
        };
        let place = format!("{name}:{}: {heading}", at + 1);
        let n_lines = lines[at + 1..].iter().position(|l| l == "```");
        let n_lines = n_lines.unwrap_or_else(|| panic!("{place}: the block does not end"));
        let body = &lines[at + 1..at + 1 + n_lines];
        let fence = at;
        at += n_lines + 2;
        if let Some(options) = info.strip_prefix("text") {
            record = Some(read(&body.join("\n"), options, &place));
            continue;
        }
        let record = record.as_ref().unwrap_or_else(|| panic!("{place}: no text stands before this"));
        let (block, marker) = info.split_once(' ').unwrap_or((info, ""));
        assert!(matches!(marker, "" | "FIXME"), "{place}: {marker:?} is no marker");
        let difference = difference(block, body, record, &place);
        lines[fence] = format!("```{block}{}", if difference.is_some() { " FIXME" } else { "" });
        match (difference, marker) {
            (None, "") => outcome.n_right += 1,
            (Some(_), "FIXME") => outcome.n_known_wrong += 1,
            (None, _) => outcome.failures.push(format!("{place}\n  comes out right now: drop its FIXME\n")),
            (Some(difference), _) => outcome.failures.push(format!("{place}\n{difference}")),
        }
    }
    outcome.blessed = lines.join("\n") + "\n";
    outcome
}

/// The record of a plain text; `options` are those of the block, `published=2031-03-12 title="A title"`.
fn read(text: &str, options: &str, place: &str) -> Record {
    let mut origin = Origin { kind: Some(InputKind::Text), ..Origin::named(place) };
    let mut rest = options.trim();
    while let Some((key, behind)) = rest.split_once('=') {
        let (value, behind) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => behind.split_once(' ').unwrap_or((behind, "")),
        };
        match key {
            "published" => origin.published = Some(value.to_string()),
            "title" => origin.title = Some(value.to_string()),
            _ => panic!("{place}: a text has no {key:?}"),
        }
        rest = behind.trim_start();
    }
    record(text.as_bytes(), &origin)
}

/// Expected and got, line by line, where they differ.
fn difference(block: &str, body: &[String], record: &Record, place: &str) -> Option<String> {
    let (want, got) = match block {
        "statements" => listed(body, record, &record.statements, place),
        "thoughts" => listed(body, record, &record.thoughts, place),
        "notes" => {
            let is_there =
                |words: &&String| record.notes.iter().any(|note| note.what.contains(words.as_str()));
            let got: Vec<String> = body.iter().filter(is_there).cloned().collect();
            (body.to_vec(), got)
        }
        _ => {
            let got = entries::lines(block, record);
            (body.to_vec(), got.unwrap_or_else(|| panic!("{place}: no block is called {block:?}")))
        }
    };
    (want != got).then(|| diff(&want, &got))
}

/// The lines of a block as expected, and as they came out, both written the same way.
fn listed(
    body: &[String],
    record: &Record,
    statements: &[Statement],
    place: &str,
) -> (Vec<String>, Vec<String>) {
    let expected = expectations(body, place);
    // A slip of the pen under a FIXME would never be seen.
    let text = folded(&record.article.text);
    for (key, words) in expected.iter().flatten().filter(|(key, words)| is_words(key) && words != "none") {
        for piece in words.split(" … ") {
            assert!(text.contains(piece), "{place}: the {key} {piece:?} does not stand in the text");
        }
    }
    let mut found: Vec<&Statement> = statements.iter().collect();
    let extent = |s: &Statement| {
        let end = s.content.last().map_or(0, |span| span.end);
        (s.content.first().map_or(0, |span| span.start), std::cmp::Reverse(end))
    };
    found.sort_by_key(|s| extent(s));
    let rows: Vec<StatementCells> = found.iter().map(|s| row(s, &found, record)).collect();
    let mut unused: BTreeSet<usize> = (0..expected.len()).collect();
    let partners: Vec<Option<usize>> = rows
        .iter()
        .map(|row| {
            let same = |idx: &usize| value(&expected[*idx], "content") == value(row, "content");
            let partner = unused.iter().copied().find(same)?;
            unused.remove(&partner).then_some(partner)
        })
        .collect();
    let got = rows.iter().zip(partners).map(|(row, partner)| {
        // What nobody expected is shown with what helps most to see what it is.
        let keys = partner.map_or(vec!["source", "cue", "speaker", "kind", "content"], |idx| {
            expected[idx].iter().map(|(key, _)| key.as_str()).collect()
        });
        keys.iter().map(|key| (key.to_string(), value(row, key).unwrap_or("none").to_string())).collect()
    });
    let got: Vec<StatementCells> = got.collect();
    (written(&expected), written(&got))
}

/// One statement: its keys and their values.
type StatementCells = Vec<(String, String)>;

fn value<'r>(row: &'r StatementCells, key: &str) -> Option<&'r str> {
    row.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
}

const KEYS: [&str; 13] = [
    "source",
    "cue",
    "speaker",
    "speaker_kind",
    "addressee",
    "via",
    "kind",
    "act",
    "modality",
    "channel",
    "said",
    "parent",
    "content",
];

/// Whether the key's value is words of the text.
fn is_words(key: &str) -> bool {
    matches!(key, "content" | "source" | "cue")
}

/// A block's statements: each a line of keys, then its content.
fn expectations(body: &[String], place: &str) -> Vec<StatementCells> {
    let mut out = Vec::new();
    let mut keys = StatementCells::new();
    for line in body.iter().filter(|line| !line.is_empty() && *line != "none") {
        for field in line.split(" | ") {
            let (key, value) =
                field.split_once(": ").unwrap_or_else(|| panic!("{place}: {field:?} has no key"));
            assert!(KEYS.contains(&key), "{place}: a statement has no {key:?}");
            keys.push((key.to_string(), if is_words(key) { bare(value) } else { value.to_string() }));
        }
        if line.starts_with("content: ") {
            out.push(std::mem::take(&mut keys));
        }
    }
    assert!(keys.is_empty(), "{place}: the last statement has no content");
    out
}

/// Everything that can be asked about a statement.
fn row(statement: &Statement, all: &[&Statement], record: &Record) -> StatementCells {
    let name = |id: &String| match record.actors.iter().find(|actor| actor.id == *id) {
        Some(actor) if actor.name.is_empty() => "unnamed".to_string(),
        Some(actor) => actor.name.clone(),
        None => format!("({id} is no actor)"),
    };
    let names = |ids: &[String]| joined(ids.iter().map(name), " + ");
    let kinds = statement.speakers.iter().filter_map(|id| record.actors.iter().find(|a| a.id == *id));
    let words = |mention: &Option<Mention>| {
        mention.as_ref().map_or("none".to_string(), |mention| pieces(mention.pieces()))
    };
    let parent = statement.parent.as_ref().and_then(|id| all.iter().position(|s| s.id == *id));
    let said = statement.said.as_ref().map(|said| match said.from == said.to {
        true => said.from.clone(),
        false => format!("{}/{}", said.from, said.to),
    });
    let none = || "none".to_string();
    let values = [
        words(&statement.source),
        words(&statement.cue),
        names(&statement.speakers),
        joined(kinds.map(|actor| word(&actor.kind)), " + "),
        names(&statement.addressees),
        names(&statement.via),
        word(&statement.quote),
        word(&statement.act),
        word(&statement.modality),
        statement.channel.clone().unwrap_or_else(none),
        said.unwrap_or_else(none),
        parent.map_or_else(none, |idx| (idx + 1).to_string()),
        pieces(&statement.content),
    ];
    KEYS.iter().map(|key| key.to_string()).zip(values).collect()
}

/// A value as the JSON spells it: every enum of the record is one lower-case word there.
fn word(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn joined(parts: impl Iterator<Item = String>, by: &str) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "none".to_string() } else { parts.join(by) }
}

fn pieces(spans: &[Span]) -> String {
    joined(spans.iter().map(|span| bare(&span.text)), " … ")
}

/// Words without the marks around each piece, blanks and line ends folded.
fn bare(text: &str) -> String {
    let pieces = text.split(" … ").map(|piece| folded(piece.trim_matches(|c: char| !c.is_alphanumeric())));
    pieces.collect::<Vec<_>>().join(" … ")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Statements in the form of the files.
fn written(rows: &[StatementCells]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let keys = row.iter().filter(|(key, _)| key != "content");
        let keys: Vec<String> = keys.map(|(key, value)| format!("{key}: {value}")).collect();
        lines.extend((!keys.is_empty()).then(|| keys.join(" | ")));
        lines.push(format!("content: {}", value(row, "content").unwrap_or("none")));
    }
    if lines.is_empty() { vec!["none".to_string()] } else { lines }
}

/// Lines of `want` that are missing with `-`, lines of `got` that should not be with `+`, by their longest
/// common subsequence.
fn diff(want: &[String], got: &[String]) -> String {
    let mut longest = vec![vec![0; got.len() + 1]; want.len() + 1];
    for i in (0..want.len()).rev() {
        for j in (0..got.len()).rev() {
            longest[i][j] = match want[i] == got[j] {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < want.len() || j < got.len() {
        let (mark, line) = if i < want.len() && j < got.len() && want[i] == got[j] {
            (i, j) = (i + 1, j + 1);
            (' ', &want[i - 1])
        } else if j == got.len() || (i < want.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            i += 1;
            ('-', &want[i - 1])
        } else {
            j += 1;
            ('+', &got[j - 1])
        };
        writeln!(out, "  {mark} {line}").expect("a string takes all");
    }
    out
}
