//! Writes what entries are chosen from, for `training/entries.py`: `candidates ARTICLE...`, a line of JSON an article.
//!
//! Lines that begin with TITLE or PUBLISHED above an article's text are what is known of it.

#![expect(clippy::disallowed_methods, reason = "an example is a caller")]

use std::io::Write;
use std::path::Path;

use onrecord_analysis::{Language, Model, candidates};
use onrecord_page::{InputKind, Origin, pages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Model::embedded()?;
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let file = std::fs::read_to_string(&path)?;
        let (head, text) = match file.split_once("\n\n") {
            Some((head, text)) if head.starts_with("ID:") => (head, text),
            _ => ("", file.as_str()),
        };
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let published = field("PUBLISHED:").filter(|date| date.starts_with(|c: char| c.is_ascii_digit()));
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
        let origin = Origin {
            kind: Some(InputKind::Text),
            content_type: Some("text/plain; charset=utf-8".to_string()),
            title: field("TITLE:").map(str::to_string),
            published: published.map(|date| date.split(" (").next().unwrap_or(date).replacen(' ', "T", 1)),
            ..Origin::named(&name)
        };
        for page in pages(&mut text.as_bytes(), &origin) {
            let (record, features) = candidates(page?, &model, &Language::english());
            let features: Vec<_> = features.iter().map(|one| (&one.id, &one.named)).collect();
            let line = serde_json::json!({"name": name, "record": record, "features": features});
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
