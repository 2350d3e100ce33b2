//! Rows for people who use event data: who did what to whom, in the codes of PLOVER and CAMEO.
//!
//! A statement whose act is an event is a row, and so is an engagement; a commitment is one where no statement on
//! record makes it. Nobody is paired with anybody: those who act together stand in one cell, apart by `|`. What is
//! negated, future or conditional keeps its code and says so in `modality`; how far an engagement is gives its code.
//!
//! Beside the code stands what the words tell that the source does to the recipient, where one sentence names both: the
//! caller lends what reads it.
//!
//! Codes: PLOVER's event types and modes, CAMEO's where it is finer; countries by ISO 3166-1 alpha-3; roles as in both
//! (`crates/language/en/sectors.tsv`). What no code fits has none.

use std::ops::Range;

use onrecord_language::{Language, Text};
use onrecord_record::table::{Cell, CellKind, Column};
use onrecord_record::{
    Act, Actor, ActorKind, AnyEntry as _, Commitment, Engagement, EngagementKind, Modality, Phase, Span,
    Statement, Status, When,
};

use crate::entry::{ArticleRecord, role, shown_name};
use crate::pair::{Pair, pair};

/// Reads in a sentence what type of event its source makes of its recipient, and how well that type fits, about 0 to 1.
pub type Teller<'t> = dyn Fn(&str, &Range<usize>, &Range<usize>) -> Option<(&'static str, f32)> + 't;

/// An event: one row.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    id: String,
    when: Option<When>,
    source: Side,
    code: Code,
    /// What tells the code: an entry's `act`, its `phase`, its being a `commitment`, or the `words` between both sides.
    event_by: &'static str,
    /// What type the words between both sides tell, where one sentence has both.
    told: Option<(&'static str, f32)>,
    modality: Modality,
    recipient: Side,
    /// How it is known who the recipient is: `addressed`, `mentioned` in what is said, or `takes part`.
    recipient_by: Option<&'static str>,
    place: Option<String>,
    words: String,
    /// Code points of the article's text.
    spans: Vec<(usize, usize)>,
    confidence: f64,
    article: String,
    title: String,
    publisher: String,
    published: Option<String>,
    address: String,
}

/// Those on one side of an event, in the same order in each list.
#[derive(Clone, Debug, Default, PartialEq)]
struct Side {
    names: Vec<String>,
    countries: Vec<&'static str>,
    roles: Vec<&'static str>,
    ids: Vec<String>,
}

/// What kind of event.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Code {
    event: &'static str,
    mode: Option<&'static str>,
    cameo: Option<&'static str>,
}

/// The columns of the table of events.
pub static EVENTS: [Column<EventRow>; 30] = [
    Column::new("id", CellKind::Text, |row| Cell::from(&row.id)),
    Column::new("date_from", CellKind::FirstDay, |row| {
        told(row.when.as_ref().map(|when| when.from.as_str()))
    }),
    Column::new("date_to", CellKind::LastDay, |row| told(row.when.as_ref().map(|when| when.to.as_str()))),
    Column::new("date_how", CellKind::Text, |row| told(row.when.as_ref().map(|when| when.how.as_str()))),
    Column::new("published", CellKind::Text, |row| Cell::from(&row.published)),
    Column::new("source", CellKind::Texts, |row| Cell::texts(&row.source.names)),
    Column::new("source_country", CellKind::Texts, |row| codes(&row.source.countries)),
    Column::new("source_role", CellKind::Texts, |row| codes(&row.source.roles)),
    Column::new("source_ids", CellKind::Texts, |row| Cell::texts(&row.source.ids)),
    Column::new("event", CellKind::Text, |row| told(Some(row.code.event))),
    Column::new("mode", CellKind::Text, |row| told(row.code.mode)),
    Column::new("cameo", CellKind::Text, |row| told(row.code.cameo)),
    Column::new("event_by", CellKind::Text, |row| told(Some(row.event_by))),
    Column::new("told", CellKind::Text, |row| told(row.told.map(|(event, _)| event))),
    Column::new("told_score", CellKind::Real, |row| {
        row.told.map_or(Cell::Null, |(_, score)| Cell::Real((f64::from(score) * 1e3).round() / 1e3))
    }),
    Column::new("modality", CellKind::Text, |row| told(Some(row.modality.as_str()))),
    Column::new("recipient", CellKind::Texts, |row| Cell::texts(&row.recipient.names)),
    Column::new("recipient_country", CellKind::Texts, |row| codes(&row.recipient.countries)),
    Column::new("recipient_role", CellKind::Texts, |row| codes(&row.recipient.roles)),
    Column::new("recipient_ids", CellKind::Texts, |row| Cell::texts(&row.recipient.ids)),
    Column::new("recipient_by", CellKind::Text, |row| told(row.recipient_by)),
    Column::new("place", CellKind::Text, |row| Cell::from(&row.place)),
    Column::new("words", CellKind::Text, |row| Cell::from(&row.words)),
    Column::new("starts", CellKind::Integers, |row| places(&row.spans, |span| span.0)),
    Column::new("ends", CellKind::Integers, |row| places(&row.spans, |span| span.1)),
    Column::new("confidence", CellKind::Real, |row| Cell::Real(row.confidence)),
    Column::new("article", CellKind::Text, |row| Cell::from(&row.article)),
    Column::new("title", CellKind::Text, |row| Cell::from(&row.title)),
    Column::new("publisher", CellKind::Text, |row| Cell::from(&row.publisher)),
    Column::new("address", CellKind::Text, |row| Cell::from(&row.address)),
];

