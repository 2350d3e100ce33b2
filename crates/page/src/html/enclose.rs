//! What encloses each block, and which elements are not believed.

use std::collections::{HashMap, HashSet};

use super::block::HtmlBlock;
use super::dom::{NodeId, Tree};
use super::within::Within;

/// Tells each block what encloses it.
///
/// What an element says of itself is not believed where most of the page's prose is inside it: a `<body
/// class="has-sidebar comments-open">` is neither a sidebar nor comments.
pub fn enclose(tree: &Tree, blocks: &mut [HtmlBlock], mut own: Vec<Within>) {
    let is_cookies = cookies(tree, blocks, &own);
    let prose = |block: &HtmlBlock| match is_prose(block) && !is_cookies(block) {
        true => block.text.len() as u32,
        false => 0,
    };
    let mut inside = vec![0u32; tree.len()];
    for block in blocks.iter() {
        let weight = prose(block);
        if weight > 0 {
            tree.up(block.node).for_each(|node| inside[node.0 as usize] += weight);
        }
    }
    let mut has_headline = vec![false; tree.len()];
    for block in blocks.iter() {
        if h1(tree, block).is_some() {
            tree.up(block.node).for_each(|node| has_headline[node.0 as usize] = true);
        }
    }
    let total = inside[0];
    teasers(tree, blocks, &mut own);
    cards(tree, blocks, &mut own);
    nested_articles(tree, blocks, &mut own);
    // The page's only headline stands on no card.
    let mut headings: Vec<NodeId> = blocks.iter().filter_map(|block| h1(tree, block)).collect();
    headings.dedup();
    if let [heading] = headings[..] {
        tree.up(heading).for_each(|node| own[node.0 as usize].0 &= !Within::CARD.0);
    }
    for (node, own) in own.iter_mut().enumerate() {
        let share = inside[node] as f32 / total.max(1) as f32;
        if share > 0.25 && has_headline[node] {
            own.0 &= Within::TRUSTED.0 | Within::CARD.0;
        } else if share > 0.5 {
            own.0 &= Within::TRUSTED.0 | Within::CARD.0 | if share < 0.9 { Within::COMMENTS.0 } else { 0 };
        }
    }
    let weights: Vec<u32> = blocks.iter().map(prose).collect();
    for block in blocks.iter_mut() {
        block.within =
            tree.up(block.node).fold(block.within, |within, node| within.with(own[node.0 as usize]));
    }
    doubt_common(blocks, &weights, total);
}

/// Takes from all blocks the words that, over all the elements that bear them, hold most of the page's prose; `weights`
/// are how much each block has of that.
fn doubt_common(blocks: &mut [HtmlBlock], weights: &[u32], total: u32) {
    let mut by_bit = [0u32; 32];
    for (block, weight) in blocks.iter().zip(weights) {
        (0..32).filter(|bit| block.within.0 >> bit & 1 == 1).for_each(|bit| by_bit[bit] += weight);
    }
    let common =
        (0..32).filter(|bit| by_bit[*bit] as f32 > 0.5 * total as f32).fold(0, |bits, bit| bits | 1 << bit);
    let void = common & !(Within::TRUSTED.0 | Within::COMMENTS.0 | Within::CARD.0);
    for block in blocks {
        block.within.0 &= !void;
    }
}

fn is_prose(block: &HtmlBlock) -> bool {
    block.text.len() > 80 && block.link_density() < 0.3
}

/// Tells the blocks of a notice on cookies, which is prose and may be longer than the article. An element is not
/// believed to be one where little prose stands outside: `<body class="cookies-accepted">`.
fn cookies(tree: &Tree, blocks: &[HtmlBlock], own: &[Within]) -> impl Fn(&HtmlBlock) -> bool + use<> {
    let is_inside =
        |block: &HtmlBlock| tree.up(block.node).any(|node| own[node.0 as usize].has(Within::COOKIES));
    let inside: HashSet<NodeId> =
        blocks.iter().filter(|block| is_inside(block)).map(|block| block.node).collect();
    let outside = blocks.iter().filter(|block| is_prose(block) && !inside.contains(&block.node));
    let is_notice = outside.map(|block| block.text.len()).sum::<usize>() >= MIN_OUTSIDE;
    move |block| is_notice && inside.contains(&block.node)
}

/// A few sentences.
const MIN_OUTSIDE: usize = 300;

fn h1(tree: &Tree, block: &HtmlBlock) -> Option<NodeId> {
    tree.up(block.node).take(3).find(|node| &**tree.name(*node) == "h1")
}

