//! `cargo xtask crates`: the crates as crates.io takes them, laid out in `target/crates`, packed, and weighed.
//!
//! A crate there holds nothing from outside its folder, and has 10 MB at most. So the weights are cut into parts, a crate
//! each, which the encoder's own copy joins while it is built; and the command line brings the example articles along.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// So many bytes of weights make a part; they do not pack well, and 10 MB are the most that crates.io takes.
const A_PART: usize = 8_500_000;
/// What crates.io takes, packed.
const MOST_BYTES: u64 = 10_000_000;

const WEIGHTS: &str = "crates/encoder/models/news/weights.safetensors";
const EMBEDDED: &str = "crates/encoder/src/embedded.rs";
const DEMO: &str = "crates/onrecord/src/cli/commands/demo.rs";
const EXAMPLES: &str = "examples/aldra/";

/// Lays the crates out, packs them, and prints what each weighs.
///
/// # Errors
/// Where one is larger than crates.io takes, or holds less than it needs.
pub fn pack() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in no repository")?;
    let out = root.join("target/crates");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    for path in tracked(root)? {
        copy(root, &out, &path)?;
    }
    let n_parts = cut(&out)?;
    depend(&out, n_parts)?;
    workspace(root, &out, n_parts)?;
    bring_examples(&out)?;
    weigh(root, &out)
}

/// The files of the repository that crates are made of, and the Python package's, whose source package is made there.
fn tracked(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "crates", EXAMPLES, "Cargo.lock", "bindings/python"])
        .current_dir(root)
        .output()?;
    if !listed.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr)).into());
    }
    let paths = String::from_utf8(listed.stdout)?;
    Ok(paths.split_terminator('\0').map(str::to_string).collect())
}

fn copy(root: &Path, out: &Path, path: &str) -> Result<(), Box<dyn Error>> {
    let to = out.join(path);
    fs::create_dir_all(to.parent().ok_or("a file without a folder")?)?;
    fs::copy(root.join(path), &to).map_err(|error| format!("{path}: {error}"))?;
    Ok(())
}

/// Cuts the weights into crates; gives how many.
fn cut(out: &Path) -> Result<usize, Box<dyn Error>> {
    let weights = fs::read(out.join(WEIGHTS))?;
    fs::remove_file(out.join(WEIGHTS))?;
    let n_parts = weights.chunks(A_PART).len();
    for (nth, part) in weights.chunks(A_PART).enumerate() {
        let folder = out.join(format!("crates/weights-{}", nth + 1));
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/part"), part)?;
        fs::write(folder.join("src/lib.rs"), part_source(nth + 1, n_parts))?;
        fs::write(folder.join("Cargo.toml"), part_manifest(nth + 1, n_parts))?;
    }
    fs::write(out.join(EMBEDDED), joined(n_parts, weights.len()))?;
    Ok(n_parts)
}

/// Has the encoder depend on the parts.
fn depend(out: &Path, n_parts: usize) -> Result<(), Box<dyn Error>> {
    let path = out.join("crates/encoder/Cargo.toml");
    let manifest = fs::read_to_string(&path)?;
    let on: Vec<String> = (1..=n_parts).map(|nth| format!("\"dep:onrecord-weights-{nth}\"")).collect();
    let on = format!("embedded-model = [{}]", on.join(", "));
    let manifest = replaced(&manifest, "embedded-model = []", &on)?;
    let mut needs = "[dependencies]\n".to_string();
    for nth in 1..=n_parts {
        writeln!(needs, "onrecord-weights-{nth} = {{ workspace = true, optional = true }}")?;
    }
    Ok(fs::write(path, replaced(&manifest, "[dependencies]\n", &needs)?)?)
}

/// The workspace of these crates alone, and in each crate's folder what goes with all of them.
fn workspace(root: &Path, out: &Path, n_parts: usize) -> Result<(), Box<dyn Error>> {
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let members = "members = [\"crates/*\"";
    let manifest = replaced(&manifest, &format!("{members}, \"tests\", \"xtask\"]"), &format!("{members}]"))?;
    let mut known = "[workspace.dependencies]\n".to_string();
    for nth in 1..=n_parts {
        let place = format!("path = \"crates/weights-{nth}\", version = \"{}\"", env!("CARGO_PKG_VERSION"));
        writeln!(known, "onrecord-weights-{nth} = {{ {place} }}")?;
    }
    fs::write(out.join("Cargo.toml"), replaced(&manifest, "[workspace.dependencies]\n", &known)?)?;
    for entry in fs::read_dir(out.join("crates"))? {
        let folder = entry?.path();
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            fs::copy(root.join(licence), folder.join(licence))?;
        }
    }
    fs::copy(root.join("README.md"), out.join("crates/onrecord/README.md"))?;
    Ok(())
}

