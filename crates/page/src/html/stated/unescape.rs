use crate::html::dom;
use crate::words::fold;

/// Decodes references that were escaped twice.
pub fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let tree = dom::parse(text);
    let plain: String = tree.descend(tree.root()).filter_map(|n| tree.text(n)).collect();
    fold(&plain)
}
