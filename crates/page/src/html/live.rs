//! A live blog: one article of many entries, each with its own time and writers.
//!
//! Entries are told by what the page states of them (schema.org's `liveBlogUpdate`), else by their times: elements alike
//! that each hold a time of day and some of the article's text, or, where the page calls itself live, what stands between
//! lines that show the hour alone.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use onrecord_record::Role;

use super::block::HtmlBlock;
use super::body::{apart, is_comparable, is_dateline_or_byline};
use super::dom::{NodeId, Tree};
use super::meta::writers;
use super::stated::{Stated, StatedUpdate};
use crate::byline::{can_be_name, names};
use crate::date;
use crate::lists::WordList;
use crate::placement::Placement;
use crate::words::{bare, ends_sentence};

/// An entry of a live blog.
#[derive(Debug)]
pub struct LiveEntry {
    /// Its blocks.
    pub blocks: Range<usize>,
    /// Its heading.
    pub title: String,
    /// When it was published.
    pub published: Option<String>,
    /// Who wrote it.
    pub bylines: Vec<String>,
}

/// Where an entry is: its blocks, and what says so.
struct FoundEntry<'a> {
    blocks: Range<usize>,
    stated: Option<&'a StatedUpdate>,
    time: Option<NodeId>,
}

/// The entries of a live blog in the page's order, none of any other article. Lines of them that tell their time and
/// writer alone are set apart.
pub fn entries(
    tree: &Tree,
    stated: &Stated,
    blocks: &[HtmlBlock],
    places: &mut [Placement],
) -> Vec<LiveEntry> {
    let is_live = stated.is_live || calls_itself_live(&stated.title_tag);
    let mut found = stated_entries(tree, stated, blocks, places);
    if found.len() < MIN_STATED {
        found = timed_entries(tree, stated, is_live, blocks, places);
    }
    if found.is_empty() && is_live {
        found = entries_in_turn(blocks, places);
    }
    let day = only_day(stated);
    let mut out = Vec::new();
    for one in found {
        let is_told = is_live || one.stated.is_some();
        set_lead_apart(blocks, places, one.blocks.clone(), is_told);
        if one.blocks.clone().any(|idx| is_text(places[idx])) {
            out.push(entry(tree, blocks, places, &one, day.as_deref()));
        }
    }
    out
}

/// Whether a page's title says that it is a live blog: "Dam breaks – live updates".
fn calls_itself_live(title: &str) -> bool {
    let title = title.to_lowercase();
    WordList::Live.words().iter().any(|words| title.contains(words))
}

/// The day of the article, where it was not changed on another: the hours that its entries show are of that day.
fn only_day(stated: &Stated) -> Option<String> {
    let days = stated.published.iter().chain(&stated.modified).filter_map(|stamp| date::machine(stamp));
    let mut days = days.map(|stamp| stamp.day);
    let first = days.next()?;
    days.all(|day| day == first).then(|| first.to_string())
}

/// Two entries are a live blog where the page says that it is one.
const MIN_STATED: usize = 2;
/// Without that, times within three parts of the article are.
const MIN_TIMED: usize = 3;
/// So many times and entries are looked at.
const MAX_ENTRIES: usize = 2_000;
/// An entry holds its time not deeper than this.
const MAX_DEPTH: usize = 12;
/// A line of an entry's time and writer is shorter.
const MAX_LEAD: usize = 100;

fn is_text(place: Placement) -> bool {
    matches!(place, Placement::Article(Role::Paragraph | Role::ListItem | Role::Quotation))
}

fn is_article(place: Placement) -> bool {
    is_text(place) || place == Placement::Article(Role::Heading)
}

