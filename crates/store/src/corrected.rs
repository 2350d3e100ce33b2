//! The record of a version as it counts now: what the machine read, with what people corrected and merged put in its
//! place.

use std::collections::{HashMap, HashSet};

use onrecord_record::{Actor, ActorKind, ActorRole, AnyEntry, EntryKind, Part, Record};
use rusqlite::Connection;

use crate::by_hand::offices;
use crate::key::{ActorId, ArticleId, EntryId};
use crate::kinds::KINDS;
use crate::kinds::kind::Kind;
use crate::located::span_at;
use crate::reviewed::{Reviewed, reviewed};
use crate::row::{EntryDays, Row};
use crate::standing::{StandingEntries, standing};
use crate::{Of, Result, Store, identity, read};

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
    /// The ids of the record's entries, in the order of [`Record::entries`].
    pub entries: Vec<EntryId>,
    /// The ids of `record.actors`, in their order.
    pub actors: Vec<ActorId>,
    /// Whether a person changed something in this article; a merge, which concerns many, does not count.
    pub is_corrected: bool,
    /// Who looked at all of it, and whether it is as it was then.
    pub reviewed: Option<Reviewed>,
}

impl Store {
    /// One version, with what people changed in the place of what the machine read.
    ///
    /// What is not on record is left out, and what a statement reported hangs on its own parent. Who was merged is one actor,
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
        "SELECT r.key, r.address FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1",
    )?;
    let (article, address): (i64, String) =
        query.query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let record = read::record(db, version)?;
    let actors = identity::linked(db, version)?;
    let StandingEntries { record, read: before, rows: after } = standing(db, article, &record, &actors)?;
    let record = record.into_owned();
    let mut cast = Cast { db, record, actors };
    for kind in KINDS.iter() {
        let is_of_kind = |row: &&Row| row.id.kind == kind.kind;
        let pairs = before.iter().filter(is_of_kind).zip(after.iter().filter(is_of_kind));
        for (idx, (before, after)) in pairs.enumerate() {
            cast.correct(kind, idx, before, after)?;
        }
    }
    cast.merge(version)?;
    cast.name_by_hand()?;
    let Cast { mut record, actors, .. } = cast;
    let entries = without_rejected(&mut record, &after);
    let key = |actor: &Actor| -> rusqlite::Result<ActorId> {
        let mut query = db.prepare_cached("SELECT key FROM _actor WHERE id = ?1")?;
        query.query_row([actors.get(&actor.id)], |row| row.get(0)).map(ActorId)
    };
    let actors = record.actors.iter().map(key).collect::<rusqlite::Result<_>>()?;
    let mut query = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM _entry e JOIN _correction c ON c.target = e.key
                        WHERE e.version = ?1 AND c.undone IS NULL AND c.what <> 'reviewed')
           OR EXISTS (SELECT 1 FROM _correction WHERE target = ?2 AND what = 'split' AND undone IS NULL)",
    )?;
    let is_corrected = query.query_row([version, article], |row| row.get(0))?;
    let reviewed = reviewed(db, article)?;
    let article = ArticleId(article);
    Ok(Corrected { version, article, address, record, entries, actors, is_corrected, reviewed })
}

/// A record and who its actors are.
struct Cast<'d> {
    db: &'d Connection,
    record: Record,
    /// Rows of the table `_actor` by the ids within the record.
    actors: HashMap<String, i64>,
}

