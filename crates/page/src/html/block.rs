//! The page as a reader sees it: runs of text between block elements, in order, with what surrounds them.

use std::collections::HashMap;

use super::class;
use super::dom::{NodeId, Tree, is_inline};
use super::within::Within;
use crate::SourceMap;

/// A run of text.
#[derive(Debug)]
pub struct Block {
    /// The block element it stands in.
    pub node: NodeId,
    /// Its characters, white space folded; a line break stays one.
    pub text: String,
    /// Where each of them stood.
    pub map: SourceMap,
    /// How many of its bytes are inside links.
    pub linked: usize,
    /// How many of its bytes are bold.
    pub strong: usize,
    /// What encloses it.
    pub within: Within,
    /// The last picture before it.
    pub picture: Option<NodeId>,
}

impl Block {
    /// The share of its text inside links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.linked as f32 / self.text.len().max(1) as f32
    }
}

/// Beyond this many blocks, and one for so many bytes of source, blocks join: their memory is many times that
/// of a short paragraph. The richest of 1,294 news pages has 1,730.
const BLOCKS_FLOOR: usize = 10_000;
const BYTES_PER_BLOCK: usize = 128;

/// Every run of text on the page, hidden ones and furniture included.
pub fn blocks(tree: &Tree) -> Vec<Block> {
    let mut reader = Reader {
        blocks: Vec::new(),
        max_blocks: BLOCKS_FLOOR + tree.source.len() / BYTES_PER_BLOCK,
        own: vec![Within::default(); tree.len()],
        open: Vec::new(),
        run: None,
        link: 0,
        strong: 0,
        picture: None,
        table: None,
    };
    let root = tree.root();
    let mut at = Some(root);
    while let Some(node) = at {
        at = if reader.enter(tree, node) { tree.first_child(node) } else { None };
        // Climb out of everything that ends here.
        let mut done = node;
        while at.is_none() {
            reader.leave(tree, done);
            if done == root {
                break;
            }
            at = tree.next(done);
            if at.is_none() {
                match tree.parent(done) {
                    Some(parent) => done = parent,
                    None => break,
                }
            }
        }
    }
    let Reader { mut blocks, own, run, .. } = reader;
    blocks.extend(run.map(Run::end));
    enclose(tree, &mut blocks, own);
    blocks
}