/// The entries that the page states and shows: known by their heading, or by how their text begins.
fn stated_entries<'a>(
    tree: &Tree,
    stated: &'a Stated,
    blocks: &[HtmlBlock],
    places: &[Placement],
) -> Vec<FoundEntry<'a>> {
    let marks = marks(stated, blocks, places);
    let nodes: Vec<NodeId> = marks.iter().map(|(idx, _)| blocks[*idx].node).collect();
    let Some((around, elements)) = elements(tree, &nodes) else { return Vec::new() };
    let part = |nth: usize, element: NodeId| {
        let next = marks.get(nth + 1).map_or(blocks.len(), |(next, _)| *next);
        let before = if nth > 0 { marks[nth - 1].0 + 1 } else { 0 };
        within(tree, blocks, element, marks[nth].0, before..next)
    };
    // Entries have elements of their own, or follow one another in one.
    let has_own =
        |nth: usize| elements[nth] != nodes[nth] && part(nth, elements[nth]).any(|idx| is_text(places[idx]));
    let are_apart =
        elements.iter().collect::<HashSet<_>>().len() == elements.len() && (0..nodes.len()).all(has_own);
    let found = marks.iter().enumerate().map(|(nth, (first, update))| {
        let element = if are_apart { elements[nth] } else { around };
        let mut within = part(nth, element);
        if !are_apart {
            within.start = *first;
        }
        FoundEntry { blocks: within, stated: Some(update), time: None }
    });
    found.collect()
}

/// The blocks that entries which the page states begin with, in order.
fn marks<'a>(
    stated: &'a Stated,
    blocks: &[HtmlBlock],
    places: &[Placement],
) -> Vec<(usize, &'a StatedUpdate)> {
    let mut by_words: HashMap<String, &'a StatedUpdate> = HashMap::new();
    for update in stated.updates.iter().take(MAX_ENTRIES) {
        let heading = Some(bare(&update.headline)).filter(|heading| heading.len() >= MIN_HEADING);
        let opening = Some(opening(&update.body)).filter(|opening| opening.len() >= OPENING / 2);
        for words in heading.into_iter().chain(opening) {
            by_words.entry(words).or_insert(update);
        }
    }
    if by_words.is_empty() {
        return Vec::new();
    }
    let mut marks: Vec<(usize, &'a StatedUpdate)> = Vec::new();
    let mut known: HashMap<*const StatedUpdate, usize> = HashMap::new();
    let is_heading = |idx: usize| places[idx] == Placement::Article(Role::Heading);
    for (idx, block) in blocks.iter().enumerate() {
        // A list of headings leads to the entries.
        if !is_article(places[idx]) || places[idx] == Placement::Article(Role::ListItem) {
            continue;
        }
        let whole = is_comparable(&block.text).then(|| by_words.get(&bare(&block.text))).flatten();
        let Some(update) = whole.or_else(|| by_words.get(&opening(&block.text))) else { continue };
        match known.get(&std::ptr::from_ref(*update)) {
            None => {
                known.insert(std::ptr::from_ref(*update), marks.len());
                marks.push((idx, *update));
            }
            Some(nth) if is_heading(idx) && !is_heading(marks[*nth].0) => marks[*nth].0 = idx,
            Some(_) => {}
        }
    }
    marks.sort_by_key(|(idx, _)| *idx);
    marks
}

/// Shorter headings ("Goodnight") may be any words of the page.
const MIN_HEADING: usize = 12;
/// So much of an entry's text, bare, tells it from others.
const OPENING: usize = 48;

/// The beginning of a text, bare, without its tags.
fn opening(text: &str) -> String {
    let mut plain = String::new();
    let mut is_tag = false;
    for c in text.chars().take(OPENING * 8) {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => plain.push(c),
            _ => {}
        }
    }
    bare(&plain).chars().take(OPENING).collect()
}

