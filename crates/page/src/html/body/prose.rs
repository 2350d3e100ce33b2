//! What speaks for and against a block as an article's prose.

use crate::html::block::HtmlBlock;
use crate::html::dom::Tree;
use crate::html::within::Within;

/// What encloses text that is never the article's.
pub const APART: Within = Within(
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
        | Within::BYLINE.0
        | Within::TEASER.0
        | Within::CARD.0
        | Within::PULL_QUOTE.0
        | Within::EMBED.0,
);

/// How much a block says that it is an article's prose: its length in bytes, or nothing.
pub fn prose(block: &HtmlBlock) -> f32 {
    let is_prose = block.text.len() >= 60 && block.link_density() < 0.4 && !block.within.has(APART);
    let is_bare = !block.within.has(Within::CAPTION.with(Within::CREDIT).with(Within::FIGURE));
    if is_prose && is_bare { block.text.len() as f32 } else { 0.0 }
}

/// What of a block speaks against an element that it stands in: bytes that are no prose and not set apart.
pub fn clutter(block: &HtmlBlock) -> f32 {
    if prose(block) > 0.0 || block.within.has(APART) { 0.0 } else { block.text.len() as f32 }
}

pub fn is_in_heading(tree: &Tree, block: &HtmlBlock) -> bool {
    tree.up(block.node).take(3).any(|n| matches!(&**tree.name(n), "h2" | "h3" | "h4" | "h5" | "h6"))
}
