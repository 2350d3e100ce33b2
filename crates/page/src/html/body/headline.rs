//! The block that shows the headline, and texts held against it.

use std::collections::HashSet;

use super::prose::{APART, prose};
use crate::html::block::Block;
use crate::html::dom::{NodeId, Tree};
use crate::html::stated::Stated;
use crate::html::within::Within;
use crate::words::bare;

/// The block that shows the headline: an `h1` that the page also states, else the `h1` before the prose.
pub fn headline(tree: &Tree, blocks: &[Block], stated: &Stated) -> Option<usize> {
    let is_h1 = |block: &Block| h1(tree, block).is_some();
    let headlines: HashSet<String> =
        stated.headlines.iter().filter(|h| is_comparable(h)).map(|h| bare(h)).collect();
    let states = |block: &Block| {
        !headlines.is_empty() && is_comparable(&block.text) && headlines.contains(&bare(&block.text))
    };
    // These are held against every block: a page states a few, or is made to hurt.
    let few: Vec<String> =
        stated.headlines.iter().take(MAX_STATED).filter(|h| is_comparable(h)).map(|h| bare(h)).collect();
    // "Dam holds after storm" is stated as "Dam holds after storm - The Vesper".
    let begins_stated = |block: &Block| {
        let text = if is_comparable(&block.text) { bare(&block.text) } else { String::new() };
        text.len() > 20 && few.iter().any(|h| h.starts_with(&text) && text.len() * 5 > h.len() * 3)
    };
    let positions = |test: &dyn Fn(&Block) -> bool| blocks.iter().position(test);
    let is_heading = |b: &Block| matches!(&**tree.name(b.node), "h2" | "h3" | "h4");
    // A kicker may stand before the headline, in one element with it.
    let ends_in_stated = |b: &Block| {
        let text = if is_heading(b) && is_comparable(&b.text) { bare(&b.text) } else { String::new() };
        few.iter().any(|h| h.len() > 20 && text.ends_with(h.as_str()))
    };
    let first_prose = blocks.iter().position(|b| prose(b) > 200.0).unwrap_or(blocks.len());
    positions(&|b| is_h1(b) && (states(b) || begins_stated(b)) && !b.within.has(Within::HIDDEN))
        .map(|at| below_breadcrumb(tree, blocks, at).unwrap_or(at))
        .or_else(|| positions(&|b| is_h1(b) && states(b)))
        .or_else(|| {
            let heading = |b: &Block| tree.name(b.node).starts_with('h') && states(b);
            positions(&heading)
        })
        .or_else(|| positions(&|b| ends_in_stated(b) && !b.within.has(Within::HIDDEN) && b.linked == 0))
        .or_else(|| {
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_h1(b) && !b.within.has(Within::HIDDEN) && b.text.len() > 10)
        })
        .or_else(|| positions(&|b| b.text.len() > 20 && !b.within.has(APART) && states(b)))
        .or_else(|| {
            let is_in_header = |b: &Block| b.within.has(Within::HEADER) && b.within.has(Within::ARTICLE);
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_in_header(b) && is_heading(b) && !b.within.has(APART) && b.text.len() > 20)
        })
}

/// A second-level heading of more words is a standfirst.
const MAX_HEADLINE_WORDS: usize = 20;

/// So many stated headlines are held against what the page shows.
pub const MAX_STATED: usize = 16;

/// The headline that readers see, where the `h1` at `at` is the last crumb of a breadcrumb: the second-level
/// heading between it and the prose.
fn below_breadcrumb(tree: &Tree, blocks: &[Block], at: usize) -> Option<usize> {
    if !blocks[at].within.has(Within::NAVIGATION) {
        return None;
    }
    let first_prose = (at + 1..blocks.len()).find(|idx| prose(&blocks[*idx]) > 200.0)?;
    let heading = |idx: usize| tree.up(blocks[idx].node).take(3).find(|node| &**tree.name(*node) == "h2");
    let is_headline = |idx: &usize| {
        let block = &blocks[*idx];
        heading(*idx).is_some()
            && block.link_density() < 0.5
            && !block.within.has(APART)
            && (3..=MAX_HEADLINE_WORDS).contains(&block.text.split_whitespace().count())
    };
    let first = (at + 1..first_prose).find(is_headline)?;
    // Its kicker may be a block of its own.
    Some((first..first_prose).take_while(|idx| heading(*idx) == heading(first)).last().unwrap_or(first))
}

/// The first-level heading that a block stands in.
pub fn h1(tree: &Tree, block: &Block) -> Option<NodeId> {
    tree.up(block.node).take(4).find(|node| &**tree.name(*node) == "h1")
}

/// Whether two texts are the same but for case, punctuation and white space.
pub fn same_words(a: &str, b: &str) -> bool {
    is_comparable(a) && is_comparable(b) && bare(a) == bare(b)
}

/// Whether a text is no longer than what headlines and descriptions are.
pub fn is_comparable(text: &str) -> bool {
    text.len() < 1000
}
