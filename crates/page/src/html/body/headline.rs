//! The block that shows the headline, and texts held against it.

use std::collections::HashSet;

use super::prose::{APART, prose};
use crate::html::block::HtmlBlock;
use crate::html::dom::{NodeId, Tree};
use crate::html::stated::Stated;
use crate::html::within::Within;
use crate::words::bare;

/// The block that shows the headline: an `h1` that the page also states, else the `h1` before the prose.
pub fn headline(tree: &Tree, blocks: &[HtmlBlock], stated: &Stated) -> Option<usize> {
    let search = Search::new(tree, blocks, stated);
    search.stated_h1().or_else(|| search.stated_heading()).or_else(|| search.unstated())
}

/// What headlines are looked for by.
struct Search<'a, 's> {
    tree: &'a Tree<'s>,
    blocks: &'a [HtmlBlock],
    stated: &'a Stated,
    /// The headlines that the page states, bare.
    headlines: HashSet<String>,
    /// The first of them. These are held against every block: a page states a few, or is made to hurt.
    few: Vec<String>,
    first_prose: usize,
    /// A lower heading that is part of the page's title.
    in_title: Option<usize>,
}

impl<'a, 's> Search<'a, 's> {
    fn new(tree: &'a Tree<'s>, blocks: &'a [HtmlBlock], stated: &'a Stated) -> Search<'a, 's> {
        let comparable = |h: &&String| is_comparable(h);
        let headlines = stated.headlines.iter().filter(comparable).map(|h| bare(h)).collect();
        let few = stated.headlines.iter().take(MAX_STATED).filter(comparable).map(|h| bare(h)).collect();
        let first_prose = blocks.iter().position(|b| prose(b) > 200.0).unwrap_or(blocks.len());
        let is_lower = |b: &HtmlBlock| is_heading(tree, b) && !is_hidden(b);
        let in_title = |b: &HtmlBlock| is_lower(b) && is_of_title(&b.text, &stated.title_tag);
        let in_title = blocks.iter().position(in_title);
        Search { tree, blocks, stated, headlines, few, first_prose, in_title }
    }

    fn position(&self, test: impl Fn(&HtmlBlock) -> bool) -> Option<usize> {
        self.blocks.iter().position(test)
    }

    /// An `h1` that says what the page states.
    fn stated_h1(&self) -> Option<usize> {
        let is_stated = |b: &HtmlBlock| self.states(b) || self.begins_stated(b);
        let shown = |b: &HtmlBlock| self.is_h1(b) && is_stated(b) && !self.is_site(b) && !is_hidden(b);
        self.position(shown)
            .map(|at| below_breadcrumb(self.tree, self.blocks, at).unwrap_or(at))
            .or_else(|| self.position(|b| self.is_h1(b) && self.states(b) && !self.is_site(b)))
    }

    /// A heading that says, or ends with, what the page states.
    fn stated_heading(&self) -> Option<usize> {
        let is_stated =
            |b: &HtmlBlock| self.tree.name(b.node).starts_with('h') && self.states(b) && !self.is_site(b);
        let ends = |b: &HtmlBlock| self.ends_in_stated(b) && !is_hidden(b) && b.linked == 0;
        self.position(is_stated).or_else(|| self.position(ends))
    }

    /// The heading before the prose; where none is, a text that the page states.
    fn unstated(&self) -> Option<usize> {
        let before_prose = &self.blocks[..self.first_prose];
        let is_h1 = |b: &HtmlBlock| self.is_h1(b) && !self.is_site(b) && !is_hidden(b) && b.text.len() > 10;
        let is_in_header = |b: &HtmlBlock| {
            b.within.has(Within::HEADER)
                && b.within.has(Within::ARTICLE)
                && is_heading(self.tree, b)
                && !b.within.has(APART)
                && b.text.len() > 20
        };
        let site = || self.blocks.iter().find(|b| self.is_h1(b) && self.is_site(b));
        before_prose
            .iter()
            .rposition(is_h1)
            .or_else(|| site().and_then(|b| self.lower(b)).or(self.in_title))
            .or_else(|| self.position(|b| b.text.len() > 20 && !b.within.has(APART) && self.states(b)))
            .or_else(|| before_prose.iter().rposition(is_in_header))
    }

    fn is_h1(&self, block: &HtmlBlock) -> bool {
        h1(self.tree, block).is_some()
    }

    fn states(&self, block: &HtmlBlock) -> bool {
        !self.headlines.is_empty()
            && is_comparable(&block.text)
            && self.headlines.contains(&bare(&block.text))
    }

