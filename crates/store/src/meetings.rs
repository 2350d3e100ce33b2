//! One meeting told by several articles is one engagement.
//!
//! Two accounts are of one meeting where the same named parties meet in the same way, where nothing that is told of
//! day, place and outcome contradicts, and where either both give the same day or both appeared within a few days. Of one
//! named party a hearing, a visit or a talk with the same group is told apart by its very day. When in doubt they stay
//! apart: an account that fits two meetings joins neither, and every account of a meeting must fit.

use onrecord_record::{ActorKind, EngagementKind, EntryKind, Phase};
use rusqlite::{Connection, params};

use crate::ask::query::bound;
use crate::day::{self, DAY_BITS};
use crate::key::prefix;
use crate::namesakes::{self, Namesakes};
use crate::words::{folded, words};

/// Days between two accounts of a meeting whose day is not told by both.
const NEAR: i64 = 4;

/// How long after a meeting an account without its day may appear.
const FRESH: i64 = 7;

/// How many accounts of one party are looked at, the newest first.
const MOST: i64 = 500;

/// The fewest named parties that a meeting is told by where its day is not.
const PARTIES: usize = 2;

/// How many days an interview's airing or printing may be behind it.
const PRINTED: i64 = 1;

/// How many days at most "last month" is, by which a hearing is told where no account gives its day.
const MONTH: i64 = 31;

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
    /// Those of them that are no groups.
    people: Vec<i64>,
    /// The words for groups and for those without a name.
    groups: Vec<String>,
}

/// The first report of the meeting that the entry `id` tells of, where exactly one fits.
pub fn find(db: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    let mine = account(db, id)?;
    if mine.parties.is_empty() {
        return Ok(None);
    }
    let mut fitting = None;
    let namesakes = namesakes::of(db, &mine.parties)?;
    for same in candidates(db, id, &mine, &namesakes)? {
        let others = accounts(db, same, id, &namesakes)?;
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
    let others = accounts(db, same, id, &namesakes::of(db, &mine.parties)?)?;
    let is_near = others.iter().any(|other| is_same_day(&mine, other) || are_near(&mine, other));
    Ok(!is_near || others.iter().any(|other| contradict(&mine, other)))
}

/// First reports of what two of the parties took part in, or one where one is enough, or those whose names may be
/// theirs, told by another version than this account's.
fn candidates(db: &Connection, id: i64, mine: &Account, namesakes: &Namesakes) -> rusqlite::Result<Vec<i64>> {
    let mut same = Vec::new();
    for party in namesakes.ids() {
        // The outer query looks at few: an article may tell of one actor's meeting thousands.
        let mut query = db.prepare_cached(
            "WITH took_part AS (
               SELECT p.entry, p.part, e.same, e.version FROM _party p JOIN _entry e ON e.id = p.entry
               WHERE p.actor = ?1 AND p.part = (SELECT id FROM _term WHERE text = 'participant')
                 AND e.stands = 1 AND e.kind = ?2 AND e.id <> ?3 ORDER BY p.entry DESC LIMIT ?4)
             SELECT DISTINCT t.same FROM took_part t
             WHERE t.version <> ?5 AND (?6 OR EXISTS (
               SELECT 1 FROM _party o JOIN _party m ON m.entry = ?3 AND m.part = o.part AND m.actor = o.actor
               WHERE o.entry = t.entry AND o.part = t.part AND o.actor <> ?1))",
        )?;
        let kind = prefix(EntryKind::Engagement);
        let found = query
            .query_map(params![party, kind, id, MOST, mine.version, is_one_enough(mine)], |row| row.get(0))?;
        same.extend(found.collect::<rusqlite::Result<Vec<i64>>>()?);
    }
    same.sort_unstable();
    same.dedup();
    Ok(same)
}

/// Whether an account may be of the meeting of another with which it shares one named party.
fn is_one_enough(account: &Account) -> bool {
    matches!(account.kind, EngagementKind::Hearing | EngagementKind::Visit)
        || account.people.len() == 1 && !account.groups.is_empty()
}

