//! Which store is meant, and what is kept beside a page's bytes.

use std::path::PathBuf;

use clap::Args;
use etcetera::BaseStrategy;
use onrecord_record::Record;
use onrecord_store::{Added, Error, NewPage, Store, Writer};
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use crate::{InputKind, Origin, PageSource};

#[derive(Args, Clone, Debug)]
pub struct StoreArgs {
    /// The store's file [default: onrecord/store.db in your data folder]
    #[arg(long, value_name = "PATH", env = "ONRECORD_STORE", hide_env_values = true, value_hint = clap::ValueHint::FilePath)]
    pub store: Option<PathBuf>,
}

impl StoreArgs {
    /// Opens the store for reading.
    pub fn open(&self) -> Result<Store, Failure> {
        Ok(Store::open(&self.path()?)?)
    }

    /// Opens the store for writing; makes it where there is none.
    pub fn write(&self) -> Result<Writer, Failure> {
        let path = self.path()?;
        // A path that was named must be in a folder that there is: a slip would leave folders behind.
        if self.store.is_none()
            && let Some(folder) = path.parent()
        {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|e| Failure::io(&folder.display().to_string(), "the folder cannot be made", &e))?;
        }
        Ok(Writer::open(&path)?)
    }

    /// As it was named, else in the user's data folder.
    pub fn path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.store {
            return Ok(path.clone());
        }
        let base = etcetera::choose_base_strategy();
        let base = base.map_err(|_| {
            Failure::new("the store", "nobody's home folder is known").hint("--store PATH names it")
        })?;
        Ok(base.data_dir().join("onrecord").join("store.db"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let failure = Failure::told(error.to_string());
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// Adds a record with what its page was read from.
pub fn put(writer: &mut Writer, record: &Record, kept: &PageSource) -> onrecord_store::Result<Added> {
    let origin = serde_json::to_string(&Beside::from(&kept.origin)).expect("a few strings are plain data");
    writer.add(&NewPage { record, bytes: &kept.bytes, origin: &origin })
}

/// What was known beside a page's bytes, as the store keeps it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
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
    max_bytes: u64,
}

const KINDS: [(InputKind, &str); 4] = [
    (InputKind::Html, "html"),
    (InputKind::Text, "text"),
    (InputKind::Warc, "warc"),
    (InputKind::Feed, "feed"),
];

impl From<&Origin> for Beside {
    fn from(origin: &Origin) -> Beside {
        let name = |kind: InputKind| {
            KINDS.iter().find(|(known, _)| *known == kind).map(|(_, name)| name.to_string())
        };
        Beside {
            kind: origin.kind.and_then(name),
            content_type: origin.content_type.clone(),
            url: origin.url.clone(),
            title: origin.title.clone(),
            published: origin.published.clone(),
            retrieved: origin.retrieved.clone(),
            max_bytes: origin.max_bytes,
        }
    }
}

impl Beside {
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
            max_bytes: self.max_bytes,
            keep_bytes: false,
        }
    }
}
