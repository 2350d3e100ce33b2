//! Which blocks are the article, and what each is for.

use std::collections::HashSet;

use onrecord_record::{FurnitureRole, Role};

use super::block::{Block, Within};
use super::class;
use super::dom::{NodeId, Tree};
use super::meta::Stated;
use crate::words::bare;
use crate::{byline, credit, date, furniture};

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
    /// The block that shows the headline.
    pub headline: Option<usize>,
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
        | Within::BYLINE.0
        | Within::TEASER.0
        | Within::CARD.0
        | Within::PULL_QUOTE.0
        | Within::EMBED.0,
);

/// Picks the article out of a page's blocks.
pub fn select(tree: &Tree, blocks: &[Block], stated: &Stated) -> Body {
    let headline = headline(tree, blocks, stated);
    let container = body_around(tree, container(tree, blocks));
    let inside: Vec<bool> = blocks.iter().map(|b| tree.up(b.node).any(|n| n == container)).collect();
    let prose_inside = |idx: usize| if inside[idx] { prose(&blocks[idx]) } else { 0.0 };
    // A headline that most of the article stands before is another's. Teasers of other articles are half links.
    let unlinked = |idx: usize| prose_inside(idx) * (1.0 - 2.0 * blocks[idx].link_density()).max(0.0);
    let before = |h: usize| (0..h).map(unlinked).sum::<f32>();
    let behind = |h: usize| (h..blocks.len()).map(prose_inside).sum::<f32>();
    let headline = headline.filter(|h| before(*h) <= behind(*h));
    let first_prose = (0..blocks.len()).find(|idx| prose_inside(*idx) > 0.0).unwrap_or(0);
    let behind_headline = headline.map_or(0, |h| h + 1)..blocks.len();
    let opening = behind_headline.into_iter().find(|idx| prose_inside(*idx) > 0.0).unwrap_or(0);
    let n_blocks = n_blocks(tree, blocks);
    let places = blocks.iter().enumerate().map(|(idx, block)| {
        if headline.is_some_and(|h| idx < h || idx == h && is_in_heading(tree, block)) {
            match headline.is_some_and(|h| idx + NEAR > h) && is_main_picture(block) {
                true => Place::Article(Role::Caption),
                false => apart(block),
            }
        } else if inside[idx] && (idx > first_prose || !block.within.has(Within::TEASER)) {
            match place(tree, block) {
                Place::Article(Role::Paragraph)
                    if idx > opening && is_below_picture(tree, block, &n_blocks) =>
                {
                    Place::Article(Role::Caption)
                }
                place => place,
            }
        } else if headline.is_some_and(|h| h < idx) && idx < first_prose {
            lead(tree, block)
        } else {
            apart(block)
        }
    });
    let mut places: Vec<Place> = places.collect();
    cut_second_article(tree, blocks, headline, &mut places);
    drop_copies(blocks, &mut places);
    drop_related_lists(blocks, &mut places);
    trim_ends(blocks, &mut places);
    standfirst(tree, blocks, stated, headline, &mut places);
    bold_headings(blocks, &mut places);
    drop_idle_headings(blocks, &mut places);
    Body { places, headline }
}

