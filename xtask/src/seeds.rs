//! What the fuzzer starts from: the examples, an archive made of them, and the inputs made to hurt, made small.

use std::error::Error;
use std::fs;
use std::path::Path;

use onrecord::Kind;
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
    for (nth, input) in inputs(20_000).iter().enumerate() {
        let mut bytes = Vec::new();
        input.write(&mut bytes)?;
        let targets: &[&str] = match input.kind {
            Some(Kind::Text) => &["page_text"],
            Some(Kind::Html) => &["page_html"],
            _ => &["page_warc", "page_feed"],
        };
        for target in targets.iter().filter(|_| bytes.len() <= MAX_BYTES) {
            save(root, target, &format!("hostile-{nth}"), &bytes)?;
        }
    }
    Ok(())
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
