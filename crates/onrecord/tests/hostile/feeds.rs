//! Feeds, and where their entries lead to.

use std::io::Write;
use std::time::Duration;

use super::Must::Either;
use super::{Case, endless, head, packed};
use crate::server::{Server, answer, not_found, page};

/// An entry without a page of its own, so that its words are read.
const ENTRY: &str = "<item><title>Ferry runs</title><description>The ferries of Vale run again, and the bridge stays \
                     shut, Mayor Ada Lorne said.</description></item>";

/// All of them; each is watched once.
pub fn feeds() -> Vec<Case> {
    [documents(), entries(), headers()].into_iter().flatten().collect()
}

fn rss(inner: &str) -> String {
    format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{inner}</channel></rss>")
}

fn feed(name: &'static str, body: impl AsRef<[u8]>) -> Case {
    Case::typed(name, Either, "application/rss+xml", body)
}

fn documents() -> Vec<Case> {
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10))).collect();
    vec![
        feed("a feed", rss(ENTRY)),
        feed("nothing", ""),
        feed("a page", "<!DOCTYPE html><p>The ferry runs.</p>"),
        feed("half a feed", &rss(ENTRY)[..120]),
        feed("a feed in a feed", rss(&rss(ENTRY))),
        feed(
            "entities that laugh",
            format!("<!DOCTYPE rss [<!ENTITY l0 'ha'>{laughs}]>{}", rss("<item><title>&l9;</title></item>")),
        ),
        feed(
            "an entity of a file",
            format!(
                "<!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>{}",
                rss("<item><title>&f;</title><description>&f;</description></item>")
            ),
        ),
        feed("a document type elsewhere", format!("<!DOCTYPE rss SYSTEM 'http://HOST/page'>{}", rss(ENTRY))),
        feed("elements 50,000 deep", rss(&format!("<item>{}", "<a>".repeat(50_000)))),
        feed("5,000 entries of nothing", rss(&"<item></item>".repeat(5_000))),
        feed("a title of 500 kB", rss(&format!("<item><title>{}</title></item>", "x ".repeat(250_000)))),
        feed("a wrong charset", format!("<?xml version='1.0' encoding='ostvian'?>{}", &rss(ENTRY)[21..])),
        feed("bytes that are no text", [rss(ENTRY).as_bytes(), &[0xff; 4000]].concat()),
        feed("zeros", [0; 4000]),
        Case::typed(
            "JSON of other types",
            Either,
            "application/feed+json",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":7,\"items\":[1,null,{\"id\":{},\"url\":[],\"content_html\":5}]}",
        ),
        Case::typed("JSON 50,000 deep", Either, "application/feed+json", "{\"items\":[".repeat(50_000)),
        Case::raw("packed 1000 to 1", Either, {
            let body = packed(rss(&ENTRY.repeat(20_000)).as_bytes());
            [head("Content-Type: application/rss+xml\r\nContent-Encoding: gzip", body.len()), body].concat()
        }),
        Case::serving("entries for ever", Either, |stream, _| {
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss version='2.0'><channel>",
            );
            endless(stream, &b"<item><title>x</title></item>".repeat(100), Duration::ZERO);
        }),
        Case::serving("an entry, a letter at a time", Either, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss version='2.0'><channel><item>");
            endless(stream, b"x", Duration::from_millis(40));
        }),
    ]
}