fn told(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, |text| Cell::Text(text.into()))
}

fn codes<'r>(codes: &[&'static str]) -> Cell<'r> {
    Cell::Texts(codes.iter().map(|code| (*code).into()).collect())
}

fn places<'r>(spans: &[(usize, usize)], of: fn(&(usize, usize)) -> usize) -> Cell<'r> {
    Cell::Integers(spans.iter().map(|span| i64::try_from(of(span)).unwrap_or(i64::MAX)).collect())
}

/// The events of an article, as far as they are chosen: those of its statements, its engagements, its commitments. `tell`
/// reads what a sentence says of both sides.
pub fn events<'e>(entry: &'e ArticleRecord, tell: &'e Teller) -> impl Iterator<Item = EventRow> + use<'e> {
    let statements = entry.statements.iter().filter_map(move |(id, one)| statement(entry, id, one, tell));
    let engagements = entry.engagements.iter().map(move |(id, one)| engagement(entry, id, one, tell));
    let commitments = entry.commitments.iter().filter_map(move |(id, one)| commitment(entry, id, one, tell));
    statements.chain(engagements).chain(commitments)
}

fn statement(entry: &ArticleRecord, id: &str, one: &Statement, tell: &Teller) -> Option<EventRow> {
    let of_act = code_of_act(one.act);
    if of_act.is_none() && one.act != Act::Announce {
        return None;
    }
    let (recipients, recipient_by) = recipients(entry, one);
    let told = one.source.as_ref().and_then(|source| {
        let source = source.span.byte_start..source.span.byte_end;
        read(tell, pair(entry.record, &source, &recipients)?)
    });
    let (code, event_by) =
        of_act.map(|code| (code, "act")).or_else(|| Some((code_of_words(told)?, "words")))?;
    Some(EventRow {
        when: one.said.clone(),
        source: side(entry, &one.speakers),
        code,
        event_by,
        told,
        modality: one.modality,
        recipient: side(entry, &recipients),
        recipient_by,
        words: one.words(),
        spans: spans(one.content.iter()),
        confidence: one.confidence,
        ..of_article(entry, id, code)
    })
}

/// Whom a statement is directed at: the named who are addressed, or else whom its words mention first.
fn recipients(entry: &ArticleRecord, one: &Statement) -> (Vec<String>, Option<&'static str>) {
    let all = &entry.record.actors;
    let is_named = |id: &&String| all.iter().any(|actor| actor.id == **id && crate::entry::is_named(actor));
    let addressed: Vec<String> = one.addressees.iter().filter(is_named).cloned().collect();
    if !addressed.is_empty() {
        return (addressed, Some("addressed"));
    }
    let within = |span: &Span| {
        one.content.iter().any(|piece| piece.byte_start <= span.byte_start && span.byte_end <= piece.byte_end)
    };
    let others =
        all.iter().filter(|actor| crate::entry::is_named(actor) && !one.speakers.contains(&actor.id));
    let mentioned = others.filter_map(|actor| {
        let first = actor.mentions.iter().filter(|span| within(span)).map(|span| span.byte_start).min()?;
        Some((first, actor.id.clone()))
    });
    match mentioned.min() {
        Some((_, id)) => (vec![id], Some("mentioned")),
        None => (Vec::new(), None),
    }
}

