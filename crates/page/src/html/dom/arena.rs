//! What the tree builder builds into.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::tree::{Data, NONE, Node, NodeId, Tree};

/// Beyond this many nodes and one for so many bytes of source, the rest of a page is left out: it is
/// reconstruction run wild, or made to hurt. The richest of 1,294 news pages has 29,000 nodes.
const NODES_FLOOR: usize = 100_000;

const BYTES_PER_NODE: usize = 16;

/// Attributes that `<html>` and `<body>` keep when later tags of theirs bring more.
const MAX_MERGED_ATTRS: usize = 512;

pub struct Arena<'s> {
    pub tree: RefCell<Tree<'s>>,
    /// The node most recently built into: the depth that the next start tag meets.
    current: Cell<NodeId>,
    /// Character tokens that the builder has not yet put into the tree, in order.
    pub pending: RefCell<Vec<Pending>>,
}

impl<'s> Arena<'s> {
    /// An empty document for `source`.
    pub fn new(source: &'s str) -> Arena<'s> {
        let tree = Tree { source, nodes: Vec::new(), attrs: Vec::new(), notes: Vec::new() };
        let (current, pending) = (Cell::new(NodeId(0)), RefCell::new(Vec::new()));
        let arena = Arena { tree: RefCell::new(tree), current, pending };
        arena.add(Data::Document);
        arena
    }

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

    pub fn depth(&self) -> u16 {
        self.tree.borrow().nodes[self.current.get().0 as usize].depth
    }

    pub fn is_full(&self) -> bool {
        let tree = self.tree.borrow();
        tree.nodes.len() > NODES_FLOOR + tree.source.len() / BYTES_PER_NODE
    }

    pub fn note(&self, what: &'static str) {
        let mut tree = self.tree.borrow_mut();
        if !tree.notes.contains(&what) {
            tree.notes.push(what);
        }
    }

    /// Follows an end tag: the nearest open element of its name is left, if one is near.
    pub fn leave(&self, name: &LocalName) {
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

/// A character token on its way through the builder.
pub struct Pending {
    pub range: Range<usize>,
    pub text: StrTendril,
    pub literal: bool,
}

/// html5ever's view of a node; carries its name because the arena cannot lend it out while it grows.
#[derive(Clone)]
pub struct Handle {
    id: NodeId,
    name: LocalName,
    ns: Namespace,
}

#[derive(Debug)]
pub struct NameOf<'a> {
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
