//! Statements and agreements that bind their maker to an act or a restraint.
//!
//! Two ways lead to one: words that bind (`en/entries.tsv`: "pledged to", "assurances that"), and what a
//! speaker says that their own side will do. Which of these readers would put on record, weights tell that were fitted
//! on what readers did.

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::List;
use onrecord_language::dates::{Bound, TimeExpression};
use onrecord_language::span::overlaps;
use onrecord_record::{Act, ActorKind, Commitment, Statement, Status, When};

use super::clause::{Clause, ClauseParty};
use super::weighed::{Weighed, Weights};
use crate::actors::Referent;
use crate::scene::Scene;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(include_str!("../../weights/commitment.tsv")));

/// How likely "assurances from Roe that she will" are at least.
const ASSURED: f64 = 0.25;

/// What some words bind somebody to.
#[derive(Clone)]
struct Told {
    /// The words that bind.
    trigger: Range<usize>,
    by: ClauseParty,
    to: Option<ClauseParty>,
    what: Range<usize>,
    evidence: Range<usize>,
    status: Status,
    condition: Option<Range<usize>>,
    due: Option<TimeExpression>,
    told_by: Vec<Referent>,
    /// "Assurances from Roe that she will": whoever tells of it, it is Roe who is bound.
    is_from_another: bool,
    /// Whether that is plainly what they will or will not do.
    is_assured: bool,
    features: Vec<String>,
    reading: String,
}

/// Finds the commitments of an article that are at least so likely, or as likely as the weights say that they need be; `statements` are those on record.
pub fn find(scene: &Scene, statements: &[Statement], least: Option<f64>) -> Vec<Weighed<Commitment>> {
    let least = least.unwrap_or_else(|| WEIGHTS.least());
    let mut told: Vec<(f64, Vec<f32>, Told)> = Vec::new();
    for sentence in scene.text.sentences() {
        let clause = Clause::new(scene, sentence);
        let bound = bound(&clause);
        let mut own = own(&clause, statements);
        own.retain(|one| !bound.iter().any(|told| told.is_from_another && overlaps(&told.what, &one.what)));
        for mut one in bound.into_iter().chain(own) {
            describe(scene, &mut one);
            let vector = scene.vectors(&[&one.what, &one.trigger, &one.by.at]);
            let chance = WEIGHTS.probability(&one.features, &vector);
            // So few are told so that weights know little of them.
            let raised = ((ASSURED + chance * (1.0 - ASSURED)) * 1000.0).round() / 1000.0;
            let chance = if one.is_assured { raised } else { chance };
            told.push((chance, vector, one));
        }
    }
    // Of what tells of the same act the likelier one.
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.what.start.cmp(&b.2.what.start)));
    let mut kept: Vec<(f64, Vec<f32>, Told)> = Vec::new();
    for one in told {
        let is_known = |other: &Told| overlaps(&other.what, &one.2.what);
        if one.0 >= least && (least == 0.0 || !kept.iter().any(|(_, _, other)| is_known(other))) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|(_, _, one)| one.what.start);
    let weighed = |(idx, (confidence, vector, one)): (usize, (f64, Vec<f32>, Told))| {
        let entry = entry(scene, statements, &one, format!("c{}", idx + 1), confidence);
        Weighed { entry, vector, features: one.features, dates: Vec::new(), reading: one.reading }
    };
    kept.into_iter().enumerate().map(weighed).collect()
}

/// "pledged to rebuild it", "assurances from Roe that it will not".
fn bound(clause: &Clause) -> Vec<Told> {
    let found = clause.scene.text.lexicon().entries().commitments.find(clause.words);
    let told = found.into_iter().map(|(at, _, (lemmas, status))| bound_by(clause, at, lemmas, *status));
    told.flatten().collect()
}

/// What stands behind words that bind.
struct Binding {
    /// Who binds themselves, where they are told there: "assurances from Roe".
    from: Option<ClauseParty>,
    to: Option<ClauseParty>,
    /// The word that opens what is promised, "to" or "will", and the first word of the act.
    opens: usize,
    start: usize,
    features: Vec<String>,
}

