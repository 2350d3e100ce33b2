//! Writes what entries are chosen from, for `training/entries.py`: `candidates [--model FOLDER] [--rules] ARTICLE...`, a
//! line of JSON an article. The model is the one within the program, or that of a folder with a manifest and weights;
//! with `--rules` statements are read by rules alone where the encoder's heads and rules are weighed (`combine.py`).
//!
//! Lines that begin with TITLE or PUBLISHED above an article's text are what is known of it; `training/texts.py` writes such
//! files.

#![expect(clippy::disallowed_methods, reason = "an example is a caller")]

use std::io::Write;
use std::path::Path;

use onrecord_analysis::{Encoder, Features, Language, Model, candidates};
use onrecord_page::{InputKind, Origin, pages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let is_by_rules = paths.iter().position(|path| path == "--rules").map(|at| paths.remove(at)).is_some();
    let model = match paths.iter().position(|path| path == "--model") {
        Some(at) => {
            let folder = paths.drain(at..(at + 2).min(paths.len())).nth(1).ok_or("--model names a folder")?;
            let manifest = std::fs::read_to_string(Path::new(&folder).join("manifest.toml"))?;
            let weights = std::fs::read(Path::new(&folder).join("weights.safetensors"))?;
            Model::new(Encoder::load(&manifest, weights)?)?
        }
        None => Model::embedded()?,
    };
    let model = if is_by_rules { model.by_rules_alone() } else { model };
    let mut out = std::io::stdout().lock();
    for path in paths {
        let file = std::fs::read_to_string(&path)?;
        let (head, text) = match file.split_once("\n\n") {
            Some((head, text)) if head.starts_with("ID:") => (head, text),
            _ => ("", file.as_str()),
        };
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
        let published = field("PUBLISHED:").filter(|date| date.starts_with(|c: char| c.is_ascii_digit()));
        let origin = Origin {
            kind: Some(InputKind::Text),
            content_type: Some("text/plain; charset=utf-8".to_string()),
            title: field("TITLE:").map(str::to_string),
            published: published.map(|date| date.split(" (").next().unwrap_or(date).replacen(' ', "T", 1)),
            ..Origin::named(&name)
        };
        for page in pages(&mut text.as_bytes(), &origin) {
            let (record, features) = candidates(page?, &model, &Language::english());
            let rounded = |value: &f32| (f64::from(*value) * 1e3).round() / 1e3;
            let vector = |one: &Features| one.vector.iter().map(rounded).collect::<Vec<f64>>();
            let dates = |one: &Features| {
                one.dates.iter().map(|date| (date.from.clone(), date.named.clone())).collect::<Vec<_>>()
            };
            let features: Vec<_> = features
                .iter()
                .map(|one| (&one.id, &one.named, vector(one), dates(one), &one.reading))
                .collect();
            let line = serde_json::json!({"name": name, "record": record, "features": features});
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
