//! The reports of what is an actor's own: what it said, whom it met, what it promised, where it stands.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use onrecord_record::EntryKind;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;

use super::total::{Count, Total};
use crate::{ActorId, Who};

/// An actor and how many statements it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// In how many statements.
    pub statements: u64,
}

/// An actor's row, and those of whoever was merged into it.
#[derive(Clone, Debug)]
pub(super) struct ActorRows {
    actor: i64,
    merged: Vec<i64>,
}

impl ActorRows {
    /// Those of the actor of this row.
    pub fn of(db: &Connection, actor: i64) -> rusqlite::Result<ActorRows> {
        let mut query = db.prepare_cached("SELECT id FROM _actor WHERE merged = ?1")?;
        let merged = query.query_map([actor], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        Ok(ActorRows { actor, merged })
    }

    /// A condition on the column `actor`, whose value is the first parameter. Of one row an index has the rest in order.
    pub fn condition(&self) -> &'static str {
        match self.merged.is_empty() {
            true => "actor = ?1",
            false => "actor IN (SELECT value FROM json_each(?1))",
        }
    }

    /// The value of that parameter.
    pub fn value(&self) -> Value {
        if self.merged.is_empty() {
            return Value::Integer(self.actor);
        }
        let all: Vec<i64> = std::iter::once(self.actor).chain(self.merged.iter().copied()).collect();
        Value::Text(serde_json::json!(all).to_string())
    }
}

/// The newest reports of one kind, looked up once for all counts.
pub(super) struct OwnReports {
    reports: Vec<OwnReport>,
    is_all: bool,
}

#[derive(Clone, Copy)]
struct OwnReport {
    id: i64,
    same: i64,
    version: i64,
}

impl OwnReports {
    /// The newest of an actor; `most` rows are looked at.
    pub fn of(
        db: &Connection,
        rows: &ActorRows,
        kind: EntryKind,
        most: Option<usize>,
    ) -> rusqlite::Result<OwnReports> {
        let sql = format!(
            "SELECT e.id, e.same, e.version, e.stands
             FROM (SELECT entry FROM _party WHERE {} AND part = (SELECT id FROM _term WHERE text = ?2)
                   ORDER BY entry DESC LIMIT ?3) p CROSS JOIN _entry e ON e.id = p.entry",
            rows.condition()
        );
        let mut query = db.prepare_cached(&sql)?;
        let found =
            query.query_map((rows.value(), own_part(kind), limit(most.map(|most| most + 1))), |row| {
                let report = OwnReport { id: row.get(0)?, same: row.get(1)?, version: row.get(2)? };
                Ok((report, row.get(3)?))
            })?;
        let found = found.collect::<rusqlite::Result<Vec<(OwnReport, bool)>>>()?;
        let is_all = most.is_none_or(|most| found.len() <= most);
        let mut seen = HashSet::new();
        let reports = found.into_iter().filter(|(report, stands)| *stands && seen.insert(report.id));
        Ok(OwnReports { reports: reports.map(|(report, _)| report).collect(), is_all })
    }

    /// The newest report of each different entry, at most `wanted` of them.
    pub fn firsts(
        db: &Connection,
        rows: &ActorRows,
        kind: EntryKind,
        wanted: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let sql = format!(
            "SELECT e.id, e.same FROM _party p CROSS JOIN _entry e ON e.id = p.entry
             WHERE p.{} AND p.part = (SELECT id FROM _term WHERE text = ?2) AND e.stands = 1 ORDER BY p.entry DESC",
            rows.condition()
        );
        let mut query = db.prepare_cached(&sql)?;
        let mut found = query.query((rows.value(), own_part(kind)))?;
        let (mut seen, mut ids) = (HashSet::new(), Vec::new());
        while ids.len() < wanted
            && let Some(row) = found.next()?
        {
            if seen.insert(row.get::<_, i64>(1)?) {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    }

    /// How many there are.
    pub fn total(&self) -> Total {
        Total::of(self.reports.iter().map(|one| (one.same, one.version)), self.is_all)
    }

    /// Statements by what was done by them, the most frequent first.
    pub fn acts(&self, db: &Connection) -> rusqlite::Result<Vec<Count>> {
        let mut act = db.prepare_cached("SELECT act FROM _statement WHERE entry = ?1")?;
        let mut counted: HashMap<i64, HashSet<i64>> = HashMap::new();
        for report in &self.reports {
            let act = act.query_row([report.id], |row| row.get(0))?;
            counted.entry(act).or_default().insert(report.same);
        }
        let mut term = db.prepare_cached("SELECT text FROM _term WHERE id = ?1")?;
        let named = counted.into_iter().map(|(act, different)| {
            Ok(Count { name: term.query_row([act], |row| row.get(0))?, n: different.len() as u64 })
        });
        let mut acts = named.collect::<rusqlite::Result<Vec<Count>>>()?;
        acts.sort_by(|a, b| (Reverse(a.n), &a.name).cmp(&(Reverse(b.n), &b.name)));
        Ok(acts)
    }

    /// Whom it spoke to. Groups and those without a name are counted by what they are called: "reporters" of two articles
    /// may be others, but it is what is known.
    pub fn spoke_to(&self, db: &Connection, most: usize) -> rusqlite::Result<Vec<Counted>> {
        let sql = "SELECT min(coalesce(m.key, a.key)), coalesce(m.name, a.name), coalesce(m.kind, a.kind),
               count(DISTINCT e.same)
             FROM json_each(?1) j
             CROSS JOIN _party t ON t.entry = j.value AND t.part = (SELECT id FROM _term WHERE text = 'addressee')
             CROSS JOIN _entry e ON e.id = t.entry
             JOIN _actor a ON a.id = t.actor LEFT JOIN _actor m ON m.id = a.merged
             GROUP BY iif(a.kind IN ('unnamed', 'group'), a.name, coalesce(m.key, a.key)) ORDER BY 4 DESC, 2, 1 LIMIT ?2";
        db.prepare_cached(sql)?.query_map((self.ids(), most), counted)?.collect()
    }

    /// Who is named in what it said.
    pub fn spoke_of(&self, db: &Connection, actor: i64, most: usize) -> rusqlite::Result<Vec<Counted>> {
        let sql = "SELECT coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind),
               count(DISTINCT e.same)
             FROM json_each(?1) j CROSS JOIN _about b ON b.entry = j.value CROSS JOIN _entry e ON e.id = b.entry
             JOIN _actor a ON a.id = b.actor LEFT JOIN _actor m ON m.id = a.merged
             WHERE coalesce(m.id, a.id) <> ?3
             GROUP BY coalesce(m.id, a.id) ORDER BY 4 DESC, 2, 1 LIMIT ?2";
        db.prepare_cached(sql)?.query_map((self.ids(), most, actor), counted)?.collect()
    }

    fn ids(&self) -> String {
        serde_json::json!(self.reports.iter().map(|one| one.id).collect::<Vec<i64>>()).to_string()
    }
}

/// What an actor is to an entry of a kind that is its own. No two kinds have the same.
fn own_part(kind: EntryKind) -> &'static str {
    kind.parts()[0].as_str()
}

/// A bound as SQL's LIMIT takes it.
pub(super) fn limit(most: Option<usize>) -> i64 {
    most.and_then(|most| i64::try_from(most).ok()).unwrap_or(-1)
}

fn counted(row: &Row<'_>) -> rusqlite::Result<Counted> {
    let who = Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? };
    Ok(Counted { who, statements: row.get(3)? })
}
