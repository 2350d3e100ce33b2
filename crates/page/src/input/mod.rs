//! Bytes to pages: what kind of input it is, and one page after the other out of it.

mod charset;
mod feed;
mod kind;
mod stream;
mod warc;

use std::io::{BufRead, Read};

use kind::Sniffed;
pub(crate) use stream::Place;
use stream::Stream;

use onrecord_record::{Note, Provenance};
use sha2::{Digest, Sha256};

use crate::error::ErrorKind;
use crate::{Error, Page, Result, html, text};

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// Text without markup.
    Text,
    /// A web archive, perhaps compressed (ISO 28500).
    Warc,
    /// An RSS, Atom or JSON feed.
    Feed,
}

/// What is known about an input beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The input as it was named: a path, an address, or `-`.
    pub input: String,
    /// What it is once unpacked, where the caller knows better than the bytes tell. The pages inside an archive
    /// or a feed are told one by one.
    pub kind: Option<Kind>,
    /// The `Content-Type` of its HTTP header.
    pub content_type: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its title, where the caller supplies one.
    pub title: Option<String>,
    /// When it was published, where the caller supplies it (ISO 8601).
    pub published: Option<String>,
    /// When it was retrieved (ISO 8601).
    pub retrieved: Option<String>,
    /// How many bytes one page may have; 0 stands for [`Origin::MAX_BYTES`].
    pub max_bytes: u64,
}

impl Origin {
    /// How many bytes one page may have unless the caller says otherwise.
    pub const MAX_BYTES: u64 = 256 << 20;

    /// An input of which only the name is known.
    pub fn named(input: &str) -> Origin {
        Origin { input: input.to_string(), ..Origin::default() }
    }

    pub(crate) fn limit(&self) -> u64 {
        // Offsets are kept in 32 bits.
        if self.max_bytes == 0 { Origin::MAX_BYTES } else { self.max_bytes.min(u64::from(u32::MAX) / 2) }
    }
}

/// Reads every page of `input`, one after the other.
///
/// A page that cannot be read gives an error in its place, and the rest goes on. A web archive is streamed;
/// any other input is read whole, up to the limit.
pub fn pages<'a>(input: &'a mut dyn Read, origin: &'a Origin) -> Box<dyn Iterator<Item = Result<Page>> + 'a> {
    let opened = Stream::open(Box::new(input)).and_then(|mut stream| {
        stream.peek(HEAD)?;
        Ok(stream)
    });
    let result = match opened {
        Ok(stream) if is_warc(stream.rest(), origin) => return Box::new(warc::Records::new(stream, origin)),
        Ok(stream) => gather(stream, origin).map(|content| read_whole(content, origin)),
        Err(error) => Err(Error::io(&origin.input, "cannot be read", error)),
    };
    Box::new(result.unwrap_or_else(|error| vec![Err(error)]).into_iter())
}

/// How many of an input's first bytes tell its kind.
const HEAD: usize = 4096;

fn is_warc(head: &[u8], origin: &Origin) -> bool {
    matches!(kind(head, origin), Ok(Kind::Warc))
}

/// The bytes of one page or feed, and what the reader should know about them.
struct Content {
    bytes: Vec<u8>,
    note: Option<String>,
}

/// Reads all of a stream, or of a packed one as much as can be unpacked.
fn gather(mut stream: Stream, origin: &Origin) -> Result<Content> {
    let (limit, is_packed) = (origin.limit(), stream.is_packed());
    let mut content = Content { bytes: Vec::new(), note: None };
    loop {
        let block = match stream.fill_buf() {
            Ok([]) => return Ok(content),
            Ok(block) => block,
            Err(error) if is_packed && !content.bytes.is_empty() => {
                content.note =
                    Some(format!("the input is broken, what could be unpacked of it is read: {error}"));
                return Ok(content);
            }
            Err(error) => return Err(Error::io(&origin.input, "cannot be read", error)),
        };
        content.bytes.extend_from_slice(block);
        let n = block.len();
        stream.consume(n);
        if content.bytes.len() as u64 > limit {
            let what = format!("is larger than {limit} bytes");
            return Err(Error::new(ErrorKind::TooLarge, &origin.input, what));
        }
    }
}

/// What an input that begins with `head` is to be read as.
fn kind(head: &[u8], origin: &Origin) -> Result<Kind> {
    match (origin.kind, kind::sniff(head)) {
        (Some(kind), _) | (None, Sniffed::Known(kind)) => Ok(kind),
        (None, Sniffed::Foreign(what)) => {
            let what = format!("is {what}, not a page of text");
            Err(Error::new(ErrorKind::NotText, &origin.input, what))
        }
    }
}

