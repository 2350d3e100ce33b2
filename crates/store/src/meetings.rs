//! One meeting told by several articles is one engagement.
//!
//! Two accounts are of one meeting where the same named parties meet in the same way, where nothing that is told of
//! day, place and outcome contradicts, and where either both give the same day or both appeared within a few days.
//! When in doubt they stay apart: an account that fits two meetings joins neither, and every account of a meeting must
//! fit.

use onrecord_record::{EngagementKind, EntryKind, Phase};
use rusqlite::{Connection, params};

use crate::ask::query::bound;
use crate::day::{self, DAY_BITS};
use crate::key::prefix;
use crate::words::{folded, words};

/// Days between two accounts of a meeting whose day is not told by both.
const NEAR: i64 = 4;

/// How long after a meeting an account without its day may appear.
const FRESH: i64 = 7;

/// How many accounts of one party are looked at, the newest first.
const MOST: i64 = 500;

/// The fewest named parties that a meeting is told by.
const PARTIES: usize = 2;

/// An account of a meeting.
struct Account {
    version: i64,
    kind: EngagementKind,
    phase: Phase,
    place: Vec<String>,
    /// The days that it may have been on, and those it was moved from.
    days: Vec<(i64, i64)>,
    /// The day of publication; 0 where it is not known.
    published: i64,
    /// Named actors, sorted.
    parties: Vec<i64>,
}

/// The first report of the meeting that the entry `id` tells of, where exactly one fits.
pub fn find(db: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    let mine = account(db, id)?;
    if mine.parties.len() < PARTIES {
        return Ok(None);
    }
    let mut fitting = None;
    for same in candidates(db, id, &mine)? {
        let others = accounts(db, same, id)?;
        let is_one = others.iter().any(|other| is_one_meeting(&mine, other))
            && others.iter().all(|other| other.version != mine.version && !contradict(&mine, other));
        if is_one && fitting.replace(same).is_some() {
            return Ok(None);
        }
    }
    Ok(fitting)
}

/// Whether what the entry `id` tells speaks against its being a report of the meeting `same`, though the words are the
/// same: something contradicts, or neither the day nor the time of publication is that of the meeting.
pub fn is_another(db: &Connection, id: i64, same: i64) -> rusqlite::Result<bool> {
    let mine = account(db, id)?;
    let others = accounts(db, same, id)?;
    let is_near = others.iter().any(|other| is_same_day(&mine, other) || are_near(&mine, other));
    Ok(!is_near || others.iter().any(|other| contradict(&mine, other)))
}

/// First reports of what two of the parties took part in, told by another version than this account's.
fn candidates(db: &Connection, id: i64, mine: &Account) -> rusqlite::Result<Vec<i64>> {
    let mut same = Vec::new();
    for party in &mine.parties {
        // The outer query looks at few: an article may tell of one actor's meeting thousands.
        let mut query = db.prepare_cached(
            "WITH took_part AS (
               SELECT p.entry, p.part, e.same, e.version FROM _party p JOIN _entry e ON e.id = p.entry
               WHERE p.actor = ?1 AND p.part = (SELECT id FROM _term WHERE text = 'participant')
                 AND e.stands = 1 AND e.kind = ?2 AND e.id <> ?3 ORDER BY p.entry DESC LIMIT ?4)
             SELECT DISTINCT t.same FROM took_part t
             WHERE t.version <> ?5 AND EXISTS (
               SELECT 1 FROM _party o JOIN _party m ON m.entry = ?3 AND m.part = o.part AND m.actor = o.actor
               WHERE o.entry = t.entry AND o.part = t.part AND o.actor <> ?1)",
        )?;
        let kind = prefix(EntryKind::Engagement);
        let found = query.query_map(params![party, kind, id, MOST, mine.version], |row| row.get(0))?;
        same.extend(found.collect::<rusqlite::Result<Vec<i64>>>()?);
    }
    same.sort_unstable();
    same.dedup();
    Ok(same)
}

