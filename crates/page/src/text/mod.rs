//! Text without markup: the same article and furniture, told by position and wording alone.

mod look;
mod piece;
mod role;
mod select;
mod stated;

use onrecord_record::{Article, Block, Furniture, Locator, Provenance, SourceRange, Span};

use crate::placement::Placement;
use crate::{Origin, Page, SourceMap, language};
use piece::TextPiece;
use role::Scrape;

/// Reads a decoded text; its article's text is the input unchanged.
pub fn read(source: String, origin: &Origin) -> Page {
    let pieces = piece::pieces(&source);
    let looks = look::looks(&source, &pieces);
    let scrape = Scrape { text: &source, pieces: &pieces, looks: &looks };
    let stretch = select::stretch(&source, &pieces, &looks, origin.title.as_deref());
    let places = role::places(scrape, &stretch);
    let stated = stated::stated(scrape, &stretch, &places);

    let Placed { blocks, furniture, furniture_maps } = placed(&source, &pieces, &places);
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
        updates: Vec::new(),
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
        no_article: None,
        kept: None,
    }
}

/// The pieces of a text, each in its place.
#[derive(Default)]
struct Placed {
    blocks: Vec<Block>,
    furniture: Vec<Furniture>,
    furniture_maps: Vec<SourceMap>,
}

