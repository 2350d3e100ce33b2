//! What a server that means harm answers, a row each.

mod answers;
mod feeds;
mod robots;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::server::{PAGE, Server, not_found, page};

pub use answers::answers;
pub use feeds::{feeds, serve_links};
pub use robots::{robots, serve_robots};

/// What must come of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// The page is read.
    Read,
    /// An error names the address.
    Fail,
    /// One of the two: it may be understood in several ways.
    Either,
}

/// An answer.
pub struct Case {
    pub name: &'static str,
    pub must: Must,
    serve: Serve,
}

/// Answers one request; the server's own address is told.
type Serve = Box<dyn Fn(&mut TcpStream, &str) + Send + Sync>;

impl Case {
    fn serving(
        name: &'static str,
        must: Must,
        serve: impl Fn(&mut TcpStream, &str) + Send + Sync + 'static,
    ) -> Case {
        Case { name, must, serve: Box::new(serve) }
    }

    /// Bytes as they are; `HOST` stands for the server's own address.
    fn raw(name: &'static str, must: Must, bytes: impl Into<Vec<u8>>) -> Case {
        let bytes = bytes.into();
        Case::serving(name, must, move |stream, host| {
            let _ = stream.write_all(&with_host(&bytes, host));
        })
    }

    /// A page of HTML with its length.
    fn html(name: &'static str, must: Must, html: impl AsRef<[u8]>) -> Case {
        Case::typed(name, must, "text/html; charset=utf-8", html)
    }

    fn typed(name: &'static str, must: Must, content_type: &str, body: impl AsRef<[u8]>) -> Case {
        let mut bytes = head(&format!("Content-Type: {content_type}"), body.as_ref().len());
        bytes.extend(body.as_ref());
        Case::raw(name, must, bytes)
    }

    fn redirect(name: &'static str, must: Must, location: &str) -> Case {
        let head = format!(
            "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        Case::raw(name, must, head)
    }

    fn status(name: &'static str, must: Must, line: &str) -> Case {
        let head = format!(
            "HTTP/1.1 {line}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{PAGE}",
            PAGE.len()
        );
        Case::raw(name, must, head)
    }
}

/// The head of an answer with one more header.
fn head(header: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
        .into_bytes()
}

fn with_host(bytes: &[u8], host: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(4).position(|four| four == b"HOST") {
        out.extend(&rest[..at]);
        out.extend(host.as_bytes());
        rest = &rest[at + 4..];
    }
    out.extend(rest);
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Writes the same bytes until the other side has enough, a pause behind each.
fn endless(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    while stream.write_all(bytes).is_ok() {
        std::thread::sleep(pause);
    }
}

/// Says nothing until the other side has enough.
fn silent(stream: &mut TcpStream) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let _ = stream.read(&mut [0]);
}

/// A server that answers `/0`, `/1` … by these cases, and `/page` and what redirects ask for beside them.
pub fn serve(cases: Vec<Case>) -> Server {
    let cases = Arc::new(cases);
    Server::start(move |path, stream| {
        let host = stream.local_addr().map(|at| at.to_string()).unwrap_or_default();
        let number = path.trim_start_matches('/').split(['?', '#']).next().unwrap_or_default();
        match (path, number.parse::<usize>()) {
            ("/page", _) => page(stream),
            ("/loop/a", _) => super::server::redirect(stream, "/loop/b"),
            ("/loop/b", _) => super::server::redirect(stream, "/loop/a"),
            (path, _) if path.starts_with("/chain/") => {
                let left: usize = path["/chain/".len()..].parse().unwrap_or(0);
                let to = if left > 1 { format!("/chain/{}", left - 1) } else { "/page".to_string() };
                super::server::redirect(stream, &to);
            }
            (path, _) if path.starts_with("/grow") => super::server::redirect(stream, &format!("{path}x")),
            (_, Ok(nth)) if nth < cases.len() => (cases[nth].serve)(stream, &host),
            _ => not_found(stream),
        }
    })
}
