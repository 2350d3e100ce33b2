//! Who is who, as people say it: that two actors are one, that one is two. Both are kept as corrections.

use rusqlite::params;

use crate::corrections::{Correction, New, one};
use crate::error::{Error, ErrorKind};
use crate::key::{ActorId, ArticleId, key};
use crate::seal::Sealed;
use crate::term::term;
use crate::words::folded;
use crate::{Result, Writer, actors, relinked, seal};

impl Writer {
    /// Says that one actor is another; every entry of the first counts for the second until it is taken back.
    ///
    /// # Errors
    /// `is_not_found`; `is_unfit` where both are the same.
    pub fn merge(&mut self, actor: ActorId, into: ActorId, by: &str, note: &str) -> Result<Correction> {
        let (name, _) = self.actor_row(actor)?;
        self.actor_row(into)?;
        let root = |id: ActorId| -> Result<i64> {
            let sql = "SELECT coalesce(m.key, a.key) FROM _actor a LEFT JOIN _actor m ON m.id = a.merged WHERE a.key = ?1";
            let root = self.store.db.query_row(sql, [id.0], |row| row.get(0));
            root.map_err(|error| self.store.failed("an actor cannot be read", error))
        };
        if root(actor)? == root(into)? {
            let what = format!("{actor} and {into} are one already");
            return Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        }
        self.change("actors cannot be merged", |db| {
            let value = into.0.to_string();
            let new = New {
                by,
                what: "merge",
                kind: "actor",
                target: actor.0,
                article: 0,
                value: &value,
                machine: &name,
                note,
            };
            let id = new.put(db)?;
            relinked::merged_anew(db)?;
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
        let found = self.appearing(actor, id, article)?;
        let (name, _, kind) = found[0].clone();
        self.change("an actor cannot be split", |db| {
            let folded = folded(&name);
            let new = key(&["split", &folded, &format!("{:016x}", article.0)]);
            let other = match actors::by_key(db, new)? {
                Some(known) => known,
                None => {
                    let kind = kind.parse().unwrap_or(onrecord_record::ActorKind::Person);
                    actors::make(db, new, kind, &name, &folded)?
                }
            };
            let value = new.to_string();
            let kept = New {
                by,
                what: "split",
                kind: "article",
                target: article.0,
                article: article.0,
                value: &value,
                machine: &folded,
                note,
            };
            let correction = kept.put(db)?;
            let why = term(db, "a person said so")?;
            for (name, version, _) in &found {
                db.execute(
                    "UPDATE _appearance SET actor = ?1, why = ?4 WHERE version = ?2 AND name = ?3",
                    params![other, version, name, why],
                )?;
                seal::note(db, Sealed::People, *version)?;
                relinked::write_again(db, *version)?;
            }
            one(db, correction)
        })
    }

    /// By which names an actor appears in the versions of an article, one at least, and its kind.
    fn appearing(&self, actor: ActorId, id: i64, article: ArticleId) -> Result<Vec<(String, i64, String)>> {
        let sql = "SELECT p.name, v.id, a.kind FROM _article r JOIN _version v ON v.article = r.id
             JOIN _appearance p ON p.version = v.id JOIN _actor a ON a.id = p.actor
             WHERE r.key = ?1 AND (a.id = ?2 OR a.merged = ?2)";
        let found = self.store.list("cannot be read", sql, params![article.0, id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        match found.is_empty() {
            true => {
                let what = format!("{actor} does not appear in {article}");
                Err(Error::new(ErrorKind::NotFound, &self.store.path, what))
            }
            false => Ok(found),
        }
    }

    fn unmerge(&mut self, actor: ActorId) -> Result<Vec<Correction>> {
        let sql = "SELECT id FROM _correction WHERE what = 'merge' AND undone IS NULL
             AND (target = ?1 OR value = CAST(?1 AS TEXT))";
        let merges: Vec<i64> = self.store.list("cannot be read", sql, [actor.0], |row| row.get(0))?;
        if merges.is_empty() {
            let what = format!("{actor} was not merged; name the article in which it is somebody else");
            return Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        }
        merges.into_iter().map(|id| self.undo(id)).collect()
    }

    fn actor_row(&self, actor: ActorId) -> Result<(String, i64)> {
        let sql = "SELECT name, id FROM _actor WHERE key = ?1";
        let row = self.store.db.query_row(sql, [actor.0], |row| Ok((row.get(0)?, row.get(1)?)));
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => {
                Error::new(ErrorKind::NotFound, &self.store.path, format!("there is no actor {actor}"))
            }
            error => self.store.failed("an actor cannot be read", error),
        })
    }
}