/// The accounts of the meeting whose first report is `same`, but for the entry `id`; who has a namesake is taken for them.
fn accounts(db: &Connection, same: i64, id: i64, namesakes: &Namesakes) -> rusqlite::Result<Vec<Account>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry WHERE id = ?1 AND stands = 1 AND id <> ?2
         UNION SELECT id FROM _entry WHERE same = ?1 AND same <> id AND stands = 1 AND id <> ?2",
    )?;
    let ids = query.query_map([same, id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let of = |id: i64| {
        let mut account = account(db, id)?;
        namesakes.put_into(&mut account.parties);
        namesakes.put_into(&mut account.people);
        Ok(account)
    };
    ids.into_iter().map(of).collect()
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
            people: Vec::new(),
            groups: Vec::new(),
        })
    })?;
    let mut query = db.prepare_cached(
        "SELECT DISTINCT a.id, a.folded, a.name, a.kind FROM _party p JOIN _actor a ON a.id = p.actor
         WHERE p.entry = ?1 AND p.part = (SELECT id FROM _term WHERE text = 'participant') ORDER BY a.id",
    )?;
    let mut rows = query.query([id])?;
    while let Some(row) = rows.next()? {
        let is_named = !row.get_ref(1)?.as_str()?.is_empty();
        let is_group = !is_named || row.get_ref(3)?.as_str()? == ActorKind::Group.as_str();
        let party: i64 = row.get(0)?;
        account.parties.extend(is_named.then_some(party));
        match is_group {
            true => account.groups.extend(words(&folded(row.get_ref(2)?.as_str()?))),
            false => account.people.push(party),
        }
    }
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
    if contradict(one, other) {
        return false;
    }
    match n_shared(one, other) {
        0 => false,
        n_shared if n_shared < PARTIES => is_told_by_one_party(one, other),
        _ if is_same_day(one, other) || is_what_came(one, other) || is_what_came(other, one) => true,
        _ => are_near(one, other) && are_as_far(one, other) && is_fresh(one) && is_fresh(other),
    }
}

fn n_shared(one: &Account, other: &Account) -> usize {
    one.parties.iter().filter(|party| other.parties.contains(party)).count()
}

/// Whether two accounts that share one named party are of what that party does once on a day: it is heard, pays a visit,
/// or talks with a group that both call alike.
fn is_told_by_one_party(one: &Account, other: &Account) -> bool {
    use EngagementKind::{Hearing, Visit};
    let is_equal = one.parties == other.parties;
    match (one.kind, other.kind) {
        (Hearing, Hearing) => {
            (is_same_day(one, other) || is_same_month(one, other)) && (is_equal || are_as_far(one, other))
        }
        (Visit, Visit) => is_same_day(one, other) && are_as_far(one, other),
        _ => {
            let is_alone = one.people.len() == 1 && one.people == other.people;
            is_alone && is_same_day(one, other) && is_a_group_shared(one, other)
        }
    }
}

/// Whether both call a group by the same word: "members".
fn is_a_group_shared(one: &Account, other: &Account) -> bool {
    one.groups.iter().any(|word| word.len() > 3 && other.groups.contains(word))
}

/// Whether one tells of what is to come on a day that it does not give, and the other of the same parties a few days later
/// at most.
fn is_what_came(one: &Account, other: &Account) -> bool {
    let is_soon = |days: &(i64, i64)| days.0 == days.1 && (0..=NEAR).contains(&(days.0 - one.published));
    let is_open = is_ahead(one.phase) && one.days.is_empty() && one.published != 0;
    is_open && one.parties == other.parties && came_about(other.phase) && other.days.iter().any(is_soon)
}

/// Whether both tell of what is to come, or both of what came about.
fn are_as_far(one: &Account, other: &Account) -> bool {
    is_ahead(one.phase) == is_ahead(other.phase) && came_about(one.phase) == came_about(other.phase)
}

/// Whether both appeared within a few days.
fn are_near(one: &Account, other: &Account) -> bool {
    one.published != 0 && other.published != 0 && (one.published - other.published).abs() <= NEAR
}

/// Whether both give one and the same day; of an interview, that of its airing too.
fn is_same_day(one: &Account, other: &Account) -> bool {
    let is_day = |days: &&(i64, i64)| days.0 == days.1;
    let slack = slack(one, other);
    one.days
        .iter()
        .filter(is_day)
        .any(|days| other.days.iter().filter(is_day).any(|others| (days.0 - others.0).abs() <= slack))
}

fn slack(one: &Account, other: &Account) -> i64 {
    let are_interviews = one.kind == EngagementKind::Interview && other.kind == EngagementKind::Interview;
    if are_interviews { PRINTED } else { 0 }
}

/// Whether both give the same days, no more than a month.
fn is_same_month(one: &Account, other: &Account) -> bool {
    one.days.iter().any(|days| days.1 - days.0 < MONTH && other.days.contains(days))
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
    let is_known = n_shared(one, other) >= PARTIES && one.kind == other.kind;
    !are_akin(one.kind, other.kind)
        || do_parties_differ(one, other)
        || do_days_differ(one, other)
        || do_outcomes_differ(one.phase, other.phase)
        // "Corran" and "the old mill" may be one place, where the same meet on the very same day.
        || do_places_differ(one, other) && !(is_known && is_same_day(one, other))
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

/// Whether neither account names everyone whom the other does, unless two are in both on the very same day. Where one
/// names more, both must call it the same.
fn do_parties_differ(one: &Account, other: &Account) -> bool {
    let is_within = |small: &[i64], large: &[i64]| small.iter().all(|party| large.contains(party));
    let of = |account: &'_ Account| match is_a_group_shared(one, other) {
        true => account.people.clone(),
        false => account.parties.clone(),
    };
    let (mine, theirs) = (of(one), of(other));
    if mine == theirs {
        return false;
    }
    let is_part = is_within(&mine, &theirs) || is_within(&theirs, &mine);
    let is_known = n_shared(one, other) >= PARTIES && is_same_day(one, other);
    !(is_part || is_known) || one.kind != other.kind
}

