//! Pages of a crawl as rows of one flat table, which says all that a store has to know of a page.
//!
//! In: a page, or why it could not be read. Out: a row ([`Crawled`]), whose columns are [`PAGES`]. A row depends on its page
//! alone, so that a task of a data engine that is tried again gives the same rows. `onrecord import` takes them into a
//! store.

use onrecord_record::table::{Cell, CellKind, Column};
use onrecord_store::{Added, NewPage, Writer};

use crate::keep::StoredOrigin;
use crate::{Model, Origin, Page, analyze};

/// What became of a page: `read`.
pub const READ: &str = "read";
/// What became of a page: `no_article`, it holds none.
pub const NO_ARTICLE: &str = "no_article";
/// What became of a page: `failed`, it could not be read.
pub const FAILED: &str = "failed";

/// A page of a crawl.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crawled {
    /// The archive, as it was named.
    pub archive: String,
    /// [`READ`], [`NO_ARTICLE`] or [`FAILED`].
    pub outcome: &'static str,
    /// What is wrong with the page, or what it is instead of an article.
    pub what: Option<String>,
    /// Where in the archive, of what failed.
    pub place: Option<String>,
    /// A way out, where one is known.
    pub hint: Option<String>,
    /// The page as it is named: the archive's name and the page's address.
    pub input: String,
    /// The article's address, canonical where the page tells it.
    pub address: String,
    /// Its headline.
    pub title: String,
    /// The outlet.
    pub publisher: String,
    /// When it was published, as the page states it.
    pub published: Option<String>,
    /// When the page was retrieved.
    pub retrieved: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// How many statements are on record.
    pub n_statements: i64,
    /// SHA-256 of the page's bytes.
    pub sha256: String,
    /// The record in JSON, without the page's furniture.
    pub record: Option<String>,
    /// What was known beside the bytes, in JSON.
    pub origin: Option<String>,
    /// The page's bytes.
    pub page: Option<Vec<u8>>,
}

/// The columns of a [`Crawled`]; `crawl_date` is the day of retrieval.
pub static PAGES: [Column<Crawled>; 18] = [
    Column::new("archive", CellKind::Text, |row| Cell::from(&row.archive)),
    Column::new("crawl_date", CellKind::FirstDay, |row| {
        let day = row.retrieved.as_deref().and_then(|at| at.get(..10));
        day.map_or(Cell::Null, |day| Cell::Text(day.into()))
    }),
    Column::new("outcome", CellKind::Text, |row| Cell::Text(row.outcome.into())),
    Column::new("what", CellKind::Text, |row| Cell::from(&row.what)),
    Column::new("place", CellKind::Text, |row| Cell::from(&row.place)),
    Column::new("hint", CellKind::Text, |row| Cell::from(&row.hint)),
    Column::new("input", CellKind::Text, |row| Cell::from(&row.input)),
    Column::new("address", CellKind::Text, |row| Cell::from(&row.address)),
    Column::new("title", CellKind::Text, |row| Cell::from(&row.title)),
    Column::new("publisher", CellKind::Text, |row| Cell::from(&row.publisher)),
    Column::new("published", CellKind::Text, |row| Cell::from(&row.published)),
    Column::new("retrieved", CellKind::Text, |row| Cell::from(&row.retrieved)),
    Column::new("language", CellKind::Text, |row| Cell::from(&row.language)),
    Column::new("statements", CellKind::Integer, |row| Cell::Integer(row.n_statements)),
    Column::new("sha256", CellKind::Text, |row| Cell::from(&row.sha256)),
    Column::new("record", CellKind::Text, |row| Cell::from(&row.record)),
    Column::new("origin", CellKind::Text, |row| Cell::from(&row.origin)),
    Column::new("page", CellKind::Bytes, |row| row.page.as_deref().map_or(Cell::Null, Cell::Bytes)),
];

impl Crawled {
    /// The row of a page; what is no article is analysed only where `keep_all` is set. The page must have brought its
    /// bytes along.
    pub fn page(page: Page, origin: &Origin, model: &Model, keep_all: bool) -> Crawled {
        let known = Crawled {
            archive: origin.input.clone(),
            outcome: READ,
            what: page.no_article.map(|what| what.to_string()),
            input: page.input.clone(),
            address: page.article.url.clone(),
            title: page.article.title.clone(),
            publisher: page.article.publisher.clone(),
            published: page.article.published.clone(),
            retrieved: page.provenance.retrieved.clone(),
            language: page.article.language.clone(),
            sha256: page.provenance.sha256.clone(),
            ..Crawled::default()
        };
        if page.no_article.is_some() && !keep_all {
            return Crawled { outcome: NO_ARTICLE, ..known };
        }
        let kept = page.kept.clone();
        let mut record = analyze(page, model);
        // The page's bytes have it.
        record.article.furniture.clear();
        Crawled {
            n_statements: record.statements.len() as i64,
            record: Some(serde_json::to_string(&record).expect("a record is plain data")),
            origin: kept.as_ref().map(|kept| StoredOrigin::from(&kept.origin).to_json()),
            page: kept.map(|kept| kept.bytes.to_vec()),
            ..known
        }
    }

    /// The row of a page that could not be read.
    pub fn failed(
        archive: &str,
        input: &str,
        what: String,
        place: Option<String>,
        hint: Option<String>,
    ) -> Crawled {
        let (archive, input) = (archive.to_string(), input.to_string());
        Crawled { archive, outcome: FAILED, what: Some(what), place, hint, input, ..Crawled::default() }
    }
}

/// Adds a page that was read elsewhere, from its columns `record`, `origin` and `page`.
///
/// # Errors
/// `Err` where the store fails; `Ok(Err)` where the columns do not hold a page, with what is wrong.
pub fn put(
    writer: &mut Writer,
    record: &str,
    origin: &str,
    page: &[u8],
) -> onrecord_store::Result<Result<Added, String>> {
    let record: onrecord_record::Record = match serde_json::from_str(record) {
        Ok(record) => record,
        Err(error) => return Ok(Err(format!("its record is none of this onrecord's: {error}"))),
    };
    writer.add(&NewPage { record: &record, bytes: page, origin }).map(Ok)
}
