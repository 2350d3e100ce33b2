//! Answers in a page's place.

use std::io::Write;
use std::time::Duration;

use super::Must::{Either, Fail, Read};
use super::{Case, endless, head, packed, silent};
use crate::server::PAGE;

/// All of them.
pub fn answers() -> Vec<Case> {
    [redirects(), statuses(), framing(), heads(), bodies(), codings(), types(), pages()]
        .into_iter()
        .flatten()
        .collect()
}

fn redirects() -> Vec<Case> {
    vec![
        Case::redirect("to a file", Fail, "file:///etc/passwd"),
        Case::redirect("to a file, in capitals", Fail, "FILE:///etc/passwd"),
        Case::redirect("to a script", Fail, "javascript:alert(1)"),
        Case::redirect("to a script behind blanks", Fail, "  javascript:alert(1)"),
        Case::redirect("to data", Fail, "data:text/html,<p>x"),
        Case::redirect("to ftp", Fail, "ftp://127.0.0.1/page"),
        Case::redirect("to gopher", Fail, "gopher://127.0.0.1:25/x"),
        Case::redirect("to a web socket", Fail, "ws://HOST/page"),
        Case::redirect("to a blob", Fail, "blob:http://HOST/1"),
        Case::redirect("to nothing", Fail, "about:blank"),
        Case::redirect("to a mailbox", Fail, "mailto:ada@vale.example"),
        Case::redirect("to half an address", Fail, "http://[::1"),
        Case::redirect("to no host", Fail, "http://"),
        Case::redirect("to a port that is none", Fail, "http://127.0.0.1:99999/"),
        Case::redirect("to a closed port", Fail, "http://127.0.0.1:1/"),
        Case::redirect("to a name that is none", Fail, "http://vale.invalid/"),
        Case::redirect("to itself", Fail, ""),
        Case::redirect("to a part of itself", Fail, "#top"),
        Case::redirect("to and fro", Fail, "/loop/a"),
        Case::redirect("ever longer", Fail, "/grow"),
        Case::redirect("eleven times", Fail, "/chain/11"),
        Case::redirect("nine times", Read, "/chain/8"),
        Case::redirect("with a password", Read, "http://ada:secret@HOST/page"),
        Case::redirect("without a scheme", Read, "//HOST/page"),
        Case::redirect("to another spelling", Read, "HTTP://HOST/./a/../page"),
        Case::redirect("with backslashes", Read, "\\\\HOST\\page"),
        Case::redirect("to an address of 64 kB", Fail, &format!("/{}", "x".repeat(64 << 10))),
        Case::raw(
            "to bytes that are no text",
            Fail,
            b"HTTP/1.1 302 Found\r\nLocation: /\xff\xfe\r\nContent-Length: 0\r\n\r\n".to_vec(),
        ),
        Case::raw("without saying where to", Fail, "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"),
        Case::raw(
            "two ways at once",
            Either,
            "HTTP/1.1 302 Found\r\nLocation: /page\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::raw(
            "for good, with 308",
            Read,
            "HTTP/1.1 308 Moved\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::serving("with a body that never ends", Read, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /page\r\n\r\n");
            endless(stream, &[b'x'; 4096], Duration::ZERO);
        }),
    ]
}