/// The block that shows the headline: an `h1` that the page also states, else the `h1` before the prose.
fn headline(tree: &Tree, blocks: &[Block], stated: &Stated) -> Option<usize> {
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
    positions(&|b| is_h1(b) && (states(b) || begins_stated(b)) && !b.within.has(Within::HIDDEN))
        .map(|at| below_breadcrumb(tree, blocks, at).unwrap_or(at))
        .or_else(|| positions(&|b| is_h1(b) && states(b)))
        .or_else(|| {
            let heading = |b: &Block| tree.name(b.node).starts_with('h') && states(b);
            positions(&heading)
        })
        .or_else(|| positions(&|b| ends_in_stated(b) && !b.within.has(Within::HIDDEN) && b.linked == 0))
        .or_else(|| {
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_h1(b) && !b.within.has(Within::HIDDEN) && b.text.len() > 10)
        })
        .or_else(|| positions(&|b| b.text.len() > 20 && !b.within.has(APART) && states(b)))
        .or_else(|| {
            let is_in_header = |b: &Block| b.within.has(Within::HEADER) && b.within.has(Within::ARTICLE);
            blocks[..first_prose]
                .iter()
                .rposition(|b| is_in_header(b) && is_heading(b) && !b.within.has(APART) && b.text.len() > 20)
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
fn h1(tree: &Tree, block: &Block) -> Option<NodeId> {
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

/// How much a block says that it is an article's prose: its length in bytes, or nothing.
fn prose(block: &Block) -> f32 {
    let is_prose = block.text.len() >= 60 && block.link_density() < 0.4 && !block.within.has(APART);
    let is_bare = !block.within.has(Within::CAPTION.with(Within::CREDIT).with(Within::FIGURE));
    if is_prose && is_bare { block.text.len() as f32 } else { 0.0 }
}

/// What of a block speaks against an element that it stands in: bytes that are no prose and not set apart.
fn clutter(block: &Block) -> f32 {
    if prose(block) > 0.0 || block.within.has(APART) { 0.0 } else { block.text.len() as f32 }
}

/// The element with the most prose and the least else.
///
/// Of the chain of elements that leads from the root to the heaviest paragraphs, the one whose prose less
/// its clutter is greatest.
fn container(tree: &Tree, blocks: &[Block]) -> NodeId {
    let share = |within| {
        let sum = |blocks: &mut dyn Iterator<Item = &Block>| blocks.map(prose).sum::<f32>();
        sum(&mut blocks.iter().filter(|b| b.within.has(within))) / sum(&mut blocks.iter()).max(1.0)
    };
    let by_article = share(Within::ARTICLE) > 0.5;
    let by_body = share(Within::BODY) > 0.6;
    let mut inside = vec![(0.0, 0.0); tree.len()];
    for block in blocks {
        let (mut prose, clutter) = (prose(block), clutter(block));
        if by_article && !block.within.has(Within::ARTICLE) {
            prose *= 0.1;
        }
        if by_body && !block.within.has(Within::BODY) {
            prose *= 0.1;
        }
        for node in tree.up(block.node) {
            let sums: &mut (f32, f32) = &mut inside[node.0 as usize];
            *sums = (sums.0 + prose, sums.1 + clutter);
        }
    }
    let of = |node: NodeId| inside[node.0 as usize];
    let (mut at, mut best) = (tree.root(), tree.root());
    loop {
        let score = |node| of(node).0 - LAMBDA * of(node).1;
        if score(at) >= score(best) {
            best = at;
        }
        let heaviest = tree.children(at).max_by(|a, b| of(*a).0.total_cmp(&of(*b).0));
        match heaviest {
            Some(child) if of(child).0 > 0.3 * of(best).0 && of(child).0 > 0.0 => at = child,
            _ => return best,
        }
    }
}

/// What the heaviest element is a part of, where that is a list or a paragraph alone.
fn body_around(tree: &Tree, container: NodeId) -> NodeId {
    let is_part = |node: &NodeId| {
        matches!(&**tree.name(*node), "p" | "ul" | "ol" | "li" | "dl" | "dd" | "blockquote" | "span" | "font")
    };
    tree.up(container).find(|node| !is_part(node)).unwrap_or(container)
}

/// Sets apart everything from a second headline on: pages that go on with the next article as one scrolls.
fn cut_second_article(tree: &Tree, blocks: &[Block], headline: Option<usize>, places: &mut [Place]) {
    let Some(first) = headline else { return };
    let Some(first_heading) = h1(tree, &blocks[first]) else { return };
    // A class tells a page's own headlines from an article's `h1` subheadings.
    let Some(class) = tree.attr(first_heading, "class").filter(|c| !c.is_empty()) else { return };
    let mut prose_seen = 0.0;
    for idx in first + 1..blocks.len() {
        prose_seen += prose(&blocks[idx]);
        if prose_seen < 300.0 || same_words(&blocks[idx].text, &blocks[first].text) {
            continue;
        }
        if h1(tree, &blocks[idx]).is_some_and(|h| tree.attr(h, "class") == Some(class)) {
            let rest = places[idx..].iter_mut().filter(|place| matches!(place, Place::Article(_)));
            rest.for_each(|place| *place = Place::Furniture(FurnitureRole::Related));
            return;
        }
    }
}

/// Sets apart the copy that some pages keep of a whole article: a block that begins as an earlier paragraph
/// does and holds another one too, and what comes behind.
fn drop_copies(blocks: &[Block], places: &mut [Place]) {
    let (mut seen, mut has_copy): (Vec<String>, bool) = (Vec::new(), false);
    for idx in 0..places.len() {
        if !matches!(places[idx], Place::Article(Role::Paragraph | Role::ListItem | Role::Quotation)) {
            continue;
        }
        let text = &blocks[idx].text;
        let is_begun = |first: &String| text.len() > first.len() + 100 && text.starts_with(first.as_str());
        if has_copy
            || seen.iter().any(is_begun)
                && seen.iter().filter(|seen| text.contains(seen.as_str())).count() > 2
        {
            has_copy = true;
            places[idx] = apart(&blocks[idx]);
        } else if seen.len() < MAX_SEEN && (40..2000).contains(&text.len()) {
            seen.push(text.clone());
        }
    }
}

/// Copies begin where the article does.
const MAX_SEEN: usize = 16;

/// Sets apart the lists of links that a line such as "More stories" introduces.
fn drop_related_lists(blocks: &[Block], places: &mut [Place]) {
    let mut is_related = false;
    for idx in 0..places.len() {
        match places[idx] {
            Place::Furniture(FurnitureRole::Related) if blocks[idx].text.len() < 100 => is_related = true,
            Place::Furniture(_) => {}
            Place::Article(Role::ListItem) if is_related && blocks[idx].link_density() >= 0.25 => {
                places[idx] = Place::Furniture(FurnitureRole::Related);
            }
            Place::Article(_) => is_related = false,
        }
    }
}

/// Sets apart scraps before the first sentence and behind the last: dates, names, labels.
fn trim_ends(blocks: &[Block], places: &mut [Place]) {
    let is_sentence = |idx: usize| blocks[idx].text.len() >= 80 || ends_sentence(&blocks[idx].text);
    let is_body = |place: Place| {
        matches!(
            place,
            Place::Article(
                Role::Paragraph | Role::Quotation | Role::ListItem | Role::Standfirst | Role::Table
            )
        )
    };
    let Some(first) = (0..places.len()).find(|idx| is_body(places[*idx]) && is_sentence(*idx)) else {
        return;
    };
    let Some(last) = (0..places.len()).rfind(|idx| {
        is_body(places[*idx])
            && (is_sentence(*idx) || matches!(places[*idx], Place::Article(Role::ListItem | Role::Table)))
    }) else {
        return;
    };
    let is_scrap = |idx: usize| match places[idx] {
        Place::Article(Role::Paragraph) => idx > first || !blocks[idx].within.has(Within::STANDFIRST),
        Place::Article(Role::ListItem) => idx < first,
        _ => false,
    };
    let scraps: Vec<usize> = (0..first).chain(last + 1..places.len()).filter(|idx| is_scrap(*idx)).collect();
    scraps.into_iter().for_each(|idx| places[idx] = apart(&blocks[idx]));
    for idx in 0..places.len() {
        if places[idx] == Place::Article(Role::Paragraph) && date::is_date_line(&blocks[idx].text) {
            places[idx] = apart(&blocks[idx]);
        }
    }
}

/// Whether a text ends as a sentence does, in any script.
fn ends_sentence(text: &str) -> bool {
    let closed = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '」', '』']);
    closed.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '۔', '።'])
}

