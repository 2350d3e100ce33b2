//! Bytes to pages: what kind of input it is, and one page after the other out of it.

mod charset;

use std::io::Read;

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

    fn limit(&self) -> u64 {
        if self.max_bytes == 0 { Origin::MAX_BYTES } else { self.max_bytes }
    }
}

/// Reads every page of `input`, one after the other.
///
/// A page that cannot be read gives an error in its place, and the rest goes on.
pub fn pages<'a>(input: &'a mut dyn Read, origin: &'a Origin) -> Box<dyn Iterator<Item = Result<Page>> + 'a> {
    Box::new(std::iter::once_with(move || {
        let mut bytes = Vec::new();
        let limit = origin.limit();
        input
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| Error::io(&origin.input, "cannot be read", e))?;
        if bytes.len() as u64 > limit {
            let what = format!("is larger than {limit} bytes");
            return Err(Error::new(ErrorKind::TooLarge, &origin.input, what));
        }
        page(bytes, origin)
    }))
}

/// Reads one page.
fn page(bytes: Vec<u8>, origin: &Origin) -> Result<Page> {
    let looks_like_html = bytes.iter().take(4096).filter(|b| **b == b'<').count() > 2;
    let kind = origin.kind.unwrap_or(if looks_like_html { Kind::Html } else { Kind::Text });
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