/// Tells each block what encloses it.
///
/// What an element says of itself is not believed where most of the page's prose is inside it: a `<body
/// class="has-sidebar comments-open">` is neither a sidebar nor comments.
fn enclose(tree: &Tree, blocks: &mut [Block], mut own: Vec<Within>) {
    let prose = |block: &Block| match block.text.len() > 80 && block.link_density() < 0.3 {
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
    // Nor is a word believed that, over all the elements that bear it, holds most of the page's prose.
    let mut by_bit = [0u32; 32];
    for block in blocks.iter_mut() {
        block.within =
            tree.up(block.node).fold(block.within, |within, node| within.with(own[node.0 as usize]));
        let weight = prose(block);
        (0..32).filter(|bit| block.within.0 >> bit & 1 == 1).for_each(|bit| by_bit[bit] += weight);
    }
    let common =
        (0..32).filter(|bit| by_bit[*bit] as f32 > 0.5 * total as f32).fold(0, |bits, bit| bits | 1 << bit);
    let void = common & !(Within::TRUSTED.0 | Within::COMMENTS.0 | Within::CARD.0);
    for block in blocks {
        block.within.0 &= !void;
    }
}

fn h1(tree: &Tree, block: &Block) -> Option<NodeId> {
    tree.up(block.node).take(3).find(|node| &**tree.name(*node) == "h1")
}

/// Takes from elements the word that they are teasers where they hold much text and hardly a link.
fn teasers(tree: &Tree, blocks: &[Block], own: &mut [Within]) {
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
fn nested_articles(tree: &Tree, blocks: &[Block], own: &mut [Within]) {
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
fn cards(tree: &Tree, blocks: &[Block], own: &mut [Within]) {
    #[derive(Clone, Copy, Default)]
    struct Content {
        bytes: usize,
        n_linked: usize,
    }
    let mut content = vec![Content::default(); tree.len()];
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
            let Content { bytes, n_linked } = content[node.0 as usize];
            (30..700).contains(&bytes) && (1..=4).contains(&n_linked)
        };
        if nodes.iter().filter(is_card).count() * 5 >= nodes.len() * 4 {
            for node in nodes.iter().filter(is_card) {
                own[node.0 as usize] = own[node.0 as usize].with(Within::CARD);
            }
        }
    }
}

struct Reader {
    blocks: Vec<Block>,
    max_blocks: usize,
    /// What each node says of its content.
    own: Vec<Within>,
    /// Open elements that are not inline.
    open: Vec<NodeId>,
    run: Option<Run>,
    link: u32,
    strong: u32,
    picture: Option<NodeId>,
    /// The data table being read: its rows are blocks.
    table: Option<NodeId>,
}

/// A block being read.
struct Run {
    block: Block,
    /// White space seen since the last character, as a source range.
    blank: Option<std::ops::Range<usize>>,
    /// Line breaks among it.
    breaks: u32,
    /// Whether a cell ended among it.
    cell: bool,
    /// The inline element that it begins with, where that says what its words are.
    opener: Option<NodeId>,
    /// How many of its bytes stand in that element; none while it is open.
    opened: usize,
}

impl Reader {
    /// Reads a node's start; says whether its children are to be read.
    fn enter(&mut self, tree: &Tree, node: NodeId) -> bool {
        if let Some(text) = tree.text(node) {
            self.text(tree, node, text);
            return false;
        }
        let name = tree.name(node);
        match &**name {
            "head" | "script" | "style" | "noscript" | "template" | "select" | "textarea" | "iframe"
            | "object" | "audio" | "video" | "canvas" | "svg" | "math" | "map" | "datalist" | "title"
            // How a word is read, beside the word.
            | "rt" | "rp" => {
                return false;
            }
            "br" => {
                self.line_break();
                return false;
            }
            "img" | "amp-img" => self.picture = Some(node),
            "a" => self.link += 1,
            "b" | "strong" => self.strong += 1,
            _ => {}
        }
        let own = class::within(tree, node);
        if self.table.is_some() && matches!(&**name, "td" | "th") {
            self.cell();
        } else if !is_inline(name) && (self.table.is_none() || matches!(&**name, "tr" | "caption")) {
            self.flush();
            if &**name == "table" && is_data_table(tree, node) {
                self.table = Some(node);
            }
            self.own[node.0 as usize] = own;
            self.open.push(node);
        } else if own != Within::default() {
            self.inline(node, own);
        }
        true
    }

    fn leave(&mut self, tree: &Tree, node: NodeId) {
        let name = tree.name(node);
        match &**name {
            "a" => self.link = self.link.saturating_sub(1),
            "b" | "strong" => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
        if let Some(run) = &mut self.run
            && run.opener == Some(node)
        {
            run.opened = run.block.text.len();
        }
        if self.open.last() == Some(&node) {
            self.flush();
            self.open.pop();
            if self.table == Some(node) {
                self.table = None;
            }
        }
    }

    /// An inline element can say what its words are: the run that it opens takes it over, if it is most of it.
    fn inline(&mut self, node: NodeId, own: Within) {
        if self.run.is_none()
            && let Some(run) = self.start()
        {
            run.block.within = own;
            run.opener = Some(node);
        }
    }

    fn start(&mut self) -> Option<&mut Run> {
        if self.run.is_none() {
            let node = *self.open.last()?;
            let (text, map) = (String::new(), SourceMap::default());
            let (within, picture) = (Within::default(), self.picture);
            let block = Block { node, text, map, linked: 0, strong: 0, within, picture };
            self.run = Some(Run { block, blank: None, breaks: 0, cell: false, opener: None, opened: 0 });
        }
        self.run.as_mut()
    }

    fn text(&mut self, tree: &Tree, node: NodeId, text: &str) {
        let super::dom::Data::Text { source, decoded } = tree.data(node) else { return };
        let literal = decoded.is_none();
        let (linked, strong) = (self.link > 0, self.strong > 0);
        if self.run.is_none() && text.trim().is_empty() {
            return;
        }
        let Some(run) = self.start() else { return };
        let place = |range: std::ops::Range<usize>| match literal {
            true => source.start as usize + range.start..source.start as usize + range.end,
            false => source.start as usize..source.end as usize,
        };
        run.block.text.reserve(text.len());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let word = match literal {
                true => as_it_is(rest),
                false => rest.find(|c| is_blank(c) || is_unseen(c)).unwrap_or(rest.len()),
            };
            if let Some(unseen) = rest.chars().next().filter(|c| is_unseen(*c)) {
                at += unseen.len_utf8();
            } else if word > 0 {
                let before = run.block.text.len();
                run.word(&rest[..word], place(at..at + word));
                let added = run.block.text.len() - before;
                run.block.linked += if linked { added } else { 0 };
                run.block.strong += if strong { added } else { 0 };
                at += word;
            } else {
                let blank = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
                run.blank(place(at..at + blank));
                at += blank;
            }
        }
    }

    fn line_break(&mut self) {
        if let Some(run) = &mut self.run {
            run.breaks += 1;
            if run.breaks > 1 && !run.block.text.is_empty() && self.table.is_none() {
                self.flush();
            }
        }
    }

    fn cell(&mut self) {
        if let Some(run) = &mut self.run {
            run.cell = true;
        }
    }

    fn flush(&mut self) {
        match &mut self.run {
            Some(run) if self.blocks.len() >= self.max_blocks => run.breaks += 1,
            _ => self.blocks.extend(self.run.take().map(Run::end).filter(|block| !block.text.is_empty())),
        }
    }
}

impl Run {
    fn end(mut self) -> Block {
        // "<span class=dateline>PORT VALE</span> – The dam held …" is no dateline.
        if self.opened > 0 && self.block.text.len() > 2 * self.opened + 10 {
            self.block.within = Within::default();
        }
        self.block
    }

    fn blank(&mut self, source: std::ops::Range<usize>) {
        self.blank = Some(match self.blank.take() {
            Some(before) if before.end == source.start => before.start..source.end,
            _ => source,
        });
    }

    fn word(&mut self, word: &str, source: std::ops::Range<usize>) {
        let text = &mut self.block.text;
        let blank = self.blank.take();
        if !text.is_empty() && (blank.is_some() || self.breaks > 0 || self.cell) {
            let at = text.len();
            text.push(if self.cell {
                '\t'
            } else if self.breaks > 0 {
                '\n'
            } else {
                ' '
            });
            // A blank that no white space stands for (a cell's border) points between its neighbours.
            let place = blank.unwrap_or(source.start..source.start);
            self.block.map.push(at..at + 1, place);
        }
        (self.breaks, self.cell) = (0, false);
        let at = text.len();
        text.push_str(word);
        self.block.map.push(at..at + word.len(), source);
    }
}

/// How many bytes of a text are words and single blanks between them: nothing that folds or is unseen.
fn as_it_is(text: &str) -> usize {
    let (mut end, mut is_behind_word) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '!'..='~' => (end, is_behind_word) = (at + 1, true),
            ' ' if is_behind_word => is_behind_word = false,
            _ if is_blank(c) || is_unseen(c) => break,
            _ => (end, is_behind_word) = (at + c.len_utf8(), true),
        }
    }
    end
}