    /// "Dam holds after storm" is stated as "Dam holds after storm - The Vesper".
    fn begins_stated(&self, block: &HtmlBlock) -> bool {
        let text = if is_comparable(&block.text) { bare(&block.text) } else { String::new() };
        text.len() > 20 && self.few.iter().any(|h| h.starts_with(&text) && text.len() * 5 > h.len() * 3)
    }

    /// A kicker may stand before the headline, in one element with it.
    fn ends_in_stated(&self, block: &HtmlBlock) -> bool {
        let is_one = is_heading(self.tree, block) && is_comparable(&block.text);
        let text = if is_one { bare(&block.text) } else { String::new() };
        self.few.iter().any(|h| h.len() > 20 && text.ends_with(h.as_str()))
    }

    /// The site's name is the first heading of many a page; its headline is then a lower one: that of the title's
    /// words, or the one right before the prose. A title that is the site's name alone tells nothing of the headline.
    fn lower(&self, block: &HtmlBlock) -> Option<usize> {
        let n_words = |b: &HtmlBlock| b.text.split_whitespace().count();
        let is_one = |b: &HtmlBlock| {
            is_heading(self.tree, b)
                && !is_hidden(b)
                && !b.within.has(APART)
                && (3..=MAX_HEADLINE_WORDS).contains(&n_words(b))
        };
        let before_prose = || self.blocks[..self.first_prose].iter().rposition(is_one);
        let title_tag = &self.stated.title_tag;
        self.in_title.or_else(|| before_prose().filter(|_| same_words(&block.text, title_tag)))
    }

    fn is_site(&self, block: &HtmlBlock) -> bool {
        let other = |at: usize| &self.blocks[at].text;
        self.lower(block).is_some_and(|at| is_site(self.tree, block, other(at), self.stated))
    }
}

fn is_heading(tree: &Tree, block: &HtmlBlock) -> bool {
    matches!(&**tree.name(block.node), "h2" | "h3" | "h4")
}

fn is_hidden(block: &HtmlBlock) -> bool {
    block.within.has(Within::HIDDEN)
}

/// Whether a heading names the site and not the article, which `other` heads: by what the page calls its site, by its
/// place in the title beside the other's words, or because it leads to the front page.
fn is_site(tree: &Tree, block: &HtmlBlock, other: &str, stated: &Stated) -> bool {
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
/// heading between it and the prose that tells of the same, which "What to know" does not.
fn below_breadcrumb(tree: &Tree, blocks: &[HtmlBlock], at: usize) -> Option<usize> {
    if !blocks[at].within.has(Within::NAVIGATION) {
        return None;
    }
    let first_prose = (at + 1..blocks.len()).find(|idx| prose(&blocks[*idx]) > 200.0)?;
    let crumb = long_words(&blocks[at].text);
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
    let whole = || (first..first_prose).take_while(|idx| heading(*idx) == heading(first));
    let tells_the_same = whole().any(|idx| !crumb.is_disjoint(&long_words(&blocks[idx].text)));
    tells_the_same.then(|| whole().last().unwrap_or(first))
}

/// The first-level heading that a block stands in.
pub fn h1(tree: &Tree, block: &HtmlBlock) -> Option<NodeId> {
    tree.up(block.node).take(4).find(|node| &**tree.name(*node) == "h1")
}

/// Whether a heading tells in other words what a stated headline does, which may be made for search engines: two long words
/// are in both, and a third of those of one.
pub fn retells_stated(stated: &Stated, text: &str) -> bool {
    let own = long_words(text);
    stated.headlines.iter().take(MAX_STATED).filter(|headline| is_comparable(headline)).any(|headline| {
        let headline = long_words(headline);
        let n_shared = own.intersection(&headline).count();
        n_shared > 1 && n_shared * 3 >= own.len().min(headline.len())
    })
}

/// The words of four letters and more, in lower case.
fn long_words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
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
    fn a_heading_below_a_breadcrumb_is_the_headline_if_it_tells_of_the_same() {
        let crumb = "Concert of the Orrel choir in May";
        let below = "The choir sings, though its hall is wet";
        let head = format!(
            "<title>{crumb} - Treble Post</title><meta property=og:title content='{crumb}'>\
             <script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"{below}\"}}</script>"
        );
        let above = format!("<nav><ul><li><h1>{crumb}</h1></li></ul></nav>");
        let article = |heading: &str| format!("<h2>{heading}</h2><p>{}</p>", PROSE.repeat(4));
        assert_eq!(title(&head, &above, &article(below)), below);
        assert_eq!(title(&head, &above, &article("What to know today")), crumb);
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
