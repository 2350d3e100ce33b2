//! What people change stands beside what the machine read, with who and when; adding and rebuilding keep it.

use std::collections::HashMap;

use onrecord_record::EntryKind;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::add::again;
use crate::ask::query::{ACTS, KINDS};
use crate::error::{Error, ErrorKind};
use crate::key::{ActorId, ArticleId, EntryId, key};
use crate::reading::{Row, term};
use crate::words::folded;
use crate::{Result, Store, Writer};

/// What a person changes in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The act, by its name in the record.
    Act(String),
    /// How it is quoted.
    Quote(String),
    /// Who said it: ids of actors, or names; nobody where the article does not tell.
    Speakers(Vec<String>),
    /// Whom it was said to, likewise.
    Addressees(Vec<String>),
    /// It is none.
    NoStatement,
}

/// A change as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// Its number within the store.
    pub id: i64,
    /// When it was made, in UTC.
    pub made: String,
    /// By whom.
    pub by: String,
    /// What was changed: act, quote, speaker, addressee, no_statement, merge, split.
    pub what: String,
    /// The id of the statement or actor, or of the article that an actor was split off in.
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

/// What holds of a statement instead of what the machine read.
pub enum Standing {
    Act(String),
    Quote(String),
    Party(&'static str, Vec<i64>),
    NoStatement,
}

impl Writer {
    /// Changes a statement; what was said before of the same thing is replaced.
    ///
    /// # Errors
    /// `is_not_found` where there is no such statement or actor, `is_unfit` for an act that there is not.
    pub fn correct(
        &mut self,
        statement: EntryId,
        change: &Change,
        by: &str,
        note: &str,
    ) -> Result<Correction> {
        self.check_fit(change)?;
        let row = self.statement_row(statement)?;
        let (what, value) = match change {
            Change::Act(act) => ("act", act.clone()),
            Change::Quote(quote) => ("quote", quote.clone()),
            Change::NoStatement => ("no_statement", String::new()),
            Change::Speakers(names) => ("speaker", self.actor_keys(names)?),
            Change::Addressees(names) => ("addressee", self.actor_keys(names)?),
        };
        self.change("a statement cannot be corrected", |db| {
            let machine = machine_value(db, row.0, what)?;
            let earlier = "UPDATE correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                 WHERE target = ?1 AND what = ?2 AND undone IS NULL RETURNING machine";
            let first: Option<String> =
                db.query_row(earlier, params![statement.key, what], |row| row.get(0)).optional()?;
            let id = put(db, by, what, statement.key, &value, first.as_deref().unwrap_or(&machine), note)?;
            for_statement(db, statement.key)?;
            one(db, id)
        })
    }

    /// Says that one actor is another; every entry of the first counts for the second until it is taken back.
    ///
    /// # Errors
    /// `is_not_found`; `is_unfit` where both are the same.
    pub fn merge(&mut self, actor: ActorId, into: ActorId, by: &str, note: &str) -> Result<Correction> {
        let (name, _) = self.actor_row(actor)?;
        self.actor_row(into)?;
        let root = |id: ActorId| -> Result<i64> {
            let sql = "SELECT coalesce(m.key, a.key) FROM actor a LEFT JOIN actor m ON m.id = a.merged WHERE a.key = ?1";
            let root = self.store.db.query_row(sql, [id.0], |row| row.get(0));
            root.map_err(|error| self.store.failed("an actor cannot be read", error))
        };
        if root(actor)? == root(into)? {
            return Err(Error::new(
                ErrorKind::Unfit,
                &self.store.path,
                format!("{actor} and {into} are one already"),
            ));
        }
        self.change("actors cannot be merged", |db| {
            let id = put(db, by, "merge", actor.0, &into.0.to_string(), &name, note)?;
            merged_anew(db)?;
            one(db, id)
        })
    }

    /// Takes an actor apart: with `article`, that article's actor of this name is somebody else; without, every
    /// merge of and into this actor is taken back.
    ///
    /// # Errors
    /// `is_not_found`; `is_unfit` where there is nothing to take apart.
    pub fn split(
        &mut self,
        actor: ActorId,
        article: Option<ArticleId>,
        by: &str,
        note: &str,
    ) -> Result<Vec<Correction>> {
        let (_, id) = self.actor_row(actor)?;
        match article {
            Some(article) => self.split_off(actor, id, article, by, note).map(|one| vec![one]),
            None => self.unmerge(actor),
        }
    }

