//! Who speaks where the rules and the encoder's chances differ: a log-linear choice between those whom the rules took,
//! those whom the encoder finds likeliest, and nobody who is named.
//!
//! The rules know names' parts, lists and titles; the encoder sees the sentence. How much each counts was fitted on
//! articles of the gold that the heads had not learnt from, under the weights 0.6.0: `training/combine.py`. Of descriptions
//! ("the hydrologist") there were too few to fit on: theirs were set so that a stated role is believed. Since 0.8.0, whose
//! heads are surer, a rule counts 1.3 times what was fitted then, and a chance .5 instead of .58, which is what
//! `combine.py` gives for it too (.5; 2.02, 2.17, 1.73 for names, he and she, it and they): right speakers in the program, on
//! fold 0 of records, newswire and web pages, .856, .862, .870; .844, .865, .873 without. On gold spans there and of PolNeAR:
//! rules .838, .827, .843, .871; encoder .824, .863, .867, .889; both, fitted on other articles, .863, .875, .898, .921.

use onrecord_record::Quote;

use super::resolver::Resolver;
use crate::attribution::Attribution;
use crate::learned::{Chances, Learned, SourceForm};

/// How many of the likeliest are looked at.
const N_LIKELIEST: usize = 4;
/// The least chance that counts.
const LEAST: f32 = 1e-4;

/// How likely who speaks must be where no words name a source. Right speakers on fold 0 of records, newswire and web pages: .855,
/// .843, .869, and .855, .841, .871 without it.
const LEAST_UNNAMED: f32 = 0.5;

/// How likely "he added" is of the named person of that sex who spoke last: 86 of 88 in the gold but for fold 0.
const GOING_ON: f32 = 0.97;

/// Coefficients of a logarithm of a chance, and of somebody whom the encoder does not find likely.
const CHANCE: f32 = 0.5;
const UNLIKELY: f32 = 0.93;

/// What the rules' word counts, by how the source is worded.
struct Weights {
    /// For those whom they took.
    rule: f32,
    /// For nobody who is named.
    nobody: f32,
    /// The same, where the rules name nobody.
    agreed: f32,
}

const fn weights(form: SourceForm) -> Weights {
    match form {
        SourceForm::Name => Weights { rule: 2.07, nobody: -0.1, agreed: 0.39 },
        SourceForm::He | SourceForm::She => Weights { rule: 2.13, nobody: -0.06, agreed: -0.07 },
        SourceForm::It | SourceForm::They | SourceForm::Who | SourceForm::Own => {
            Weights { rule: 1.72, nobody: -0.15, agreed: 0.14 }
        }
        SourceForm::Definite => Weights { rule: 2.6, nobody: 0.05, agreed: -0.39 },
        SourceForm::Other => Weights { rule: 1.79, nobody: 0.1, agreed: 0.8 },
        SourceForm::None => Weights { rule: 1.22, nobody: 0.45, agreed: 0.97 },
    }
}

/// Puts those who are likelier in the place of those whom the rules took; tells for each attribution how likely the
/// choice is against the others, `None` where there was nothing to choose.
pub fn choose(
    resolver: &mut Resolver,
    learned: &Learned,
    attributions: &[Attribution],
    who: &mut [Vec<usize>],
) -> Vec<Option<f32>> {
    let mut likely = vec![None; attributions.len()];
    let mut speakers = learned.speakers(|name| resolver.named_at(name));
    let mut order: Vec<usize> = (0..attributions.len()).filter(|idx| learned.spans(*idx).is_some()).collect();
    order.sort_by_key(|idx| learned.spans(*idx).map(|spans| spans.at()));
    for idx in order {
        let Some(spans) = learned.spans(idx) else { continue };
        let form = speakers.form(spans);
        if matches!(form, SourceForm::He | SourceForm::She)
            && let Some(speaker) = resolver.going_on(&attributions[idx])
        {
            who[idx] = vec![speaker];
            likely[idx] = Some(GOING_ON);
            speakers.note(&who[idx]);
            continue;
        }
        // "I" and "we" are those whose words they stand in; several speakers are no choice among single ones; "a fisherman
        // called “Stubby”" leaves none.
        let is_told = form == SourceForm::Own
            || resolver.byname(&attributions[idx].source).is_some()
            || resolver.is_body_by_look(&who[idx]);
        if !is_told && who[idx].len() < 2 {
            let mut chances = speakers.chances(spans);
            let attribution = &attributions[idx];
            resolver.leave_out_others(&attribution.source, &mut chances.entities);
            resolver.leave_out_later(form, attribution.at(), &mut chances);
            if form == SourceForm::None && attribution.quote == Quote::Direct && resolver.says_i(attribution)
            {
                chances.entities.retain(|(entity, _)| resolver.cast.entities[*entity].is_person());
            }
            let (choice, chance) = likeliest(resolver, &weights(form), &chances, &who[idx]);
            likely[idx] = Some(chance);
            // Where no words name a source, nobody is likelier than somebody who is not likely.
            let is_guess = form == SourceForm::None && chance < LEAST_UNNAMED;
            let by_rule = who[idx].clone();
            match choice {
                Choice::Rule => {}
                Choice::Entity(_) if is_guess => who[idx] = resolver.unnamed(&attributions[idx]),
                Choice::Entity(entity) => who[idx] = vec![entity],
                Choice::Nobody => {
                    let before = resolver.described_before_it(form, &attributions[idx]);
                    who[idx] = before.unwrap_or_else(|| resolver.unnamed(&attributions[idx]));
                }
            }
            if who[idx] != by_rule {
                let (at, paragraph) = (attribution.at(), attribution.paragraph(resolver.cast.text));
                resolver.discourse.amend(at, paragraph, &who[idx]);
            }
        }
        speakers.note(&who[idx]);
    }
    likely
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Choice {
    /// Those whom the rules took, if anybody.
    Rule,
    Entity(usize),
    Nobody,
}

/// The best choice, and its probability among all.
fn likeliest(resolver: &Resolver, weights: &Weights, chances: &Chances, by_rule: &[usize]) -> (Choice, f32) {
    let of = |chance: f32| CHANCE * chance.max(LEAST).ln();
    let is_named = by_rule.iter().any(|entity| resolver.is_named(*entity));
    let named = chances.entities.iter().filter(|(entity, _)| resolver.is_named(*entity)).take(N_LIKELIEST);
    let mut all: Vec<(Choice, f32)> = Vec::new();
    for (entity, chance) in named {
        match by_rule == [*entity] {
            true => all.push((Choice::Rule, of(chance + chances.own) + weights.rule)),
            false => all.push((Choice::Entity(*entity), of(*chance))),
        }
    }
    if is_named && !all.iter().any(|(choice, _)| *choice == Choice::Rule) {
        all.push((Choice::Rule, of(chances.own) + weights.rule + UNLIKELY));
    }
    let nobody = of(chances.nobody) + weights.nobody;
    all.push(match is_named {
        true => (Choice::Nobody, nobody),
        false => (Choice::Rule, nobody + weights.agreed),
    });
    let Some((choice, best)) = all.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)) else {
        return (Choice::Rule, 0.0);
    };
    let sum: f32 = all.iter().map(|(_, score)| (score - best).exp()).sum();
    (choice, 1.0 / sum)
}
