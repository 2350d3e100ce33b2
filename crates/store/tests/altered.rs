//! Whatever is changed in the file behind the program's back, in any column of any table, `check` sees it.

mod written;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use onrecord_record::{ActorKind, Commitment, Engagement, Record, When};
use onrecord_store::{ActorChange, Change, NewPage, Store, WatchedFeed, Writer, sample};
use rusqlite::Connection;
use rusqlite::types::Value;
use written::{meeting, promise, support};

/// Long enough to be told as a copy of another article.
const TEXT: &str = "“We will pay our half of the dam by 1 May 2031, if the river falls,” Mira Halvorsen the mayor of Corran \
                    said. “Nobody will go without water this summer, Mira Halvorsen knows,” Ada Lorne said. The two sides met in Port Sollis on 14 \
                    March 2031, not on the 12th. Corran keeps its word. The \
                    gates of the upper dam were opened before noon, and by evening the lower fields lay under a hand of \
                    water, which the keepers of the mill had asked for since the first week of February; nobody was hurt, \
                    no cattle were lost, and the road to the ferry stayed dry for the whole of the night. On the next \
                    morning the council walked along the wall with lamps and found three stones loose and one gone.";

/// What may change unseen, as nothing that is on record hangs on it: what was asked of feeds, and when.
const UNSEEN: [&str; 2] = ["_feed", "_feed_entry"];

#[test]
fn a_change_of_any_column_is_seen() {
    let path = filled();
    let store = Connection::open(&path).unwrap();
    let (mut n_seen, mut unseen, mut without) = (0, Vec::new(), BTreeSet::new());
    for (table, column) in columns(&store) {
        let sql = format!(
            "SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL AND \"{column}\" <> '' LIMIT 1"
        );
        let Ok(value) = store.query_row(&sql, [], |row| row.get::<_, Value>(0)) else {
            without.insert(format!("{table}.{column}"));
            continue;
        };
        let copy = path.with_file_name("altered.db");
        std::fs::copy(&path, &copy).unwrap();
        if !alter(&copy, &table, &column, &value) {
            continue;
        }
        match is_seen(&copy) {
            true => n_seen += 1,
            false => unseen.push(format!("{table}.{column}")),
        }
    }
    assert_eq!(unseen, [""; 0]);
    assert!(n_seen > 90, "{n_seen}");
    let without: Vec<&str> = without.iter().map(String::as_str).collect();
    // A page that is no part of an archive has none.
    assert_eq!(without, ["_version.part"]);
}

/// Every column of every table of ours, but for those of the full-text index, which SQLite compares itself.
fn columns(db: &Connection) -> Vec<(String, String)> {
    let mut query = db
        .prepare(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name LIKE '\\_%' ESCAPE '\\' AND m.sql NOT LIKE '%VIRTUAL%'
               AND m.name NOT LIKE '%\\_text\\_%' ESCAPE '\\' ORDER BY 1, c.cid",
        )
        .unwrap();
    let all = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let all = all.collect::<Result<Vec<(String, String)>, _>>().unwrap();
    all.into_iter().filter(|(table, _)| !UNSEEN.contains(&table.as_str())).collect()
}

/// Makes one value another, a letter or a number; not where the schema itself refuses that.
fn alter(path: &Path, table: &str, column: &str, value: &Value) -> bool {
    let other = match value {
        Value::Integer(n @ (0 | 1)) => Value::Integer(1 - n),
        Value::Integer(n) => Value::Integer(n + 1),
        Value::Real(n) => Value::Real(n / 2.0),
        Value::Text(text) => {
            let at = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            let len = text[at..].chars().next().map_or(0, char::len_utf8);
            let letter = if text[at..].starts_with('x') { "y" } else { "x" };
            Value::Text(format!("{}{letter}{}", &text[..at], &text[at + len..]))
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            Value::Blob(bytes)
        }
        Value::Null => return false,
    };
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    let sql = format!("UPDATE OR FAIL \"{table}\" SET \"{column}\" = ?1 WHERE \"{column}\" = ?2");
    db.execute(&sql, [&other, value]).is_ok_and(|n| n > 0)
}