    fn split_off(
        &mut self,
        actor: ActorId,
        id: i64,
        article: ArticleId,
        by: &str,
        note: &str,
    ) -> Result<Correction> {
        let sql = "SELECT p.name, v.id FROM article r JOIN version v ON v.article = r.id
             JOIN appearance p ON p.version = v.id JOIN actor a ON a.id = p.actor
             WHERE r.key = ?1 AND (a.id = ?2 OR a.merged = ?2)";
        let found: Vec<(String, i64)> =
            self.store
                .list("cannot be read", sql, params![article.0, id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((name, _)) = found.first().cloned() else {
            let what = format!("{actor} does not appear in {article}");
            return Err(Error::new(ErrorKind::NotFound, &self.store.path, what));
        };
        self.change("an actor cannot be split", |db| {
            let folded = folded(&name);
            let new = key(&["split", &folded, &format!("{:016x}", article.0)]);
            db.execute(
                "INSERT OR IGNORE INTO actor (key, kind, name, folded, last)
                 SELECT ?1, kind, ?2, ?3, last FROM actor WHERE id = ?4",
                params![new, name, folded, id],
            )?;
            let correction = put(db, by, "split", article.0, &new.to_string(), &folded, note)?;
            let why = term(db, "a person said so")?;
            for (name, version) in &found {
                db.execute(
                    "UPDATE appearance_data SET actor = (SELECT id FROM actor WHERE key = ?1), why = ?4
                     WHERE version = ?2 AND name = ?3",
                    params![new, version, name, why],
                )?;
                write_again(db, *version)?;
            }
            one(db, correction)
        })
    }

    fn unmerge(&mut self, actor: ActorId) -> Result<Vec<Correction>> {
        let sql = "SELECT id FROM correction WHERE what = 'merge' AND undone IS NULL
             AND (target = ?1 OR value = CAST(?1 AS TEXT))";
        let merges: Vec<i64> = self.store.list("cannot be read", sql, [actor.0], |row| row.get(0))?;
        if merges.is_empty() {
            let what = format!("{actor} was not merged; name the article in which it is somebody else");
            return Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        }
        merges.into_iter().map(|id| self.undo(id)).collect()
    }

    /// Takes a correction back: what the machine read holds again.
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
                "UPDATE correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1",
                [correction],
            )?;
            let (what, target): (String, i64) =
                db.query_row("SELECT what, target FROM correction WHERE id = ?1", [correction], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            match what.as_str() {
                "merge" => merged_anew(db)?,
                "split" => relink(db, target)?,
                _ => for_statement(db, target)?,
            }
            one(db, correction)
        })
    }

    fn check_fit(&self, change: &Change) -> Result<()> {
        let (value, known): (&str, &[(&str, &str)]) = match change {
            Change::Act(act) => (act, &ACTS),
            Change::Quote(quote) => (quote, &KINDS),
            _ => return Ok(()),
        };
        match known.iter().any(|(name, _)| *name == value) {
            true => Ok(()),
            false => {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let what = format!("“{value}” is none of {}", names.join(", "));
                Err(Error::new(ErrorKind::Unfit, &self.store.path, what))
            }
        }
    }

