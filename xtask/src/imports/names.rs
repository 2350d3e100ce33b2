//! Types of one name: who meets the second takes it for the first.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, Visibility};

use super::source::Modules;

/// Names that every crate may have, by custom.
const CUSTOMARY: [&str; 3] = ["Error", "ErrorKind", "Result"];

/// The types that other files can see, by name, and where each is defined.
#[derive(Debug, Default)]
pub struct Types {
    defined: BTreeMap<String, Vec<String>>,
}

impl Types {
    /// Takes in the types of a crate; what only its own file sees does not count.
    pub fn add(&mut self, modules: &Modules, root: &Path) {
        for module in &modules.modules {
            let path = &modules.files[module.file];
            let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
            for name in module.items.iter().flat_map(types) {
                let files = self.defined.entry(name).or_default();
                files.extend((!files.contains(&file)).then(|| file.clone()));
            }
        }
    }

    /// The names that stand for several types, each with the files that define one.
    pub fn twice(&self) -> impl Iterator<Item = String> {
        let several = self
            .defined
            .iter()
            .filter(|(name, files)| files.len() > 1 && !CUSTOMARY.contains(&name.as_str()));
        several.map(|(name, files)| format!("{name} stands for {} types: {}", files.len(), files.join(", ")))
    }
}

/// The types that an item makes known to other files.
fn types(item: &Item) -> Vec<String> {
    let (seen, name) = match item {
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Union(item) => (&item.vis, &item.ident),
        Item::Macro(item) => return documented(item.mac.tokens.clone()),
        _ => return Vec::new(),
    };
    match seen {
        Visibility::Inherited => Vec::new(),
        _ => vec![name.to_string()],
    }
}

/// The types that a macro is told to make: the capitalised names right behind a doc comment.
fn documented(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let name = |three: &[TokenTree]| match three {
        [TokenTree::Punct(mark), TokenTree::Group(doc), TokenTree::Ident(name)]
            if mark.as_char() == '#' && doc.to_string().contains("doc") =>
        {
            Some(name.to_string()).filter(|name| name.starts_with(|c: char| c.is_uppercase()))
        }
        _ => None,
    };
    tokens.windows(3).filter_map(name).collect()
}
