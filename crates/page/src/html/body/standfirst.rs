//! What introduces the article, between its headline and its first paragraph.

use onrecord_record::Role;

use super::headline::{h1, is_comparable, retells_stated, same_words};
use super::prose::is_in_heading;
use super::role::{apart, is_dateline_or_byline};
use crate::html::block::HtmlBlock;
use crate::html::dom::Tree;
use crate::html::stated::Stated;
use crate::html::within::Within;
use crate::placement::Placement;

/// Gives what introduces the article its role: the blocks between headline and first paragraph that are set
/// differently from that paragraph, and say so by class, tag, position or by being what the page states as
/// its description.
pub fn standfirst(
    tree: &Tree,
    blocks: &[HtmlBlock],
    stated: &Stated,
    headline: Option<usize>,
    places: &mut [Placement],
) {
    let start = headline.map_or(0, |h| h + 1);
    let is_own = |idx: &usize| matches!(places[*idx], Placement::Article(r) if r != Role::Caption && r != Role::Credit);
    let in_article: Vec<usize> = (start..places.len()).filter(is_own).collect();
    let looks = |idx: usize| {
        let node = blocks[idx].node;
        let class = tree.attr(node, "class").unwrap_or("");
        (tree.parent(node), tree.name(node).clone(), class.to_string())
    };
    let is_headed = headline.is_some_and(|at| h1(tree, &blocks[at]).is_some());
    for (nth, idx) in in_article.iter().take(4).enumerate() {
        let block = &blocks[*idx];
        let words = block.text.split_whitespace().count();
        let Some(next) = in_article.get(nth + 1) else { return };
        let is_heading = matches!(&**tree.name(block.node), "h2" | "h3" | "h4" | "h5");
        let says = block.within.has(Within::STANDFIRST.with(Within::HEADER));
        let is_described = stated.descriptions.iter().any(|d| same_words(d, &block.text));
        let differs = looks(*idx) != looks(*next);
        let is_bold =
            block.strong * 10 > block.text.len() * 9 && blocks[*next].strong * 2 < blocks[*next].text.len();
        let is_set_apart = nth == 0 && is_set_apart(tree, blocks, &in_article);
        let is_lead = places[*idx] == Placement::Article(Role::Standfirst);
        let is_headline = || nth == 0 && !is_headed && !is_described && is_headline(tree, block, stated);
        if is_heading && !is_described && is_over_standfirst(tree, block, &blocks[*next], stated) {
            places[*idx] = Placement::Article(Role::Heading);
            continue;
        }
        if is_dateline_or_byline(&block.text) || is_headline() {
            places[*idx] = apart(block);
            continue;
        }
        let is_one = says && words >= 3
            || is_heading && (words >= 10 || is_described)
            || is_described && differs
            || is_bold && (8..=50).contains(&words)
            || is_set_apart && (6..=40).contains(&words)
            || is_lead;
        if !is_one || words > 120 {
            // A lead of its own element that is not set as a standfirst is the first paragraph.
            (places[*idx] == Placement::Article(Role::Standfirst))
                .then(|| places[*idx] = Placement::Article(Role::Paragraph));
            break;
        }
        places[*idx] = Placement::Article(Role::Standfirst);
    }
}

/// Whether a block is what readers see as the headline, where the page states another for search engines.
fn is_headline(tree: &Tree, block: &HtmlBlock, stated: &Stated) -> bool {
    is_in_heading(tree, block)
        && is_comparable(&block.text)
        && !block.text.ends_with('.')
        && retells_stated(stated, &block.text)
}

/// Whether a heading that does not itself say that it introduces stands over a paragraph that does: a headline in
/// other words than the page's first.
fn is_over_standfirst(tree: &Tree, block: &HtmlBlock, next: &HtmlBlock, stated: &Stated) -> bool {
    let introduces = next.within.has(Within::STANDFIRST)
        || stated.descriptions.iter().any(|description| same_words(description, &next.text));
    introduces && !block.within.has(Within::STANDFIRST) && !is_in_heading(tree, next)
}

/// Whether the first paragraph has a class that no other paragraph of the article has, while the next two
/// look the same.
fn is_set_apart(tree: &Tree, blocks: &[HtmlBlock], in_article: &[usize]) -> bool {
    let class = |idx: usize| tree.attr(blocks[idx].node, "class").unwrap_or("");
    let [first, rest @ ..] = in_article else { return false };
    let own = class(*first);
    let is_initial = ["drop", "first", "initial", "cap"].iter().any(|word| own.contains(word));
    !own.is_empty()
        && !is_initial
        && rest.len() >= 3
        && rest.iter().all(|idx| class(*idx) != own)
        && class(rest[0]) == class(rest[1])
}
