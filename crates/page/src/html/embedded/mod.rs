//! The article that a page carries as data for its scripts, where the markup shows hardly any of it: JSON-LD's
//! `articleBody`, the state of a framework, the properties of a component.

mod candidate;
mod decoded;
mod strings;

use std::ops::Range;

use onrecord_record::{FurnitureRole, Role};

use super::block::HtmlBlock;
use super::blocks::blocks;
use super::body;
use super::dom::{self, NodeId};
use super::within::Within;
use crate::placement::Placement;
use crate::words::bare;
use crate::{SourceMap, furniture};
use candidate::{MIN_BYTES, TextCandidate, candidates};
use decoded::ScriptText;

/// An article of less visible text may have the rest in its scripts; longer ones are not looked into.
pub const SHORT: usize = 2000;

/// Less visible text than this tells nothing of which article the page is.
const NOTHING: usize = 150;

/// The blocks of the article in the page's scripts, each with its place, where that says at least twice of what
/// `visible`, the article in the markup, does. It is known by the visible
/// words or, where there are hardly any, by the headline beside it.
pub fn article(source: &str, title: &str, visible: &str) -> Option<Vec<(HtmlBlock, Placement)>> {
    let opening = bare(&visible.chars().take(80).collect::<String>());
    let opening = &opening[..opening.floor_char_boundary(40)];
    let title = bare(title);
    let mut best: Option<(usize, TextCandidate)> = None;
    for candidate in candidates(source) {
        let says_opening = opening.len() >= 20 && bare(&candidate.opening()).contains(opening);
        let is_headed = title.len() >= 10 && candidate.beside.contains(&title);
        let is_told = visible.len() < NOTHING && is_headed && candidate.is_prose() && !candidate.is_loose;
        let is_ours = says_opening || is_told;
        let n_bytes = candidate.n_bytes();
        let is_enough = n_bytes >= MIN_BYTES && n_bytes >= 2 * visible.len();
        let weight = n_bytes + if says_opening { source.len() } else { 0 };
        if is_ours && is_enough && best.as_ref().is_none_or(|(most, _)| *most < weight) {
            best = Some((weight, candidate));
        }
    }
    let (_, candidate) = best?;
    let mut read: Vec<(HtmlBlock, Placement)> = candidate.parts.iter().flat_map(read).collect();
    // `$$ADVERT$$`, `{{gallery}}`: where a script puts something else.
    let is_slot = |text: &str| !text.contains(' ') && text.contains(['$', '{', '%', '[']);
    read.iter_mut().filter(|(block, _)| is_slot(&block.text)).for_each(|(_, place)| {
        *place = Placement::Furniture(FurnitureRole::Other);
    });
    let is_article = |(_, place): &&(HtmlBlock, Placement)| matches!(place, Placement::Article(_));
    let n_bytes: usize = read.iter().filter(is_article).map(|(block, _)| block.text.len()).sum();
    (n_bytes >= MIN_BYTES && n_bytes >= 2 * visible.len()).then_some(read)
}

/// The blocks of a string, which is HTML or plain text.
fn read(part: &ScriptText) -> Vec<(HtmlBlock, Placement)> {
    if !part.is_markup() {
        return lines(&part.text).map(|line| plain(part, line)).collect();
    }
    let tree = dom::parse(&part.text);
    let mut out = Vec::new();
    for mut block in blocks(&tree) {
        let place = body::place(&tree, &block);
        // Its own node is of a tree that is gone; in the page's it stands under no element.
        block.node = tree.root();
        block.map = block.map.through(&part.map);
        out.push((block, place));
    }
    out
}

/// A line of plain text, which is a paragraph.
fn plain(part: &ScriptText, line: Range<usize>) -> (HtmlBlock, Placement) {
    let (mut text, mut map) = (String::new(), SourceMap::default());
    let mut behind = line.start;
    for word in part.text[line.clone()].split_whitespace() {
        let at = behind + part.text[behind..line.end].find(word).unwrap_or(0);
        if !text.is_empty() {
            map.push(text.len()..text.len() + 1, behind..at);
            text.push(' ');
        }
        map.push(text.len()..text.len() + word.len(), at..at + word.len());
        text.push_str(word);
        behind = at + word.len();
    }
    let place = match furniture::role_of(&text) {
        Some(role) => Placement::Furniture(role),
        None => Placement::Article(Role::Paragraph),
    };
    let map = map.through(&part.map);
    let (node, within) = (NodeId(0), Within::default());
    (HtmlBlock { node, text, map, linked: 0, strong: 0, within, picture: None }, place)
}

