//! How likely a statement is right, from how sure the encoder is and what the record tells of the statement.

use std::collections::HashSet;

use onrecord_record::{Actor, Quote, Statement};

/// Coefficients of a logistic regression: a constant, then one for each of `features`.
///
/// How they were made: by `training/reliability.py` (ridge 1), which `cargo xtask score reliability` runs and which
/// prints them anew, on the statements that this program finds in 34 articles which the weights were not trained on:
/// the 13 of record-dev and the 21 of PolNeAR dev whose speakers are annotated. A statement counts as right as
/// `score_record.py` and `score_speakers.py` of the kit count it "found with its speaker": at least half of its
/// content's words are those of one that readers put on record, and its speakers are those whom they named.
///
/// How well they do, each article predicted from the others: `reliability` in `crates/encoder/models/news`.
pub const COEFFICIENTS: [f64; 4] = [0.501, 0.661, 0.532, -1.215];

/// Makes probabilities of the encoder's own scores, 0 to 1, that stand in `statements`; to three decimals.
pub fn calibrate(statements: &mut [Statement], actors: &[Actor]) {
    let named: HashSet<&str> =
        actors.iter().filter(|actor| !actor.name.is_empty()).map(|actor| &*actor.id).collect();
    for statement in statements {
        let [constant, weights @ ..] = COEFFICIENTS;
        let features = features(statement, &named);
        let sum: f64 = weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        let odds = (constant + sum).exp();
        statement.confidence = (odds / (1.0 + odds) * 1000.0).round() / 1000.0;
    }
}

/// What the coefficients weigh: the log-odds of the encoder's score; whether any of the content stands in
/// quotation marks; whether no speaker is given, or one without a name.
fn features(statement: &Statement, named: &HashSet<&str>) -> [f64; 3] {
    let score = statement.confidence.clamp(0.01, 0.995);
    let is_quoted = statement.quote != Quote::Indirect;
    let is_unnamed =
        statement.speakers.is_empty() || !statement.speakers.iter().all(|id| named.contains(&**id));
    [(score / (1.0 - score)).ln(), f64::from(u8::from(is_quoted)), f64::from(u8::from(is_unnamed))]
}

#[cfg(test)]
mod tests {
    use onrecord_record::{Act, ActorKind, Modality};

    use super::*;

    fn confidence(score: f64, quote: Quote, speaker: &str) -> f64 {
        let actor = |id: &str, name: &str| Actor {
            id: id.to_string(),
            name: name.to_string(),
            kind: ActorKind::Person,
            roles: Vec::new(),
            mentions: Vec::new(),
        };
        let mut statements = [Statement {
            id: "s1".to_string(),
            content: Vec::new(),
            cue: None,
            source: None,
            speakers: vec![speaker.to_string()],
            addressees: Vec::new(),
            via: Vec::new(),
            channel: None,
            quote,
            act: Act::Assert,
            modality: Modality::Actual,
            said: None,
            parent: None,
            confidence: score,
        }];
        calibrate(&mut statements, &[actor("a1", "Ada Roe"), actor("a2", "")]);
        statements[0].confidence
    }

    #[test]
    fn the_surer_the_encoder_the_likelier_and_never_certain() {
        let grid: Vec<f64> = (0..=10).map(|n| confidence(f64::from(n) / 10.0, Quote::Direct, "a1")).collect();
        assert!(grid.is_sorted(), "{grid:?}");
        assert!(grid[0] > 0.0 && grid[10] < 1.0, "{grid:?}");
    }

    #[test]
    fn quotation_marks_and_a_name_make_it_likelier() {
        let direct = confidence(0.7, Quote::Direct, "a1");
        assert!(direct > confidence(0.7, Quote::Indirect, "a1"));
        assert!(direct > confidence(0.7, Quote::Direct, "a2"));
    }
}
