//! Arguments to inputs: paths, folders, addresses, standard input.

use std::path::{Path, PathBuf};

use super::args::PageArgs;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::values::ByteRange;

/// One thing to read.
#[derive(Debug)]
pub struct Input {
    /// As it was given, or as it was found in a folder.
    pub name: String,
    /// Where its bytes are.
    pub place: Place,
    /// Whether it was found in a folder: then what is no page is passed over, as nobody asked for it.
    pub is_found: bool,
}

/// What is told of the files of a folder that are no pages.
pub fn passed_over(n_files: usize) -> String {
    match n_files {
        1 => "1 file of the folder is no page and was passed over".to_string(),
        n => format!("{n} files of the folder are no pages and were passed over"),
    }
}

/// Where an input's bytes are.
#[derive(Debug)]
pub enum Place {
    File(PathBuf),
    /// A range of a file.
    Part(PathBuf, ByteRange),
    Stdin,
    Web(String),
    /// It is known already that it cannot be read.
    Nowhere(Failure),
}

/// All inputs that the arguments stand for, in a stable order.
#[derive(Debug, Default)]
pub struct Inputs {
    pub list: Vec<Input>,
    /// Whether the arguments speak of one input, rather than of several or of a folder.
    pub is_single: bool,
    /// Whether only a range of it is meant.
    pub is_cut: bool,
}

impl Inputs {
    /// The same, with files cut to a range where one is given.
    pub fn cut(mut self, range: Option<ByteRange>) -> Inputs {
        let Some(range) = range else { return self };
        self.is_cut = true;
        for input in &mut self.list {
            if let Place::File(path) = &mut input.place {
                input.place = Place::Part(std::mem::take(path), range);
            }
        }
        self
    }

    /// What is wrong with the inputs and what is told of them, if anything is.
    pub fn misfit(&self, page: &PageArgs) -> Option<String> {
        if self.n_stdin() > 1 {
            return Some("standard input (-) can be read only once".to_string());
        }
        let is_file = |input: &Input| matches!(input.place, Place::Part(..) | Place::Nowhere(_));
        if self.is_cut && !self.list.iter().all(is_file) {
            return Some("--range speaks of a file".to_string());
        }
        let told_of_one =
            [("--title", page.title.is_some()), ("--url", page.url.is_some()), ("--range", self.is_cut)];
        let (flag, _) = told_of_one.into_iter().find(|(_, is_given)| *is_given && !self.is_single)?;
        Some(format!("{flag} speaks of one page, but there are several inputs"))
    }

    pub fn n_stdin(&self) -> usize {
        self.list.iter().filter(|input| matches!(input.place, Place::Stdin)).count()
    }
}

/// Turns arguments into inputs; folders are walked in the order of their names.
pub fn inputs(args: &[PathBuf]) -> Inputs {
    let mut all = Inputs { is_single: args.len() == 1, ..Inputs::default() };
    for arg in args {
        let name = arg.to_string_lossy().into_owned();
        let place = place(arg, &name);
        match place {
            Place::File(folder) if folder.is_dir() => {
                all.is_single = false;
                walk(&folder, &mut all.list);
            }
            place => all.list.push(Input { name, place, is_found: false }),
        }
    }
    all
}

fn place(arg: &Path, name: &str) -> Place {
    if name == "-" {
        return Place::Stdin;
    }
    // A file may be called `https:`; what exists is meant before what may be an address.
    if arg.exists() {
        return Place::File(arg.to_path_buf());
    }
    match scheme(name) {
        Some("http" | "https") => Place::Web(name.to_string()),
        Some(scheme) => {
            let what = format!("{scheme} addresses are not read");
            Place::Nowhere(Failure::new(name, what).hint("only http and https addresses are"))
        }
        None => Place::Nowhere(missing(arg, name)),
    }
}

/// The scheme of `name` if it is written like an address, in lower case where it is one that is known.
fn scheme(name: &str) -> Option<&str> {
    let (scheme, _) = name.split_once("://")?;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    let known = ["http", "https"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme));
    known.or(is_scheme.then_some(scheme))
}

