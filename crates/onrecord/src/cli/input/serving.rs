//! What a server is lent: reading pages, fetching them, knowing what words mean.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use onrecord_encoder::WordVectors;
use onrecord_record::{Furniture, Record};
use onrecord_serve::{BoxedLikeness, Given, Program, Unreadable};
use onrecord_store::KeptSource;

use super::args::WebArgs;
use super::fetch::Fetcher;
use crate::cli::shared::failure::{Failure, io_cause};
use crate::cli::shared::meant::Meant;
use crate::keep::page_again;
use crate::{Origin, model, read};

/// How long a page's site may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The most pages of one archive or feed that are read for whoever hands it in.
const MOST_PAGES: usize = 50;

/// This program, as a server knows it.
pub struct Serving {
    fetcher: Fetcher,
    meaning: Arc<WordVectors>,
}

impl Serving {
    /// # Errors
    /// Where the program's own vectors are damaged.
    pub fn new() -> Result<Serving, Failure> {
        // Private addresses and what robots.txt forbids are never read for somebody else.
        let args = WebArgs { timeout: PATIENCE, ignore_robots: false, allow_private: false };
        Ok(Serving { fetcher: Fetcher::new(&args), meaning: Arc::new(Meant::embedded()?) })
    }
}

impl Program for Serving {
    fn version(&self) -> &str {
        concat!("onrecord ", env!("CARGO_PKG_VERSION"))
    }

    fn read(&self, page: &Given) -> Result<Vec<Record>, Unreadable> {
        let origin = Origin {
            content_type: page.content_type.clone(),
            url: page.address.clone(),
            title: page.title.clone(),
            published: page.published.clone(),
            max_bytes: page.bytes.len() as u64 + 1,
            ..Origin::named(page.address.as_deref().unwrap_or("page"))
        };
        let mut bytes = page.bytes.as_slice();
        let records = read(&mut bytes, &origin, model()).take(MOST_PAGES);
        let (mut read, mut first) = (Vec::new(), None);
        for record in records {
            match record {
                Ok(record) => read.push(record),
                Err(error) => first = first.or(Some(error)),
            }
        }
        match first {
            Some(error) if read.is_empty() => Err(plainly(Failure::from(error))),
            _ => Ok(read),
        }
    }

    fn fetch(&self, address: &str, most: usize) -> Result<Given, Unreadable> {
        let fetched = self.fetcher.fetch(address).map_err(plainly)?;
        let mut bytes = Vec::new();
        let read = fetched.body.take(most as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| unreadable(format!("{address}: {}", io_cause(&error))))?;
        if bytes.len() > most {
            return Err(unreadable(format!(
                "{address}: the page has more than the {most} bytes that are read here"
            )));
        }
        let (address, content_type) = (Some(fetched.url), fetched.content_type);
        Ok(Given { bytes, address, content_type, ..Given::default() })
    }

    fn furniture(&self, kept: KeptSource) -> Result<Vec<Furniture>, Unreadable> {
        let page = page_again(kept)
            .ok_or_else(|| unreadable("the article is not found in its page any more".to_string()))?;
        Ok(page.article.furniture)
    }

    fn likeness(&self) -> Result<BoxedLikeness<'_>, Unreadable> {
        let meant = Meant::of(Arc::clone(&self.meaning));
        Ok(Box::new(move |one, other| meant.likeness(one, other)))
    }
}

fn unreadable(what: String) -> Unreadable {
    Unreadable { what, hint: None }
}

/// Without hints to flags: whoever asks a server has no command line.
fn plainly(failure: Failure) -> Unreadable {
    Unreadable { what: failure.what, hint: failure.hint.filter(|hint| !hint.contains("--")) }
}