/// The accounts of the meeting whose first report is `same`, but for the entry `id`.
fn accounts(db: &Connection, same: i64, id: i64) -> rusqlite::Result<Vec<Account>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry WHERE id = ?1 AND stands = 1 AND id <> ?2
         UNION SELECT id FROM _entry WHERE same = ?1 AND same <> id AND stands = 1 AND id <> ?2",
    )?;
    let ids = query.query_map([same, id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    ids.into_iter().map(|id| account(db, id)).collect()
}

fn account(db: &Connection, id: i64) -> rusqlite::Result<Account> {
    let mut query = db.prepare_cached(
        "SELECT e.version, k.text, p.text, d.place, e.when_from, coalesce(e.when_to, e.when_from), d.moved_from, d.moved_to
         FROM _entry e JOIN _engagement d ON d.entry = e.id JOIN _term k ON k.id = d.engagement
         JOIN _term p ON p.id = d.phase WHERE e.id = ?1",
    )?;
    let mut account = query.query_row([id], |row| {
        let texts = |first: usize| Ok::<_, rusqlite::Error>((row.get(first)?, row.get(first + 1)?));
        let days = [texts(4)?, texts(6)?].into_iter().filter_map(|(from, to)| range(from, to));
        Ok(Account {
            version: row.get(0)?,
            kind: row.get::<_, String>(1)?.parse().unwrap_or(EngagementKind::Meeting),
            phase: row.get::<_, String>(2)?.parse().unwrap_or(Phase::Held),
            place: row.get::<_, Option<String>>(3)?.map(|place| words(&folded(&place))).unwrap_or_default(),
            days: days.collect(),
            published: id >> DAY_BITS,
            parties: Vec::new(),
        })
    })?;
    let mut query = db.prepare_cached(
        "SELECT DISTINCT a.id FROM _party p JOIN _actor a ON a.id = p.actor
         WHERE p.entry = ?1 AND p.part = (SELECT id FROM _term WHERE text = 'participant') AND a.folded <> ''
         ORDER BY a.id",
    )?;
    account.parties = query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(account)
}

/// The days from the first of `from` to the last of `to`, each a year, a month or a day.
fn range(from: Option<String>, to: Option<String>) -> Option<(i64, i64)> {
    let date = |text: &str, is_last| bound(text, is_last).and_then(day::number);
    let from = from?;
    Some((date(&from, false)?, date(to.as_deref().unwrap_or(&from), true)?))
}

/// Whether two accounts that do not contradict are near enough to be of one meeting.
fn is_one_meeting(one: &Account, other: &Account) -> bool {
    let n_shared = one.parties.iter().filter(|party| other.parties.contains(party)).count();
    if n_shared < PARTIES || contradict(one, other) {
        return false;
    }
    if is_same_day(one, other) {
        return true;
    }
    are_near(one, other)
        && is_ahead(one.phase) == is_ahead(other.phase)
        && came_about(one.phase) == came_about(other.phase)
        && is_fresh(one)
        && is_fresh(other)
}

/// Whether both appeared within a few days.
fn are_near(one: &Account, other: &Account) -> bool {
    one.published != 0 && other.published != 0 && (one.published - other.published).abs() <= NEAR
}

/// Whether both give one and the same day.
fn is_same_day(one: &Account, other: &Account) -> bool {
    one.days.iter().any(|days| days.0 == days.1 && other.days.contains(days))
}

/// Whether an account is of news, not of what was long ago or is far ahead: only these can be told apart without a day.
fn is_fresh(account: &Account) -> bool {
    account
        .days
        .first()
        .is_none_or(|(from, to)| *from <= account.published + FRESH && *to >= account.published - FRESH)
}

/// Whether both cannot be of one meeting.
fn contradict(one: &Account, other: &Account) -> bool {
    let is_equal = one.parties == other.parties && one.kind == other.kind;
    !are_akin(one.kind, other.kind)
        || do_parties_differ(one, other)
        || do_days_differ(one, other)
        || do_outcomes_differ(one.phase, other.phase)
        // "Corran" and "the old mill" may be one place, where the very same meet on the very same day.
        || do_places_differ(one, other) && !(is_equal && is_same_day(one, other))
}

/// Whether one meeting may be called both.
fn are_akin(one: EngagementKind, other: EngagementKind) -> bool {
    use EngagementKind::{Call, Mediation, Meeting, Negotiation, Summit, Visit};
    let is_of = |family: &[EngagementKind]| family.contains(&one) && family.contains(&other);
    one == other
        || is_of(&[Visit, Meeting, Summit, Negotiation])
        || is_of(&[Call, Meeting, Negotiation])
        || is_of(&[Mediation, Negotiation])
}

/// Whether neither account names everyone whom the other does. Where one names more, both must call it the same.
fn do_parties_differ(one: &Account, other: &Account) -> bool {
    let is_within = |small: &[i64], large: &[i64]| small.iter().all(|party| large.contains(party));
    if one.parties == other.parties {
        return false;
    }
    let is_part = is_within(&one.parties, &other.parties) || is_within(&other.parties, &one.parties);
    !is_part || one.kind != other.kind
}

fn do_days_differ(one: &Account, other: &Account) -> bool {
    let overlap = |(a, b): (&(i64, i64), &(i64, i64))| a.0 <= b.1 && b.0 <= a.1;
    let pairs = one.days.iter().flat_map(|days| other.days.iter().map(move |others| (days, others)));
    !one.days.is_empty() && !other.days.is_empty() && !pairs.into_iter().any(overlap)
}

/// Whether one tells that it took place and the other that it did not.
fn do_outcomes_differ(one: Phase, other: Phase) -> bool {
    let is_off = |phase| matches!(phase, Phase::Cancelled | Phase::Refused);
    came_about(one) && is_off(other) || came_about(other) && is_off(one)
}

fn is_ahead(phase: Phase) -> bool {
    matches!(phase, Phase::Proposed | Phase::Scheduled)
}

fn came_about(phase: Phase) -> bool {
    matches!(phase, Phase::UnderWay | Phase::Held | Phase::WalkedOut)
}

/// Whether both give a place, and they share no word.
fn do_places_differ(one: &Account, other: &Account) -> bool {
    let is_shared = one.place.iter().any(|word| word.len() > 2 && other.place.contains(word));
    !one.place.is_empty() && !other.place.is_empty() && !is_shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(kind: EngagementKind, parties: &[i64], day: Option<&str>, published: &str) -> Account {
        let number = |day: &str| day::number(day.parse().unwrap()).unwrap();
        Account {
            version: 1,
            kind,
            phase: Phase::Held,
            place: Vec::new(),
            days: range(day.map(str::to_string), None).into_iter().collect(),
            published: number(published),
            parties: parties.to_vec(),
        }
    }

    #[test]
    fn the_same_parties_on_the_same_day_held_one_meeting() {
        use EngagementKind::{Call, Meeting, Summit, Visit};
        let summit = account(Summit, &[1, 2], Some("2031-03-12"), "2031-03-13");
        assert!(is_one_meeting(&summit, &account(Meeting, &[1, 2], Some("2031-03-12"), "2031-06-01")));
        assert!(is_one_meeting(&summit, &account(Meeting, &[1, 2], None, "2031-03-14")));
        assert!(!is_one_meeting(&summit, &account(Meeting, &[1, 2], None, "2031-06-01")), "long after");
        assert!(!is_one_meeting(&summit, &account(Meeting, &[1, 2], Some("2031-03-13"), "2031-03-13")));
        assert!(!is_one_meeting(&summit, &account(Call, &[1, 2], Some("2031-03-12"), "2031-03-13")));
        assert!(!is_one_meeting(&summit, &account(Summit, &[1, 3], Some("2031-03-12"), "2031-03-13")));
        let more = account(Summit, &[1, 2, 3], Some("2031-03-12"), "2031-03-13");
        assert!(is_one_meeting(&summit, &more));
        assert!(
            !is_one_meeting(&more, &account(Meeting, &[1, 2], Some("2031-03-12"), "2031-03-13")),
            "beside it"
        );
        assert!(!is_one_meeting(&summit, &account(Visit, &[1], Some("2031-03-12"), "2031-03-13")));
    }

    #[test]
    fn what_contradicts_is_another_meeting() {
        let one = account(EngagementKind::Meeting, &[1, 2], None, "2031-03-13");
        let at = |place: &str| Account {
            place: words(place),
            ..account(EngagementKind::Meeting, &[1, 2], None, "2031-03-13")
        };
        assert!(!contradict(&one, &at("Port Sollis")));
        assert!(contradict(&at("Verran"), &at("Port Sollis")));
        assert!(!contradict(&at("Port Sollis harbour"), &at("Sollis")));
        let off = Account {
            phase: Phase::Cancelled,
            ..account(EngagementKind::Meeting, &[1, 2], None, "2031-03-13")
        };
        assert!(contradict(&one, &off));
        let ahead = Account {
            phase: Phase::Scheduled,
            ..account(EngagementKind::Meeting, &[1, 2], None, "2031-03-13")
        };
        assert!(!is_one_meeting(&ahead, &off), "nothing tells that it is the one that was to be");
        assert_eq!(range(Some("2031-02".to_string()), None).map(|(from, to)| to - from), Some(27));
    }
}