fn is_seen(path: &Path) -> bool {
    Store::open(path)
        .and_then(|store| store.check(|_, _| {}))
        .map_or(true, |checked| !checked.faults.is_empty())
}

/// A store with something in every column that there is.
fn filled() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("altered");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("store.db");
    let mut writer = Writer::open(&path).unwrap();
    for record in [record(), sample("https://vesper.example/2", TEXT)] {
        let bytes = format!("{}\n{}", record.article.url, record.article.text);
        let page = NewPage { record: &record, bytes: bytes.as_bytes(), origin: "{\"kept\":1}" };
        writer.add(&page).unwrap();
    }
    writer.put_feed("https://courier.example/feed", &WatchedFeed::default()).unwrap();
    let entries = {
        writer.commit().unwrap();
        let db = Connection::open(&path).unwrap();
        let mut query = db.prepare("SELECT id FROM statements ORDER BY start, article").unwrap();
        let ids = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
        ids.map(|id| id.unwrap().parse().unwrap()).collect::<Vec<onrecord_store::EntryId>>()
    };
    writer
        .correct(entries[0], &Change::Code("act".to_string(), "promise".to_string()), "ada", "as said")
        .unwrap();
    writer
        .correct(entries[1], &Change::Text("channel".to_string(), "this summer".to_string()), "ada", "")
        .unwrap();
    let undone = writer.correct(entries[0], &Change::Reviewed, "ada", "").unwrap();
    writer.undo(undone.id).unwrap();
    let lorne = writer.store().one_called("Ada Lorne").unwrap();
    let halvorsen = writer.store().one_called("Mira Halvorsen").unwrap();
    writer.correct_actor(halvorsen, &ActorChange::Name("Mira Halvorsen-Roe".to_string()), "ada", "").unwrap();
    writer.correct_actor(halvorsen, &ActorChange::Kind(ActorKind::Author), "ada", "").unwrap();
    writer.merge(lorne, halvorsen, "ada", "one and the same").unwrap();
    writer.commit().unwrap();
    drop(writer);
    assert_eq!(Store::open(&path).unwrap().check(|_, _| {}).unwrap().faults, []);
    path
}

fn record() -> Record {
    let mut record = sample("https://courier.example/1", TEXT);
    let span = |words: &str| written::span(TEXT, words);
    let article = &mut record.article;
    article.standfirst = "Both sides pay".to_string();
    article.bylines = vec!["Nell Varga".to_string()];
    article.agency = vec!["Kalmere Wire".to_string()];
    article.modified = Some("2031-03-15".to_string());
    record.actors[0].mentions.push(span("Mira Halvorsen knows"));
    record.actors[0].roles[0].evidence = Some(span("the mayor of Corran"));
    record.statements[0].content =
        vec![span("We will pay our half"), span("by 1 May 2031, if the river falls")];
    record.statements[0].channel = Some("a news conference".to_string());
    record.statements[0].addressees = vec!["a2".to_string()];
    record.statements[1].parent = Some("s1".to_string());
    record.statements[1].said = Some(When::stated("2031-03-12", "2031-03-13", vec![span("14 March 2031")]));
    record.engagements.push(Engagement {
        participants: vec!["a1".to_string(), "a2".to_string()],
        place: Some("Port Sollis".to_string()),
        when: Some(When::stated("2031-03-14", "2031-03-14", vec![span("14 March 2031")])),
        moved_from: Some(When::stated("2031-03-12", "2031-03-12", vec![span("the 12th")])),
        ..meeting(span("The two sides met in Port Sollis"))
    });
    record.commitments.push(Commitment {
        to: vec!["a2".to_string()],
        due: Some("by 1 May 2031".to_string()),
        due_on: Some(When::stated("2031-05-01", "2031-05-01", vec![span("1 May 2031")])),
        condition: Some("if the river falls".to_string()),
        told_by: vec!["a2".to_string()],
        evidence: vec![span("Corran keeps its word")],
        ..promise(span("We will pay our half of the dam"))
    });
    record.positions.push(support("half of the dam", span("We will pay our half")));
    record
}