fn placed(source: &str, pieces: &[TextPiece], places: &[Placement]) -> Placed {
    let locator = Locator::new(source);
    let mut out = Placed::default();
    for (piece, place) in pieces.iter().zip(places) {
        let bytes = piece.start as usize..piece.end as usize;
        let at = SourceRange { byte_start: bytes.start, byte_end: bytes.end };
        match *place {
            Placement::Article(role) => {
                let Span { text, start, end, byte_start, byte_end } = locator.span(bytes);
                out.blocks.push(Block { role, text, start, end, byte_start, byte_end, source: at });
            }
            Placement::Furniture(role) => {
                let mut map = SourceMap::default();
                map.push(0..bytes.len(), bytes.clone());
                out.furniture_maps.push(map);
                out.furniture.push(Furniture { role, text: source[bytes].to_string(), source: at });
            }
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use onrecord_record::{FurnitureRole, Role};

    use super::*;

    fn page(text: &str) -> Page {
        read(text.to_string(), &Origin::named("scrape.txt"))
    }

    fn in_role(page: &Page, role: Role) -> Vec<&str> {
        page.article
            .blocks
            .iter()
            .filter(|block| block.role == role)
            .map(|block| block.text.as_str())
            .collect()
    }

    fn set_apart(page: &Page, role: FurnitureRole) -> Vec<&str> {
        let furniture = page.article.furniture.iter();
        furniture.filter(|piece| piece.role == role).map(|piece| piece.text.as_str()).collect()
    }

    /// What comes of saving a news page as text: everything, one line after the other.
    const SCRAPE: &str = "\
Type to search

Ruvia and Tol Agree to Reopen the Strait After Talks

Prime Minister Lund says the talks were “honest”, after months in which no ship had passed

Prime Minister Omar Lund meets President Ana Belo in the palace of Ruvia
Prime Minister Omar Lund meets President Ana Belo in the palace of Ruvia in May 2023. Photo: Reuters.


Ruvia and Tol agreed on Monday to reopen the strait between them, following a visit by President Ana Belo.

“We are fine,” Lund said.

Asked whether ships would pass this week, he replied, “I do not know – perhaps.”


Also on HT: Fishermen of Tol Wait for the Strait to Open


In talks that went on into the night, it was not clear who would patrol the strait after its reopening.


‘Talks are hard’

Belo said that her talks in Ruvia had been long and that both sides had been honest about the strait.

“The strait was never ours alone,” Belo said before leaving.


  • Reuters, with additional inputs from Mira Okafor


Also read:


Tol Says Ruvia Is Creating an Illusion of Peace


Strait Wide Enough for Both, Says Tol’s Admiral



Mira Okafor

Mira Okafor is the Social Media Editor at Harbour Times. She is interested in ships. You can write to her at [email protected]


HT Sea Bond
";

    #[test]
    fn a_scrape_comes_apart() {
        let page = page(SCRAPE);
        assert_eq!(page.article.title, "Ruvia and Tol Agree to Reopen the Strait After Talks");
        assert!(page.article.standfirst.starts_with("Prime Minister Lund says the talks were"));
        assert_eq!(page.article.agency, ["Reuters"]);
        assert_eq!(page.article.bylines, ["Mira Okafor"]);
        assert_eq!(page.article.language, "en");
        assert_eq!(in_role(&page, Role::Caption).len(), 2);
        assert_eq!(in_role(&page, Role::Heading), ["‘Talks are hard’"]);
        assert_eq!(in_role(&page, Role::Credit), ["Reuters, with additional inputs from Mira Okafor"]);
        let paragraphs = in_role(&page, Role::Paragraph);
        assert_eq!(paragraphs.len(), 6, "{paragraphs:#?}");
        assert_eq!(paragraphs[1], "“We are fine,” Lund said.");
        assert_eq!(set_apart(&page, FurnitureRole::Related).len(), 4);
        assert_eq!(set_apart(&page, FurnitureRole::Biography).len(), 2);
        assert_eq!(set_apart(&page, FurnitureRole::Navigation), ["Type to search", "HT Sea Bond"]);
    }

    #[test]
    fn every_piece_is_a_slice_of_the_text() {
        let page = page(SCRAPE);
        assert_eq!(page.article.text, SCRAPE);
        for block in &page.article.blocks {
            assert_eq!(&SCRAPE[block.byte_start..block.byte_end], block.text);
        }
        for (piece, map) in page.article.furniture.iter().zip(&page.furniture_maps) {
            assert_eq!(&SCRAPE[map.source(0..piece.text.len()).unwrap()], piece.text);
        }
    }

    #[test]
    fn lines_under_the_headline_say_who_and_when() {
        let text = "\
Home
Strait reopens to ships after talks in Ruvia
By Jane Roe and John Doe
Published 20 June 2023 14:05 GMT
Updated 21 June 2023
Share this
RUVIA (AFP) — Ships passed the strait between Ruvia and Tol on Tuesday for the first time in a year, officials said.
The strait had been closed since the war over the islands, and no ship of either side had passed it in months.
© 2023 The Harbour Times. All rights reserved.
";
        let article = page(text).article;
        assert_eq!(article.title, "Strait reopens to ships after talks in Ruvia");
        assert_eq!(article.bylines, ["Jane Roe", "John Doe"]);
        assert_eq!(article.published.as_deref(), Some("2023-06-20T14:05Z"));
        assert_eq!(article.modified.as_deref(), Some("2023-06-21"));
        assert_eq!(article.publisher, "The Harbour Times");
        assert_eq!(article.agency, ["AFP"]);
        assert_eq!(article.blocks.iter().filter(|block| block.role == Role::Paragraph).count(), 2);
    }

    #[test]
    fn text_that_was_cleaned_keeps_every_paragraph() {
        let text = "\
The ferry that was lost in the storm came back to the harbour of Ruvia on Monday.

“We are fine,” he said.

“Never again,” she added

## What the crew saw

He denied it.

Eleven of the crew were taken to the hospital on the hill, where nurses are looking after them.
";
        let page = page(text);
        assert_eq!(in_role(&page, Role::Paragraph).len(), 5);
        assert_eq!(in_role(&page, Role::Heading), ["What the crew saw"]);
        assert!(page.article.furniture.is_empty());
        assert_eq!(page.article.title, "");
    }

    #[test]
    fn what_the_caller_knows_is_used_where_the_text_is_silent() {
        let origin = Origin {
            title: Some("Ferry back".into()),
            published: Some("2023-06-20".into()),
            ..Origin::named("ferry.txt")
        };
        let text = "Ferry back\n\nThe ferry that was lost in the storm came back to the harbour of Ruvia.\n";
        let page = read(text.to_string(), &origin);
        assert_eq!(in_role(&page, Role::Title), ["Ferry back"]);
        assert_eq!(page.article.published.as_deref(), Some("2023-06-20"));
        assert_eq!(page.article.title, "Ferry back");
    }

    #[test]
    fn nothing_gives_nothing() {
        for text in ["", "\n\n", "\0\0", "\u{feff}", "* * *"] {
            let page = page(text);
            assert!(page.article.blocks.is_empty() && page.article.furniture.is_empty(), "{text:?}");
        }
    }
}
