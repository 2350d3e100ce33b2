//! The tree itself: nodes by number, and the ways between them.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, local_name};

use crate::words::fold;

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
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) last_child: u32,
    pub(super) prev: u32,
    pub(super) next: u32,
    pub(super) depth: u16,
    pub(super) data: Data,
}

/// A parsed page. Node 0 is the document.
#[derive(Debug)]
pub struct Tree<'s> {
    /// The decoded page that text nodes point into.
    pub source: &'s str,
    pub(super) nodes: Vec<Node>,
    pub(super) attrs: Vec<(LocalName, StrTendril)>,
    /// Which bounds were met while parsing, in words.
    pub notes: Vec<&'static str>,
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

pub(super) const NONE: u32 = u32::MAX;

fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}