    fn statement_row(&self, statement: EntryId) -> Result<(i64, i64)> {
        let sql = "SELECT id, version FROM statement WHERE key = ?1 ORDER BY stands DESC, id DESC LIMIT 1";
        let row = self.store.db.query_row(sql, [statement.key], |row| Ok((row.get(0)?, row.get(1)?)));
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Error::new(
                ErrorKind::NotFound,
                &self.store.path,
                format!("there is no statement {statement}"),
            ),
            error => self.store.failed("a statement cannot be read", error),
        })
    }

    fn actor_row(&self, actor: ActorId) -> Result<(String, i64)> {
        let row = self.store.db.query_row("SELECT name, id FROM actor WHERE key = ?1", [actor.0], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => {
                Error::new(ErrorKind::NotFound, &self.store.path, format!("there is no actor {actor}"))
            }
            error => self.store.failed("an actor cannot be read", error),
        })
    }

    /// Keys of actors by id or name, in JSON; a name that nobody has makes an actor.
    fn actor_keys(&mut self, names: &[String]) -> Result<String> {
        let mut keys = Vec::new();
        for name in names {
            if let Ok(id) = name.parse::<ActorId>() {
                self.actor_row(id)?;
                keys.push(id.0);
                continue;
            }
            let name = name.trim().to_string();
            let folded = folded(&name);
            if folded.is_empty() {
                return Err(Error::new(ErrorKind::Unfit, &self.store.path, format!("“{name}” is no name")));
            }
            let sql = "SELECT key FROM actor WHERE folded = ?1 AND merged IS NULL ORDER BY id";
            let known: Vec<i64> = self.store.list("cannot be read", sql, [&folded], |row| row.get(0))?;
            match known.as_slice() {
                [one] => keys.push(*one),
                [] => keys.push(self.change("an actor cannot be made", |db| {
                    let key = key(&["person", &folded]);
                    let last = folded.rsplit(' ').next().unwrap_or_default();
                    db.execute(
                        "INSERT INTO actor (key, kind, name, folded, last) VALUES (?1, 'person', ?2, ?3, ?4)",
                        params![key, name, folded, last],
                    )?;
                    Ok(key)
                })?),
                several => {
                    let ids: Vec<String> = several.iter().map(|key| ActorId(*key).to_string()).collect();
                    let what =
                        format!("several are called {name}: say which by its id, {}", ids.join(" or "));
                    return Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
                }
            }
        }
        Ok(serde_json::to_string(&keys).expect("numbers are plain data"))
    }
}

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
       (SELECT group_concat(a.name, '|') FROM json_each(CASE WHEN c.what IN ('speaker', 'addressee') THEN c.value
          WHEN c.what IN ('merge', 'split') THEN '[' || c.value || ']' ELSE '[]' END) j JOIN actor a ON a.key = j.value)
     FROM correction c";

fn one(db: &Connection, id: i64) -> rusqlite::Result<Correction> {
    db.query_row(&format!("{SELECT} WHERE id = ?1"), [id], correction)
}

