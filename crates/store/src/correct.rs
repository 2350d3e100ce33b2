//! What people change of entries stands beside what the machine read, with who and when; adding and rebuilding keep it.

use onrecord_record::{EntryKind, Part};
use rusqlite::{Connection, OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::key::{ActorId, ArticleId, EntryId, key, prefix};
use crate::kinds;
use crate::seal::{self, Sealed};
use crate::standing::{NOT_ON_RECORD, keys};
use crate::term::term;
use crate::words::folded;
use crate::{Result, Store, Writer, actors, ask, names, relinked};

/// What a person changes in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A code: the field that has it (`act`, `phase`, `status` …), and what it is instead.
    Code(String, String),
    /// Who is this to it: ids of actors, or names; nobody where the article does not tell.
    Actors(Part, Vec<String>),
    /// It is none.
    NotOnRecord,
}

/// A change as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// Its number within the store.
    pub id: i64,
    /// When it was made, in UTC.
    pub made: String,
    /// By whom.
    pub by: String,
    /// What was changed: a field (act, phase …), a part (speaker, participant …), not_on_record, merge, split.
    pub what: String,
    /// The id of the entry or actor, or of the article that an actor was split off in.
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
}

/// What was taken back.
pub type Undone = Correction;

impl Writer {
    /// Changes an entry; what was said before of the same thing is replaced.
    ///
    /// A name must be one actor's. `new:NAME` makes an actor that nothing else tells of; it goes when this is taken back.
    ///
    /// # Errors
    /// `is_not_found` where there is no such entry or actor, `is_unfit` for a code that there is not, and for a name
    /// that is several people's: the message gives the choices.
    pub fn correct(&mut self, entry: EntryId, change: &Change, by: &str, note: &str) -> Result<Correction> {
        self.check_fit(entry, change)?;
        let row = self.entry_row(entry)?;
        let (what, value) = match change {
            Change::Code(field, code) => (field.as_str(), code.clone()),
            Change::NotOnRecord => (NOT_ON_RECORD, String::new()),
            Change::Actors(part, names) => (part.as_str(), self.actor_keys(names)?),
        };
        self.change("an entry cannot be corrected", |db| {
            let machine = machine_value(db, row, entry.kind, change)?;
            seal::note_all(
                db,
                Sealed::Correction,
                "SELECT id FROM _correction WHERE target = ?1",
                entry.key,
            )?;
            let earlier = "UPDATE _correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                 WHERE target = ?1 AND kind = ?2 AND what = ?3 AND undone IS NULL RETURNING machine";
            let first: Option<String> = db
                .query_row(earlier, params![entry.key, entry.kind.as_str(), what], |row| row.get(0))
                .optional()?;
            let made = New {
                by,
                what,
                kind: entry.kind.as_str(),
                target: entry.key,
                value: &value,
                machine: first.as_deref().unwrap_or(&machine),
                note,
            };
            let id = made.put(db)?;
            relinked::of_entry(db, entry)?;
            one(db, id)
        })
    }

