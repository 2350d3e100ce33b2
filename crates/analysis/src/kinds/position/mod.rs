//! Where actors stand on issues.
//!
//! Two ways lead to a position: words that take a stance (`en/entries.tsv`: "opposes the dam"), and what
//! somebody says. Which of these readers would put on record, and with what stance, weights tell that were fitted on
//! what readers did.

mod issue;

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::span::overlaps;
use onrecord_language::{List, Token};
use onrecord_record::{ActorKind, EngagementKind, Issue, Position, Stance, Statement};

use crate::actors::Referent;
use crate::kinds::clause::{Clause, ClauseParty};
use crate::kinds::weighed::{Weighed, Weights};
use crate::scene::Scene;
use issue::FoundIssue;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(include_str!("../../../weights/position.tsv")));

/// What some words show of where somebody stands.
struct Told {
    who: Referent,
    named_by: Range<usize>,
    evidence: Range<usize>,
    issue: FoundIssue,
    features: Vec<String>,
    reading: String,
}

/// Finds the positions of an article that are at least so likely, or as likely as the weights say that they need be; `statements` are those on record.
pub fn find(scene: &Scene, statements: &[Statement], least: Option<f64>) -> Vec<Weighed<Position>> {
    let least = least.unwrap_or_else(|| WEIGHTS.least());
    let mut told: Vec<Told> = said(scene, statements);
    for sentence in scene.text.sentences() {
        told.extend(taken(&Clause::new(scene, sentence)));
    }
    let mut weighed: Vec<(f64, Vec<f32>, Told)> = told
        .into_iter()
        .map(|mut one| {
            describe(scene, &mut one);
            let vector = scene.vector(&one.evidence);
            (WEIGHTS.probability(&one.features, &vector), vector, one)
        })
        .filter(|(confidence, _, _)| *confidence >= least)
        .collect();
    // Of what shows the same the likelier one, and of the readings of the same words.
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.evidence.start.cmp(&b.2.evidence.start)));
    let mut kept: Vec<(f64, Vec<f32>, Told)> = Vec::new();
    for one in weighed {
        let is_known = |other: &Told| {
            let is_other_reading = other.who == one.2.who || other.reading != one.2.reading;
            is_other_reading && overlaps(&other.evidence, &one.2.evidence)
        };
        if least == 0.0 || !kept.iter().any(|(_, _, other)| is_known(other)) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|(_, _, one)| one.evidence.start);
    let weighed = |(idx, (confidence, vector, one)): (usize, (f64, Vec<f32>, Told))| {
        let entry = entry(scene, statements, &one, &vector, format!("p{}", idx + 1), confidence);
        Weighed { entry, vector, features: one.features, dates: Vec::new(), reading: one.reading }
    };
    kept.into_iter().enumerate().map(weighed).collect()
}

/// What each sentence that somebody says shows.
fn said(scene: &Scene, statements: &[Statement]) -> Vec<Told> {
    let mut out = Vec::new();
    for (idx, attribution) in scene.attributions.iter().enumerate() {
        let whose = whose(scene, idx);
        if whose.is_empty() {
            continue;
        }
        let features = of_attribution(scene, statements, idx);
        for piece in attribution.content.iter().filter(|piece| !is_visit(scene, piece)) {
            for (nth, sentence) in sentences(scene, piece.clone()).into_iter().enumerate() {
                for (at, part) in parts(scene, sentence) {
                    let said = SaidPart { idx, nth, part, at };
                    out.extend(of_part(scene, &whose, features.clone(), said));
                }
            }
        }
    }
    out
}

/// A part of what somebody says: of which attribution, in which of its sentences, and whether it is all of that.
struct SaidPart {
    idx: usize,
    nth: usize,
    part: &'static str,
    at: Range<usize>,
}