/// What stands behind some words that bind; `None` where a promise is only spoken of.
fn binding(clause: &Clause, at: &Range<usize>, lemmas: &str) -> Option<Binding> {
    const MOST: usize = 10;
    let is_open = |idx: usize| clause.is(idx, &["to", "that", "not", "never"]) || clause.is_future(idx);
    let (mut opens, mut from, mut to) = (at.end, None, None);
    if !is_open(opens) {
        if is_mentioned(clause, at) {
            return None;
        }
        (from, to) = named_behind(clause, opens);
        let end = clause.words.len().min(opens + MOST);
        opens = (opens..end).find(|idx| is_open(*idx)).unwrap_or(opens);
        // "Vowed the company would stop": who would is nobody to whom it is promised, as in "assured Ostvia it would".
        let is_subject = |idx: usize| !clause.is(idx, &["he", "she", "it", "they", "we", "i"]);
        if clause.is_future(opens) && is_subject(opens - 1) {
            to = None;
        }
    }
    let is_clause = is_open(opens);
    // "promised a wall": a thing is promised, to nobody who is told.
    if !is_clause {
        (opens, to) = (at.end, None);
    }
    let mut features = vec![format!("words={lemmas}"), format!("clause={is_clause}")];
    if clause.is(opens, &["to"]) {
        features.push("to do".to_string());
    }
    features.extend(to.is_some().then(|| "to somebody".to_string()));
    Some(Binding { from, to, opens, start: opens + usize::from(clause.is(opens, &["that"])), features })
}

/// What some words bind somebody to, a reading of the sentence each.
fn bound_by(clause: &Clause, at: Range<usize>, lemmas: &str, status: Status) -> Vec<Told> {
    const NEAR: usize = 8;
    let binding = if is_denied(clause, at.start) { None } else { binding(clause, &at, lemmas) };
    let Some(Binding { from, to, opens, start, features }) = binding else { return Vec::new() };
    let status = clause.status(at.start).unwrap_or(status);
    let speakers = clause.speakers(clause.words[at.start].at.start);
    let is_assured = clause.is(opens, &["that"]) && (opens..opens + NEAR).any(|idx| clause.is_future(idx));
    let makers = from.map_or_else(|| clause.makers(at.start), |from| vec![(from, "from")]);
    let mut out = Vec::new();
    for (by, how) in &makers {
        let told_by: Vec<Referent> = speakers.iter().copied().filter(|who| !by.who.contains(who)).collect();
        let mut features = features.clone();
        features.extend((!told_by.is_empty()).then(|| "told by another".to_string()));
        features.extend(clause.of_reading(at.start, how, makers.len()));
        let one = |end: usize| Told {
            trigger: clause.bytes(at.clone()),
            what: clause.bytes(start..end),
            evidence: clause.part(&(at.start..end), std::slice::from_ref(by)),
            by: by.clone(),
            to: to.clone(),
            status,
            condition: None,
            due: None,
            told_by: told_by.clone(),
            is_from_another: *how == "from",
            is_assured: *how == "from" && is_assured,
            features: features.clone(),
            reading: format!("{} {how}", clause.words[at.start].at.start),
        };
        out.extend(to_each_end(clause, opens, start, |end| told(clause, one(end), &(at.start..end))));
    }
    out
}

/// What is told of the words from `start` to where a clause that begins with `from` ends: at its first comma, and at
/// its last word where that is another.
fn to_each_end(clause: &Clause, from: usize, start: usize, tell: impl Fn(usize) -> Told) -> Vec<Told> {
    let (near, far) = (clause.end(from, false), clause.end(from, true));
    let short = clause.short_end(start, near);
    let ends = [(near, "near"), (far, "far"), (short, "short")];
    let is_other = |end: usize, reach: &str| match reach {
        "far" => end > near,
        "short" => end < near,
        _ => true,
    };
    let ends = ends
        .into_iter()
        .filter(|(end, reach)| start < *end && start < clause.words.len() && is_other(*end, reach));
    let tell = |(end, reach): (usize, &str)| {
        let mut told = tell(end);
        let is_whole = near == far && short == near;
        told.features.push(format!("reach={}", if is_whole { "whole" } else { reach }));
        told
    };
    ends.map(tell).collect()
}

