//! The record of a version as it counts now: what the machine read, with what people corrected and merged put in its
//! place.

use std::collections::{HashMap, HashSet};

use onrecord_record::{Actor, ActorRole, Record, Statement};
use rusqlite::Connection;
use serde::de::DeserializeOwned;

use crate::key::{ActorId, ArticleId, EntryId};
use crate::reading::{PARTS, Row, rows};
use crate::{Result, Store, correct, identity, read};

/// A version with what people changed, and the names that the store gives its entries.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The number of the version within the store.
    pub version: i64,
    /// Its article.
    pub article: ArticleId,
    /// The article's address, or where its page came from.
    pub address: String,
    /// What counts now; the page's furniture is left out, the page's bytes hold it.
    pub record: Record,
    /// The ids of `record.statements`, in their order.
    pub statements: Vec<EntryId>,
    /// The ids of `record.actors`, in their order.
    pub actors: Vec<ActorId>,
    /// Whether a person changed something in this article; a merge, which concerns many, does not count.
    pub is_corrected: bool,
}

impl Store {
    /// One version, with what people changed in the place of what the machine read.
    ///
    /// What is no statement is left out, and what it reported hangs on its own parent. Who was merged is one actor,
    /// by the name that the merge gave; whoever a person named and the article does not stands behind its actors.
    ///
    /// # Errors
    /// `is_not_found`, `is_damaged` …
    pub fn corrected(&self, version: i64) -> Result<Corrected> {
        corrected(&self.db, version).map_err(|error| self.lacking("a version cannot be read", error))
    }
}

/// One version as it counts now.
pub fn corrected(db: &Connection, version: i64) -> rusqlite::Result<Corrected> {
    let mut query = db.prepare_cached(
        "SELECT r.key, r.address FROM version v JOIN article r ON r.id = v.article WHERE v.id = ?1",
    )?;
    let (article, address): (i64, String) =
        query.query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let record = read::record(db, version)?;
    let actors = identity::linked(db, version)?;
    let before = rows(article, &record, &actors);
    let mut after = before.clone();
    correct::apply(db, &mut after)?;
    let mut cast = Cast { db, record, actors };
    for (idx, (before, after)) in before.iter().zip(&after).enumerate() {
        cast.correct(idx, before, after)?;
    }
    cast.merge(version)?;
    let Cast { mut record, actors, .. } = cast;
    let statements = without_rejected(&mut record, &after);
    let key = |actor: &Actor| -> rusqlite::Result<ActorId> {
        let mut query = db.prepare_cached("SELECT key FROM actor WHERE id = ?1")?;
        query.query_row([actors.get(&actor.id)], |row| row.get(0)).map(ActorId)
    };
    let actors = record.actors.iter().map(key).collect::<rusqlite::Result<_>>()?;
    let mut query = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM statement s JOIN correction c ON c.target = s.key
                        WHERE s.version = ?1 AND c.undone IS NULL)
           OR EXISTS (SELECT 1 FROM correction WHERE target = ?2 AND what = 'split' AND undone IS NULL)",
    )?;
    let is_corrected = query.query_row([version, article], |row| row.get(0))?;
    Ok(Corrected { version, article: ArticleId(article), address, record, statements, actors, is_corrected })
}

/// A record and who its actors are.
struct Cast<'d> {
    db: &'d Connection,
    record: Record,
    /// Rows of the table `actor` by the ids within the record.
    actors: HashMap<String, i64>,
}