/// Gives what introduces the article its role: the blocks between headline and first paragraph that are set
/// differently from that paragraph, and say so by class, tag, position or by being what the page states as
/// its description.
fn standfirst(tree: &Tree, blocks: &[Block], stated: &Stated, headline: Option<usize>, places: &mut [Place]) {
    let start = headline.map_or(0, |h| h + 1);
    let in_article: Vec<usize> = (start..places.len())
        .filter(|idx| matches!(places[*idx], Place::Article(r) if r != Role::Caption && r != Role::Credit))
        .collect();
    let looks = |idx: usize| {
        let node = blocks[idx].node;
        let class = tree.attr(node, "class").unwrap_or("");
        (tree.parent(node), tree.name(node).clone(), class.to_string())
    };
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
        let is_lead = places[*idx] == Place::Article(Role::Standfirst);
        if is_dateline_or_byline(&block.text) {
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
            (places[*idx] == Place::Article(Role::Standfirst))
                .then(|| places[*idx] = Place::Article(Role::Paragraph));
            break;
        }
        places[*idx] = Place::Article(Role::Standfirst);
    }
}

/// Whether the first paragraph has a class that no other paragraph of the article has, while the next two
/// look the same.
fn is_set_apart(tree: &Tree, blocks: &[Block], in_article: &[usize]) -> bool {
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

/// How many bytes of prose one byte of clutter is worth.
const LAMBDA: f32 = 1.0;

/// The place of a block between the headline and the article's element: a standfirst, the first picture's
/// caption, or a first paragraph that has an element of its own.
fn lead(tree: &Tree, block: &Block) -> Place {
    // A line that is called a standfirst is one, whatever it shares its place with.
    let beside = match class::within(tree, block.node).has(Within::STANDFIRST) {
        true => Within::SHARE.with(Within::NAVIGATION).with(Within::BYLINE).with(Within::TAGS),
        false => Within::default(),
    };
    let apart_here = Within(APART.0 & !Within::TEASER.0 & !beside.0);
    if is_caption(block) {
        return Place::Article(Role::Caption);
    }
    if block.within.has(Within::TEASER) && block.within.has(Within::LIST) {
        return apart(block);
    }
    if block.within.has(apart_here) || block.link_density() > 0.5 || h1(tree, block).is_some() {
        return apart(block);
    }
    if let Some(role) = furniture::role_of(&block.text) {
        return Place::Furniture(role);
    }
    let n_words = block.text.split_whitespace().count();
    let is_called = class::within(tree, block.node).has(Within::STANDFIRST);
    let is_sentence =
        block.text.len() >= 40 && n_words >= 6 || block.text.len() >= 120 || is_called && n_words >= 5;
    if !is_sentence || is_dateline_or_byline(&block.text) {
        return apart(block);
    }
    Place::Article(Role::Standfirst)
}

/// Whether a line under the headline says who wrote the article or when, and nothing else.
fn is_dateline_or_byline(text: &str) -> bool {
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
fn is_caption(block: &Block) -> bool {
    let apart = Within(APART.0 & !(Within::EMBED.0 | Within::BUTTON.0 | Within::TEASER.0 | Within::ASIDE.0));
    let is_one = block.within.has(Within::CAPTION)
        || block.within.has(Within::FIGURE)
            && !block.within.has(Within::BUTTON.with(Within::EMBED).with(Within::ASIDE));
    // Pictures are linked to their larger selves, caption and all.
    let is_of_figure = block.within.has(Within::CAPTION) && block.within.has(Within::FIGURE);
    is_one
        && !block.within.has(apart)
        && block.text.len() < 1200
        && (block.link_density() < 0.8 || is_of_figure)
}

/// A picture this many blocks before the headline is the article's.
const NEAR: usize = 12;

/// Whether a block is the caption of a picture that stands on no card.
fn is_main_picture(block: &Block) -> bool {
    let others = Within::TEASER.with(Within::CARD).with(Within::RELATED);
    block.within.has(Within::CAPTION)
        && block.within.has(Within::FIGURE)
        && !block.within.has(others)
        && is_caption(block)
}

/// How many blocks stand in each element.
fn n_blocks(tree: &Tree, blocks: &[Block]) -> Vec<u32> {
    let mut out = vec![0; tree.len()];
    blocks.iter().flat_map(|block| tree.up(block.node)).for_each(|node| out[node.0 as usize] += 1);
    out
}

/// Whether a line that is no sentence shares an element with a picture and hardly anything else.
fn is_below_picture(tree: &Tree, block: &Block, n_blocks: &[u32]) -> bool {
    let Some(picture) = block.picture else { return false };
    let frame = tree.up(block.node).take(5).find(|node| tree.up(picture).take(8).any(|above| above == *node));
    frame.is_some_and(|frame| n_blocks[frame.0 as usize] <= 3)
        && (10..300).contains(&block.text.len())
        && block.linked == 0
        && !block.text.starts_with(char::is_lowercase)
        && !ends_sentence(&block.text)
}

/// Whether a block is there to be followed, not read.
fn is_link(block: &Block) -> bool {
    let unlinked = block.text.len() - block.linked.min(block.text.len());
    block.link_density() > 0.5 && (unlinked < 25 || block.link_density() > 0.9)
}

/// Gives short bold lines between paragraphs their role: headings that no element says to be one.
fn bold_headings(blocks: &[Block], places: &mut [Place]) {
    let is_bold = |block: &Block| block.strong * 10 >= block.text.len() * 9;
    let mut next: Option<usize> = None;
    for idx in (0..places.len()).rev() {
        if !matches!(places[idx], Place::Article(Role::Paragraph)) {
            if matches!(places[idx], Place::Article(_)) {
                next = None;
            }
            continue;
        }
        let block = &blocks[idx];
        let is_heading = is_bold(block)
            && block.text.len() <= 100
            && !block.text.contains('\n')
            && !block.text.ends_with(['.', ',', ';', ':'])
            && next.is_some_and(|next| blocks[next].text.len() > 100 && !is_bold(&blocks[next]));
        if is_heading {
            places[idx] = Place::Article(Role::Heading);
        }
        next = Some(idx);
    }
}

/// Sets apart headings that head nothing: followed by another of their kind, or by the article's end.
fn drop_idle_headings(blocks: &[Block], places: &mut [Place]) {
    let mut has_text = false;
    for idx in (0..places.len()).rev() {
        match places[idx] {
            Place::Article(Role::Heading) if !has_text => places[idx] = apart(&blocks[idx]),
            Place::Article(Role::Heading | Role::Caption | Role::Credit) => {}
            Place::Article(_) => has_text = true,
            Place::Furniture(_) => {}
        }
    }
}

/// The place of a block inside the container.
fn place(tree: &Tree, block: &Block) -> Place {
    if is_caption(block) {
        return Place::Article(Role::Caption);
    }
    if block.within.has(APART) || is_link(block) {
        return apart(block);
    }
    if credit::supplied(&block.text).is_some() {
        return Place::Article(Role::Credit);
    }
    if let Some(role) = furniture::role_of(&block.text) {
        return Place::Furniture(role);
    }
    Place::Article(match &**tree.name(block.node) {
        "h1" => return apart(block),
        _ if block.within.has(Within::CREDIT) => Role::Credit,
        _ if is_in_heading(tree, block) => Role::Heading,
        _ if block.within.has(Within::TABLE) && block.text.contains('\t') => Role::Table,
        _ if block.within.has(Within::QUOTATION) => Role::Quotation,
        _ if block.within.has(Within::LIST) => Role::ListItem,
        _ => Role::Paragraph,
    })
}

fn is_in_heading(tree: &Tree, block: &Block) -> bool {
    tree.up(block.node).take(3).any(|n| matches!(&**tree.name(n), "h2" | "h3" | "h4" | "h5" | "h6"))
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

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The dam above the town held through the night, its keepers said on Monday morning. ";

    /// The article's blocks, each as its role and words.
    fn read(body: &str) -> Vec<(Role, String)> {
        let page = crate::html::read(
            format!("<body>{body}</body>"),
            &crate::Origin::named("page"),
            crate::language::identify,
        );
        page.article.blocks.into_iter().map(|block| (block.role, block.text)).collect()
    }

    fn roles(body: &str) -> Vec<Role> {
        read(body).into_iter().map(|(role, _)| role).collect()
    }

    #[test]
    fn an_article_in_one_list_keeps_what_stands_around_it() {
        let items = format!("<li>{PROSE}</li>").repeat(3);
        let page = format!(
            "<h1>Dam holds in storm</h1><div><p>Who kept it?</p><ul>{items}</ul><p>They did.</p></div>"
        );
        assert_eq!(read(&page).last().unwrap().1, "They did.");
    }

    #[test]
    fn bold_lines_before_paragraphs_are_headings() {
        let page = format!(
            "<article><p>{PROSE}{PROSE}</p><p><b>A long night</b></p><p>{PROSE}{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Paragraph, Role::Heading, Role::Paragraph]);
    }

    #[test]
    fn a_copy_of_the_article_is_set_apart() {
        let paragraphs = [
            "Keepers stayed at the gates all night, and so did the mayor.",
            PROSE.trim(),
            "The river fell at dawn, and people went home to sleep.",
        ];
        let article: String = paragraphs.iter().map(|p| format!("<p>{p}</p>")).collect();
        let page = format!("<div>{article}<div>{} They slept for a day.</div></div>", paragraphs.join(" "));
        assert_eq!(read(&page).len(), 3);
    }

    #[test]
    fn links_behind_their_heading_are_set_apart() {
        let links = "<li><a href=x>Harbour reopens</a> after two long years of repairs</li>".repeat(3);
        let page = format!(
            "<article><p>{PROSE}</p><p>{PROSE}</p><h3>Related stories</h3><ul>{links}</ul></article>"
        );
        assert_eq!(roles(&page), [Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn datelines_and_bylines_are_no_standfirst() {
        let page = format!(
            "<article><header><h1>Dam holds in storm</h1><p class=intro>Keepers stayed at the gates all night.</p>\
             <div>Von Ada Roe und Kit Lund</div><div>Heute, 12:37 Uhr</div></header><p>{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Standfirst, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn a_line_that_shares_its_element_with_a_picture_is_its_caption() {
        let picture = "<div><div><img src=dam.jpg></div><div>The dam on Monday morning</div></div>";
        let page = format!("<article><p>{PROSE}{PROSE}</p>{picture}<p>{PROSE}</p></article>");
        assert_eq!(roles(&page), [Role::Paragraph, Role::Caption, Role::Paragraph]);
        let formula =
            format!("<article><p>{PROSE}</p><p><img src=h.png> is the height</p><p>{PROSE}</p></article>");
        assert_eq!(roles(&formula), [Role::Paragraph; 3]);
        let unspoken = "<aside class=image aria-hidden=true><p class=caption>The dam on Monday.</p></aside>";
        let page = format!("<article><p>{PROSE}{PROSE}</p>{unspoken}<p>{PROSE}</p></article>");
        assert_eq!(roles(&page), [Role::Paragraph, Role::Caption, Role::Paragraph]);
    }

    #[test]
    fn a_picture_before_the_headline_is_the_articles() {
        let figure = "<figure><img src=dam.jpg><figcaption>The dam on Monday.</figcaption></figure>";
        let page = format!(
            "<article>{figure}<h1>Dam holds in storm</h1><p>{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Caption, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn scraps_before_the_first_sentence_are_set_apart_and_called_standfirsts_are_none() {
        let page = format!(
            "<article><h1>Dam holds in storm</h1><p class=strapline>But only just, for now</p>\
             <ul><li>Posted</li><li>Monday morning</li></ul><p>{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Standfirst, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn the_headline_is_below_the_breadcrumb() {
        let page = format!(
            "<title>Dam holds in storm</title><meta property=og:title content='Keepers save the dam and the town'>\
             <nav class=breadcrumb><h1>Dam holds in storm</h1></nav>\
             <article><h2>Keepers save the dam and the town</h2><p>{PROSE}{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        assert_eq!(page.article.title, "Keepers save the dam and the town");
        assert_eq!(page.article.blocks.len(), 2);
        // A standfirst may be a second-level heading too.
        let page = format!(
            "<title>Dam holds in storm</title><nav class=breadcrumb><h1>Dam holds in storm</h1></nav>\
             <article><h2>{PROSE}{PROSE}</h2><p>{PROSE}{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        assert_eq!(page.article.title, "Dam holds in storm");
    }
}
