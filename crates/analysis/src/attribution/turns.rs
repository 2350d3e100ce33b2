//! Two who speak in turn: “Is it deep?” “It is,” Roe replied.

use std::ops::Range;

use onrecord_language::Text;

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;
use super::speech::{self, Introduced};

/// Parts quotations that stand side by side, each with its own marks and nothing between: by the newspapers'
/// convention another speaks. The cue keeps the one beside it; of the others nobody is told. One that opens another
/// sentence and has a cue of its own behind it is its speaker's: "“Is it shut?” a reporter asked. “It was,” Roe replied".
pub fn part(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    let mut parted: Vec<Attribution> = Vec::new();
    for attribution in found.iter_mut() {
        while let Some((at, introduced)) = answer(text, quotations, attribution) {
            let rest = attribution.content.split_off(at);
            let (source, cue) =
                (introduced.source.into_iter().collect(), introduced.cue.into_iter().collect());
            parted.push(Attribution::new(source, cue, rest, attribution.score));
        }
    }
    for one in parted.drain(..) {
        match found.iter_mut().find(|known| one.cue.iter().any(|cue| known.has_cue_in(cue))) {
            Some(known) => known.content.splice(0..0, one.content).for_each(drop),
            None => found.push(one),
        }
    }
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

/// Which piece of a content is the first that is said behind the sentence of its cue, and the cue that it has there.
fn answer(text: &Text, quotations: &[Quotation], attribution: &Attribution) -> Option<(usize, Introduced)> {
    let cue = attribution.cue.last()?;
    let own = |piece: &Range<usize>| {
        let idx = quotations.partition_point(|quotation| quotation.whole.end <= piece.start);
        let quotation = quotations.get(idx).filter(|quotation| quotation.whole.start < piece.end)?;
        let between = text.get(cue.end..quotation.whole.start)?;
        let is_new = between.trim_end().ends_with('.') && !between.contains('\n');
        let is_open = text[quotation.pieces.last()?.clone()].trim_end().ends_with(',');
        (is_new && is_open && quotation.closed).then_some(())?;
        let introduced = speech::setting(text, text.paragraphs(), quotations, idx).introduced?;
        let is_behind = introduced.cue.as_ref().is_some_and(|cue| cue.start >= quotation.whole.end);
        // "He", "she": whoever spoke goes on, and readers take both for one statement.
        let is_another = introduced.source.as_ref().is_some_and(|source| {
            let who = &text[source.clone()];
            who.starts_with(char::is_uppercase) || who.starts_with("the ") || who.starts_with("a ")
        });
        (is_behind && is_another).then_some(introduced)
    };
    let pieces = attribution.content.iter().enumerate().skip(1);
    pieces.filter_map(|(idx, piece)| Some((idx, own(piece)?))).next()
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
