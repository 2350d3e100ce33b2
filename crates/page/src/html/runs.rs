//! The page as a reader sees it: runs of text between block elements, in order.

use std::ops::Range;

use html5ever::LocalName;

use super::block::HtmlBlock;
use super::class;
use super::dom::{Data, NodeId, Tree, is_inline};
use super::within::Within;
use crate::SourceMap;

/// Beyond this many blocks, and one for so many bytes of source, blocks join: their memory is many times that
/// of a short paragraph. The richest of 1,294 news pages has 1,730.
const BLOCKS_FLOOR: usize = 10_000;

const BYTES_PER_BLOCK: usize = 128;

/// Every run of text on the page, hidden ones and furniture included, and what each node says of its content.
pub fn runs(tree: &Tree) -> (Vec<HtmlBlock>, Vec<Within>) {
    let mut reader = RunReader {
        blocks: Vec::new(),
        max_blocks: BLOCKS_FLOOR + tree.source.len() / BYTES_PER_BLOCK,
        own: vec![Within::default(); tree.len()],
        open: Vec::new(),
        run: None,
        link: 0,
        strong: 0,
        picture: None,
        apart: None,
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
    let RunReader { mut blocks, own, run, .. } = reader;
    blocks.extend(run.map(BlockRun::end));
    (blocks, own)
}

struct RunReader {
    blocks: Vec<HtmlBlock>,
    max_blocks: usize,
    /// What each node says of its content.
    own: Vec<Within>,
    /// Open elements that are not inline.
    open: Vec<NodeId>,
    run: Option<BlockRun>,
    link: u32,
    strong: u32,
    picture: Option<NodeId>,
    /// The inline element being read that is a block of its own.
    apart: Option<NodeId>,
    /// The data table being read: its rows are blocks.
    table: Option<NodeId>,
}

/// A block being read.
struct BlockRun {
    block: HtmlBlock,
    /// White space seen since the last character, as a source range.
    blank: Option<Range<usize>>,
    /// Line breaks among it.
    breaks: u32,
    /// Whether a cell ended among it.
    cell: bool,
    /// Whether an inline element began or ended behind the last character.
    touches: bool,
    /// The inline element that it begins with, where that says what its words are.
    opener: Option<NodeId>,
    /// How many of its bytes stand in that element; none while it is open.
    opened: usize,
}

impl RunReader {
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
        } else if class::is_unseen(tree, node) && is_short(tree, node) && self.is_beside_text(tree, node) {
            // ", opens new tab" is for machines that read pages out.
            return false;
        } else {
            if own.has(Within::SHARE)
                && is_short(tree, node)
                && !self.is_beside_text_on_both_sides(tree, node)
            {
                self.flush();
                self.apart = Some(node);
            }
            if own != Within::default() {
                self.inline(node, own);
            }
            self.touch(name);
        }
        true
    }

    /// An inline element begins or ends here: its words and its neighbour's are apart on the screen, even where no
    /// blank stands between.
    fn touch(&mut self, name: &LocalName) {
        if let Some(run) = &mut self.run
            && !matches!(&**name, "sub" | "sup")
        {
            run.touches = true;
        }
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
        if self.apart == Some(node) {
            self.flush();
            self.apart = None;
        }
        if is_inline(name) {
            self.touch(name);
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

    fn start(&mut self) -> Option<&mut BlockRun> {
        if self.run.is_none() {
            let node = *self.open.last()?;
            let (text, map) = (String::new(), SourceMap::default());
            let (within, picture) = (Within::default(), self.picture);
            let block = HtmlBlock { node, text, map, linked: 0, strong: 0, within, picture };
            self.run = Some(BlockRun {
                block,
                blank: None,
                breaks: 0,
                cell: false,
                touches: false,
                opener: None,
                opened: 0,
            });
        }
        self.run.as_mut()
    }

    fn text(&mut self, tree: &Tree, node: NodeId, text: &str) {
        let Data::Text { source, decoded } = tree.data(node) else { return };
        let literal = decoded.is_none();
        let (linked, strong) = (self.link > 0, self.strong > 0);
        if self.run.is_none() && text.trim().is_empty() {
            return;
        }
        let Some(run) = self.start() else { return };
        let place = |range: Range<usize>| match literal {
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
            _ => {
                self.blocks.extend(self.run.take().map(BlockRun::end).filter(|block| !block.text.is_empty()))
            }
        }
    }
}

/// What stands beside an inline element.
impl RunReader {
    /// Whether an inline element has visible text beside it in its block; alone, it is a block that is not seen.
    fn is_beside_text(&self, tree: &Tree, node: NodeId) -> bool {
        self.is_behind_text() || self.is_before_text(tree, node)
    }

    /// Whether an inline element stands in the middle of a text. "SHARE" before or behind one is no part of it.
    fn is_beside_text_on_both_sides(&self, tree: &Tree, node: NodeId) -> bool {
        self.is_behind_text() && self.is_before_text(tree, node)
    }

    fn is_behind_text(&self) -> bool {
        self.run.as_ref().is_some_and(|run| !run.block.text.is_empty())
    }

    fn is_before_text(&self, tree: &Tree, node: NodeId) -> bool {
        let root = self.open.last().copied().unwrap_or(tree.root());
        let next = |at: &NodeId| match is_inline(tree.name(*at)) && !class::is_unseen(tree, *at) {
            true => tree.first_child(*at).or_else(|| tree.after(*at, root)),
            false => tree.after(*at, root),
        };
        let behind = std::iter::successors(tree.after(node, root), next).take(24);
        let mut line = behind.take_while(|at| !tree.is_element(*at) || is_inline(tree.name(*at)));
        line.any(|at| tree.text(at).is_some_and(|text| !text.trim().is_empty()))
    }
}

impl BlockRun {
    fn end(mut self) -> HtmlBlock {
        // "<span class=dateline>PORT VALE</span> – The dam held …" is no dateline.
        if self.opened > 0 && self.block.text.len() > 2 * self.opened + 10 {
            self.block.within = Within::default();
        }
        self.block
    }

    fn blank(&mut self, source: Range<usize>) {
        self.blank = Some(match self.blank.take() {
            Some(before) if before.end == source.start => before.start..source.end,
            _ => source,
        });
    }

    fn word(&mut self, word: &str, source: Range<usize>) {
        let is_apart = std::mem::take(&mut self.touches) && self.is_apart(word);
        let text = &mut self.block.text;
        let blank = self.blank.take();
        if !text.is_empty() && (blank.is_some() || self.breaks > 0 || self.cell || is_apart) {
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

    /// Whether `word`, in another element than the characters before it, is a word of its own: "Nell Varga" and
    /// "Jun. 5", "5 June 2031" and "Nell Varga".
    fn is_apart(&self, word: &str) -> bool {
        let before = self.block.text.chars().next_back();
        let (Some(before), Some(first)) = (before, word.chars().next()) else { return false };
        let is_line = self.block.text.len() < MAX_LINE;
        before.is_lowercase() && first.is_uppercase()
            || is_line && before.is_lowercase() && first.is_ascii_digit()
            || is_line && before.is_ascii_digit() && first.is_uppercase()
            || is_line && first.is_ascii_digit() && ends_in_year(&self.block.text)
    }
}

/// Whether a text ends with a year and a blank before it: "5 June 2031", behind which "14:05" or "2 shares" begin anew.
fn ends_in_year(text: &str) -> bool {
    let Some((_, last)) = text.rsplit_once(' ') else { return false };
    last.len() == 4
        && last.bytes().all(|b| b.is_ascii_digit())
        && (last.starts_with("19") || last.starts_with("20"))
}

/// A line that says who and when is shorter.
const MAX_LINE: usize = 120;

/// Whether an element holds a few words.
fn is_short(tree: &Tree, node: NodeId) -> bool {
    let mut nodes = tree.descend(node);
    let bytes: usize = nodes.by_ref().take(32).filter_map(|node| tree.text(node)).map(str::len).sum();
    bytes <= MAX_LINE && nodes.next().is_none()
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
