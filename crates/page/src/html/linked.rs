//! Paragraphs that are links.

use std::collections::HashMap;

use super::block::Block;
use super::dom::{NodeId, Tree};
use crate::words::ends_sentence;

/// Takes whole sentences that are links for prose where they look as unlinked prose beside them does: outlets link
/// the paragraphs of a story to what they said before.
pub fn unlink_sentences(tree: &Tree, blocks: &mut [Block]) {
    let is_sentence = |block: &Block| {
        // A list of links is one however much it says.
        block.text.len() >= MIN_BYTES && ends_sentence(&block.text) && !is_listed(tree, block)
    };
    let mut by_look: HashMap<Look, Count> = HashMap::new();
    let sentences = || (0..blocks.len()).filter(|idx| is_sentence(&blocks[*idx]));
    for idx in sentences() {
        for look in looks(tree, blocks[idx].node) {
            let count = by_look.entry(look).or_default();
            *if is_linked(&blocks[idx]) { &mut count.linked } else { &mut count.unlinked } += 1;
        }
    }
    let is_prose = |look: &Look| {
        by_look
            .get(look)
            .is_some_and(|count| count.unlinked > 0 && count.linked <= MOST_LINKED * count.unlinked)
    };
    let prose: Vec<usize> = sentences()
        .filter(|idx| is_linked(&blocks[*idx]) && !is_offer(&blocks[*idx].text))
        .filter(|idx| looks(tree, blocks[*idx].node).iter().any(is_prose))
        .collect();
    prose.into_iter().for_each(|idx| blocks[idx].linked = 0);
}

/// A sentence with a clause or two. What outlets link to be followed is mostly shorter.
const MIN_BYTES: usize = 80;

/// Whether a linked sentence asks to be followed, by its first or last word or a label in capitals.
fn is_offer(text: &str) -> bool {
    const ASKING: [&str; 24] = [
        "buy",
        "check",
        "click",
        "discover",
        "donate",
        "download",
        "explore",
        "find",
        "follow",
        "get",
        "here",
        "join",
        "learn",
        "listen",
        "note",
        "read",
        "register",
        "see",
        "shop",
        "sign",
        "subscribe",
        "take",
        "visit",
        "watch",
    ];
    let asks = |word: Option<&str>| {
        let word = word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ASKING.contains(&word.split('’').next().unwrap_or_default())
    };
    let label = text.split_once(':').map_or("", |(label, _)| label);
    let is_label = label.len() > 3 && label.len() < 40 && !label.contains(char::is_lowercase);
    is_label || asks(text.split_whitespace().next()) || asks(text.split_whitespace().next_back())
}

/// So many linked sentences may stand beside an unlinked one; more are a list.
const MOST_LINKED: usize = 5;

fn is_listed(tree: &Tree, block: &Block) -> bool {
    tree.up(block.node).take(3).any(|node| matches!(&**tree.name(node), "li" | "dd"))
}

fn is_linked(block: &Block) -> bool {
    block.link_density() >= 0.4
}

/// How an element looks: its name and class, what it stands in, and how that looks where it is not the same element
/// for all of them.
type Look<'t> = (&'t str, &'t str, NodeId, Option<(&'t str, &'t str)>);

#[derive(Default)]
struct Count {
    linked: usize,
    unlinked: usize,
}

/// An element among the children of its parent, and among those of its parent's parent.
fn looks<'t>(tree: &'t Tree, node: NodeId) -> Vec<Look<'t>> {
    let name_and_class = |node| (&**tree.name(node), tree.attr(node, "class").unwrap_or(""));
    let (name, class) = name_and_class(node);
    let parent = tree.parent(node);
    let above = parent.and_then(|parent| tree.parent(parent));
    let beside = parent.map(|parent| (name, class, parent, None));
    let wrapped = parent.zip(above).map(|(parent, above)| (name, class, above, Some(name_and_class(parent))));
    beside.into_iter().chain(wrapped).collect()
}

#[cfg(test)]
mod tests {
    const TOLD: &str =
        "The two brothers said on Friday that they had not been near the yard that night, nor before.";
    const LINKED: &str =
        "The prosecutor told the court that four more men had been seen an hour before the fire.";

    fn paragraphs(body: &str) -> Vec<String> {
        let page = format!("<main><h1>Six men in court over a fire</h1>{body}</main>");
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        page.article.blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn paragraphs_that_are_links_are_the_articles() {
        let link = format!("<a href=/before>{LINKED}</a>");
        for (open, close) in [("<p>", "</p>"), ("<div class=text><p>", "</p></div>"), ("<p><b>", "</b></p>")]
        {
            let plain = format!("{open}{TOLD}{close}");
            let body = [plain.clone(), format!("{open}{link}{close}"), plain].concat();
            assert_eq!(paragraphs(&body), [TOLD, LINKED, TOLD], "{open}");
        }
    }

    #[test]
    fn what_asks_to_be_followed_is_not() {
        for offer in [
            "Read the whole story of the fire and of the men who were seen on the slipway that night.",
            "READ MORE: The men who were seen on the slipway that night have not been found until today.",
            "The men who were seen on the slipway that night",
        ] {
            let body = format!("<p>{TOLD}</p><p><a href=/x>{offer}</a></p><p>{TOLD}</p>");
            assert_eq!(paragraphs(&body), [TOLD, TOLD], "{offer}");
        }
    }
}
