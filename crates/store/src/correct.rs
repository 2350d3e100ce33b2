//! What people change of entries stands beside what the machine read, with who and when; adding and rebuilding keep it.

use onrecord_record::{EntryKind, Part};
use rusqlite::{Connection, params};

use crate::add_statement::no_words;
use crate::ask::query::parse_days;
use crate::corrections::{Correction, New, Undone, one};
use crate::error::{Error, ErrorKind};
use crate::key::{ActorId, ArticleId, EntryId, key, prefix};
use crate::located::{located, stand_in};
use crate::seal::{self, Sealed};
use crate::term::term;
use crate::text::Texts;
use crate::words::folded;
use crate::written::{ADDED, NOT_ON_RECORD, REVIEWED, WHEN, WORDS, keys};
use crate::{Change, Piece, Result, Store, Writer, actors, ask, kinds, names, relinked};

impl Writer {
    /// Changes an entry; what was said before of the same thing is replaced.
    ///
    /// A name must be one actor's. `new:NAME` makes an actor that nothing else tells of; it goes when this is taken back.
    /// Words must be the article's own.
    ///
    /// # Errors
    /// `is_not_found` where there is no such entry or actor, `is_unfit` for a code that there is not, for words that the
    /// article has not, and for a name that is several people's: the message gives the choices.
    pub fn correct(&mut self, entry: EntryId, change: &Change, by: &str, note: &str) -> Result<Correction> {
        let (row, article) = self.entry_row(entry)?;
        self.check_fit(entry, change)?;
        let (what, value) = match change {
            Change::Code(field, code) => (field.as_str(), code.clone()),
            Change::Text(field, words) => (field.as_str(), self.stated(article, words)?),
            Change::Words(pieces) => (WORDS, self.own_words(entry.kind, row, article, pieces)?),
            Change::When(text) => (WHEN, self.days(text)?),
            Change::NotOnRecord => (NOT_ON_RECORD, String::new()),
            Change::Reviewed => (REVIEWED, String::new()),
            Change::Actors(part, names) => (part.as_str(), self.actor_keys(names)?),
        };
        self.change("an entry cannot be corrected", |db| {
            let machine = machine_value(db, row, entry.kind, change)?;
            let kind = entry.kind.as_str();
            let new = New {
                by,
                what,
                kind,
                target: entry.key,
                article: article.0,
                value: &value,
                machine: &machine,
                note,
            };
            let id = new.replace(db)?;
            relinked::of_entry(db, entry)?;
            one(db, id)
        })
    }

    /// Takes a correction back: what the machine read holds again, and an actor whom only this named is gone. With a
    /// statement that was added goes what was said of it.
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
        self.change("a correction cannot be taken back", |db| undo(db, correction))
    }

    fn check_fit(&self, entry: EntryId, change: &Change) -> Result<()> {
        let kind = kinds::of(entry.kind);
        let unfit = |what: String| Err(Error::new(ErrorKind::Unfit, &self.store.path, what));
        match change {
            Change::NotOnRecord | Change::Reviewed | Change::Words(_) | Change::When(_) => Ok(()),
            Change::Actors(Part::Holder, names) if names.len() != 1 => {
                unfit("a position is one actor's: name one".to_string())
            }
            Change::Actors(part, _) if kind.parts().contains(part) => Ok(()),
            Change::Actors(part, _) => unfit(format!("{} {} has no {part}", article(entry.kind), entry.kind)),
            Change::Text(field, words) if field == "issue" && words.trim().is_empty() => {
                unfit("a position is on an issue: give its words".to_string())
            }
            Change::Text(field, _) if kind.columns.iter().any(|one| one.is_stated && one.name == field) => {
                Ok(())
            }
            Change::Text(field, _) => unfit(format!("{} {} has no {field}", article(entry.kind), entry.kind)),
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

    /// The row of an entry, and its article.
    fn entry_row(&self, entry: EntryId) -> Result<(i64, ArticleId)> {
        let sql = "SELECT e.id, r.key FROM _entry e JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article
             WHERE e.key = ?1 AND e.kind = ?2 ORDER BY e.stands DESC, e.id DESC LIMIT 1";
        let row = self
            .store
            .db
            .query_row(sql, (entry.key, prefix(entry.kind)), |row| Ok((row.get(0)?, ArticleId(row.get(1)?))));
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Error::new(
                ErrorKind::NotFound,
                &self.store.path,
                format!("there is no {} {entry}", entry.kind),
            ),
            error => self.store.failed("an entry cannot be read", error),
        })
    }

    fn unfit(&self, what: String) -> Error {
        Error::new(ErrorKind::Unfit, &self.store.path, what)
    }

    /// Words that the article states, or none.
    fn stated(&self, article: ArticleId, words: &str) -> Result<String> {
        let words = words.trim();
        if words.is_empty() || stand_in(&self.current(article)?.article.text, words) {
            return Ok(words.to_string());
        }
        Err(self.unfit(no_words(&[Piece::from(words)])))
    }

    /// Where an entry's new words stand, as it is kept.
    fn own_words(&self, kind: EntryKind, row: i64, article: ArticleId, pieces: &[Piece]) -> Result<String> {
        if kind == EntryKind::Commitment && pieces.len() > 1 {
            return Err(self.unfit("what is promised is one piece of the article".to_string()));
        }
        let sql = "SELECT start FROM _entry WHERE id = ?1";
        let around = self.store.db.query_row(sql, [row], |row| row.get(0));
        let around = around.map_err(|error| self.store.failed("an entry cannot be read", error))?;
        let spans = located(&self.current(article)?.article.text, pieces, around);
        let spans = spans.ok_or_else(|| self.unfit(no_words(pieces)))?;
        let pieces: Vec<Piece> =
            spans.into_iter().map(|span| Piece { text: span.text, near: Some(span.start) }).collect();
        Ok(serde_json::to_string(&pieces).expect("pieces are plain data"))
    }

    /// Days as they are kept: `2031-03` is from its first to its last day, and no more precise than it says.
    fn days(&self, text: &str) -> Result<String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let is_day = |text: &str| matches!(text.len(), 4 | 7 | 10) && parse_days(text).is_ok();
        if is_day(from) && is_day(to) && parse_days(text).is_ok() {
            return Ok(format!("{from}..{to}"));
        }
        Err(self.unfit(format!("“{text}” is no day: 2031-03-12, 2031-03 or 2031-03-12..2031-03-14")))
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
}