/// What is announced is an event where the words tell plainly enough what it does to whom: of those that do by this much
/// 97 of 100 are right (`training/plover.py`).
fn code_of_words(told: Option<(&'static str, f32)>) -> Option<Code> {
    const PLAIN: f32 = 0.6;
    told.filter(|(_, score)| *score >= PLAIN).map(|(event, _)| code(event, None, None))
}

fn read(tell: &Teller, pair: Pair) -> Option<(&'static str, f32)> {
    tell(pair.sentence, &pair.source, &pair.recipient)
}

/// What the sentence that an entry's words begin in tells of both sides.
fn told_of(
    entry: &ArticleRecord,
    words: &Span,
    sides: [&[String]; 2],
    tell: &Teller,
) -> Option<(&'static str, f32)> {
    read(tell, crate::pair::pair_of(entry.record, words.byte_start, sides[0], sides[1])?)
}

fn engagement(entry: &ArticleRecord, id: &str, one: &Engagement, tell: &Teller) -> EventRow {
    let code = code_of_engagement(one);
    let (source, others) = one.participants.split_at(one.participants.len().min(1));
    EventRow {
        when: one.when.clone(),
        source: side(entry, source),
        told: one.evidence.first().and_then(|words| told_of(entry, words, [source, others], tell)),
        event_by: "phase",
        modality: modality_of(one.phase),
        recipient: side(entry, others),
        recipient_by: (!others.is_empty()).then_some("takes part"),
        place: one.place.clone(),
        words: one.words(),
        spans: spans(one.evidence.iter()),
        confidence: one.confidence,
        ..of_article(entry, id, code)
    }
}

/// A commitment as an event; `None` where the statement that makes it is one already, and where its making is not news.
fn commitment(entry: &ArticleRecord, id: &str, one: &Commitment, tell: &Teller) -> Option<EventRow> {
    let statements = &entry.record.statements;
    let made_in = one.statement.as_ref().and_then(|id| statements.iter().find(|other| other.id == *id));
    let is_told = made_in.is_some_and(|made| matches!(made.act, Act::Promise | Act::Agree | Act::Propose));
    let code = match one.status {
        Status::Made | Status::Reaffirmed if !is_told => code("AGREE", None, Some("030")),
        Status::Withdrawn => code("REJECT", None, Some("120")),
        _ => return None,
    };
    let is_conditional = one.condition.is_some();
    Some(EventRow {
        when: one.when.clone(),
        source: side(entry, &one.by),
        told: told_of(entry, &one.what, [&one.by, &one.to], tell),
        event_by: "commitment",
        modality: if is_conditional { Modality::Conditional } else { Modality::Actual },
        recipient: side(entry, &one.to),
        recipient_by: (!one.to.is_empty()).then_some("addressed"),
        words: one.words(),
        spans: spans(std::iter::once(&one.what)),
        confidence: one.confidence,
        ..of_article(entry, id, code)
    })
}

/// What every event of an article has.
fn of_article(entry: &ArticleRecord, id: &str, code: Code) -> EventRow {
    let article = &entry.record.article;
    EventRow {
        id: id.to_string(),
        when: None,
        source: Side::default(),
        code,
        event_by: "act",
        told: None,
        modality: Modality::Actual,
        recipient: Side::default(),
        recipient_by: None,
        place: None,
        words: String::new(),
        spans: Vec::new(),
        confidence: 0.0,
        article: entry.article.to_string(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        published: article.published.clone(),
        address: entry.address.to_string(),
    }
}

fn spans<'s>(spans: impl Iterator<Item = &'s Span>) -> Vec<(usize, usize)> {
    spans.map(|span| (span.start, span.end)).collect()
}

const fn code(event: &'static str, mode: Option<&'static str>, cameo: Option<&'static str>) -> Code {
    Code { event, mode, cameo }
}

/// The code of an act; what only tells, asks or thinks is no event.
fn code_of_act(act: Act) -> Option<Code> {
    Some(match act {
        Act::Request => code("REQUEST", None, Some("020")),
        Act::Demand => code("REQUEST", None, Some("100")),
        Act::Propose | Act::Promise | Act::Agree => code("AGREE", None, Some("030")),
        Act::Reject => code("REJECT", None, Some("120")),
        Act::Threaten => code("THREATEN", None, Some("130")),
        Act::Accuse => code("ACCUSE", Some("allege"), Some("112")),
        Act::Criticise | Act::Oppose => code("ACCUSE", Some("disapprove"), Some("111")),
        Act::Praise => code("SUPPORT", None, Some("051")),
        Act::Support => code("SUPPORT", None, Some("050")),
        Act::Regret => code("CONCEDE", None, Some("055")),
        Act::Retract => code("CONCEDE", None, None),
        Act::Assert
        | Act::Assess
        | Act::Announce
        | Act::Ask
        | Act::Admit
        | Act::Deny
        | Act::Decline
        | Act::Condole
        | Act::Concur => return None,
    })
}

/// The code of an engagement: by its phase where it has not come about or was broken off, by its kind where it has.
fn code_of_engagement(one: &Engagement) -> Code {
    match one.phase {
        Phase::Proposed | Phase::Scheduled => code("AGREE", None, Some("036")),
        Phase::Postponed if one.when.is_some() => code("AGREE", None, Some("036")),
        Phase::Postponed | Phase::Cancelled => code("REJECT", Some("meet"), Some("120")),
        Phase::Refused => code("REJECT", Some("meet"), Some("125")),
        Phase::WalkedOut => code("SANCTION", Some("discontinue"), Some("164")),
        Phase::UnderWay | Phase::Held => {
            let is_of_many = one.participants.len() > 2;
            let (mode, cameo) = match one.kind {
                EngagementKind::Visit => (Some("visit"), "042"),
                EngagementKind::Call => (Some("phone"), "041"),
                EngagementKind::Mediation => (Some("third-party"), "045"),
                EngagementKind::Negotiation => (is_of_many.then_some("multilateral"), "046"),
                _ => (is_of_many.then_some("multilateral"), "040"),
            };
            code("CONSULT", mode, Some(cameo))
        }
    }
}

fn modality_of(phase: Phase) -> Modality {
    match phase {
        Phase::Proposed => Modality::Conditional,
        Phase::Scheduled | Phase::Postponed => Modality::Future,
        Phase::Cancelled | Phase::Refused => Modality::Negated,
        Phase::UnderWay | Phase::Held | Phase::WalkedOut => Modality::Actual,
    }
}

fn side(entry: &ArticleRecord, ids: &[String]) -> Side {
    let mut side = Side::default();
    for (id, actor) in entry.actors(ids) {
        side.names.push(shown_name(actor));
        side.countries.push(country(actor).unwrap_or(""));
        side.roles.push(sector(actor).unwrap_or(""));
        side.ids.push(id.to_string());
    }
    side
}

/// The code of an actor's country: its own, or that of its office; a person's name tells none.
fn country(actor: &Actor) -> Option<&'static str> {
    let lexicon = Language::english().lexicon();
    let of_words = |words: &str| {
        let whole = lexicon.country(words).or_else(|| lexicon.country_of_adjective(words));
        let parts = words.split([' ', ',', '-']).filter(|part| part.len() > 1);
        whole.or_else(|| parts.filter_map(|part| lexicon.country_of_adjective(part)).next()).or_else(|| {
            let from_of = words.rsplit_once(" of ").map(|(_, of)| of)?;
            lexicon.country(from_of.trim_start_matches("the "))
        })
    };
    let of_roles = actor.roles.iter().find_map(|role| of_words(&role.of).or_else(|| of_words(&role.title)));
    let of_name = (actor.kind != ActorKind::Person).then(|| of_words(&actor.name)).flatten();
    let country = if actor.kind == ActorKind::Country { of_name } else { of_roles.or(of_name) };
    country.and_then(|country| lexicon.country_code(country))
}

