//! What the documents show is what the program prints, and what they name exists.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The store that the README's commands ask: `examples/aldra`.
fn store() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let store = folder.join("store.db");
        let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        program.args(["add", "examples/aldra"]).current_dir(root()).env("ONRECORD_STORE", &store);
        assert!(program.output().unwrap().status.success());
        store
    })
}

/// The output of `onrecord ARGS`, perhaps behind `| head -N`, run where the README is.
fn output(command: &str) -> String {
    let (command, head) = command.split_once(" | head -").unwrap_or((command, ""));
    let args = command.strip_prefix("onrecord ").expect("a command of ours").split(' ');
    let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let output = program.args(args).current_dir(root()).env("ONRECORD_STORE", store()).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let n_lines = head.parse().unwrap_or(usize::MAX);
    text.split_inclusive('\n').take(n_lines).collect()
}

/// Every block that begins with ```` ```console ```` and a command, with what that command prints today.
fn with_output(document: &str) -> String {
    let mut fresh = String::new();
    let mut blocks = document.split("```console\n");
    fresh.push_str(blocks.next().unwrap_or_default());
    for block in blocks {
        let (shown, rest) = block.split_once("```\n").expect("a block that ends");
        let command = shown.lines().next().and_then(|line| line.strip_prefix("$ ")).expect("a command");
        fresh.push_str(&format!("```console\n$ {command}\n{}```\n{rest}", output(command)));
    }
    fresh
}

#[test]
fn the_readme_shows_what_is_printed() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let fresh = with_output(&readme);
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        std::fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(readme == fresh, "README.md is out of date; ONRECORD_BLESS=1 writes it anew:\n{fresh}");
}

#[test]
fn the_architecture_names_paths_that_exist() {
    let text = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let names = text.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = names.filter(|name| name.starts_with("crates/") && !name.contains(' ')).collect();
    assert!(paths.len() > 15, "{paths:?}");
    for path in paths {
        assert!(root().join(path).exists(), "{path} is named in docs/ARCHITECTURE.md but does not exist");
    }
}

#[test]
fn the_glossary_has_every_code_with_its_meaning() {
    let text = std::fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    for vocabulary in onrecord::record::VOCABULARIES {
        assert!(text.contains(vocabulary.about.trim()), "{}", vocabulary.called);
        for (code, meaning) in vocabulary.codes {
            assert!(text.contains(&format!("| `{code}` | {meaning} |")), "{code}: run cargo xtask generate");
        }
    }
}
