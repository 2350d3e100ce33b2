//! A person, a body or a country: all that is on record of it.

use askama::Template;
use onrecord_answer::columns::office;
use onrecord_answer::words::{count, date, list, name_of};
use onrecord_answer::{Card, counted};
use onrecord_record::ActorKind;
use onrecord_store::ask::{Count, Counted, Dossier, Found, Office};
use onrecord_store::{Entry, Who};

use super::card::{EntryCard, TITLE, of_stance};
use super::chips::Conditions;
use super::frame::{Here, PageFrame};
use super::lanes::{DayMark, Lanes, Zoom, placed};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::{People, Person};
use crate::views::filled;

/// The page of one.
#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage {
    frame: PageFrame,
    id: String,
    /// The kinds of actors.
    kinds: &'static [&'static str],
    name: String,
    kind: String,
    told: String,
    also: String,
    lanes: Lanes,
    zoom: Option<Zoom>,
    offices: Vec<(String, String)>,
    acts: Vec<Row>,
    spoke_to: Vec<Row>,
    spoke_of: Vec<Row>,
    issues: Vec<Issue>,
    commitments: Vec<EntryCard>,
    engagements: Vec<EntryCard>,
    statements: Vec<EntryCard>,
    n_statements: u64,
    search: String,
    timeline: String,
    first: Option<String>,
    next: Option<String>,
}

/// The page of several of one name.
#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: PageFrame,
    people: Vec<Choice>,
}

/// One of several.
struct Choice {
    name: String,
    href: String,
    told: String,
}

/// A name with a number.
struct Row {
    name: String,
    href: String,
    n: u64,
}

/// Where somebody stands on an issue, over time.
struct Issue {
    name: String,
    href: String,
    /// The latest first.
    stances: Vec<Stand>,
}

/// A stance on a day.
struct Stand {
    stance: String,
    class: &'static str,
    words: String,
    day: String,
    href: String,
    sure: u32,
}

/// The page of one actor by its id.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(_question: &Person, answer: &Answered<Found>, of: &Asked<'_>) -> Result<String, Problem> {
    found(answer, of)
}

/// The page of whoever goes by a name.
///
/// # Errors
/// When the store cannot be asked.
pub fn named(_question: &People, answer: &Answered<Found>, of: &Asked<'_>) -> Result<String, Problem> {
    found(answer, of)
}

fn found(answer: &Answered<Found>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let links = frame.links();
    let found = answer.answer();
    if let Some(dossier) = &found.dossier {
        return one(dossier, answer.next_cursor.as_deref(), of, &frame);
    }
    let choice = |tally: &onrecord_store::ask::Tally| {
        let roles: Vec<String> = tally.roles.iter().map(office).collect();
        let told = [tally.who.kind.clone(), roles.join("; "), counted(&tally.quoted, "statement")];
        let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
        Choice {
            name: short(&tally.who.name, TITLE),
            href: links.actor(tally.who.id),
            told: short(&told.join(" · "), TITLE),
        }
    };
    filled(&PeoplePage { people: found.actors.iter().map(choice).collect(), frame: frame.clone() })
}

fn one(dossier: &Dossier, next: Option<&str>, of: &Asked<'_>, frame: &PageFrame) -> Result<String, Problem> {
    let links = frame.links();
    let who = &dossier.who;
    let cards = |entries: &[Entry]| -> Result<Vec<EntryCard>, Problem> {
        Ok(entries.iter().map(|entry| EntryCard::of(of.store, links, entry)).collect::<Result<_, _>>()?)
    };
    let quoted = match dossier.quoted.reports {
        0 => "not quoted".to_string(),
        _ => counted(&dossier.quoted, "statement"),
    };
    let others =
        dossier.names.iter().filter(|name| name.name != who.name).map(|name| short(&name.name, TITLE));
    let query = format!("speaker:\"{}\"", who.name.replace('"', " "));
    let people = |all: &[Counted]| all.iter().map(|one| row(&one.who, one.statements, links)).collect();
    filled(&ActorPage {
        id: who.id.to_string(),
        kinds: ActorKind::CODES,
        name: short(&who.name, TITLE),
        kind: who.kind.clone(),
        told: format!("{quoted}; named in {}", count(dossier.articles, "article")),
        also: list(&others.collect::<Vec<_>>()),
        lanes: lanes(dossier, links),
        zoom: Some(Zoom { base: frame.base.clone(), asked: Conditions::of(&query) }),
        offices: dossier.roles.iter().map(|role| (short(&office(role), TITLE), held(role))).collect(),
        acts: dossier.acts.iter().map(|act| act_row(act, &query, links)).collect(),
        spoke_to: people(&dossier.spoke_to),
        spoke_of: people(&dossier.spoke_of),
        issues: issues(dossier, links),
        commitments: cards(&dossier.commitments)?,
        engagements: cards(&dossier.engagements)?,
        statements: cards(&dossier.statements)?,
        n_statements: dossier.quoted.entries,
        search: links.search(&query),
        timeline: links.to("/timeline", &[("q", &query)]),
        first: (dossier.offset > 0).then(|| links.actor(who.id)),
        next: next.map(|cursor| links.to(&format!("/actor/{}", who.id), &[("cursor", cursor)])),
        frame: frame.clone(),
    })
}

