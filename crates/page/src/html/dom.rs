//! A page's tree, with the place in the source of every character of its text.
//!
//! html5ever builds the tree. What is ours is the arena it builds into, and the bookkeeping that it lacks:
//! text nodes hold ranges of the source instead of copies, so that whatever is read off the tree later can
//! be traced back. Depth, open formatting elements and the number of nodes are bounded, because the
//! standard's tree construction is quadratic in each of them and nodes cost many times the bytes of a short
//! tag; [`Tree::notes`] says when a bound was met.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::trim;
use crate::words::fold;

/// Depth at which further start tags are ignored. The deepest of 1,294 news pages has 43 levels, browsers
/// stop at 512, and every start tag may cost a look at all of them.
const MAX_DEPTH: u16 = 256;
/// Unclosed formatting elements (`<b>`, `<font>` …) that are kept as such; the rest become `<span>`.
const MAX_FORMATTING: u32 = 96;
/// Beyond this many nodes and one for so many bytes of source, the rest of a page is left out: it is
/// reconstruction run wild, or made to hurt. The richest of 1,294 news pages has 29,000 nodes.
const NODES_FLOOR: usize = 100_000;
const BYTES_PER_NODE: usize = 16;
/// Attributes that `<html>` and `<body>` keep when later tags of theirs bring more.
const MAX_MERGED_ATTRS: usize = 512;

/// So many bytes of text are joined before they go to the tree.
const MAX_WAITING: usize = 4096;

const NONE: u32 = u32::MAX;

/// A node's number in its [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub u32);

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document itself.
    Document,
    /// An element with its name and where its attributes stand.
    Element { name: LocalName, attrs: Range<u32> },
    /// Text: a range of the source, and the characters it decodes to where they differ from it.
    Text { source: Range<u32>, decoded: Option<Box<str>> },
}

#[derive(Debug)]
struct Node {
    parent: u32,
    first_child: u32,
    last_child: u32,
    prev: u32,
    next: u32,
    depth: u16,
    data: Data,
}

/// A parsed page. Node 0 is the document.
#[derive(Debug)]
pub struct Tree<'s> {
    /// The decoded page that text nodes point into.
    pub source: &'s str,
    nodes: Vec<Node>,
    attrs: Vec<(LocalName, StrTendril)>,
    /// Which bounds were met while parsing, in words.
    pub notes: Vec<&'static str>,
}