/// So many actors are offered for a name that is nobody's alone.
const MOST_CHOICES: usize = 8;

/// Takes back what is there.
fn undo(db: &Connection, correction: i64) -> rusqlite::Result<Undone> {
    // Before the actors go, as the correction is told with their names.
    let sql = "SELECT what, kind, target, value, article FROM _correction WHERE id = ?1";
    let (what, kind, target, value, article): (String, String, i64, String, i64) =
        db.query_row(sql, [correction], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    take_back(db, correction)?;
    let told = one(db, correction)?;
    match (what.as_str(), kind.parse::<EntryKind>()) {
        ("merge", _) => relinked::merged_anew(db)?,
        ("split", _) => relinked::article(db, target)?,
        (ADDED, _) => {
            let sql = "SELECT id, value FROM _correction WHERE target = ?1 AND kind = ?2 AND undone IS NULL";
            let mut query = db.prepare(sql)?;
            let hanging = query.query_map((target, &kind), |row| Ok((row.get(0)?, row.get(1)?)))?;
            let hanging = hanging.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
            hanging.iter().try_for_each(|(id, _)| take_back(db, *id))?;
            relinked::of_article(db, article)?;
            let named: Vec<i64> = hanging.iter().flat_map(|(_, value)| keys(value)).collect();
            relinked::without_unused(db, &named)?;
        }
        (_, Ok(kind)) => {
            relinked::of_entry(db, EntryId::new(kind, target))?;
            relinked::without_unused(db, &keys(&value))?;
        }
        _ if kind == "actor" => relinked::of_actor(db, target)?,
        _ => {}
    }
    Ok(told)
}

fn take_back(db: &Connection, correction: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE _correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
    db.execute(sql, [correction])?;
    seal::note(db, Sealed::Correction, correction)
}

/// What is in the columns before a first correction: the machine's own reading.
fn machine_value(db: &Connection, entry: i64, kind: EntryKind, change: &Change) -> rusqlite::Result<String> {
    match change {
        Change::Code(field, _) | Change::Text(field, _) => {
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
        Change::Words(_) => {
            let sql = "SELECT words, version, start, \"end\" FROM _entry WHERE id = ?1";
            let (words, version, start, end): (Option<String>, i64, usize, usize) =
                db.query_row(sql, [entry], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            match words {
                Some(words) => Ok(words),
                None => Ok(Texts::default().slice(db, version, start, end)?.to_string()),
            }
        }
        Change::When(_) => {
            let sql = "SELECT coalesce(when_from || '..' || coalesce(when_to, when_from), '') FROM _entry WHERE id = ?1";
            db.query_row(sql, [entry], |row| row.get(0))
        }
        Change::NotOnRecord | Change::Reviewed => Ok(String::new()),
    }
}
