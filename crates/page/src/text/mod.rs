//! Text without markup: the same article and furniture, told by position and wording alone.

mod credit;
mod date;
mod look;
mod piece;
mod role;
mod select;
mod stated;

use onrecord_record::{Article, Block, Furniture, Locator, Provenance, SourceRange};

use crate::{Origin, Page, SourceMap, language};
use role::{Place, Scrape};

/// Reads a decoded text; its article's text is the input unchanged.
pub fn read(source: String, origin: &Origin) -> Page {
    let pieces = piece::pieces(&source);
    let looks = look::looks(&source, &pieces);
    let scrape = Scrape { text: &source, pieces: &pieces, looks: &looks };
    let stretch = select::stretch(&source, &pieces, &looks, origin.title.as_deref());
    let places = role::places(scrape, &stretch);
    let stated = stated::stated(scrape, &stretch, &places);

    let locator = Locator::new(&source);
    let (mut blocks, mut furniture, mut furniture_maps) = (Vec::new(), Vec::new(), Vec::new());
    for (piece, place) in pieces.iter().zip(&places) {
        let bytes = piece.start as usize..piece.end as usize;
        let at = SourceRange { byte_start: bytes.start, byte_end: bytes.end };
        match *place {
            Place::Article(role) => {
                let span = locator.span(bytes);
                blocks.push(Block {
                    role,
                    text: span.text,
                    start: span.start,
                    end: span.end,
                    byte_start: span.byte_start,
                    byte_end: span.byte_end,
                    source: at,
                });
            }
            Place::Furniture(role) => {
                let mut map = SourceMap::default();
                map.push(0..bytes.len(), bytes.clone());
                furniture_maps.push(map);
                furniture.push(Furniture { role, text: source[bytes].to_string(), source: at });
            }
        }
    }
    let (language, language_confidence) = language::identify(&opening(&blocks), None);
    let article = Article {
        title: origin.title.clone().unwrap_or(stated.title),
        standfirst: stated.standfirst,
        bylines: stated.bylines,
        published: stated.published.or_else(|| origin.published.clone()),
        modified: stated.modified,
        publisher: stated.publisher,
        url: origin.url.clone().unwrap_or_default(),
        agency: stated.agency,
        language,
        language_confidence,
        text: source.clone(),
        blocks,
        furniture,
    };
    Page {
        input: origin.input.clone(),
        article,
        map: SourceMap::identity(source.len()),
        furniture_maps,
        source,
        provenance: Provenance::default(),
        notes: Vec::new(),
    }
}

/// The article's first thousands of characters: menus may be in another language.
fn opening(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if out.len() > 16_000 {
            break;
        }
        out.extend(block.text.chars().take(16_000));
        out.push('\n');
    }
    out
}
