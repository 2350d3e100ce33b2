//! Which of the dates that a page states and shows is right: held against each other, never guessed.

use jiff::civil::Date;

use super::super::block::HtmlBlock;
use super::super::body::Body;
use super::super::dom::Tree;
use super::super::within::Within;
use crate::date::{Stamp, dates, first, is_date_line, machine, short};
use crate::placement::Placement;

/// Dates that the page shows near its headline, first to last; else those that its first paragraphs open
/// with, or that it shows anywhere behind its headline.
pub fn shown(tree: &Tree, blocks: &[HtmlBlock], body: &Body) -> Vec<Stamp> {
    let headline = body.headline.unwrap_or(0);
    let is_article = |place: &Placement| matches!(place, Placement::Article(_));
    let first = headline + body.places.iter().skip(headline).position(is_article).unwrap_or(0);
    // What stands right behind the headline is the article's, whatever it looks like.
    let others =
        |idx: usize| if (headline..headline + 6).contains(&idx) { OTHERS } else { OTHERS.with(Within::CARD) };
    let near = headline.saturating_sub(8)..blocks.len().min(first + 12);
    let near: Vec<Stamp> = near.flat_map(|idx| shown_in(tree, &blocks[idx], others(idx))).collect();
    if !near.is_empty() {
        return near;
    }
    let in_article = |(_, place): &(&HtmlBlock, &Placement)| is_article(place);
    let paragraphs = blocks.iter().zip(&body.places).filter(in_article).take(4);
    let opening: Vec<Stamp> = paragraphs.filter_map(|(block, _)| opening(&block.text)).collect();
    if !opening.is_empty() {
        return opening;
    }
    let elsewhere = Within::TEASER.with(Within::FOOTER);
    let behind = blocks.iter().skip(body.headline.unwrap_or(first)).filter(|b| !b.within.has(elsewhere));
    behind.flat_map(|block| shown_in(tree, block, OTHERS.with(Within::CARD))).take(8).collect()
}

/// Where dates of other texts stand.
const OTHERS: Within = Within(Within::COMMENTS.0 | Within::RELATED.0 | Within::NAVIGATION.0);

/// Dates that a block shows as such, unless it is within `others`.
fn shown_in(tree: &Tree, block: &HtmlBlock, others: Within) -> Vec<Stamp> {
    let mut out = Vec::new();
    if block.within.has(others) {
        return out;
    }
    for node in tree.descend(block.node).take(40) {
        if &**tree.name(node) == "time" {
            out.extend(tree.attr(node, "datetime").and_then(machine));
        }
    }
    if block.text.len() < 160 && (is_date_line(&block.text) || block.within.has(Within::BYLINE)) {
        let dates = dates(&block.text);
        let published = dates.iter().find(|date| !date.is_change).or(dates.first());
        out.extend(published.map(|date| date.stamp.clone()).or_else(|| short(&block.text)));
    }
    out
}

/// The date that a paragraph opens with: "(3 May 2031) The dam …", "3.5.2031 - The dam …".
fn opening(text: &str) -> Option<Stamp> {
    let head = text.get(..text.floor_char_boundary(40)).unwrap_or(text).trim_start_matches(['(', '[']);
    let end = head.find([')', ']', '|', '-', '–', '—', '\n'])?;
    let head = head[..end].trim();
    let is_bare = head.starts_with(|c: char| c.is_ascii_digit()) && is_date_line(head);
    is_bare.then(|| first(head))?
}

/// Settles on the day of publication: what the page states, else what it shows, else what its address says.
///
/// Where the page states several days, the first of them that it also shows holds. A moment stated in UTC is
/// dated as its readers saw it where the page says how: the same moment with the outlet's own offset, or a
/// neighbouring day, shown or in the address, that it was somewhere then.
pub fn published(stated: &[String], modified: &[String], shown: &[Stamp], url: &str) -> Option<String> {
    let stated: Vec<Stamp> = stated.iter().filter_map(|text| machine(text)).collect();
    let in_address = in_address(url);
    let Some(first) = stated.first() else {
        return shown.first().cloned().or(in_address).map(|stamp| stamp.iso());
    };
    let is_shown = |stamp: &&Stamp| shown.iter().any(|s| s.day == stamp.day);
    let is_utc = |s: &Stamp| s.time.ends_with('Z') || s.time.ends_with("+00:00");
    let has_offset = |s: &&Stamp| s.time.contains(['+', '-']) && !is_utc(s);
    let days_from = |from: &Stamp, s: &Stamp| s.day.since(from.day).map_or(0, |span| span.get_days());
    // A local moment on the eve of the day that is shown is when a printed issue's article went online.
    let is_eve = has_offset(&first) && stated.iter().any(|s| is_shown(&s) && days_from(first, s) == 1);
    let chosen = stated.iter().find(is_shown).filter(|_| !is_eve).unwrap_or(first);
    if !is_utc(chosen) {
        return Some(chosen.iso());
    }
    let is_near = |s: &&Stamp| days_from(chosen, s).abs() <= 1;
    if let Some(local) = stated.iter().filter(has_offset).find(is_near) {
        return Some(local.iso());
    }
    if is_shown(&chosen) {
        return Some(chosen.iso());
    }
    let modified: Vec<Date> = modified.iter().filter_map(|text| machine(text)).map(|s| s.day).collect();
    let hour: i8 = chosen.time.get(1..3).and_then(|hour| hour.parse().ok()).unwrap_or(12);
    // Offsets go from twelve hours behind UTC to fourteen ahead.
    let is_local = |s: &&Stamp| {
        let days = days_from(chosen, s);
        days == -1 && hour < 12 || days == 1 && hour >= 10 && !modified.contains(&s.day)
    };
    Some(shown.iter().chain(&in_address).find(is_local).unwrap_or(chosen).iso())
}

