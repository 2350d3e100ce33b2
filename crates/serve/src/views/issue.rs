//! Who stands where on an issue: the sides next to one another, each over time. And which issues there are.

use askama::Template;
use onrecord_answer::Card;
use onrecord_answer::words::{count, date, list, name_of};
use onrecord_store::ask::{Side, Sides, Taken, query};

use super::card::{ArticleLink, TITLE, of_stance};
use super::frame::{Here, PageFrame};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::{Positions, StoreStats};
use crate::views::filled;

/// The page of one issue.
#[derive(Template)]
#[template(path = "issue.html")]
struct IssuePage {
    frame: PageFrame,
    issue: String,
    summary: String,
    called: String,
    columns: Vec<Column>,
    next: Option<String>,
}

/// Where one stands.
struct Column {
    name: String,
    href: String,
    stance: String,
    class: &'static str,
    has_changed: bool,
    taken: Vec<Stand>,
}

/// A stance on its day.
struct Stand {
    day: String,
    stance: String,
    class: &'static str,
    changed_from: Option<String>,
    issue: String,
    words: String,
    href: String,
    sure: u32,
    article: ArticleLink,
}

/// The page of all issues.
#[derive(Template)]
#[template(path = "issues.html")]
struct IssuesPage {
    frame: PageFrame,
    issues: Vec<(String, String, u64)>,
}

/// How many issues are listed.
const LISTED: usize = 100;

/// How many of the newest positions they are looked for in.
const LOOKED: usize = 2_000;

/// The page of the sides of an issue.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(question: &Positions, answer: &Answered<Sides>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Issues);
    let links = frame.links();
    let sides = answer.answer();
    let called = sides.wordings.iter().take(8).map(|one| format!("“{}”", short(&one.name, TITLE)));
    filled(&IssuePage {
        issue: short(&question.issue, TITLE),
        summary: count(sides.total, "side"),
        called: list(&called.collect::<Vec<_>>()),
        columns: sides.sides.iter().map(|side| column(side, links)).collect(),
        next: answer
            .next_cursor
            .as_deref()
            .map(|cursor| links.to("/issue", &[("issue", &question.issue), ("cursor", cursor)])),
        frame: frame.clone(),
    })
}

fn column(side: &Side, links: Links<'_>) -> Column {
    let (name, href) = match &side.holder {
        Some(who) => (short(&who.name, TITLE), links.actor(who.id)),
        None => ("somebody who is not told".to_string(), String::new()),
    };
    Column {
        name,
        href,
        stance: name_of(&side.stance),
        class: of_stance(side.stance),
        has_changed: side.has_changed,
        taken: side.taken.iter().map(|taken| stand(taken, links)).collect(),
    }
}

fn stand(taken: &Taken, links: Links<'_>) -> Stand {
    let entry = &taken.entry;
    let of = entry.position();
    Stand {
        day: taken.day.as_deref().map_or_else(|| "no date".to_string(), date),
        stance: of.map(|of| name_of(&of.stance)).unwrap_or_default(),
        class: of.map_or("open", |of| of_stance(of.stance)),
        changed_from: taken.changed_from.map(|stance| name_of(&stance)),
        issue: short(of.map_or("", |of| &of.issue), TITLE),
        words: short(&Card::listed(entry).words, 2 * TITLE),
        href: links.entry(entry.id),
        sure: (entry.confidence * 100.0).round().clamp(0.0, 100.0) as u32,
        article: ArticleLink::of(&entry.article, links, Some(&entry.words)),
    }
}

/// The page of what positions are on.
///
/// # Errors
/// When the store cannot be asked.
pub fn all(
    _question: &StoreStats,
    _answer: &Answered<onrecord_store::ask::Stats>,
    of: &Asked<'_>,
) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Issues);
    let counts = of.store.counts(&query::parse("kind:position")?, LOOKED, LISTED)?;
    let issue =
        |one: &onrecord_store::ask::Count| (short(&one.name, TITLE), frame.links().issue(&one.name), one.n);
    filled(&IssuesPage { issues: counts.issues.iter().map(issue).collect(), frame: frame.clone() })
}
