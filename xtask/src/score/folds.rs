//! Whole records by folds: each article of the record's gold is read with weights that have not learnt from it.
//!
//! `target/folds/K` holds the weights and the manifest of a run of `training/learn.py --without K`, and `articles`, the
//! names that it left out; `training/README.md` tells how to make them. Folds that are not there are left out.

use std::error::Error;
use std::fs;
use std::path::Path;

use onrecord_analysis::{Encoder, Model};

use super::statements::{emptied, python, read_all, run, without_head, write};
use super::{files, stem};

const FOLDS: &str = "target/folds";

/// Scores the articles of all folds that there are, by heads and rules, and by rules alone.
pub fn folds(shared: &Path, out: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    let gold = emptied(out.join("folds-gold"))?;
    let [learned, ruled] = ["folds", "folds-by-rules"].map(|name| emptied(out.join(name)));
    let (learned, ruled) = (learned?, ruled?);
    let folds = if Path::new(FOLDS).is_dir() { files(Path::new(FOLDS))? } else { Vec::new() };
    if folds.is_empty() {
        return Err(
            format!("{FOLDS} holds no fold's weights: training/README.md tells how to make them").into()
        );
    }
    for fold in &folds {
        let names = fs::read_to_string(fold.join("articles"))?;
        let is_left_out = |name: &str| names.lines().any(|line| line == name);
        let mut texts = Vec::new();
        for part in ["train", "dev"] {
            for path in files(&shared.join(format!("gold/articles-{part}")))? {
                let name = stem(&path);
                if is_left_out(&name) {
                    texts.push(without_head(&name, &fs::read_to_string(&path)?)?);
                    let record = format!("{name}.json");
                    fs::copy(shared.join(format!("gold/record-{part}")).join(&record), gold.join(&record))?;
                }
            }
        }
        write(&learned, &read_all(&stem(fold), &texts, &model(fold)?)?)?;
        write(&ruled, &read_all(&stem(fold), &texts, &model(fold)?.by_rules_alone())?)?;
    }
    for (name, records) in [("heads and rules", &learned), ("rules alone", &ruled)] {
        println!("== {} of 5 folds, {name}", folds.len());
        let mut scorer = python(shared, "score_record.py");
        scorer.arg(&gold).arg(records).args(is_listed.then_some("--list"));
        run(scorer)?;
    }
    Ok(())
}

fn model(folder: &Path) -> Result<Model, Box<dyn Error>> {
    let manifest = fs::read_to_string(folder.join("manifest.toml"))?;
    let weights = fs::read(folder.join("weights.safetensors"))?;
    Ok(Model::new(Encoder::load(&manifest, weights)?)?)
}
