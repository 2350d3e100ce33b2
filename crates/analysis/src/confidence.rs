//! How likely a statement is right, and how likely its speakers are, from how sure the encoder is and what the record
//! tells of the statement.

use onrecord_record::Quote;

/// Coefficients for the statement: a constant, then the log-odds of the encoder's own score, whether any of the content
/// stands in quotation marks, and whether no speaker is given or one without a name.
///
/// How they were made: by `training/reliability.py` (ridge 1), which `cargo xtask score reliability` runs and which
/// prints them anew, on the statements that this program finds in articles which the weights were not trained on. A
/// statement counts as right as `score_record.py` and `score_speakers.py` of the kit count it "found": at least half of
/// its content's words are those of one that readers put on record.
///
/// How well they do, each article predicted from the others: `reliability` in `crates/encoder/models/news`.
pub const STATEMENT: [f64; 4] = [0.995, 0.867, 0.873, -0.424];

/// Coefficients for the speakers of what is found: a constant, then the log-odds of the choice among those who might
/// be the speaker, whether there was no such choice ("I", "we", several who speak at once), and whether no speaker is
/// given or one without a name. Made on the same articles, from the statements that are right.
pub const SPEAKER: [f64; 4] = [-0.219, 0.746, 0.340, -0.557];

/// Two probabilities, to three decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// That the words are put on record by whoever reads the article, with the same speakers.
    pub statement: f64,
    /// That the speakers are right, given that the words are a statement.
    pub speaker: f64,
}

/// What is known of a statement's speakers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpeakersKnown {
    /// Whether there are any, and all have names.
    pub are_named: bool,
    /// How likely they are among all who might be; `None` where there was no choice.
    pub likely: Option<f32>,
}

/// Tells how likely a statement is right; `score` is the encoder's own, 0 to 1.
pub fn confidence(score: f32, quote: Quote, speakers: SpeakersKnown) -> Confidence {
    let is = |fact: bool| f64::from(u8::from(fact));
    let unnamed = is(!speakers.are_named);
    let words = [log_odds(score, 0.01, 0.995), is(quote != Quote::Indirect), unnamed];
    let choice = speakers.likely.map_or(0.0, |likely| log_odds(likely, 0.05, 0.9995));
    let found = probability(STATEMENT, words);
    let speaker = probability(SPEAKER, [choice, is(speakers.likely.is_none()), unnamed]);
    Confidence { statement: rounded(found * speaker), speaker: rounded(speaker) }
}

fn log_odds(chance: f32, least: f64, most: f64) -> f64 {
    let chance = f64::from(chance).clamp(least, most);
    (chance / (1.0 - chance)).ln()
}

fn probability([constant, weights @ ..]: [f64; 4], features: [f64; 3]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
    1.0 / (1.0 + (-constant - sum).exp())
}

fn rounded(probability: f64) -> f64 {
    (probability * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMED: SpeakersKnown = SpeakersKnown { are_named: true, likely: Some(0.9) };

    #[test]
    fn the_surer_the_encoder_the_likelier_and_never_certain() {
        let of = |n: i32| confidence(n as f32 / 10.0, Quote::Direct, NAMED).statement;
        let grid: Vec<f64> = (0..=10).map(of).collect();
        assert!(grid.is_sorted(), "{grid:?}");
        assert!(grid[0] > 0.0 && grid[10] < 1.0, "{grid:?}");
    }

    #[test]
    fn quotation_marks_and_a_name_make_it_likelier() {
        let direct = confidence(0.7, Quote::Direct, NAMED).statement;
        let unnamed = SpeakersKnown { are_named: false, ..NAMED };
        assert!(direct > confidence(0.7, Quote::Indirect, NAMED).statement);
        assert!(direct > confidence(0.7, Quote::Direct, unnamed).statement);
    }

    #[test]
    fn a_likelier_speaker_makes_the_whole_likelier_and_is_likelier_than_the_whole() {
        let of =
            |likely: f32| confidence(0.9, Quote::Direct, SpeakersKnown { likely: Some(likely), ..NAMED });
        let (doubtful, sure) = (of(0.4), of(0.99));
        assert!(doubtful.speaker < sure.speaker && doubtful.statement < sure.statement);
        assert!([doubtful, sure].iter().all(|both| both.statement < both.speaker));
    }
}
