//! Keeps records in one SQLite file, and answers what people ask of them.
//!
//! In: [`Record`](onrecord_record::Record)s with their pages' bytes. Out: articles in all their versions, actors
//! over all articles, statements over all outlets. [`Writer`] adds and corrects, one process at a time; [`Store`]
//! reads, in as many as you like, also while one writes. `migrations/` tells what the tables hold.
//!
//! ```
//! use onrecord_store::{NewPage, Store, Writer};
//! # let text = "“The dam will hold,” Ada Lorne said.";
//! # let record = onrecord_store::sample("https://courier.example/1", text);
//! # let bytes = format!("https://courier.example/1\n{text}");
//! # let bytes = bytes.as_bytes();
//! # let folder = std::env::temp_dir().join(format!("onrecord-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("store.db");
//!
//! let mut writer = Writer::open(&path)?;
//! let added = writer.add(&NewPage { record: &record, bytes, origin: "{}" })?;
//! writer.commit()?; // now it survives whatever happens
//! assert_eq!(added.n_statements, 1);
//! assert!(Store::open(&path)?.check(|_, _| {})?.faults.is_empty());
//! # drop(writer);
//! # std::fs::remove_dir_all(&folder).unwrap();
//! # Ok::<(), onrecord_store::Error>(())
//! ```

mod actors;
mod add;
mod add_statement;
mod added;
pub mod ask;
mod bodies;
mod by_hand;
mod change;
mod check;
mod correct;
mod correct_actor;
mod corrected;
mod corrections;
mod day;
mod derived;
mod entry;
mod entry_schema;
mod error;
mod feeds;
mod followed;
mod identity;
mod kept;
mod key;
mod kinds;
mod located;
mod meetings;
mod merge;
mod migrations;
mod named;
mod names;
mod namesakes;
mod open;
mod overview;
mod packed;
mod patience;
mod place;
mod read;
mod reading;
mod relinked;
mod reviewed;
mod row;
mod same;
mod sample;
mod scratch;
mod seal;
mod spent;
mod sql;
mod standing;
mod store;
mod table;
mod term;
mod text;
mod unindexed;
mod words;
mod written;

pub use add::{Added, NewPage, Outcome, Writer, made_by};
pub use change::{ActorChange, Change, Piece, Title};
pub use check::{Checked, Fault};
pub use corrected::Corrected;
pub use corrections::{Correction, Undone};
pub use entry::{
    CommitmentDetail, Copies, Detail, EngagementDetail, Entry, Evidence, Of, Party, PositionDetail, Source,
    StatementDetail, Who, list_of,
};
pub use error::Error;
pub use feeds::{TRIES, WatchedFeed};
pub use key::{ActorId, ArticleId, EntryId};
pub use overview::Overview;
pub use read::{Appearance, Called, Held, KeptSource};
pub use reviewed::Reviewed;
pub use scratch::Scratch;
pub use sql::{Asking, Rows};
pub use store::{Result, Store};
pub use table::{ActorRow, ArticleRow, Selection};

#[doc(hidden)]
pub use packed::slim_record;
#[doc(hidden)]
pub use sample::sample;
#[doc(hidden)]
pub use spent::{AddingPart, spent};
