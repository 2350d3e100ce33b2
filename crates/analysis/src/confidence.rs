//! How likely a statement is right, from how sure the encoder is and what the record tells of the statement.

use onrecord_record::Quote;

/// Coefficients of a logistic regression: a constant, then one for each feature.
///
/// How they were made: by `training/reliability.py` (ridge 1), which `cargo xtask score reliability` runs and which
/// prints them anew, on the statements that this program finds in 34 articles which the weights were not trained on:
/// the 13 of record-dev and the 21 of PolNeAR dev whose speakers are annotated. A statement counts as right as
/// `score_record.py` and `score_speakers.py` of the kit count it "found with its speaker": at least half of its
/// content's words are those of one that readers put on record, and its speakers are those whom they named.
///
/// How well they do, each article predicted from the others: `reliability` in `crates/encoder/models/news`.
pub const COEFFICIENTS: [f64; 4] = [0.501, 0.661, 0.532, -1.215];

/// The probability, to three decimals, that a statement is right. What the coefficients weigh: the log-odds of the
/// encoder's own `score`, 0 to 1; whether any of the content stands in quotation marks; whether no speaker is given, or
/// one without a name.
pub fn confidence(score: f32, quote: Quote, is_named: bool) -> f64 {
    let score = f64::from(score).clamp(0.01, 0.995);
    let is_quoted = quote != Quote::Indirect;
    let features =
        [(score / (1.0 - score)).ln(), f64::from(u8::from(is_quoted)), f64::from(u8::from(!is_named))];
    let [constant, weights @ ..] = COEFFICIENTS;
    let sum: f64 = weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
    let odds = (constant + sum).exp();
    (odds / (1.0 + odds) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surer_the_encoder_the_likelier_and_never_certain() {
        let grid: Vec<f64> = (0..=10).map(|n| confidence(n as f32 / 10.0, Quote::Direct, true)).collect();
        assert!(grid.is_sorted(), "{grid:?}");
        assert!(grid[0] > 0.0 && grid[10] < 1.0, "{grid:?}");
    }

    #[test]
    fn quotation_marks_and_a_name_make_it_likelier() {
        let direct = confidence(0.7, Quote::Direct, true);
        assert!(direct > confidence(0.7, Quote::Indirect, true));
        assert!(direct > confidence(0.7, Quote::Direct, false));
    }
}
