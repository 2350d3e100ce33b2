//! Where actors stand on issues.
//!
//! Two ways lead to a position: words that take a stance (`en/entries.tsv`: "opposes the dam"), and what
//! somebody says. Which of these readers would put on record, and with what stance, weights tell that were fitted on
//! what readers did.

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::span::overlaps;
use onrecord_language::{Lexicon, List, Token};
use onrecord_record::{ActorKind, Issue, Position, Stance, Statement};

use super::clause::Clause;
use super::weighed::{Weighed, Weights};
use crate::actors::Referent;
use crate::attribution::Attribution;
use crate::scene::Scene;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(include_str!("../../weights/position.tsv")));

/// What some words show of where somebody stands.
struct Told {
    who: Referent,
    named_by: Range<usize>,
    evidence: Range<usize>,
    issue: Range<usize>,
    features: Vec<String>,
}

/// Finds the positions of an article that are at least so likely, or as likely as the weights say that they need be; `statements` are those on record.
pub fn find(scene: &Scene, statements: &[Statement], least: Option<f64>) -> Vec<Weighed<Position>> {
    let least = least.unwrap_or_else(|| WEIGHTS.least());
    let mut told: Vec<Told> = said(scene, statements);
    for sentence in scene.text.sentences() {
        told.extend(taken(&Clause::new(scene, sentence)));
    }
    let mut weighed: Vec<(f64, Told)> = told
        .into_iter()
        .map(|mut one| {
            describe(scene, &mut one);
            (WEIGHTS.probability(&one.features), one)
        })
        .filter(|(confidence, _)| *confidence >= least)
        .collect();
    // Of what shows the same the likelier one.
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.evidence.start.cmp(&b.1.evidence.start)));
    let mut kept: Vec<(f64, Told)> = Vec::new();
    for (confidence, one) in weighed {
        let is_known = |other: &Told| other.who == one.who && overlaps(&other.evidence, &one.evidence);
        if least == 0.0 || !kept.iter().any(|(_, other)| is_known(other)) {
            kept.push((confidence, one));
        }
    }
    kept.sort_by_key(|(_, one)| one.evidence.start);
    let weighed = |(idx, (confidence, one)): (usize, (f64, Told))| {
        let entry = entry(scene, statements, &one, format!("p{}", idx + 1), confidence);
        Weighed { entry, features: one.features }
    };
    kept.into_iter().enumerate().map(weighed).collect()
}

/// What each sentence that somebody says shows.
fn said(scene: &Scene, statements: &[Statement]) -> Vec<Told> {
    let mut out = Vec::new();
    for (idx, attribution) in scene.attributions.iter().enumerate() {
        let Some(who) = scene.cast.speakers[idx].first().and_then(|id| scene.cast.referent(id)) else {
            continue;
        };
        let body = scene.cast.body(who).filter(|_| is_spokesperson(scene, attribution));
        let statement =
            statements.iter().find(|one| one.content[0].byte_start == attribution.content[0].start);
        let mut features = vec![
            format!("act={}", statement.map_or("none", |one| one.act.as_str())),
            format!("quote={}", attribution.quote),
            format!("modality={}", statement.map_or("none", |one| one.modality.as_str())),
        ];
        let text = scene.text.as_str();
        let cue = scene.text.tokens_of(&attribution.cue);
        features.extend(cue.iter().map(|word| format!("cue={}", word.lower)));
        for piece in &attribution.content {
            for (nth, at) in sentences(scene, piece.clone()).into_iter().enumerate() {
                let inner = scene.text.tokens_in(at.clone());
                if inner.len() < 3 {
                    continue;
                }
                let is_alone = attribution.content.len() == 1 && inner.len() < 8;
                let evidence = if is_alone { hull(scene, attribution.hull(), &at) } else { at.clone() };
                let mut features = features.clone();
                features.push(format!("sentence={}", nth.min(2)));
                features.push(format!("length={}", (inner.len() / 6).min(6)));
                features.extend(inner.iter().map(|word| format!("w={}", word.lower)));
                let named_by = attribution.source.first().cloned().unwrap_or_else(|| evidence.clone());
                let issue = issue(scene.text.lexicon(), &inner, text);
                if let Some(body) = body {
                    let mut features = features.clone();
                    features.push("for a body".to_string());
                    let (named_by, evidence, issue) = (named_by.clone(), evidence.clone(), issue.clone());
                    out.push(Told { who: body, named_by, issue, evidence, features });
                    // The one who speaks for it.
                }
                features.extend(body.map(|_| "has a body".to_string()));
                out.push(Told { who, named_by, issue, evidence, features });
            }
        }
    }
    out
}

