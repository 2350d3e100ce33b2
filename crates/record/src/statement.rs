use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Act, AnyEntry, EntryKind, Modality, Part, Quote, Span, When, joined};

/// An attribution put on record: who said what, to whom, about what and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Stable within the article: `s1`, `s2` …
    pub id: String,
    /// What is attributed, in one piece or several.
    pub content: Vec<Span>,
    /// The words that link source and content.
    pub cue: Option<Mention>,
    /// The words that name the source.
    pub source: Option<Mention>,
    /// Ids of the actors who said it; empty where the article does not tell.
    pub speakers: Vec<String>,
    /// Ids of the actors it was said to.
    pub addressees: Vec<String>,
    /// Ids of the actors who relayed it.
    pub via: Vec<String>,
    /// Medium or occasion, as stated.
    pub channel: Option<String>,
    /// How it is quoted.
    pub quote: Quote,
    /// What was done by saying it.
    pub act: Act,
    /// Whether it was said, will be, would be, or was not.
    pub modality: Modality,
    /// When it was said; never guessed.
    pub said: Option<When>,
    /// Id of the statement that reports this one.
    pub parent: Option<String>,
    /// The probability, 0 to 1, that this is right: that people who read the article put these words on record
    /// too, and name the same speakers.
    pub confidence: f64,
    /// The probability, 0 to 1, that the speakers are right, given that the words are a statement; `None` in records
    /// made before it was told.
    #[serde(default)]
    pub speaker_confidence: Option<f64>,
}

impl Statement {
    /// A statement of these words, of which no more is known: asserted, in the speaker's own words, by nobody yet.
    pub fn of_words(id: impl Into<String>, content: Vec<Span>) -> Statement {
        Statement {
            id: id.into(),
            content,
            cue: None,
            source: None,
            speakers: Vec::new(),
            addressees: Vec::new(),
            via: Vec::new(),
            channel: None,
            quote: Quote::Direct,
            act: Act::Assert,
            modality: Modality::Actual,
            said: None,
            parent: None,
            confidence: 1.0,
            speaker_confidence: None,
        }
    }
}

impl AnyEntry for Statement {
    fn kind(&self) -> EntryKind {
        EntryKind::Statement
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn evidence(&self) -> Vec<&Span> {
        let around = [&self.source, &self.cue].into_iter().flatten().flat_map(Mention::pieces);
        self.content.iter().chain(around).collect()
    }

    fn words(&self) -> String {
        joined(&self.content)
    }

    fn parties(&self) -> Vec<(Part, &[String])> {
        vec![(Part::Speaker, &self.speakers), (Part::Addressee, &self.addressees), (Part::Via, &self.via)]
    }

    fn when(&self) -> Option<&When> {
        self.said.as_ref()
    }

    fn confidence(&self) -> f64 {
        self.confidence
    }

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        vec![("act", self.act.as_str()), ("quote", self.quote.as_str()), ("modality", self.modality.as_str())]
    }

    fn set_actors(&mut self, part: Part, ids: Vec<String>) {
        match part {
            Part::Speaker => self.speakers = ids,
            Part::Addressee => self.addressees = ids,
            Part::Via => self.via = ids,
            _ => {}
        }
    }

    fn set_when(&mut self, when: Option<When>) {
        self.said = when;
    }

    fn set_own(&mut self, own: Vec<Span>) {
        self.content = own;
    }
}

/// A span that may be in several pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The whole, or the first piece where there are `fragments`.
    #[serde(flatten)]
    pub span: Span,
    /// All the pieces, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<Span>,
}

impl Mention {
    /// All its pieces, in order.
    pub fn pieces(&self) -> &[Span] {
        match self.fragments.as_slice() {
            [] => std::slice::from_ref(&self.span),
            fragments => fragments,
        }
    }
}

impl From<Span> for Mention {
    fn from(span: Span) -> Mention {
        Mention { span, fragments: Vec::new() }
    }
}
