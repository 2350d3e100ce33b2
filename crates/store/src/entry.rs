//! One entry as an answer: its words, who, when and where, and how often it was reported. The command line, the
//! exports, the server and Python all show this shape; what only one kind has is its [`Detail`].

use onrecord_record::{
    Act, EngagementKind, EntryKind, Modality, Part, Phase, Quote, Span, Stance, Status, When,
};
use rusqlite::Row;
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::{ActorId, ArticleId, EntryId};

/// Something on record: a statement, an engagement, a commitment or a position, as it counts now.
///
/// In JSON the fields have the names that the record gives them: the words of a statement are `content`, those of a
/// commitment `what`, of others `words`; the day of a statement is `said`, of others `when`; each part has a list of
/// its own (`speakers`, `participants` …), and the fields of [`Detail`] stand among the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id, the same whenever its article is added or read again; it tells the kind.
    pub id: EntryId,
    /// What it is about, in the article's words; pieces are joined by ` … `.
    pub words: String,
    /// Where the words of the query stand in `words`.
    pub marks: Vec<Span>,
    /// Whom it concerns, by what they are to it: one for each part of its kind, in order.
    pub parties: Vec<Party>,
    /// When it was, is or will be, as far as the article tells.
    pub when: Option<When>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f64,
    /// The article's words that show it, each with what it shows; its own words come first.
    pub evidence: Vec<Evidence>,
    /// Where the article has it: code points of its text, from the first piece to the last.
    pub start: usize,
    /// Code point behind the last piece.
    pub end: usize,
    /// What only its kind has.
    pub detail: Detail,
    /// Whether a person changed something in it, or added it.
    pub is_corrected: bool,
    /// Whether the version of its article that counts has it; else an earlier one had.
    pub is_current: bool,
    /// Whether a person looked at it and found it right.
    pub is_reviewed: bool,
    /// The first entry with these words in whatever article; itself where it is the only one.
    pub first_report: EntryId,
    /// The article.
    pub article: Source,
    /// How often it was reported, in whatever words.
    pub copies: Copies,
}

impl Entry {
    /// The kind.
    pub fn kind(&self) -> EntryKind {
        self.id.kind
    }

    /// Those who are `part` to it; nobody where the article does not tell, or its kind has no such part.
    pub fn actors(&self, part: Part) -> &[Who] {
        self.parties.iter().find(|party| party.part == part).map_or(&[], |party| &party.actors)
    }

    /// Where its own words stand, piece by piece: code points of the article's text.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize)> {
        let own = self.evidence.iter().filter(|one| one.is_own());
        own.map(|one| (one.span.start, one.span.end))
    }

    /// The details of a statement.
    pub fn statement(&self) -> Option<&StatementDetail> {
        match &self.detail {
            Detail::Statement(detail) => Some(detail),
            _ => None,
        }
    }

    /// The details of an engagement.
    pub fn engagement(&self) -> Option<&EngagementDetail> {
        match &self.detail {
            Detail::Engagement(detail) => Some(detail),
            _ => None,
        }
    }

    /// The details of a commitment.
    pub fn commitment(&self) -> Option<&CommitmentDetail> {
        match &self.detail {
            Detail::Commitment(detail) => Some(detail),
            _ => None,
        }
    }

    /// The details of a position.
    pub fn position(&self) -> Option<&PositionDetail> {
        match &self.detail {
            Detail::Position(detail) => Some(detail),
            _ => None,
        }
    }
}

/// Those who are the same to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// What they are to it.
    pub part: Part,
    /// Who they are, in the article's order.
    pub actors: Vec<Who>,
}

/// An actor by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Who {
    /// The id over all articles.
    pub id: ActorId,
    /// The fullest name; for who has none, a description.
    pub name: String,
    /// person, organisation, country, group, document, unnamed or author.
    pub kind: String,
}

/// Words of the article and what they show of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// What they show.
    pub of: Of,
    /// The words, and where they stand in the article's text.
    #[serde(flatten)]
    pub span: Span,
}

impl Evidence {
    /// Whether these are the entry's own words, or a piece of them.
    pub fn is_own(&self) -> bool {
        self.of == Of::Words
    }
}

/// What words of the article show of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// They are what the entry is about: the content of a statement, what is promised, what tells of an engagement.
    Words,
    /// Who it is attributed to.
    Source,
    /// That it was said.
    Cue,
    /// When it was.
    When,
    /// That it is so at all, beside its own words.
    Support,
}

impl Of {
    /// All there are.
    pub const ALL: [Of; 5] = [Of::Words, Of::Source, Of::Cue, Of::When, Of::Support];

