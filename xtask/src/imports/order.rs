//! The order of crates: which may import which.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Each crate and those of ours that it may import, in the order that data flows; the rest join them.
const MAY_IMPORT: [(&str, &[&str]); 8] = [
    ("record", &[]),
    ("language", &["record"]),
    ("page", &["record", "language"]),
    ("encoder", &[]),
    ("analysis", &["record", "language", "page", "encoder"]),
    ("store", &["record", "language"]),
    ("export", &["record", "language"]),
    ("answer", &["record", "language", "store"]),
];

/// Crates that join the others.
const JOINS: [&str; 2] = ["onrecord", "serve"];

/// Crates that open no file and read no clock; their clippy.toml says so.
const PURE: [&str; 5] = ["record", "language", "page", "encoder", "analysis"];

/// The pure crates whose clippy.toml is not the same as that of `record`.
pub fn impure(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let rules = |name: &str| fs::read_to_string(root.join("crates").join(name).join("clippy.toml"));
    let first = rules(PURE[0])?;
    let differs = |name: &&&str| rules(name).ok().as_ref() != Some(&first);
    Ok(PURE.iter().filter(differs).map(|name| format!("crates/{name}/clippy.toml")).collect())
}

/// The folders of `crates`, sorted.
///
/// # Errors
/// Where one of them has no place in the order.
pub fn crates(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    match names.iter().find(|name| !JOINS.contains(&&***name) && allowed(name).is_none()) {
        Some(name) => {
            Err(format!("crates/{name} has no place in the order: xtask/src/imports/order.rs").into())
        }
        None => Ok(names.into_iter().collect()),
    }
}

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    MAY_IMPORT.iter().find(|(of, _)| *of == name).map(|(_, may)| *may)
}

/// What a crate depends on against the order; what only its tests need does not count.
pub fn faults(folder: &Path, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    Ok(against(&manifest, name))
}

fn against(manifest: &str, name: &str) -> Vec<String> {
    let Some(allowed) = allowed(name) else { return Vec::new() };
    let mut is_dependency = false;
    let mut out = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            is_dependency = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
            continue;
        }
        let key = line.split(['=', '.', ' ']).next().unwrap_or_default();
        let ours = if key == "onrecord" { Some(key) } else { key.strip_prefix("onrecord-") };
        if let Some(import) = ours.filter(|import| is_dependency && !allowed.contains(import)) {
            out.push(format!("crates/{name} imports {import}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::against;

    #[test]
    fn a_crate_may_import_what_stands_before_it() {
        let manifest = "[dependencies]\nonrecord-record.workspace = true\nserde = \"1\"\n\
                        [dev-dependencies]\nonrecord-store.workspace = true\n";
        assert!(against(manifest, "page").is_empty());
        assert_eq!(against(manifest, "record"), ["crates/record imports record"]);
        let back = "[dependencies]\nonrecord-analysis = { path = \"../analysis\", optional = true }\n";
        assert_eq!(against(back, "page"), ["crates/page imports analysis"]);
        assert!(against(back, "onrecord").is_empty());
    }
}
