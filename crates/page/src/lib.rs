//! Reads news pages: bytes go in, articles come out, with their furniture set apart and every character
//! mapped back to where it stood.
//!
//! ```
//! use onrecord_page::{Origin, pages};
//!
//! let html = "<title>Bridge reopens</title><article><h1>Bridge reopens</h1>\
//!             <p>The Old Bridge reopened on Monday after two years of repairs, the city said.</p></article>";
//! let origin = Origin::named("bridge.html");
//! let page = pages(&mut html.as_bytes(), &origin).next().unwrap().unwrap();
//! assert_eq!(page.article.title, "Bridge reopens");
//! let block = &page.article.blocks[0];
//! let source = page.map.source(block.byte_start..block.byte_end).unwrap();
//! assert_eq!(&page.source[source], block.text);
//! ```

mod agency;
mod byline;
mod credit;
mod date;
mod error;
mod furniture;
mod html;
mod input;
mod language;
mod lists;
mod map;
mod no_article;
mod offset;
mod placement;
mod text;
mod words;

pub use error::Error;
pub use input::{InputKind, Origin, pages};
pub use map::SourceMap;
pub use no_article::NoArticle;

use std::sync::Arc;

use onrecord_record::{Article, Note, Provenance};

/// The result of reading.
pub type Result<T> = std::result::Result<T, Error>;

/// One page, read.
#[derive(Clone, Debug)]
pub struct Page {
    /// The input as it was named.
    pub input: String,
    /// The article, with its furniture apart.
    pub article: Article,
    /// The page's decoded text, that [`SourceMap`] and every [`onrecord_record::SourceRange`] point into.
    pub source: String,
    /// Where each character of `article.text` stood in `source`.
    pub map: SourceMap,
    /// Where each character of each furniture's text stood in `source`.
    pub furniture_maps: Vec<SourceMap>,
    /// Where the page came from.
    pub provenance: Provenance,
    /// What the reader should know about how it was read.
    pub notes: Vec<Note>,
    /// What the page is where it is no article; a note says so too.
    pub no_article: Option<NoArticle>,
    /// What it was read from, where [`Origin::keep_bytes`] asked for it.
    pub kept: Option<PageSource>,
}

/// What a page was read from, enough to read it again.
#[derive(Clone, Debug)]
pub struct PageSource {
    /// Its bytes, unpacked; for a feed's entry, the feed's.
    pub bytes: Arc<[u8]>,
    /// What was known beside them.
    pub origin: Origin,
}