fn row(who: &Who, n: u64, links: Links<'_>) -> Row {
    Row { name: short(&who.name, TITLE), href: links.actor(who.id), n }
}

fn act_row(act: &Count, query: &str, links: Links<'_>) -> Row {
    Row { name: act.name.clone(), href: links.search(&format!("{query} act:{}", act.name)), n: act.n }
}

/// When articles state an office.
fn held(role: &Office) -> String {
    let days = match (&role.first, &role.last) {
        (Some(first), Some(last)) if first == last => date(first),
        (Some(first), Some(last)) => format!("{} to {}", date(first), date(last)),
        _ => "no date".to_string(),
    };
    format!("{days}, {}", count(role.articles, "article"))
}

/// How many offices have a lane.
const MOST_OFFICES: usize = 4;

/// Offices over time, and what was said, met and promised when.
fn lanes(dossier: &Dossier, links: Links<'_>) -> Lanes {
    let office_lane = |role: &Office| {
        let mark = role.first.clone().zip(role.last.clone()).map(|(from, to)| DayMark {
            label: format!("{}: {}", short(&office(role), TITLE), held(role)),
            from,
            to,
            class: "span",
            ..DayMark::default()
        });
        (short(&office(role), 26), String::new(), mark.into_iter().collect::<Vec<_>>())
    };
    let mut lanes: Vec<(String, String, Vec<DayMark>)> =
        dossier.roles.iter().take(MOST_OFFICES).map(office_lane).collect();
    let kinds: [(&str, &[Entry]); 4] = [
        ("statements", &dossier.statements),
        ("positions", &dossier.positions),
        ("commitments", &dossier.commitments),
        ("engagements", &dossier.engagements),
    ];
    for (name, entries) in kinds.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        let marks = entries.iter().filter_map(|entry| mark(entry, links)).collect();
        lanes.push((name.to_string(), format!("#{name}"), marks));
    }
    lanes.retain(|(.., marks)| !marks.is_empty());
    placed(lanes)
}

/// An entry on its day; where that is not told, on that of its article.
pub fn mark(entry: &Entry, links: Links<'_>) -> Option<DayMark> {
    let published = entry.article.published.as_deref().and_then(|day| day.get(..10));
    let from = entry.when.as_ref().map(|when| when.from.as_str()).or(published)?;
    let to = entry.when.as_ref().map_or(from, |when| when.to.as_str());
    let card = Card::listed(entry);
    let label = format!("{}: {} – {}", date(from), short(&card.title_text(), 80), short(&entry.words, 140));
    let class = match entry.position() {
        Some(of) => match of_stance(of.stance) {
            "good" => "c-good",
            "bad" => "c-bad",
            _ => "c-doubtful",
        },
        None => "",
    };
    Some(DayMark {
        from: from.to_string(),
        to: to.to_string(),
        label,
        href: links.entry(entry.id),
        class,
        ..DayMark::default()
    })
}

/// Positions by what they are on, the latest first.
fn issues(dossier: &Dossier, links: Links<'_>) -> Vec<Issue> {
    let mut issues: Vec<Issue> = Vec::new();
    for entry in &dossier.positions {
        let Some(of) = entry.position() else { continue };
        let day = entry.when.as_ref().map(|when| when.from.as_str()).or(entry.article.published.as_deref());
        let stand = Stand {
            stance: name_of(&of.stance),
            class: of_stance(of.stance),
            words: short(&Card::listed(entry).words, TITLE),
            day: day.map(|day| date(day.split('T').next().unwrap_or(day))).unwrap_or_default(),
            href: links.entry(entry.id),
            sure: (entry.confidence * 100.0).round().clamp(0.0, 100.0) as u32,
        };
        match issues.iter_mut().find(|issue| issue.name == of.issue) {
            Some(issue) => issue.stances.push(stand),
            None => issues.push(Issue {
                name: short(&of.issue, TITLE),
                href: links.issue(&of.issue),
                stances: vec![stand],
            }),
        }
    }
    issues
}