impl Cast<'_> {
    /// Puts into a statement what differs between its two rows.
    fn correct(&mut self, idx: usize, before: &Row, after: &Row) -> rusqlite::Result<()> {
        if let Some(act) = changed(&before.act, &after.act) {
            self.record.statements[idx].act = act;
        }
        if let Some(quote) = changed(&before.quote, &after.quote) {
            self.record.statements[idx].quote = quote;
        }
        let of = |row: &Row, part: &str| -> Vec<i64> {
            row.parties.iter().filter(|party| party.part == part).map(|party| party.actor).collect()
        };
        for part in PARTS {
            let now = of(after, part);
            if of(before, part) == now {
                continue;
            }
            let ids = now.into_iter().map(|actor| self.local(actor)).collect::<rusqlite::Result<_>>()?;
            let statement = &mut self.record.statements[idx];
            match part {
                "speaker" => statement.speakers = ids,
                "addressee" => statement.addressees = ids,
                _ => statement.via = ids,
            }
        }
        Ok(())
    }

    /// The id within the record of an actor of the store, who may be new to the record.
    fn local(&mut self, actor: i64) -> rusqlite::Result<String> {
        let is_meant = |one: &&Actor| self.actors.get(&one.id) == Some(&actor);
        if let Some(known) = self.record.actors.iter().find(is_meant) {
            return Ok(known.id.clone());
        }
        let (name, kind) = self.named(actor)?;
        let id = (self.record.actors.len() + 1..)
            .map(|n| format!("a{n}"))
            .find(|id| self.record.actors.iter().all(|actor| actor.id != *id))
            .expect("numbers do not end");
        let mut new = Actor { id: id.clone(), name, kind, roles: Vec::new(), mentions: Vec::new() };
        if kind == onrecord_record::ActorKind::Unnamed {
            let title = std::mem::take(&mut new.name);
            new.roles.push(ActorRole { title, of: String::new(), evidence: None });
        }
        self.record.actors.push(new);
        self.actors.insert(id.clone(), actor);
        Ok(id)
    }

    fn named(&self, actor: i64) -> rusqlite::Result<(String, onrecord_record::ActorKind)> {
        let mut query = self.db.prepare_cached("SELECT name, kind FROM actor WHERE id = ?1")?;
        let (name, kind): (String, String) =
            query.query_row([actor], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((name, parsed(&kind).unwrap_or(onrecord_record::ActorKind::Person)))
    }

    /// Makes one of those who a person said are one.
    fn merge(&mut self, version: i64) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT p.local, a.merged FROM appearance p JOIN actor a ON a.id = p.actor
             WHERE p.version = ?1 AND a.merged IS NOT NULL",
        )?;
        let merged: HashMap<String, i64> = query
            .query_map([version], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let roots: HashSet<i64> = merged.values().copied().collect();
        let mut first: HashMap<i64, usize> = HashMap::new();
        let mut same: HashMap<String, String> = HashMap::new();
        let mut kept: Vec<Actor> = Vec::new();
        for mut actor in std::mem::take(&mut self.record.actors) {
            let root = self.actors.get(&actor.id).copied().filter(|root| roots.contains(root));
            let Some(root) = root else {
                kept.push(actor);
                continue;
            };
            if let Some(idx) = first.get(&root) {
                let one = &mut kept[*idx];
                same.insert(actor.id, one.id.clone());
                one.roles.extend(actor.roles);
                one.mentions.extend(actor.mentions);
                one.mentions.sort_by_key(|span| (span.start, span.end));
                one.mentions.dedup();
                continue;
            }
            (actor.name, actor.kind) = self.named(root)?;
            first.insert(root, kept.len());
            kept.push(actor);
        }
        self.record.actors = kept;
        if !same.is_empty() {
            let one = |id: &mut String| {
                if let Some(first) = same.get(id) {
                    id.clone_from(first);
                }
            };
            each_ids(&mut self.record, |ids| {
                let mut seen = HashSet::new();
                ids.iter_mut().for_each(&one);
                ids.retain(|id| seen.insert(id.clone()));
            });
            self.record.positions.iter_mut().for_each(|position| one(&mut position.actor));
        }
        Ok(())
    }
}

/// All lists of actors in the record's entries.
fn each_ids(record: &mut Record, mut see: impl FnMut(&mut Vec<String>)) {
    for Statement { speakers, addressees, via, .. } in
        record.statements.iter_mut().chain(&mut record.thoughts)
    {
        [speakers, addressees, via].into_iter().for_each(&mut see);
    }
    record.engagements.iter_mut().for_each(|one| see(&mut one.participants));
    for commitment in &mut record.commitments {
        see(&mut commitment.by);
        see(&mut commitment.to);
    }
}

/// Takes out what a person said is no statement; gives the ids of the rest.
fn without_rejected(record: &mut Record, rows: &[Row]) -> Vec<EntryId> {
    let rejected: HashMap<&str, Option<&str>> = rows
        .iter()
        .filter(|row| row.is_rejected)
        .map(|row| (row.local.as_str(), row.parent.as_deref()))
        .collect();
    if !rejected.is_empty() {
        record.statements.retain(|statement| !rejected.contains_key(statement.id.as_str()));
        for statement in record.statements.iter_mut().chain(&mut record.thoughts) {
            let mut parent = statement.parent.as_deref();
            // A chain that closes upon itself ends all the same.
            for _ in 0..=rejected.len() {
                parent = parent.and_then(|id| rejected.get(id).copied().unwrap_or(Some(id)));
            }
            let is_gone = parent.is_some_and(|id| rejected.contains_key(id));
            statement.parent = parent.filter(|_| !is_gone).map(str::to_string);
        }
    }
    rows.iter().filter(|row| !row.is_rejected).map(|row| row.key).collect()
}

/// The value by the name `now`, where it is another than before.
fn changed<T: DeserializeOwned>(before: &str, now: &str) -> Option<T> {
    (before != now).then(|| parsed(now)).flatten()
}

fn parsed<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_string())).ok()
}