fn statuses() -> Vec<Case> {
    vec![
        Case::status("no content", Either, "204 No Content"),
        Case::status("reset", Either, "205 Reset Content"),
        Case::status("a part of the page", Either, "206 Partial Content"),
        Case::status("a code that is none of HTTP's", Either, "299 Fine"),
        Case::status("several choices", Fail, "300 Multiple Choices"),
        Case::status("not changed, though nobody asked", Fail, "304 Not Modified"),
        Case::status("bad request", Fail, "400 Bad Request"),
        Case::status("a password is asked for", Fail, "401 Unauthorized"),
        Case::status("forbidden", Fail, "403 Forbidden"),
        Case::status("gone", Fail, "410 Gone"),
        Case::status("a teapot", Fail, "418 I'm a teapot"),
        Case::status("too many requests", Fail, "429 Too Many Requests"),
        Case::status("forbidden by law", Fail, "451 Unavailable For Legal Reasons"),
        Case::status("a defect", Fail, "500 Internal Server Error"),
        Case::status("a bad gateway", Fail, "502 Bad Gateway"),
        Case::raw(
            "busy for longer than there are seconds",
            Fail,
            "HTTP/1.1 503 Busy\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::raw(
            "busy until the past",
            Fail,
            "HTTP/1.1 503 Busy\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::status("a code above all", Fail, "999 What"),
        Case::status("code zero", Fail, "000 Zero"),
        Case::status("no number", Fail, "abc OK"),
        Case::raw("to go on, and then nothing", Fail, "HTTP/1.1 100 Continue\r\n\r\n"),
        Case::raw("another protocol", Fail, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
        Case::serving("to go on, for ever", Fail, |stream, _| {
            endless(stream, b"HTTP/1.1 100 Continue\r\n\r\n", Duration::from_millis(5));
        }),
    ]
}

fn framing() -> Vec<Case> {
    let chunked = |body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{body}"
        )
    };
    let whole = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let lengths =
        |lengths: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lengths}\r\n{PAGE}");
    vec![
        Case::raw("chunks", Read, chunked(&whole)),
        Case::raw("a chunk longer than told", Fail, chunked(&format!("10\r\n{PAGE}\r\n0\r\n\r\n"))),
        Case::raw("a chunk shorter than told", Fail, chunked(&format!("fffff\r\n{PAGE}\r\n0\r\n\r\n"))),
        Case::raw("a chunk of less than nothing", Fail, chunked(&format!("-1\r\n{PAGE}\r\n0\r\n\r\n"))),
        Case::raw(
            "a chunk beyond all numbers",
            Fail,
            chunked(&format!("ffffffffffffffffff\r\n{PAGE}\r\n0\r\n\r\n")),
        ),
        Case::raw("a chunk of no number", Fail, chunked(&format!("x\r\n{PAGE}\r\n0\r\n\r\n"))),
        Case::raw("chunks without an end", Either, chunked(&format!("{:x}\r\n{PAGE}\r\n", PAGE.len()))),
        Case::raw(
            "a chunk with 1 MB said of it",
            Either,
            chunked(&format!("{:x};{}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len(), "x".repeat(1 << 20))),
        ),
        Case::raw(
            "a megabyte of headers behind the chunks",
            Either,
            chunked(&format!("{:x}\r\n{PAGE}\r\n0\r\n{}\r\n", PAGE.len(), "X: y\r\n".repeat(170_000))),
        ),
        Case::serving("chunks of a letter, for ever", Fail, |stream, _| {
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            );
            endless(stream, b"1\r\nx\r\n", Duration::ZERO);
        }),
        Case::raw(
            "chunks and a length",
            Either,
            lengths("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n").replace(PAGE, &whole),
        ),
        Case::raw("a length too long", Either, lengths("Content-Length: 99999\r\n")),
        Case::raw("a length too short", Either, lengths("Content-Length: 60\r\n")),
        Case::raw("a length below zero", Either, lengths("Content-Length: -1\r\n")),
        Case::raw(
            "a length beyond all numbers",
            Either,
            lengths("Content-Length: 99999999999999999999999\r\n"),
        ),
        Case::raw("a length of no number", Either, lengths("Content-Length: many\r\n")),
        Case::raw("two lengths", Either, lengths("Content-Length: 60\r\nContent-Length: 9000\r\n")),
        Case::raw("no length", Read, lengths("")),
        Case::raw("version 1.0", Read, lengths("").replace("HTTP/1.1", "HTTP/1.0")),
        Case::raw("version 0.9", Fail, PAGE),
        Case::raw("version 9.9", Either, lengths("").replace("HTTP/1.1", "HTTP/9.9")),
        Case::raw("version 2", Fail, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec()),
        Case::raw("nothing", Fail, ""),
        Case::raw("a line end", Fail, "\r\n"),
        Case::raw("a zero", Fail, b"\0".to_vec()),
        Case::raw("half a line", Fail, "HTTP/1.1 20"),
        Case::raw("an alert of TLS", Fail, b"\x15\x03\x01\0\x02\x02\x28".to_vec()),
        Case::raw("all bytes", Fail, (0..=255).collect::<Vec<u8>>()),
        Case::serving("silence", Fail, |stream, _| silent(stream)),
        Case::serving("silence behind the head", Fail, |stream, _| {
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>");
            silent(stream);
        }),
        Case::serving("a letter at a time", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
            endless(stream, b"x", Duration::from_millis(40));
        }),
        Case::serving("a head, a letter at a time", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ");
            endless(stream, b"x", Duration::from_millis(40));
        }),
    ]
}

