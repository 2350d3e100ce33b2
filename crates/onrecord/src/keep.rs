//! Records into a store, each with the bytes of its page and what was known beside them.

use std::collections::HashSet;
use std::path::absolute;
use std::sync::Mutex;

use onrecord_record::Record;
use onrecord_store::{Added, KeptSource, NewPage, Writer};
use serde::{Deserialize, Serialize};

use crate::{InputKind, Model, Origin, Page, PageSource, analyze, pages};

/// A page on its way into a store.
#[derive(Debug)]
pub enum Incoming {
    /// It is there already.
    Known,
    /// It is no article, and only those are wanted.
    LeftOut {
        /// The page as it is named.
        input: String,
        /// Its headline.
        title: String,
        /// What it is, by its code.
        what: &'static str,
    },
    /// It is to be [`put`].
    New(Box<Record>, PageSource),
}

/// Tells which pages are new to a store, and reads those.
#[derive(Debug)]
pub struct Intake {
    known: Mutex<HashSet<i64>>,
    keep_all: bool,
}

impl Intake {
    /// `known` are those that the store has ([`Writer::known`]); with `keep_all` pages that are no articles are read too.
    pub fn new(known: HashSet<i64>, keep_all: bool) -> Intake {
        Intake { known: Mutex::new(known), keep_all }
    }

    /// What becomes of a page that brought its bytes along. Whoever comes second is known, also where both come in one
    /// run.
    pub fn take(&self, page: Page, origin: &Origin, model: &Model) -> Incoming {
        let page = placed(page, origin);
        if let Some(what) = page.no_article.filter(|_| !self.keep_all) {
            return Incoming::LeftOut { input: page.input, title: page.article.title, what: what.as_str() };
        }
        let fingerprint = Writer::fingerprint(&page.article, &page.input, &page.provenance);
        if !self.known.lock().is_ok_and(|mut known| known.insert(fingerprint)) {
            return Incoming::Known;
        }
        let kept = page.kept.clone().expect("pages bring their bytes: keep_bytes is set");
        Incoming::New(Box::new(analyze(page, model)), kept)
    }
}

/// Adds a record with what its page was read from.
///
/// # Errors
/// As [`Writer::add`].
pub fn put(writer: &mut Writer, record: &Record, kept: &PageSource) -> onrecord_store::Result<Added> {
    writer.add(&NewPage { record, bytes: &kept.bytes, origin: &StoredOrigin::from(&kept.origin).to_json() })
}

/// The page that a version was read from, found again in the bytes that were kept of it.
pub fn page_again(kept: KeptSource) -> Option<Page> {
    let beside: StoredOrigin = serde_json::from_str(&kept.origin).unwrap_or_default();
    let input = kept.input.split('#').next().unwrap_or_default().to_string();
    let origin = beside.origin(input);
    let wanted = kept.part.as_deref();
    // A page of an archive lies here without its archive, whose part of the name comes first.
    let is_wanted = |page: &Page| match (page.provenance.part.as_deref(), wanted) {
        (None, _) => true,
        (Some(part), Some(wanted)) => wanted == part || wanted.ends_with(&format!(", {part}")),
        (Some(_), None) => false,
    };
    let mut bytes = kept.bytes.as_slice();
    let mut page = pages(&mut bytes, &origin).filter_map(|page| page.ok()).find(is_wanted)?;
    page.input = kept.input;
    page.provenance.part = kept.part;
    Some(page)
}

/// A file is the same wherever the command is given: its whole path names it.
fn placed(mut page: Page, origin: &Origin) -> Page {
    let is_file = origin.retrieved.is_none() && origin.input != "-";
    if is_file && let Ok(path) = absolute(&origin.input) {
        let part = page.input.strip_prefix(&origin.input).unwrap_or_default();
        page.input = format!("{}{part}", path.display());
    }
    page
}

/// What was known beside a page's bytes, as the store keeps it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredOrigin {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retrieved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    robots: Option<String>,
    max_bytes: u64,
}

const KINDS: [(InputKind, &str); 4] = [
    (InputKind::Html, "html"),
    (InputKind::Text, "text"),
    (InputKind::Warc, "warc"),
    (InputKind::Feed, "feed"),
];

impl From<&Origin> for StoredOrigin {
    fn from(origin: &Origin) -> StoredOrigin {
        let name = |kind: InputKind| {
            KINDS.iter().find(|(known, _)| *known == kind).map(|(_, name)| name.to_string())
        };
        StoredOrigin {
            kind: origin.kind.and_then(name),
            content_type: origin.content_type.clone(),
            url: origin.url.clone(),
            title: origin.title.clone(),
            published: origin.published.clone(),
            retrieved: origin.retrieved.clone(),
            robots: origin.robots.clone(),
            max_bytes: origin.max_bytes,
        }
    }
}

impl StoredOrigin {
    /// As the store keeps it.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a few strings are plain data")
    }

    /// The origin of which this was kept.
    pub fn origin(self, input: String) -> Origin {
        let kind = self.kind.and_then(|kind| KINDS.iter().find(|(_, name)| *name == kind));
        Origin {
            input,
            kind: kind.map(|(kind, _)| *kind),
            content_type: self.content_type,
            url: self.url,
            title: self.title,
            published: self.published,
            retrieved: self.retrieved,
            robots: self.robots,
            max_bytes: self.max_bytes,
            ..Origin::default()
        }
    }
}