/// Who binds themselves and to whom, by the words behind those that bind: "from Roe", "with Lund", "Lund".
fn named_behind(clause: &Clause, next: usize) -> (Option<ClauseParty>, Option<ClauseParty>) {
    let phrase = |start: usize| clause.phrase(start).map(|(party, _)| party);
    if clause.is(next, &["from", "by"]) {
        (phrase(next + 1), None)
    } else {
        (None, phrase(next + usize::from(clause.is(next, &["with"]))))
    }
}

/// "They could not agree on it": nobody is bound by what is told not to be.
fn is_denied(clause: &Clause, verb: usize) -> bool {
    let lexicon = clause.scene.text.lexicon();
    clause.words[clause.group(verb)..verb].iter().any(|word| lexicon.has(List::Not, &word.lower))
}

/// "Called the pledge a gift" tells of a pledge and makes none, but "an assurance from Roe that it will".
fn is_mentioned(clause: &Clause, at: &Range<usize>) -> bool {
    let lexicon = clause.scene.text.lexicon();
    let before = at.start.checked_sub(1).map(|before| &clause.words[before].lower);
    before.is_some_and(|word| lexicon.has(List::Determiner, word)) && !clause.is(at.end, &["from", "by"])
}

/// "We will rebuild it", said by Roe; "he would rebuild it", as he said.
fn own(clause: &Clause, statements: &[Statement]) -> Vec<Told> {
    (0..clause.words.len()).flat_map(|idx| own_at(clause, statements, idx)).collect()
}

/// What a speaker says, or the writer tells, with the verb at `idx` that somebody will do.
fn own_at(clause: &Clause, statements: &[Statement], idx: usize) -> Vec<Told> {
    let is_short = clause.has(List::ShortFuture, idx);
    if !clause.is_future(idx) && !is_short {
        return Vec::new();
    }
    let who = clause.speakers(clause.words[idx].at.start);
    let subject = if is_short { idx } else { idx.saturating_sub(1) };
    let lower = clause.words[subject].lower.split('\'').next().unwrap_or("").to_string();
    let is_own = clause.scene.text.lexicon().has(List::Subject, &lower);
    let start = if is_own { subject } else { idx };
    if is_open(clause, start) || clause.is(idx + 1, &["tell", "say"]) {
        return Vec::new();
    }
    let within = statement(statements, clause.words[start].at.start);
    if within.is_some_and(|one| is_refusal(clause, idx, one)) {
        return Vec::new();
    }
    let mut features = features_of(within, is_own);
    features.push(format!("own={is_own} narrated={}", who.is_empty()));
    features.push(format!("subject={}", if is_own { lower.as_str() } else { "other" }));
    features.push(format!("modal={}", clause.words[idx].lower));
    features.extend(clause.likely_acts(clause.words[idx].at.start));
    let makers = makers(clause, subject, idx, &lower, who);
    let status = clause.status(idx).unwrap_or(Status::Made);
    let mut out = Vec::new();
    for (by, how) in &makers {
        let mut features = features.clone();
        features.extend(clause.of_reading(idx, how, makers.len()));
        let one = |end: usize| Told {
            trigger: clause.bytes(idx..idx + 1),
            what: clause.bytes(start..end),
            evidence: clause.bytes(start..end),
            by: by.clone(),
            to: None,
            status,
            condition: None,
            due: None,
            told_by: Vec::new(),
            is_from_another: false,
            is_assured: false,
            features: features.clone(),
            reading: format!("{} {how}", clause.words[idx].at.start),
        };
        out.extend(to_each_end(clause, idx, idx + 1, |end| told(clause, one(end), &(start..end))));
    }
    out
}

/// "Has not said whether he will try": that is left open, which binds nobody.
fn is_open(clause: &Clause, start: usize) -> bool {
    start > 0 && clause.is(start - 1, &["whether"])
}

