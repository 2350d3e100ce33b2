//! What is least sure first, to be mended by whoever has the token; and what people decided, to be taken back.

use askama::Template;
use onrecord_answer::corrected;
use onrecord_record::{Act, EntryKind, Phase, Quote, Stance, Status, When};
use onrecord_store::ask::Unsure;
use onrecord_store::{Correction, Entry};

use super::card::{EntryCard, TITLE};
use super::chips::Conditions;
use super::frame::{Here, PageFrame};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::Review;
use crate::site::API;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: PageFrame,
    q: String,
    is_writable: bool,
    api: String,
    items: Vec<Item>,
    changes: Vec<Change>,
    kinds: Vec<(&'static str, String)>,
}

/// One entry to look at.
struct Item {
    card: EntryCard,
    article: String,
    /// Its own words, and its day, as a correction takes them.
    words: String,
    when: String,
    /// The part that it is of, and who it is now.
    part: &'static str,
    people: String,
    /// Its code: the field, what it is, what it may be.
    field: &'static str,
    code: String,
    codes: &'static [&'static str],
    /// The same of how it is quoted, where it is a statement.
    quote: String,
    quotes: &'static [&'static str],
}

/// What somebody changed.
struct Change {
    id: i64,
    href: String,
    told: String,
    is_undone: bool,
}

/// So many of what people decided are shown.
const SHOWN: usize = 30;

/// The page of what is least sure of what a query finds.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(question: &Review, answer: &Answered<Unsure>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Review);
    let links = frame.links();
    let items = answer.answer().entries.iter().map(|entry| item(entry, of, links));
    let kind = |kind: &EntryKind| {
        let query = Conditions::of(&question.q).with("kind", kind.as_str());
        (kind.plural(), links.to("/review", &[("q", &query)]))
    };
    let mut corrections = of.store.corrections()?;
    corrections.reverse();
    filled(&ReviewPage {
        q: question.q.clone(),
        is_writable: of.site.is_writable,
        api: of.site.link(API),
        items: items.collect::<Result<_, _>>()?,
        changes: corrections.iter().take(SHOWN).map(|one| change(one, links)).collect(),
        kinds: EntryKind::ALL.iter().map(kind).collect(),
        frame: frame.clone(),
    })
}

fn item(entry: &Entry, of: &Asked<'_>, links: Links<'_>) -> Result<Item, Problem> {
    let (field, code, codes) = coded(entry);
    let party = entry.parties.first();
    let people =
        party.map(|party| party.actors.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join("; "));
    let quote = entry.statement().map(|of| of.quote.to_string());
    Ok(Item {
        card: EntryCard::of(of.store, links, entry)?,
        article: entry.article.id.to_string(),
        words: entry.words.clone(),
        when: entry.when.as_ref().map(days).unwrap_or_default(),
        part: party.map_or("", |party| party.part.as_str()),
        people: short(&people.unwrap_or_default(), TITLE),
        field,
        code,
        codes,
        quotes: if quote.is_some() { Quote::CODES } else { &[] },
        quote: quote.unwrap_or_default(),
    })
}

/// Days as a correction takes them.
fn days(when: &When) -> String {
    if when.from == when.to { when.from.clone() } else { format!("{}..{}", when.from, when.to) }
}

/// The code that tells most of an entry.
fn coded(entry: &Entry) -> (&'static str, String, &'static [&'static str]) {
    if let Some(of) = entry.statement() {
        return ("act", of.act.to_string(), Act::CODES);
    }
    if let Some(of) = entry.engagement() {
        return ("phase", of.phase.to_string(), Phase::CODES);
    }
    if let Some(of) = entry.commitment() {
        return ("status", of.status.to_string(), Status::CODES);
    }
    let stance = entry.position().map(|of| of.stance.to_string());
    ("stance", stance.unwrap_or_default(), Stance::CODES)
}

fn change(one: &Correction, links: Links<'_>) -> Change {
    Change {
        id: one.id,
        href: links.entry(&one.target),
        told: short(&corrected(one), 2 * TITLE),
        is_undone: one.undone.is_some(),
    }
}
