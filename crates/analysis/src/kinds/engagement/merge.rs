//! What is told of one contact in several places, as one.

use onrecord_language::dates::Interval;
use onrecord_record::{ActorKind, EngagementKind, Phase};

use super::dated;
use super::told::{DaysAt, ToldContact, class};
use crate::actors::Referent;
use crate::scene::Scene;

/// How many contacts before are looked at for the same one.
const BACK: usize = 40;

/// Joins what tells of the same contact: the same kind, parties that fit, dates that do not contradict.
pub fn merged(scene: &Scene, told: Vec<ToldContact>) -> Vec<ToldContact> {
    let mut out: Vec<ToldContact> = Vec::new();
    for one in told {
        let from = out.len().saturating_sub(BACK);
        match out[from..].iter_mut().rev().find(|known| is_same(scene, known, &one)) {
            Some(known) => join(known, one),
            None => out.push(one),
        }
    }
    out
}

/// Joins those of the same named parties whose day turns out to be one, though dates beside the words spoke against it.
pub fn of_one_day(scene: &Scene, told: Vec<ToldContact>) -> Vec<ToldContact> {
    let mut out: Vec<(ToldContact, Option<Interval>)> = Vec::new();
    for one in told {
        let day = dated::choose(&one).map(|((days, _), _)| days).filter(Interval::is_day);
        let parties = named(scene, &one);
        let is_one = |(known, its_day): &(ToldContact, Option<Interval>)| {
            let others = named(scene, known);
            parties.len() > 1
                && day.is_some()
                && *its_day == day
                && class(known.kind) == class(one.kind)
                && parties.len() == others.len()
                && parties.iter().all(|who| others.contains(who))
                && !is_at_odds(known, &one)
        };
        match out.iter().position(is_one) {
            Some(idx) => join(&mut out[idx].0, one),
            None => out.push((one, day)),
        }
    }
    out.into_iter().map(|(told, _)| told).collect()
}

/// The parties that have a name.
fn named(scene: &Scene, told: &ToldContact) -> Vec<Referent> {
    let named = told.parties.iter().filter(|(who, _)| !scene.cast.look(*who).0.is_empty());
    named.map(|(who, _)| *who).collect()
}

fn is_same(scene: &Scene, known: &ToldContact, one: &ToldContact) -> bool {
    let apart = known.when.as_ref().zip(one.when.as_ref()).is_some_and(|((a, _), (b, _))| !a.overlaps(b));
    if class(known.kind) != class(one.kind) || apart || is_at_odds(known, one) {
        return false;
    }
    let (a, b) = (named(scene, known), named(scene, one));
    let n_shared = b.iter().filter(|who| a.contains(who)).count();
    let is_within = n_shared > 0 && (n_shared == a.len() || n_shared == b.len());
    if class(known.kind) == EngagementKind::Interview {
        return n_shared > 0 && is_same_outlet(scene, known, one);
    }
    is_within || n_shared > 1
}

/// Whether words tell of one visit that it goes on and of the other that it is to come; or of one that it came about,
/// and of the other that it was to be at an earlier time.
fn is_at_odds(known: &ToldContact, one: &ToldContact) -> bool {
    let is_to_come = |told: &ToldContact| matches!(told.phase, Phase::Scheduled | Phase::Proposed);
    let goes_on = |told: &ToldContact| told.phase == Phase::UnderWay;
    let is_off = |told: &ToldContact| matches!(told.phase, Phase::Postponed | Phase::Cancelled);
    let is_held = |told: &ToldContact| told.phase == Phase::Held && told.when.is_none();
    let was_to_be = |told: &ToldContact| (is_to_come(told) || is_off(told)) && told.is_dated_before;
    let is_told = known.is_told && one.is_told && known.kind == EngagementKind::Visit;
    let are = |a: &ToldContact, b: &ToldContact| goes_on(a) && is_to_come(b) || is_held(a) && was_to_be(b);
    is_told && (are(known, one) || are(one, known))
}

/// Whether two interviews may be with the same outlet: one tells none, or a word of the names is the same.
fn is_same_outlet(scene: &Scene, known: &ToldContact, one: &ToldContact) -> bool {
    let outlets = |told: &ToldContact| -> Vec<String> {
        let looks = told.parties.iter().map(|(who, _)| scene.cast.look(*who));
        let outlets = looks.filter(|(name, kind)| !name.is_empty() && *kind != Some(ActorKind::Person));
        outlets.flat_map(|(name, _)| name.split(' ').map(str::to_lowercase).collect::<Vec<_>>()).collect()
    };
    let (a, b) = (outlets(known), outlets(one));
    a.is_empty() || b.is_empty() || a.iter().any(|word| word != "the" && b.contains(word))
}

fn join(known: &mut ToldContact, one: ToldContact) {
    // What is told goes before what nothing is told of; what was called off before what was held, and that before
    // what was to be.
    let rank = |told: &ToldContact| {
        let is_off =
            matches!(told.phase, Phase::Cancelled | Phase::Postponed | Phase::Refused | Phase::WalkedOut);
        (told.is_told, is_off, told.phase == Phase::Held)
    };
    if rank(&one) > rank(known) {
        (known.phase, known.is_told) = (one.phase, one.is_told);
    }
    for (who, at) in one.parties {
        if known.parties.iter().all(|(party, _)| *party != who) {
            known.parties.push((who, at));
        }
    }
    known.place = known.place.take().or(one.place);
    known.dates.extend(one.dates);
    known.when = narrower(known.when.take(), one.when);
    known.moved_from = known.moved_from.take().or(one.moved_from);
    known.evidence.extend(one.evidence);
    known.features.extend(one.features);
    known.is_dated_before |= one.is_dated_before;
}

/// Of two dates of one contact the one that tells more: a day rather than its month.
fn narrower(known: Option<DaysAt>, one: Option<DaysAt>) -> Option<DaysAt> {
    match (known, one) {
        (Some(known), Some(one)) => {
            let is_within = known.0.first <= one.0.first && one.0.last <= known.0.last;
            Some(if is_within { one } else { known })
        }
        (known, one) => known.or(one),
    }
}

/// Adds what is true of a contact as a whole.
pub fn describe(scene: &Scene, told: &mut ToldContact) {
    let looks: Vec<(String, Option<ActorKind>)> =
        told.parties.iter().map(|(who, _)| scene.cast.look(*who)).collect();
    let n_named = looks.iter().filter(|(name, _)| !name.is_empty()).count();
    let features = &mut told.features;
    features.push(format!("kind={}", told.kind));
    features.push(format!("phase={}", told.phase));
    features.push(format!("parties={}", looks.len().min(4)));
    features.push(format!("named={}", n_named.min(3)));
    features.push(format!("told={}", told.evidence.len().min(3)));
    features.extend(told.when.is_some().then(|| "dated".to_string()));
    features.extend(told.place.is_some().then(|| "placed".to_string()));
    for (name, kind) in looks {
        let kind = kind.map_or("unknown", ActorKind::as_str);
        let kind = if name.is_empty() { "nameless" } else { kind };
        features.push(format!("has={kind}"));
    }
    features.sort();
    features.dedup();
    // What counts for one kind counts little for another.
    let of_kind: Vec<String> = features
        .iter()
        .filter(|name| {
            ["parties", "named", "dated", "placed", "has", "by", "phase", "told"]
                .iter()
                .any(|of| name.starts_with(of))
        })
        .map(|name| format!("{} {name}", class(told.kind)))
        .collect();
    features.extend(of_kind);
}