/// The lowest element around all nodes, and the child of it that holds each.
fn elements(tree: &Tree, nodes: &[NodeId]) -> Option<(NodeId, Vec<NodeId>)> {
    let above: HashMap<NodeId, usize> = tree.up(*nodes.first()?).enumerate().map(|(n, at)| (at, n)).collect();
    let height = |node: NodeId| tree.up(node).find_map(|at| above.get(&at).copied());
    let top = nodes.iter().filter_map(|node| height(*node)).max()?;
    let around = tree.up(nodes[0]).nth(top)?;
    let child = |node: NodeId| tree.up(node).take_while(|at| *at != around).last().unwrap_or(node);
    Some((around, nodes.iter().map(|node| child(*node)).collect()))
}

/// The blocks around `at` that stand in `element`, between bounds.
fn within(
    tree: &Tree,
    blocks: &[HtmlBlock],
    element: NodeId,
    at: usize,
    bounds: Range<usize>,
) -> Range<usize> {
    let is_inside = |idx: &usize| tree.up(blocks[*idx].node).any(|node| node == element);
    let start = (bounds.start..at).rev().take_while(is_inside).last().unwrap_or(at);
    let end = (at..bounds.end).take_while(is_inside).last().unwrap_or(at) + 1;
    start..end
}

/// The elements alike that each hold a time of day and some of the article's text, and no other such element.
fn timed_entries<'a>(
    tree: &Tree,
    stated: &'a Stated,
    is_live: bool,
    blocks: &[HtmlBlock],
    places: &[Placement],
) -> Vec<FoundEntry<'a>> {
    let tells_time = |node: &NodeId| time_of(tree, *node).is_some() || is_live && shows_hour(tree, *node);
    let times = tree.descend(tree.root()).filter(tells_time).take(MAX_ENTRIES);
    let times: Vec<NodeId> = times.collect();
    if times.len() < MIN_STATED {
        return Vec::new();
    }
    let mut first_text: HashMap<NodeId, usize> = HashMap::new();
    for (idx, block) in blocks.iter().enumerate().filter(|(idx, _)| is_text(places[*idx])) {
        for node in tree.up(block.node).take(MAX_DEPTH) {
            first_text.entry(node).or_insert(idx);
        }
    }
    let holder = |time: &NodeId| tree.up(*time).take(MAX_DEPTH).find(|node| first_text.contains_key(node));
    let mut timed: Vec<(NodeId, NodeId)> = Vec::new();
    for time in times {
        if let Some(holder) =
            holder(&time).filter(|holder| timed.iter().rev().take(4).all(|(h, _)| h != holder))
        {
            timed.push((holder, time));
        }
    }
    let outer: HashSet<NodeId> =
        timed.iter().flat_map(|(holder, _)| tree.up(*holder).skip(1).take(MAX_DEPTH)).collect();
    timed.retain(|(holder, _)| !outer.contains(holder));
    // They are of one kind: the first word of the class tells it.
    let kind = |node: NodeId| {
        let class = tree.attr(node, "class").unwrap_or("");
        (tree.name(node).clone(), class.split_ascii_whitespace().next().unwrap_or("").to_string())
    };
    let mut kinds: HashMap<_, usize> = HashMap::new();
    timed.iter().for_each(|(holder, _)| *kinds.entry(kind(*holder)).or_default() += 1);
    let least = if stated.is_live { MIN_STATED } else { MIN_TIMED };
    timed.retain(|(holder, _)| kinds.get(&kind(*holder)).is_some_and(|n| *n >= least));
    let found = timed.into_iter().map(|(holder, time)| {
        let at = first_text.get(&holder).copied().unwrap_or_default();
        FoundEntry {
            blocks: within(tree, blocks, holder, at, 0..blocks.len()),
            stated: None,
            time: Some(time),
        }
    });
    let mut found: Vec<FoundEntry> = found.collect();
    found.sort_by_key(|one| one.blocks.start);
    found
}

