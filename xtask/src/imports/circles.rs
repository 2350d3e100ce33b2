//! Files that import each other, each by way of the others.

use std::collections::BTreeSet;
use std::path::Path;

use super::paths::Imports;

/// Two or more files, sorted.
#[derive(Debug, PartialEq, Eq)]
pub struct Circle {
    files: BTreeSet<usize>,
}

/// The circles of a crate.
pub fn circles(imports: &Imports) -> Vec<Circle> {
    let reached: Vec<BTreeSet<usize>> = (0..imports.files.len()).map(|file| reached(imports, file)).collect();
    let mut out: Vec<Circle> = Vec::new();
    for file in 0..imports.files.len() {
        if out.iter().any(|circle| circle.files.contains(&file)) {
            continue;
        }
        let is_mutual = |other: &usize| reached[*other].contains(&file);
        let mut files: BTreeSet<usize> = reached[file].iter().copied().filter(is_mutual).collect();
        files.insert(file);
        if files.len() > 1 {
            out.push(Circle { files });
        }
    }
    out
}

/// The files that `file` imports, and those that these import.
fn reached(imports: &Imports, file: usize) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    let mut open = vec![file];
    while let Some(at) = open.pop() {
        let next = imports.taken.keys().filter(|(from, _)| *from == at).map(|(_, to)| *to);
        open.extend(next.filter(|to| out.insert(*to)));
    }
    out
}

impl Circle {
    /// The circle for people: its files, and what each takes from the others.
    pub fn shown(&self, imports: &Imports, root: &Path) -> String {
        let name = |file: usize| {
            let path = &imports.files[file];
            path.strip_prefix(root).unwrap_or(path).display().to_string()
        };
        let mut out = format!("circle of {} files:\n", self.files.len());
        for ((from, to), names) in &imports.taken {
            if self.files.contains(from) && self.files.contains(to) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                out += &format!("  {} -> {}: {}\n", name(*from), name(*to), names.join(", "));
            }
        }
        out
    }
}