impl Cast<'_> {
    /// Puts into an entry what differs between its two rows.
    fn correct(&mut self, kind: &Kind, idx: usize, before: &Row, after: &Row) -> rusqlite::Result<()> {
        for (column, (was, is)) in kind.columns.iter().zip(before.values.iter().zip(&after.values)) {
            match (was != is, column.codes, is) {
                (true, Some(_), Some(code)) => (kind.set_code)(&mut self.record, idx, column.name, code),
                (true, None, words) => (kind.set_text)(&mut self.record, idx, column.name, words.clone()),
                _ => {}
            }
        }
        if before.when != after.when
            && let Some(one) = nth(&mut self.record, kind.kind, idx)
        {
            one.set_when(after.when.as_ref().map(EntryDays::when));
        }
        if (before.start, before.end, &before.words) != (after.start, after.end, &after.words) {
            let places = match after.is_whole {
                true => vec![(after.start, after.end)],
                false => own_places(after),
            };
            let text = &self.record.article.text;
            let own = places.into_iter().map(|(start, end)| span_at(text, start, end)).collect();
            if let Some(one) = nth(&mut self.record, kind.kind, idx) {
                one.set_own(own);
            }
        }
        let of = |row: &Row, part: Part| -> Vec<i64> {
            row.parties.iter().filter(|(other, _)| *other == part).map(|(_, actor)| *actor).collect()
        };
        for part in kind.parts() {
            let now = of(after, *part);
            if of(before, *part) != now {
                let ids = now.into_iter().map(|actor| self.local(actor)).collect::<rusqlite::Result<_>>()?;
                if let Some(one) = nth(&mut self.record, kind.kind, idx) {
                    one.set_actors(*part, ids);
                }
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
        if kind == ActorKind::Unnamed {
            let title = std::mem::take(&mut new.name);
            new.roles.push(ActorRole { title, of: String::new(), evidence: None });
        }
        self.record.actors.push(new);
        self.actors.insert(id.clone(), actor);
        Ok(id)
    }

    fn named(&self, actor: i64) -> rusqlite::Result<(String, ActorKind)> {
        let mut query = self.db.prepare_cached("SELECT name, kind FROM _actor WHERE id = ?1")?;
        let (name, kind): (String, String) =
            query.query_row([actor], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((name, kind.parse().unwrap_or(ActorKind::Person)))
    }

    /// Calls everyone as people said: by name, kind and offices.
    fn name_by_hand(&mut self) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT iif(read_name IS NULL, NULL, name), iif(read_kind IS NULL, NULL, kind) FROM _actor WHERE id = ?1",
        )?;
        for actor in &mut self.record.actors {
            let Some(id) = self.actors.get(&actor.id) else { continue };
            let (name, kind): (Option<String>, Option<String>) =
                query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some(name) = name {
                actor.name = name;
            }
            if let Some(kind) = kind.and_then(|kind| kind.parse().ok()) {
                actor.kind = kind;
            }
            actor.roles = offices(self.db, *id, &actor.roles)?;
        }
        Ok(())
    }

    /// Makes one of those who a person said are one.
    fn merge(&mut self, version: i64) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT p.local, a.merged FROM _appearance p JOIN _actor a ON a.id = p.actor
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
        }
        Ok(())
    }
}

/// Where the pieces of an entry's own words stand.
fn own_places(row: &Row) -> Vec<(usize, usize)> {
    let own = row.evidence.iter().filter(|(of, ..)| *of == Of::Words);
    own.map(|(_, start, end)| (*start, *end)).collect()
}

/// The entry of this place among those of its kind.
fn nth(record: &mut Record, kind: EntryKind, idx: usize) -> Option<&mut dyn AnyEntry> {
    record.entries_mut().filter(|one| one.kind() == kind).nth(idx)
}

/// Changes each list of actors in the record's entries and thoughts.
fn each_ids(record: &mut Record, change: impl Fn(&mut Vec<String>)) {
    let change_all = |one: &mut dyn AnyEntry| {
        let parties = one.parties().into_iter().map(|(part, ids)| (part, ids.to_vec()));
        for (part, mut ids) in parties.collect::<Vec<_>>() {
            change(&mut ids);
            one.set_actors(part, ids);
        }
    };
    record.entries_mut().for_each(&change_all);
    record.thoughts.iter_mut().for_each(|one| change_all(one));
}

/// Takes out what a person said is not on record; gives the ids of the rest.
fn without_rejected(record: &mut Record, rows: &[Row]) -> Vec<EntryId> {
    for kind in KINDS.iter() {
        let of_kind = rows.iter().filter(|row| row.id.kind == kind.kind && row.is_rejected);
        let rejected: HashSet<&str> = of_kind.map(|row| row.local.as_str()).collect();
        if kind.kind == EntryKind::Statement {
            let outer: HashMap<String, Option<String>> = record
                .statements
                .iter()
                .filter(|one| rejected.contains(one.id.as_str()))
                .map(|one| (one.id.clone(), one.parent.clone()))
                .collect();
            hang_on(record, &outer);
        }
        if !rejected.is_empty() {
            record.retain(|one| one.kind() != kind.kind || !rejected.contains(one.id()));
        }
    }
    rows.iter().filter(|row| !row.is_rejected).map(|row| row.id).collect()
}

/// What stood inside a rejected statement hangs on that one's own parent; what it showed is shown by others alone.
fn hang_on(record: &mut Record, rejected: &HashMap<String, Option<String>>) {
    if rejected.is_empty() {
        return;
    }
    for statement in record.statements.iter_mut().chain(&mut record.thoughts) {
        let mut parent = statement.parent.clone();
        // A chain that closes upon itself ends all the same.
        for _ in 0..=rejected.len() {
            parent = parent.and_then(|id| rejected.get(&id).cloned().unwrap_or(Some(id)));
        }
        statement.parent = parent.filter(|id| !rejected.contains_key(id));
    }
    for commitment in &mut record.commitments {
        commitment.statement.take_if(|id| rejected.contains_key(id));
    }
    for position in &mut record.positions {
        position.statements.retain(|id| !rejected.contains_key(id));
    }
}