/// Whether who speaks does so for a body: a spokesperson, by the words for them.
fn is_spokesperson(scene: &Scene, attribution: &Attribution) -> bool {
    let who = scene.attributions.iter().zip(&scene.cast.speakers);
    let speakers = who.clone().find(|(one, _)| one.hull() == attribution.hull()).map(|(_, who)| who);
    let Some(id) = speakers.and_then(|who| who.first()) else { return false };
    scene.cast.referent(id).is_some_and(|who| scene.cast.is_called(who, "spokes"))
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

/// "Roe opposes the dam".
fn taken(clause: &Clause) -> Vec<Told> {
    let mut out = Vec::new();
    for (at, _, (lemmas, stance)) in clause.scene.text.lexicon().entries().stances.find(clause.words) {
        let Some(by) = clause.subject(at.start) else { continue };
        let end = object_end(clause, at.end);
        if end <= at.end {
            continue;
        }
        let issue = clause.bytes(at.end..end);
        const NEAR: usize = 60;
        let is_near = by.at.end + NEAR > clause.words[at.start].at.start;
        let evidence = match is_near {
            true => clause.part(&(at.start..end), std::slice::from_ref(&by)),
            false => clause.bytes(at.start..end),
        };
        let is_negated =
            (clause.group(at.start)..at.start).any(|idx| clause.has(List::DenyingAuxiliary, idx));
        let mut features = vec![
            format!("takes={lemmas}"),
            format!("table={stance}"),
            format!("form={}", clause.words[at.start].lower),
            format!("length={}", ((end - at.start) / 6).min(6)),
        ];
        features.extend(is_negated.then(|| "negated".to_string()));
        features.extend(clause.is_attributed(at.start).then(|| "attributed".to_string()));
        features.extend((at.start..end).map(|idx| format!("w={}", clause.words[idx].lower)));
        for who in by.who {
            let (named_by, evidence, issue) = (by.at.clone(), evidence.clone(), issue.clone());
            out.push(Told { who, named_by, evidence, issue, features: features.clone() });
        }
    }
    out
}

/// The word behind what a stance is taken on.
fn object_end(clause: &Clause, start: usize) -> usize {
    let mut end = start;
    while end < clause.words.len() && end < start + 16 {
        let gap = clause.gap(end);
        if end > start && gap.contains([',', ';', '—', '”', '“', '"', '(', ':']) {
            break;
        }
        end += 1;
    }
    end
}

/// A short phrase of some words: from the first that is more than a filler, to where the phrase ends.
fn issue(lexicon: &Lexicon, inner: &[Token], text: &str) -> Range<usize> {
    const MOST: usize = 10;
    let start = inner.iter().position(|word| !lexicon.has(List::Filler, &word.lower)).unwrap_or(0);
    let mut end = start + 1;
    while end < inner.len() && end < start + MOST && !lexicon.has(List::IssueEnd, &inner[end].lower) {
        let gap = text.get(inner[end - 1].at.end..inner[end].at.start).unwrap_or("");
        if gap.contains([',', ';', '—', '”', '“', '"', ':', '.']) {
            break;
        }
        end += 1;
    }
    inner[start].at.start..inner[end - 1].at.end
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
    told.features.sort();
    told.features.dedup();
}

/// The likeliest stance.
fn stance(features: &[String]) -> Stance {
    let score = |stance: &Stance| WEIGHTS.score(stance.as_str(), features);
    let all = Stance::ALL.iter().copied();
    all.max_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(Stance::Supports)
}

fn entry(scene: &Scene, statements: &[Statement], told: &Told, id: String, confidence: f64) -> Position {
    let shows = |one: &&Statement| one.content.iter().any(|piece| overlaps(&piece.bytes(), &told.evidence));
    let shown: Vec<&Statement> = statements.iter().filter(shows).collect();
    Position {
        id,
        actor: scene.cast.show(told.who, told.named_by.clone()),
        issue: Issue { text: scene.text.as_str()[told.issue.clone()].to_string() },
        stance: stance(&told.features),
        when: shown.iter().find_map(|one| one.said.clone()),
        statements: shown.iter().map(|one| one.id.clone()).collect(),
        evidence: vec![scene.locator.span(told.evidence.clone())],
        confidence,
    }
}
