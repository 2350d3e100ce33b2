//! A server on this machine that answers as it is told.

// Not every test asks all of it.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

pub const PAGE: &str = "<!DOCTYPE html><html><head><title>Bridge reopens</title></head><body><article>\
    <h1>Bridge reopens</h1><p>The Old Bridge of Verran reopened on Monday after two years of repairs, and \
    the first cart to cross it was drawn by a goat, which nobody had planned.</p></article></body></html>";

/// A server that answers requests by path, and remembers them.
pub struct Server {
    pub port: u16,
    pub requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen) = (Arc::new(answer), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                thread::spawn(move || {
                    let mut stream = stream;
                    let Some(request) = read_request(&mut stream) else { return };
                    let path = request.split(' ').nth(1).unwrap_or_default().to_string();
                    seen.lock().unwrap().push(request);
                    answer(&path, &mut stream);
                });
            }
        });
        Server { port, requests }
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        request.push(byte[0]);
    }
    String::from_utf8(request).ok()
}

/// One whole answer. Errors are the client's business: it may have heard enough.
pub fn answer(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

pub fn not_found(stream: &mut TcpStream) {
    answer(stream, "404 Not Found", "", b"");
}

pub fn redirect(stream: &mut TcpStream, to: &str) {
    answer(stream, "302 Found", &format!("Location: {to}\r\n"), b"");
}

pub fn page(stream: &mut TcpStream) {
    answer(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", PAGE.as_bytes());
}
