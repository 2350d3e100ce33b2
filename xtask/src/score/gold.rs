//! The articles of the record's gold sets, with what people put on record of each.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// An article of record-train or record-dev.
pub struct GoldArticle {
    /// The file's name without its ending.
    pub name: String,
    /// What people put on record of it.
    pub record: PathBuf,
    /// Its title, where the file tells.
    pub title: Option<String>,
    /// When it was published, where the file tells.
    pub published: Option<String>,
    /// The text below the head lines.
    pub text: String,
}

/// Every article that has a record, by name.
pub fn articles(shared: &Path) -> Result<Vec<GoldArticle>, Box<dyn Error>> {
    let mut out = Vec::new();
    for part in ["train", "dev"] {
        for path in super::files(&shared.join(format!("gold/articles-{part}")))? {
            let name = super::stem(&path);
            let record = shared.join(format!("gold/record-{part}/{name}.json"));
            out.push(GoldArticle { record, ..article(&name, &fs::read_to_string(&path)?)? });
        }
    }
    Ok(out)
}

/// The lines ID, TITLE and PUBLISHED stand above an article's text.
pub fn article(name: &str, file: &str) -> Result<GoldArticle, Box<dyn Error>> {
    let (head, body) = file.split_once("\n\n").ok_or_else(|| format!("{name} has no head"))?;
    let field = |label: &str| head.lines().find_map(|line| line.strip_prefix(label)).map(str::trim);
    // Dates have a blank for the T, and perhaps a remark in brackets; some are not known.
    let published = field("PUBLISHED:").map(|date| date.split(" (").next().unwrap_or(date));
    let published = published.filter(|date| date.starts_with(|c: char| c.is_ascii_digit()));
    Ok(GoldArticle {
        name: name.to_string(),
        record: PathBuf::new(),
        title: field("TITLE:").filter(|title| !title.is_empty()).map(str::to_string),
        published: published.map(|date| date.replacen(' ', "T", 1)),
        text: body.to_string(),
    })
}
