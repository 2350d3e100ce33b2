//! When a contact was, is or will be: which of the expressions of time around the words for it tells its day.
//!
//! Every expression of its sentence and of those beside it is a candidate. What is true of each, weights weigh that
//! `training/entries.py` fitted on the dates that readers gave; below their least chance there is no date.

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::dates::{Interval, TimeExpression};
use onrecord_language::{ContactForm, List};
use onrecord_record::Phase;

use super::told::{DateCandidate, DaysAt, ToldContact, class};
use super::trigger::Trigger;
use crate::kinds::clause::Clause;
use crate::kinds::weighed::{DateFeatures, Weights};
use crate::scene::Scene;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::new(include_str!("../../../weights/date.tsv")));

/// A day within the likeliest month or year is taken where it is so likely beside it.
const FINER: f64 = 0.5;

/// What may date a trigger: the expressions of time of its sentence, of the two before it and of the one behind.
pub fn candidates(clause: &Clause, trigger: &Trigger) -> Vec<DateCandidate> {
    let scene = clause.scene;
    let sentences = scene.text.sentences();
    let here = sentences.partition_point(|one| one.at.end <= clause.sentence.start);
    let around = here.saturating_sub(2)..(here + 2).min(sentences.len());
    let paragraph = |at: usize| scene.text.paragraph_at(at);
    let mut out = Vec::new();
    for idx in around {
        let is_beside = paragraph(sentences[idx].at.start) == paragraph(clause.sentence.start);
        for one in Clause::new(scene, &sentences[idx]).dates() {
            let Some(days) = one.interval else { continue };
            let mut features = of_expression(scene, one, &days);
            features.push(format!("sentence={} paragraph={is_beside}", idx as isize - here as isize));
            match idx == here {
                true => features.extend(within_sentence(clause, trigger, one)),
                false => features.push(format!("other sentence form={}", form(trigger))),
            }
            out.push(DateCandidate { days, at: one.at.clone(), features });
        }
    }
    out
}

/// What the words of an expression tell, wherever it stands.
fn of_expression(scene: &Scene, one: &TimeExpression, days: &Interval) -> Vec<String> {
    let mut features = vec![
        format!("bound={:?}", one.bound),
        format!("precision={:?}", days.precision),
        format!("relative={}", one.is_relative),
        format!("day={}", days.is_day()),
    ];
    features.extend(scene.written(one.at.start).map(|published| format!("lies={}", lies(days, published))));
    features
}

/// How days lie to the day of publication.
fn lies(days: &Interval, published: jiff::civil::Date) -> &'static str {
    let n_days = (days.first - published).get_days();
    match n_days {
        _ if days.first <= published && published <= days.last => "on it",
        1.. => "ahead",
        -2..=0 => "days before",
        -8..=-3 => "a week before",
        -62..=-9 => "weeks before",
        _ => "long before",
    }
}

/// How an expression stands to a trigger of its sentence.
fn within_sentence(clause: &Clause, trigger: &Trigger, one: &TimeExpression) -> Vec<String> {
    let at = clause.words.partition_point(|word| word.at.end <= one.at.start);
    let end = clause.words.partition_point(|word| word.at.start < one.at.end);
    let is_before = end <= trigger.words.start;
    let between =
        if is_before { end..trigger.words.start } else { trigger.words.end..at.max(trigger.words.end) };
    let gaps = between.start..between.end + 1;
    let has = |lists: &[List]| between.clone().any(|idx| lists.iter().any(|list| clause.has(*list, idx)));
    let side = if is_before { "before" } else { "behind" };
    let near = match between.len() {
        0 => "0",
        1..=2 => "1",
        3..=5 => "3",
        6..=10 => "6",
        11..=18 => "11",
        _ => "19",
    };
    let distance = |other: &TimeExpression| distance(&clause.bytes(trigger.words.clone()), other);
    let is_nearest = clause.dates().all(|other| distance(other) >= distance(one));
    let mut features = vec![
        format!("side={side}"),
        format!("{side} by={near}"),
        format!("{side} form={}", form(trigger)),
        format!("nearest={is_nearest} dates={}", clause.dates().count().min(3)),
        format!("{side} comma={}", gaps.clone().any(|idx| clause.has_comma(idx))),
        format!("{side} verbs={}", between.clone().filter(|idx| is_past(clause, *idx)).count().min(2)),
        format!("quoted={}", gaps.clone().any(|idx| clause.gap(idx).contains(['“', '”', '"']))),
        format!("parts={}", gaps.clone().any(|idx| clause.gap(idx).contains([';', '—', '(', ':']))),
        format!("other clause={}", has(&[List::OtherClause])),
        format!("first={}", at == 0 || at == 1),
        format!("apart={}", clause.is_attributed(trigger.words.start) != is_attributed(clause, at)),
    ];
    features.extend(words_before(clause, at));
    features
}