/// What a part of what somebody says shows, for each whose position it may be.
fn of_part(
    scene: &Scene,
    whose: &[(Referent, &'static str)],
    mut features: Vec<String>,
    SaidPart { idx, nth, part, at }: SaidPart,
) -> Vec<Told> {
    let attribution = &scene.attributions[idx];
    let inner = scene.text.tokens_in(at.clone());
    let within = clause_of(scene, &at);
    let object = within.as_ref().and_then(|(clause, words)| object(clause, words));
    let issue = object.unwrap_or_else(|| issue::said(scene, &at));
    if issue.is_pointed_at {
        return Vec::new();
    }
    let is_alone = attribution.content.len() == 1 && inner.len() < 8 && part == "whole";
    let evidence = if is_alone { hull(scene, attribution.hull(), &at) } else { at };
    features.push(format!("sentence={}", nth.min(2)));
    features.push(format!("part={part}"));
    features.push(format!("length={}", (inner.len() / 6).min(6)));
    features.extend(inner.iter().map(|word| format!("w={}", word.lower)));
    features.extend(held(scene, &inner));
    features.extend(is_refusal(scene, &inner).then(|| REFUSES.to_string()));
    features.extend(is_disapproval(scene, &inner).then(|| DISAPPROVES.to_string()));
    let is_open = within.as_ref().is_some_and(|(clause, words)| is_left_open(clause, words));
    features.extend(is_open.then(|| LEFT_OPEN.to_string()));
    let holders = within.map_or_else(Vec::new, |(clause, words)| holders(&clause, &words));
    let named_by = attribution.source.first().cloned().unwrap_or_else(|| evidence.clone());
    let told = |(who, how): &(Referent, &'static str)| {
        let mut features = features.clone();
        features.push(format!("speaks={how}"));
        let (named_by, evidence, issue) = (named_by.clone(), evidence.clone(), issue.clone());
        Told { who: *who, named_by, evidence, issue, features, reading: format!("{idx} {how}") }
    };
    let is_held = |who: &Referent| holders.is_empty() || holders.contains(who);
    whose.iter().filter(|(who, _)| is_held(who)).map(told).collect()
}

/// "To visit Ostvia", asked or promised: that tells of a visit, and of no stance on Ostvia.
fn is_visit(scene: &Scene, piece: &Range<usize>) -> bool {
    let words = scene.text.tokens_in(piece.clone());
    let Some((_, deed)) = words.split_first().filter(|(first, _)| first.is(&["to"])) else { return false };
    let contacts = scene.text.lexicon().entries().contacts.find(deed);
    contacts.iter().any(|(at, _, contact)| at.start == 0 && contact.kind == EngagementKind::Visit)
}

/// What is true where somebody is said not to support something: that is a stance of its own.
fn unsupported(lemmas: &str, is_negated: bool) -> Option<String> {
    const SUPPORT: [&str; 6] = ["support", "back", "endorse", "favor", "favour", "in favour of"];
    (is_negated && SUPPORT.contains(&lemmas)).then(|| UNSUPPORTED.to_string())
}

const UNSUPPORTED: &str = "not supported";

/// "Will not pay", "won’t pay": who says so denies nothing.
fn is_refusal(scene: &Scene, words: &[Token]) -> bool {
    let is_future = |word: &Token| scene.text.lexicon().has(List::Future, &word.lower);
    let is_parted = |pair: &[Token]| is_future(&pair[0]) && pair[1].is(&["not", "never"]);
    words.windows(2).any(is_parted) || words.iter().any(|word| word.is(&["won't", "wouldn't"]))
}

const REFUSES: &str = "refuses";

/// "Is a disgrace", "are misguided": who says so supports nothing of it.
fn is_disapproval(scene: &Scene, words: &[Token]) -> bool {
    const BEFORE: usize = 3;
    let lexicon = scene.text.lexicon();
    let is_denied = |idx: usize| {
        words[idx.saturating_sub(BEFORE)..idx].iter().any(|word| lexicon.has(List::Not, &word.lower))
    };
    (0..words.len()).any(|idx| lexicon.has(List::Disapproving, &words[idx].lower) && !is_denied(idx))
}

const DISAPPROVES: &str = "disapproves";

/// "Refused to rule out a raid": where somebody stands is left open.
fn is_left_open(clause: &Clause, at: &Range<usize>) -> bool {
    const BEFORE: usize = 4;
    const REFUSING: [&str; 8] =
        ["refuse", "refuses", "refused", "refusing", "decline", "declines", "declined", "declining"];
    let words = clause.words;
    let is_ruling = |idx: usize| clause.is(idx, &["rule", "ruled", "ruling"]) && clause.is(idx + 1, &["out"]);
    let is_no = |word: &Token| word.is(&REFUSING) || clause.scene.text.lexicon().has(List::Not, &word.lower);
    (at.start..at.end + 1)
        .any(|idx| is_ruling(idx) && words[idx.saturating_sub(BEFORE)..idx].iter().any(is_no))
}

const LEFT_OPEN: &str = "left open";

/// Who takes the stance that some words tell of, where it is somebody who is named there: Ostvia, of "Ostvia backs the
/// dam", whoever says so. Of 44 readings of who says so 2 are in the gold.
fn holders(clause: &Clause, words: &Range<usize>) -> Vec<Referent> {
    let stances = clause.scene.text.lexicon().entries().stances.find(&clause.words[words.clone()]);
    let named = |at: Range<usize>| {
        let by = clause.named_subject(words.start + at.start)?;
        (clause.words[words.start].at.start <= by.at.start).then_some(by.who)
    };
    stances.into_iter().filter_map(|(at, _, _)| named(at)).flatten().collect()
}

/// What the only words that take a stance among these take it on, where that is a phrase.
fn object(clause: &Clause, words: &Range<usize>) -> Option<FoundIssue> {
    let found = clause.scene.text.lexicon().entries().stances.find(&clause.words[words.clone()]);
    let [(at, _, _)] = found.as_slice() else { return None };
    let start = behind(clause, words.start + at.end);
    let end = object_end(clause, start).min(words.end);
    (start < end).then(|| issue::object(clause.scene, clause.bytes(start..end))).flatten()
}

/// The sentence that some words begin in, and which of its words they are.
fn clause_of<'s, 't>(scene: &'s Scene<'t>, at: &Range<usize>) -> Option<(Clause<'s, 't>, Range<usize>)> {
    let clause = Clause::new(scene, scene.text.sentence_at(at.start)?);
    let start = clause.words.partition_point(|word| word.at.start < at.start);
    let end = clause.words.partition_point(|word| word.at.end <= at.end);
    (start < end).then_some((clause, start..end))
}

/// The stances that the table reads in some words, and whether each is denied.
fn held(scene: &Scene, words: &[Token]) -> Vec<String> {
    const BEFORE: usize = 3;
    let lexicon = scene.text.lexicon();
    let found = lexicon.entries().stances.find(words);
    let held = found.into_iter().flat_map(|(at, _, (lemmas, stance))| {
        let before = &words[at.start.saturating_sub(BEFORE)..at.start];
        let is_negated = before.iter().any(|word| lexicon.has(List::Not, &word.lower));
        let held = format!("holds={stance} negated={is_negated}");
        std::iter::once(held).chain(unsupported(lemmas, is_negated))
    });
    held.collect()
}

/// What is true of all that an attribution shows.
fn of_attribution(scene: &Scene, statements: &[Statement], idx: usize) -> Vec<String> {
    let attribution = &scene.attributions[idx];
    let statement = statements.iter().find(|one| one.content[0].byte_start == attribution.content[0].start);
    let mut features = vec![
        format!("act={}", statement.map_or("none", |one| one.act.as_str())),
        format!("quote={}", attribution.quote),
        format!("modality={}", statement.map_or("none", |one| one.modality.as_str())),
    ];
    features.extend(scene.likely_acts(idx));
    features.extend(scene.text.tokens_of(&attribution.cue).iter().map(|word| format!("cue={}", word.lower)));
    features
}

/// Whose position an attribution may show: its speakers' or that of the body or of the country that they speak for, as
/// those do who have an office or no name.
fn whose(scene: &Scene, idx: usize) -> Vec<(Referent, &'static str)> {
    const MOST: usize = 3;
    let cast = &scene.cast;
    let speakers = cast.speakers[idx].iter().filter_map(|id| cast.referent(id)).take(MOST);
    let mut whose: Vec<(Referent, &'static str)> = Vec::new();
    for who in speakers {
        let (body, country) = (cast.body(who), cast.country_of(who));
        let hows = match (cast.is_called(who, "spokes"), cast.look(who).0.is_empty()) {
            (true, _) => ["spokes", "body of spokes", "country of spokes"],
            (false, true) => ["nameless", "body of nameless", "country of nameless"],
            (false, false) => ["oneself", "body of named", "country of named"],
        };
        whose.push((cast.grouped(who), hows[0]));
        whose.extend(body.map(|body| (body, hows[1])));
        whose.extend(country.map(|country| (country, hows[2])));
    }
    whose
}

/// A sentence, and where it has a break between words enough, what stands on either side.
fn parts(scene: &Scene, sentence: Range<usize>) -> Vec<(Range<usize>, &'static str)> {
    const LEAST: usize = 4;
    const BREAKS: [&str; 7] = ["because", "but", "and", "if", "unless", "while", "so"];
    let words = scene.text.tokens_in(sentence.clone());
    if words.len() < 3 {
        return Vec::new();
    }
    let gap = |idx: usize| scene.text.as_str().get(words[idx - 1].at.end..words[idx].at.start).unwrap_or("");
    let is_break = |idx: &usize| {
        words[*idx].is(&BREAKS) || gap(*idx).len() > 1 && gap(*idx).contains([',', ';', '—', '–', ':'])
    };
    let break_at = (LEAST..words.len().saturating_sub(LEAST - 1)).find(is_break);
    let mut parts = vec![(sentence.clone(), "whole")];
    if let Some(idx) = break_at {
        parts.push((sentence.start..words[idx - 1].at.end, "head"));
        parts.push((words[idx].at.start..sentence.end, "tail"));
    }
    parts
}

/// The part of an attribution that stands in one sentence with some of its words.
fn hull(scene: &Scene, hull: Range<usize>, at: &Range<usize>) -> Range<usize> {
    let sentence = scene.text.sentence_at(at.start).map_or(at.clone(), |sentence| sentence.at.clone());
    hull.start.max(sentence.start).min(at.start)..hull.end.min(sentence.end).max(at.end)
}

/// The sentences of a range, clipped to it.
fn sentences(scene: &Scene, range: Range<usize>) -> Vec<Range<usize>> {
    let clipped = |at: &Range<usize>| at.start.max(range.start)..at.end.min(range.end);
    let all = scene.text.sentences().iter().map(|sentence| clipped(&sentence.at));
    let text = scene.text.as_str();
    all.filter(|at| at.start < at.end).map(|at| onrecord_language::span::trim(text, at)).collect()
}

/// "Roe opposes the dam", "Roe’s opposition to the dam", "the dam is opposed by Roe".
fn taken(clause: &Clause) -> Vec<Told> {
    let mut out = Vec::new();
    for (at, _, (lemmas, stance)) in clause.scene.text.lexicon().entries().stances.find(clause.words) {
        let mut found = active(clause, &at);
        let named = clause.named_subject(at.start).map_or_else(Vec::new, |named| named.who);
        let is_named = |one: &StanceTaken| one.by.who.iter().any(|who| named.contains(who));
        if found.iter().any(is_named) {
            found.retain(is_named);
        }
        if found.is_empty() {
            found.extend(passive(clause, &at));
        }
        let is_negated =
            (clause.group(at.start)..at.start).any(|idx| clause.has(List::DenyingAuxiliary, idx));
        let mut shared = vec![
            format!("takes={lemmas}"),
            format!("table={stance} negated={is_negated}"),
            format!("form={}", clause.words[at.start].lower),
        ];
        shared.extend(unsupported(lemmas, is_negated));
        shared.extend(is_left_open(clause, &at).then(|| LEFT_OPEN.to_string()));
        shared.extend(clause.is_attributed(at.start).then(|| "attributed".to_string()));
        shared.extend(clause.likely_acts(clause.words[at.start].at.start));
        let n_readings = found.len();
        for StanceTaken { by, issue, evidence, how } in found {
            let within = clause.scene.text.tokens_within(evidence.clone());
            let mut features = shared.clone();
            features.push(format!("length={}", (within.len() / 6).min(6)));
            features.extend(clause.of_reading(at.start, how, n_readings));
            features.extend(within.iter().map(|word| format!("w={}", word.lower)));
            let reading = format!("{} {how}", clause.words[at.start].at.start);
            out.extend(by.who.iter().map(|who| Told {
                who: *who,
                named_by: by.at.clone(),
                evidence: evidence.clone(),
                issue: issue.clone(),
                features: features.clone(),
                reading: reading.clone(),
            }));
        }
    }
    out
}

/// Who takes a stance on what, and how the words stand.
struct StanceTaken {
    by: ClauseParty,
    issue: FoundIssue,
    evidence: Range<usize>,
    how: &'static str,
}

/// Those who may take a stance on what stands behind the words for it.
fn active(clause: &Clause, at: &Range<usize>) -> Vec<StanceTaken> {
    const NEAR: usize = 60;
    if clause.is(at.end, &["by"]) {
        return Vec::new();
    }
    let start = behind(clause, at.end);
    let end = object_end(clause, start);
    if end <= start {
        return Vec::new();
    }
    let issue = issue::taken(clause.scene, clause.bytes(start..end));
    let one = |(by, how): (ClauseParty, &'static str)| {
        let is_near = by.at.end + NEAR > clause.words[at.start].at.start;
        let evidence = match is_near {
            true => clause.part(&(at.start..end), std::slice::from_ref(&by)),
            false => clause.bytes(at.start..end),
        };
        StanceTaken { by, issue: issue.clone(), evidence, how }
    };
    clause.makers(at.start).into_iter().map(one).collect()
}

fn passive(clause: &Clause, at: &Range<usize>) -> Option<StanceTaken> {
    const MOST: usize = 10;
    if !clause.is(at.end, &["by"]) {
        return None;
    }
    let (by, end) = clause.phrase(at.end + 1)?;
    let first = clause.group(at.start);
    let is_break = |idx: usize| clause.gap(idx).contains([',', ';', '“', '"', '(']);
    let mut start = first;
    while start > 0 && first - start < MOST && !(start < first && is_break(start)) {
        start -= 1;
    }
    if start == first {
        return None;
    }
    let by = ClauseParty { who: by.who.into_iter().take(1).collect(), ..by };
    Some(StanceTaken {
        by,
        issue: issue::taken(clause.scene, clause.bytes(start..first)),
        evidence: clause.bytes(start..end),
        how: "agent",
    })
}

/// The first word of what a stance is taken on: "support for the dam", whose preposition is no part of the issue.
fn behind(clause: &Clause, end: usize) -> usize {
    end + usize::from(clause.is(end, &["for", "of", "to", "on", "over"]))
}

/// The word behind what a stance is taken on.
fn object_end(clause: &Clause, start: usize) -> usize {
    let mut end = start;
    while end < clause.words.len() && end < start + 16 {
        let gap = clause.gap(end);
        let is_break = clause.has_comma(end) || gap.contains([';', '—', '(', ':']);
        // "Backs the talks and has sent nobody": what else is told is no part of it.
        let is_else = clause.is(end, &["and", "but"]) && clause.has(List::Finite, end + 1);
        if end > start && (is_break || is_else) {
            break;
        }
        end += 1;
    }
    end
}

fn describe(scene: &Scene, told: &mut Told) {
    let (name, kind) = scene.cast.look(told.who);
    let kind = kind.map_or("unknown", ActorKind::as_str);
    told.features.push(format!("by={}", if name.is_empty() { "nameless" } else { kind }));
    let paragraph = scene.text.paragraph_at(told.evidence.start).unwrap_or(0);
    told.features.push(format!(
        "paragraph={}",
        match paragraph {
            0 => "first",
            1..=3 => "head",
            _ => "body",
        }
    ));
    told.features.extend(told.issue.is_pointed_at.then(|| "issue pointed at".to_string()));
    told.features.push(format!("worth={}", (told.issue.worth * 4.0).ceil().min(8.0)));
    told.features.sort();
    told.features.dedup();
}

/// The likeliest stance. Who is said not to support something does not, whatever else the words are like; and where
/// words of the table take the stance, that is it: right of 163 of 201 in the gold.
fn stance(features: &[String], vector: &[f32]) -> Stance {
    let has = |wanted: &str| features.iter().any(|name| name == wanted);
    if has(UNSUPPORTED) {
        return Stance::DoesNotSupport;
    }
    if has(LEFT_OPEN) {
        return Stance::Undecided;
    }
    let by_table = [Stance::Opposes, Stance::Supports, Stance::Denies, Stance::DoesNotSupport];
    let is_taken = |stance: &Stance| features.contains(&format!("table={stance} negated=false"));
    if let Some(stance) = by_table.into_iter().find(is_taken) {
        return stance;
    }
    // "Says that it will not pay": of 11 refusals in the gold 10 oppose something and none denies.
    // Of 24 positions of the gold whose words disapprove 21 oppose something and none supports.
    let score = |stance: &Stance| WEIGHTS.score(stance.as_str(), features, vector);
    let is_open = |stance: &Stance| match stance {
        Stance::Denies => !has(REFUSES),
        Stance::Supports => !has(DISAPPROVES),
        _ => true,
    };
    let all = Stance::ALL.iter().copied().filter(is_open);
    all.max_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(Stance::Supports)
}

fn entry(
    scene: &Scene,
    statements: &[Statement],
    told: &Told,
    vector: &[f32],
    id: String,
    confidence: f64,
) -> Position {
    let shows = |one: &&Statement| one.content.iter().any(|piece| overlaps(&piece.bytes(), &told.evidence));
    let shown: Vec<&Statement> = statements.iter().filter(shows).collect();
    Position {
        id,
        actor: scene.cast.show(told.who, told.named_by.clone()),
        issue: Issue { text: told.issue.text(scene.text.as_str()) },
        stance: stance(&told.features, vector),
        when: shown.iter().find_map(|one| one.said.clone()),
        statements: shown.iter().map(|one| one.id.clone()).collect(),
        evidence: vec![scene.locator.span(told.evidence.clone())],
        confidence,
    }
}