/// Parses a decoded page; any text is a page, so nothing can fail.
pub fn parse(source: &str) -> Tree<'_> {
    let input = Rc::new(BufferQueue::default());
    let sink = Arena {
        tree: RefCell::new(Tree { source, nodes: Vec::new(), attrs: Vec::new(), notes: Vec::new() }),
        current: Cell::new(NodeId(0)),
        pending: RefCell::new(Vec::new()),
    };
    sink.add(Data::Document);
    let options = TreeBuilderOpts { scripting_enabled: true, ..Default::default() };
    let builder = TreeBuilder::new(sink, options);
    let tracker = Tracker {
        builder,
        input: input.clone(),
        piece_end: Cell::new(0),
        seen: Cell::new(0),
        held: Cell::new((0, 0)),
        waiting: RefCell::new(None),
        dropped: Cell::new(0),
        formatting: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(tracker, TokenizerOpts { discard_bom: true, ..Default::default() });
    for piece in trim::kept(source) {
        tokenizer.sink.held.set((tokenizer.sink.seen.get(), tokenizer.sink.piece_end.get()));
        tokenizer.sink.seen.set(piece.start);
        tokenizer.sink.piece_end.set(piece.end);
        input.push_back(StrTendril::from_slice(&source[piece]));
        // A script or a `<meta charset>` hands control back before the piece is used up.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.tree.into_inner()
}

impl<'s> Tree<'s> {
    /// The document node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What `node` is.
    pub fn data(&self, node: NodeId) -> &Data {
        &self.nodes[node.0 as usize].data
    }

    /// The element's name, or the empty name for other nodes.
    pub fn name(&self, node: NodeId) -> &LocalName {
        static EMPTY: LocalName = local_name!("");
        match self.data(node) {
            Data::Element { name, .. } => name,
            _ => &EMPTY,
        }
    }

    /// Whether `node` is an element.
    pub fn is_element(&self, node: NodeId) -> bool {
        matches!(self.data(node), Data::Element { .. })
    }

    /// The element's attributes in order; HTML's lower case names.
    pub fn attrs(&self, node: NodeId) -> &[(LocalName, StrTendril)] {
        match self.data(node) {
            Data::Element { attrs, .. } => &self.attrs[attrs.start as usize..attrs.end as usize],
            _ => &[],
        }
    }

    /// The value of the attribute `name`.
    pub fn attr(&self, node: NodeId, name: &str) -> Option<&str> {
        self.attrs(node).iter().find(|(n, _)| &**n == name).map(|(_, value)| &**value)
    }

    /// The characters of a text node.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        match self.data(node) {
            Data::Text { decoded: Some(text), .. } => Some(text),
            Data::Text { source, .. } => Some(&self.source[source.start as usize..source.end as usize]),
            _ => None,
        }
    }

    /// The parent, unless `node` is the document or detached.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        some(self.nodes[node.0 as usize].parent)
    }

    /// The first child.
    pub fn first_child(&self, node: NodeId) -> Option<NodeId> {
        some(self.nodes[node.0 as usize].first_child)
    }

    /// The last child.
    pub fn last_child(&self, node: NodeId) -> Option<NodeId> {
        some(self.nodes[node.0 as usize].last_child)
    }

    /// The sibling after `node`.
    pub fn next(&self, node: NodeId) -> Option<NodeId> {
        some(self.nodes[node.0 as usize].next)
    }

    /// The sibling before `node`.
    pub fn prev(&self, node: NodeId) -> Option<NodeId> {
        some(self.nodes[node.0 as usize].prev)
    }

    /// The children in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(node), |n| self.next(*n))
    }

    /// `node` and its ancestors, nearest first.
    pub fn up(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(node), |n| self.parent(*n))
    }

    /// The node that follows `node` in document order once `node` and all below it are done, inside `root`.
    pub fn after(&self, mut node: NodeId, root: NodeId) -> Option<NodeId> {
        loop {
            if node == root {
                return None;
            }
            if let Some(next) = self.next(node) {
                return Some(next);
            }
            node = self.parent(node)?;
        }
    }

    /// `root` and all below it in document order.
    pub fn descend(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(root), move |n| self.first_child(*n).or_else(|| self.after(*n, root)))
    }

    /// All the text below `node`, white space folded to single blanks, ends trimmed.
    pub fn folded_text(&self, node: NodeId) -> String {
        let mut out = String::new();
        for below in self.descend(node) {
            if let Some(text) = self.text(below) {
                out.push_str(text);
            } else if below != node && !is_inline(self.name(below)) {
                out.push(' ');
            }
        }
        fold(&out)
    }
}

/// Whether an element flows inside a line of text.
pub fn is_inline(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

/// Stands between tokenizer and tree builder: knows where each token stood and keeps the bounds.
struct Tracker<'s> {
    builder: TreeBuilder<Handle, Arena<'s>>,
    input: Rc<BufferQueue>,
    /// Where in the source the piece being read ends.
    piece_end: Cell<usize>,
    /// How far the tokens passed on so far reach.
    seen: Cell<usize>,
    /// What of the piece before was read without a token: a reference at its end waits for what follows.
    held: Cell<(usize, usize)>,
    /// Characters that stand in the source as they are and wait for more: the tokenizer hands on each line
    /// feed, and each `<` that opens nothing, by itself.
    waiting: RefCell<Option<Pending>>,
    /// Start tags ignored for depth whose end tags are still to come.
    dropped: Cell<u32>,
    /// Formatting elements opened and not yet closed.
    formatting: Cell<u32>,
}