/// The lines of a text that say something.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    let lines = text.split_inclusive(['\n', '\r']).map(move |line| {
        end += line.len();
        end - line.len()..end
    });
    lines.filter(|line| !text[line.clone()].trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::Page;

    const FIRST: &str =
        "The county of Corran, which has a million people, has cut the number of those without a home.";
    const SECOND: &str =
        "“Housing is always the goal,” said Dana Werd, who runs the office of the county in Port Sollis.";
    const THIRD: &str =
        "“We had no money,” said Mayor Ada Lorne on Monday, and nobody in the hall of Corran disagreed.";

    fn read(visible: &str, script: &str) -> Page {
        let page = format!(
            "<title>Beating the odds</title><article><h1>Beating the odds</h1>{visible}</article>{script}"
        );
        crate::html::read(page, &crate::Origin::named("page"), crate::language::identify)
    }

    fn paragraphs(page: &Page) -> Vec<&str> {
        page.article.blocks.iter().map(|block| &*block.text).collect()
    }

    /// A JSON string with every character that is not ASCII escaped.
    fn escaped(text: &str) -> String {
        let mut out = String::new();
        for unit in text.encode_utf16() {
            match char::from_u32(unit.into()) {
                Some('"') => out.push_str("\\\""),
                Some('/') => out.push_str("\\/"),
                Some('\n') => out.push_str("\\n"),
                Some(c @ ' '..='~') => out.push(c),
                _ => out.push_str(&format!("\\u{unit:04x}")),
            }
        }
        out
    }

    #[test]
    fn an_article_in_json_is_read_from_there_with_a_note() {
        let html = escaped(&format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"));
        let text = escaped(&format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
        let [a, b, c] = [FIRST, SECOND, THIRD].map(escaped);
        let nested =
            format!("{{\"story\": {{\"body\": \"{html}\"}}}}").replace('\\', "\\\\").replace('"', "\\\"");
        for script in [
            format!(
                "<script type=application/json data-props=Body>{{\"story\": {{\"body\": \"{html}\"}}}}</script>"
            ),
            format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{text}\"}}</script>"
            ),
            format!(
                "<script>window.__STATE__ = {{\"a\": [{{\"text\": \"{a}\"}}, {{\"text\": \"{b}\"}}, {{\"text\": \"{c}\"}}]}};</script>"
            ),
            format!(
                "<script type=application/json>{{\"a\": [{{\"c\": [{{\"text\": \"{a}\"}}]}}, {{\"c\": [{{\"text\": \"{b}\"}}]}}, {{\"c\": [{{\"text\": \"{c}\"}}]}}]}}</script>"
            ),
            format!(
                "<div data-page=\"{}\"></div>",
                format!("{{\"body\": \"{html}\"}}").replace('"', "&quot;")
            ),
            format!("<script>window.__STATE__ = JSON.parse(\"{nested}\");</script>"),
        ] {
            let page = read(&format!("<p>{FIRST}</p>"), &script);
            assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD], "{script}");
            assert!(page.notes.iter().any(|note| note.what.contains("scripts")), "{script}");
            for block in &page.article.blocks {
                let from = page.map.source(block.byte_start..block.byte_end).unwrap();
                assert!(
                    page.source[from].starts_with(&escaped(&block.text)[..6]) || script.contains("parse")
                );
            }
        }
    }

    #[test]
    fn an_article_of_more_elements_than_its_page_is_read() {
        let html = escaped(&format!("{}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>", "<div>".repeat(200)));
        let page = format!(
            "<title>Beating the odds</title><script type=application/json>{{\"headline\": \"Beating the odds\", \
             \"body\": \"{html}\"}}</script>"
        );
        let page = crate::html::read(page, &crate::Origin::named("page"), crate::language::identify);
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
    }

    #[test]
    fn another_articles_text_is_left_where_it_is() {
        let html = escaped(&format!("<p>{SECOND}</p><p>{THIRD}</p><p>{SECOND}</p>"));
        let other = format!(
            "<script type=application/json>{{\"title\": \"The ferry is late\", \"body\": \"{html}\"}}</script>"
        );
        assert_eq!(paragraphs(&read(&format!("<p>{FIRST}</p>"), &other)), [FIRST]);
        let ours = other.replace("The ferry is late", "Beating the odds");
        assert_eq!(paragraphs(&read("", &ours)), [SECOND, THIRD, SECOND]);
    }

    #[test]
    fn an_article_that_is_nowhere_on_the_page_is_noted() {
        let says = |n_words: u32| {
            let script = format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"wordCount\": {n_words}}}</script>"
            );
            read(&format!("<p>{FIRST}</p>"), &script).notes
        };
        assert!(says(900)[0].what.contains("900 words and shows 18"), "{:?}", says(900));
        assert!(says(30).is_empty());
    }

    #[test]
    fn a_page_that_shows_its_article_is_read_as_it_is_shown() {
        let shown = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
        let script = format!("<script type=application/json>{{\"body\": \"{}\"}}</script>", escaped(&shown));
        let page = read(&shown, &script);
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
        assert!(page.notes.is_empty(), "{:?}", page.notes);
    }
}