    /// The name in the store and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Of::Words => "words",
            Of::Source => "source",
            Of::Cue => "cue",
            Of::When => "when",
            Of::Support => "support",
        }
    }
}

/// What only one kind of entry has.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Detail {
    /// Of something said.
    Statement(StatementDetail),
    /// Of contact between actors.
    Engagement(EngagementDetail),
    /// Of what binds its maker.
    Commitment(CommitmentDetail),
    /// Of a stance.
    Position(PositionDetail),
    /// Of a kind that has nothing beside what every entry has.
    None,
}

/// What only statements have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatementDetail {
    /// The article's words for the source.
    pub source: Option<String>,
    /// The words that link source and content.
    pub cue: Option<String>,
    /// How it is quoted.
    pub quote: Quote,
    /// What was done by saying it.
    pub act: Act,
    /// Whether it was said, will be, would be, or was not.
    pub modality: Modality,
    /// Medium or occasion.
    pub channel: Option<String>,
    /// The statement that reports this one: the nearest above it that stands.
    pub parent: Option<EntryId>,
}

/// What only engagements have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EngagementDetail {
    /// What kind of contact.
    pub engagement: EngagementKind,
    /// How far it is.
    pub phase: Phase,
    /// Where, as stated.
    pub place: Option<String>,
    /// When it was to be, where it was moved from there.
    pub moved_from: Option<When>,
}

/// What only commitments have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CommitmentDetail {
    /// How it stands.
    pub status: Status,
    /// By when, as stated.
    pub due: Option<String>,
    /// The days that `due` means, where they can be told.
    pub due_on: Option<When>,
    /// On what condition, as stated.
    pub condition: Option<String>,
    /// The statement that makes or reports it.
    pub statement: Option<EntryId>,
}

/// What only positions have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PositionDetail {
    /// What the stance is on: a short noun phrase of the article.
    pub issue: String,
    /// Where its holder stands.
    pub stance: Stance,
    /// The statements that show it.
    pub statements: Vec<EntryId>,
}

/// An article by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// The id over all its versions.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The outlet.
    pub publisher: String,
    /// When it was published, as its page states it.
    pub published: Option<String>,
    /// Its address, or where its page came from.
    pub address: String,
}

/// The columns of a [`Source`], from `v` and `r`.
pub(crate) const SOURCE: &str = "r.key, v.title, v.publisher, v.published, r.address";

impl Source {
    pub(crate) fn of(row: &Row<'_>, first: usize) -> rusqlite::Result<Source> {
        Ok(Source {
            id: ArticleId(row.get(first)?),
            title: row.get(first + 1)?,
            publisher: row.get(first + 2)?,
            published: row.get(first + 3)?,
            address: row.get(first + 4)?,
        })
    }
}

/// How often one entry was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Copies {
    /// Once for each time that an article has it.
    pub reports: u64,
    /// The articles that have it.
    pub articles: u64,
    /// The stories that these are: copies of one text count once.
    pub stories: u64,
}

/// The names in JSON of what every kind has: its words and its day.
pub(crate) fn names_in_json(kind: EntryKind) -> (&'static str, &'static str) {
    match kind {
        EntryKind::Statement => ("content", "said"),
        EntryKind::Commitment => ("what", "when"),
        _ => ("words", "when"),
    }
}

/// The name of a part's list, in JSON and in tables.
pub const fn list_of(part: Part) -> &'static str {
    part.list()
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (words, when) = names_in_json(self.kind());
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("id", &self.id)?;
        object.serialize_entry("kind", self.kind().as_str())?;
        object.serialize_entry(words, &self.words)?;
        object.serialize_entry("marks", &self.marks)?;
        for party in &self.parties {
            object.serialize_entry(list_of(party.part), &party.actors)?;
        }
        let detail = serde_json::to_value(&self.detail).map_err(serde::ser::Error::custom)?;
        for (name, value) in detail.as_object().into_iter().flatten() {
            object.serialize_entry(name, value)?;
        }
        object.serialize_entry(when, &self.when)?;
        object.serialize_entry("confidence", &self.confidence)?;
        object.serialize_entry("start", &self.start)?;
        object.serialize_entry("end", &self.end)?;
        object.serialize_entry("evidence", &self.evidence)?;
        object.serialize_entry("is_corrected", &self.is_corrected)?;
        object.serialize_entry("is_reviewed", &self.is_reviewed)?;
        object.serialize_entry("is_current", &self.is_current)?;
        object.serialize_entry("first_report", &self.first_report)?;
        object.serialize_entry("article", &self.article)?;
        object.serialize_entry("copies", &self.copies)?;
        object.end()
    }
}