fn correction(row: &rusqlite::Row) -> rusqlite::Result<Correction> {
    let (what, target, value): (String, i64, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let actor = |key: &str| key.parse().map(|key| ActorId(key).to_string()).unwrap_or_default();
    let (target, value) = match what.as_str() {
        "merge" => (ActorId(target).to_string(), actor(&value)),
        "split" => (ArticleId(target).to_string(), actor(&value)),
        "speaker" | "addressee" => {
            let ids = keys(&value).into_iter().map(|key| ActorId(key).to_string());
            (EntryId::new(EntryKind::Statement, target).to_string(), ids.collect::<Vec<_>>().join("|"))
        }
        _ => (EntryId::new(EntryKind::Statement, target).to_string(), value),
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

fn keys(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
}

fn put(
    db: &Connection,
    by: &str,
    what: &str,
    target: i64,
    value: &str,
    machine: &str,
    note: &str,
) -> rusqlite::Result<i64> {
    db.execute(
        "INSERT INTO correction (made, by, what, target, value, machine, note)
         VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4, ?5, ?6)",
        params![by, what, target, value, machine, note],
    )?;
    Ok(db.last_insert_rowid())
}

/// What is in the columns before a first correction: the machine's own reading.
fn machine_value(db: &Connection, statement: i64, what: &str) -> rusqlite::Result<String> {
    match what {
        "act" | "quote" => {
            db.query_row(&format!("SELECT {what} FROM statement WHERE id = ?1"), [statement], |row| {
                row.get(0)
            })
        }
        "speaker" | "addressee" => {
            let mut query = db.prepare(
                "SELECT a.name FROM party p JOIN actor a ON a.id = p.actor WHERE p.statement = ?1 AND p.part = ?2
                 ORDER BY p.place",
            )?;
            let names = query.query_map(params![statement, what], |row| row.get::<_, String>(0))?;
            Ok(names.collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
        }
        _ => Ok(String::new()),
    }
}

/// Puts what people said in the place of what the machine read.
pub fn apply(db: &Connection, rows: &mut [Row]) -> rusqlite::Result<()> {
    let is_any: bool =
        db.prepare_cached("SELECT EXISTS (SELECT 1 FROM correction)")?.query_row([], |row| row.get(0))?;
    if !is_any {
        return Ok(());
    }
    for row in rows {
        let mut query = db.prepare_cached(
            "SELECT what, value FROM correction WHERE target = ?1 AND undone IS NULL ORDER BY id",
        )?;
        let found: Vec<(String, String)> = query
            .query_map([row.key.key], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (what, value) in found {
            let standing = match what.as_str() {
                "act" => Standing::Act(value),
                "quote" => Standing::Quote(value),
                "no_statement" => Standing::NoStatement,
                "speaker" => Standing::Party("speaker", effective(db, &keys(&value))?),
                "addressee" => Standing::Party("addressee", effective(db, &keys(&value))?),
                _ => continue,
            };
            row.correct(&standing);
        }
    }
    Ok(())
}

fn effective(db: &Connection, keys: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut actors = Vec::new();
    for key in keys {
        let mut query = db.prepare_cached("SELECT coalesce(merged, id) FROM actor WHERE key = ?1")?;
        actors.extend(query.query_row([key], |row| row.get::<_, i64>(0)).optional()?);
    }
    Ok(actors)
}

/// Writes the versions that have a statement anew.
fn for_statement(db: &Connection, key: i64) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT DISTINCT version FROM statement WHERE key = ?1")?;
    let versions: Vec<i64> = query.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    versions.into_iter().try_for_each(|version| write_again(db, version))
}

fn write_again(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let is_current: bool = db.query_row(
        "SELECT r.current = v.id FROM version v JOIN article r ON r.id = v.article WHERE v.id = ?1",
        [version],
        |row| row.get(0),
    )?;
    again(db, version, is_current)
}

/// Finds the actors of an article anew, after a split was taken back.
fn relink(db: &Connection, article_key: i64) -> rusqlite::Result<()> {
    let mut query =
        db.prepare("SELECT v.id FROM version v JOIN article r ON r.id = v.article WHERE r.key = ?1")?;
    let versions: Vec<i64> =
        query.query_map([article_key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for version in versions {
        let record = crate::read::record(db, version)?;
        crate::identity::link(db, version, article_key, &record)?;
        write_again(db, version)?;
    }
    Ok(())
}

/// Sets `actor.merged` from the merges that hold, and writes anew what is by those it changes for.
fn merged_anew(db: &Connection) -> rusqlite::Result<()> {
    let mut query = db.prepare(
        "SELECT a.id, b.id FROM correction c JOIN actor a ON a.key = c.target
         JOIN actor b ON b.key = CAST(c.value AS INTEGER) WHERE c.what = 'merge' AND c.undone IS NULL ORDER BY c.id",
    )?;
    let pairs: Vec<(i64, i64)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut into: HashMap<i64, i64> = HashMap::new();
    let root = |into: &HashMap<i64, i64>, mut actor: i64| {
        while let Some(next) = into.get(&actor) {
            actor = *next;
        }
        actor
    };
    for (one, other) in pairs {
        let (one, other) = (root(&into, one), root(&into, other));
        if one != other {
            into.insert(one, other);
        }
    }
    let mut query = db.prepare("SELECT id, merged FROM actor WHERE merged IS NOT NULL")?;
    let before: HashMap<i64, i64> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let after: HashMap<i64, i64> = into.keys().map(|actor| (*actor, root(&into, *actor))).collect();
    let mut changed: Vec<i64> = before.keys().chain(after.keys()).copied().collect();
    changed.retain(|actor| before.get(actor) != after.get(actor));
    changed.sort_unstable();
    changed.dedup();
    let mut versions = Vec::new();
    for actor in changed {
        db.execute("UPDATE actor SET merged = ?2 WHERE id = ?1", params![actor, after.get(&actor)])?;
        let mut query = db.prepare_cached("SELECT DISTINCT version FROM appearance WHERE actor = ?1")?;
        versions.extend(
            query.query_map([actor], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?,
        );
        let by_hand = "SELECT DISTINCT s.version FROM correction c JOIN statement s ON s.key = c.target
             WHERE c.what IN ('speaker', 'addressee') AND c.undone IS NULL";
        let mut query = db.prepare_cached(by_hand)?;
        versions
            .extend(query.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    versions.sort_unstable();
    versions.dedup();
    versions.into_iter().try_for_each(|version| write_again(db, version))
}
