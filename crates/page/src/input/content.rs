//! The bytes of one page or feed: gathered from a stream, and decoded.

use std::io::BufRead;

use onrecord_record::Provenance;
use sha2::{Digest, Sha256};

use super::charset;
use super::origin::{InputKind, Origin};
use super::stream::Stream;
use crate::error::ErrorKind;
use crate::{Error, Page, Result};

/// Pages that are read as they are asked for.
pub type Pages = Box<dyn Iterator<Item = Result<Page>>>;

pub fn one(page: Result<Page>) -> Pages {
    Box::new(std::iter::once(page))
}

/// The bytes of one page or feed, and what the reader should know about them.
pub struct PageBytes {
    pub bytes: Vec<u8>,
    pub note: Option<String>,
}

/// Reads all of a stream, or of a packed one as much as can be unpacked.
pub fn gather(mut stream: Stream, origin: &Origin) -> Result<PageBytes> {
    let (limit, is_packed) = (origin.limit(), stream.is_packed());
    let mut content = PageBytes { bytes: Vec::new(), note: None };
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

/// The text of what was retrieved, and where it came from.
pub fn decode(content: PageBytes, kind: InputKind, origin: &Origin) -> (charset::Decoded, Provenance) {
    let PageBytes { bytes, note } = content;
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let n_bytes = bytes.len() as u64;
    let url = origin.url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let tld = url.as_ref().and_then(|url| url.domain()?.rsplit('.').next());
    let header = origin.content_type.as_deref().and_then(charset::of_content_type);
    let mut decoded = charset::decode(bytes, header, kind != InputKind::Text, tld);
    decoded.notes.extend(note);
    let provenance = Provenance {
        kind: if kind == InputKind::Text { "text" } else { "html" }.to_string(),
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