/// Reads what is no archive: one page, or those of a feed.
fn read_whole(content: Content, origin: &Origin) -> Vec<Result<Page>> {
    let bytes = &content.bytes;
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return vec![Err(Error::new(ErrorKind::Empty, &origin.input, "is empty"))];
    }
    match kind(&bytes[..bytes.len().min(HEAD)], origin) {
        Ok(Kind::Feed) => feed::entries(content, origin),
        Ok(Kind::Warc) => {
            let what = "is a web archive inside another, which is not read";
            vec![Err(Error::new(ErrorKind::NotText, &origin.input, what))]
        }
        Ok(kind) => vec![Ok(page(content, kind, origin))],
        Err(error) => vec![Err(error)],
    }
}

/// Reads one page.
fn page(content: Content, kind: Kind, origin: &Origin) -> Page {
    let (decoded, provenance) = decode(content, kind, origin);
    let read = if kind == Kind::Text { text::read } else { html::read };
    let mut page = read(decoded.text, origin);
    page.provenance = provenance;
    page.notes.extend(decoded.notes.into_iter().map(Note::on_page));
    page
}

/// The text of what was retrieved, and where it came from.
fn decode(content: Content, kind: Kind, origin: &Origin) -> (charset::Decoded, Provenance) {
    let Content { bytes, note } = content;
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let n_bytes = bytes.len() as u64;
    let url = origin.url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let tld = url.as_ref().and_then(|url| url.domain()?.rsplit('.').next());
    let header = origin.content_type.as_deref().and_then(charset::of_content_type);
    let mut decoded = charset::decode(bytes, header, kind != Kind::Text, tld);
    decoded.notes.extend(note);
    let provenance = Provenance {
        kind: if kind == Kind::Text { "text" } else { "html" }.to_string(),
        sha256,
        bytes: n_bytes,
        charset: decoded.charset.to_string(),
        charset_from: decoded.from.to_string(),
        retrieved: origin.retrieved.clone(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        ..Provenance::default()
    };
    (decoded, provenance)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<html><body><article><h1>The dam holds</h1><p>The old dam above Port Vale held through the \
                        night, the mayor said on Monday, and the town slept.</p></article></body></html>";

    fn read(bytes: &[u8]) -> Vec<std::result::Result<String, String>> {
        let origin = Origin::named("input");
        let mut input = bytes;
        pages(&mut input, &origin).map(|p| p.map(|p| p.article.title).map_err(|e| e.to_string())).collect()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn record(body: &str) -> Vec<u8> {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
        let length = http.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vesper.example/dam\r\nContent-Length: {length}\r\n\r\n"
        );
        format!("{head}{http}\r\n\r\n").into_bytes()
    }

    #[test]
    fn archives_are_read_record_by_record_packed_or_not() {
        let plain = [record(HTML), record(HTML)].concat();
        let by_member = [packed(&record(HTML)), packed(&record(HTML))].concat();
        for archive in [plain.clone(), by_member, packed(&plain)] {
            assert_eq!(read(&archive), [Ok("The dam holds".to_string()), Ok("The dam holds".to_string())]);
        }
    }

    #[test]
    fn a_broken_archive_gives_what_came_before_and_says_where() {
        let whole = [record(HTML), record(HTML)].concat();
        let got = read(&whole[..whole.len() - 60]);
        assert_eq!(got[0], Ok("The dam holds".to_string()));
        assert!(got[1].as_ref().unwrap_err().contains("breaks off") && got.len() == 2, "{got:?}");
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let bomb = packed(&vec![b'a'; 20 << 20]);
        let origin = Origin { max_bytes: 1 << 20, ..Origin::named("bomb") };
        let error = pages(&mut bomb.as_slice(), &origin).next().unwrap().unwrap_err();
        assert!(error.is_too_large());
    }

    #[test]
    fn feeds_give_a_page_an_entry() {
        let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>The Vesper</title><item>\
                    <title>The dam holds</title><link>https://vesper.example/dam</link>\
                    <description>&lt;p&gt;The old dam held through the night, the mayor said on Monday morning.&lt;/p&gt;</description>\
                    </item></channel></rss>";
        assert_eq!(read(feed.as_bytes()), [Ok("The dam holds".to_string())]);
    }

    #[test]
    fn what_is_no_page_is_named() {
        assert!(read(b"%PDF-1.7 ...")[0].as_ref().unwrap_err().contains("a PDF document"));
        assert!(read(b"")[0].as_ref().unwrap_err().contains("empty"));
    }
}
