//! What imports what: circles of files, and the order of crates; and that no name stands for two types.
//!
//! A file imports another when its code names something that is defined there. Declaring a child module, or
//! re-exporting what it defines, is not yet an import; modules for tests alone are left out. Methods are seen
//! only where their type is named, so an `impl` in a file of its own makes no circle by itself.

mod circles;
mod names;
mod order;
mod paths;
mod source;

use std::error::Error;
use std::path::Path;

/// Prints every circle of files, every import against the order of crates and every name of two types; an error where there
/// are any.
pub fn check() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in no repository")?;
    let (mut n_faults, mut n_files) = (0, 0);
    let mut types = names::Types::default();
    for path in order::impure(root)? {
        println!("{path} is not the same as crates/record/clippy.toml");
        n_faults += 1;
    }
    for name in order::crates(root)? {
        let folder = root.join("crates").join(&name);
        for fault in order::faults(&folder, &name)? {
            println!("against the order: {fault}");
            n_faults += 1;
        }
        for entry in ["lib.rs", "main.rs"].map(|file| folder.join("src").join(file)) {
            if !entry.is_file() {
                continue;
            }
            let modules = source::modules(&entry)?;
            types.add(&modules, root);
            let imports = paths::imports(&modules);
            n_files += imports.files.len();
            let circles = circles::circles(&imports);
            circles.iter().for_each(|circle| print!("{}", circle.shown(&imports, root)));
            n_faults += circles.len();
        }
    }
    for fault in types.twice() {
        println!("{fault}");
        n_faults += 1;
    }
    println!("{n_files} files: {n_faults} faults");
    match n_faults {
        0 => Ok(()),
        _ => Err("move what both files of a circle need into a third, give one of two types another name; \
                 docs/ARCHITECTURE.md has the order of crates"
            .into()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The circles of a crate of these files, each circle as it is shown.
    fn circles_of(name: &str, files: &[(&str, &str)]) -> Vec<String> {
        let root = std::env::temp_dir().join(format!("onrecord-imports-{name}-{}", std::process::id()));
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let imports = paths::imports(&source::modules(&root.join("lib.rs")).unwrap());
        let shown = circles::circles(&imports).iter().map(|circle| circle.shown(&imports, &root)).collect();
        fs::remove_dir_all(&root).unwrap();
        shown
    }

    #[test]
    fn files_that_import_each_other_are_a_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "pub struct Dam; fn f() { assert!(crate::b::holds()); }"),
            ("b.rs", "use crate::c::Gate; pub fn holds() -> bool { Gate::new() }"),
            ("c.rs", "use super::a::Dam; pub struct Gate(Dam);"),
        ];
        let want = "circle of 3 files:\n  a.rs -> b.rs: holds\n  b.rs -> c.rs: Gate\n  c.rs -> a.rs: Dam\n";
        assert_eq!(circles_of("circle", &files), [want]);
    }

    #[test]
    fn passing_a_name_on_is_no_import_and_tests_do_not_count() {
        let files = [
            ("lib.rs", "mod a; pub use a::{b::Gate, Dam}; pub fn read(dam: &Dam) {}"),
            ("a/mod.rs", "pub mod b; pub struct Dam;"),
            ("a/b.rs", "use super::Dam; pub struct Gate(Dam); #[cfg(test)] mod tests { use crate::read; }"),
        ];
        assert_eq!(circles_of("passed", &files), [""; 0]);
    }

    #[test]
    fn a_child_that_uses_what_its_parent_defines_is_a_circle_where_the_parent_uses_the_child() {
        let files = [
            ("lib.rs", "mod dam;"),
            ("dam.rs", "mod gate; pub struct Dam; fn open() { gate::open(&Dam) }"),
            ("dam/gate.rs", "use super::*; pub fn open(dam: &Dam) {}"),
        ];
        let shown = circles_of("child", &files);
        assert!(shown.len() == 1 && shown[0].contains("dam.rs -> dam/gate.rs: open"), "{shown:?}");
    }

    #[test]
    fn two_types_that_other_files_see_have_two_names() {
        let root = std::env::temp_dir().join(format!("onrecord-names-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let files = [
            ("lib.rs", "mod a; mod b; id!(/// A dam.\n DamId, \"da-\");"),
            ("a.rs", "pub struct Dam; struct Row; pub enum Error { Gone }"),
            (
                "b.rs",
                "pub(crate) trait Dam {} struct Row; pub struct Error; type DamId = u8; pub struct DamId;",
            ),
        ];
        for (path, text) in files {
            fs::write(root.join(path), text).unwrap();
        }
        let mut types = names::Types::default();
        types.add(&source::modules(&root.join("lib.rs")).unwrap(), &root);
        fs::remove_dir_all(&root).unwrap();
        let want = ["Dam stands for 2 types: a.rs, b.rs", "DamId stands for 2 types: lib.rs, b.rs"];
        assert_eq!(types.twice().collect::<Vec<_>>(), want);
    }
}
