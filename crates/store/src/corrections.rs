//! Corrections as they are kept: what was said instead of what the machine read, by whom and when.

use onrecord_record::{EntryKind, Part};
use rusqlite::{Connection, OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;

use crate::key::{ActorId, ArticleId, EntryId};
use crate::seal::{self, Sealed};
use crate::written::{ADDED, REVIEWED, WORDS, keys, pieces};
use crate::{Piece, Result, Store};

/// A change as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// Its number within the store.
    pub id: i64,
    /// When it was made, in UTC.
    pub made: String,
    /// By whom.
    pub by: String,
    /// What was changed: a field (act, phase, channel …), a part (speaker, participant …), words, when, not_on_record,
    /// added, reviewed; of an actor name, kind, role, merge, split.
    pub what: String,
    /// The id of the entry or actor, or of the article that was reviewed or that an actor was split off in.
    pub target: String,
    /// What holds now.
    pub value: String,
    /// Whom the value names, joined by `|`, where it names anybody.
    pub named: String,
    /// What the machine had read.
    pub machine: String,
    /// Why, in the words of whoever changed it.
    pub note: String,
    /// When it was taken back.
    pub undone: Option<String>,
    /// Whether the entry that it is of is in no version any more: the program reads other words there.
    pub is_lost: bool,
}

/// What was taken back.
pub type Undone = Correction;

impl Store {
    /// Everything that people changed, oldest first, what was taken back included.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        self.list("its corrections cannot be listed", &format!("{SELECT} ORDER BY id"), [], correction)
    }
}

const SELECT: &str = "SELECT id, made, by, what, target, value, machine, note, undone,
       (SELECT group_concat(a.name, '|') FROM json_each(
          CASE WHEN c.what IN ('merge', 'split') THEN '[' || c.value || ']'
               WHEN c.what NOT IN ('words', 'added') AND c.value LIKE '[%' AND json_valid(c.value) THEN c.value
               ELSE '[]' END) j
        JOIN _actor a ON a.key = j.value), kind,
       kind NOT IN ('actor', 'article') AND NOT EXISTS
         (SELECT 1 FROM _entry e WHERE e.key = c.target AND e.kind = substr(c.kind, 1, 2))
     FROM _correction c";

/// A correction by its number.
pub fn one(db: &Connection, id: i64) -> rusqlite::Result<Correction> {
    db.query_row(&format!("{SELECT} WHERE id = ?1"), [id], correction)
}

fn correction(row: &rusqlite::Row) -> rusqlite::Result<Correction> {
    let (what, target, value): (String, i64, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let kind: String = row.get(10)?;
    let target = match kind.parse::<EntryKind>() {
        Ok(kind) => EntryId::new(kind, target).to_string(),
        Err(_) if kind == "actor" => ActorId(target).to_string(),
        Err(_) => ArticleId(target).to_string(),
    };
    Ok(Correction {
        id: row.get(0)?,
        made: row.get(1)?,
        by: row.get(2)?,
        value: shown(&what, value),
        what,
        target,
        named: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        machine: row.get(6)?,
        note: row.get(7)?,
        undone: row.get(8)?,
        is_lost: row.get(11)?,
    })
}

/// A value as people read it.
fn shown(what: &str, value: String) -> String {
    let actor = |key: &str| key.parse().map(|key| ActorId(key).to_string()).unwrap_or_default();
    match what {
        "merge" | "split" => actor(&value),
        REVIEWED => String::new(),
        WORDS | ADDED => words(&pieces(&value)),
        part if part.parse::<Part>().is_ok() => {
            keys(&value).into_iter().map(|key| ActorId(key).to_string()).collect::<Vec<_>>().join("|")
        }
        _ => value,
    }
}

fn words(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// A correction on its way into the store.
pub struct New<'a> {
    pub by: &'a str,
    pub what: &'a str,
    /// What the target is: a kind of entry, `actor`, `article`.
    pub kind: &'a str,
    pub target: i64,
    /// The key of the article that it is of; 0 for an actor's, which is over all articles.
    pub article: i64,
    pub value: &'a str,
    pub machine: &'a str,
    pub note: &'a str,
}

impl New<'_> {
    /// Keeps it; gives its number.
    pub fn put(&self, db: &Connection) -> rusqlite::Result<i64> {
        db.execute(
            "INSERT INTO _correction (made, by, what, kind, target, article, value, machine, note)
             VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.by,
                self.what,
                self.kind,
                self.target,
                self.article,
                self.value,
                self.machine,
                self.note
            ],
        )?;
        let id = db.last_insert_rowid();
        seal::note(db, Sealed::Correction, id)?;
        Ok(id)
    }

    /// Keeps it in the place of what was said of the same thing before, of which it takes over what the machine had read.
    pub fn replace(&self, db: &Connection) -> rusqlite::Result<i64> {
        let of = "SELECT id FROM _correction WHERE target = ?1";
        seal::note_all(db, Sealed::Correction, of, self.target)?;
        let earlier = "UPDATE _correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
             WHERE target = ?1 AND kind = ?2 AND what = ?3 AND undone IS NULL RETURNING machine";
        let first: Option<String> =
            db.query_row(earlier, params![self.target, self.kind, self.what], |row| row.get(0)).optional()?;
        let machine = first.as_deref().unwrap_or(self.machine);
        New { machine, ..*self }.put(db)
    }
}