/// The code of an actor's role; a country acts by its government.
fn sector(actor: &Actor) -> Option<&'static str> {
    if actor.kind == ActorKind::Country {
        return Some("GOV");
    }
    let language = Language::english();
    let of_words = |words: String| {
        let text = Text::new(&words, std::iter::once(0..words.len()).collect(), &language);
        language.lexicon().sector(text.tokens())
    };
    let of_name = || (actor.kind != ActorKind::Person).then(|| of_words(actor.name.clone())).flatten();
    actor.roles.iter().find_map(|one| of_words(role(one))).or_else(of_name)
}

#[cfg(test)]
mod tests {
    use onrecord_record::{ActorRole, Locator};

    use super::*;
    use crate::entry::tests::{record, with_entry};

    fn actor(kind: ActorKind, name: &str, title: &str, of: &str) -> Actor {
        let role = ActorRole { title: title.to_string(), of: of.to_string(), evidence: None };
        Actor { id: "a1".to_string(), name: name.to_string(), kind, roles: vec![role], mentions: Vec::new() }
    }

    #[test]
    fn countries_and_roles_come_from_offices_never_from_a_persons_name() {
        let minister = actor(ActorKind::Person, "Ada Roe", "Foreign Minister", "France");
        assert_eq!((country(&minister), sector(&minister)), (Some("FRA"), Some("GOV")));
        let general = actor(ActorKind::Person, "Kit Lund", "Norwegian army general", "");
        assert_eq!((country(&general), sector(&general)), (Some("NOR"), Some("MIL")));
        let jordan = actor(ActorKind::Person, "Jordan", "opposition leader", "Kalmere");
        assert_eq!((country(&jordan), sector(&jordan)), (None, Some("OPP")));
        let china = actor(ActorKind::Country, "China", "", "");
        assert_eq!((country(&china), sector(&china)), (Some("CHN"), Some("GOV")));
        let ministry = actor(ActorKind::Organisation, "Ministry of Defence of Norway", "", "");
        assert_eq!((country(&ministry), sector(&ministry)), (Some("NOR"), Some("MIL")));
    }

