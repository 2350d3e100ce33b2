//! Words that tell of contacts, commitments and stances: the tables that entries beside statements are found by.

use onrecord_record::{EngagementKind, Phase, Stance, Status};

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
}

/// The tables as they are written.
#[derive(Clone, Copy, Debug)]
pub struct EntryTables {
    /// Lemmas, kind, form, example, counter-example.
    pub contacts: &'static str,
    /// Lemmas, phase, example, counter-example.
    pub phases: &'static str,
    /// Lemmas, status, example, counter-example.
    pub commitments: &'static str,
    /// Lemmas, stance, example, counter-example.
    pub stances: &'static str,
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
        let commitment = |[lemmas, status, ..]: [&'static str; 4]| {
            (Pattern::new(lemmas), (lemmas, status.parse().expect("the table names statuses")))
        };
        let stance = |[lemmas, stance, ..]: [&'static str; 4]| {
            (Pattern::new(lemmas), (lemmas, stance.parse().expect("the table names stances")))
        };
        EntryWords {
            contacts: Patterns::new(rows(tables.contacts).map(contact)),
            phases: Patterns::new(rows(tables.phases).enumerate().map(phase)),
            commitments: Patterns::new(rows(tables.commitments).map(commitment)),
            stances: Patterns::new(rows(tables.stances).map(stance)),
        }
    }
}
