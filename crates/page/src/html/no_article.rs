//! Pages that are no articles: error pages, front pages and lists, pages without text.

use onrecord_record::Role;

use super::block::HtmlBlock;
use super::dom::Tree;
use super::error_wording::{ErrorStands, errors};
use super::meta::Meta;
use super::stated::Stated;
use super::within::Within;
use crate::no_article::NoArticle;
use crate::placement::Placement;

/// Less text than this, in bytes, may be what an error page says beside its heading.
const MAX_ERROR: usize = 1500;
/// A front page shows at least this many headlines of other pages; a list elsewhere, more.
const MIN_LINKS_OF_FRONT: usize = 8;
const MIN_LINKS: usize = 15;
/// A list has less prose, and no long paragraph.
const MAX_PROSE: usize = 700;
const MAX_PARAGRAPH: usize = 400;

/// What the page is where it is no article. Precise rather than complete: of the 1,294 pages of the dev sets it names seven,
/// three of them empty, three lists or shops, and one an article.
pub fn no_article(
    tree: &Tree,
    placed: &[(HtmlBlock, Placement)],
    stated: &Stated,
    meta: &Meta,
    own_address: Option<&str>,
) -> Option<NoArticle> {
    let paragraphs = || {
        let is_body = |place: &Placement| {
            matches!(
                place,
                Placement::Article(Role::Paragraph | Role::Quotation | Role::ListItem | Role::Table)
            )
        };
        placed.iter().filter(move |(_, place)| is_body(place)).map(|(block, _)| unlinked(block))
    };
    let (prose, longest) = (paragraphs().sum::<usize>(), paragraphs().max().unwrap_or(0));
    if prose < MAX_ERROR && meta.published.is_none() && is_error(tree, placed, stated) {
        return Some(NoArticle::ErrorPage);
    }
    let is_shown = |block: &HtmlBlock| !block.within.has(Within::HIDDEN);
    let shown: usize =
        placed.iter().filter(|(block, _)| is_shown(block)).map(|(block, _)| block.text.len()).sum();
    let n_article = placed.iter().filter(|(_, place)| matches!(place, Placement::Article(_))).count();
    if n_article == 0 && shown < 300 {
        return Some(NoArticle::Empty);
    }
    let n_links = placed.iter().filter(|(block, _)| is_headline(block)).count();
    let is_all_links = n_article == 0 && n_links >= MIN_LINKS_OF_FRONT;
    let address = own_address.unwrap_or(&meta.url);
    let is_front = is_front_page(address) && n_links >= MIN_LINKS_OF_FRONT && longest < 2 * MAX_PARAGRAPH;
    let says_who_and_when = meta.published.is_some() || !meta.bylines.is_empty();
    let is_teasers = longest < MAX_PARAGRAPH && !says_who_and_when && are_teasers(placed);
    let is_list = n_links >= MIN_LINKS && prose < MAX_PROSE && longest < MAX_PARAGRAPH && !says_who_and_when;
    (!stated.is_article && (is_front || is_list || is_all_links || is_teasers)).then_some(NoArticle::List)
}

/// Whether what reads like the article's paragraphs stands behind headlines of other pages, one behind each.
fn are_teasers(placed: &[(HtmlBlock, Placement)]) -> bool {
    let (mut n_text, mut n_behind, mut is_behind_headline) = (0, 0, false);
    for (block, place) in placed.iter().filter(|(block, _)| !block.within.has(Within::HIDDEN)) {
        if matches!(place, Placement::Article(Role::Paragraph | Role::Quotation | Role::ListItem)) {
            n_text += 1;
            n_behind += usize::from(is_behind_headline);
        }
        is_behind_headline = is_headline(block);
    }
    n_behind >= MIN_LINKS && n_behind * 5 >= n_text * 4
}

fn unlinked(block: &HtmlBlock) -> usize {
    block.text.len() - block.linked.min(block.text.len())
}

/// Whether a block is the headline of another page, perhaps with its day beside it.
fn is_headline(block: &HtmlBlock) -> bool {
    let others = Within::NAVIGATION.with(Within::FOOTER).with(Within::HIDDEN).with(Within::TAGS);
    block.linked >= 25 && block.link_density() > 0.6 && !block.within.has(others)
}

/// Whether the page's title or one of its first headings says that something is in the article's place.
fn is_error(tree: &Tree, placed: &[(HtmlBlock, Placement)], stated: &Stated) -> bool {
    let in_heading =
        |block: &HtmlBlock| tree.up(block.node).take(3).any(|node| matches!(&**tree.name(node), "h1" | "h2"));
    let headings = placed.iter().map(|(block, _)| block).filter(|block| in_heading(block)).take(4);
    let mut said = [stated.title_tag.as_str()].into_iter().chain(headings.map(|block| block.text.as_str()));
    said.any(says_error)
}

