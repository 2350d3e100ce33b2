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

use super::look::{LineEnd, PieceLook};
use super::piece::{PieceMark, TextPiece};
use crate::words::bare;
use crate::{byline, credit};

/// The stretch of pieces that holds the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The headline, if the text has one.
    pub title: Option<usize>,
    /// Everything of the article behind the headline, and what interrupts it.
    pub body: Range<usize>,
    /// Whether the text has furniture at all: in text that was cleaned, odd lines are the article's.
    pub has_furniture: bool,
}

/// Finds the article's stretch.
pub fn stretch(text: &str, pieces: &[TextPiece], looks: &[PieceLook], title: Option<&str>) -> Stretch {
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
    let has_furniture = looks.iter().filter(|look| look.wording.is_some()).nth(2).is_some();
    Stretch { title, body, has_furniture }
}

/// How much a piece speaks for being the article's.
///
/// The weights here and in [`weigh_topic`] were set by hand and then moved one at a time, as long as bodies
/// read better off text renderings of the dev parts of four page sets (scrapinghub, aed, fundus, trafeval;
/// sum of their F1).
fn weight(look: &PieceLook, mark: PieceMark) -> f32 {
    if let Some(role) = look.wording {
        return match role {
            FurnitureRole::Comments => -9.92,
            FurnitureRole::Other => -5.0,
            FurnitureRole::Biography => -8.8,
            FurnitureRole::SignUp => -5.04,
            FurnitureRole::Navigation => -1.84,
            FurnitureRole::Related => -1.86,
            FurnitureRole::Advert => -1.05,
        };
    }
    let words = look.words as f32;
    let mut weight = match look.end {
        LineEnd::Sentence if words >= 25.0 => 4.2 + (words.min(100.0) - 25.0) * 0.07,
        LineEnd::Sentence if words >= 8.0 => 0.6 + (words - 8.0) * 0.13,
        LineEnd::Sentence => 0.25,
        LineEnd::Colon if words >= 8.0 => 0.75,
        LineEnd::Ellipsis => -1.5,
        _ if words >= 40.0 => 1.14,
        _ if words >= 15.0 => -0.39,
        _ if words >= 5.0 => -1.0,
        _ => -1.2,
    };
    if look.opens_quote && look.end == LineEnd::Sentence {
        weight += 1.0;
    }
    if mark == PieceMark::Bullet {
        weight += 0.09;
    }
    if mark == PieceMark::Heading {
        weight = 0.25;
    }
    if look.n_same > 1 {
        weight = weight.min(0.0) - 1.0;
    }
    if look.is_signature {
        weight -= 1.12;
    }
    if look.dividers > 2 && mark != PieceMark::Table {
        weight = weight.min(0.0) - 1.4;
    }
    weight
}