impl Tracker<'_> {
    /// How far into the source the tokenizer has read.
    fn position(&self) -> usize {
        let Some(front) = self.input.pop_front() else { return self.piece_end.get() };
        // A character reference that came to nothing is pushed back as a buffer of its own.
        let rest = if self.input.is_empty() { 0 } else { self.queued() };
        let left = front.len() + rest;
        self.input.push_front(front);
        self.piece_end.get().saturating_sub(left)
    }

    fn queued(&self) -> usize {
        let mut buffers = Vec::new();
        while let Some(buffer) = self.input.pop_front() {
            buffers.push(buffer);
        }
        let total = buffers.iter().map(|b| b.len()).sum();
        for buffer in buffers {
            self.input.push_back(buffer);
        }
        total
    }

    fn characters(&self, text: StrTendril) {
        let source = self.builder.sink.tree.borrow().source;
        let mut range = self.seen.get()..self.position().max(self.seen.get());
        let (held_start, held_end) = self.held.take();
        if range.is_empty() && held_start < held_end {
            range = held_start..held_end;
        }
        // The line feed of a carriage return's pair is read, and dropped, with what comes after it.
        if source[range.clone()].starts_with('\n') && source[..range.start].ends_with('\r') {
            range.start += 1;
        }
        let held = &source[range.clone()];
        // The tokenizer may have looked ahead, or passed over `</>`, which leaves no token; a reference stands
        // for more than it decodes to.
        let is_reference = held.starts_with('&') && (!text.starts_with('&') || is_ampersand(held));
        let found = match held.starts_with(&*text) {
            _ if is_reference => None,
            true => Some(0),
            false => held.find(&*text),
        };
        let literal = found.is_some();
        if let Some(at) = found {
            range = range.start + at..range.start + at + text.len();
        }
        self.seen.set(range.end.max(self.seen.get()));
        let mut waiting = self.waiting.borrow_mut();
        if let Some(Pending { range: before, text: words, literal: true }) = &mut *waiting
            && literal
            && before.end == range.start
            && words.len() < MAX_WAITING
        {
            before.end = range.end;
            words.push_tendril(&text);
            return;
        }
        if let Some(before) = waiting.replace(Pending { range, text, literal }) {
            self.pass_on(before);
        }
    }

    /// Gives the tree the characters that waited for more.
    fn flush(&self) {
        if let Some(characters) = self.waiting.take() {
            self.pass_on(characters);
        }
    }

    fn pass_on(&self, characters: Pending) {
        let text = characters.text.clone();
        self.builder.sink.pending.borrow_mut().push(characters);
        // Only tags make the tree builder answer; of lines it knows to tell errors, which nobody reads.
        let _ = self.builder.process_token(Token::CharacterTokens(text), 0);
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        self.seen.set(self.position());
        let arena = &self.builder.sink;
        match tag.kind {
            TagKind::StartTag => {
                if arena.depth() >= MAX_DEPTH && !is_void(&tag.name) {
                    self.dropped.set(self.dropped.get() + 1);
                    arena.note("tags nested deeper than 256 levels were ignored");
                    return TokenSinkResult::Continue;
                }
                if is_formatting(&tag.name) {
                    if self.formatting.get() >= MAX_FORMATTING {
                        tag.name = local_name!("span");
                    } else {
                        self.formatting.set(self.formatting.get() + 1);
                    }
                }
            }
            TagKind::EndTag => {
                if self.dropped.get() > 0 {
                    self.dropped.set(self.dropped.get() - 1);
                    return TokenSinkResult::Continue;
                }
                if is_formatting(&tag.name) {
                    self.formatting.set(self.formatting.get().saturating_sub(1));
                }
                arena.leave(&tag.name);
            }
        }
        let result = self.builder.process_token(Token::TagToken(tag), line);
        // A tag settles what becomes of the characters before it; what was not placed was dropped.
        arena.pending.borrow_mut().clear();
        result
    }
}

impl TokenSink for Tracker<'_> {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let arena = &self.builder.sink;
        if arena.is_full() && !matches!(token, Token::EOFToken) {
            arena.note("the page has more tags than are read; the rest of it was left out");
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => {
                self.characters(text);
                return TokenSinkResult::Continue;
            }
            // Errors come before the characters they are about.
            Token::ParseError(_) => return TokenSinkResult::Continue,
            _ => self.flush(),
        }
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) => {
                self.seen.set(self.position());
                TokenSinkResult::Continue
            }
            other => {
                self.seen.set(self.position());
                self.builder.process_token(other, line)
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.flush();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether `text`, which begins with `&`, begins with a reference to that character.
fn is_ampersand(text: &str) -> bool {
    let Some(number) = text.strip_prefix("&#") else {
        return text.starts_with("&amp") || text.starts_with("&AMP");
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let n_digits = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    u32::from_str_radix(&digits[..n_digits], radix) == Ok('&'.into())
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Attributes that no stage reads are not kept.
fn is_useful(name: &LocalName) -> bool {
    matches!(
        &**name,
        "alt"
            | "aria-hidden"
            | "aria-label"
            | "charset"
            | "class"
            | "content"
            | "datetime"
            | "dir"
            | "hidden"
            | "href"
            | "http-equiv"
            | "id"
            | "itemid"
            | "itemprop"
            | "itemscope"
            | "itemtype"
            | "lang"
            | "name"
            | "property"
            | "pubdate"
            | "rel"
            | "role"
            | "src"
            | "style"
            | "title"
            | "type"
            | "value"
    ) || name.starts_with("data-")
}

/// html5ever's view of a node; carries its name because the arena cannot lend it out while it grows.
#[derive(Clone)]
struct Handle {
    id: NodeId,
    name: LocalName,
    ns: Namespace,
}

#[derive(Debug)]
struct NameOf<'a> {
    ns: &'a Namespace,
    name: &'a LocalName,
}

impl ElemName for NameOf<'_> {
    fn ns(&self) -> &Namespace {
        self.ns
    }

    fn local_name(&self) -> &LocalName {
        self.name
    }
}

struct Arena<'s> {
    tree: RefCell<Tree<'s>>,
    /// The node most recently built into: the depth that the next start tag meets.
    current: Cell<NodeId>,
    /// Character tokens that the builder has not yet put into the tree, in order.
    pending: RefCell<Vec<Pending>>,
}