fn part_manifest(nth: usize, n_parts: usize) -> String {
    format!(
        "[package]\nname = \"onrecord-weights-{nth}\"\n\
         description = \"Part {nth} of {n_parts} of the weights that onrecord-encoder is built with\"\n\
         version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
         license.workspace = true\nrepository.workspace = true\n"
    )
}

fn part_source(nth: usize, n_parts: usize) -> String {
    format!(
        "//! Part {nth} of {n_parts} of the weights that `onrecord-encoder` is built with.\n\n\
         /// Its bytes.\npub const PART: &[u8] = include_bytes!(\"part\");\n"
    )
}

/// The encoder's `embedded.rs` out of parts.
fn joined(n_parts: usize, n_bytes: usize) -> String {
    let parts: Vec<String> = (1..=n_parts).map(|nth| format!("onrecord_weights_{nth}::PART")).collect();
    format!(
        "//! The weights of the model `news`, joined while the program is built: a crate has 10 MB at most.\n\n\
         /// The weights of the model `news`.\npub static NEWS: &[u8] = &JOINED;\n\n\
         static JOINED: [u8; {n_bytes}] = joined([{}]);\n\n\
         const fn joined(parts: [&[u8]; {n_parts}]) -> [u8; {n_bytes}] {{\n\
         \x20   let mut whole = [0; {n_bytes}];\n\
         \x20   let (mut nth, mut at) = (0, 0);\n\
         \x20   while nth < parts.len() {{\n\
         \x20       let (_, rest) = whole.split_at_mut(at);\n\
         \x20       rest.split_at_mut(parts[nth].len()).0.copy_from_slice(parts[nth]);\n\
         \x20       at += parts[nth].len();\n\
         \x20       nth += 1;\n\
         \x20   }}\n\
         \x20   whole\n\
         }}\n",
        parts.join(", ")
    )
}

/// Sets the example articles beside the command line, whose `demo` reads them.
fn bring_examples(out: &Path) -> Result<(), Box<dyn Error>> {
    fs::rename(out.join(EXAMPLES), out.join("crates/onrecord/aldra"))?;
    let demo = fs::read_to_string(out.join(DEMO))?;
    Ok(fs::write(out.join(DEMO), replaced(&demo, "../../../../../examples/aldra/", "../../../aldra/")?)?)
}

fn replaced(text: &str, what: &str, by: &str) -> Result<String, String> {
    match text.matches(what).count() {
        1 => Ok(text.replace(what, by)),
        n => Err(format!("{what:?} stands {n} times where it should once: xtask/src/crates.rs goes by it")),
    }
}

/// Packs the crates and holds each against the limit.
fn weigh(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let packed = root.join("target/packed");
    let status = Command::new(env!("CARGO"))
        .args(["package", "--workspace", "--no-verify", "--allow-dirty", "--quiet", "--target-dir"])
        .arg(&packed)
        .current_dir(out)
        .status()?;
    if !status.success() {
        return Err("cargo package did not take the crates in target/crates".into());
    }
    let mut crates: Vec<_> = fs::read_dir(packed.join("package"))?.collect::<Result<_, _>>()?;
    crates.sort_by_key(fs::DirEntry::file_name);
    for entry in crates.iter().filter(|entry| entry.path().extension().is_some_and(|end| end == "crate")) {
        let n_bytes = entry.metadata()?.len();
        println!("{:>9} bytes  {}", n_bytes, entry.file_name().to_string_lossy());
        if n_bytes > MOST_BYTES {
            return Err(format!("{} is larger than {MOST_BYTES} bytes", entry.path().display()).into());
        }
    }
    println!("next: cd target/crates && cargo publish --workspace --dry-run --allow-dirty");
    Ok(())
}
