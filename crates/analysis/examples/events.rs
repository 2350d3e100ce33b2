//! Writes what types of events are told apart by, for `training/plover.py`: `events [--model FOLDER] < PLV_train.tsv`, a
//! line of JSON for each row whose sentence marks both source and target. The model is the one within the program, or that
//! of a folder with a manifest and weights.

#![expect(clippy::disallowed_methods, reason = "an example is a caller")]

use std::io::{BufRead, Write};
use std::ops::Range;
use std::path::Path;

use onrecord_analysis::{Encoder, Model, event_features};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let model = match args.as_slice() {
        [flag, folder] if flag == "--model" => {
            let manifest = std::fs::read_to_string(Path::new(folder).join("manifest.toml"))?;
            let weights = std::fs::read(Path::new(folder).join("weights.safetensors"))?;
            Model::new(Encoder::load(&manifest, weights)?)?
        }
        _ => Model::embedded()?,
    };
    let mut lines = std::io::stdin().lock().lines();
    let header = lines.next().ok_or("an empty table")??;
    let column = |name: &str| header.split('\t').position(|cell| cell == name).ok_or(format!("no {name}"));
    let (sentence, id, event) = (column("marked_sentence")?, column("sentence_id")?, column("gold_root")?);
    let mut out = std::io::stdout().lock();
    for line in lines {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        let Some((text, source, target)) = cells.get(sentence).and_then(|marked| unmarked(marked)) else {
            continue;
        };
        let features = event_features(&model, &text, &source, &target);
        let row = serde_json::json!({
            "sentence": cells[id], "event": cells[event], "named": features.named, "vector": features.vector
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// A sentence without its marks, and where source and target stand; `None` where one is not marked.
fn unmarked(marked: &str) -> Option<(String, Range<usize>, Range<usize>)> {
    let (mut text, mut rest) = (String::new(), marked);
    let mut ends = [None; 4];
    const MARKS: [&str; 4] = ["<s>", "</s>", "<t>", "</t>"];
    while let Some(at) = MARKS.iter().filter_map(|mark| rest.find(mark)).min() {
        text.push_str(&rest[..at]);
        let nth = MARKS.iter().position(|mark| rest[at..].starts_with(mark))?;
        ends[nth] = Some(text.len());
        rest = &rest[at + MARKS[nth].len()..];
    }
    text.push_str(rest);
    let [source, source_end, target, target_end] = ends;
    Some((text, source?..source_end?, target?..target_end?))
}