/// Takes from elements the word that they are teasers where they hold much text and hardly a link.
fn teasers(tree: &Tree, blocks: &[HtmlBlock], own: &mut [Within]) {
    let mut content: HashMap<NodeId, (usize, usize)> = HashMap::new();
    for block in blocks {
        for node in tree.up(block.node).take(12).filter(|node| own[node.0 as usize].has(Within::TEASER)) {
            let (bytes, linked) = content.entry(node).or_default();
            (*bytes, *linked) = (*bytes + block.text.len(), *linked + block.linked);
        }
    }
    for (node, (bytes, linked)) in content {
        if bytes > 800 && linked * 20 < bytes {
            own[node.0 as usize].0 &= !Within::TEASER.0;
        }
    }
}

/// Marks articles inside an article that are no more than a teaser: little text, some of it a heading. Where
/// an article is made of articles, they are its sections.
fn nested_articles(tree: &Tree, blocks: &[HtmlBlock], own: &mut [Within]) {
    #[derive(Default)]
    struct Nested {
        outer: Option<NodeId>,
        bytes: usize,
        has_heading: bool,
    }
    let mut nested: HashMap<NodeId, Nested> = HashMap::new();
    let mut bytes: HashMap<NodeId, usize> = HashMap::new();
    for block in blocks {
        let mut articles = tree.up(block.node).filter(|node| &**tree.name(*node) == "article");
        let Some(inner) = articles.next() else { continue };
        let Some(outer) = articles.last() else {
            *bytes.entry(inner).or_default() += block.text.len() - block.linked.min(block.text.len());
            continue;
        };
        let nested = nested.entry(inner).or_default();
        nested.outer = Some(outer);
        nested.bytes += block.text.len();
        nested.has_heading |=
            tree.up(block.node).take(3).any(|n| matches!(&**tree.name(n), "h2" | "h3" | "h4"));
    }
    for (node, Nested { outer, bytes: within, has_heading }) in nested {
        let around = outer.and_then(|outer| bytes.get(&outer)).copied().unwrap_or(0);
        if has_heading && within < 1000 && within * 3 < around {
            own[node.0 as usize] = own[node.0 as usize].with(Within::CARD);
        }
    }
}

/// Marks cards: elements of one class, three or more on the page, that hold a line which is all link and
/// little else.
fn cards(tree: &Tree, blocks: &[HtmlBlock], own: &mut [Within]) {
    #[derive(Clone, Copy, Default)]
    struct CardContent {
        bytes: usize,
        n_linked: usize,
    }
    let mut content = vec![CardContent::default(); tree.len()];
    for block in blocks {
        let is_linked = block.text.len() >= 12 && block.link_density() > 0.8;
        for node in tree.up(block.node).take(12) {
            let content = &mut content[node.0 as usize];
            content.bytes += block.text.len();
            content.n_linked += usize::from(is_linked);
        }
    }
    let mut alike: HashMap<(&str, &str, &str), Vec<NodeId>> = HashMap::new();
    for node in tree.descend(tree.root()) {
        let name = &**tree.name(node);
        if content[node.0 as usize].bytes == 0
            || !matches!(name, "li" | "div" | "article" | "section" | "td" | "a")
        {
            continue;
        }
        let class = tree.attr(node, "class").unwrap_or("");
        let parent = tree.parent(node).and_then(|p| tree.attr(p, "class")).unwrap_or("");
        if !class.is_empty() || !parent.is_empty() {
            alike.entry((name, class, if class.is_empty() { parent } else { "" })).or_default().push(node);
        }
    }
    for nodes in alike.values().filter(|nodes| nodes.len() >= 3) {
        let is_card = |node: &&NodeId| {
            let CardContent { bytes, n_linked } = content[node.0 as usize];
            (30..700).contains(&bytes) && (1..=4).contains(&n_linked)
        };
        if nodes.iter().filter(is_card).count() * 5 >= nodes.len() * 4 {
            for node in nodes.iter().filter(is_card) {
                own[node.0 as usize] = own[node.0 as usize].with(Within::CARD);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    const PROSE: &str =
        "The judges heard a final day of argument on the duties of the harbour board towards the people. ";

    fn paragraphs(body: &str) -> Vec<String> {
        let page = format!("<h1>Court hears islands</h1>{body}");
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        page.article.blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_notice_on_cookies_is_no_article_however_long() {
        let row = "<tr><td>_ck</td><td>This cookie is set by a service that tells how visitors use the site and how \
                   it is doing, and is kept for eleven months and a day.</td></tr>";
        let notice = format!("<div id=cookie-bar><table>{}</table></div>", row.repeat(40));
        let article =
            format!("<div role=tablist><div class=pane>{}</div></div>", format!("<p>{PROSE}</p>").repeat(5));
        assert_eq!(paragraphs(&format!("{article}{notice}")), [PROSE.trim(); 5]);
    }

    #[test]
    fn a_page_is_no_notice_for_what_its_body_is_called() {
        let article = format!("<p>{PROSE}</p>").repeat(5);
        assert_eq!(paragraphs(&format!("<div class=cookies-accepted>{article}</div>")), [PROSE.trim(); 5]);
    }
}
