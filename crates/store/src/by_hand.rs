//! What people said of actors, as it counts: their names, kinds and offices.

use onrecord_record::ActorRole;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::Title;
use crate::words::folded;

/// An office that holds instead of another, as a correction keeps it.
#[derive(Serialize, Deserialize)]
pub struct OfficeChange {
    pub was: Option<Title>,
    pub is: Option<Title>,
}

/// An office in one line, as it is compared: where its title ends and its body begins is a matter of taste.
pub fn told(role: &ActorRole) -> String {
    folded(&Title { title: role.title.clone(), of: role.of.clone() }.to_string())
}

/// The name and the kind that people gave an actor, where they did.
pub fn by_hand(db: &Connection, key: i64) -> rusqlite::Result<(Option<String>, Option<String>)> {
    let mut query = db.prepare_cached(
        "SELECT max(iif(what = 'name', value, NULL)), max(iif(what = 'kind', value, NULL)) FROM _correction
         WHERE target = ?1 AND kind = 'actor' AND what IN ('name', 'kind') AND undone IS NULL",
    )?;
    query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The offices of an actor (a row of `_actor`) as they count: those that an article states, changed as people said, and
/// those that people added.
pub fn offices(db: &Connection, actor: i64, stated: &[ActorRole]) -> rusqlite::Result<Vec<ActorRole>> {
    let mut roles = stated.to_vec();
    // Few actors have any: the index of these is asked first.
    let mut query = db.prepare_cached(
        "SELECT c.value FROM _correction c JOIN _actor a ON a.key = c.target
         WHERE c.what = 'role' AND c.undone IS NULL AND c.kind = 'actor'
           AND coalesce(a.merged, a.id) = (SELECT coalesce(merged, id) FROM _actor WHERE id = ?1) ORDER BY c.id",
    )?;
    let found = query.query_map([actor], |row| row.get::<_, String>(0))?;
    for value in found.collect::<rusqlite::Result<Vec<String>>>()? {
        let Ok(OfficeChange { was, is }) = serde_json::from_str(&value) else { continue };
        let is_meant = |role: &ActorRole, title: &Title| folded(&title.to_string()) == told(role);
        let is = is.map(|Title { title, of }| ActorRole { title, of, evidence: None });
        match (was, is) {
            (Some(was), Some(is)) => {
                roles.iter_mut().filter(|role| is_meant(role, &was)).for_each(|role| *role = is.clone());
            }
            (Some(was), None) => roles.retain(|role| !is_meant(role, &was)),
            (None, Some(is)) if !roles.contains(&is) => roles.push(is),
            (None, _) => {}
        }
    }
    Ok(roles)
}
