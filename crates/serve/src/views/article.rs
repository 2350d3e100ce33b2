//! An article as it was read: its text with what was said in it, and the record beside it.

use std::collections::HashMap;

use askama::Template;
use onrecord_answer::place;
use onrecord_answer::words::{date, headline, list};
use onrecord_record::{EntryKind, Part};
use onrecord_store::ask::{ListPage, Shown, ShownArticle, Version};
use onrecord_store::{ActorId, Entry};

use super::card::{EntryCard, NamedLink, TITLE};
use super::frame::{Here, PageFrame};
use super::link::{Links, outward};
use super::passage::short;
use super::text::{SpokenPiece, TextBlock, paragraphs, voice};
use crate::problem::Problem;
use crate::question::{Answered, Asked};
use crate::questions::ShowArticle;
use crate::views::filled;

/// The page.
#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: PageFrame,
    id: String,
    title: String,
    standfirst: String,
    bylines: String,
    outlet: String,
    agency: String,
    published: String,
    published_iso: String,
    language: String,
    outward: Option<String>,
    address: String,
    blocks: Vec<TextBlock>,
    speakers: Vec<Voice>,
    cards: Vec<EntryCard>,
    versions: Vec<VersionRow>,
    copies: Vec<Link>,
    related: Vec<Link>,
}

/// A speaker with a colour.
struct Voice {
    who: NamedLink,
    class: &'static str,
    n: usize,
}

/// A way to an article.
struct Link {
    title: String,
    href: String,
}

/// A version of the article.
struct VersionRow {
    number: usize,
    told: String,
    is_current: bool,
    href: String,
}

/// The page of an article.
///
/// # Errors
/// When the store cannot be asked.
pub fn page(_question: &ShowArticle, answer: &Answered<Shown>, of: &Asked<'_>) -> Result<String, Problem> {
    let Shown::Article(shown) = answer.answer() else {
        return Err(Problem::not_found("this is the id of something else than an article"));
    };
    let frame = PageFrame::of(of.site, Here::Elsewhere);
    let links = frame.links();
    let (voices, class_of) = voices(&shown.entries, links);
    let cards = shown.entries.iter().map(|entry| EntryCard::of(of.store, links, entry));
    let source = &shown.source;
    let related = of.store.related(&source.id.to_string(), ListPage { limit: 6, offset: 0 })?.related;
    let filled_page = ArticlePage {
        id: source.id.to_string(),
        title: short(headline(&source.title), 4 * TITLE),
        standfirst: short(&shown.standfirst, 4 * TITLE),
        bylines: short(&list(&shown.bylines), TITLE),
        outlet: short(&source.publisher, TITLE),
        agency: short(&list(&shown.agency), TITLE),
        published: source.published.as_deref().map(date).unwrap_or_default(),
        published_iso: source.published.clone().unwrap_or_default(),
        language: shown.language.clone(),
        outward: outward(&source.address),
        address: short(&source.address, TITLE),
        blocks: blocks(shown, of, &class_of)?,
        speakers: voices,
        cards: cards.collect::<Result<_, _>>()?,
        versions: versions(shown, links),
        copies: shown
            .copies
            .iter()
            .map(|copy| Link { title: short(&place(copy), TITLE), href: links.article(copy.id) })
            .collect(),
        related: related
            .iter()
            .filter(|one| !one.is_copy)
            .map(|one| Link {
                title: short(&place(&one.article), TITLE),
                href: links.article(one.article.id),
            })
            .collect(),
        frame: frame.clone(),
    };
    filled(&filled_page)
}

/// Who speaks, the most quoted first; and the class of each.
fn voices(entries: &[Entry], links: Links<'_>) -> (Vec<Voice>, HashMap<Option<ActorId>, &'static str>) {
    let mut counted: Vec<(Option<ActorId>, String, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind() == EntryKind::Statement) {
        let speaker = entry.actors(Part::Speaker).first();
        let id = speaker.map(|who| who.id);
        match counted.iter_mut().find(|(known, ..)| *known == id) {
            Some((.., n)) => *n += 1,
            None => counted.push((id, speaker.map_or("unknown speakers", |who| &who.name).to_string(), 1)),
        }
    }
    // Nobody's words have no colour of their own.
    counted.sort_by_key(|(id, name, n)| (id.is_none(), std::cmp::Reverse(*n), name.clone()));
    let class = |idx: usize, id: &Option<ActorId>| voice(id.map(|_| idx));
    let classes = counted.iter().enumerate().map(|(idx, (id, ..))| (*id, class(idx, id))).collect();
    let row = |(idx, (id, name, n)): (usize, &(Option<ActorId>, String, usize))| Voice {
        who: NamedLink {
            name: short(name, TITLE),
            href: id.map(|id| links.actor(id)).unwrap_or_default(),
            office: String::new(),
        },
        class: class(idx, id),
        n: *n,
    };
    (counted.iter().enumerate().map(row).collect(), classes)
}

/// The blocks of the text, with what was said in them.
fn blocks(
    shown: &ShownArticle,
    of: &Asked<'_>,
    class_of: &HashMap<Option<ActorId>, &'static str>,
) -> Result<Vec<TextBlock>, Problem> {
    let Some(current) = shown.versions.iter().find(|one| one.is_current).or(shown.versions.last()) else {
        return Ok(Vec::new());
    };
    let mut pieces = Vec::new();
    for entry in shown.entries.iter().filter(|entry| entry.kind() == EntryKind::Statement) {
        let speaker = entry.actors(Part::Speaker).first().map(|who| who.id);
        let voice = class_of.get(&speaker).copied().unwrap_or(voice(None));
        let own = entry.evidence.iter().filter(|one| one.is_own());
        pieces.extend(own.map(|one| SpokenPiece {
            entry: entry.id.to_string(),
            voice,
            range: one.span.bytes(),
        }));
    }
    Ok(paragraphs(&of.store.held(current.version)?.record.article, &pieces))
}

fn versions(shown: &ShownArticle, links: Links<'_>) -> Vec<VersionRow> {
    if shown.versions.len() < 2 {
        return Vec::new();
    }
    let row = |(idx, version): (usize, &Version)| {
        let changed = version.modified.as_deref().or(version.published.as_deref()).map(date);
        VersionRow {
            number: idx + 1,
            told: format!(
                "{}, added {}",
                changed.unwrap_or_else(|| "no date".to_string()),
                date(&version.added)
            ),
            is_current: version.is_current,
            href: links
                .to(&format!("/article/{}/changes", shown.source.id), &[("to", &(idx + 1).to_string())]),
        }
    };
    shown.versions.iter().enumerate().map(row).collect()
}
