//! The element that the article stands in.

use super::prose::{clutter, prose};
use crate::html::block::HtmlBlock;
use crate::html::dom::{NodeId, Tree};
use crate::html::within::Within;

/// The element with the most prose and the least else.
///
/// Of the chain of elements that leads from the root to the heaviest paragraphs, the one whose prose less
/// its clutter is greatest.
pub fn container(tree: &Tree, blocks: &[HtmlBlock]) -> NodeId {
    let share = |within| {
        let sum = |blocks: &mut dyn Iterator<Item = &HtmlBlock>| blocks.map(prose).sum::<f32>();
        sum(&mut blocks.iter().filter(|b| b.within.has(within))) / sum(&mut blocks.iter()).max(1.0)
    };
    let by_article = share(Within::ARTICLE) > 0.5;
    let by_body = share(Within::BODY) > 0.6;
    let mut inside = vec![(0.0, 0.0); tree.len()];
    for block in blocks {
        let (mut prose, clutter) = (prose(block), clutter(block));
        if by_article && !block.within.has(Within::ARTICLE) {
            prose *= 0.1;
        }
        if by_body && !block.within.has(Within::BODY) {
            prose *= 0.1;
        }
        for node in tree.up(block.node) {
            let sums: &mut (f32, f32) = &mut inside[node.0 as usize];
            *sums = (sums.0 + prose, sums.1 + clutter);
        }
    }
    let of = |node: NodeId| inside[node.0 as usize];
    let (mut at, mut best) = (tree.root(), tree.root());
    loop {
        let score = |node| of(node).0 - LAMBDA * of(node).1;
        if score(at) >= score(best) {
            best = at;
        }
        let heaviest = tree.children(at).max_by(|a, b| of(*a).0.total_cmp(&of(*b).0));
        match heaviest {
            Some(child) if of(child).0 > 0.3 * of(best).0 && of(child).0 > 0.0 => at = child,
            _ => return best,
        }
    }
}

/// How many bytes of prose one byte of clutter is worth.
const LAMBDA: f32 = 1.0;

/// What the heaviest element is a part of, where that is a list or a paragraph alone.
pub fn body_around(tree: &Tree, container: NodeId) -> NodeId {
    let is_part = |node: &NodeId| {
        matches!(&**tree.name(*node), "p" | "ul" | "ol" | "li" | "dl" | "dd" | "blockquote" | "span" | "font")
    };
    tree.up(container).find(|node| !is_part(node)).unwrap_or(container)
}
