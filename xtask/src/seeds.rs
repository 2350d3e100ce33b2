//! What the fuzzer starts from: the examples, an archive made of them, and the inputs made to hurt, made small.

use std::error::Error;
use std::fs;
use std::path::Path;

use onrecord::InputKind;
use onrecord_store::{NewPage, Writer};
use onrecord_tests::hostile::inputs;

/// Larger seeds only slow the fuzzer down.
const MAX_BYTES: usize = 64 << 10;

/// Writes the seeds of every target to `fuzz/corpus`.
pub fn write() -> Result<(), Box<dyn Error>> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    for (target, example) in
        [("page_html", "summit.html"), ("page_text", "ferry.txt"), ("page_feed", "feed.xml")]
    {
        save(root, target, example, &fs::read(root.join("examples").join(example))?)?;
    }
    save(root, "page_warc", "summit.warc", &archive(&fs::read(root.join("examples/summit.html"))?))?;
    for (nth, query) in QUERIES.iter().enumerate() {
        save(root, "store_query", &format!("query-{nth}"), query.as_bytes())?;
    }
    save(root, "store_open", "one-article.db", &store()?)?;
    for (nth, input) in inputs(20_000).iter().enumerate() {
        let mut bytes = Vec::new();
        input.write(&mut bytes)?;
        let targets: &[&str] = match input.kind {
            Some(InputKind::Text) => &["page_text"],
            Some(InputKind::Html) => &["page_html"],
            _ => &["page_warc", "page_feed"],
        };
        for target in targets.iter().filter(|_| bytes.len() <= MAX_BYTES) {
            save(root, target, &format!("hostile-{nth}"), &bytes)?;
        }
    }
    Ok(())
}

/// What people write.
const QUERIES: [&str; 7] = [
    "dam \"water pledge\" pledg*",
    "dam OR river, NOT dam, -dam",
    "river NEAR/5 dam",
    "speaker:halvorsen act:deny said:2031-03..2031-04 published:2031..",
    "publisher:courier about:\"the dam\" speaker:(vale OR halvorsen) -act:deny",
    "water-pledge topic:dam",
    "kind:engagement phase:cancelled speaker:vale,halvorsen confidence:>0.8",
];

/// A store of one article.
fn store() -> Result<Vec<u8>, Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("onrecord-seeds-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join("store.db");
    let text = "“The dam will hold,” Ada Lorne said.";
    let record = onrecord_store::sample("https://courier.example/1", text);
    let mut writer = Writer::open(&path)?;
    writer.add(&NewPage { record: &record, bytes: text.as_bytes(), origin: "{}" })?;
    writer.commit()?;
    drop(writer);
    let bytes = fs::read(&path)?;
    fs::remove_dir_all(&folder)?;
    Ok(bytes)
}

fn save(root: &Path, target: &str, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let folder = root.join("fuzz/corpus").join(target);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(name), bytes)?)
}

/// A web archive of one page.
fn archive(page: &[u8]) -> Vec<u8> {
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    let length = http.len() + page.len();
    let headers = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/summit\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [headers.as_bytes(), http.as_bytes(), page, b"\r\n\r\n"].concat()
}
