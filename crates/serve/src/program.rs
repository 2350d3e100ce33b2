//! What the program around the server can do beside asking a store.

use onrecord_record::{Furniture, Record};
use onrecord_store::KeptSource;

/// How nearly two phrases mean the same, -1 to 1.
pub type BoxedLikeness<'a> = Box<dyn Fn(&str, &str) -> f32 + 'a>;

/// Reading pages, and knowing what words mean: the server opens no page and has no model of its own.
pub trait Program: Send + Sync + 'static {
    /// Its name and version.
    fn version(&self) -> &str;

    /// What the pages in these bytes put on record.
    ///
    /// # Errors
    /// Where they are nothing that can be read.
    fn read(&self, page: &Given) -> Result<Vec<Record>, Unreadable>;

    /// The page at an address on the public internet, at most `most` bytes of it.
    ///
    /// # Errors
    /// Where there is none, or it is refused: a private address, a site that asks programs to stay away.
    fn fetch(&self, address: &str, most: usize) -> Result<Given, Unreadable>;

    /// What stands around an article on the page that it was read from: the store sets it aside, the page's bytes hold it.
    ///
    /// # Errors
    /// Where the article is not found in the page any more.
    fn furniture(&self, kept: KeptSource) -> Result<Vec<Furniture>, Unreadable>;

    /// How nearly phrases mean the same. One is made for each question, and may remember what it saw.
    ///
    /// # Errors
    /// Where the vectors of words cannot be read.
    fn likeness(&self) -> Result<BoxedLikeness<'_>, Unreadable>;
}

/// A page as it was handed in or fetched.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its address, where it has one.
    pub address: Option<String>,
    /// What it is said to be, as a header `Content-Type` says it.
    pub content_type: Option<String>,
    /// When it was published, where its bytes do not tell: an ISO 8601 day or moment.
    pub published: Option<String>,
    /// Its headline, where its bytes do not tell.
    pub title: Option<String>,
}

/// Why a page was not read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// In words for people.
    pub what: String,
    /// A way out, where one is known.
    pub hint: Option<String>,
}
