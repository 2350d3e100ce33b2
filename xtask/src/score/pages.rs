//! Pages: the article's text and fields, set by set.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use flate2::read::GzDecoder;
use onrecord::record::Role;
use onrecord::{InputKind, Origin, Page};
use serde_json::{Map, Value, json};

/// The sets of pages, each a folder of `data/pages`.
pub const SETS: [&str; 8] =
    ["scrapinghub", "aed", "fundus", "trafeval", "mozilla", "wcxb_article", "htmldate_news", "postlight"];

/// Reads one set's pages and prints what the scorers say of them.
pub fn score(shared: &Path, set: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = shared.join("data/pages").join(set);
    let gold_path = folder.join("gold.json");
    let gold: Map<String, Value> = serde_json::from_str(&fs::read_to_string(&gold_path)?)?;
    let mut predictions = Map::new();
    let (mut bytes, mut seconds) = (0, 0.0);
    for id in gold.keys() {
        let mut html = Vec::new();
        GzDecoder::new(fs::File::open(folder.join("pages").join(format!("{id}.html.gz")))?)
            .read_to_end(&mut html)?;
        bytes += html.len();
        let origin = Origin { kind: Some(InputKind::Html), ..Origin::named(id) };
        let start = Instant::now();
        let page = onrecord::pages(&mut html.as_slice(), &origin).next().ok_or("no page")??;
        seconds += start.elapsed().as_secs_f64();
        predictions.insert(id.clone(), prediction(&page, set));
    }
    println!("== {set}: {} pages, {:.1} MB, {seconds:.2} s", gold.len(), bytes as f64 / 1e6);
    let path = out.join(format!("{set}.json"));
    fs::write(&path, serde_json::to_string_pretty(&predictions)?)?;
    let worst = out.join(format!("{set}.worst.json"));
    let kit = shared.join("kit");
    if gold.values().any(|g| g.get("text").is_some() || g.get("with").is_some()) {
        let mut command = Command::new("python3");
        command.arg(kit.join("score_body.py")).arg(&path).arg(&gold_path).arg("--per-page").arg(&worst);
        command.status()?;
    }
    Command::new("python3").arg(kit.join("score_meta.py")).arg(&path).arg(&gold_path).status()?;
    if set == "fundus" {
        roles(&gold, &predictions);
    }
    Ok(())
}

/// What the scorers read of a page. Where a set's gold counts the standfirst as body, so does its prediction.
fn prediction(page: &Page, set: &str) -> Value {
    let article = &page.article;
    let captions: Vec<&str> =
        article.blocks.iter().filter(|b| b.role == Role::Caption).map(|b| b.text.as_str()).collect();
    // scrapinghub's annotators left the standfirst out of the body, the other sets' did not.
    let leaves_out_standfirst = set == "scrapinghub";
    let body = article.blocks.iter().filter(|b| match b.role {
        Role::Title | Role::Credit | Role::Caption => false,
        Role::Standfirst => !leaves_out_standfirst,
        _ => true,
    });
    let text: Vec<&str> = body.map(|b| b.text.as_str()).collect();
    let blocks: Vec<Value> = article.blocks.iter().map(|b| json!([b.role, b.text])).collect();
    json!({
        "text": text.join("\n\n"), "title": article.title, "authors": article.bylines,
        "date": article.published, "site": article.publisher, "lang": article.language,
        "standfirst": article.standfirst, "captions": captions, "blocks": blocks,
    })
}

/// The share of fundus's gold blocks found in the role that the gold gives them.
fn roles(gold: &Map<String, Value>, predictions: &Map<String, Value>) {
    let bare = |v: &Value| -> String {
        v.as_str().unwrap_or("").to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let mut tally: std::collections::BTreeMap<String, [usize; 3]> = Default::default();
    for (id, gold) in gold {
        let predicted: Vec<(String, String)> = predictions[id]["blocks"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|b| (b[0].as_str().unwrap_or("").to_string(), bare(&b[1])))
            .collect();
        let mut count = |role: &str, text: &Value, wanted: &[&str]| {
            let text = bare(text);
            if text.is_empty() {
                return;
            }
            let entry = tally.entry(role.to_string()).or_default();
            entry[0] += 1;
            if let Some((found, _)) =
                predicted.iter().find(|(_, t)| *t == text || (text.len() > 20 && t.contains(&text)))
            {
                entry[1] += 1;
                entry[2] += usize::from(wanted.contains(&found.as_str()));
            }
        };
        for block in gold["blocks"].as_array().into_iter().flatten() {
            match block[0].as_str() {
                Some("standfirst") => count("standfirst", &block[1], &["standfirst"]),
                Some("subhead") => count("subhead", &block[1], &["heading"]),
                _ => count("para", &block[1], &["paragraph", "list_item", "quotation", "table"]),
            }
        }
        for caption in gold.get("captions").and_then(Value::as_array).into_iter().flatten() {
            count("caption", caption, &["caption"]);
        }
    }
    for (role, [n, found, right]) in tally {
        println!(
            "role {role:11} gold {n}  found {:.3}  right of found {:.3}  right of all {:.3}",
            found as f64 / n as f64,
            right as f64 / found.max(1) as f64,
            right as f64 / n as f64
        );
    }
}