/// Settles on the last change; none where that is before publication.
pub fn modified(stated: &[String], published: Option<&str>) -> Option<String> {
    let stamp = stated.iter().find_map(|text| machine(text))?;
    let before = published.and_then(machine).is_some_and(|published| stamp.day < published.day);
    (!before).then(|| stamp.iso())
}

/// A date in an address: `/2031/05/03/`, `-20310503`, `/2031-05-03`.
fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bytes = path.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let is_start = at == 0 || !bytes[at - 1].is_ascii_digit();
        let year =
            path.get(at..at + 4).filter(|y| is_start && (y.starts_with("19") || y.starts_with("20")))?;
        year.parse::<i32>().ok()?;
        let tail = path.get(at..(at + 11).min(path.len()))?;
        let stamp = machine(tail.trim_end_matches(|c: char| !c.is_ascii_digit()))?;
        stamp.time.is_empty().then_some(stamp)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_days_the_one_shown_holds() {
        let stated = ["2031-05-01T09:00:00Z".to_string(), "2031-05-03".to_string()];
        let shown = first("3 May 2031").unwrap();
        let of = |shown: &[Stamp]| published(&stated, &[], shown, "").unwrap();
        assert_eq!(of(&[shown]), "2031-05-03");
        assert_eq!(of(&[]), "2031-05-01T09:00:00Z");
        let stated = ["2031-05-02T19:30:00+02:00".to_string(), "2031-05-03".to_string()];
        assert_eq!(
            published(&stated, &[], &[first("3 May 2031").unwrap()], "").unwrap(),
            "2031-05-02T19:30:00+02:00"
        );
    }

    #[test]
    fn moments_in_utc_are_dated_as_readers_saw_them() {
        let of = |stated: &str, modified: &str, shown: &str, url: &str| {
            let shown: Vec<Stamp> = first(shown).into_iter().collect();
            published(&[stated.to_string()], &[modified.to_string()], &shown, url).unwrap()
        };
        assert_eq!(of("2031-05-03T22:30:00Z", "", "4 May 2031", ""), "2031-05-04");
        assert_eq!(of("2031-05-03T02:30:00Z", "", "", "https://vesper.example/2031/05/02/dam"), "2031-05-02");
        // Nowhere was it the 4th yet.
        assert_eq!(of("2031-05-03T08:30:00Z", "", "4 May 2031", ""), "2031-05-03T08:30:00Z");
        // What is shown is the change.
        let change = "2031-05-04T07:00:00Z";
        assert_eq!(of("2031-05-03T22:30:00Z", change, "4 May 2031", ""), "2031-05-03T22:30:00Z");
    }

    #[test]
    fn tags_date_pages_that_show_no_day() {
        let of = |tag: &str| {
            let prose = "The dam above the town held through the night, its keepers said. ".repeat(4);
            let page = format!(
                "<head>{tag}</head><body><article><h1>Dam holds in storm</h1><p>{prose}</p></article></body>"
            );
            crate::html::read(page, &crate::Origin::named("page"), crate::language::identify).article
        };
        for name in ["article:published_time", "published-date", "article:published_date", "pdate"] {
            let article = of(&format!("<meta name='{name}' content='2031-05-03'>"));
            assert_eq!(article.published.as_deref(), Some("2031-05-03"), "{name}");
        }
        let changed = of("<meta name=last-updated content='2031-05-04'>");
        assert_eq!(changed.modified.as_deref(), Some("2031-05-04"));
        assert_eq!(of("<meta name=expires content='2031-05-05'>").published, None);
    }

    #[test]
    fn a_line_behind_the_headline_dates_the_article() {
        let date = |line: &str| {
            let cards =
                "<div class=meta><a href=/a>Mill closes its doors</a><div>1 May 2031</div></div>".repeat(3);
            let page = format!(
                "<h1>Dam holds</h1>{line}<p>{}</p>{cards}",
                "The dam held through the night. ".repeat(9)
            );
            crate::html::read(page, &crate::Origin::named("page"), crate::language::identify)
                .article
                .published
        };
        let card = "<div class=meta><a href=/roe>Ada Roe of Port Vale</a><div>3 May 2031</div></div>";
        assert_eq!(date(card).as_deref(), Some("2031-05-03"));
        assert_eq!(date("<p>Updated 4 May 2031, published 3 May 2031</p>").as_deref(), Some("2031-05-03"));
    }

    #[test]
    fn paragraphs_open_with_dates() {
        let iso = |text: &str| opening(text).map(|s| s.iso());
        assert_eq!(iso("(3. Mai 2031) Der Damm hielt.").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("3.5.2031 - Der Damm hielt.").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("On 3 May 2031 - a Saturday - the dam held."), None);
    }

    #[test]
    fn addresses_date_pages() {
        let iso = |url: &str| in_address(url).map(|s| s.iso());
        assert_eq!(iso("https://vesper.example/2031/05/03/dam").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/dam-20310503.html").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/article-2031050399"), None);
    }
}
