//! Web archives (ISO 28500): the pages of their records, streamed.
//!
//! Read are responses that were answered with 200, and resources, of a media type that pages and feeds come
//! in, and conversions to text, as Common Crawl's WET files hold them. Requests, metadata, revisits, redirects, images
//! and the like are passed over without a word: nobody asked for them. A record that is broken gives an error, and
//! reading goes on at the next one.

use std::io::{BufRead, Read};

use super::coding;
use super::content::{PageBytes, Pages, one};
use super::origin::{InputKind, Origin};
use super::stream::{Stream, is_gzip};
use super::whole::read_whole;
use crate::error::ErrorKind;
use crate::offset::InputOffset;
use crate::{Error, Page, Result};

/// Headers of one record, or of one HTTP message, may have this many bytes.
const MAX_HEADERS: usize = 256 << 10;

/// The pages of an archive, in order.
pub struct Records<'a> {
    input: Stream<'a>,
    origin: &'a Origin,
    /// What the record read last gives: several pages where it is a feed.
    ready: Pages,
    /// Whether the next record is still to be found, behind one that is broken.
    is_lost: bool,
    n_records: usize,
    n_given: usize,
    is_done: bool,
}

impl<'a> Records<'a> {
    /// Reads records from `input`.
    pub fn new(input: Stream<'a>, origin: &'a Origin) -> Records<'a> {
        let ready = Box::new(std::iter::empty());
        Records { input, origin, ready, is_lost: false, n_records: 0, n_given: 0, is_done: false }
    }

    /// The next record; `None` at the archive's end.
    fn record(&mut self) -> Result<Option<WarcRecord>> {
        let Some(offset) = self.find()? else { return Ok(None) };
        self.n_records += 1;
        let mut name = self.origin.input.clone();
        let headers = self.headers().map_err(|what| broken(&name, what, offset))?;
        if let Some(url) = headers.url() {
            name = format!("{name}#{url}");
        }
        let Some(length) = headers.get("content-length").and_then(|l| l.parse::<u64>().ok()) else {
            return Err(broken(&name, "the record does not say how long it is", offset));
        };
        let block = self.block(length).map_err(|what| broken(&name, what, offset))?;
        Ok(Some(WarcRecord { name, offset, headers, block }))
    }

    /// Goes to the next record: over blank lines, or over anything where a record was broken.
    fn find(&mut self) -> Result<Option<InputOffset>> {
        loop {
            if let Err(error) = self.input.peek(MARK) {
                // What lies between a broken record and the next is lost with it, and told already.
                if self.is_lost && is_gzip(&error) {
                    continue;
                }
                let what = format!("the archive cannot be unpacked: {error}");
                return Err(broken(&self.origin.input, what, self.offset()));
            }
            let offset = self.offset();
            let bytes = self.input.rest();
            if bytes.is_empty() {
                return Ok(None);
            }
            if is_mark(bytes) {
                self.is_lost = false;
                return Ok(Some(offset));
            }
            let n_blank = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let n = match (self.is_lost, memchr::memmem::find(&bytes[1..], b"WARC/")) {
                (true, Some(at)) => 1 + at,
                // The mark may have begun.
                (true, None) if bytes.len() >= MARK => bytes.len() - 4,
                (true, None) => bytes.len(),
                (false, _) if n_blank == 0 => {
                    let what = "what should be a record does not begin with WARC/";
                    return Err(broken(&self.origin.input, what, offset));
                }
                (false, _) => n_blank,
            };
            self.input.consume(n);
        }
    }

    /// Where the next byte is in the whole archive, of which a range may be read.
    fn offset(&self) -> InputOffset {
        let offset = self.input.offset();
        let before = if offset.is_unpacked { 0 } else { self.origin.starts_at };
        InputOffset { bytes: before + offset.bytes, ..offset }
    }

    /// The headers of the record that begins here.
    fn headers(&mut self) -> std::result::Result<Headers, String> {
        let mut lines: Vec<String> = Vec::new();
        let mut size = 0;
        loop {
            let mut line = Vec::new();
            let read = (&mut self.input).take(MAX_HEADERS as u64).read_until(b'\n', &mut line);
            size += read.map_err(|error| format!("the record cannot be unpacked: {error}"))?;
            if size > MAX_HEADERS {
                return Err("the record's headers have no end".to_string());
            }
            let begun = memchr::memmem::find(&line, b"WARC/").filter(|at| is_mark(&line[*at..]));
            // An address may end like a record's first line.
            let begun = begun.filter(|at| !lines.is_empty() && !line[..*at].ends_with(b"/"));
            if line.is_empty() || begun.is_some() {
                self.input.unread(&line[begun.unwrap_or(0)..]);
                return Err("the record breaks off in its headers".to_string());
            }
            let line = String::from_utf8_lossy(&line);
            match (line.trim_ascii(), lines.last_mut()) {
                ("", _) => return Ok(Headers(lines)),
                (more, Some(last)) if line.starts_with([' ', '\t']) => last.extend([" ", more]),
                (line, _) => lines.push(line.to_string()),
            }
        }
    }

    /// The `length` bytes behind the headers; `None` for more than a page may have. It is broken where
    /// something else follows than the end or a record.
    fn block(&mut self, length: u64) -> std::result::Result<Option<Vec<u8>>, String> {
        let is_kept = length <= self.origin.limit();
        let mut block = Vec::new();
        let mut n = 0;
        while n < length {
            let bytes =
                self.input.peek(MARK).map_err(|error| format!("the record cannot be unpacked: {error}"))?;
            let is_end = bytes.is_empty();
            if is_end || self.input.is_at_member() && is_mark(self.input.rest()) {
                if is_end {
                    self.input.unread(&block);
                }
                return Err(format!("the record breaks off after {n} of its {length} bytes"));
            }
            let bytes = self.input.rest();
            let n_taken = bytes.len().min(usize::try_from(length - n).unwrap_or(usize::MAX));
            if is_kept {
                block.extend_from_slice(&bytes[..n_taken]);
            }
            n += n_taken as u64;
            self.input.consume(n_taken);
        }
        if let Err(error) = self.input.peek_to_failure(MARK + 16) {
            return Err(format!("the record cannot be unpacked: {error}"));
        }
        let is_member = self.input.is_at_member();
        let next = self.input.rest().trim_ascii_start();
        // An archive may be cut in its next record's first line.
        let is_next = is_mark(next) || b"WARC/1.0\r".starts_with(next);
        if !(is_member || is_next) {
            self.input.unread(&block);
            return Err(format!("the record does not end behind its {length} bytes"));
        }
        Ok(is_kept.then_some(block))
    }

    /// The pages of a record.
    fn pages(&self, record: WarcRecord) -> Pages {
        let WarcRecord { name, offset, headers, block } = record;
        let limit = self.origin.limit();
        let response = match (headers.get("warc-type"), block) {
            (Some("response" | "resource" | "conversion"), None) => {
                let what = format!("the record is larger than {limit} bytes");
                return one(Err(Error::new(ErrorKind::TooLarge, &name, what).at(offset)));
            }
            (Some("response"), Some(block)) => response(block, limit),
            (Some("resource" | "conversion"), Some(block)) => {
                let content_type = headers.get("content-type").map(str::to_string);
                let content = PageBytes { bytes: block, note: None };
                Ok(Some(Response { content, content_type, robots: None }))
            }
            _ => Ok(None),
        };
        let response = match response {
            Ok(Some(response)) if response.content_type.as_deref().is_none_or(is_page_type) => response,
            Ok(_) => return Box::new(std::iter::empty()),
            Err(what) => return one(Err(broken(&name, what, offset))),
        };
        let is_said_page = response.content_type.is_some();
        let origin = Origin {
            input: name,
            // A conversion is the text of a page, whatever markup that text speaks of.
            kind: (headers.get("warc-type") == Some("conversion")).then_some(InputKind::Text),
            content_type: response.content_type,
            robots: response.robots,
            url: headers.url().map(str::to_string),
            retrieved: headers.get("warc-date").map(str::to_string),
            ..self.origin.clone()
        };
        // What does not say what it is, and is no page, is passed over as an image is.
        let is_page =
            move |page: &Result<Page>| is_said_page || !page.as_ref().is_err_and(Error::is_not_text);
        let id = headers.get("warc-record-id").map(str::to_string);
        let place_in_archive = move |mut page: Page| {
            let provenance = &mut page.provenance;
            provenance.container = Some("warc".to_string());
            provenance.part = match (&id, provenance.part.take()) {
                (Some(id), Some(entry)) => Some(format!("{id}, {entry}")),
                (id, entry) => entry.or(id.clone()),
            };
            page
        };
        let pages = read_whole(response.content, &origin).filter(is_page);
        Box::new(pages.map(move |page| page.map(&place_in_archive).map_err(|error| error.at(offset))))
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        loop {
            if let Some(page) = self.ready.next() {
                self.n_given += 1;
                return Some(page);
            }
            if self.is_done {
                return None;
            }
            match self.record() {
                Ok(Some(record)) => self.ready = self.pages(record),
                Ok(None) => {
                    self.is_done = true;
                    if self.n_given == 0 {
                        let what = format!(
                            "holds no page: none of its {} records is a page answered with 200",
                            self.n_records
                        );
                        return Some(Err(Error::new(ErrorKind::NotText, &self.origin.input, what)));
                    }
                }
                Err(error) => {
                    self.is_lost = true;
                    self.n_given += 1;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// One record, its block read.
struct WarcRecord {
    name: String,
    offset: InputOffset,
    headers: Headers,
    block: Option<Vec<u8>>,
}

fn broken(name: &str, what: impl Into<Box<str>>, offset: InputOffset) -> Error {
    Error::new(ErrorKind::Malformed, name, what).at(offset)
}

/// How many bytes tell a record's first line.
const MARK: usize = 10;

/// Whether a record begins here: `WARC/1.0` on a line of its own.
fn is_mark(bytes: &[u8]) -> bool {
    let version = bytes.strip_prefix(b"WARC/").unwrap_or_default();
    matches!(version, [major, b'.', minor, b'\r' | b'\n', ..] if major.is_ascii_digit() && minor.is_ascii_digit())
}

struct Headers(Vec<String>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        let fields = self.0.iter().filter_map(|line| line.split_once(':'));
        let of_name = fields.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The address of what a record holds; some writers set it in angle brackets.
    fn url(&self) -> Option<&str> {
        self.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']))
    }
}

/// Whether a media type is one that pages and feeds come in.
fn is_page_type(content_type: &str) -> bool {
    let kind = content_type.to_ascii_lowercase();
    let types =
        ["text/html", "application/xhtml", "text/plain", "/rss", "/atom", "/rdf", "/xml", "feed+json"];
    types.iter().any(|t| kind.contains(t))
}

/// What was answered.
struct Response {
    content: PageBytes,
    content_type: Option<String>,
    /// What the page asks programs.
    robots: Option<String>,
}

/// An HTTP response (RFC 9112) that was answered with 200.
fn response(mut message: Vec<u8>, limit: u64) -> std::result::Result<Option<Response>, String> {
    let end = memchr::memmem::find(&message, b"\r\n\r\n").map(|at| at + 4);
    let end = end.or_else(|| memchr::memmem::find(&message, b"\n\n").map(|at| at + 2));
    let Some(end) = end.filter(|end| *end < MAX_HEADERS) else {
        return Err("its HTTP headers have no end".to_string());
    };
    let headers = Headers(String::from_utf8_lossy(&message[..end]).lines().map(str::to_string).collect());
    let content_type = headers.get("content-type").map(str::to_string);
    let robots = headers.get("x-robots-tag").map(str::to_string);
    let is_ok = headers.0.first().is_some_and(|line| line.split(' ').nth(1) == Some("200"));
    if !is_ok || content_type.as_deref().is_some_and(|t| !is_page_type(t)) {
        return Ok(None);
    }
    message.drain(..end);
    let is_chunked =
        headers.get("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
    let codings = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let content = coding::body(message, is_chunked, &codings, limit)?;
    Ok(Some(Response { content, content_type, robots }))
}