/// "Will not pay", said by who refuses or denies: that binds nobody. Of such words three that were taken for commitments
/// were none and none was one; of "will not" that is announced or promised half are.
fn is_refusal(clause: &Clause, modal: usize, statement: &Statement) -> bool {
    let is_negated = clause.words[modal].lower.ends_with("n't") || clause.is(modal + 1, &["not", "never"]);
    is_negated && matches!(statement.act, Act::Reject | Act::Deny | Act::Decline | Act::Oppose)
}

/// What the statement tells that holds the words, where one is on record.
fn features_of(statement: Option<&Statement>, is_own: bool) -> Vec<String> {
    let act = statement.map_or("none", |one| one.act.as_str());
    let quote = statement.map_or("none", |one| one.quote.as_str());
    let mut features = vec![
        format!("act={act}"),
        format!("own={is_own} act={act}"),
        format!("own={is_own}"),
        format!("quote={quote}"),
    ];
    let cue = statement.and_then(|one| one.cue.as_ref()).map(|cue| cue.span.text.to_lowercase());
    features.extend(cue.and_then(|cue| Some(format!("cue={}", cue.split(' ').next()?))));
    features
}

/// Who may be bound by "we will", "China will", said by somebody: who is its subject and, where that is "we", for whom
/// the speaker speaks as well.
fn makers(
    clause: &Clause,
    subject: usize,
    modal: usize,
    lower: &str,
    speakers: Vec<Referent>,
) -> Vec<(ClauseParty, &'static str)> {
    let at = clause.bytes(subject..subject + 1);
    let cast = &clause.scene.cast;
    let bodies: Vec<Referent> = speakers.iter().filter_map(|who| cast.body(*who)).collect();
    let countries: Vec<Referent> = speakers.iter().filter_map(|who| cast.country_of(*who)).collect();
    let party = |who: Vec<Referent>| ClauseParty { at: at.clone(), who };
    let mut out = match lower {
        "i" => vec![(party(speakers), "i")],
        "we" => vec![
            (party(speakers.into_iter().chain(bodies).collect()), "we"),
            (party(countries), "we, a country"),
        ],
        _ => {
            let mut makers = clause.makers(modal);
            makers.extend([(party(bodies), "body"), (party(countries), "country")]);
            makers
        }
    };
    out.retain(|(party, _)| !party.who.is_empty());
    out
}

fn statement(statements: &[Statement], at: usize) -> Option<&Statement> {
    let holds = |one: &&Statement| one.content.iter().any(|piece| piece.bytes().contains(&at));
    statements.iter().rfind(holds)
}

/// Adds condition and date, and what the act is.
fn told(clause: &Clause, mut told: Told, words: &Range<usize>) -> Told {
    let is_if = |idx: &usize| {
        clause.is(*idx, &["if", "unless"]) || clause.is(*idx, &["as"]) && clause.is(*idx + 1, &["long"])
    };
    let condition = (0..clause.words.len()).find(is_if);
    told.condition = condition.map(|idx| clause.bytes(idx..clause.comma(idx).max(idx + 1)));
    let within = |one: &&TimeExpression| told.what.start <= one.at.start && one.at.end <= told.what.end + 1;
    told.due = clause.dates().filter(within).find(|one| one.bound == Bound::Until || one.is_ahead).cloned();
    let verb = words
        .clone()
        .find(|idx| !clause.is_future(*idx) && !clause.has(List::BeforeDeed, *idx) && *idx > words.start);
    told.features.extend(verb.map(|idx| format!("do={}", clause.words[idx].lower)));
    told.features.extend((clause.paragraph() < 3).then(|| "at the head".to_string()));
    told.features.push(format!("length={}", (words.len() / 6).min(5)));
    let is_negated = words.clone().any(|idx| clause.is(idx, &["not", "never", "won't"]));
    told.features.extend(is_negated.then(|| "negated".to_string()));
    told
}

fn describe(scene: &Scene, told: &mut Told) {
    let kinds: Vec<String> = told
        .by
        .who
        .iter()
        .map(|who| {
            let (name, kind) = scene.cast.look(*who);
            if name.is_empty() {
                "nameless".to_string()
            } else {
                kind.map_or("unknown", ActorKind::as_str).to_string()
            }
        })
        .collect();
    told.features.push(format!("by={}", kinds.first().map_or("nobody", String::as_str)));
    told.features.extend(told.due.is_some().then(|| "due".to_string()));
    told.features.extend(told.condition.is_some().then(|| "condition".to_string()));
    told.features.push(format!("status={}", told.status));
}

