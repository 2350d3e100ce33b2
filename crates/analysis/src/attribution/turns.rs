//! Two who speak in turn: “Is it deep?” “It is,” Roe replied.

use std::ops::Range;

use onrecord_language::Text;

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;

/// Parts quotations that stand side by side, each with its own marks and nothing between: by the newspapers'
/// convention another speaks. The cue keeps the one beside it; of the others nobody is told.
pub fn part(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    let mut parted = Vec::new();
    for attribution in found.iter_mut() {
        let Some(cue) = attribution.cue.first().map(|cue| cue.start) else { continue };
        while let Some(at) = turn(text, quotations, &attribution.content) {
            let rest = attribution.content.split_off(at);
            let is_behind = rest.first().is_some_and(|first| first.start < cue);
            let other = if is_behind { std::mem::replace(&mut attribution.content, rest) } else { rest };
            parted.push(Attribution::new(Vec::new(), Vec::new(), other, attribution.score));
        }
    }
    found.extend(parted);
}

/// Which piece of a content is the first that another says.
fn turn(text: &Text, quotations: &[Quotation], content: &[Range<usize>]) -> Option<usize> {
    let of = |piece: &Range<usize>| overlapping(quotations, piece).next();
    let is_turn = |pair: &[Range<usize>]| {
        let (Some(first), Some(second)) = (of(&pair[0]), of(&pair[1])) else { return false };
        let between = text.get(first.whole.end..second.whole.start);
        first.closed && between.is_some_and(|between| !between.contains('\n') && between.trim().is_empty())
    };
    content.windows(2).position(is_turn).map(|idx| idx + 1)
}
