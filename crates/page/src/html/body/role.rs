//! What a block is for, by itself: in the article's element, before it, or apart.

use onrecord_record::{FurnitureRole, Role};

use super::headline::h1;
use super::prose::{APART, is_in_heading};
use crate::html::block::HtmlBlock;
use crate::html::class;
use crate::html::dom::Tree;
use crate::html::within::Within;
use crate::placement::Placement;
use crate::words::ends_sentence;
use crate::{byline, credit, date, furniture};

/// The place of a block inside the container.
pub fn place(tree: &Tree, block: &HtmlBlock) -> Placement {
    if is_caption(block) {
        return Placement::Article(Role::Caption);
    }
    if block.within.has(APART) || is_link(block) {
        return apart(block);
    }
    if credit::supplied(&block.text).is_some() {
        return Placement::Article(Role::Credit);
    }
    if let Some(role) = furniture::role_of(&block.text) {
        return Placement::Furniture(role);
    }
    Placement::Article(match &**tree.name(block.node) {
        "h1" => return apart(block),
        _ if block.within.has(Within::CREDIT) => Role::Credit,
        _ if is_in_heading(tree, block) => Role::Heading,
        _ if block.within.has(Within::TABLE) && block.text.contains('\t') => Role::Table,
        _ if block.within.has(Within::QUOTATION) => Role::Quotation,
        _ if block.within.has(Within::LIST) => Role::ListItem,
        _ => Role::Paragraph,
    })
}

/// The place of a block between the headline and the article's element: a standfirst, the first picture's
/// caption, or a first paragraph that has an element of its own.
pub fn lead(tree: &Tree, block: &HtmlBlock) -> Placement {
    // A line that is called a standfirst is one, whatever it shares its place with.
    let beside = match class::within(tree, block.node).has(Within::STANDFIRST) {
        true => Within::SHARE.with(Within::NAVIGATION).with(Within::BYLINE).with(Within::TAGS),
        false => Within::default(),
    };
    let apart_here = Within(APART.0 & !Within::TEASER.0 & !beside.0);
    if is_caption(block) {
        return Placement::Article(Role::Caption);
    }
    if block.within.has(Within::TEASER) && block.within.has(Within::LIST) {
        return apart(block);
    }
    if block.within.has(apart_here) || block.link_density() > 0.5 || h1(tree, block).is_some() {
        return apart(block);
    }
    if let Some(role) = furniture::role_of(&block.text) {
        return Placement::Furniture(role);
    }
    let n_words = block.text.split_whitespace().count();
    let is_called = class::within(tree, block.node).has(Within::STANDFIRST);
    let is_sentence =
        block.text.len() >= 40 && n_words >= 6 || block.text.len() >= 120 || is_called && n_words >= 5;
    if !is_sentence || is_dateline_or_byline(&block.text) {
        return apart(block);
    }
    Placement::Article(Role::Standfirst)
}

/// What a block outside the article is.
pub fn apart(block: &HtmlBlock) -> Placement {
    let is = |within| block.within.has(within);
    Placement::Furniture(if is(Within::COMMENTS) {
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

/// Whether a line under the headline says who wrote the article or when, and nothing else.
pub fn is_dateline_or_byline(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    if text.len() > 160 || n_words > 16 {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let clock =
        |w: &[u8]| w[0].is_ascii_digit() && matches!(w[1], b':' | b'.' | b'h') && w[2].is_ascii_digit();
    let has_clock = text.as_bytes().windows(3).any(clock);
    date::is_date_line(text)
        || has_clock && digits * 8 >= letters && (!ends_sentence(text) || digits >= letters)
        || byline::opens_byline(text) && !ends_sentence(text)
}

/// Whether a block stands under a picture of the article.
fn is_caption(block: &HtmlBlock) -> bool {
    let apart = Within(APART.0 & !(Within::EMBED.0 | Within::BUTTON.0 | Within::TEASER.0 | Within::ASIDE.0));
    let is_one = block.within.has(Within::CAPTION)
        || block.within.has(Within::FIGURE)
            && !block.within.has(Within::BUTTON.with(Within::EMBED).with(Within::ASIDE));
    // Pictures are linked to their larger selves, caption and all.
    let is_of_figure = block.within.has(Within::CAPTION) && block.within.has(Within::FIGURE);
    // "Image 1 of 5" says nothing of the picture.
    let is_label = block.text.len() <= MOST_LABEL && furniture::role_of(&block.text).is_some();
    is_one
        && !is_label
        && !block.within.has(apart)
        && block.text.len() < 1200
        && (block.link_density() < 0.8 || is_of_figure)
}

/// A caption with more bytes is read whatever it opens with.
const MOST_LABEL: usize = 30;

/// A picture this many blocks before the headline is the article's.
pub const NEAR: usize = 12;

/// Whether a block is the caption of a picture that stands on no card.
pub fn is_main_picture(block: &HtmlBlock) -> bool {
    let others = Within::TEASER.with(Within::CARD).with(Within::RELATED);
    block.within.has(Within::CAPTION)
        && block.within.has(Within::FIGURE)
        && !block.within.has(others)
        && is_caption(block)
}

/// How many blocks stand in each element.
pub fn n_blocks(tree: &Tree, blocks: &[HtmlBlock]) -> Vec<u32> {
    let mut out = vec![0; tree.len()];
    blocks.iter().flat_map(|block| tree.up(block.node)).for_each(|node| out[node.0 as usize] += 1);
    out
}

/// Whether a line that is no sentence shares an element with a picture and hardly anything else.
pub fn is_below_picture(tree: &Tree, block: &HtmlBlock, n_blocks: &[u32]) -> bool {
    let Some(picture) = block.picture else { return false };
    let frame = tree.up(block.node).take(5).find(|node| tree.up(picture).take(8).any(|above| above == *node));
    frame.is_some_and(|frame| n_blocks[frame.0 as usize] <= 3)
        && (10..300).contains(&block.text.len())
        && block.linked == 0
        && !block.text.starts_with(char::is_lowercase)
        && !ends_sentence(&block.text)
}

/// Whether a block is there to be followed, not read.
fn is_link(block: &HtmlBlock) -> bool {
    let unlinked = block.text.len() - block.linked.min(block.text.len());
    block.link_density() > 0.5 && (unlinked < 25 || block.link_density() > 0.9)
}
