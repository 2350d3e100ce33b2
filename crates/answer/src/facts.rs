//! What a card tells of an entry, put into words: once for each kind, wherever the entry comes from.

use onrecord_record::{Act, EngagementKind, EntryKind, Modality, Phase, Quote, Stance, Status, When};

use crate::card::{Phrase, Tone};
use crate::named::Named;
use crate::words::when;

/// An entry below this is called unsure.
const UNSURE: f64 = 0.5;

/// What is known of one entry.
pub(crate) struct Facts<'a> {
    pub when: Option<&'a When>,
    pub confidence: f64,
    pub of: Of<'a>,
}

/// What is known of an entry of one kind.
pub(crate) enum Of<'a> {
    Statement(Said<'a>),
    Engagement(Contact<'a>),
    Commitment(Bound<'a>),
    Position(Stand<'a>),
}

/// Somebody said something.
pub(crate) struct Said<'a> {
    pub speaker: Named,
    pub to: String,
    pub via: String,
    pub channel: Option<&'a str>,
    pub act: Act,
    pub modality: Modality,
    pub quote: Quote,
    /// The id of the statement around it.
    pub parent: Option<String>,
}

/// Actors met, or are to meet.
pub(crate) struct Contact<'a> {
    pub participants: String,
    pub kind: EngagementKind,
    pub phase: Phase,
    pub place: Option<&'a str>,
    pub moved_from: Option<&'a When>,
}

/// Somebody is bound to something.
pub(crate) struct Bound<'a> {
    pub by: String,
    pub to: String,
    pub status: Status,
    /// By whose words it stands so, where that is not its maker.
    pub told_by: String,
    pub due: Option<&'a str>,
    pub due_on: Option<&'a When>,
    pub condition: Option<&'a str>,
    /// The id of the statement that makes it.
    pub statement: Option<String>,
}

/// Somebody stands somewhere.
pub(crate) struct Stand<'a> {
    pub holder: String,
    pub stance: Stance,
    pub issue: &'a str,
    /// The ids of the statements that show it.
    pub statements: Vec<String>,
}

impl Facts<'_> {
    pub fn kind(&self) -> EntryKind {
        match self.of {
            Of::Statement(_) => EntryKind::Statement,
            Of::Engagement(_) => EntryKind::Engagement,
            Of::Commitment(_) => EntryKind::Commitment,
            Of::Position(_) => EntryKind::Position,
        }
    }

    /// Who and what, in one line.
    pub fn title(&self) -> Vec<Phrase> {
        match &self.of {
            Of::Statement(said) => said.title(),
            Of::Engagement(contact) => contact.title(),
            Of::Commitment(bound) => bound.title(),
            Of::Position(stand) => stand.title(),
        }
    }

    /// What else is known, in the order of interest.
    pub fn details(&self) -> Vec<String> {
        let when = self.when.map(when).unwrap_or_default();
        let mut details = match &self.of {
            Of::Statement(said) => said.details(when),
            Of::Engagement(contact) => contact.details(when),
            Of::Commitment(bound) => bound.details(when),
            Of::Position(stand) => stand.details(when),
        };
        if self.confidence < UNSURE {
            details.push("unsure".to_string());
        }
        details.retain(|detail| !detail.is_empty());
        details
    }
}

impl Said<'_> {
    fn title(&self) -> Vec<Phrase> {
        let mut title = vec![Phrase::new(Tone::Name, self.speaker.name.clone())];
        if !self.speaker.roles.is_empty() {
            title.push(Phrase::new(Tone::Quiet, format!(", {}", self.speaker.roles)));
        }
        if let Some(doubt) = self.speaker.doubt {
            title.push(Phrase::new(Tone::Doubt, format!(" ({doubt})")));
        }
        title
    }

    fn details(&self, when: String) -> Vec<String> {
        vec![
            labelled("to", &self.to),
            labelled("via", &self.via),
            self.channel.unwrap_or_default().to_string(),
            when,
            if self.act == Act::Assert { String::new() } else { self.act.to_string() },
            if self.modality == Modality::Actual { String::new() } else { self.modality.to_string() },
            self.quote.to_string(),
            labelled("inside", self.parent.as_deref().unwrap_or_default()),
        ]
    }
}

impl Contact<'_> {
    fn title(&self) -> Vec<Phrase> {
        let what = format!(" · {}, {}", self.kind, self.phase);
        vec![Phrase::new(Tone::Name, or_nobody(&self.participants)), Phrase::new(Tone::Plain, what)]
    }

    fn details(&self, date: String) -> Vec<String> {
        let moved = self.moved_from.map(when).unwrap_or_default();
        vec![
            date,
            labelled("moved from", moved.trim_start_matches("on ")),
            labelled("in", self.place.unwrap_or_default()),
        ]
    }
}

impl Bound<'_> {
    fn title(&self) -> Vec<Phrase> {
        let to = labelled(" to", &self.to);
        let what = format!(" · commitment{to}, {}", self.status);
        vec![Phrase::new(Tone::Name, or_nobody(&self.by)), Phrase::new(Tone::Plain, what)]
    }

    fn details(&self, date: String) -> Vec<String> {
        let due = match (self.due, self.due_on) {
            (Some(due), Some(on)) => format!("due {due} ({})", when(on)),
            (Some(due), None) => format!("due {due}"),
            (None, Some(on)) => format!("due {}", when(on)),
            (None, None) => String::new(),
        };
        vec![
            due,
            labelled("on condition:", self.condition.unwrap_or_default()),
            labelled("made", &date),
            labelled("told by", &self.told_by),
            labelled("in statement", self.statement.as_deref().unwrap_or_default()),
        ]
    }
}

impl Stand<'_> {
    fn title(&self) -> Vec<Phrase> {
        let what = match self.stance {
            Stance::Undecided => format!(" is undecided on {}", self.issue),
            Stance::Conditional => format!(" has a condition on {}", self.issue),
            stance => format!(" {stance} {}", self.issue),
        };
        vec![Phrase::new(Tone::Name, or_nobody(&self.holder)), Phrase::new(Tone::Plain, what)]
    }

    fn details(&self, date: String) -> Vec<String> {
        vec![date, labelled("shown by", &self.statements.join(", "))]
    }
}

/// `label words`, nothing where there are no words.
fn labelled(label: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{label} {words}") }
}

fn or_nobody(names: &str) -> String {
    if names.is_empty() { "somebody who is not told".to_string() } else { names.to_string() }
}
