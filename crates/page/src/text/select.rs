//! Which pieces are the article.
//!
//! Every piece has a weight: prose speaks for the article, short lines and furniture's wordings against it.
//! The stretch of pieces with the greatest sum holds the article, for an article is many paragraphs on end,
//! where lists of other articles alternate headlines, summaries and dates. Then the headline is looked for
//! before the stretch's prose, and furniture inside it is set apart.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use onrecord_record::FurnitureRole;

use super::credit;
use super::look::{End, Look};
use super::piece::{Mark, Piece};

/// The stretch of pieces that holds the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The headline, if the text has one.
    pub title: Option<usize>,
    /// Everything of the article behind the headline, and what interrupts it.
    pub body: Range<usize>,
}

/// Finds the article's stretch.
pub fn stretch(text: &str, pieces: &[Piece], looks: &[Look], title: Option<&str>) -> Stretch {
    let mut weights: Vec<f32> =
        looks.iter().zip(pieces).map(|(look, piece)| weight(look, piece.mark)).collect();
    let first = heaviest(&weights);
    weigh_topic(text, pieces, looks, &first, &mut weights);
    let mut body = heaviest(&weights);
    let title = headline(text, pieces, looks, &body, title);
    if let Some(title) = title {
        body.start = title + 1;
        body.end = body.end.max(body.start);
    }
    grow(text, pieces, looks, &mut body, title);
    Stretch { title, body }
}

/// TUNE
pub static TUNE: std::sync::RwLock<[f32; 32]> = std::sync::RwLock::new([
    8.0, 5.0, 4.0, 2.0, 1.5, 1.5, 0.5, // 0-6 wordings
    3.0, 0.04, 1.0, 0.12, 0.0, 0.5, -1.5, // 7-13 sentence
    1.5, -0.3, -1.0, -1.2, // 14-17
    1.0, 0.0, -1.0, -1.0, // 18 quote, 19 heading, 20 same, 21 dividers
    1.0, 1.0, 0.3, 0.5, // 22 short topic k, 23 prose topic k, 24 short s0, 25 prose s0
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, // 26 bullet, 27 dateline
]);

/// How much a piece speaks for being the article's.
fn weight(look: &Look, mark: Mark) -> f32 {
    let w = *TUNE.read().unwrap();
    if let Some(role) = look.wording {
        return -match role {
            FurnitureRole::Comments => w[0],
            FurnitureRole::Other => w[1],
            FurnitureRole::Biography => w[2],
            FurnitureRole::SignUp => w[3],
            FurnitureRole::Navigation => w[4],
            FurnitureRole::Related => w[5],
            FurnitureRole::Advert => w[6],
        };
    }
    let words = look.words as f32;
    let mut weight = match look.end {
        End::Sentence if words >= 25.0 => w[7] + (words.min(100.0) - 25.0) * w[8],
        End::Sentence if words >= 8.0 => w[9] + (words - 8.0) * w[10],
        End::Sentence => w[11],
        End::Colon if words >= 8.0 => w[12],
        End::Ellipsis => w[13],
        _ if words >= 40.0 => w[14],
        _ if words >= 15.0 => w[15],
        _ if words >= 5.0 => w[16],
        _ => w[17],
    };
    if look.opens_quote && look.end == End::Sentence {
        weight += w[18];
    }
    if mark == Mark::Bullet {
        weight += w[26];
    }
    if mark == Mark::Heading {
        weight = w[19];
    }
    if look.n_same > 1 {
        weight = weight.min(0.0) + w[20];
    }
    if look.dividers > 2 && mark != Mark::Table {
        weight = weight.min(0.0) + w[21];
    }
    weight
}

/// Pieces that speak of what the body speaks of weigh more, others less: the next article in an endless page
/// is prose too, and lists inside an article are short lines.
fn weigh_topic(text: &str, pieces: &[Piece], looks: &[Look], body: &Range<usize>, weights: &mut [f32]) {
    let w = *TUNE.read().unwrap();
    let from = body.start.saturating_sub(TOPIC_REACH);
    let to = weights.len().min(body.end + TOPIC_REACH);
    if to - from > 4 * TOPIC_REACH {
        return;
    }
    let words: Vec<Vec<u64>> =
        pieces[from..to].iter().map(|piece| content_words(piece.text(text)).into_iter().collect()).collect();
    let mut n_pieces: HashMap<u64, u32> = HashMap::new();
    for idx in body.clone() {
        for word in &words[idx - from] {
            *n_pieces.entry(*word).or_default() += 1;
        }
    }
    for idx in from..to {
        let look = &looks[idx];
        let words = &words[idx - from];
        if look.wording.is_some() || words.is_empty() {
            continue;
        }
        // Its own words say nothing of it.
        let own = u32::from(body.contains(&idx));
        let n_said = words.iter().filter(|word| n_pieces.get(*word).is_some_and(|n| *n > own)).count();
        let share = n_said as f32 / words.len() as f32;
        weights[idx] += match look.is_prose() {
            true => w[23] * (share - w[25]),
            false => w[22] * (share - w[24]),
        };
    }
}