fn missing(path: &Path, name: &str) -> Failure {
    let failure = match std::fs::metadata(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Failure::io(name, "cannot be read", &error);
        }
        _ => Failure::new(name, "no such file or folder"),
    };
    let host = name.split('/').next().unwrap_or_default();
    let is_like_host = name.contains('/') && host.contains('.') && !host.starts_with('.');
    if is_like_host || name.starts_with("www.") {
        return failure.hint(format!("an address starts with its scheme: https://{name}"));
    }
    failure.hint("give a file, a folder, an http(s) address, or - for standard input")
}

/// Adds every file under `folder`. Hidden names and folders behind links are passed over: the one holds no
/// pages that somebody saved, the other may lead in circles.
fn walk(folder: &Path, list: &mut Vec<Input>) {
    let n_before = list.len();
    // Folders still to be read, deepest last; the order of the list is that of names, folders among files.
    let mut pending = vec![folder.to_path_buf()];
    while let Some(path) = pending.pop() {
        if !is_folder(&path, folder) {
            list.push(Input { name: path.display().to_string(), place: Place::File(path), is_found: true });
            continue;
        }
        match children(&path) {
            Ok(children) => pending.extend(children.into_iter().rev()),
            Err(error) => {
                let name = path.display().to_string();
                let failure = Failure::io(&name, "the folder cannot be read", &error);
                list.push(Input { name, place: Place::Nowhere(failure), is_found: false });
            }
        }
    }
    if list.len() == n_before {
        let name = folder.display().to_string();
        let failure = Failure::new(&name, "the folder holds no files").hint("hidden files are passed over");
        list.push(Input { name, place: Place::Nowhere(failure), is_found: false });
    }
}

fn is_folder(path: &Path, root: &Path) -> bool {
    // The folder that was asked for may be a link itself.
    path == root || path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

fn children(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut children = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_hidden || !is_readable_kind(&entry.path(), entry.file_type()?) {
            continue;
        }
        children.push(entry.path());
    }
    children.sort();
    Ok(children)
}

/// Files, folders, and links to files or to nothing (which is reported); no pipes, devices or sockets, that
/// could block for ever.
fn is_readable_kind(path: &Path, kind: std::fs::FileType) -> bool {
    if kind.is_symlink() {
        return path.metadata().map_or(true, |meta| meta.is_file());
    }
    kind.is_file() || kind.is_dir()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(inputs: &Inputs, root: &Path) -> Vec<String> {
        let short = |input: &Input| {
            let path = Path::new(&input.name);
            path.strip_prefix(root).unwrap_or(path).display().to_string()
        };
        inputs.list.iter().map(short).collect()
    }

    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("onrecord-inputs-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        root
    }

    #[test]
    fn a_folder_is_walked_in_the_order_of_its_names() {
        let root = folder("order", &["b.html", "a/2.html", "a/1.html", "c/d/e.html", ".hidden/x.html"]);
        let inputs = inputs(std::slice::from_ref(&root));
        assert_eq!(names(&inputs, &root), ["a/1.html", "a/2.html", "b.html", "c/d/e.html"]);
        assert!(!inputs.is_single);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn links_to_folders_are_not_followed_in_circles() {
        let root = folder("links", &["a.html"]);
        std::os::unix::fs::symlink(&root, root.join("again")).unwrap();
        std::os::unix::fs::symlink(root.join("a.html"), root.join("b.html")).unwrap();
        let inputs = inputs(std::slice::from_ref(&root));
        assert_eq!(names(&inputs, &root), ["a.html", "b.html"]);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn an_empty_folder_is_a_failure() {
        let root = folder("empty", &[]);
        let inputs = inputs(std::slice::from_ref(&root));
        assert!(matches!(&inputs.list[0].place, Place::Nowhere(f) if f.what.ends_with("holds no files")));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn addresses_and_standard_input_are_told_from_paths() {
        let args =
            ["https://example.org/", "HTTP://example.org/", "-", "ftp://example.org/", "example.org/news"];
        let inputs = inputs(&args.map(PathBuf::from));
        let places: Vec<&Place> = inputs.list.iter().map(|i| &i.place).collect();
        assert!(matches!(places[0], Place::Web(_)));
        assert!(matches!(places[1], Place::Web(_)));
        assert!(matches!(places[2], Place::Stdin));
        assert!(matches!(places[3], Place::Nowhere(f) if f.what.contains("ftp addresses are not read")));
        assert!(
            matches!(places[4], Place::Nowhere(f) if f.hint.as_deref().unwrap().contains("https://example.org/news"))
        );
    }
}
