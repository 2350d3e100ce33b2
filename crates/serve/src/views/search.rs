//! What a query finds: hits, what they can be narrowed by, and counts over time.

use askama::Template;
use onrecord_answer::words::title_or;
use onrecord_answer::{Answer, counted, noun};
use onrecord_record::EntryKind;
use onrecord_store::ask::{Count, Counts, Hits, Order};

use super::card::{EntryCard, NamedLink, TITLE};
use super::chart::Chart;
use super::chips::{Chip, Conditions};
use super::frame::{Here, PageFrame};
use super::link::Links;
use super::passage::short;
use crate::problem::Problem;
use crate::question::{Answered, Asked, parsed};
use crate::questions::Search;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: PageFrame,
    /// Whether nothing is asked: the page says what there is.
    is_start: bool,
    tabs: Vec<Row>,
    chips: Vec<Chip>,
    notes: Vec<String>,
    people: Vec<NamedLink>,
    /// Who has nearly the name that was asked for, where nothing is found.
    also: Vec<NamedLink>,
    summary: String,
    cards: Vec<EntryCard>,
    first: Option<String>,
    next: Option<String>,
    chart: Chart,
    sections: Vec<Section>,
    /// Of how many reports the counts are, where these are not all.
    counted_of: Option<usize>,
    links: Vec<Row>,
}

/// A list of what the hits can be narrowed by.
struct Section {
    title: &'static str,
    rows: Vec<Row>,
}

/// One way on.
struct Row {
    name: String,
    n: Option<u64>,
    href: String,
    is_here: bool,
}

/// How long those lists are.
const LISTED: usize = 7;

/// How sure entries may have to be, in words and as a query takes it.
const SURE: [(&str, &str); 3] = [("over 90%", ">0.9"), ("over 75%", ">0.75"), ("over 50%", ">0.5")];

/// The page of what a query finds.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(question: &Search, answer: &Answered<Hits>, of: &Asked<'_>) -> Result<String, Problem> {
    let frame = PageFrame::of(of.site, Here::Search).asking(&question.q);
    let hits = answer.answer();
    let asked = Conditions::of(&question.q);
    let counts = of.store.counts_of(&hits.looked, LISTED)?;
    let links = frame.links();
    let cards = hits.hits.iter().map(|hit| EntryCard::of(of.store, links, hit));
    let page = SearchPage {
        is_start: question.q.trim().is_empty() && hits.offset == 0,
        tabs: tabs(hits, &counts, &asked, links),
        chips: asked.chips(),
        notes: answer.envelope.asked.as_ref().map(|asked| asked.notes.clone()).unwrap_or_default(),
        also: nearly(question, hits, of)?.iter().map(|who| person(who, links)).collect(),
        people: hits.actors.iter().map(|who| person(who, links)).collect(),
        summary: summary(hits, question.q.trim().is_empty()),
        cards: cards.collect::<Result<_, _>>()?,
        first: (hits.offset > 0).then(|| links.search(&question.q)),
        next: answer
            .next_cursor
            .as_deref()
            .map(|cursor| links.to("/search", &[("q", &question.q), ("cursor", cursor)])),
        chart: Chart::of(&counts.months, &asked, links),
        sections: sections(&counts, &asked, links),
        counted_of: (!counts.is_exact).then_some(counts.reports),
        links: further(&question.q, of, links),
        frame: frame.clone(),
    };
    filled(&page)
}

/// Whose name is nearly one that was asked for, where nothing is found.
fn nearly(question: &Search, hits: &Hits, of: &Asked<'_>) -> Result<Vec<onrecord_store::Who>, Problem> {
    if !hits.is_nothing() || question.q.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(of.store.nearly_named(&parsed(&question.q)?)?)
}

fn person(who: &onrecord_store::Who, links: Links<'_>) -> NamedLink {
    NamedLink { name: short(&who.name, TITLE), href: links.actor(who.id), office: who.kind.clone() }
}

/// `12 statements in 15 reports of 9 articles, the best first`.
fn summary(hits: &Hits, is_everything: bool) -> String {
    let order = match hits.order {
        Order::Rank => "the best match first",
        Order::Newest => "the newest first",
    };
    match hits.is_nothing() {
        true if is_everything => "Nothing is on record yet.".to_string(),
        true => "Nothing is on record for this.".to_string(),
        false => format!("{}, {order}", counted(&hits.total, noun(&hits.hits))),
    }
}

