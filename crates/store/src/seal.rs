//! A digest of what each row says, so that `check` sees any letter that was changed behind the program's back. What the
//! record of a version and the corrections say of its entries is compared itself; the rest is sealed when a transaction
//! ends.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// What is sealed, one digest a row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// A version: its text, its record and all that stands beside them.
    Version,
    /// Whom a version's actors are taken for, why, and their offices.
    People,
    /// What a version's entries are the same as.
    Same,
    /// An article: its address, the version that counts, its story.
    Article,
    /// An actor: its names, its kind, whom it is merged into.
    Actor,
    /// What a person changed.
    Correction,
}

impl Sealed {
    /// All there are; the place in this list is the number in the table `_seal`.
    pub const ALL: [Sealed; 6] =
        [Sealed::Version, Sealed::People, Sealed::Same, Sealed::Article, Sealed::Actor, Sealed::Correction];

    /// The table whose rows have such a seal each.
    pub const fn table(self) -> &'static str {
        match self {
            Sealed::Version | Sealed::People | Sealed::Same => "_version",
            Sealed::Article => "_article",
            Sealed::Actor => "_actor",
            Sealed::Correction => "_correction",
        }
    }

    /// What is sealed, in words.
    pub const fn what(self) -> &'static str {
        match self {
            Sealed::Version => "its text, its record or what stands beside them",
            Sealed::People => "whom its actors are taken for, or their offices,",
            Sealed::Same => "what its entries are the same as",
            Sealed::Article => "its address, its version or its story",
            Sealed::Actor => "its name, its kind or whom it is merged into",
            Sealed::Correction => "what was corrected, by whom or why",
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Sealed::Version => {
                "SELECT article, page, part, input, origin, title, standfirst, bylines, publisher, agency, published,
                   modified, day, language, text, record, made_by, added FROM _version WHERE id = ?1"
            }
            Sealed::People => {
                "SELECT p.local, p.actor, p.name, (SELECT text FROM _term WHERE id = p.why), NULL FROM _appearance p
                 WHERE p.version = ?1
                 UNION ALL SELECT local, title, of, start, \"end\" FROM _role WHERE version = ?1 ORDER BY 1, 2, 3"
            }
            Sealed::Same => "SELECT id, same FROM _entry WHERE version = ?1 ORDER BY id",
            Sealed::Article => "SELECT key, address, current, story, story_share FROM _article WHERE id = ?1",
            Sealed::Actor => "SELECT key, kind, name, folded, last, merged, by_hand, read_name, read_kind FROM _actor WHERE id = ?1",
            Sealed::Correction => {
                "SELECT made, by, kind, what, target, value, machine, note, undone, article FROM _correction WHERE id = ?1"
            }
        }
    }

    fn number(self) -> i64 {
        Sealed::ALL.iter().position(|one| *one == self).map_or(-1, |idx| idx as i64)
    }
}

/// Makes the list of what is to be sealed, for this connection alone.
pub fn begin(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("CREATE TEMP TABLE IF NOT EXISTS unsealed (of INTEGER, id INTEGER, PRIMARY KEY (of, id)) WITHOUT ROWID")
}

/// Notes that a row has changed.
pub fn note(db: &Connection, of: Sealed, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO temp.unsealed (of, id) VALUES (?1, ?2)")?
        .execute([of.number(), id])
        .map(drop)
}

/// Notes every row whose number `sql` gives for `value`.
pub fn note_all(db: &Connection, of: Sealed, sql: &str, value: i64) -> rusqlite::Result<()> {
    let insert = format!(
        "INSERT OR IGNORE INTO temp.unsealed (of, id) SELECT {}, found.* FROM ({sql}) found",
        of.number()
    );
    db.prepare_cached(&insert)?.execute([value]).map(drop)
}

/// Notes every row that there is.
pub fn note_everything(db: &Connection) -> rusqlite::Result<()> {
    for of in Sealed::ALL {
        let sql = format!(
            "INSERT OR IGNORE INTO temp.unsealed (of, id) SELECT {}, id FROM {}",
            of.number(),
            of.table()
        );
        db.execute(&sql, [])?;
    }
    Ok(())
}

/// Seals what was noted; whatever is gone has no seal any more.
pub fn seal(db: &Connection) -> rusqlite::Result<()> {
    let mut query = db.prepare_cached("SELECT of, id FROM temp.unsealed ORDER BY of, id")?;
    let noted = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let noted = noted.collect::<rusqlite::Result<Vec<(usize, i64)>>>()?;
    for (of, id) in noted {
        let Some(of) = Sealed::ALL.get(of) else { continue };
        match digest(db, *of, id)? {
            Some(digest) => db
                .prepare_cached("INSERT OR REPLACE INTO _seal (of, id, digest) VALUES (?1, ?2, ?3)")?
                .execute(params![of.number(), id, digest])?,
            None => db
                .prepare_cached("DELETE FROM _seal WHERE of = ?1 AND id = ?2")?
                .execute([of.number(), id])?,
        };
    }
    db.prepare_cached("DELETE FROM temp.unsealed")?.execute([]).map(drop)
}

/// The rows whose seal is broken or missing.
pub fn broken(db: &Connection, of: Sealed) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare(&format!("SELECT id FROM {} ORDER BY id", of.table()))?;
    let ids = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut broken = Vec::new();
    for id in ids {
        let mut kept = db.prepare_cached("SELECT digest FROM _seal WHERE of = ?1 AND id = ?2")?;
        let kept: Option<i64> = kept.query_row([of.number(), id], |row| row.get(0)).optional()?;
        if kept.is_none() || kept != digest(db, of, id)? {
            broken.push(id);
        }
    }
    Ok(broken)
}

/// The first 8 bytes of the SHA-256 of all cells, each behind its type and length. `None` where there is no such row.
fn digest(db: &Connection, of: Sealed, id: i64) -> rusqlite::Result<Option<i64>> {
    let mut query = db.prepare_cached(of.sql())?;
    let n_columns = query.column_count();
    let mut rows = query.query([id])?;
    let mut hash = Sha256::new();
    let is_list = matches!(of, Sealed::People | Sealed::Same);
    let mut is_there = is_list;
    while let Some(row) = rows.next()? {
        is_there = true;
        for idx in 0..n_columns {
            let (kind, bytes): (u8, &[u8]) = match row.get_ref(idx)? {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(number) => (1, &number.to_le_bytes()),
                ValueRef::Real(number) => (2, &number.to_le_bytes()),
                ValueRef::Text(text) => (3, text),
                ValueRef::Blob(blob) => (4, blob),
            };
            hash.update([kind]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    let digest = hash.finalize();
    let first = i64::from_le_bytes(digest[..8].try_into().expect("8 of 32 bytes"));
    Ok(is_there.then_some(first))
}