/// Whether a heading says it, or a part of it beside the site's name.
fn says_error(heading: &str) -> bool {
    if heading.len() > 120 {
        return false;
    }
    let folded = heading.to_lowercase().replace('’', "'");
    let is_whole = |words: &str| {
        let mut parts = folded.split(['|', '–', '—', '·', '-']).chain([folded.as_str()]);
        parts.any(|part| part.trim_matches(|c: char| !c.is_alphanumeric()) == words)
    };
    errors().any(|row| match row.stands {
        ErrorStands::Whole => is_whole(row.words),
        ErrorStands::Holds => folded.contains(row.words),
    })
}

/// Whether an address is that of a site's first page.
fn is_front_page(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| matches!(url.path(), "/" | "" | "/index.html" | "/index.php"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Origin;

    const PROSE: &str = "The dam above the town held through the night, its keepers said on Monday morning. ";

    fn told(page: &str, url: &str) -> Option<NoArticle> {
        let origin = Origin { url: Some(url.to_string()), ..Origin::named("page") };
        crate::html::read(page.to_string(), &origin, crate::language::identify).no_article
    }

    const DEEP: &str = "https://vesper.example/2031/dam";

    #[test]
    fn error_pages_are_told_by_their_headings() {
        for heading in
            ["Page not found", "404", "Error 404 – The Vesper", "Just a moment...", "Seite nicht gefunden"]
        {
            let page = format!(
                "<title>{heading}</title><h1>Sorry</h1><p>Try the search, or go back to our front page.</p>"
            );
            assert_eq!(told(&page, DEEP), Some(NoArticle::ErrorPage), "{heading}");
        }
        let headed = "<title>The Vesper</title><h1>This page doesn’t exist</h1><p>Try the search.</p>";
        assert_eq!(told(headed, DEEP), Some(NoArticle::ErrorPage));
        let article = format!(
            "<title>Access denied</title><h1>Access denied</h1><article>{}</article>",
            format!("<p>{PROSE}{PROSE}</p>").repeat(12)
        );
        assert_eq!(told(&article, DEEP), None);
    }

    #[test]
    fn front_pages_and_lists_are_told_from_articles() {
        let teaser = "<div><h3><a href=/a>Harbour reopens after two years of repairs</a></h3><p>Ships came back on Monday.</p></div>";
        let front = format!("<title>The Vesper</title>{}", teaser.repeat(12));
        assert_eq!(told(&front, "https://vesper.example/"), Some(NoArticle::List));
        assert_eq!(told(&front.replace("The Vesper", "World news"), "https://vesper.example/world"), None);
        let section = format!("<title>World news</title>{}", teaser.repeat(20));
        assert_eq!(told(&section, "https://vesper.example/world"), Some(NoArticle::List));
        let dated =
            "<li><a href=/a>Harbour reopens after two years of repairs</a> <time>12 March 2031</time></li>";
        let tagged = format!("<title>Tag: harbour</title><h1>Harbour</h1><ul>{}</ul>", dated.repeat(10));
        assert_eq!(told(&tagged, "https://vesper.example/tag/harbour"), Some(NoArticle::List));
        let brief = format!("<h1>Dam holds</h1><p>{PROSE}{PROSE}</p><ul>{}</ul>", dated.repeat(10));
        assert_eq!(told(&brief, DEEP), None);
        let article =
            format!("<h1>Dam holds</h1>{}{}", format!("<p>{PROSE}{PROSE}</p>").repeat(12), teaser.repeat(30));
        assert_eq!(told(&article, DEEP), None);
        let summary = format!("<p>{PROSE}{PROSE}</p>");
        let summed = format!(
            "<title>The Vesper</title>{}",
            teaser.replace("<p>Ships came back on Monday.</p>", &summary).repeat(20)
        );
        assert_eq!(told(&summed, ""), Some(NoArticle::List));
        let signed = summed.replacen("<div>", "<p class=byline>By Ada Roe</p><div>", 1);
        assert_eq!(told(&signed, DEEP), None);
        let followed = format!("<h1>Dam holds</h1>{}{}", summary.repeat(16), teaser.repeat(20));
        assert_eq!(told(&followed, DEEP), None);
        let stated = format!("<meta property=og:type content=article>{section}");
        assert_eq!(told(&stated, DEEP), None);
    }

    #[test]
    fn pages_without_text_are_told() {
        for page in
            ["<html><body></body></html>", "<title>Vesper</title><div id=root></div><script>start()</script>"]
        {
            assert_eq!(told(page, DEEP), Some(NoArticle::Empty), "{page}");
        }
        assert_eq!(told("<p>The dam holds, its keepers said on Monday.</p>", DEEP), None);
    }

    #[test]
    fn every_row_of_errors_reads_its_example_and_leaves_its_counterexample_alone() {
        let rows = include_str!("../../wordings/errors.tsv").lines().filter(|line| !line.starts_with('#'));
        for row in rows {
            let [_, _, words, example, not_this] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("not five fields: {row}");
            };
            assert!(says_error(example), "{words:?} does not match {example:?}");
            assert!(!says_error(not_this), "{words:?}, or another row, takes {not_this:?}");
        }
    }
}