fn heads() -> Vec<Case> {
    let with = |headers: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n{PAGE}");
    vec![
        Case::raw("ten thousand headers", Either, with(&"X-A: b\r\n".repeat(10_000))),
        Case::raw("a header of a megabyte", Either, with(&format!("X-A: {}\r\n", "b".repeat(1 << 20)))),
        Case::raw("a name of a megabyte", Either, with(&format!("{}: b\r\n", "X".repeat(1 << 20)))),
        Case::raw("a reason of a megabyte", Either, with("").replacen("OK", &"k".repeat(1 << 20), 1)),
        Case::raw("a header without a colon", Either, with("nothing\r\n")),
        Case::raw("a blank in a name", Either, with("X A: b\r\n")),
        Case::raw("a header over two lines", Either, with("X-A: b\r\n c\r\n")),
        Case::raw("a zero in a header", Either, with("X-A: b\0c\r\n")),
        Case::raw(
            "bytes that are no text",
            Either,
            [&with("").as_bytes()[..42], b"X-A: \xff\xfe\r\n", &with("").as_bytes()[42..]].concat(),
        ),
        Case::raw("bare line feeds", Either, with("").replace("\r\n", "\n")),
        Case::raw(
            "fifty cookies",
            Read,
            with(&(0..50).map(|n| format!("Set-Cookie: c{n}={n}; Path=/\r\n")).collect::<String>()),
        ),
        Case::raw(
            "a cookie on the way",
            Read,
            "HTTP/1.1 302 Found\r\nSet-Cookie: wall=1; Path=/\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n",
        ),
        Case::raw(
            "a link to a file in a header",
            Read,
            with(
                "Link: <file:///etc/passwd>; rel=canonical\r\nContent-Location: file:///etc/passwd\r\nRefresh: 0; url=file:///etc/passwd\r\n",
            ),
        ),
        Case::serving("headers for ever", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            endless(stream, b"X-A: b\r\n", Duration::ZERO);
        }),
        Case::serving("a header for ever", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-A: ");
            endless(stream, &[b'b'; 4096], Duration::ZERO);
        }),
    ]
}

fn bodies() -> Vec<Case> {
    let zeros = vec![b'\0'; 4096];
    vec![
        Case::serving("letters for ever", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            endless(stream, &[b'x'; 4096], Duration::ZERO);
        }),
        Case::serving("elements for ever", Fail, |stream, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            endless(stream, &b"<div><b>".repeat(500), Duration::ZERO);
        }),
        Case::html("nothing", Fail, ""),
        Case::html("blanks", Either, " \r\n\t ".repeat(100)),
        Case::html("zeros", Either, &zeros),
        Case::html("one byte over all", Either, [b'\xff'; 4096]),
        Case::html("half a character at the end", Read, [PAGE.as_bytes(), b"\xe2\x82"].concat()),
        Case::html("a page and a megabyte of comment", Fail, format!("{PAGE}<!--{}-->", "x".repeat(1 << 20))),
        Case::html("elements 30,000 deep", Either, "<div>".repeat(30_000)),
        Case::html("a tag that never ends", Either, format!("<p {}", "a=b ".repeat(50_000))),
        Case::html("references that lead to each other", Either, "&amp;&#38;&#x26;".repeat(1_000)),
    ]
}

fn codings() -> Vec<Case> {
    let coded = |name, must, coding: &str, body: Vec<u8>| {
        let mut bytes = head(&format!("Content-Type: text/html\r\nContent-Encoding: {coding}"), body.len());
        bytes.extend(body);
        Case::raw(name, must, bytes)
    };
    let page = packed(PAGE.as_bytes());
    let bomb = packed(&vec![b'x'; 8 << 20]);
    vec![
        coded("packed", Read, "gzip", page.clone()),
        coded("packed 1000 to 1", Fail, "gzip", bomb.clone()),
        coded("a bomb in a bomb", Fail, "gzip", packed(&bomb)),
        coded("packed twice", Either, "gzip, gzip", packed(&page)),
        coded("packed, and cut", Either, "gzip", page[..page.len() / 2].to_vec()),
        coded("said to be packed", Fail, "gzip", PAGE.as_bytes().to_vec()),
        coded("packed, though not said", Either, "identity", page.clone()),
        coded("packed in two pieces", Either, "gzip", [page.clone(), page.clone()].concat()),
        coded("packed with rubbish behind", Either, "gzip", [page.clone(), vec![7; 900]].concat()),
        coded("nothing, packed", Fail, "gzip", packed(b"")),
        coded("not even a head of what is packed", Fail, "gzip", vec![0x1f, 0x8b]),
        coded("packed in a way that is none", Either, "x-lies", PAGE.as_bytes().to_vec()),
        coded("said to be brotli", Either, "br", PAGE.as_bytes().to_vec()),
        coded("said to be deflated", Either, "deflate", PAGE.as_bytes().to_vec()),
        coded("said to be zstd", Either, "zstd", PAGE.as_bytes().to_vec()),
    ]
}

