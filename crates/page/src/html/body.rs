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

/// What encloses text that is never the article's.
const APART: Within = Within(
    Within::NAVIGATION.0
        | Within::FOOTER.0
        | Within::ASIDE.0
        | Within::FORM.0
        | Within::BUTTON.0
        | Within::HIDDEN.0
        | Within::COMMENTS.0
        | Within::RELATED.0
        | Within::SIGN_UP.0
        | Within::SHARE.0
        | Within::BIOGRAPHY.0
        | Within::ADVERT.0
        | Within::TAGS.0
        | Within::LEGAL.0
        | Within::BYLINE.0,
);

/// Picks the article out of a page's blocks.
pub fn select(tree: &Tree, blocks: &[Block], stated: &Stated) -> Body {
    let _ = stated;
    let container = container(tree, blocks);
    let inside = |block: &Block| block.node == container || tree.ancestors(block.node).any(|n| n == container);
    let places = blocks.iter().map(|block| if inside(block) { place(tree, block) } else { apart(block) });
    Body { places: places.collect(), container }
}

/// How much a block says that it is an article's prose: its length in bytes, or nothing.
fn prose(block: &Block) -> f32 {
    let is_prose = block.text.len() >= 60 && block.link_density() < 0.4 && !block.within.has(APART);
    let is_bare = !block.within.has(Within::CAPTION.with(Within::CREDIT).with(Within::FIGURE));
    if is_prose && is_bare { block.text.len() as f32 } else { 0.0 }
}

/// The smallest element with nearly all of the page's prose.
fn container(tree: &Tree, blocks: &[Block]) -> NodeId {
    let mut inside = vec![0.0; tree.len()];
    for block in blocks {
        let weight = prose(block);
        if weight > 0.0 {
            inside[block.node.0 as usize] += weight;
            tree.ancestors(block.node).for_each(|node| inside[node.0 as usize] += weight);
        }
    }
    let weight = |node: &NodeId| inside[node.0 as usize];
    let mut at = tree.root();
    loop {
        let heaviest = tree.children(at).max_by(|a, b| weight(a).total_cmp(&weight(b)));
        match heaviest {
            Some(child) if weight(&child) > 0.8 * weight(&at) && weight(&child) > 0.0 => at = child,
            _ => return at,
        }
    }
}

/// The place of a block inside the container.
fn place(tree: &Tree, block: &Block) -> Place {
    if block.within.has(APART) || block.link_density() > 0.5 {
        return apart(block);
    }
    Place::Article(match &**tree.name(block.node) {
        "h1" => return apart(block),
        _ if block.within.has(Within::CAPTION.with(Within::FIGURE)) => Role::Caption,
        _ if block.within.has(Within::CREDIT) => Role::Credit,
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        _ if block.within.has(Within::TABLE) && block.text.contains('\t') => Role::Table,
        _ if block.within.has(Within::QUOTATION) => Role::Quotation,
        _ if block.within.has(Within::LIST) => Role::ListItem,
        _ => Role::Paragraph,
    })
}

/// What a block outside the article is.
fn apart(block: &Block) -> Place {
    let is = |within| block.within.has(within);
    Place::Furniture(if is(Within::COMMENTS) {
        FurnitureRole::Comments
    } else if is(Within::ADVERT) {
        FurnitureRole::Advert
    } else if is(Within::BIOGRAPHY) {
        FurnitureRole::Biography
    } else if is(Within::SIGN_UP.with(Within::FORM)) {
        FurnitureRole::SignUp
    } else if is(Within::RELATED.with(Within::ASIDE)) {
        FurnitureRole::Related
    } else if is(Within::NAVIGATION.with(Within::SHARE).with(Within::TAGS).with(Within::HEADER)) {
        FurnitureRole::Navigation
    } else {
        FurnitureRole::Other
    })
}