fn entry(scene: &Scene, statements: &[Statement], told: &Told, id: String, confidence: f64) -> Commitment {
    let ids = |party: &ClauseParty| -> Vec<String> {
        party.who.iter().map(|who| scene.cast.show(*who, party.at.clone())).collect()
    };
    let span = |at: &Range<usize>| scene.locator.span(at.clone());
    let due_on = told.due.as_ref().and_then(|one| {
        let days = one.interval?;
        Some(When::stated(days.from(), days.to(), vec![span(&one.at)]))
    });
    let statement = statement(statements, told.what.start);
    Commitment {
        id,
        by: ids(&told.by),
        to: told.to.as_ref().map(&ids).unwrap_or_default(),
        what: span(&told.what),
        due: told.due.as_ref().map(|one| scene.text.as_str()[one.at.clone()].to_string()),
        due_on,
        condition: told.condition.clone().map(|at| scene.text.as_str()[at].to_string()),
        status: told.status,
        told_by: told.told_by.iter().map(|who| scene.cast.show(*who, told.evidence.clone())).collect(),
        statement: statement.map(|one| one.id.clone()),
        when: statement.and_then(|one| one.said.clone()),
        evidence: vec![span(&told.evidence)],
        confidence,
    }
}

impl Clause<'_, '_> {
    fn is_future(&self, idx: usize) -> bool {
        self.has(List::Future, idx) || self.is(idx, &["going"]) && self.is(idx + 1, &["to"])
    }

    /// The word behind the clause that begins with a word: at a quotation mark, a comma that the sentence goes on
    /// behind, or the sentence's end; what is far goes on behind commas and reasons.
    fn end(&self, start: usize, is_far: bool) -> usize {
        let mut end = start + 1;
        let mut n_open = 0;
        while end < self.words.len() && end < start + 45 {
            let gap = self.gap(end);
            let opens = gap.contains('“') || gap.ends_with('"');
            let closes = gap.contains('”') || gap.starts_with('"') || gap.starts_with(",\"");
            n_open += i32::from(opens) - i32::from(closes);
            let is_said = end - start > 3 && !is_far;
            let is_off = is_said
                && (self.has_comma(end) && !self.is(end, &["and"]) || self.has(List::Circumstance, end));
            if n_open < 0
                || gap.contains([';', '—'])
                || self.has_comma(end) && self.has(List::OtherSubject, end)
                || is_off
            {
                break;
            }
            end += 1;
        }
        end.min(self.words.len())
    }

    /// The first word between where an act may be told in full: a date, "and", "while".
    fn short_end(&self, start: usize, end: usize) -> usize {
        const LEAST: usize = 2;
        let is_dated = |idx: usize| {
            self.dates()
                .any(|one| one.at.start <= self.words[idx].at.start && self.words[idx].at.start < one.at.end)
        };
        let is_end = |idx: &usize| self.has(List::ActEnd, *idx) || is_dated(*idx);
        let Some(first) = (start + LEAST..end).find(is_end) else { return end };
        // "on Monday", "by the end of the year".
        first - usize::from(first > start + 1 && is_dated(first) && self.has(List::BeforeDate, first - 1))
    }

    /// The word behind the next comma.
    fn comma(&self, start: usize) -> usize {
        let mut behind = (start + 1..self.words.len())
            .filter(|idx| self.has_comma(*idx) || self.gap(*idx).contains(['”', '"', ';']));
        behind.next().unwrap_or(self.words.len())
    }

    /// How a commitment stands, by the words before it.
    fn status(&self, at: usize) -> Option<Status> {
        let before = at.saturating_sub(5)..(at + 2).min(self.words.len());
        let has = |list: List| before.clone().any(|idx| self.has(list, idx));
        if has(List::Again) {
            Some(Status::Reaffirmed)
        } else if has(List::Breaking) {
            Some(Status::Broken)
        } else if has(List::Keeping) {
            Some(Status::Kept)
        } else {
            None
        }
    }
}