fn do_days_differ(one: &Account, other: &Account) -> bool {
    let slack = slack(one, other);
    let overlap = |(a, b): (&(i64, i64), &(i64, i64))| a.0 <= b.1 + slack && b.0 <= a.1 + slack;
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
            people: parties.to_vec(),
            groups: Vec::new(),
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
    fn one_named_party_is_heard_once_a_day_and_meets_one_group_of_a_kind() {
        use EngagementKind::{Hearing, Interview, Meeting};
        let heard = |parties: &[i64], day: &str| account(Hearing, parties, Some(day), "2031-03-14");
        assert!(is_one_meeting(&heard(&[1], "2031-03-12"), &heard(&[1], "2031-03-12")));
        assert!(is_one_meeting(&heard(&[1], "2031-03-12"), &heard(&[1, 9], "2031-03-12")), "before a court");
        assert!(is_one_meeting(&heard(&[1], "2031-02"), &heard(&[1, 9], "2031-02")), "last month");
        assert!(!is_one_meeting(&heard(&[1], "2031"), &heard(&[1, 9], "2031")));
        assert!(!is_one_meeting(&heard(&[1], "2031-03-12"), &heard(&[1], "2031-03-13")));
        let ahead = Account { phase: Phase::Scheduled, ..heard(&[1, 9], "2031-03-12") };
        assert!(!is_one_meeting(&heard(&[1], "2031-03-12"), &ahead), "another to come");
        let asked = account(Interview, &[1], Some("2031-03-12"), "2031-03-13");
        assert!(!is_one_meeting(&asked, &account(Interview, &[1], Some("2031-03-12"), "2031-03-13")));
        let met = |group: &str| Account {
            groups: words(group),
            ..account(Meeting, &[1], Some("2031-03-12"), "2031-03-13")
        };
        assert!(is_one_meeting(&met("council members"), &met("the members")));
        assert!(!is_one_meeting(&met("council members"), &met("mill workers")));
    }

    #[test]
    fn an_interview_may_be_printed_a_day_later_and_others_may_be_named_beside_two() {
        use EngagementKind::{Interview, Meeting};
        let asked = account(Interview, &[1, 2], Some("2031-03-12"), "2031-03-13");
        assert!(is_one_meeting(&asked, &account(Interview, &[1, 2], Some("2031-03-13"), "2031-03-13")));
        assert!(!is_one_meeting(&asked, &account(Interview, &[1, 2], Some("2031-03-14"), "2031-03-14")));
        let met = |parties: &[i64]| account(Meeting, parties, Some("2031-03-12"), "2031-03-13");
        assert!(is_one_meeting(&met(&[1, 2, 3]), &met(&[1, 2, 4])));
        assert!(!is_one_meeting(&met(&[1, 3]), &met(&[1, 4])));
        let undated = |parties: &[i64]| account(Meeting, parties, None, "2031-03-13");
        assert!(!is_one_meeting(&undated(&[1, 2, 3]), &undated(&[1, 2, 4])));
    }

    #[test]
    fn what_is_to_come_is_what_came_about_within_days() {
        use EngagementKind::Meeting;
        let ahead = Account { phase: Phase::Scheduled, ..account(Meeting, &[1, 2], None, "2031-03-11") };
        let held = |day: &str| account(Meeting, &[1, 2], Some(day), day);
        assert!(is_one_meeting(&ahead, &held("2031-03-12")));
        assert!(!is_one_meeting(&ahead, &held("2031-03-10")), "before it was told");
        assert!(!is_one_meeting(&ahead, &held("2031-03-20")));
        assert!(!is_one_meeting(&ahead, &account(Meeting, &[1, 3], Some("2031-03-12"), "2031-03-12")));
    }

    #[test]
    fn ministers_in_the_week_of_a_summit_meet_apart_from_it() {
        use EngagementKind::{Call, Meeting, Summit};
        let (leaders, ministers) = ([1, 2], [3, 4]);
        let summit = account(Summit, &leaders, Some("2031-03-12"), "2031-03-13");
        assert!(!is_one_meeting(&summit, &account(Meeting, &ministers, Some("2031-03-14"), "2031-03-14")));
        assert!(!is_one_meeting(&summit, &account(Meeting, &ministers, Some("2031-03-12"), "2031-03-13")));
        assert!(!is_one_meeting(&summit, &account(Summit, &leaders, Some("2031-03-15"), "2031-03-16")));
        assert!(!is_one_meeting(&summit, &account(Call, &leaders, Some("2031-03-12"), "2031-03-13")));
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
