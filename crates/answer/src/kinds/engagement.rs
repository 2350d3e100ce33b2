//! Actors met, or are to meet.

use onrecord_record::{Engagement, EngagementKind, EntryKind, Part, Phase, Record, When};
use onrecord_store::{EngagementDetail, Entry};

use crate::card::Card;
use crate::facts::{Facts, labelled, or_nobody};
use crate::named::{called, party};
use crate::phrase::{TitlePhrase, Tone};
use crate::words::when;

/// The card of a record's engagement.
pub(crate) fn recorded(record: &Record, one: &Engagement) -> Card {
    let contact = Contact {
        participants: called(record, &one.participants),
        kind: one.kind,
        phase: one.phase,
        place: one.place.as_deref(),
        moved_from: one.moved_from.as_ref(),
    };
    let card = Card::new(one.id.clone(), EntryKind::Engagement, &contact, one.when.as_ref(), one.confidence);
    card.shown_by(&record.article, &one.evidence)
}

/// What is known of a store's engagement.
pub(crate) fn stored<'e>(entry: &'e Entry, of: &'e EngagementDetail) -> Box<dyn Facts + 'e> {
    Box::new(Contact {
        participants: party(entry, Part::Participant),
        kind: of.engagement,
        phase: of.phase,
        place: of.place.as_deref(),
        moved_from: of.moved_from.as_ref(),
    })
}

/// Actors met, or are to meet.
struct Contact<'a> {
    participants: String,
    kind: EngagementKind,
    phase: Phase,
    place: Option<&'a str>,
    moved_from: Option<&'a When>,
}

impl Facts for Contact<'_> {
    fn title(&self) -> Vec<TitlePhrase> {
        let what = format!(" · {}, {}", self.kind, self.phase);
        vec![TitlePhrase::new(Tone::Name, or_nobody(&self.participants)), TitlePhrase::new(Tone::Plain, what)]
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
