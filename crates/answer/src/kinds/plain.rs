//! An entry of a kind that has no file here: whose it is and who else has a part in it.

use onrecord_record::{EntryKind, Part, Record};
use onrecord_store::Entry;

use crate::card::Card;
use crate::facts::{Facts, labelled, or_nobody};
use crate::named::{called, party};
use crate::phrase::{TitlePhrase, Tone};

/// The card of a record's entry.
pub(crate) fn recorded(record: &Record, one: &dyn onrecord_record::AnyEntry) -> Card {
    let parties = one.parties().into_iter().map(|(part, ids)| (part, called(record, ids))).collect();
    let plain = Plain { kind: one.kind(), parties, codes: one.codes() };
    let card = Card::new(one.id().to_string(), one.kind(), &plain, one.when(), one.confidence());
    let evidence: Vec<_> = one.evidence().into_iter().cloned().collect();
    card.shown_by(&record.article, &evidence)
}

/// What is known of a store's entry.
pub(crate) fn stored(entry: &Entry) -> Box<dyn Facts + '_> {
    let parties = entry.parties.iter().map(|one| (one.part, party(entry, one.part))).collect();
    Box::new(Plain { kind: entry.kind(), parties, codes: Vec::new() })
}

struct Plain {
    kind: EntryKind,
    /// Names, by what they are to it; the first are whose it is.
    parties: Vec<(Part, String)>,
    codes: Vec<(&'static str, &'static str)>,
}

impl Facts for Plain {
    fn title(&self) -> Vec<TitlePhrase> {
        let whose = self.parties.first().map_or("", |(_, names)| names);
        vec![
            TitlePhrase::new(Tone::Name, or_nobody(whose)),
            TitlePhrase::new(Tone::Plain, format!(" · {}", self.kind)),
        ]
    }

    fn details(&self, date: String) -> Vec<String> {
        let others = self.parties.iter().skip(1);
        let others = others.map(|(part, names)| labelled(&part.as_str().replace('_', " "), names));
        let codes = self.codes.iter().map(|(field, code)| format!("{field}: {code}"));
        std::iter::once(date).chain(others).chain(codes).collect()
    }
}
