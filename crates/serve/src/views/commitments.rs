//! The ledger: who is bound to what, to whom, until when, and how it stands.

use askama::Template;
use onrecord_answer::words::{count, date, name_of};
use onrecord_answer::{known, shows};
use onrecord_record::{Part, Status};
use onrecord_store::Who;
use onrecord_store::ask::{Bearing, Ledger, Owed};

use super::card::{ArticleLink, NamedLink, TITLE, of_status};
use super::frame::{Here, PageFrame};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::Commitments;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "commitments.html")]
struct LedgerPage {
    frame: PageFrame,
    q: String,
    by: String,
    to: String,
    due: String,
    statuses: Vec<Choice>,
    summary: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
    export: String,
}

/// A status to choose.
struct Choice {
    code: &'static str,
    is_chosen: bool,
}

/// One commitment.
struct Row {
    id: String,
    href: String,
    by: Vec<NamedLink>,
    to: Vec<NamedLink>,
    what: String,
    due: String,
    condition: String,
    status: String,
    class: &'static str,
    known: Option<String>,
    sure: u32,
    article: ArticleLink,
    bearing: Vec<Evidence>,
}

/// What was told later.
struct Evidence {
    shows: &'static str,
    class: &'static str,
    words: String,
    href: String,
    place: ArticleLink,
}

/// The page of the ledger.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(question: &Commitments, answer: &Answered<Ledger>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Commitments);
    let links = frame.links();
    let ledger = answer.answer();
    let as_of = ledger.as_of.as_deref().map(|day| format!(", as of {}", date(day))).unwrap_or_default();
    let more = if ledger.is_exact { "" } else { " or more" };
    let told = |given: &Option<String>| given.clone().unwrap_or_default();
    let (by, to, due) = (told(&question.by), told(&question.to), told(&question.due));
    let status = question.status.first().map(String::as_str).unwrap_or_default().replace(['-', '_'], " ");
    let parameters =
        [("q", question.q.as_str()), ("by", &by), ("to", &to), ("due", &due), ("status", &status)];
    let further = |cursor: &str| links.to("/commitments", &[&parameters[..], &[("cursor", cursor)]].concat());
    let choice = |one: &Status| Choice { code: one.as_str(), is_chosen: one.as_str() == status };
    let export = format!("{} kind:commitment", question.q);
    filled(&LedgerPage {
        summary: format!("{}{more}{as_of}", count(ledger.total, "commitment")),
        rows: ledger.commitments.iter().map(|owed| row(owed, links)).collect(),
        statuses: Status::ALL.iter().map(choice).collect(),
        first: (ledger.offset > 0).then(|| links.to("/commitments", &parameters)),
        next: answer.next_cursor.as_deref().map(further),
        export: links
            .to("/api/v1/export", &[("q", export.trim()), ("what", "commitments"), ("format", "csv")]),
        q: question.q.clone(),
        by: by.clone(),
        to: to.clone(),
        due: due.clone(),
        frame: frame.clone(),
    })
}

fn row(owed: &Owed, links: Links<'_>) -> Row {
    let entry = &owed.entry;
    let of = entry.commitment();
    let days = of.and_then(|of| of.due_on.as_ref()).map(onrecord_answer::words::when).unwrap_or_default();
    let due = of.and_then(|of| of.due.clone()).unwrap_or_default();
    let due = match (due.is_empty(), days.is_empty()) {
        (false, false) => format!("{due} ({days})"),
        _ => format!("{due}{days}"),
    };
    Row {
        id: entry.id.to_string(),
        href: links.entry(entry.id),
        by: people(entry.actors(Part::By), links),
        to: people(entry.actors(Part::To), links),
        what: short(&entry.words, 2 * TITLE),
        due: short(&due, TITLE),
        condition: short(of.and_then(|of| of.condition.as_deref()).unwrap_or_default(), TITLE),
        status: name_of(&owed.status_now),
        class: of_status(owed.status_now),
        known: known(owed),
        sure: (entry.confidence * 100.0).round().clamp(0.0, 100.0) as u32,
        article: ArticleLink::of(&entry.article, links, Some(&entry.words)),
        bearing: owed.bearing.iter().map(|one| evidence(one, links)).collect(),
    }
}

fn evidence(one: &Bearing, links: Links<'_>) -> Evidence {
    Evidence {
        shows: shows(one),
        class: one.shows.map_or("quiet", of_status),
        words: short(&one.words, TITLE),
        href: links.entry(one.entry.id),
        place: ArticleLink::of(&one.entry.article, links, None),
    }
}

/// People by name, each with the way to its page.
pub fn people(all: &[Who], links: Links<'_>) -> Vec<NamedLink> {
    let one = |who: &Who| NamedLink {
        name: short(&who.name, TITLE),
        href: links.actor(who.id),
        office: String::new(),
    };
    all.iter().map(one).collect()
}