fn entries() -> Vec<Case> {
    let atom = |inner: &str| format!("<feed xmlns='http://www.w3.org/2005/Atom' {inner}</feed>");
    let dated = |date: &str| rss(&ENTRY.replace("</title>", &format!("</title><pubDate>{date}</pubDate>")));
    vec![
        feed(
            "a base of a file",
            atom(
                "xml:base='file:///etc/'><entry><title>x</title><link href='passwd'/><summary>The ferry runs.</summary></entry>",
            ),
        ),
        feed(
            "a base of a script",
            atom(
                "xml:base='javascript:'><entry><title>x</title><link href='alert(1)'/><summary>The ferry runs.</summary></entry>",
            ),
        ),
        feed(
            "a base of half an address",
            atom("xml:base='http://[::1'><entry><link href='x'/><summary>The ferry runs.</summary></entry>"),
        ),
        feed(
            "a link of another kind first",
            atom(
                "><entry><link rel='alternate' type='application/json' href='file:///x'/><link href='http://HOST/page'/></entry>",
            ),
        ),
        feed(
            "a thousand entries of one name",
            rss(&"<item><guid isPermaLink='false'>one</guid><title>x</title></item>".repeat(1000)),
        ),
        feed(
            "a name of 64 kB",
            rss(&format!(
                "<item><guid isPermaLink='false'>{}</guid><title>x</title></item>",
                "x".repeat(64 << 10)
            )),
        ),
        feed(
            "an enclosure of a file",
            rss("<item><title>x</title><enclosure url='file:///etc/passwd' type='text/html'/></item>"),
        ),
        feed("a day of the year 99999", dated("Mon, 10 Mar 99999 09:00:00 GMT")),
        feed("a day that is none", dated("Mon, 32 Foo 2031 99:99:99 XYZ")),
        feed("a day of 64 kB", dated(&"9".repeat(64 << 10))),
        feed("escapes for terminals", rss(&ENTRY.replace("Ferry", "&#27;[2J\u{202e}Ferry"))),
    ]
}

fn headers() -> Vec<Case> {
    let with = |headers: &str| {
        let body = rss(ENTRY);
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    vec![
        Case::raw("a validator of 60 kB", Either, with(&format!("ETag: \"{}\"\r\n", "x".repeat(60_000)))),
        Case::raw(
            "a validator of bytes",
            Either,
            [&b"HTTP/1.1 200 OK\r\nETag: \"\xff\xfe\"\r\n"[..], &with("").as_bytes()[17..]].concat(),
        ),
        Case::raw("changed on no day", Either, with("Last-Modified: yesterday\r\n")),
        Case::raw("not changed, though never read", Either, "HTTP/1.1 304 Not Modified\r\n\r\n"),
        Case::raw(
            "busy beyond all seconds",
            Either,
            "HTTP/1.1 429 Slow\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::raw(
            "busy for as long as there are seconds",
            Either,
            "HTTP/1.1 503 Busy\r\nRetry-After: 18446744073709551615\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::raw(
            "busy until a day",
            Either,
            "HTTP/1.1 503 Busy\r\nRetry-After: Fri, 31 Dec 2031 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::redirect("a file", Either, "file:///etc/passwd"),
        Case::redirect("itself", Either, ""),
        Case::status("gone", Either, "410 Gone"),
    ]
}

/// Where entries say that their pages are; `HOST` is the server.
const LINKS: [&str; 34] = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file://HOST/page",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,&lt;p&gt;x",
    "about:blank",
    "blob:http://HOST/1",
    "ftp://HOST/page",
    "gopher://HOST/page",
    "ws://HOST/page",
    "view-source:http://HOST/page",
    "mailto:ada@vale.example",
    "tel:+31",
    "urn:isbn:9",
    "tag:vale.example,2031:1",
    "http://[::1",
    "http://",
    "http:",
    "//",
    "/",
    "",
    " ",
    "\\\\HOST\\share",
    "/etc/passwd",
    "http://HOST:99999/page",
    "http://127.0.0.1:1/page",
    "http://vale.invalid/page",
    "http://ada:secret@HOST/page",
    "http://HOST/page\u{0}x",
    "HTTP://HOST/page#part",
    "  http://HOST/page?x=1  ",
];

/// A feed whose entries lead to all of these.
pub fn serve_links() -> Server {
    Server::start(|path, stream| match path {
        "/feed" => {
            let host = stream.local_addr().map(|at| at.to_string()).unwrap_or_default();
            let entry = |(nth, link): (usize, &&str)| {
                format!(
                    "<item><title>Ferry {nth}</title><link>{}</link><description>The ferry runs again, and the bridge \
                         stays shut for now.</description></item>",
                    link.replace("HOST", &host).replace('\0', "&#0;")
                )
            };
            let body = rss(&LINKS.iter().enumerate().map(entry).collect::<String>());
            answer(stream, "200 OK", "Content-Type: application/rss+xml\r\n", body.as_bytes());
        }
        path if path.starts_with("/page") => page(stream),
        _ => not_found(stream),
    })
}
