//! Words that tell of contacts, commitments and stances: the tables that entries beside statements are found by.

use onrecord_record::{EngagementKind, EntryKind, Phase, Stance, Status};

use crate::matcher::{Pattern, Patterns};
use crate::table::rows;

/// A row of the table of contacts.
#[derive(Clone, Copy, Debug)]
pub struct Contact {
    /// The kind.
    pub kind: EngagementKind,
    /// Where its parties stand.
    pub form: ContactForm,
    /// The row's lemmas.
    pub lemmas: &'static str,
}

/// Where those stand who take part in a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactForm {
    /// A verb with its subject and, with a preposition or without, whom it is with.
    With,
    /// A verb with its subject and a place or body.
    To,
    /// A verb that tells of an interview where its object is an outlet: "told Radio Vale".
    Outlet,
    /// A noun, around which they stand.
    Noun,
}

/// The patterns of each table, with what a row means.
#[derive(Debug)]
pub struct EntryWords {
    /// Words that tell of contact between actors.
    pub contacts: Patterns<Contact>,
    /// Words beside them that tell how far it is, with the row's place: earlier rows go first.
    pub phases: Patterns<(usize, Phase)>,
    /// Words that bind, with the row's lemmas.
    pub commitments: Patterns<(&'static str, Status)>,
    /// Words that take a stance, with the row's lemmas.
    pub stances: Patterns<(&'static str, Stance)>,
    /// The words for entries of each kind, in the order of the kinds.
    of: Vec<Patterns<()>>,
}

/// The tables as they are written.
#[derive(Clone, Copy, Debug)]
pub struct EntryTables {
    /// Lemmas, kind, form, example, counter-example.
    pub contacts: &'static str,
    /// Lemmas, phase, example, counter-example.
    pub phases: &'static str,
    /// Kind, lemmas, code, example, counter-example.
    pub entries: &'static str,
}

impl EntryWords {
    /// Reads the tables.
    ///
    /// # Panics
    /// When a row is malformed: the tables are part of the program, and tests read them.
    pub fn new(tables: &EntryTables) -> EntryWords {
        let contact = |[lemmas, kind, form, ..]: [&'static str; 5]| {
            let form = match form {
                "with" => ContactForm::With,
                "to" => ContactForm::To,
                "outlet" => ContactForm::Outlet,
                "noun" => ContactForm::Noun,
                form => panic!("the table of contacts has no form {form}"),
            };
            let kind = kind.parse().expect("the table names kinds of engagements");
            (Pattern::new(lemmas), Contact { kind, form, lemmas })
        };
        let phase = |(row, [lemmas, phase, ..]): (usize, [&'static str; 4])| {
            (Pattern::new(lemmas), (row, phase.parse().expect("the table names phases")))
        };
        let of_kind = |kind: EntryKind| {
            rows(tables.entries).filter(move |[of, ..]: &[&'static str; 3]| *of == kind.as_str())
        };
        let commitment = |[_, lemmas, status]: [&'static str; 3]| {
            (Pattern::new(lemmas), (lemmas, status.parse().expect("the table names statuses")))
        };
        let stance = |[_, lemmas, stance]: [&'static str; 3]| {
            (Pattern::new(lemmas), (lemmas, stance.parse().expect("the table names stances")))
        };
        let words = |[_, lemmas, _]: [&'static str; 3]| (Pattern::new(lemmas), ());
        EntryWords {
            contacts: Patterns::new(rows(tables.contacts).map(contact)),
            phases: Patterns::new(rows(tables.phases).enumerate().map(phase)),
            commitments: Patterns::new(of_kind(EntryKind::Commitment).map(commitment)),
            stances: Patterns::new(of_kind(EntryKind::Position).map(stance)),
            of: EntryKind::ALL.iter().map(|kind| Patterns::new(of_kind(*kind).map(words))).collect(),
        }
    }

    /// The words for entries of a kind.
    pub fn of(&self, kind: EntryKind) -> &Patterns<()> {
        &self.of[kind as usize]
    }
}