/// What the words before an expression tell of it.
fn words_before(clause: &Clause, at: usize) -> Vec<String> {
    let before = at.checked_sub(1).map_or("", |idx| clause.words[idx].lower.as_str());
    let known =
        ["on", "in", "at", "since", "after", "before", "until", "by", "last", "from", "the", "for", "of"];
    let mut features = vec![format!("behind={}", if known.contains(&before) { before } else { "other" })];
    // "published on Thursday" dates what was published.
    let is_published = at.saturating_sub(3)..at;
    let published = is_published.into_iter().any(|idx| {
        clause
            .is(idx, &["published", "broadcast", "aired", "released", "posted", "airing", "elected", "since"])
    });
    features.extend(published.then(|| "of another deed".to_string()));
    features
}

/// How many bytes lie between some words and an expression.
fn distance(words: &Range<usize>, one: &TimeExpression) -> usize {
    if one.at.end <= words.start { words.start - one.at.end } else { one.at.start.saturating_sub(words.end) }
}

/// Whether a word has the form of a verb's past.
fn is_past(clause: &Clause, idx: usize) -> bool {
    let word = &clause.words[idx];
    word.is_irregular || word.lower.ends_with("ed") && word.lower.len() > 4
}

fn is_attributed(clause: &Clause, word: usize) -> bool {
    word < clause.words.len() && clause.is_attributed(word)
}

fn form(trigger: &Trigger) -> &'static str {
    match trigger.contact.form {
        ContactForm::Noun => "noun",
        ContactForm::Outlet => "outlet",
        ContactForm::With | ContactForm::To => "verb",
    }
}

/// The days of a contact that is told in one or several places, and whether they were worked out rather than stated
/// beside it. `candidates` are those of all the places.
pub fn choose(told: &ToldContact) -> Option<(DaysAt, bool)> {
    let possible = told.dates.iter().filter(|one| !is_over_too_soon(told, one));
    let weighed = possible.map(|one| (WEIGHTS.probability(&whole(told, one), &[]), one));
    let mut likely: Vec<(f64, &DateCandidate)> = weighed.collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (chance, first) = *likely.first().filter(|(chance, _)| *chance >= WEIGHTS.least())?;
    // "In June" above and "on Monday" below are both right: the day tells more.
    let is_finer = |one: &DateCandidate| {
        let (whole, part) = (&first.days, &one.days);
        part.precision < whole.precision && whole.first <= part.first && part.last <= whole.last
    };
    let finer = likely.iter().find(|(other, one)| *other >= chance * FINER && is_finer(one));
    let best = finer.map_or(first, |(_, one)| one);
    let is_stated = best.features.iter().any(|name| name.starts_with("side="));
    Some(((best.days, best.at.clone()), !is_stated))
}

/// Whether a date is of before the article though the contact is told to be yet to come: of 61 such contacts that the
/// gold dates by the day 3 are of a day before.
fn is_over_too_soon(told: &ToldContact, one: &DateCandidate) -> bool {
    const PAST: [&str; 4] = ["days before", "a week before", "weeks before", "long before"];
    let is_past = |name: &String| name.strip_prefix("lies=").is_some_and(|lies| PAST.contains(&lies));
    told.is_told
        && matches!(told.phase, Phase::Proposed | Phase::Scheduled)
        && one.features.iter().any(is_past)
}

/// What is true of a candidate and of the contact that it may date.
fn whole(told: &ToldContact, candidate: &DateCandidate) -> Vec<String> {
    let mut features = candidate.features.clone();
    let kind = class(told.kind);
    let of_kind = |name: &String| name.starts_with("sentence=") || name.starts_with("lies=");
    let by_kind: Vec<String> =
        features.iter().filter(|name| of_kind(name)).map(|name| format!("{kind} {name}")).collect();
    let by_phase = features.iter().filter(|name| name.starts_with("lies="));
    let by_phase: Vec<String> = by_phase.map(|name| format!("{} {name}", phase(told))).collect();
    let n_stated =
        told.dates.iter().filter(|one| one.features.iter().any(|name| name.starts_with("side="))).count();
    let is_inside = candidate.features.iter().any(|name| name.starts_with("side="));
    features.extend((!is_inside).then(|| format!("elsewhere stated={}", n_stated.min(2))));
    features.extend(by_kind.into_iter().chain(by_phase));
    features
}

fn phase(told: &ToldContact) -> &'static str {
    match told.phase {
        Phase::Held | Phase::UnderWay | Phase::WalkedOut => "held",
        Phase::Scheduled | Phase::Postponed => "scheduled",
        Phase::Proposed | Phase::Refused | Phase::Cancelled => "open",
    }
}

/// The candidates of a contact as weights are fitted on them.
pub fn features(told: &ToldContact) -> Vec<DateFeatures> {
    let one = |candidate: &DateCandidate| DateFeatures {
        from: candidate.days.from(),
        named: whole(told, candidate),
    };
    told.dates.iter().map(one).collect()
}
