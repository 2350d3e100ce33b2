//! What is asked of the web: a feed whether it changed, an entry's page.

use crate::cli::input::fetch::{Fetched, Fetcher, Repolled};
use crate::cli::shared::failure::Failure;
use crate::{Origin, Page, pages};

/// Reads feeds and the pages of their entries.
#[derive(Debug)]
pub struct FeedReader {
    pub fetcher: Fetcher,
    /// How large one page may be.
    pub max_bytes: u64,
}

/// What came of asking a feed.
pub enum News {
    Unchanged,
    Changed {
        entries: Vec<Page>,
        /// What to show the server the next time.
        etag: Option<String>,
        last_modified: Option<String>,
    },
}

impl FeedReader {
    /// The entries of a feed, unless nothing changed since the server gave these validators.
    pub fn poll(
        &self,
        address: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Result<News, Failure> {
        match self.fetcher.poll(address, etag, last_modified)? {
            Repolled::Unchanged => Ok(News::Unchanged),
            Repolled::Changed { fetched, etag, last_modified } => {
                Ok(News::Changed { entries: self.entries(address, fetched)?, etag, last_modified })
            }
        }
    }

    fn entries(&self, address: &str, mut fetched: Fetched) -> Result<Vec<Page>, Failure> {
        let origin = self.origin(address, &fetched);
        let found: Result<Vec<Page>, _> = pages(&mut *fetched.body, &origin).collect();
        let found = found.map_err(Failure::from)?;
        match found.iter().all(|page| page.provenance.container.as_deref() == Some("feed")) {
            true => Ok(found),
            false => {
                Err(Failure::new(address, "is no feed").hint("give the address of an RSS, Atom or JSON feed"))
            }
        }
    }

    /// The page at an address that an entry links to; `published` is when the feed says that it was.
    pub fn linked(&self, address: &str, published: Option<String>) -> Result<Page, Failure> {
        let mut fetched = self.fetcher.fetch(address)?;
        let origin = Origin { published, ..self.origin(address, &fetched) };
        let page = pages(&mut *fetched.body, &origin).next();
        let page = page.ok_or_else(|| Failure::new(address, "there is nothing in it"))?;
        let page = page.map_err(Failure::from)?;
        match page.provenance.container.as_deref() {
            Some("feed") => Err(Failure::new(address, "is a feed, where an entry's page should be")),
            _ => Ok(page),
        }
    }

    fn origin(&self, address: &str, fetched: &Fetched) -> Origin {
        Origin {
            input: address.to_string(),
            content_type: fetched.content_type.clone(),
            url: Some(fetched.url.clone()),
            retrieved: Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            max_bytes: self.max_bytes,
            keep_bytes: true,
            ..Origin::default()
        }
    }
}
