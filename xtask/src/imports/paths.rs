//! Which file names what of which other file.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::source::{ModuleId, Modules, brought_in, is_for_tests};

/// The files of a crate and, from each to others, the names that it takes.
pub struct Imports {
    pub files: Vec<PathBuf>,
    pub taken: BTreeMap<(usize, usize), BTreeSet<String>>,
}

/// Finds what each file takes from the others.
pub fn imports(modules: &Modules) -> Imports {
    let mut taken: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    for (id, module) in modules.modules.iter().enumerate() {
        let mut found = Paths::default();
        module.items.iter().for_each(|item| found.visit_item(item));
        let used = module.uses.iter().filter(|item| !item.is_passed_on).map(|item| match &*item.name {
            "*" => [&item.path[..], &["*".to_string()]].concat(),
            _ => item.path.clone(),
        });
        for path in found.paths.into_iter().chain(used) {
            if let Some((file, name)) = modules.definition(id, &path, 0)
                && file != module.file
            {
                taken.entry((module.file, file)).or_default().insert(name);
            }
        }
    }
    Imports { files: modules.files.clone(), taken }
}

/// So often is a name passed on from module to module, and no more.
const MAX_PASSES: usize = 20;

impl Modules {
    /// The file that defines what `path` names, seen from module `from`, and the name that it has there.
    fn definition(&self, from: ModuleId, path: &[String], n_passes: usize) -> Option<(usize, String)> {
        let (first, rest) = path.split_first()?;
        if n_passes > MAX_PASSES {
            return None;
        }
        let module = &self.modules[from];
        let start = match first.as_str() {
            "crate" => Some(0),
            "self" => Some(from),
            "super" => module.parent,
            name => module.children.get(name).copied(),
        };
        let Some(start) = start else { return self.named(from, path, n_passes) };
        self.below(start, rest, n_passes)
    }

    /// The same, from inside the module `at`, of which `path` is a part.
    fn below(&self, at: ModuleId, path: &[String], n_passes: usize) -> Option<(usize, String)> {
        let (first, rest) = path.split_first()?;
        let module = &self.modules[at];
        match first.as_str() {
            "*" => Some((module.file, "*".to_string())),
            "super" => self.below(module.parent?, rest, n_passes),
            name => match module.children.get(name) {
                Some(child) => self.below(*child, rest, n_passes),
                None => self.named(at, path, n_passes),
            },
        }
    }

    /// The same for a path whose first name is no module: defined here, or brought in by a `use`.
    fn named(&self, at: ModuleId, path: &[String], n_passes: usize) -> Option<(usize, String)> {
        let module = &self.modules[at];
        let (first, rest) = path.split_first()?;
        if module.defined.contains(first) {
            return Some((module.file, first.clone()));
        }
        let through = |item: &[String]| self.definition(at, &[item, rest].concat(), n_passes + 1);
        if let Some(item) = module.uses.iter().find(|item| item.name == *first) {
            return through(&item.path).filter(|_| item.path.first() != Some(first) || item.path.len() > 1);
        }
        let globs = module.uses.iter().filter(|item| item.name == "*" && item.path != ["self"]);
        globs.into_iter().find_map(|item| {
            let path = [&item.path[..], path].concat();
            self.definition(at, &path, n_passes + 1)
        })
    }
}

/// Gathers the paths in code, those in macros' arguments too.
#[derive(Default)]
struct Paths {
    paths: HashSet<Vec<String>>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.paths.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
        visit::visit_macro(self, mac);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // Inside a function.
        self.paths.extend(brought_in(&item.tree, false).into_iter().map(|item| item.path));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }
}

impl Paths {
    /// Takes `a::b::c` for a path wherever it stands among a macro's tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut n_colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if n_colons != 2 {
                        self.paths.extend((!path.is_empty()).then(|| std::mem::take(&mut path)));
                        path.clear();
                    }
                    path.push(ident.to_string());
                    n_colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => n_colons += 1,
                other => {
                    self.paths.extend((!path.is_empty()).then(|| std::mem::take(&mut path)));
                    path.clear();
                    n_colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.paths.extend((!path.is_empty()).then_some(path));
    }
}
