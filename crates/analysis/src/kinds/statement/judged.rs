//! What the encoder's heads say of a statement, weighed against what the rules read.
//!
//! How much each counts was fitted on articles of the gold that the heads had not learnt from:
//! `training/combine.py`.

use onrecord_language::dates::TimeExpression;
use onrecord_record::Act;

use super::details::Details;
use super::said;
use crate::learned::{DetailWords, Judged};

/// What the logarithm of the head's chance of an act counts; what it counts that the rules read that act, and how much
/// more by the log-odds that they are right of it. An act that the head finds no sign of has still some chance. Fitted
/// under the weights 0.6.0. In the program with 0.7.0, acts on fold 0 of records, newswire and web pages: .665, .610, .629; by
/// the head alone .656, .600, .631, and rare acts, such as condoling, are lost.
const CHANCE: f32 = 1.04;
const RULE: f32 = 1.08;
const RULE_ODDS: f32 = 0.62;
const LEAST: f32 = 0.01;

/// How likely it must be that the article tells the day of a statement for the day of one before to be taken: what is
/// taken is then right in three of four cases on articles left out.
const LIKELY_DATED: f32 = 0.15;

/// How likely the head must call something a thought to be believed. Statements found on fold 0 of records, newswire and web
/// pages: F1 .869, .818, .826; with the rules' word beside it .871, .818, .827.
const LIKELY_THOUGHT: f32 = 0.35;

/// Puts what the heads say in the place of what the rules read, where the heads are more often right.
pub fn weigh(dates: &[TimeExpression], details: &mut Details, judged: &Judged) {
    details.act = act(details.act, judged.kind.by_cue, &judged.kind.acts);
    details.is_likely_dated = judged.kind.is_dated > LIKELY_DATED;
    details.is_thought = judged.kind.is_thought > LIKELY_THOUGHT;
    if let (None, Some(day)) = (&details.said, judged.details.day.as_ref().filter(|day| day.is_own))
        && let Some(said) = said::said_at(dates, &day.at, details.modality)
        && !details.is_perfect
    {
        (details.said, details.said_at) = (Some(said.day), Some(said.at));
    }
}

/// Adds what the heads find for whom it was said to, where, by way of whom and when, be it in another sentence, where the
/// rules have nothing.
pub fn complete(dates: &[TimeExpression], details: &mut Details, judged: &Judged) {
    let Judged { details: found, .. } = judged;
    let at = |detail: &Option<DetailWords>| detail.as_ref().map(|detail| detail.at.clone());
    // Who is asked is who answers: another sentence does not tell it.
    let is_asked_here = |addressee: &&DetailWords| addressee.is_own || details.act != Act::Ask;
    let addressee = found.addressee.as_ref().filter(is_asked_here).map(|addressee| addressee.at.clone());
    if details.addressees.is_empty() {
        details.addressees.extend(addressee);
    }
    if details.channel.is_none() && details.medium.is_none() {
        details.channel = at(&found.channel);
    }
    if details.via.is_none() {
        details.via = at(&found.via);
    }
    if let (None, false, Some(at)) = (&details.said, details.is_perfect, at(&found.day))
        && let Some(said) = said::said_at(dates, &at, details.modality)
    {
        (details.said, details.said_from) = (Some(said.day), Some(said.at));
    }
}

fn act(by_rule: Act, by_cue: Option<Act>, acts: &[(Act, f32)]) -> Act {
    let (told_by_cue, told_by_content) = odds_of_rules(by_rule);
    let odds = if by_cue == Some(by_rule) { told_by_cue } else { told_by_content };
    let rule = RULE + RULE_ODDS * odds;
    let weight = |(act, chance): &(Act, f32)| {
        CHANCE * (chance + LEAST).ln() + if *act == by_rule { rule } else { 0.0 }
    };
    let best = acts.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)));
    best.map_or(by_rule, |(act, _)| *act)
}

/// The log-odds that the rules are right where they read this act, if the cue itself tells it ("admitted") and if it is
/// read from what is said, on the gold but for fold 0 and on the further readings, one right and one wrong added. `assert`
/// is what they give where nothing tells.
fn odds_of_rules(act: Act) -> (f32, f32) {
    match act {
        Act::Assert => (0.0, -0.46),
        Act::Assess => (0.5, -0.08),
        Act::Announce => (-0.03, -1.02),
        Act::Ask => (1.66, -0.41),
        Act::Admit => (2.64, -0.69),
        Act::Deny => (0.86, -0.22),
        Act::Decline => (2.94, 0.0),
        Act::Condole => (0.69, 1.95),
        Act::Concur => (0.09, -0.69),
        Act::Request => (0.64, -0.85),
        Act::Demand => (0.92, 0.29),
        Act::Propose => (0.43, 0.0),
        Act::Promise => (2.58, -1.16),
        Act::Agree => (1.01, 1.1),
        Act::Reject => (0.83, -0.26),
        Act::Threaten => (1.79, -1.39),
        Act::Accuse => (1.78, -1.08),
        Act::Criticise => (1.74, 0.27),
        Act::Oppose => (1.87, 0.98),
        Act::Praise => (2.15, -0.07),
        Act::Support => (2.18, -0.48),
        Act::Regret => (1.95, -1.1),
        Act::Retract => (1.1, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_act_stands_unless_the_head_is_much_surer_of_another() {
        let acts = [(Act::Assess, 0.6), (Act::Deny, 0.2), (Act::Assert, 0.2)];
        assert_eq!(act(Act::Deny, Some(Act::Deny), &acts), Act::Deny);
        assert_eq!(act(Act::Deny, Some(Act::Deny), &[(Act::Assess, 0.98), (Act::Deny, 0.01)]), Act::Assess);
    }

    #[test]
    fn an_act_that_the_cue_tells_counts_more_than_one_read_from_the_content() {
        let acts = [(Act::Assess, 0.7), (Act::Promise, 0.1)];
        assert_eq!(act(Act::Promise, Some(Act::Promise), &acts), Act::Promise);
        assert_eq!(act(Act::Promise, None, &acts), Act::Assess);
    }
}
