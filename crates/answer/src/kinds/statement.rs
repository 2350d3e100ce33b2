//! Somebody said something.

use onrecord_record::{Act, Article, EntryKind, Mention, Modality, Part, Quote, Record, Span, Statement};
use onrecord_store::{Entry, Of as Shown, StatementDetail};

use crate::card::Card;
use crate::facts::{Facts, labelled};
use crate::named::{NamedParty, called, of_record, party, speaker};
use crate::passage::{Passage, Shows};
use crate::phrase::{TitlePhrase, Tone};
use crate::quoted::quoted;
use crate::wording::wording;

/// The card of a record's statement, or thought.
pub(crate) fn recorded(record: &Record, one: &Statement) -> Card {
    let source = one.source.as_ref().map(|source| source.span.text.as_str()).filter(|text| !text.is_empty());
    let speaker = speaker(&of_record(record, &one.speakers), source);
    let wording = told(one, &speaker.name);
    let said = Said {
        speaker,
        to: called(record, &one.addressees),
        via: called(record, &one.via),
        channel: one.channel.as_deref(),
        act: one.act,
        modality: one.modality,
        quote: one.quote,
        parent: one.parent.clone(),
    };
    let card = Card::new(one.id.clone(), EntryKind::Statement, &said, one.said.as_ref(), one.confidence);
    let words = quoted(&one.content, one.quote, Some(&record.article.text));
    Card { words, wording, passage: attributed(&record.article, one), ..card.at(&one.content) }
}

/// What is known of a store's statement.
pub(crate) fn stored<'e>(entry: &'e Entry, of: &'e StatementDetail) -> Box<dyn Facts + 'e> {
    Box::new(Said {
        speaker: speaker_of(entry, of),
        to: party(entry, Part::Addressee),
        via: party(entry, Part::Via),
        channel: of.channel.as_deref(),
        act: of.act,
        modality: of.modality,
        quote: of.quote,
        parent: of.parent.map(|parent| parent.to_string()),
    })
}

/// Somebody said something.
struct Said<'a> {
    speaker: NamedParty,
    to: String,
    via: String,
    channel: Option<&'a str>,
    act: Act,
    modality: Modality,
    quote: Quote,
    /// The id of the statement around it.
    parent: Option<String>,
}

impl Facts for Said<'_> {
    fn title(&self) -> Vec<TitlePhrase> {
        let mut title = vec![TitlePhrase::new(Tone::Name, self.speaker.name.clone())];
        if !self.speaker.roles.is_empty() {
            title.push(TitlePhrase::new(Tone::Quiet, format!(", {}", self.speaker.roles)));
        }
        if let Some(doubt) = self.speaker.doubt {
            title.push(TitlePhrase::new(Tone::Doubt, format!(" ({doubt})")));
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

/// The article's own words for who said it and how; the name is not told twice.
fn told(statement: &Statement, name: &str) -> String {
    let source = statement.source.as_ref().filter(|source| !source.span.text.contains(name));
    let sources = source.iter().flat_map(|source| source.pieces());
    wording(sources.chain(statement.cue.iter().flat_map(Mention::pieces)).collect())
}

/// The sentence in which source and cue stand; `None` where there is neither.
fn attributed(article: &Article, statement: &Statement) -> Option<Passage> {
    let sources =
        statement.source.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), Shows::Source));
    let cues = statement.cue.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), Shows::Cue));
    let anchor = statement.cue.as_ref().or(statement.source.as_ref())?.span.byte_start;
    Passage::of(article, anchor, sources.chain(cues).collect())
}

fn speaker_of(entry: &Entry, of: &StatementDetail) -> NamedParty {
    let speakers = entry.actors(Part::Speaker);
    if speakers.is_empty() {
        return NamedParty::unidentified(of.source.as_deref());
    }
    match speakers.iter().all(|who| who.kind == "unnamed") {
        true => NamedParty::unnamed(party(entry, Part::Speaker)),
        false => NamedParty::plainly(party(entry, Part::Speaker)),
    }
}

/// The article's words for who said it and how; the name is not told twice.
pub(crate) fn stored_wording(entry: &Entry, of: &StatementDetail) -> String {
    let speakers = entry.actors(Part::Speaker);
    let name = party(entry, Part::Speaker);
    let source = of.source.as_deref().filter(|source| !name.contains(source) && !speakers.is_empty());
    let is_told = |shown: Shown| match shown {
        Shown::Source => source.is_some(),
        shown => shown == Shown::Cue,
    };
    let spans: Vec<&Span> =
        entry.evidence.iter().filter(|one| is_told(one.of)).map(|one| &one.span).collect();
    match spans.is_empty() {
        true => [source, of.cue.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" … "),
        false => wording(spans),
    }
}
