//! The modules of a crate, as its files declare them.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemMod, UseTree};

/// A module's number among those of its crate.
pub type ModuleId = usize;

/// What a crate consists of; module 0 is its root.
pub struct Modules {
    pub modules: Vec<Module>,
    pub files: Vec<PathBuf>,
}

/// A module: a file, or a part of one in braces.
pub struct Module {
    pub file: usize,
    pub parent: Option<ModuleId>,
    pub children: HashMap<String, ModuleId>,
    /// Names that are defined here.
    pub defined: Vec<String>,
    pub uses: Vec<Use>,
    /// What stands in it, but for modules, imports and what is for tests alone.
    pub items: Vec<Item>,
}

/// One name that a `use` brings in.
pub struct Use {
    /// The name as it is known here; `*` for all that a module has.
    pub name: String,
    pub path: Vec<String>,
    /// Whether others may import it from here: then it is passed on, and imports nothing by itself.
    pub is_passed_on: bool,
}

/// Reads the modules of the crate whose root is `entry`.
///
/// # Errors
/// Where a file cannot be read, is no Rust, or a declared module has no file.
pub fn modules(entry: &Path) -> Result<Modules, Box<dyn Error>> {
    let mut out = Modules { modules: Vec::new(), files: Vec::new() };
    let folder = entry.parent().ok_or("a crate's root lies in no folder")?;
    out.file(entry, folder, None)?;
    Ok(out)
}

impl Modules {
    /// Reads a file whose child modules lie in `folder`.
    fn file(
        &mut self,
        path: &Path,
        folder: &Path,
        parent: Option<ModuleId>,
    ) -> Result<ModuleId, Box<dyn Error>> {
        let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| at(&error))?;
        let parsed = syn::parse_file(&text).map_err(|error| at(&error))?;
        self.files.push(path.to_path_buf());
        self.module(self.files.len() - 1, parsed.items, folder, parent)
    }

    fn module(
        &mut self,
        file: usize,
        items: Vec<Item>,
        folder: &Path,
        parent: Option<ModuleId>,
    ) -> Result<ModuleId, Box<dyn Error>> {
        let id = self.modules.len();
        let (children, defined, uses) = (HashMap::new(), Vec::new(), Vec::new());
        self.modules.push(Module { file, parent, children, defined, uses, items: Vec::new() });
        for item in items.into_iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let child = self.child(file, inner, folder, id)?;
                    self.modules[id].children.insert(name, child);
                }
                Item::Use(item) => {
                    let is_passed_on = !matches!(item.vis, syn::Visibility::Inherited);
                    self.modules[id].uses.extend(brought_in(&item.tree, is_passed_on));
                }
                item => {
                    self.modules[id].defined.extend(name_of(&item));
                    self.modules[id].items.push(item);
                }
            }
        }
        Ok(id)
    }

    fn child(
        &mut self,
        file: usize,
        inner: ItemMod,
        folder: &Path,
        parent: ModuleId,
    ) -> Result<ModuleId, Box<dyn Error>> {
        let name = inner.ident.to_string();
        if let Some((_, items)) = inner.content {
            return self.module(file, items, &folder.join(name), Some(parent));
        }
        let given = inner.attrs.iter().find(|attr| attr.path().is_ident("path")).and_then(path_attribute);
        let beside = self.files[file].parent().unwrap_or(folder);
        let places = match given {
            Some(given) => vec![beside.join(given)],
            None => vec![folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")],
        };
        let path = places.into_iter().find(|path| path.is_file());
        let path =
            path.ok_or_else(|| format!("{}: module {name} has no file", self.files[file].display()))?;
        self.file(&path, &folder.join(name), Some(parent))
    }
}

/// `"../runner/page.rs"` of `#[path = "../runner/page.rs"]`.
fn path_attribute(attr: &Attribute) -> Option<String> {
    let value = &attr.meta.require_name_value().ok()?.value;
    match value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
        _ => None,
    }
}

/// Whether something is compiled for tests alone.
pub fn is_for_tests(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let mut is_one = attr.path().is_ident("test");
        if attr.path().is_ident("cfg") {
            let _ = attr.parse_nested_meta(|meta| {
                is_one |= meta.path.is_ident("test");
                if meta.path.is_ident("all") {
                    meta.parse_nested_meta(|inner| {
                        is_one |= inner.path.is_ident("test");
                        skip_value(&inner)
                    })?;
                    return Ok(());
                }
                skip_value(&meta)
            });
        }
        is_one
    })
}

/// Passes over `= "parquet"` or `(…)` behind a name in an attribute.
fn skip_value(meta: &syn::meta::ParseNestedMeta) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        meta.value()?.parse::<syn::Lit>()?;
    } else if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|inner| skip_value(&inner))?;
    }
    Ok(())
}

/// The names that a `use` brings in: `a::{b, c as d}` brings in `b` of `a::b` and `d` of `a::c`.
pub fn brought_in(tree: &UseTree, is_passed_on: bool) -> Vec<Use> {
    let mut out = Vec::new();
    flatten(tree, &mut Vec::new(), is_passed_on, &mut out);
    out
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, is_passed_on: bool, out: &mut Vec<Use>) {
    let add = |name: String, path: Vec<String>| Use { name, path, is_passed_on };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, is_passed_on, out);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            out.push(add(before.last().cloned().unwrap_or_default(), before.clone()));
        }
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            out.push(add(name.clone(), [&before[..], &[name]].concat()));
        }
        UseTree::Rename(rename) if rename.ident == "self" => {
            out.push(add(rename.rename.to_string(), before.clone()));
        }
        UseTree::Rename(rename) => {
            out.push(add(rename.rename.to_string(), [&before[..], &[rename.ident.to_string()]].concat()));
        }
        UseTree::Glob(_) => out.push(add("*".to_string(), before.clone())),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, before, is_passed_on, out));
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
