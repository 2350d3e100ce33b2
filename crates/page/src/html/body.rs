//! Which blocks are the article, and what each is for.

use onrecord_record::{FurnitureRole, Role};

use super::block::{Block, Within};
use super::dom::{NodeId, Tree};
use super::meta::Stated;

/// Where a block belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the article, in a role.
    Article(Role),
    /// Apart from it.
    Furniture(FurnitureRole),
}

/// The article, picked out.
#[derive(Debug)]
pub struct Body {
    /// One for each block.
    pub places: Vec<Place>,
    /// The element that holds the article.
    pub container: NodeId,
}

/// Picks the article out of a page's blocks.
pub fn select(tree: &Tree, blocks: &[Block], stated: &Stated) -> Body {
    let _ = stated;
    let mut scores = std::collections::HashMap::new();
    for block in blocks {
        if block.text.len() < 80 || block.link_density() > 0.4 || block.within.has(Within::HIDDEN) {
            continue;
        }
        let score = block.text.len() as f32;
        for (up, node) in std::iter::once(block.node).chain(tree.ancestors(block.node)).take(4).enumerate() {
            *scores.entry(node).or_insert(0.0) += score * [0.2, 1.0, 0.7, 0.3][up];
        }
    }
    let best = scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
    let container = best.map_or(tree.root(), |(node, _)| *node);
    let places = blocks.iter().map(|block| {
        let inside = block.node == container || tree.ancestors(block.node).any(|n| n == container);
        if !inside || block.link_density() > 0.5 {
            return Place::Furniture(FurnitureRole::Other);
        }
        Place::Article(match &**tree.name(block.node) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
            "li" => Role::ListItem,
            _ => Role::Paragraph,
        })
    });
    Body { places: places.collect(), container }
}
