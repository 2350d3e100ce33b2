//! Paragraphs that are links.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::block::HtmlBlock;
use super::dom::{NodeId, Tree, is_inline};
use crate::lists::WordList;
use crate::words::ends_sentence;

/// Takes whole sentences that are links for prose where they look as unlinked prose beside them does: outlets link
/// the paragraphs of a story to what they said before.
pub fn unlink_sentences(tree: &Tree, blocks: &mut [HtmlBlock]) {
    let is_sentence = |block: &HtmlBlock, min_bytes: usize| {
        // A list of links is one however much it says.
        block.text.len() >= min_bytes && ends_sentence(&block.text) && !is_listed(tree, block)
    };
    let mut by_look: HashMap<BlockLook, LinkCount> = HashMap::new();
    for block in blocks.iter().filter(|block| is_sentence(block, MIN_BYTES)) {
        for look in looks(tree, block.node) {
            let count = by_look.entry(look).or_default();
            *if is_linked(block) { &mut count.linked } else { &mut count.unlinked } += 1;
        }
    }
    by_look
        .retain(|_, count| (1..=MOST_LINKED * count.unlinked).contains(&count.linked) && count.unlinked > 0);
    // Beside a long one, a short one is a paragraph too.
    let is_prose = |block: &HtmlBlock| {
        is_linked(block)
            && is_sentence(block, MIN_BYTES_BESIDE)
            && !is_offer(&block.text)
            && looks(tree, block.node).iter().any(|look| by_look.contains_key(look))
    };
    // A block quotation that leads to what it quotes, with a paragraph before and one behind it.
    let is_plain_beside = |idx: usize, around: NodeId| {
        blocks.get(idx).is_some_and(|block| {
            !is_linked(block)
                && is_sentence(block, MIN_BYTES_BESIDE)
                && tree.up(block.node).skip(1).take(2).any(|node| node == around)
        })
    };
    let is_quotation = |idx: usize| {
        let block = &blocks[idx];
        let mut up =
            tree.up(block.node).take(MAX_AROUND).skip_while(|node| &**tree.name(*node) != "blockquote");
        let around = up.next().and_then(|quotation| tree.up(quotation).nth(1));
        is_linked(block)
            && is_sentence(block, MIN_BYTES_BESIDE)
            && !is_offer(&block.text)
            && around.is_some_and(|around| {
                idx > 0 && is_plain_beside(idx - 1, around) && is_plain_beside(idx + 1, around)
            })
    };
    let prose: Vec<usize> =
        (0..blocks.len()).filter(|idx| is_prose(&blocks[*idx]) || is_quotation(*idx)).collect();
    prose.into_iter().for_each(|idx| blocks[idx].linked = 0);
}

/// A sentence with a clause or two. What outlets link to be followed is mostly shorter.
const MIN_BYTES: usize = 80;
const MIN_BYTES_BESIDE: usize = 25;

/// Whether a linked sentence asks to be followed, by its first or last word or a label in capitals.
fn is_offer(text: &str) -> bool {
    let asks = |word: Option<&str>| {
        let word = word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        WordList::Asking.has(word.split('’').next().unwrap_or_default())
    };
    let label = text.split_once(':').map_or("", |(label, _)| label);
    let is_label = label.len() > 3 && label.len() < 40 && !label.contains(char::is_lowercase);
    is_label || asks(text.split_whitespace().next()) || asks(text.split_whitespace().next_back())
}

/// So many linked sentences may stand beside an unlinked one; more are a list.
const MOST_LINKED: usize = 5;

fn is_listed(tree: &Tree, block: &HtmlBlock) -> bool {
    tree.up(block.node).take(3).any(|node| matches!(&**tree.name(node), "li" | "dd"))
}

fn is_linked(block: &HtmlBlock) -> bool {
    block.link_density() >= 0.4
}

/// How an element looks among all that stand in another: the names and classes on the way up to that, in one number.
type BlockLook = (u64, NodeId);

#[derive(Default)]
struct LinkCount {
    linked: usize,
    unlinked: usize,
}

/// An element among the children of its parent, and among those of the next elements around.
fn looks(tree: &Tree, node: NodeId) -> Vec<BlockLook> {
    let mut hasher = DefaultHasher::new();
    let mut out = Vec::new();
    // A link around a paragraph or in it changes nothing.
    let mut up = tree.up(node).filter(|node| *node == tree.root() || !is_inline(tree.name(*node)));
    let mut inner = up.next();
    for around in up.take(MAX_AROUND) {
        let Some(at) = inner else { break };
        (&**tree.name(at), tree.attr(at, "class").unwrap_or("")).hash(&mut hasher);
        out.push((hasher.finish(), around));
        inner = Some(around);
    }
    out
}

/// Stories wrap each paragraph in up to two elements.
const MAX_AROUND: usize = 3;

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
    fn a_link_around_a_paragraph_and_a_short_one_beside_a_long_one_are_the_articles_too() {
        let body = format!(
            "<div class=t><p>{TOLD}</p></div><div class=t><a href=/x><p>{LINKED}</p></a></div>\
             <div class=t><p><a href=/y>“We lost it all,” she said.</a></p></div>"
        );
        assert_eq!(paragraphs(&body), [TOLD, LINKED, "“We lost it all,” she said."]);
    }

    #[test]
    fn a_block_quotation_that_is_a_link_is_the_articles_amid_prose() {
        for quotation in [format!("<a href=/x>{LINKED}</a>"), format!("<p><a href=/x>{LINKED}</a></p>")] {
            let body = format!("<p>{TOLD}</p><blockquote>{quotation}</blockquote><p>{TOLD}</p>");
            assert_eq!(paragraphs(&body), [TOLD, LINKED, TOLD], "{quotation}");
        }
        // One that nothing follows, and several in a row, are links to other articles.
        let last = format!("<p>{TOLD}</p><p>{TOLD}</p><blockquote><a href=/x>{LINKED}</a></blockquote>");
        assert_eq!(paragraphs(&last), [TOLD, TOLD]);
        let offers = format!("<blockquote><a href=/x>{LINKED}</a></blockquote>").repeat(3);
        assert_eq!(paragraphs(&format!("<p>{TOLD}</p>{offers}<p>{TOLD}</p>")), [TOLD, TOLD]);
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
