//! Bytes to pages: what kind of input it is, and one page after the other out of it.

mod charset;
mod feed;
mod kind;
mod warc;

use std::io::{BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use kind::Sniffed;

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
    /// An RSS or Atom feed.
    Feed,
}

/// What is known about an input beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The input as it was named: a path, an address, or `-`.
    pub input: String,
    /// What it is, where the caller knows better than the bytes tell.
    pub kind: Option<Kind>,
    /// The charset of its HTTP header.
    pub charset: Option<String>,
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
    let mut input = BufReader::with_capacity(64 << 10, input);
    let head = match head(&mut input) {
        Ok(head) => head,
        Err(error) => return one(Err(Error::io(&origin.input, "cannot be read", error))),
    };
    match kind::sniff(&head) {
        Sniffed::Gzip => {
            let mut unpacked =
                BufReader::with_capacity(64 << 10, MultiGzDecoder::new(Cursor::new(head).chain(input)));
            match self::head(&mut unpacked) {
                Ok(head) => dispatch(head, unpacked, origin),
                Err(error) => one(Err(Error::io(&origin.input, "cannot be unpacked", error))),
            }
        }
        _ => dispatch(head, input, origin),
    }
}

/// How many of an input's first bytes tell its kind.
const HEAD: usize = 4096;

/// The first bytes of an input, as many as tell its kind.
fn head(input: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn one<'a>(result: Result<Page>) -> Box<dyn Iterator<Item = Result<Page>> + 'a> {
    Box::new(std::iter::once(result))
}

/// Reads what begins with `head` and goes on with `rest`.
fn dispatch<'a>(
    head: Vec<u8>,
    rest: impl BufRead + 'a,
    origin: &'a Origin,
) -> Box<dyn Iterator<Item = Result<Page>> + 'a> {
    let kind = match kind(&head, origin) {
        Ok(kind) => kind,
        Err(error) => return one(Err(error)),
    };
    let mut input = Cursor::new(head).chain(rest);
    if kind == Kind::Warc {
        return Box::new(warc::Records::new(input, origin));
    }
    let mut bytes = Vec::new();
    let limit = origin.limit();
    if let Err(error) = (&mut input).take(limit + 1).read_to_end(&mut bytes) {
        return one(Err(Error::io(&origin.input, "cannot be read", error)));
    }
    if bytes.len() as u64 > limit {
        let what = format!("is larger than {limit} bytes");
        return one(Err(Error::new(ErrorKind::TooLarge, &origin.input, what)));
    }
    match kind {
        Kind::Feed => Box::new(feed::entries(&bytes, origin).into_iter()),
        _ => one(page(bytes, &Origin { kind: Some(kind), ..origin.clone() })),
    }
}

/// What an input that begins with `head` is to be read as.
fn kind(head: &[u8], origin: &Origin) -> Result<Kind> {
    if let Some(kind) = origin.kind {
        return Ok(kind);
    }
    match kind::sniff(head) {
        Sniffed::Known(kind) => Ok(kind),
        Sniffed::Gzip => Ok(Kind::Text),
        Sniffed::Foreign(what) => {
            let what = format!("is {what}, not a page of text");
            Err(Error::new(ErrorKind::NotText, &origin.input, what))
        }
    }
}

/// Reads one page.
fn page(bytes: Vec<u8>, origin: &Origin) -> Result<Page> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Error::new(ErrorKind::Empty, &origin.input, "is empty"));
    }
    let kind = kind(&bytes[..bytes.len().min(HEAD)], origin)?;
    let mut provenance = Provenance {
        sha256: Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect(),
        bytes: bytes.len() as u64,
        retrieved: origin.retrieved.clone(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        ..Provenance::default()
    };
    let decoded = charset::decode(bytes, origin.charset.as_deref(), kind == Kind::Html);
    provenance.charset = decoded.charset.to_string();
    provenance.charset_from = decoded.from.to_string();
    provenance.kind = if kind == Kind::Text { "text" } else { "html" }.to_string();
    let read = if kind == Kind::Text { text::read } else { html::read };
    let mut page = read(decoded.text, origin);
    page.provenance = provenance;
    page.notes.extend(decoded.note.map(Note::on_page));
    Ok(page)
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
