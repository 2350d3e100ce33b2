//! What a site may say in its robots.txt.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use super::Must::{Either, Fail, Read};
use super::{Case, endless, head, packed, silent};
use crate::server::{Server, page};

/// All of them; `/page` is asked for under each.
pub fn robots() -> Vec<Case> {
    let typed = |name, must, text: Vec<u8>| Case::typed(name, must, "text/plain", text);
    let stars = format!("User-agent: *\nDisallow: /{}x\n", "*a".repeat(2000));
    let rules: String = (0..20_000).map(|n| format!("Disallow: /closed/{n}/*/x$\n")).collect();
    let groups: String = (0..20_000).map(|n| format!("User-agent: robot{n}\nDisallow: /{n}\n")).collect();
    vec![
        typed("20,000 rules", Read, format!("User-agent: *\n{rules}").into_bytes()),
        typed("20,000 robots", Read, groups.into_bytes()),
        typed("a rule of 4,000 stars", Read, stars.into_bytes()),
        typed("a line of a megabyte", Read, format!("Disallow: /{}", "x".repeat(1 << 20)).into_bytes()),
        typed("closed in capitals", Fail, b"USER-AGENT: ONRECORD\nDISALLOW: /PAGE\nDisallow: /page".to_vec()),
        typed("closed behind a mark of order", Fail, b"\xef\xbb\xbfUser-agent: *\nDisallow: /".to_vec()),
        typed("bytes that are no text", Read, (0..=255).cycle().take(9000).collect()),
        typed("zeros", Read, vec![0; 100_000]),
        typed("a pause of years", Read, b"User-agent: *\nCrawl-delay: 1e9".to_vec()),
        typed("a pause of less than nothing", Read, b"User-agent: *\nCrawl-delay: -1".to_vec()),
        typed(
            "a pause that is no number",
            Read,
            b"User-agent: *\nCrawl-delay: NaN\nCrawl-delay: inf".to_vec(),
        ),
        Case::html("a page in its place", Read, "<!DOCTYPE html><p>Disallow: /page</p>"),
        Case::redirect("elsewhere, for ever", Either, "/robots.txt?x"),
        Case::redirect("a file", Read, "file:///etc/passwd"),
        Case::status("a defect", Fail, "500 Internal Server Error"),
        Case::status("forbidden", Read, "403 Forbidden"),
        Case::raw("packed 1000 to 1", Read, {
            let body = packed(&b"User-agent: x\nDisallow: /\n".repeat(1 << 17));
            [head("Content-Type: text/plain\r\nContent-Encoding: gzip", body.len()), body].concat()
        }),
        Case::serving("57 MB of rules", Read, |stream, _| {
            let rules = b"User-agent: *\nDisallow: /closed/*/of/*/these$\n".repeat(1000);
            let _ = stream.write_all(&head("Content-Type: text/plain", 57 << 20));
            let _ = (0..(57 << 20) / rules.len()).try_for_each(|_| stream.write_all(&rules));
        }),
        Case::serving("rules for ever", Read, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            endless(stream, &b"Disallow: /closed\n".repeat(200), Duration::ZERO);
        }),
        Case::serving("silence", Either, |stream, _| silent(stream)),
        Case::serving("a letter at a time", Either, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            endless(stream, b"#", Duration::from_millis(40));
        }),
    ]
}

/// A site that has this for its robots.txt.
pub fn serve_robots(case: Case) -> Server {
    let case = Arc::new(case);
    Server::start(move |path, stream| {
        let host = stream.local_addr().map(|at| at.to_string()).unwrap_or_default();
        match path.starts_with("/robots.txt") {
            true => (case.serve)(stream, &host),
            false => page(stream),
        }
    })
}
