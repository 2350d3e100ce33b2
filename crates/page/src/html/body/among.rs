//! What a block is for, seen among the others: copies, lists of links, scraps at the ends, headings.

use onrecord_record::{FurnitureRole, Role};

use super::headline::{h1, same_words};
use super::prose::prose;
use super::role::apart;
use crate::date;
use crate::html::block::HtmlBlock;
use crate::html::dom::Tree;
use crate::html::within::Within;
use crate::placement::Placement;
use crate::words::ends_sentence;

/// Sets apart everything from a second headline on: pages that go on with the next article as one scrolls.
pub fn cut_second_article(
    tree: &Tree,
    blocks: &[HtmlBlock],
    headline: Option<usize>,
    places: &mut [Placement],
) {
    let Some(first) = headline else { return };
    let Some(first_heading) = h1(tree, &blocks[first]) else { return };
    // A class tells a page's own headlines from an article's `h1` subheadings.
    let Some(class) = tree.attr(first_heading, "class").filter(|c| !c.is_empty()) else { return };
    let mut prose_seen = 0.0;
    for idx in first + 1..blocks.len() {
        prose_seen += prose(&blocks[idx]);
        if prose_seen < 300.0 || same_words(&blocks[idx].text, &blocks[first].text) {
            continue;
        }
        if h1(tree, &blocks[idx]).is_some_and(|h| tree.attr(h, "class") == Some(class)) {
            let rest = places[idx..].iter_mut().filter(|place| matches!(place, Placement::Article(_)));
            rest.for_each(|place| *place = Placement::Furniture(FurnitureRole::Related));
            return;
        }
    }
}

/// Sets apart the copy that some pages keep of a whole article: a block that begins as an earlier paragraph
/// does and holds another one too, and what comes behind.
pub fn drop_copies(blocks: &[HtmlBlock], places: &mut [Placement]) {
    let (mut seen, mut has_copy): (Vec<String>, bool) = (Vec::new(), false);
    for idx in 0..places.len() {
        if !matches!(places[idx], Placement::Article(Role::Paragraph | Role::ListItem | Role::Quotation)) {
            continue;
        }
        let text = &blocks[idx].text;
        let is_begun = |first: &String| text.len() > first.len() + 100 && text.starts_with(first.as_str());
        if has_copy
            || seen.iter().any(is_begun)
                && seen.iter().filter(|seen| text.contains(seen.as_str())).count() > 2
        {
            has_copy = true;
            places[idx] = apart(&blocks[idx]);
        } else if seen.len() < MAX_SEEN && (40..2000).contains(&text.len()) {
            seen.push(text.clone());
        }
    }
}

/// Copies begin where the article does.
const MAX_SEEN: usize = 16;

/// Of a standfirst and a paragraph that say the same word for word, sets one apart: the paragraph where it is the
/// first, else the standfirst, which was taken from the middle of the text.
pub fn drop_repeated_standfirst(placed: &mut [(HtmlBlock, Placement)]) {
    let in_role = |role: Role| -> Vec<usize> {
        (0..placed.len()).filter(|idx| placed[*idx].1 == Placement::Article(role)).collect()
    };
    let (standfirsts, paragraphs) = (in_role(Role::Standfirst), in_role(Role::Paragraph));
    for standfirst in standfirsts.into_iter().take(MAX_SEEN) {
        let text = &placed[standfirst].0.text;
        let says_it = |idx: &usize| *idx > standfirst && same_words(text, &placed[*idx].0.text);
        let Some(copy) = paragraphs.iter().position(says_it) else { continue };
        let apart = if copy == 0 { paragraphs[copy] } else { standfirst };
        placed[apart].1 = Placement::Furniture(FurnitureRole::Other);
    }
}

/// Sets apart the lists of links that a line such as "More stories" introduces.
pub fn drop_related_lists(blocks: &[HtmlBlock], places: &mut [Placement]) {
    let mut is_related = false;
    for idx in 0..places.len() {
        match places[idx] {
            Placement::Furniture(FurnitureRole::Related) if blocks[idx].text.len() < 100 => is_related = true,
            Placement::Furniture(_) => {}
            Placement::Article(Role::ListItem) if is_related && blocks[idx].link_density() >= 0.25 => {
                places[idx] = Placement::Furniture(FurnitureRole::Related);
            }
            Placement::Article(_) => is_related = false,
        }
    }
}

/// Sets apart scraps before the first sentence and behind the last: dates, names, labels.
pub fn trim_ends(blocks: &[HtmlBlock], places: &mut [Placement]) {
    let is_sentence = |idx: usize| blocks[idx].text.len() >= 80 || ends_sentence(&blocks[idx].text);
    let is_body = |place: Placement| {
        matches!(
            place,
            Placement::Article(
                Role::Paragraph | Role::Quotation | Role::ListItem | Role::Standfirst | Role::Table
            )
        )
    };
    let Some(first) = (0..places.len()).find(|idx| is_body(places[*idx]) && is_sentence(*idx)) else {
        return;
    };
    let Some(last) = (0..places.len()).rfind(|idx| {
        is_body(places[*idx])
            && (is_sentence(*idx) || matches!(places[*idx], Placement::Article(Role::ListItem | Role::Table)))
    }) else {
        return;
    };
    let is_scrap = |idx: usize| match places[idx] {
        Placement::Article(Role::Paragraph) => idx > first || !blocks[idx].within.has(Within::STANDFIRST),
        Placement::Article(Role::ListItem) => idx < first,
        _ => false,
    };
    let scraps: Vec<usize> = (0..first).chain(last + 1..places.len()).filter(|idx| is_scrap(*idx)).collect();
    scraps.into_iter().for_each(|idx| places[idx] = apart(&blocks[idx]));
    for idx in 0..places.len() {
        if places[idx] == Placement::Article(Role::Paragraph) && date::is_date_line(&blocks[idx].text) {
            places[idx] = apart(&blocks[idx]);
        }
    }
}

/// Gives short bold lines between paragraphs their role: headings that no element says to be one.
pub fn bold_headings(blocks: &[HtmlBlock], places: &mut [Placement]) {
    let is_bold = |block: &HtmlBlock| block.strong * 10 >= block.text.len() * 9;
    let mut next: Option<usize> = None;
    for idx in (0..places.len()).rev() {
        if !matches!(places[idx], Placement::Article(Role::Paragraph)) {
            if matches!(places[idx], Placement::Article(_)) {
                next = None;
            }
            continue;
        }
        let block = &blocks[idx];
        let is_heading = is_bold(block)
            && block.text.len() <= 100
            && !block.text.contains('\n')
            && !block.text.ends_with(['.', ',', ';', ':'])
            && next.is_some_and(|next| blocks[next].text.len() > 100 && !is_bold(&blocks[next]));
        if is_heading {
            places[idx] = Placement::Article(Role::Heading);
        }
        next = Some(idx);
    }
}

/// Sets apart headings that head nothing: followed by another of their kind, or by the article's end.
pub fn drop_idle_headings(blocks: &[HtmlBlock], places: &mut [Placement]) {
    let mut has_text = false;
    for idx in (0..places.len()).rev() {
        match places[idx] {
            Placement::Article(Role::Heading) if !has_text => places[idx] = apart(&blocks[idx]),
            Placement::Article(Role::Heading | Role::Caption | Role::Credit) => {}
            Placement::Article(_) => has_text = true,
            Placement::Furniture(_) => {}
        }
    }
}