/// How many pieces around the body are compared with it.
const TOPIC_REACH: usize = 2000;

/// The range of the greatest sum (Kadane's algorithm); everything where nothing speaks for anything.
fn heaviest(weights: &[f32]) -> Range<usize> {
    let (mut best, mut best_sum) = (0..weights.len(), 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (idx, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (idx, 0.0);
        }
        sum += weight;
        if sum > best_sum {
            (best, best_sum) = (start..idx + 1, sum);
        }
    }
    best
}

/// How many pieces before the body are looked at for the headline.
const REACH: usize = 40;

/// The headline: a short piece near the body whose words come back in it.
fn headline(
    text: &str,
    pieces: &[Piece],
    looks: &[Look],
    body: &Range<usize>,
    given: Option<&str>,
) -> Option<usize> {
    let first_prose = body.clone().find(|idx| looks[*idx].is_prose()).unwrap_or(body.start);
    let from = first_prose.saturating_sub(REACH);
    if let Some(given) = given {
        let given = fold(given);
        let is_given = |idx: &usize| fold(pieces[*idx].text(text)) == given;
        return (0..(first_prose + 3).min(pieces.len())).rfind(is_given);
    }
    let said = words_of(text, pieces, first_prose..body.end);
    let mut best = None;
    for idx in from..first_prose {
        let (piece, look) = (&pieces[idx], &looks[idx]);
        let words = piece.text(text);
        // What a picture shows is told twice, above it and below.
        let is_told_again = pieces.get(idx + 1).is_some_and(|next| is_opening(words, next.text(text)));
        if !could_be_headline(look, piece.mark) || is_told_again {
            continue;
        }
        // Prose before it that is no standfirst is another article's.
        let n_between = (idx + 1..first_prose).filter(|between| looks[*between].wording.is_none()).count();
        let words = content_words(words);
        let n_said = words.iter().filter(|word| said.contains(*word)).count();
        let share = n_said as f32 / words.len().max(1) as f32;
        if words.len() < 2 || n_said < 2 || share < 0.34 {
            continue;
        }
        let mut score = share * 4.0 + (n_said as f32).min(6.0) * 0.4 - n_between as f32 * 0.08;
        score += if piece.mark == Mark::Heading { 2.0 } else { 0.0 };
        score += if look.n_same > 1 { 0.5 } else { 0.0 };
        if best.is_none_or(|(_, best_score)| score > best_score) {
            best = Some((idx, score));
        }
    }
    best.map(|(idx, _)| idx)
}

fn could_be_headline(look: &Look, mark: Mark) -> bool {
    let is_short = look.words >= 2 && look.words <= 30 && look.dividers <= 1;
    is_short
        && look.wording.is_none()
        && matches!(mark, Mark::None | Mark::Heading)
        && (look.end == End::Bare || mark == Mark::Heading)
}

/// Takes in what stands at the stretch's ends: credits, and in text that was cleaned short lines without a
/// sign of furniture.
fn grow(text: &str, pieces: &[Piece], looks: &[Look], body: &mut Range<usize>, title: Option<usize>) {
    for idx in body.end..looks.len().min(body.end + 4) {
        if credit::supplied(pieces[idx].text(text), looks[idx].words).is_some() {
            body.end = idx + 1;
        }
    }
    let is_loose = |idx: usize| looks[idx].wording.is_none();
    let n_behind = (body.end..looks.len()).take_while(|idx| is_loose(*idx)).count();
    if body.end + n_behind == looks.len() && n_behind <= 3.max(body.len() / 10) {
        body.end = looks.len();
    }
    if title.is_none() {
        let n_before = (0..body.start).rev().take_while(|idx| is_loose(*idx)).count();
        if n_before == body.start && n_before <= 3 {
            body.start = 0;
        }
    }
}

/// Whether `long` says what `short` says, and a little more.
pub fn is_opening(short: &str, long: &str) -> bool {
    let short = short.trim_end_matches(['.', ' ', '…']);
    short.len() >= 20 && long.len() <= short.len() + 200 && long.starts_with(short)
}

/// Letters and digits alone, small.
pub fn fold(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words of four letters and more, small, as hashes; of scripts without blanks, every pair of characters.
fn content_words(words: &str) -> HashSet<u64> {
    let mut out = HashSet::new();
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.len() >= 4 {
            // Endings differ: "minister", "ministers".
            out.insert(hash(word.chars().take(7)));
        }
        if !word.is_ascii() {
            let chars: Vec<char> = word.chars().take(200).collect();
            if chars.first().is_some_and(|c| *c >= '\u{e00}') {
                out.extend(chars.windows(2).map(|pair| hash(pair.iter().copied())));
            }
        }
    }
    out
}

fn hash(word: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

/// The words of the body's first paragraphs.
fn words_of(text: &str, pieces: &[Piece], range: Range<usize>) -> HashSet<u64> {
    let mut out = HashSet::new();
    let mut n_bytes = 0;
    for piece in &pieces[range] {
        let words = piece.text(text);
        n_bytes += words.len();
        if n_bytes > 200_000 {
            break;
        }
        out.extend(content_words(words));
    }
    out
}
