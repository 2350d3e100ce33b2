use super::dom::NodeId;
use super::within::Within;
use crate::SourceMap;

/// A run of text.
#[derive(Debug)]
pub struct HtmlBlock {
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

impl HtmlBlock {
    /// The share of its text inside links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.linked as f32 / self.text.len().max(1) as f32
    }
}
