//! Web archives (ISO 28500): one page a response record, streamed.

use std::io::{self, BufRead, Read};

use flate2::read::{GzDecoder, ZlibDecoder};

use super::{Origin, page};
use crate::error::ErrorKind;
use crate::{Error, Page, Result};

/// Headers of one record, or of one HTTP message, may have this many bytes.
const MAX_HEADERS: usize = 256 << 10;

/// The pages of an archive, in order. A record that cannot be read gives an error in its place; where the
/// archive itself breaks off, that is the last item.
pub struct Records<'a, R> {
    input: R,
    origin: &'a Origin,
    offset: u64,
    done: bool,
}

impl<'a, R: BufRead> Records<'a, R> {
    /// Reads records from `input`, which is decompressed.
    pub fn new(input: R, origin: &'a Origin) -> Records<'a, R> {
        Records { input, origin, offset: 0, done: false }
    }

    fn broken(&mut self, what: &str) -> Option<Result<Page>> {
        self.done = true;
        Some(Err(Error::new(ErrorKind::Malformed, &self.origin.input, what).at(self.offset)))
    }

    /// The next record's headers; `None` at the archive's end.
    fn headers(&mut self) -> io::Result<Option<Headers>> {
        let mut lines = Vec::new();
        let mut size = 0;
        loop {
            let mut line = Vec::new();
            let n = (&mut self.input).take(MAX_HEADERS as u64).read_until(b'\n', &mut line)?;
            self.offset += n as u64;
            size += n;
            if n == 0 {
                return if lines.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            if size > MAX_HEADERS {
                return Err(io::Error::other("headers without end"));
            }
            let line = String::from_utf8_lossy(&line).trim_end().to_string();
            match line.is_empty() {
                // Records are parted by blank lines.
                true if lines.is_empty() => {}
                true => return Ok(Some(Headers(lines))),
                false => lines.push(line),
            }
        }
    }

    fn record(&mut self) -> Option<Result<Page>> {
        let headers = match self.headers() {
            Ok(Some(headers)) => headers,
            Ok(None) => {
                self.done = true;
                return None;
            }
            Err(error) => {
                return self.broken(&format!("the archive breaks off in a record's headers ({error})"));
            }
        };
        if !headers.0[0].starts_with("WARC/") {
            return self.broken("what should be a record does not begin with WARC/");
        }
        let Some(length) = headers.get("content-length").and_then(|l| l.parse::<u64>().ok()) else {
            return self.broken("a record does not say how long it is");
        };
        let url = headers.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_string();
        let is_page = matches!(headers.get("warc-type"), Some("response" | "resource"));
        let limit = self.origin.limit();
        let start = self.offset;
        let mut body = Vec::new();
        let wanted = if is_page { length.min(limit + 1) } else { 0 };
        let read = (&mut self.input).take(wanted).read_to_end(&mut body);
        let skipped = read.and_then(|n| {
            Ok(n as u64 + io::copy(&mut (&mut self.input).take(length - n as u64), &mut io::sink())?)
        });
        match skipped {
            Ok(n) if n == length => self.offset += length,
            _ => return self.broken(&format!("the archive breaks off in the record of {url}")),
        }
        if !is_page {
            return None;
        }
        let name = format!("{}#{url}", self.origin.input);
        if length > limit {
            let what = format!("is larger than {limit} bytes");
            return Some(Err(Error::new(ErrorKind::TooLarge, &name, what).at(start)));
        }
        let response = match headers.get("warc-type") {
            Some("resource") if !is_page_type(headers.get("content-type").unwrap_or_default()) => Ok(None),
            Some("resource") => Ok(Some((body, headers.get("content-type").map(str::to_string)))),
            _ => message(body, limit),
        };
        match response {
            Ok(Some((body, content_type))) => {
                let origin = Origin {
                    input: name,
                    kind: None,
                    charset: content_type.and_then(|t| charset(&t)),
                    url: Some(url),
                    retrieved: headers.get("warc-date").map(str::to_string),
                    ..self.origin.clone()
                };
                Some(page(body, &origin).map(|mut page| {
                    page.provenance.container = Some("warc".to_string());
                    page
                }))
            }
            Ok(None) => None,
            Err(what) => Some(Err(Error::new(ErrorKind::Malformed, &name, what).at(start))),
        }
    }
}

impl<R: BufRead> Iterator for Records<'_, R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        while !self.done {
            if let Some(result) = self.record() {
                return Some(result);
            }
        }
        None
    }
}

struct Headers(Vec<String>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        let of = |line: &'_ String| {
            let (key, _) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(key.len() + 1)
        };
        self.0.iter().find_map(|line| of(line).map(|at| line[at..].trim()))
    }
}

/// Whether a media type is one that pages come in.
fn is_page_type(content_type: &str) -> bool {
    let kind = content_type.to_ascii_lowercase();
    ["text/html", "application/xhtml", "text/plain", "/rss", "/atom", "/xml"].iter().any(|t| kind.contains(t))
}

/// A body and its content type.
type Response = (Vec<u8>, Option<String>);

/// The body of an HTTP response that is a page, and its content type; `None` for what is no page.
fn message(bytes: Vec<u8>, limit: u64) -> std::result::Result<Option<Response>, String> {
    let end = memchr::memmem::find(&bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let end = end.or_else(|| memchr::memmem::find(&bytes, b"\n\n").map(|at| (at, at + 2)));
    let Some((head, body)) = end.filter(|(head, _)| *head < MAX_HEADERS) else {
        return Err("its HTTP headers have no end".to_string());
    };
    let lines: Vec<String> = String::from_utf8_lossy(&bytes[..head]).lines().map(str::to_string).collect();
    let is_ok = lines.first().is_some_and(|l| l.split(' ').nth(1) == Some("200"));
    let headers = Headers(lines);
    let is_page = is_page_type(headers.get("content-type").unwrap_or("text/html"));
    if !is_ok || !is_page {
        return Ok(None);
    }
    let content_type = headers.get("content-type").map(str::to_string);
    let mut body = bytes[body..].to_vec();
    if headers.get("transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked")) {
        // Many archives hold the body already joined.
        body = joined(&body).unwrap_or(body);
    }
    let encoding = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let plain = match &*encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            unpacked(GzDecoder::new(body.as_slice()), limit)?
        }
        "deflate" => unpacked(ZlibDecoder::new(body.as_slice()), limit)?,
        "" | "identity" | "gzip" | "x-gzip" => body,
        other => return Err(format!("is compressed by {other}, which is not read")),
    };
    Ok(Some((plain, content_type)))
}

fn unpacked(packed: impl Read, limit: u64) -> std::result::Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = packed.take(limit + 1).read_to_end(&mut out);
    if out.len() as u64 > limit {
        return Err(format!("unpacks to more than {limit} bytes"));
    }
    // What a cut stream gave before it broke off is a page, if a short one.
    match read {
        Err(error) if out.is_empty() => Err(format!("cannot be unpacked: {error}")),
        _ => Ok(out),
    }
}

/// Chunks of a chunked body (RFC 9112, 7.1), joined.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let line = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(&rest[..line]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[line + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest[size..].strip_prefix(b"\r\n").or_else(|| rest[size..].strip_prefix(b"\n"))?;
    }
}

/// The charset of a `Content-Type`.
fn charset(content_type: &str) -> Option<String> {
    let (_, rest) = content_type.split_once("charset=")?;
    Some(rest.split(';').next()?.trim().trim_matches(['"', '\'']).to_string())
}