/// What stands between blocks that show an hour and nothing else.
fn entries_in_turn<'a>(blocks: &[HtmlBlock], places: &[Placement]) -> Vec<FoundEntry<'a>> {
    let is_hour = |idx: &usize| is_article(places[*idx]) && date::hour(&blocks[*idx].text).is_some();
    let marks: Vec<usize> = (0..blocks.len()).filter(is_hour).take(MAX_ENTRIES).collect();
    if marks.len() < MIN_TIMED {
        return Vec::new();
    }
    let end = (0..blocks.len()).rev().find(|idx| is_article(places[*idx])).map_or(0, |last| last + 1);
    let ends = marks.iter().skip(1).copied().chain([end]);
    let part = |(start, end): (&usize, usize)| FoundEntry {
        blocks: *start..end,
        stated: None,
        time: Some(blocks[*start].node),
    };
    marks.iter().zip(ends).map(part).collect()
}

/// Whether an element shows an hour and nothing else.
fn shows_hour(tree: &Tree, node: NodeId) -> bool {
    let only = tree.first_child(node).filter(|child| tree.last_child(node) == Some(*child));
    let text = only.and_then(|child| tree.text(child)).unwrap_or("");
    tree.is_element(node) && date::hour(text).is_some()
}

/// The time that an element tells, where it has one of day: `<time datetime="2031-04-07T11:10:00+02:00">`.
fn time_of(tree: &Tree, node: NodeId) -> Option<String> {
    if !tree.is_element(node) || &**tree.name(node) != "time" {
        return None;
    }
    let stamps = ["datetime", "data-time", "content"].iter().filter_map(|name| tree.attr(node, name));
    let stamp = stamps.filter(|stamp| stamp.len() < 64).find_map(date::machine)?;
    Some(stamp).filter(|stamp| !stamp.time.is_empty()).map(|stamp| stamp.iso())
}

/// Sets apart the lines before an entry's first sentence that say when it was written and by whom; where the page does not
/// tell of a live blog, those with the hour: "11:10 Ada Roe".
fn set_lead_apart(blocks: &[HtmlBlock], places: &mut [Placement], entry: Range<usize>, is_told: bool) {
    let mut is_headed = false;
    for idx in entry {
        let text = &blocks[idx].text;
        let is_hour = |w: &[u8]| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit();
        let has_hour = || text.as_bytes().windows(3).any(is_hour);
        let is_line = text.len() < MAX_LEAD && !ends_sentence(text) && (is_told || has_hour());
        let is_lead = is_line && !is_headed || is_told && is_dateline_or_byline(text);
        let shows_hour = is_told && date::hour(text).is_some();
        match places[idx] {
            place if is_text(place) && is_lead || is_article(place) && shows_hour => {
                places[idx] = apart(&blocks[idx]);
            }
            Placement::Article(Role::Heading) if !is_headed => is_headed = true,
            place if is_article(place) => return,
            _ => {}
        }
    }
}

fn entry(
    tree: &Tree,
    blocks: &[HtmlBlock],
    places: &[Placement],
    found: &FoundEntry,
    day: Option<&str>,
) -> LiveEntry {
    let hour = || Some(format!("{}{}", day?, date::hour(&tree.folded_text(found.time?))?));
    let mut own = found.blocks.clone().filter(|idx| is_article(places[*idx]));
    let heading = own.next().filter(|idx| places[*idx] == Placement::Article(Role::Heading));
    let heading = heading.map(|idx| blocks[idx].text.replace('\n', " "));
    let stated = found.stated;
    let told = stated.and_then(|update| date::machine(update.published.as_deref()?)).map(|stamp| stamp.iso());
    let mut bylines: Vec<String> = Vec::new();
    for name in
        stated.into_iter().flat_map(|update| &update.authors).flat_map(|text| names(text, can_be_name))
    {
        if !bylines.contains(&name) {
            bylines.push(name);
        }
    }
    if bylines.is_empty() {
        bylines = writers(tree, &blocks[found.blocks.clone()]);
    }
    LiveEntry {
        blocks: found.blocks.clone(),
        title: stated
            .map(|update| update.headline.clone())
            .filter(|h| !h.is_empty())
            .or(heading)
            .unwrap_or_default(),
        published: told.or_else(|| time_of(tree, found.time?)).or_else(hour),
        bylines,
    }
}

