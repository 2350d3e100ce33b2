//! The record's types: plain data, and the only types of onrecord that are serialized.
//!
//! In: nothing. Out: what every other crate speaks. A [`Record`] is what one article puts on record:
//!
//! ```
//! use onrecord_record::{Locator, Span};
//!
//! let text = "“Wé will rebuild,” the mayor said.";
//! let span: Span = Locator::new(text).span(3..20);
//! assert_eq!(span.text, "Wé will rebuild,");
//! assert_eq!((span.start, span.end), (1, 17)); // Unicode code points
//! assert_eq!((span.byte_start, span.byte_end), (3, 20)); // bytes of UTF-8
//! ```
//!
//! The field names are a contract with programs that read the JSON; `onrecord schema` prints its schema.

mod actor;
mod article;
mod commitment;
mod engagement;
mod entry;
mod position;
mod span;
mod statement;
pub mod table;
mod vocabulary;
mod when;

pub use actor::{Actor, ActorRole};
pub use article::{Article, Block, Furniture, FurnitureRole, LiveUpdate, Role, SourceRange};
pub use commitment::Commitment;
pub use engagement::Engagement;
pub use entry::AnyEntry;
pub use position::{Issue, Position};
pub use span::{Locator, Span, joined};
pub use statement::{Mention, Statement};
pub use vocabulary::{
    Act, ActorKind, EngagementKind, EntryKind, How, Modality, Part, Phase, Quote, Stance, Status,
    UnknownCode, VOCABULARIES, Vocabulary,
};
pub use when::When;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the shape described here.
pub const SCHEMA_VERSION: &str = "1";

/// What one article puts on record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The version of this shape: `1`.
    pub schema_version: String,
    /// The input as it was named: a path, an address, or `-`.
    pub input: String,
    /// The article, set apart from its page's furniture.
    pub article: Article,
    /// Everyone who speaks, is spoken to or relays, over all their mentions.
    pub actors: Vec<Actor>,
    /// What was said, written, signed, announced, testified or posted.
    pub statements: Vec<Statement>,
    /// Attributions that are no statements: beliefs and intentions that nobody voiced.
    pub thoughts: Vec<Statement>,
    /// Contacts between actors.
    pub engagements: Vec<Engagement>,
    /// Statements and agreements that bind their maker.
    pub commitments: Vec<Commitment>,
    /// Where an actor stands on an issue.
    pub positions: Vec<Position>,
    /// What could not be read, or only in part.
    pub notes: Vec<Note>,
    /// Where all this came from.
    pub provenance: Provenance,
}

/// Names the lists of a record that hold entries, in the order in which entries are gone through.
macro_rules! entries {
    ($($list:ident)+) => {
        impl Record {
            /// Every entry: statements, engagements, commitments, positions. Thoughts are none.
            pub fn entries(&self) -> impl Iterator<Item = &dyn AnyEntry> {
                std::iter::empty()$(.chain(self.$list.iter().map(|one| one as &dyn AnyEntry)))+
            }

            /// Every entry, to be changed.
            pub fn entries_mut(&mut self) -> impl Iterator<Item = &mut dyn AnyEntry> {
                std::iter::empty()$(.chain(self.$list.iter_mut().map(|one| one as &mut dyn AnyEntry)))+
            }

            /// Leaves only the entries that are kept.
            pub fn retain(&mut self, is_kept: impl Fn(&dyn AnyEntry) -> bool) {
                $(self.$list.retain(|one| is_kept(one));)+
            }
        }
    };
}

entries! { statements engagements commitments positions }

/// Something the reader should know about how the page was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What, in words.
    pub what: String,
    /// Where in the article's text, in code points; both 0 where the whole page is meant.
    pub start: usize,
    /// Where it ends, in code points.
    pub end: usize,
}

impl Note {
    /// A note on the page as a whole.
    pub fn on_page(what: impl Into<String>) -> Note {
        Note { what: what.into(), start: 0, end: 0 }
    }
}

/// Where a record came from, so that it can be checked and made again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// The page's kind: `html`, `text`; what it came in stands in `container`.
    pub kind: String,
    /// `warc` or `feed` where the page was one of several in its input.
    pub container: Option<String>,
    /// Which part of its container the page is: the archive's record by its id, the feed's entry by its number
    /// and id.
    pub part: Option<String>,
    /// SHA-256 of the page's bytes, in hexadecimal; for a feed's entry, of the feed's bytes.
    pub sha256: String,
    /// How many bytes that are.
    pub bytes: u64,
    /// The charset that the bytes were decoded from, by its name in the Encoding Standard.
    pub charset: String,
    /// What told the charset: `bom`, `header`, `meta`, `detected`, `utf-8`.
    pub charset_from: String,
    /// When the page was retrieved, where known (ISO 8601).
    pub retrieved: Option<String>,
    /// The version of onrecord that made this.
    pub version: String,
    /// The name and version of the model that read it; empty where none did.
    #[serde(default)]
    pub model: String,
}