impl Arena<'_> {
    fn add(&self, data: Data) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let id = tree.nodes.len() as u32;
        let (parent, first_child, last_child, prev, next) = (NONE, NONE, NONE, NONE, NONE);
        tree.nodes.push(Node { parent, first_child, last_child, prev, next, depth: 0, data });
        NodeId(id)
    }

    fn handle(&self, id: NodeId) -> Handle {
        Handle { id, name: local_name!(""), ns: ns!() }
    }

    fn depth(&self) -> u16 {
        self.tree.borrow().nodes[self.current.get().0 as usize].depth
    }

    fn is_full(&self) -> bool {
        let tree = self.tree.borrow();
        tree.nodes.len() > NODES_FLOOR + tree.source.len() / BYTES_PER_NODE
    }

    fn note(&self, what: &'static str) {
        let mut tree = self.tree.borrow_mut();
        if !tree.notes.contains(&what) {
            tree.notes.push(what);
        }
    }

    /// Follows an end tag: the nearest open element of its name is left, if one is near.
    fn leave(&self, name: &LocalName) {
        let tree = self.tree.borrow();
        let mut at = self.current.get();
        for _ in 0..8 {
            let Some(parent) = tree.parent(at) else { return };
            if tree.name(at) == name {
                self.current.set(parent);
                return;
            }
            at = parent;
        }
    }

    fn link(&self, parent: NodeId, child: NodeId, before: Option<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let nodes = &mut tree.nodes;
        let prev = match before {
            Some(sibling) => nodes[sibling.0 as usize].prev,
            None => nodes[parent.0 as usize].last_child,
        };
        let depth = nodes[parent.0 as usize].depth.saturating_add(1);
        let node = &mut nodes[child.0 as usize];
        node.parent = parent.0;
        node.prev = prev;
        node.next = before.map_or(NONE, |s| s.0);
        node.depth = depth;
        match prev {
            NONE => nodes[parent.0 as usize].first_child = child.0,
            prev => nodes[prev as usize].next = child.0,
        }
        match before {
            Some(sibling) => nodes[sibling.0 as usize].prev = child.0,
            None => nodes[parent.0 as usize].last_child = child.0,
        }
    }

    fn unlink(&self, child: NodeId) {
        let mut tree = self.tree.borrow_mut();
        let nodes = &mut tree.nodes;
        let Node { parent, prev, next, .. } = nodes[child.0 as usize];
        if parent == NONE {
            return;
        }
        match prev {
            NONE => nodes[parent as usize].first_child = next,
            prev => nodes[prev as usize].next = next,
        }
        match next {
            NONE => nodes[parent as usize].last_child = prev,
            next => nodes[next as usize].prev = prev,
        }
        let node = &mut nodes[child.0 as usize];
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    fn insert(&self, parent: NodeId, child: NodeOrText<Handle>, before: Option<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => {
                self.unlink(child.id);
                self.link(parent, child.id, before);
                self.current.set(child.id);
            }
            NodeOrText::AppendText(text) => {
                self.insert_text(parent, &text, before);
                self.current.set(parent);
            }
        }
    }

    fn insert_text(&self, parent: NodeId, text: &str, before: Option<NodeId>) {
        let Some((range, literal)) = self.place(text) else { return };
        let range = range.start as u32..range.end as u32;
        let last = {
            let tree = self.tree.borrow();
            match before {
                Some(sibling) => tree.prev(sibling),
                None => tree.last_child(parent),
            }
        };
        // Text that continues its neighbour in the source is the same text node.
        if literal && let Some(last) = last {
            let mut tree = self.tree.borrow_mut();
            if let Data::Text { source, decoded: None } = &mut tree.nodes[last.0 as usize].data
                && source.end == range.start
            {
                source.end = range.end;
                return;
            }
        }
        let decoded = (!literal).then(|| text.into());
        let node = self.add(Data::Text { source: range, decoded });
        self.link(parent, node, before);
    }

    /// Where the next text that the builder hands over stood in the source, and whether it stands there as it
    /// is.
    ///
    /// The builder may split a token (leading white space), drop white space or hold text back (in tables),
    /// but never changes the order of what it keeps.
    fn place(&self, text: &str) -> Option<(Range<usize>, bool)> {
        let mut pending = self.pending.borrow_mut();
        for idx in 0..pending.len() {
            let Pending { range, text: held, literal } = &pending[idx];
            let skip = held.len() - held.trim_ascii_start().len();
            // Behind `<pre>` one line feed is dropped.
            let first = usize::from(held.starts_with('\n'));
            let Some(at) = [0, first, skip].into_iter().find(|at| held[*at..].starts_with(text)) else {
                continue;
            };
            if !literal {
                let range = range.clone();
                pending.drain(..=idx);
                return Some((range, false));
            }
            let start = range.start + at;
            let end = start + text.len();
            if end == range.end {
                pending.drain(..=idx);
            } else {
                let rest = Pending {
                    range: end..range.end,
                    text: held.subtendril((at + text.len()) as u32, (range.end - end) as u32),
                    literal: true,
                };
                pending.drain(..idx);
                pending[0] = rest;
            }
            return Some((start..end, true));
        }
        pending.clear();
        None
    }
}