#[cfg(test)]
mod tests {
    use onrecord_record::LiveUpdate;

    use crate::Page;

    const PROSE: &str = "The dam above the town held through the night, its keepers said, and people slept.";

    fn read(page: &str) -> Page {
        crate::html::read(page.to_string(), &crate::Origin::named("page"), crate::language::identify)
    }

    fn texts(page: &Page) -> Vec<&str> {
        let text = &page.article.text;
        page.article.updates.iter().map(|one| &text[one.byte_start..one.byte_end]).collect()
    }

    fn told(one: &LiveUpdate) -> (&str, Option<&str>, Vec<&str>) {
        let bylines = one.bylines.iter().map(String::as_str).collect();
        (&one.title, one.published.as_deref(), bylines)
    }

    /// What a page states of a live blog, and the same as its markup would show it.
    fn stated(markup: &str) -> String {
        format!(
            r#"<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "Corran Dam live",
            "datePublished": "2031-04-07T05:40:00+02:00", "author": {{"name": "Jonna Pell"}},
            "liveBlogUpdate": [
              {{"@type": "BlogPosting", "headline": "Ostvia offers to pay for the gate", "datePublished":
                "2031-04-08T10:05:00+02:00", "articleBody": "Half of a new gate.", "author": {{"name": "Ada Roe"}}}},
              {{"@type": "BlogPosting", "headline": "", "datePublished": "2031-04-07T06:20:00+02:00",
                "articleBody": "<p>Two hours of warning were all that the people of Corran had, a keeper said.</p>",
                "author": [{{"name": "Kit Lund"}}]}}]}}</script>
            <article><h1>Corran Dam live</h1><ul><li>Ostvia offers to pay for the gate</li></ul>{markup}</article>"#
        )
    }

    #[test]
    fn entries_that_the_page_states_have_their_own_time_and_writer() {
        let first =
            format!("<h2>Ostvia offers to pay for the gate</h2><p>{PROSE}</p><p>It rained. {PROSE}</p>");
        let second = "<p>Two hours of warning were all that the people of Corran had, a keeper said.</p>\
                      <p>Nobody had told them of the water before, and they left their beds, their boats and their \
                      cattle behind in the dark.</p><p>They slept on the hill.</p>";
        let apart = format!(
            "<div><span>5 mins ago</span>{first}</div><div>{second}</div><p>All of it ends here.</p>"
        );
        for markup in [apart, format!("<div>{first}{second}</div><p>All of it ends here.</p>")] {
            let page = read(&stated(&markup));
            let updates: Vec<_> = page.article.updates.iter().map(told).collect();
            assert_eq!(
                updates,
                [
                    ("Ostvia offers to pay for the gate", Some("2031-04-08T10:05:00+02:00"), vec!["Ada Roe"]),
                    ("", Some("2031-04-07T06:20:00+02:00"), vec!["Kit Lund"]),
                ],
                "{markup}"
            );
            assert!(
                texts(&page)[0].starts_with("Ostvia offers") && texts(&page)[0].ends_with("slept."),
                "{markup}"
            );
            assert!(
                texts(&page)[1].starts_with("Two hours") && texts(&page)[1].ends_with("on the hill."),
                "{markup}"
            );
            assert!(!page.article.text.contains("mins ago"), "{markup}");
        }
    }

    #[test]
    fn elements_alike_with_a_time_of_day_each_are_entries() {
        let entry = |hour: u8, heading: &str, by: &str| {
            format!(
                "<div class='entry live'><time datetime='2031-04-07T{hour:02}:10:00+02:00'>{hour}:10</time>{by}\
                 <h3>{heading}</h3><p>{PROSE}</p></div>"
            )
        };
        let entries = [
            entry(11, "They owe us sandbags", "<a href=/author/lund>Kit Lund</a>"),
            entry(10, "Ostvia offers to pay", "<span class=byline>By Ada Roe</span>"),
            entry(6, "Two hours of warning", ""),
        ]
        .concat();
        let time = "<time datetime='2031-04-07T05:40:00+02:00'>5:40</time>";
        let page = read(&format!("<article><h1>Corran Dam live</h1>{time}<div>{entries}</div></article>"));
        let updates: Vec<_> = page.article.updates.iter().map(told).collect();
        assert_eq!(
            updates,
            [
                ("They owe us sandbags", Some("2031-04-07T11:10:00+02:00"), vec!["Kit Lund"]),
                ("Ostvia offers to pay", Some("2031-04-07T10:10:00+02:00"), vec!["Ada Roe"]),
                ("Two hours of warning", Some("2031-04-07T06:10:00+02:00"), vec![]),
            ]
        );
        assert!(texts(&page).iter().all(|text| text.ends_with("slept.")));
        assert_eq!(page.article.text.matches("11:10").count(), 0);
    }

    #[test]
    fn where_a_page_calls_itself_live_hours_that_it_shows_tell_entries() {
        let head = "<title>Corran Dam live: gate opens</title>\
                    <meta property='article:published_time' content='2031-04-07T05:40:00+02:00'>";
        let section = |hour: &str, heading: &str| {
            let by = "<p>By Ada Roe</p>";
            format!("<section class=post><span>{hour}</span><h3>{heading}</h3>{by}<p>{PROSE}</p></section>")
        };
        let turn = |hour: &str, heading: &str| {
            format!("<h3>{hour}</h3><h4>{heading}</h4><p>By Ada Roe</p><p>{PROSE}</p>")
        };
        for part in [&section as &dyn Fn(&str, &str) -> String, &turn] {
            let parts = part("11.10am", "They owe us")
                + &part("9:05", "Ostvia pays")
                + &part("6.10am CET", "Two hours");
            let body =
                format!("<article><h1>Corran Dam live: gate opens</h1><p>{PROSE}</p>{parts}</article>");
            let page = read(&format!("{head}{body}"));
            let updates: Vec<_> = page.article.updates.iter().map(told).collect();
            let of = |title, time| (title, Some(time), vec!["Ada Roe"]);
            let want = [
                of("They owe us", "2031-04-07T11:10"),
                of("Ostvia pays", "2031-04-07T09:05"),
                of("Two hours", "2031-04-07T06:10"),
            ];
            assert_eq!(updates, want, "{body}");
            let text = &page.article.text;
            assert!(!text.contains("9:05") && !text.contains("Ada"), "{text}");
            // Elsewhere they are a programme, or the course of a day.
            let page = read(&body.replace(" live", ""));
            assert!(page.article.updates.is_empty() && page.article.text.contains("9:05"));
        }
    }

    #[test]
    fn an_article_with_its_time_and_those_of_comments_and_others_has_no_entries() {
        let time = |hour: u8| format!("<time datetime='2031-04-07T{hour:02}:10:00+02:00'>{hour}:10</time>");
        let prose = format!("<p>{PROSE}</p>").repeat(4);
        let comments: String =
            (1..6).map(|hour| format!("<li class=comment>{}<p>{PROSE}</p></li>", time(hour))).collect();
        let cards: String = (1..6)
            .map(|hour| format!("<li><a href=/{hour}>The mill closes after a year</a>{}</li>", time(hour)))
            .collect();
        let page = read(&format!(
            "<article><h1>Dam holds</h1>{}{}{prose}</article><ul class=related>{cards}</ul><ul class=comments>{comments}</ul>",
            time(7),
            time(8)
        ));
        assert!(page.article.updates.is_empty());
        assert_eq!(page.article.blocks.len(), 4);
    }
}