    /// Takes a correction back: what the machine read holds again, and an actor whom only this named is gone.
    ///
    /// # Errors
    /// `is_not_found` where there is none of this number that still holds.
    pub fn undo(&mut self, correction: i64) -> Result<Undone> {
        let holds =
            self.store.corrections()?.into_iter().find(|one| one.id == correction && one.undone.is_none());
        if holds.is_none() {
            let what = format!("there is no correction {correction} that still holds");
            return Err(Error::new(ErrorKind::NotFound, &self.store.path, what));
        }
        self.change("a correction cannot be taken back", |db| {
            db.execute(
                "UPDATE _correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1",
                [correction],
            )?;
            seal::note(db, Sealed::Correction, correction)?;
            let sql = "SELECT what, kind, target, value FROM _correction WHERE id = ?1";
            let (what, kind, target, value): (String, String, i64, String) =
                db.query_row(sql, [correction], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })?;
            // Before the actors go, as the correction is told with their names.
            let told = one(db, correction)?;
            match what.as_str() {
                "merge" => relinked::merged_anew(db)?,
                "split" => relinked::article(db, target)?,
                _ => {
                    if let Ok(kind) = kind.parse() {
                        relinked::of_entry(db, EntryId::new(kind, target))?;
                    }
                    relinked::without_unused(db, &keys(&value))?;
                }
            }
            Ok(told)
        })
    }

    fn check_fit(&self, entry: EntryId, change: &Change) -> Result<()> {
        let kind = kinds::of(entry.kind);
        let unfit = |what: String| Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        match change {
            Change::NotOnRecord => Ok(()),
            Change::Actors(part, _) if kind.parts().contains(part) => Ok(()),
            Change::Actors(part, _) => unfit(format!("{} {} has no {part}", article(entry.kind), entry.kind)),
            Change::Code(field, code) => {
                let column = kind.columns.iter().find(|column| column.name == field);
                let Some(known) = column.and_then(|column| column.codes) else {
                    return unfit(format!("{} {} has no {field}", article(entry.kind), entry.kind));
                };
                match known.contains(&code.as_str()) {
                    true => Ok(()),
                    false => unfit(format!("“{code}” is none of {}", known.join(", "))),
                }
            }
        }
    }

    fn entry_row(&self, entry: EntryId) -> Result<i64> {
        let sql = "SELECT id FROM _entry WHERE key = ?1 AND kind = ?2 ORDER BY stands DESC, id DESC LIMIT 1";
        let row = self.store.db.query_row(sql, (entry.key, prefix(entry.kind)), |row| row.get(0));
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Error::new(
                ErrorKind::NotFound,
                &self.store.path,
                format!("there is no {} {entry}", entry.kind),
            ),
            error => self.store.failed("an entry cannot be read", error),
        })
    }

    /// Keys of actors by id or name, in JSON.
    fn actor_keys(&mut self, names: &[String]) -> Result<String> {
        let keys = names.iter().map(|name| self.actor_key(name.trim())).collect::<Result<Vec<i64>>>()?;
        Ok(serde_json::to_string(&keys).expect("numbers are plain data"))
    }

    fn actor_key(&mut self, name: &str) -> Result<i64> {
        if let Some(new) = name.strip_prefix("new:") {
            return self.new_actor(new.trim());
        }
        self.store.one_called(name).map(|id| id.0)
    }

    /// Makes an actor of this name. Whoever has the name already is somebody else.
    fn new_actor(&mut self, name: &str) -> Result<i64> {
        let folded = folded(name);
        if folded.is_empty() {
            return Err(Error::new(ErrorKind::Unfit, &self.store.path, format!("“{name}” is no name")));
        }
        self.change("an actor cannot be made", |db| {
            // The key that an article's actor of this name would get, so that the two are one; else the next free.
            let plain = key(&["person", &folded]);
            let mut numbered = (0..).map(|n: u32| key(&["by hand", &folded, &n.to_string()]));
            let mut key = plain;
            while actors::by_key(db, key)?.is_some() {
                key = numbered.next().unwrap_or_default();
            }
            actors::make_by_hand(db, key, name)?;
            Ok(key)
        })
    }
}

fn article(kind: EntryKind) -> &'static str {
    if kind == EntryKind::Engagement { "an" } else { "a" }
}

impl Store {
    /// The one actor that a person means by a name or an id.
    ///
    /// # Errors
    /// `is_not_found` where nobody is called so, `is_unfit` where several are: the message gives them.
    pub fn one_called(&self, name: &str) -> Result<ActorId> {
        if let Ok(ActorId(key)) = name.parse() {
            let found =
                actors::by_key(&self.db, key).map_err(|e| self.failed("an actor cannot be read", e))?;
            let missing = || Error::new(ErrorKind::NotFound, &self.path, format!("there is no actor {name}"));
            return found.map(|_| ActorId(key)).ok_or_else(missing);
        }
        let known = self.actors_called(name)?;
        if let [one] = known.as_slice() {
            return Ok(one.id);
        }
        let failed = |error| self.failed("its actors cannot be listed", error);
        let choices = match known.is_empty() {
            true => {
                let rows = names::having(&self.db, &folded(name), false, MOST_CHOICES).map_err(failed)?;
                let rows: Vec<i64> = rows.iter().map(|one| one.id).collect();
                self.told_apart(&rows)?
            }
            false => known,
        };
        let told: Vec<String> = choices.iter().map(|one| format!("{} ({})", one.id, one.told())).collect();
        Err(match (told.is_empty(), choices.iter().any(|one| folded(&one.name) == folded(name))) {
            (true, _) => Error::new(
                ErrorKind::NotFound,
                &self.path,
                format!("nobody here is called “{name}”; “new:{name}” makes somebody"),
            ),
            (false, true) => Error::new(
                ErrorKind::Unfit,
                &self.path,
                format!("several are called {name}: say which by its id, {}", told.join(" or ")),
            ),
            (false, false) => Error::new(
                ErrorKind::Unfit,
                &self.path,
                format!(
                    "nobody is called just “{name}”: say whom by id, {}, or “new:{name}” for somebody else",
                    told.join(" or ")
                ),
            ),
        })
    }