/// A character token on its way through the builder.
struct Pending {
    range: Range<usize>,
    text: StrTendril,
    literal: bool,
}

impl<'s> TreeSink for Arena<'s> {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a>
        = NameOf<'a>
    where
        Self: 'a;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: std::borrow::Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.handle(NodeId(0))
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> NameOf<'a> {
        NameOf { ns: &target.ns, name: &target.name }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let range = {
            let mut tree = self.tree.borrow_mut();
            let start = tree.attrs.len() as u32;
            for attr in attrs {
                if is_useful(&attr.name.local) {
                    tree.attrs.push((attr.name.local, attr.value));
                }
            }
            start..tree.attrs.len() as u32
        };
        let id = self.add(Data::Element { name: name.local.clone(), attrs: range });
        Handle { id, name: name.local, ns: name.ns }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(self.add(Data::Text { source: 0..0, decoded: None }))
    }

    fn create_pi(&self, target: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(target)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, child, None);
    }

    fn append_based_on_parent_node(&self, element: &Handle, prev: &Handle, child: NodeOrText<Handle>) {
        if self.tree.borrow().parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(sibling.id);
        if let Some(parent) = parent {
            self.insert(parent, new_node, Some(sibling.id));
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let own = tree.attrs(target.id);
        let is_new = |attr: &Attribute| {
            is_useful(&attr.name.local) && own.iter().all(|(name, _)| *name != attr.name.local)
        };
        let room = MAX_MERGED_ATTRS.saturating_sub(own.len());
        let new: Vec<Attribute> = attrs.into_iter().filter(is_new).take(room).collect();
        if new.is_empty() {
            return;
        }
        let merged: Vec<_> =
            own.iter().cloned().chain(new.into_iter().map(|attr| (attr.name.local, attr.value))).collect();
        let start = tree.attrs.len() as u32;
        tree.attrs.extend(merged);
        let end = tree.attrs.len() as u32;
        if let Data::Element { attrs, .. } = &mut tree.nodes[target.id.0 as usize].data {
            *attrs = start..end;
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.unlink(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let first = self.tree.borrow().first_child(node.id);
            let Some(child) = first else { return };
            self.unlink(child);
            self.link(new_parent.id, child, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(String, String)> {
        let tree = parse(source);
        tree.descend(tree.root())
            .filter_map(|n| match tree.data(n) {
                Data::Text { source: range, .. } => {
                    let from = &source[range.start as usize..range.end as usize];
                    Some((tree.text(n).unwrap().to_string(), from.to_string()))
                }
                _ => None,
            })
            .filter(|(text, _)| !text.trim().is_empty())
            .collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
    }

    #[test]
    fn text_points_at_its_source() {
        let got = texts("<p>Lund &amp; Roe <b>met</b> on&nbsp;Monday</p>");
        let want = [
            ("Lund ", "Lund "),
            ("&", "&amp;"),
            (" Roe ", " Roe "),
            ("met", "met"),
            (" on", " on"),
            ("\u{a0}", "&nbsp;"),
            ("Monday", "Monday"),
        ];
        let want = pairs(&want).into_iter().filter(|(t, _)| !t.trim().is_empty()).collect::<Vec<_>>();
        assert_eq!(got, want);
    }

    #[test]
    fn text_moved_out_of_a_table_keeps_its_place() {
        let got = texts("<table>stray<tr><td>cell</td></tr> more</table>end");
        assert_eq!(got, pairs(&[("stray", "stray"), (" more", " more"), ("cell", "cell"), ("end", "end")]));
    }

    #[test]
    fn stray_less_than_and_broken_references_keep_their_place() {
        let got = texts("<p>a <3 b &bogus; c & d</p>").into_iter().map(|(a, _)| a).collect::<String>();
        assert_eq!(got, "a <3 b &bogus; c & d");
        for (text, from) in texts("<p>a <3 b &bogus; c & d\r\ne</p>") {
            assert!(text == from || text.trim() == from.trim(), "{text:?} from {from:?}");
        }
    }

    #[test]
    fn text_next_to_line_ends_keeps_its_place() {
        const PIECES: [&str; 10] =
            ["& ", "\r\n", "\r", "<3 ", "&bogus;", "&amp;", "<table>", "<tr><td>", "<!-- c -->", "&#8220;"];
        for n in 0..10_000 {
            let pieces = [n % 10, n / 10 % 10, n / 100 % 10, n / 1000];
            let source = format!("<p>.{}.", pieces.map(|piece| PIECES[piece]).concat());
            for (text, from) in texts(&source) {
                assert!(!from.is_empty(), "{text:?} of {source:?} maps to nothing");
                assert!(!text.contains('&') || from.contains('&'), "{text:?} of {source:?} maps to {from:?}");
            }
        }
    }

    #[test]
    fn what_leaves_no_token_and_what_is_cut_short_shift_nothing() {
        assert_eq!(texts("<p>a</>b"), pairs(&[("a", "a"), ("b", "b")]));
        for source in ["<p>a &#", "<p>a &#&#&#", "<p>a &am", "<p>a &x"] {
            for (text, from) in texts(source) {
                assert_eq!(text, from, "{source}");
            }
        }
        assert_eq!(texts("<p>&#038 &AMP"), pairs(&[("&", "&#038"), ("&", "&AMP")]));
    }

    #[test]
    fn lines_are_joined_and_none_is_lost() {
        let lines = "\n\n  a < b\n c\n";
        assert_eq!(texts(&format!("<pre>{lines}</pre>")), pairs(&[(&lines[1..], &lines[1..])]));
        let long = "The dam holds.\n".repeat(10_000);
        let got: String = texts(&format!("<p>{long}")).into_iter().map(|(text, _)| text).collect();
        assert_eq!(got, long);
    }

    #[test]
    fn a_comment_parts_what_stands_around_it() {
        assert_eq!(texts("<p>a <<!-- x -->b>c"), pairs(&[("a <", "a <"), ("b>c", "b>c")]));
        assert_eq!(texts("<p>&am<!-- x -->p;"), pairs(&[("&am", "&am"), ("p;", "p;")]));
    }

    #[test]
    fn scripts_and_comments_leave_no_text() {
        let got =
            texts("<p>one<script>var a = '<p>no</p>';</script><!-- <p>no</p> --> two</p><style>p{}</style>");
        assert_eq!(got, pairs(&[("one", "one"), (" two", " two")]));
    }

    #[test]
    fn deep_nesting_is_cut_and_said() {
        let source = format!("{}deep{}<p>after</p>", "<div>".repeat(200_000), "</div>".repeat(200_000));
        let tree = parse(&source);
        assert!(tree.len() < 2_000);
        assert_eq!(tree.notes.len(), 1);
        assert!(texts(&source).iter().any(|(t, _)| t == "after"));
    }
}
