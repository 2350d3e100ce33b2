//! Web pages: tree, blocks, which of them are the article, and what the page says about itself.

mod block;
mod blocks;
pub mod body;
mod class;
pub mod dom;
mod enclose;
mod linked;
pub mod meta;
mod runs;
mod stated;
mod trim;
mod within;

use onrecord_record::{Article, Block, Furniture, Locator, Note, Provenance, SourceRange};

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
    let body = body::select(&tree, &blocks, &stated);
    let meta = meta::meta(&tree, &stated, &blocks, &body, origin);
    let notes = tree.notes.iter().map(|what| Note::on_page(*what)).collect();
    let (mut article, map, furniture_maps) = assemble(blocks, &body, meta);
    let stated = Some(article.language.as_str()).filter(|stated| !stated.is_empty());
    (article.language, article.language_confidence) = identify(&article.text, stated);
    let (input, provenance) = (origin.input.clone(), Provenance::default());
    Page { input, article, map, furniture_maps, provenance, notes, source, kept: None }
}

/// Joins the body's blocks by blank lines, and sets the rest apart.
fn assemble(
    blocks: Vec<block::Block>,
    body: &body::Body,
    meta: meta::Meta,
) -> (Article, SourceMap, Vec<SourceMap>) {
    let (mut text, mut map, mut chars) = (String::new(), SourceMap::default(), 0);
    let mut article_blocks = Vec::new();
    let (mut furniture, mut furniture_maps) = (Vec::new(), Vec::new());
    for (block, place) in blocks.into_iter().zip(&body.places) {
        let Some(whole) = block.map.source(0..block.text.len()) else { continue };
        let source = SourceRange { byte_start: whole.start, byte_end: whole.end };
        match *place {
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
                article_blocks.push(Block { role, text, start, end, byte_start, byte_end, source });
            }
            Placement::Furniture(role) => {
                furniture.push(Furniture { role, text: block.text, source });
                furniture_maps.push(block.map);
            }
        }
    }
    debug_assert_eq!(Locator::new(&text).chars(text.len()), chars);
    let article = Article {
        title: meta.title,
        standfirst: meta.standfirst,
        bylines: meta.bylines,
        published: meta.published,
        modified: meta.modified,
        publisher: meta.publisher,
        url: meta.url,
        agency: meta.agency,
        language: meta.language.unwrap_or_default(),
        language_confidence: 0.0,
        text,
        blocks: article_blocks,
        furniture,
    };
    (article, map, furniture_maps)
}