    /// Everything that people changed, oldest first, what was taken back included.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        self.list("its corrections cannot be listed", &format!("{SELECT} ORDER BY id"), [], correction)
    }
}

/// So many actors are offered for a name that is nobody's alone.
const MOST_CHOICES: usize = 8;

const SELECT: &str = "SELECT id, made, by, what, target, value, machine, note, undone,
       (SELECT group_concat(a.name, '|') FROM json_each(
          CASE WHEN json_valid(c.value) AND c.what NOT IN ('merge', 'split') AND c.value LIKE '[%' THEN c.value
               WHEN c.what IN ('merge', 'split') THEN '[' || c.value || ']' ELSE '[]' END) j
        JOIN _actor a ON a.key = j.value), kind
     FROM _correction c";

/// A correction by its number.
pub fn one(db: &Connection, id: i64) -> rusqlite::Result<Correction> {
    db.query_row(&format!("{SELECT} WHERE id = ?1"), [id], correction)
}

fn correction(row: &rusqlite::Row) -> rusqlite::Result<Correction> {
    let (what, target, value): (String, i64, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let kind: String = row.get(10)?;
    let actor = |key: &str| key.parse().map(|key| ActorId(key).to_string()).unwrap_or_default();
    let target = match kind.parse::<EntryKind>() {
        Ok(kind) => EntryId::new(kind, target).to_string(),
        Err(_) if kind == "actor" => ActorId(target).to_string(),
        Err(_) => ArticleId(target).to_string(),
    };
    let value = match what.as_str() {
        "merge" | "split" => actor(&value),
        part if part.parse::<Part>().is_ok() => {
            keys(&value).into_iter().map(|key| ActorId(key).to_string()).collect::<Vec<_>>().join("|")
        }
        _ => value,
    };
    Ok(Correction {
        id: row.get(0)?,
        made: row.get(1)?,
        by: row.get(2)?,
        what,
        target,
        value,
        named: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        machine: row.get(6)?,
        note: row.get(7)?,
        undone: row.get(8)?,
    })
}

/// A correction on its way into the store.
pub struct New<'a> {
    pub by: &'a str,
    pub what: &'a str,
    /// What the target is: a kind of entry, `actor`, `article`.
    pub kind: &'a str,
    pub target: i64,
    pub value: &'a str,
    pub machine: &'a str,
    pub note: &'a str,
}

impl New<'_> {
    /// Keeps it; gives its number.
    pub fn put(&self, db: &Connection) -> rusqlite::Result<i64> {
        db.execute(
            "INSERT INTO _correction (made, by, what, kind, target, value, machine, note)
             VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![self.by, self.what, self.kind, self.target, self.value, self.machine, self.note],
        )?;
        let id = db.last_insert_rowid();
        seal::note(db, Sealed::Correction, id)?;
        Ok(id)
    }
}

/// What is in the columns before a first correction: the machine's own reading.
fn machine_value(db: &Connection, entry: i64, kind: EntryKind, change: &Change) -> rusqlite::Result<String> {
    match change {
        Change::Code(field, _) => {
            let kind = kinds::of(kind);
            let idx = kind.columns.iter().position(|column| column.name == field);
            let values = ask::load::values(db, entry, kind)?;
            Ok(idx.and_then(|idx| values.into_iter().nth(idx)).flatten().unwrap_or_default())
        }
        Change::Actors(part, _) => {
            let mut query = db.prepare(
                "SELECT a.name FROM _party p JOIN _actor a ON a.id = p.actor WHERE p.entry = ?1 AND p.part = ?2
                 ORDER BY p.place",
            )?;
            let part = term(db, part.as_str())?;
            let names = query.query_map(params![entry, part], |row| row.get::<_, String>(0))?;
            Ok(names.collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
        }
        Change::NotOnRecord => Ok(String::new()),
    }
}