/// White space that folds.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\0'
}

/// Characters that show nothing and part no words. A soft hyphen is none: it is how a word is spelt.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// A table of data, as against one that only lays the page out: rows of several short cells.
fn is_data_table(tree: &Tree, table: NodeId) -> bool {
    let (mut rows, mut cells, mut bytes) = (0, 0, 0);
    for node in tree.descend(table) {
        match &**tree.name(node) {
            "table" if node != table => return false,
            "tr" => rows += 1,
            "td" | "th" => cells += 1,
            "ul" | "ol" | "article" | "section" | "form" | "h1" | "h2" | "h3" => return false,
            _ => bytes += tree.text(node).map_or(0, |t| t.trim().len()),
        }
        if bytes > 400 * (cells + 1) {
            return false;
        }
    }
    rows >= 2 && cells >= 2 * rows - 1 && bytes <= 120 * cells
}

#[cfg(test)]
mod tests {
    use super::super::dom::parse;
    use super::*;

    fn read(html: &str) -> Vec<String> {
        blocks(&parse(html)).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn blocks_end_where_block_elements_do() {
        let html = "<div>One <b>two</b><p>three  four\n five</p>six<br>seven<br><br>eight</div>";
        assert_eq!(read(html), ["One two", "three four five", "six\nseven", "eight"]);
    }

    #[test]
    fn words_stay_whole_and_their_readings_apart() {
        let html = "<p>a dem\u{ad}o\u{200b}cra\u{200b}cy</p><p><ruby>\u{5b50}<rt>ko</rt></ruby>ra</p>";
        assert_eq!(read(html), ["a dem\u{ad}ocracy", "\u{5b50}ra"]);
    }

    #[test]
    fn an_inline_element_speaks_for_its_own_words() {
        let html = "<p><span class=dateline>PORT VALE</span> \u{2013} The dam above the town held through the night.</p>\
                    <p><span class=dateline>PORT VALE</span></p>";
        let bylines: Vec<bool> =
            blocks(&parse(html)).iter().map(|block| block.within.has(Within::BYLINE)).collect();
        assert_eq!(bylines, [false, true]);
    }

    #[test]
    fn rows_of_a_data_table_are_lines() {
        let html = "<table><tr><th>Year<th>Total</tr><tr><td>2021<td><b>4</b></tr></table>";
        assert_eq!(read(html), ["Year\tTotal", "2021\t4"]);
    }

    #[test]
    fn every_character_maps_back() {
        let html = "<p>A&amp;B&nbsp;&nbsp; met <a href=x>Lund</a>&mdash;twice\r\n on&#32;Monday</p>";
        let block = &blocks(&parse(html))[0];
        assert_eq!(block.text, "A&B met Lund\u{2014}twice on Monday");
        let at = |words: &str| {
            let start = block.text.find(words).unwrap();
            &html[block.map.source(start..start + words.len()).unwrap()]
        };
        assert_eq!(at("&"), "&amp;");
        assert_eq!(at("Lund"), "Lund");
        assert_eq!(at("\u{2014}"), "&mdash;");
        assert_eq!(at("B met"), "B&nbsp;&nbsp; met");
        assert_eq!(at("on Monday"), "on&#32;Monday");
    }
}
