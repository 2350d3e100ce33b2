//! One entry with all that is known of it: its paragraph, where it comes from, other reports, how to cite it.

use askama::Template;
use onrecord_answer::words::{count, date};
use onrecord_answer::{corrected, names};
use onrecord_record::EntryKind;
use onrecord_store::ask::{OtherReport, Paragraph, Shown, ShownEntry};

use super::card::{ArticleLink, EntryCard, TITLE};
use super::cite::Citation;
use super::frame::{Here, PageFrame};
use super::link::{Links, to_words};
use super::passage::{MarkedRun, cut, short};
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::ShowEntry;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: PageFrame,
    title: String,
    card: EntryCard,
    stands: bool,
    paragraph: Vec<MarkedRun<bool>>,
    outward: Option<String>,
    facts: Vec<(&'static str, String)>,
    further: Vec<(&'static str, String)>,
    reports: Vec<Other>,
    corrections: Vec<String>,
    citation: Citation,
}

/// Another report of the entry.
struct Other {
    article: ArticleLink,
    href: String,
    differs: String,
    words: String,
}

/// The page of an entry.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(_question: &ShowEntry, answer: &Answered<Shown>, of: &Asked<'_>) -> Result<String, Problem> {
    let Shown::Entry(shown) = answer.answer() else {
        return Err(Problem::not_found("this is the id of something else than an entry"));
    };
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let links = frame.links();
    let entry = &shown.entry;
    let card = EntryCard::of(of.store, links, entry)?;
    let who: Vec<&str> = card.who.iter().map(|who| who.name.as_str()).collect();
    filled(&EntryPage {
        title: short(&format!("{}: {}", who.join(", "), entry.words), TITLE),
        stands: shown.stands,
        paragraph: shown.paragraph.as_ref().map(|paragraph| marked(shown, paragraph)).unwrap_or_default(),
        outward: to_words(&entry.article.address, &shown.selectors.exact),
        facts: facts(shown),
        further: further(shown, links),
        reports: shown.reports.iter().map(|report| other(shown, report, links)).collect(),
        corrections: shown.corrections.iter().map(|one| short(&corrected(one), 2 * TITLE)).collect(),
        citation: Citation::of_entry(shown),
        card,
        frame: frame.clone(),
    })
}

/// The paragraph, the entry's words marked.
fn marked(shown: &ShownEntry, paragraph: &Paragraph) -> Vec<MarkedRun<bool>> {
    let text = &paragraph.text;
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let own = shown.entry.pieces().filter(|(start, end)| *start < paragraph.end && *end > paragraph.start);
    let layers: Vec<_> = own
        .map(|(start, end)| {
            byte(start.saturating_sub(paragraph.start))..byte(end.saturating_sub(paragraph.start))
        })
        .collect();
    cut(text, &layers, |covering| !covering.is_empty())
}

/// Where it comes from, so that it can be checked.
fn facts(shown: &ShownEntry) -> Vec<(&'static str, String)> {
    let (entry, version) = (&shown.entry, &shown.version);
    let dated = entry.when.iter().flat_map(|when| &when.evidence).map(|span| format!("“{}”", span.text));
    let all = [
        ("Published", entry.article.published.as_deref().map(date).unwrap_or_default()),
        ("Dated by", dated.collect::<Vec<_>>().join(", ")),
        ("How sure", format!("{:.0}%", entry.confidence * 100.0)),
        ("Characters", format!("{} to {} of the article’s text", entry.start, entry.end)),
        ("Address", entry.article.address.clone()),
        ("Page", format!("{}, SHA-256 {}", count(version.bytes, "byte"), version.sha256)),
        ("Read by", format!("{}, added {}", version.made_by, date(&version.added))),
        ("Id", entry.id.to_string()),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, short(&value, TITLE)))
        .collect()
}

/// Other pages about it.
fn further(shown: &ShownEntry, links: Links<'_>) -> Vec<(&'static str, String)> {
    let entry = &shown.entry;
    let id = entry.id.to_string();
    let mut ways = Vec::new();
    if entry.kind() == EntryKind::Engagement {
        ways.push(("The accounts side by side", links.to(&format!("/engagement/{id}"), &[])));
    }
    if let Some(of) = entry.position() {
        ways.push(("All sides of this issue", links.issue(&of.issue)));
    }
    if let Some(statement) = entry.commitment().and_then(|of| of.statement) {
        ways.push(("The statement that makes it", links.entry(statement)));
    }
    if let Some(parent) = entry.statement().and_then(|of| of.parent) {
        ways.push(("The statement that reports it", links.entry(parent)));
    }
    ways.extend(
        entry
            .position()
            .into_iter()
            .flat_map(|of| &of.statements)
            .map(|id| ("A statement that shows it", links.entry(id))),
    );
    ways.push(("In its article", format!("{}#{id}", links.article(entry.article.id))));
    ways
}

fn other(shown: &ShownEntry, report: &OtherReport, links: Links<'_>) -> Other {
    let part = shown.entry.parties.first().map(|party| party.part);
    let who = |entry: &onrecord_store::Entry| part.map(|part| names(entry.actors(part))).unwrap_or_default();
    let mut differs = Vec::new();
    differs.extend(report.is_copy.then(|| "a copy of this article".to_string()));
    differs.push(if report.is_same_words { "the same words" } else { "other words" }.to_string());
    if who(&report.entry) != who(&shown.entry) {
        differs.push(format!("by {}", who(&report.entry)));
    }
    Other {
        article: ArticleLink::of(&report.entry.article, links, Some(&report.entry.words)),
        href: links.entry(report.entry.id),
        differs: short(&differs.join(", "), TITLE),
        words: if report.is_same_words { String::new() } else { short(&report.entry.words, 2 * TITLE) },
    }
}
