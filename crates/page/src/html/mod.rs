//! Web pages: tree, blocks, which of them are the article, and what the page says about itself.

mod block;
mod blocks;
pub mod body;
mod class;
pub mod dom;
mod embedded;
mod enclose;
mod error_wording;
mod linked;
mod live;
pub mod meta;
mod no_article;
mod runs;
mod stated;
mod trim;
mod within;

use onrecord_record::{
    self as record, Article, Furniture, FurnitureRole, LiveUpdate, Locator, Note, Provenance, Role,
    SourceRange,
};

use block::HtmlBlock;

use crate::input::robots;
use crate::placement::Placement;
use crate::{Origin, Page, SourceMap};

/// Reads a decoded page; `identify` tells the language of a text, given what the page says of it.
pub fn read(
    source: String,
    origin: &Origin,
    identify: impl FnOnce(&str, Option<&str>) -> (String, f64),
) -> Page {
    let tree = dom::parse(&source);
    let stated = stated::stated(&tree);
    let blocks = blocks::blocks(&tree);
    let mut body = body::select(&tree, &blocks, &stated);
    let entries = live::entries(&tree, &stated, &blocks, &mut body.places);
    let meta = meta::meta(&tree, &stated, &blocks, &body, origin);
    let mut notes: Vec<Note> = tree.notes.iter().map(|what| Note::on_page(*what)).collect();
    let mut placed: Vec<(HtmlBlock, Placement)> = blocks.into_iter().zip(body.places).collect();
    let asked = stated.robots.iter().map(String::as_str).chain(origin.robots.as_deref());
    notes.extend(robots::note(asked));
    body::drop_repeated_standfirst(&mut placed);
    notes.extend(unseen_updates(&stated, &entries));
    notes.extend(with_embedded(&source, &meta.title, &mut placed).or_else(|| cut_short(&placed, &stated)));
    let no_article = no_article::no_article(&tree, &placed, &stated, &meta, origin.url.as_deref());
    let (mut article, map, furniture_maps) = assemble(placed, meta, entries);
    let stated = Some(article.language.as_str()).filter(|stated| !stated.is_empty());
    (article.language, article.language_confidence) = identify(&article.text, stated);
    let (input, provenance) = (origin.input.clone(), Provenance::default());
    Page { input, article, map, furniture_maps, provenance, notes, source, no_article, kept: None }
}

/// Takes an article that stands in the page's scripts for that of the markup, where that shows hardly any of it.
fn with_embedded(source: &str, title: &str, placed: &mut Vec<(HtmlBlock, Placement)>) -> Option<Note> {
    let is_body = |place: &Placement| {
        !matches!(
            place,
            Placement::Furniture(_) | Placement::Article(Role::Caption | Role::Credit | Role::Standfirst)
        )
    };
    let shown = placed.iter().filter(|(_, place)| is_body(place));
    let visible = shown.map(|(block, _)| block.text.as_str()).collect::<Vec<_>>().join("\n");
    if visible.len() >= embedded::SHORT {
        return None;
    }
    let article = embedded::article(source, title, &visible)?;
    for (_, place) in placed.iter_mut().filter(|(_, place)| is_body(place)) {
        *place = Placement::Furniture(FurnitureRole::Other);
    }
    placed.extend(article);
    Some(Note::on_page(
        "most of the article is not in the markup; it was read from the data of the page's scripts",
    ))
}

/// A note where the page says that its article has many more words than it shows.
fn cut_short(placed: &[(HtmlBlock, Placement)], stated: &stated::Stated) -> Option<Note> {
    let shown = placed.iter().filter(|(_, place)| matches!(place, Placement::Article(_)));
    let n_shown: u64 = shown.map(|(block, _)| block.text.split_whitespace().count() as u64).sum();
    let n_words = stated.n_words.filter(|n_words| *n_words >= MIN_WORDS && n_shown * 2 < *n_words)?;
    let what = format!(
        "the page says that its article has {n_words} words and shows {n_shown}; the rest is not in the markup"
    );
    Some(Note::on_page(what))
}

/// Of shorter articles counts say little.
const MIN_WORDS: u64 = 150;

/// A note where the page tells of more entries of a live blog than it shows.
fn unseen_updates(stated: &stated::Stated, entries: &[live::LiveEntry]) -> Option<Note> {
    let n_stated = stated.updates.len();
    let what = format!(
        "the page's data tell of {n_stated} entries of a live blog, of which {} are in its markup",
        entries.len()
    );
    (entries.len() * 2 < n_stated && n_stated > 1).then(|| Note::on_page(what))
}

/// Joins the body's blocks by blank lines, and sets the rest apart.
fn assemble(
    placed: Vec<(HtmlBlock, Placement)>,
    meta: meta::Meta,
    entries: Vec<live::LiveEntry>,
) -> (Article, SourceMap, Vec<SourceMap>) {
    let (mut text, mut map, mut chars) = (String::new(), SourceMap::default(), 0);
    let mut article_blocks = Vec::new();
    // How many of the article's blocks stand before each block of the page.
    let mut n_before = Vec::with_capacity(placed.len() + 1);
    let (mut furniture, mut furniture_maps) = (Vec::new(), Vec::new());
    for (block, place) in placed {
        n_before.push(article_blocks.len());
        let Some(whole) = block.map.source(0..block.text.len()) else { continue };
        let source = SourceRange { byte_start: whole.start, byte_end: whole.end };
        match place {
            Placement::Article(role) => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                    chars += 2;
                }
                let (byte_start, start) = (text.len(), chars);
                map.append(block.map, byte_start);
                text.push_str(&block.text);
                chars += block.text.chars().count();
                let (byte_end, end, text) = (text.len(), chars, block.text);
                article_blocks.push(record::Block { role, text, start, end, byte_start, byte_end, source });
            }
            Placement::Furniture(role) => {
                furniture.push(Furniture { role, text: block.text, source });
                furniture_maps.push(block.map);
            }
        }
    }
    debug_assert_eq!(Locator::new(&text).chars(text.len()), chars);
    n_before.push(article_blocks.len());
    let updates = updates(entries, &article_blocks, &n_before);
    let article = Article { text, blocks: article_blocks, updates, furniture, ..described(meta) };
    (article, map, furniture_maps)
}

/// An article of which only what is told of it is known.
fn described(meta: meta::Meta) -> Article {
    Article {
        title: meta.title,
        standfirst: meta.standfirst,
        bylines: meta.bylines,
        published: meta.published,
        modified: meta.modified,
        publisher: meta.publisher,
        url: meta.url,
        agency: meta.agency,
        language: meta.language.unwrap_or_default(),
        ..Article::default()
    }
}

/// The entries of a live blog, each from its first block to its last.
fn updates(
    entries: Vec<live::LiveEntry>,
    article_blocks: &[record::Block],
    n_before: &[usize],
) -> Vec<LiveUpdate> {
    let update = |entry: live::LiveEntry| {
        let own = article_blocks.get(n_before[entry.blocks.start]..n_before[entry.blocks.end])?;
        let (first, last) = (own.first()?, own.last()?);
        Some(LiveUpdate {
            title: entry.title,
            published: entry.published,
            bylines: entry.bylines,
            start: first.start,
            end: last.end,
            byte_start: first.byte_start,
            byte_end: last.byte_end,
        })
    };
    entries.into_iter().filter_map(update).collect()
}