/// The kinds of entries, each with how many there are.
fn tabs(hits: &Hits, counts: &Counts, asked: &Conditions, links: Links<'_>) -> Vec<Row> {
    let here = asked.value("kind");
    let all = Row {
        name: "All".to_string(),
        n: None,
        href: links.search(&asked.dropping("kind")),
        is_here: here.is_none(),
    };
    let known: &[Count] = if hits.kinds.is_empty() { &counts.kinds } else { &hits.kinds };
    let of = |kind: &EntryKind| Row {
        name: kind.plural().to_string(),
        n: known.iter().find(|one| one.name == kind.as_str()).map(|one| one.n),
        href: links.search(&asked.with("kind", kind.as_str())),
        is_here: here.as_deref() == Some(kind.as_str()),
    };
    std::iter::once(all).chain(EntryKind::ALL.iter().map(of)).collect()
}

/// What the hits can be narrowed by, and what they lead to.
fn sections(counts: &Counts, asked: &Conditions, links: Links<'_>) -> Vec<Section> {
    let narrowing = |title, field: &str, counts: &[Count]| {
        let here = asked.value(field);
        let row = |one: &Count| {
            let is_here = here.as_deref().is_some_and(|here| here.eq_ignore_ascii_case(&one.name));
            let query = if is_here { asked.dropping(field) } else { asked.with(field, &one.name) };
            Row { name: short(&one.name, TITLE), n: Some(one.n), href: links.search(&query), is_here }
        };
        Section { title, rows: counts.iter().map(row).collect() }
    };
    let actors: Vec<Count> =
        counts.actors.iter().map(|one| Count { name: one.who.name.clone(), n: one.n }).collect();
    let sure = |(name, bound): (&str, &str)| {
        let is_here = asked.value("confidence").as_deref() == Some(bound);
        let query = if is_here { asked.dropping("confidence") } else { asked.with("confidence", bound) };
        Row { name: name.to_string(), n: None, href: links.search(&query), is_here }
    };
    let is_any = counts.reports > 0 || asked.value("confidence").is_some();
    let sure = if is_any { SURE.map(sure).into_iter().collect() } else { Vec::new() };
    let issue = |one: &Count| leading(&one.name, one.n, links.issue(&one.name));
    let article = |one: &onrecord_store::ask::CountedArticle| {
        let title = title_or(&one.article.title, &one.article.address);
        leading(title, one.n, links.article(one.article.id))
    };
    let all = [
        narrowing("Outlets", "publisher", &counts.publishers),
        narrowing("People and bodies", "actor", &actors),
        narrowing("What was done by saying it", "act", &counts.acts),
        narrowing("Quotation", "quote", &counts.quotes),
        Section { title: "How sure", rows: sure },
        Section { title: "Issues", rows: counts.issues.iter().map(issue).collect() },
        Section { title: "Articles", rows: counts.articles.iter().map(article).collect() },
    ];
    all.into_iter().filter(|section| !section.rows.is_empty()).collect()
}

fn leading(name: &str, n: u64, href: String) -> Row {
    Row { name: short(name, TITLE), n: Some(n), href, is_here: false }
}

/// What can be done with the whole list.
fn further(text: &str, of: &Asked<'_>, links: Links<'_>) -> Vec<Row> {
    let way = |name: &str, path: &str, parameters: &[(&str, &str)]| Row {
        name: name.to_string(),
        n: None,
        href: links.to(path, parameters),
        is_here: false,
    };
    let mut ways = vec![
        way("On a timeline", "/timeline", &[("q", text)]),
        way("Follow as an Atom feed", "/feed", &[("q", text)]),
        way("All as CSV", "/api/v1/export", &[("q", text), ("format", "csv")]),
        way("All as JSON Lines", "/api/v1/export", &[("q", text), ("format", "jsonl")]),
    ];
    if of.site.has_parquet {
        ways.push(way("All as Parquet", "/api/v1/export", &[("q", text), ("format", "parquet")]));
    }
    ways
}
