//! onrecord reads the news and keeps the record: who said what, tied to the exact characters it came from.
//!
//! A page goes in as bytes, its [`Record`] comes out. The way from one to the other is [`read`]:
//!
//! ```
//! use onrecord::{Origin, model, read};
//!
//! let page = "<title>Bridge reopens</title><article><h1>Bridge reopens</h1>\
//!             <p>“The Old Bridge is open again,” said Mayor Ada Lorne on Monday.</p></article>";
//! let origin = Origin { published: Some("2031-03-12".to_string()), ..Origin::named("bridge.html") };
//! for record in read(&mut page.as_bytes(), &origin, model()) {
//!     let record = record?;
//!     assert_eq!(record.article.title, "Bridge reopens");
//!     let text = &record.article.text;
//!     for statement in &record.statements {
//!         for piece in &statement.content {
//!             assert_eq!(text[piece.bytes()], piece.text); // always
//!         }
//!     }
//! }
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! The library opens no files, asks no network and reads no clock: what it should know beside the bytes stands
//! in [`Origin`]. The command line does these things; it is the feature `cli`, on by default.

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "store")]
pub mod crawl;
#[cfg(feature = "store")]
pub mod keep;
pub mod many;

use std::io::Read;
#[cfg(feature = "embedded-model")]
use std::sync::LazyLock;

pub use onrecord_analysis::{Attribution, Encoder, Language, Model, analyze as analyze_in, attributions};
pub use onrecord_page::{Error, InputKind, Origin, Page, PageSource, Result, SourceMap, pages};
pub use onrecord_record as record;
use onrecord_record::Record;

/// Reads every page in `input` and gives what each puts on record.
///
/// A page, a text, an archive of many pages or a feed: what `input` is, is told from its bytes. Pages are read
/// as they are asked for, one at a time.
///
/// # Errors
/// A page that cannot be read gives an error in its place, and the next can be asked for. A page that is odd
/// but can be read is no error: its record has notes.
pub fn read<'a>(
    input: &'a mut dyn Read,
    origin: &'a Origin,
    model: &'a Model,
) -> impl Iterator<Item = Result<Record>> + 'a {
    pages(input, origin).map(|page| Ok(analyze(page?, model)))
}

/// Puts on record what `page` says, if it is in English.
pub fn analyze(page: Page, model: &Model) -> Record {
    analyze_in(page, model, &Language::english())
}

/// The model that is part of the program, loaded when it is first asked for.
#[cfg(feature = "embedded-model")]
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the program's own weights"));
    &MODEL
}