    #[test]
    fn a_promise_is_an_event_and_its_words_slice_the_text() {
        with_entry(&record(), |entry| {
            let rows: Vec<EventRow> = events(entry, &|_, _, _| None).collect();
            assert_eq!(rows.len(), 1);
            let row = &rows[0];
            assert_eq!(
                (row.code.event, row.code.cameo, row.modality),
                ("AGREE", Some("030"), Modality::Actual)
            );
            assert_eq!(row.source.names, ["Mira Halvorsen"]);
            assert_eq!((&row.source.roles[..], &row.source.countries[..]), (&["GOV"][..], &[""][..]));
            // Reporters without a name are nobody's recipient.
            assert!(row.recipient.names.is_empty() && row.recipient_by.is_none());
            let letters: Vec<char> = entry.record.article.text.chars().collect();
            let pieces =
                row.spans.iter().map(|(start, end)| letters[*start..*end].iter().collect::<String>());
            assert_eq!(pieces.collect::<Vec<_>>().join(" … "), row.words);
        });
    }

    #[test]
    fn what_only_tells_is_no_event() {
        let mut record = record();
        record.statements[0].act = Act::Assess;
        with_entry(&record, |entry| assert_eq!(events(entry, &|_, _, _| None).count(), 0));
        record.statements[0].act = Act::Accuse;
        record.statements[0].modality = Modality::Conditional;
        with_entry(&record, |entry| {
            let row = events(entry, &|_, _, _| None).next().unwrap();
            assert_eq!((row.code.event, row.code.mode), ("ACCUSE", Some("allege")));
            assert_eq!(row.modality, Modality::Conditional);
        });
    }

    #[test]
    fn an_engagement_is_one_row_by_how_far_it_is() {
        let row = |phase: Phase, kind: EngagementKind, n_parties: usize| {
            let record = record();
            let evidence = vec![Locator::new(&record.article.text).span(0..4)];
            let one = Engagement {
                id: "e1".to_string(),
                kind,
                phase,
                participants: ["a1", "a2", "a1"][..n_parties].iter().map(ToString::to_string).collect(),
                place: Some("Vale".to_string()),
                when: None,
                moved_from: None,
                evidence,
                confidence: 0.5,
            };
            with_entry(&record, |entry| {
                let engagements = [("en-1".to_string(), &one)];
                let entry = ArticleRecord { engagements: &engagements, statements: &[], ..*entry };
                let rows: Vec<EventRow> = events(&entry, &|_, _, _| None).collect();
                assert_eq!((rows.len(), rows[0].id.as_str()), (1, "en-1"));
                (rows[0].code.event, rows[0].code.mode, rows[0].recipient.names.len())
            })
        };
        use EngagementKind::{Call, Meeting, Visit};
        assert_eq!(row(Phase::Held, Visit, 2), ("CONSULT", Some("visit"), 1));
        assert_eq!(row(Phase::Held, Call, 2), ("CONSULT", Some("phone"), 1));
        assert_eq!(row(Phase::Held, Meeting, 3), ("CONSULT", Some("multilateral"), 2));
        assert_eq!(row(Phase::Scheduled, Meeting, 2), ("AGREE", None, 1));
        assert_eq!(row(Phase::Refused, Meeting, 2), ("REJECT", Some("meet"), 1));
        assert_eq!(row(Phase::WalkedOut, Meeting, 2), ("SANCTION", Some("discontinue"), 1));
    }
}
