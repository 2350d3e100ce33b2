//! What people change of actors over all articles: names, kinds, offices.

use crate::by_hand::OfficeChange;
use crate::corrections::{Correction, New, one};
use crate::error::{Error, ErrorKind};
use crate::key::ActorId;
use crate::words::folded;
use crate::{ActorChange, Result, Title, Writer, relinked};

/// What a correction of an office says.
const ROLE: &str = "role";

impl Writer {
    /// Changes an actor, over all articles; whoever is merged is changed as whom it is merged into.
    ///
    /// # Errors
    /// `is_not_found` where there is no such actor, `is_unfit` for a name without a letter.
    pub fn correct_actor(
        &mut self,
        actor: ActorId,
        change: &ActorChange,
        by: &str,
        note: &str,
    ) -> Result<Correction> {
        let (key, name, kind) = self.actor_meant(actor)?;
        let unfit = |what: String| Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        let (what, value, machine) = match change {
            ActorChange::Name(new) if folded(new).is_empty() => return unfit(format!("“{new}” is no name")),
            ActorChange::Name(new) => ("name", new.trim().to_string(), name),
            ActorChange::Kind(new) => ("kind", new.to_string(), kind),
            ActorChange::Role { was: None, is: None } => {
                return unfit("say which office, and what holds instead".to_string());
            }
            ActorChange::Role { was, is } => {
                self.check_held(key, was.as_ref())?;
                let office = OfficeChange { was: was.clone(), is: is.clone() };
                let value = serde_json::to_string(&office).expect("titles are plain data");
                (ROLE, value, was.as_ref().map(Title::to_string).unwrap_or_default())
            }
        };
        self.change("an actor cannot be corrected", |db| {
            let new = New {
                by,
                what,
                kind: "actor",
                target: key,
                article: 0,
                value: &value,
                machine: &machine,
                note,
            };
            // One name and one kind hold at a time, of offices as many as are said.
            let id = if what == ROLE { new.put(db)? } else { new.replace(db)? };
            relinked::of_actor(db, key)?;
            one(db, id)
        })
    }

    /// Refuses an office that no article gives an actor.
    fn check_held(&self, key: i64, was: Option<&Title>) -> Result<()> {
        let Some(was) = was else { return Ok(()) };
        let sql =
            "SELECT DISTINCT o.title, o.of FROM _actor e JOIN _actor a ON coalesce(a.merged, a.id) = e.id
             JOIN _appearance p ON p.actor = a.id JOIN _role o ON o.version = p.version AND o.local = p.local
             WHERE e.key = ?1 ORDER BY 1, 2";
        let held = self.store.list("its offices cannot be listed", sql, [key], |row| {
            Ok(Title { title: row.get(0)?, of: row.get(1)? }.to_string())
        })?;
        if held.iter().any(|held| folded(held) == folded(&was.to_string())) {
            return Ok(());
        }
        let there = if held.is_empty() { "no office".to_string() } else { held.join(", ") };
        let what = format!("no article tells that this is “{was}”; they have {there}");
        Err(Error::new(ErrorKind::Unfit, &self.store.path, what))
    }

    /// The key of an actor, or of the one that it is merged into, with the name and the kind that it has.
    fn actor_meant(&self, actor: ActorId) -> Result<(i64, String, String)> {
        let sql =
            "SELECT e.key, e.name, e.kind FROM _actor a JOIN _actor e ON e.id = coalesce(a.merged, a.id)
             WHERE a.key = ?1";
        let row = self.store.db.query_row(sql, [actor.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => {
                Error::new(ErrorKind::NotFound, &self.store.path, format!("there is no actor {actor}"))
            }
            error => self.store.failed("an actor cannot be read", error),
        })
    }
}
