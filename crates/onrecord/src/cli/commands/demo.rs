//! `onrecord demo`: a store of invented articles in a temporary place, to try questions on.

use std::path::PathBuf;

use onrecord_answer::words::count;
use onrecord_store::Writer;

use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::report::Report;
use crate::cli::shared::terminal::print;
use crate::keep::put;
use crate::{Origin, analyze, model, pages};

pub const ABOUT: &str = "\
Make a store of example articles in a temporary place, and show what to ask it

The articles are invented: two countries, a river, a dam, four outlets; wire copies, a correction, a promise that is \
kept, a change of position, what each side tells of one meeting, two people of one name.";

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../../../examples/aldra/", $name)).as_slice())),*]
    };
}

/// The chain of example articles, in the order in which they appeared.
const EXAMPLES: [(&str, &[u8]); 17] = examples![
    "00-kalmere-readout.html",
    "00-ostvia-readout.html",
    "01-courier-parliament.html",
    "02-post-parliament.html",
    "03-ledger-vale-wire.html",
    "04-herald-vale-wire.html",
    "05-ledger-first-reading.html",
    "06-courier-low-water.html",
    "07-courier-low-water-corrected.html",
    "08-post-bucket.html",
    "09-ledger-mayor-marsh.html",
    "10-herald-goalkeeper-marsh.html",
    "11-post-vale-third.html",
    "12-courier-halvorsen-answers.html",
    "13-ledger-signing-wire.html",
    "14-herald-signing-wire.html",
    "15-courier-gates-close.html",
];

/// Makes the store and tells where it is.
pub fn run(color: Color) -> Exit {
    match make() {
        Ok(text) => print(&text, color),
        Err(failure) => Report::quiet(color).failed(&failure),
    }
}

fn make() -> Result<String, Failure> {
    let (path, n_statements) = store()?;
    let path = path.display();
    Ok(format!(
        "A store of {} and {} is at {path}\n\n\
         Ask it:\n  \
         export ONRECORD_STORE={path}\n  \
         onrecord search dam                             statements about the dam\n  \
         onrecord search 'speaker:halvorsen act:promise'  what Halvorsen promised\n  \
         onrecord who 'Idris Vale'                       a dossier\n  \
         onrecord timeline speaker:halvorsen             what Halvorsen said, day by day\n  \
         onrecord commitments                            who promised what, and what came of it\n  \
         onrecord positions repair of the dam            who stands where, and who changed\n  \
         onrecord search kind:engagement                 who met whom; `onrecord compare ID` sets what each told side by side\n  \
         onrecord who 'Daniel Marsh'                     two people of one name\n  \
         onrecord stats                                  all of it in numbers\n",
        count(EXAMPLES.len(), "example article"),
        count(n_statements, "statement"),
    ))
}

/// Makes the store of examples; gives its path, and how many statements it has.
pub fn store() -> Result<(PathBuf, usize), Failure> {
    let folder = std::env::temp_dir().join(format!("onrecord-demo-{}", std::process::id()));
    let made = std::fs::create_dir_all(&folder);
    made.map_err(|error| Failure::io(&folder.display().to_string(), "the folder cannot be made", &error))?;
    let path = folder.join("store.db");
    let mut writer = Writer::open(&path)?;
    let mut n_statements = 0;
    for (name, bytes) in EXAMPLES {
        let origin = Origin { keep_bytes: true, ..Origin::named(name) };
        for page in pages(&mut &*bytes, &origin) {
            let page = page.map_err(Failure::from)?;
            let kept = page.kept.clone().expect("pages bring their bytes: keep_bytes is set");
            n_statements += put(&mut writer, &analyze(page, model()), &kept)?.n_statements;
        }
    }
    writer.commit()?;
    Ok((path, n_statements))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_in_the_demonstration() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/aldra");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".html"))
            .collect();
        names.sort();
        assert_eq!(names, EXAMPLES.map(|(name, _)| name));
    }
}
