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
    // The site's name is the first heading of many a page; its headline is then a lower one: that of the title's
    // words, or the one right before the prose.
    let is_lower = |b: &Block| is_heading(b) && !b.within.has(Within::HIDDEN);
    let in_title = positions(&|b| is_lower(b) && is_of_title(&b.text, &stated.title_tag));
    let n_words = |b: &Block| b.text.split_whitespace().count();
    let before_prose = || {
        let is_one =
            |b: &Block| is_lower(b) && !b.within.has(APART) && (3..=MAX_HEADLINE_WORDS).contains(&n_words(b));
        blocks[..first_prose].iter().rposition(is_one)
    };
    // A title that is the site's name alone tells nothing of the headline.
    let lower =
        |b: &Block| in_title.or_else(|| before_prose().filter(|_| same_words(&b.text, &stated.title_tag)));
    let site = |b: &Block| lower(b).is_some_and(|other| is_site(tree, b, &blocks[other].text, stated));
    positions(&|b| is_h1(b) && (states(b) || begins_stated(b)) && !site(b) && !b.within.has(Within::HIDDEN))
        .map(|at| below_breadcrumb(tree, blocks, at).unwrap_or(at))
        .or_else(|| positions(&|b| is_h1(b) && states(b) && !site(b)))
        .or_else(|| {
            let heading = |b: &Block| tree.name(b.node).starts_with('h') && states(b) && !site(b);
            positions(&heading)
        })
        .or_else(|| positions(&|b| ends_in_stated(b) && !b.within.has(Within::HIDDEN) && b.linked == 0))
        .or_else(|| {
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_h1(b) && !site(b) && !b.within.has(Within::HIDDEN) && b.text.len() > 10)
        })
        .or_else(|| blocks.iter().find(|b| is_h1(b) && site(b)).and_then(lower).or(in_title))
        .or_else(|| positions(&|b| b.text.len() > 20 && !b.within.has(APART) && states(b)))
        .or_else(|| {
            let is_in_header = |b: &Block| b.within.has(Within::HEADER) && b.within.has(Within::ARTICLE);
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_in_header(b) && is_heading(b) && !b.within.has(APART) && b.text.len() > 20)
        })
}

/// Whether a heading names the site and not the article, which `other` heads: by what the page calls its site, by its
/// place in the title beside the other's words, or because it leads to the front page.
fn is_site(tree: &Tree, block: &Block, other: &str, stated: &Stated) -> bool {
    if same_words(other, &block.text) {
        return false;
    }
    let is_stated = stated.sites.iter().take(MAX_STATED).any(|site| same_words(site, &block.text));
    let mut ends = title_ends(&stated.title_tag);
    // Of a title's two parts the shorter one is the site's.
    let is_shorter = block.text.split_whitespace().count() < other.split_whitespace().count();
    let is_beside =
        is_shorter && ends.any(|(rest, end)| same_words(end, &block.text) && same_words(rest, other));
    let leads_home = || {
        let links = tree.up(block.node).take(4).chain(tree.descend(block.node).take(20));
        let address =
            links.filter(|node| &**tree.name(*node) == "a").find_map(|node| tree.attr(node, "href"));
        block.link_density() > 0.9 && address.is_some_and(is_front_page)
    };
    is_stated || is_beside || leads_home()
}

/// Whether an address is that of a front page: `/`, `https://vesper.example/`.
fn is_front_page(address: &str) -> bool {
    let path = address
        .split_once("//")
        .map_or(address, |(_, rest)| rest.split_once('/').map_or("/", |(_, path)| path));
    matches!(path.trim(), "/" | "" | "/index.html" | "index.html" | "./")
}

/// Whether a heading is what the page's title says without the site's name.
fn is_of_title(text: &str, title: &str) -> bool {
    text.split_whitespace().count() > 2
        && (same_words(text, title) || title_ends(title).any(|(rest, _)| same_words(rest, text)))
}

/// A title without its last part, and without its first, each with that part.
fn title_ends(title: &str) -> impl Iterator<Item = (&str, &str)> {
    const BARS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " » ", " :: "];
    BARS.iter().flat_map(|bar| {
        let last = title.rsplit_once(bar);
        let first = title.split_once(bar).map(|(first, rest)| (rest, first));
        last.into_iter().chain(first)
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

#[cfg(test)]
mod tests {
    const PROSE: &str = "The choir will give its first concert since the flood on the last Sunday of May. ";

    fn title(head: &str, above: &str, article: &str) -> String {
        let paragraphs = format!("<p>{PROSE}{PROSE}</p>").repeat(3);
        let page = format!("<head>{head}</head><body>{above}<div>{article}{paragraphs}</div></body>");
        crate::html::read(page, &crate::Origin::named("page"), crate::language::identify).article.title
    }

    #[test]
    fn the_sites_name_in_the_first_heading_is_no_headline() {
        let article = "<h2>Choir of Orrel will sing again</h2>";
        let want = "Choir of Orrel will sing again";
        let tag = "<title>Choir of Orrel will sing again - Treble Post</title>";
        let site = "<meta property=og:site_name content='Treble Post Online'>";
        assert_eq!(title(tag, "<h1><a href=/>Treble Post</a></h1>", article), want);
        assert_eq!(title(tag, "<h1>Treble Post</h1>", article), want);
        assert_eq!(
            title(tag, "<h1><a href='https://treble.example/'>The Treble Post Online</a></h1>", article),
            want
        );
        assert_eq!(title(&format!("{tag}{site}"), "<h1>Treble Post Online</h1>", article), want);
        let site_alone = "<title>Treble Post</title><meta property=og:title content='Treble Post'>";
        assert_eq!(title(site_alone, "<h1><a href=/>Treble Post</a></h1>", article), want);
    }

    #[test]
    fn a_headline_of_other_words_than_the_title_stays() {
        let tag = "<title>Choir of Orrel will sing again - Treble Post</title>";
        let above = "<h1>“We practised in a lift, because it was dry”</h1>";
        let below = "<h2>Where to hear the choir</h2>";
        assert_eq!(title(tag, above, below), "“We practised in a lift, because it was dry”");
        let site = "<h2>The Treble Post of Orrel</h2><h1>Choir of Orrel will sing once more</h1>";
        let tag = "<title>Choir of Orrel will sing once more - The Treble Post of Orrel</title>";
        assert_eq!(title(tag, site, ""), "Choir of Orrel will sing once more");
    }
}
