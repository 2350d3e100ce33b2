//! Measures speakers with the spans of a gold set, so that finding spans has no part in the figure.

use super::*;

/// Reads `ONRECORD_ORACLE`, a file of JSON Lines: `text`, `paragraphs` and `sources` (each with `source`, `cue`,
/// `content`, `paragraph`, `quote`) in bytes; writes the speakers' names to `ONRECORD_ORACLE_OUT`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test is a caller")]
#[ignore = "needs a gold set"]
fn speakers_of_gold_spans() {
    let read = std::fs::read_to_string(std::env::var("ONRECORD_ORACLE").unwrap()).unwrap();
    let mut out = String::new();
    for line in read.lines() {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        let at = |v: &serde_json::Value| v.as_u64().unwrap() as usize;
        let ranges = |v: &serde_json::Value| -> Vec<Range<usize>> {
            v.as_array().unwrap().iter().map(|pair| at(&pair[0])..at(&pair[1])).collect()
        };
        let sourced = |v: &serde_json::Value| Sourced {
            source: ranges(&v["source"]),
            cue: ranges(&v["cue"]),
            content: ranges(&v["content"]),
            paragraph: at(&v["paragraph"]),
            quote: serde_json::from_value(v["quote"].clone()).unwrap(),
        };
        let text = article["text"].as_str().unwrap();
        let sources: Vec<Sourced> = article["sources"].as_array().unwrap().iter().map(sourced).collect();
        let resolved = resolve(text, &ranges(&article["paragraphs"]), &[], &sources);
        let speakers = resolved.speakers.clone();
        let actors = resolved.into_actors(&Locator::new(text));
        let name = |id: &String| actors.iter().find(|a| a.id == *id).unwrap().name.clone();
        let names: Vec<Vec<String>> = speakers.iter().map(|ids| ids.iter().map(name).collect()).collect();
        out += &serde_json::json!({"speakers": names, "actors": actors}).to_string();
        out.push('\n');
    }
    std::fs::write(std::env::var("ONRECORD_ORACLE_OUT").unwrap(), out).unwrap();
}
