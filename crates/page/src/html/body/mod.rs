//! Which blocks are the article, and what each is for.

mod among;
mod container;
mod headline;
mod prose;
mod role;
mod standfirst;

pub use among::drop_repeated_standfirst;
pub use headline::{MAX_STATED, h1, is_comparable, retells_stated, same_words};
pub use role::{apart, is_dateline_or_byline, place};

use onrecord_record::Role;

use super::block::HtmlBlock;
use super::dom::Tree;
use super::stated::Stated;
use super::within::Within;
use crate::placement::Placement;
use prose::{is_in_heading, prose};
use role::{NEAR, is_below_picture, is_main_picture, lead, n_blocks};

/// The article, picked out.
#[derive(Debug)]
pub struct Body {
    /// One for each block.
    pub places: Vec<Placement>,
    /// The block that shows the headline.
    pub headline: Option<usize>,
}

/// Picks the article out of a page's blocks.
pub fn select(tree: &Tree, blocks: &[HtmlBlock], stated: &Stated) -> Body {
    let headline = headline::headline(tree, blocks, stated);
    let container = container::body_around(tree, container::container(tree, blocks));
    let inside: Vec<bool> = blocks.iter().map(|b| tree.up(b.node).any(|n| n == container)).collect();
    let prose_inside = |idx: usize| if inside[idx] { prose(&blocks[idx]) } else { 0.0 };
    // A headline that most of the article stands before is another's. Teasers of other articles are half links.
    let unlinked = |idx: usize| prose_inside(idx) * (1.0 - 2.0 * blocks[idx].link_density()).max(0.0);
    let before = |h: usize| (0..h).map(unlinked).sum::<f32>();
    let behind = |h: usize| (h..blocks.len()).map(prose_inside).sum::<f32>();
    let headline = headline.filter(|h| before(*h) <= behind(*h));
    let first_prose = (0..blocks.len()).find(|idx| prose_inside(*idx) > 0.0).unwrap_or(0);
    let behind_headline = headline.map_or(0, |h| h + 1)..blocks.len();
    let opening = behind_headline.into_iter().find(|idx| prose_inside(*idx) > 0.0).unwrap_or(0);
    let n_blocks = n_blocks(tree, blocks);
    let places = blocks.iter().enumerate().map(|(idx, block)| {
        if headline.is_some_and(|h| idx < h || idx == h && is_in_heading(tree, block)) {
            match headline.is_some_and(|h| idx + NEAR > h) && is_main_picture(block) {
                true => Placement::Article(Role::Caption),
                false => apart(block),
            }
        } else if inside[idx] && (idx > first_prose || !block.within.has(Within::TEASER)) {
            match place(tree, block) {
                Placement::Article(Role::Paragraph)
                    if idx > opening && is_below_picture(tree, block, &n_blocks) =>
                {
                    Placement::Article(Role::Caption)
                }
                place => place,
            }
        } else if headline.is_some_and(|h| h < idx) && idx < first_prose {
            lead(tree, block)
        } else {
            apart(block)
        }
    });
    let mut places: Vec<Placement> = places.collect();
    among::cut_second_article(tree, blocks, headline, &mut places);
    among::drop_copies(blocks, &mut places);
    among::drop_related_lists(blocks, &mut places);
    among::trim_ends(blocks, &mut places);
    standfirst::standfirst(tree, blocks, stated, headline, &mut places);
    among::bold_headings(blocks, &mut places);
    among::drop_idle_headings(blocks, &mut places);
    Body { places, headline }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The dam above the town held through the night, its keepers said on Monday morning. ";

    /// The article's blocks, each as its role and words.
    fn read(body: &str) -> Vec<(Role, String)> {
        let page = crate::html::read(
            format!("<body>{body}</body>"),
            &crate::Origin::named("page"),
            crate::language::identify,
        );
        page.article.blocks.into_iter().map(|block| (block.role, block.text)).collect()
    }

    fn roles(body: &str) -> Vec<Role> {
        read(body).into_iter().map(|(role, _)| role).collect()
    }

    #[test]
    fn an_article_in_one_list_keeps_what_stands_around_it() {
        let items = format!("<li>{PROSE}</li>").repeat(3);
        let page = format!(
            "<h1>Dam holds in storm</h1><div><p>Who kept it?</p><ul>{items}</ul><p>They did.</p></div>"
        );
        assert_eq!(read(&page).last().unwrap().1, "They did.");
    }

    #[test]
    fn a_label_under_a_picture_is_no_caption() {
        let under = |words: &str| {
            let figure = format!("<figure><img src='a'><figcaption>{words}</figcaption></figure>");
            roles(&format!("<h1>Dam holds in storm</h1><div><p>{PROSE}</p>{figure}<p>{PROSE}</p></div>"))
        };
        for label in ["Image 1 of 5", "Slide 2 of 9", "1/5"] {
            assert_eq!(under(label), [Role::Paragraph, Role::Paragraph], "{label}");
        }
        for caption in ["The dam", "Image 1 of 5: the keepers at the dam on Monday"] {
            assert_eq!(under(caption), [Role::Paragraph, Role::Caption, Role::Paragraph], "{caption}");
        }
    }

    #[test]
    fn bold_lines_before_paragraphs_are_headings() {
        let page = format!(
            "<article><p>{PROSE}{PROSE}</p><p><b>A long night</b></p><p>{PROSE}{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Paragraph, Role::Heading, Role::Paragraph]);
    }

    #[test]
    fn a_copy_of_the_article_is_set_apart() {
        let paragraphs = [
            "Keepers stayed at the gates all night, and so did the mayor.",
            PROSE.trim(),
            "The river fell at dawn, and people went home to sleep.",
        ];
        let article: String = paragraphs.iter().map(|p| format!("<p>{p}</p>")).collect();
        let page = format!("<div>{article}<div>{} They slept for a day.</div></div>", paragraphs.join(" "));
        assert_eq!(read(&page).len(), 3);
    }

    #[test]
    fn links_behind_their_heading_are_set_apart() {
        let links = "<li><a href=x>Harbour reopens</a> after two long years of repairs</li>".repeat(3);
        let page = format!(
            "<article><p>{PROSE}</p><p>{PROSE}</p><h3>Related stories</h3><ul>{links}</ul></article>"
        );
        assert_eq!(roles(&page), [Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn datelines_and_bylines_are_no_standfirst() {
        let page = format!(
            "<article><header><h1>Dam holds in storm</h1><p class=intro>Keepers stayed at the gates all night.</p>\
             <div>Von Ada Roe und Kit Lund</div><div>Heute, 12:37 Uhr</div></header><p>{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Standfirst, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn a_line_that_shares_its_element_with_a_picture_is_its_caption() {
        let picture = "<div><div><img src=dam.jpg></div><div>The dam on Monday morning</div></div>";
        let page = format!("<article><p>{PROSE}{PROSE}</p>{picture}<p>{PROSE}</p></article>");
        assert_eq!(roles(&page), [Role::Paragraph, Role::Caption, Role::Paragraph]);
        let formula =
            format!("<article><p>{PROSE}</p><p><img src=h.png> is the height</p><p>{PROSE}</p></article>");
        assert_eq!(roles(&formula), [Role::Paragraph; 3]);
        let unspoken = "<aside class=image aria-hidden=true><p class=caption>The dam on Monday.</p></aside>";
        let page = format!("<article><p>{PROSE}{PROSE}</p>{unspoken}<p>{PROSE}</p></article>");
        assert_eq!(roles(&page), [Role::Paragraph, Role::Caption, Role::Paragraph]);
    }

    #[test]
    fn a_second_headline_over_a_standfirst_is_none() {
        let head = |second: &str, below: &str| {
            format!(
                "<article><header><h1>Dam holds in storm</h1>{second}{below}</header><p>{PROSE}</p><p>{PROSE}</p></article>"
            )
        };
        let lead = "<p class=standfirst>Keepers stayed at the gates all night.</p>";
        let page = head("<h2>Storm at Vale: keepers save the old dam</h2>", lead);
        assert_eq!(roles(&page), [Role::Heading, Role::Standfirst, Role::Paragraph, Role::Paragraph]);
        // One that says so itself, and two points of one standfirst.
        let said = "<h2 class=standfirst>Storm at Vale: keepers save the old dam</h2>";
        assert_eq!(roles(&head(said, lead))[..2], [Role::Standfirst; 2]);
        let points = "<h2>Storm at Vale hits the old dam</h2><h2>Keepers save it for now</h2>";
        assert_eq!(roles(&head(points, ""))[..2], [Role::Standfirst; 2]);
    }

    #[test]
    fn a_standfirst_that_the_body_repeats_is_one_block() {
        let page = format!(
            "<article><h1>Dam holds in storm</h1><p class=standfirst>{PROSE}</p>\
             <div><p>{PROSE}</p><p>The mayor came to thank them, and {PROSE}</p></div></article>"
        );
        assert_eq!(roles(&page), [Role::Standfirst, Role::Paragraph]);
    }

    #[test]
    fn a_picture_before_the_headline_is_the_articles() {
        let figure = "<figure><img src=dam.jpg><figcaption>The dam on Monday.</figcaption></figure>";
        let page = format!(
            "<article>{figure}<h1>Dam holds in storm</h1><p>{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Caption, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn scraps_before_the_first_sentence_are_set_apart_and_called_standfirsts_are_none() {
        let page = format!(
            "<article><h1>Dam holds in storm</h1><p class=strapline>But only just, for now</p>\
             <ul><li>Posted</li><li>Monday morning</li></ul><p>{PROSE}</p><p>{PROSE}</p></article>"
        );
        assert_eq!(roles(&page), [Role::Standfirst, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn the_headline_is_below_the_breadcrumb() {
        let page = format!(
            "<title>Dam holds in storm</title><meta property=og:title content='Keepers save the dam and the town'>\
             <nav class=breadcrumb><h1>Dam holds in storm</h1></nav>\
             <article><h2>Keepers save the dam and the town</h2><p>{PROSE}{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        assert_eq!(page.article.title, "Keepers save the dam and the town");
        assert_eq!(page.article.blocks.len(), 2);
        // A standfirst may be a second-level heading too.
        let page = format!(
            "<title>Dam holds in storm</title><nav class=breadcrumb><h1>Dam holds in storm</h1></nav>\
             <article><h2>{PROSE}{PROSE}</h2><p>{PROSE}{PROSE}{PROSE}</p><p>{PROSE}</p></article>"
        );
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        assert_eq!(page.article.title, "Dam holds in storm");
    }
}