fn types() -> Vec<Case> {
    let utf16: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
    vec![
        Case::raw(
            "no type",
            Read,
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{PAGE}", PAGE.len()),
        ),
        Case::typed("a type that is none", Read, "what/ever", PAGE),
        Case::typed("a type of 64 kB", Either, &format!("text/html; x={}", "y".repeat(64 << 10)), PAGE),
        Case::typed("any bytes", Read, "application/octet-stream", PAGE),
        Case::typed("said to be a picture", Either, "image/png", PAGE),
        Case::typed("a picture", Fail, "image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"),
        Case::typed(
            "a picture, said to be a page",
            Fail,
            "text/html",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06",
        ),
        Case::typed(
            "a PDF, said to be a page",
            Fail,
            "text/html",
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        ),
        Case::typed(
            "a program, said to be a page",
            Fail,
            "text/html",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0",
        ),
        Case::typed("JSON", Either, "application/json", "{\"a\":".repeat(20_000)),
        Case::typed("a charset that is none", Read, "text/html; charset=ostvian", PAGE),
        Case::typed("a charset that nobody reads any more", Either, "text/html; charset=utf-7", PAGE),
        Case::typed("two charsets", Read, "text/html; charset=utf-8; charset=utf-16", PAGE),
        Case::typed("UTF-16 that says so", Read, "text/html; charset=utf-16le", &utf16),
        Case::typed("UTF-16 by its mark, said to be UTF-8", Read, "text/html; charset=utf-8", &marked),
        Case::typed("UTF-8 said to be UTF-16", Either, "text/html; charset=utf-16", PAGE),
        Case::typed(
            "half a character of UTF-16",
            Either,
            "text/html; charset=utf-16le",
            &utf16[..utf16.len() - 1],
        ),
        Case::html(
            "a charset that lies within the page",
            Read,
            PAGE.replacen("<head>", "<head><meta charset=utf-16>", 1),
        ),
    ]
}

fn pages() -> Vec<Case> {
    let with = |head: &str| PAGE.replacen("<head>", &format!("<head>{head}"), 1);
    vec![
        Case::html(
            "base of a file",
            Read,
            with("<base href='file:///etc/'><link rel=canonical href=passwd>"),
        ),
        Case::html("base of a script", Read, with("<base href='javascript:alert(1)//'>")),
        Case::html("base of half an address", Read, with("<base href='http://[::1'>")),
        Case::html("canonical file", Read, with("<link rel=canonical href='file:///etc/passwd'>")),
        Case::html("canonical script", Read, with("<link rel=canonical href='javascript:alert(1)'>")),
        Case::html("canonical data", Read, with("<link rel=canonical href='data:text/html,x'>")),
        Case::html(
            "canonical of 64 kB",
            Read,
            with(&format!("<link rel=canonical href='/{}'>", "x".repeat(64 << 10))),
        ),
        Case::html(
            "canonical password",
            Read,
            with("<link rel=canonical href='http://ada:secret@vale.example/'>"),
        ),
        Case::html("og:url of a script", Read, with("<meta property=og:url content='javascript:alert(1)'>")),
        Case::html(
            "JSON-LD of a file",
            Read,
            with(
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"url\":\"file:///etc/passwd\"}</script>",
            ),
        ),
        Case::html(
            "JSON-LD 50,000 deep",
            Read,
            with(&format!("<script type='application/ld+json'>{}</script>", "[".repeat(50_000))),
        ),
        Case::html(
            "refresh to a file",
            Read,
            with("<meta http-equiv=refresh content='0; url=file:///etc/passwd'>"),
        ),
        Case::html(
            "a frame of a file",
            Read,
            PAGE.replacen("<article>", "<iframe src=file:///etc/passwd></iframe><article>", 1),
        ),
        Case::html(
            "escapes for terminals",
            Read,
            PAGE.replace("drawn by a goat", "\u{1b}[2J\u{1b}]0;x\u{7}drawn by a goat\u{202e}"),
        ),
        Case::html(
            "escapes for terminals as references",
            Read,
            PAGE.replace("drawn by a goat", "&#27;[2Jdrawn by a goat&#x202e;"),
        ),
        Case::html(
            "a title of 200 kB",
            Read,
            PAGE.replacen("<title>", &format!("<title>{}", "x ".repeat(100_000)), 1),
        ),
        Case::html(
            "20,000 links",
            Either,
            PAGE.replacen(
                "<article>",
                &format!("{}<article>", "<a href=javascript:x>y</a> ".repeat(20_000)),
                1,
            ),
        ),
    ]
}
