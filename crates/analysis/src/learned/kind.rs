//! What an attribution does: its act, its modality, whether it was voiced at all, and whether the article tells the
//! day and the channel.

use std::str::FromStr;

use onrecord_language::Meaning;
use onrecord_record::{Act, Modality};

use super::spans::SpanWords;
use super::vectors::{Vectors, largest, relu, softmax};
use crate::reading::Heads;

/// What the head of kinds says of an attribution; chances are from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct KindChances {
    /// Every act with its chance.
    pub acts: Vec<(Act, f32)>,
    /// The act that the table of cues tells of its cue.
    pub by_cue: Option<Act>,
    pub modality: ActChoice<Modality>,
    /// That nobody is reported to have voiced it.
    pub is_thought: f32,
    /// That the article tells when it was said.
    pub is_dated: f32,
    /// That the article tells by what medium or on what occasion.
    pub has_channel: f32,
}

/// The likeliest label, and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActChoice<T> {
    pub is: T,
    pub chance: f32,
}

/// Reads the kind of an attribution; `meaning` is what the table of cues says of its cue.
pub fn kind(heads: &Heads, vectors: Vectors, spans: &SpanWords, meaning: Option<&Meaning>) -> KindChances {
    let mut parts = Vec::with_capacity(6 * vectors.width);
    vectors.push_first(&spans.cue, &mut parts);
    vectors.push_mean(&spans.cue, &mut parts);
    vectors.push_first(&spans.content, &mut parts);
    vectors.push_mean(&spans.content, &mut parts);
    let content: Vec<f32> =
        spans.content.iter().cloned().flatten().flat_map(|word| vectors.row(word)).copied().collect();
    let weights = softmax(&heads.head("reading.weigh").apply(&content));
    vectors.push_weighted(&spans.content, &weights, &mut parts);
    vectors.push_mean(&spans.source, &mut parts);

    let mut inner = heads.head("reading.kind_in").apply(&parts);
    let rows = &heads.tensor("reading.row.weight").values;
    let row = row(!spans.cue.is_empty(), meaning) * inner.len();
    inner.iter_mut().zip(&rows[row..]).for_each(|(value, add)| *value += add);
    relu(&mut inner);
    let head = heads.head("reading.kind");
    let scores = head.apply(&inner);
    let group = |name: &str| {
        let of_group = head.labels().iter().zip(&scores).filter_map(|(label, score)| {
            let label = label.strip_prefix(name)?.strip_prefix(' ')?;
            Some((label, *score))
        });
        let (labels, scores): (Vec<&str>, Vec<f32>) = of_group.unzip();
        (labels, softmax(&scores))
    };
    let chance = |name: &str| group(name).1.get(1).copied().unwrap_or(0.0);
    KindChances {
        acts: acts(group("act")),
        by_cue: meaning.and_then(|meaning| meaning.act),
        modality: choice(group("modality"), Modality::Actual),
        is_thought: chance("voice"),
        is_dated: chance("day"),
        has_channel: chance("channel"),
    }
}

fn acts((labels, chances): (Vec<&str>, Vec<f32>)) -> Vec<(Act, f32)> {
    labels.iter().zip(chances).filter_map(|(label, chance)| Some((label.parse().ok()?, chance))).collect()
}

fn choice<T: FromStr>((labels, chances): (Vec<&str>, Vec<f32>), otherwise: T) -> ActChoice<T> {
    let best =
        largest(&chances).and_then(|(idx, chance)| Some(ActChoice { is: labels[idx].parse().ok()?, chance }));
    best.unwrap_or(ActChoice { is: otherwise, chance: 0.0 })
}

/// The row of the embedding for what the table of cues says: no cue, an unknown one, then the acts, said or thought.
fn row(has_cue: bool, meaning: Option<&Meaning>) -> usize {
    let Some(meaning) = meaning else { return usize::from(has_cue) };
    let act = meaning.act.map_or(0, |act| 1 + ACTS.iter().position(|known| *known == act).unwrap_or(0));
    2 + 2 * act + usize::from(meaning.is_thought)
}

/// The acts in the order of the embedding: `training/reading.py`.
const ACTS: [Act; 23] = [
    Act::Assert,
    Act::Assess,
    Act::Announce,
    Act::Ask,
    Act::Admit,
    Act::Deny,
    Act::Decline,
    Act::Condole,
    Act::Concur,
    Act::Request,
    Act::Demand,
    Act::Propose,
    Act::Promise,
    Act::Agree,
    Act::Reject,
    Act::Threaten,
    Act::Accuse,
    Act::Criticise,
    Act::Oppose,
    Act::Praise,
    Act::Support,
    Act::Regret,
    Act::Retract,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_tell_no_cue_an_unknown_one_and_the_tables_apart() {
        let open = Meaning { act: None, is_thought: false };
        let thought = Meaning { act: Some(Act::Retract), is_thought: true };
        assert_eq!([row(false, None), row(true, None), row(true, Some(&open))], [0, 1, 2]);
        assert_eq!(row(true, Some(&thought)), 2 + 2 * 23 + 1);
    }
}