/// Pieces that speak of what the body speaks of weigh more, others less: the next article in an endless page
/// is prose too, and lists inside an article are short lines.
fn weigh_topic(
    text: &str,
    pieces: &[TextPiece],
    looks: &[PieceLook],
    body: &Range<usize>,
    weights: &mut [f32],
) {
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
            true => 1.4 * (share - 0.5),
            false => 1.4 * (share - 0.2),
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
    pieces: &[TextPiece],
    looks: &[PieceLook],
    body: &Range<usize>,
    given: Option<&str>,
) -> Option<usize> {
    let first_prose = body.clone().find(|idx| looks[*idx].is_prose()).unwrap_or(body.start);
    let from = first_prose.saturating_sub(REACH);
    if let Some(given) = given.map(bare).filter(|given| !given.is_empty()) {
        let is_given = |idx: &usize| {
            let words = pieces[*idx].text(text);
            words.len() <= 1000 && bare(words) == given
        };
        if let Some(found) = (0..(first_prose + 3).min(pieces.len())).rfind(is_given) {
            return Some(found);
        }
    }
    let said = words_of(text, pieces, first_prose..body.end);
    let mut best = None;
    for idx in from..first_prose {
        let (piece, look) = (&pieces[idx], &looks[idx]);
        let words = piece.text(text);
        // What a picture shows is told twice, above it and below.
        let is_told_again = pieces.get(idx + 1).is_some_and(|next| is_opening(words, next.text(text)));
        let is_credit = credit::picture(words, look.words).is_some() || byline::is_person(words);
        let is_titled = idx == 0 && look.end == LineEnd::Sentence && is_title_case(words);
        if !could_be_headline(look, piece.mark, is_titled) || is_told_again || is_credit {
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
        score += if piece.mark == PieceMark::Heading { 2.0 } else { 0.0 };
        score += if look.n_same > 1 { 0.5 } else { 0.0 };
        if best.is_none_or(|(_, best_score)| score > best_score) {
            best = Some((idx, score));
        }
    }
    best.map(|(idx, _)| idx)
}

fn could_be_headline(look: &PieceLook, mark: PieceMark, is_titled: bool) -> bool {
    let is_short = look.words >= 2 && look.words <= 30 && look.dividers <= 1;
    is_short
        && look.wording.is_none()
        && !look.is_signature
        && matches!(mark, PieceMark::None | PieceMark::Heading)
        && (look.end == LineEnd::Bare || mark == PieceMark::Heading || is_titled)
}

/// Whether nearly all long words open with capitals: collections set a full stop behind headlines.
fn is_title_case(words: &str) -> bool {
    let is_long = |word: &&str| word.chars().count() >= 4;
    let long: Vec<&str> = words.split_whitespace().filter(is_long).take(40).collect();
    let n_capitals = long.iter().filter(|word| word.contains(char::is_uppercase)).count();
    long.len() >= 3 && n_capitals * 5 >= long.len() * 4
}

/// Takes in what stands at the stretch's ends: credits, and in text that was cleaned short lines without a
/// sign of furniture.
fn grow(
    text: &str,
    pieces: &[TextPiece],
    looks: &[PieceLook],
    body: &mut Range<usize>,
    title: Option<usize>,
) {
    let is_credit = |piece: &TextPiece| credit::supplied(piece.text(text)).is_some();
    let n_credits = pieces[body.end..].iter().take(4).rposition(is_credit).map_or(0, |last| last + 1);
    body.end += n_credits;
    if is_clean(looks, body) {
        *body = title.map_or(0, |title| title + 1)..looks.len();
        return;
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

/// Whether nothing says that the text has furniture: no wording, and much of it is the body.
fn is_clean(looks: &[PieceLook], body: &Range<usize>) -> bool {
    let n_words = |range: Range<usize>| looks[range].iter().map(|look| look.words as usize).sum::<usize>();
    let n_inside = n_words(body.clone());
    let n_outside = n_words(0..looks.len()) - n_inside;
    looks.iter().all(|look| look.wording.is_none()) && n_outside <= 3 * n_inside
}

/// Whether `long` says what `short` says, and a little more.
pub fn is_opening(short: &str, long: &str) -> bool {
    let short = short.trim_end_matches(['.', ' ', '…']);
    short.len() >= 20 && long.len() <= short.len() + 200 && long.starts_with(short)
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
fn words_of(text: &str, pieces: &[TextPiece], range: Range<usize>) -> HashSet<u64> {
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

#[cfg(test)]
mod tests {
    use super::super::look::looks;
    use super::super::piece::pieces;
    use super::*;

    fn stretch_of(text: &str, title: Option<&str>) -> (Option<String>, Vec<String>) {
        let pieces = pieces(text);
        let stretch = stretch(text, &pieces, &looks(text, &pieces), title);
        let words = |idx: usize| pieces[idx].text(text).to_string();
        (stretch.title.map(words), stretch.body.map(words).collect())
    }

    const BODY: &str = "\
The ferry that was lost in the storm came back to the harbour of Ruvia on Monday with all of its crew.

“Nobody expected it,” said the harbour master, whose office had put up the names of the missing crew.

The storm had torn the ferry from its moorings and driven it out to sea with eleven people aboard it.
";

    #[test]
    fn the_heaviest_stretch_is_found_in_one_pass() {
        assert_eq!(heaviest(&[-1.0, 2.0, -1.0, 3.0, -5.0, 1.0]), 1..4);
        assert_eq!(heaviest(&[-1.0, -2.0]), 0..2);
        assert_eq!(heaviest(&[]), 0..0);
    }

    #[test]
    fn the_headline_is_a_short_line_whose_words_come_back() {
        let text = format!("Menu\n\nSport\n\nLost ferry comes back to Ruvia\n\n{BODY}\nContact us\n");
        let (title, body) = stretch_of(&text, None);
        assert_eq!(title.unwrap(), "Lost ferry comes back to Ruvia");
        assert_eq!(body.len(), 3);
    }

    #[test]
    fn menus_and_teasers_are_left_out() {
        let teasers = "Mayor resigns\n\nThe mayor of Lund left…\n\n3 hours ago\n\nRead more\n\n".repeat(6);
        let text =
            format!("Home\n\nSearch\n\n{teasers}Lost ferry is back\n\n{BODY}\n{teasers}Privacy policy\n");
        let (title, body) = stretch_of(&text, None);
        assert_eq!(title.unwrap(), "Lost ferry is back");
        assert_eq!(body.len(), 3);
    }

    #[test]
    fn text_that_was_cleaned_is_all_article() {
        let text = format!("{BODY}\nStay tuned\n\nMore tomorrow\n");
        let (title, body) = stretch_of(&text, None);
        assert_eq!((title, body.len()), (None, 5));
    }

    #[test]
    fn a_given_title_is_found_again() {
        let text = format!("Ruvia\n\nAll is well.\n\n{BODY}");
        assert_eq!(stretch_of(&text, Some("All is well")).0.unwrap(), "All is well.");
    }

    #[test]
    fn a_full_stop_does_not_hide_a_headline_in_capitals() {
        let text = format!("Lost Ferry Comes Back to Ruvia.\n\n{BODY}");
        assert_eq!(stretch_of(&text, None).0.unwrap(), "Lost Ferry Comes Back to Ruvia.");
        let text = format!("The ferry came back to Ruvia.\n\n{BODY}");
        assert_eq!(stretch_of(&text, None).0, None);
    }
}
