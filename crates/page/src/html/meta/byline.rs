//! Who wrote it: names that the page states, held against those it shows.

use std::collections::HashSet;

use super::super::block::HtmlBlock;
use super::super::body::Body;
use super::super::dom::{NodeId, Tree};
use super::super::stated::Stated;
use super::super::within::Within;
use crate::agency::is_agency;
use crate::byline::{self, can_be_name, is_person, names, opens_byline};
use crate::date;
use crate::lists::WordList;
use crate::placement::Placement;
use crate::words::{bare, ends_sentence, fold};

/// Settles on the bylines, a name each; empty where the page names nobody. Where no person is named, an organisation that
/// the page says wrote the article has signed it, be it the outlet itself.
pub fn bylines(
    tree: &Tree,
    stated: &Stated,
    blocks: &[HtmlBlock],
    body: &Body,
    publisher: &str,
    title: &str,
) -> Vec<String> {
    let people = people(tree, &stated.authors, blocks, body, publisher, title);
    if !people.is_empty() {
        return people;
    }
    let is_name = |name: &&String| name.split_whitespace().count() <= 6 && !name.starts_with("http");
    stated.newsrooms.iter().filter(is_name).take(1).cloned().collect()
}

/// The people, and bodies other than the outlet, that the page states or shows as writers.
fn people(
    tree: &Tree,
    stated: &[Vec<String>],
    blocks: &[HtmlBlock],
    body: &Body,
    publisher: &str,
    title: &str,
) -> Vec<String> {
    let (own, title) = (bare(publisher), bare(title));
    let is_outlet = |name: &str| {
        name == own || own.len() > 3 && name.strip_suffix("staff") == Some(&own) || name == title
    };
    let clean = |list: &[String]| -> Vec<String> {
        let (mut out, mut known) = (Vec::new(), HashSet::new());
        for name in list.iter().flat_map(|text| names(text, can_be_name)) {
            let name = without_credentials(&name);
            let same = bare(&name);
            if !is_outlet(&same) && known.insert(same) {
                out.push(name);
            }
        }
        // "Ada Roe, The Port Vale Vesper": of the names beside persons', those that hold the outlet's own.
        if out.iter().any(|name| !holds_outlet(name, publisher)) {
            out.retain(|name| !holds_outlet(name, publisher));
        }
        out
    };
    let shown = shown(tree, blocks, body, &clean);
    // A single word is a login name unless the page shows it.
    let are_shown: HashSet<&str> = shown.iter().map(String::as_str).collect();
    let is_handle = |n: &String| !n.contains(' ') && n.is_ascii() && !are_shown.contains(n.as_str());
    let lists = stated.iter().map(|list| clean(list));
    let lists: Vec<Vec<String>> =
        lists.filter(|names| !names.is_empty() && !names.iter().all(is_handle)).collect();
    let is_desk = |names: &&Vec<String>| names.iter().all(|name| holds_outlet(name, publisher));
    match lists.iter().find(|names| !is_desk(names)) {
        Some(stated) => with_others(stated.clone(), tree, blocks, body),
        None if shown.is_empty() => lists.into_iter().next().unwrap_or_default(),
        None => shown,
    }
}

/// The writers that a part of a page names: links to authors, else lines that open as bylines do.
pub fn writers(tree: &Tree, part: &[HtmlBlock]) -> Vec<String> {
    let links = part.iter().flat_map(|block| tree.descend(block.node).take(60));
    let linked = links.filter(|node| is_author_link(tree, *node) && !is_profile_link(tree, *node));
    let mut texts: Vec<String> = linked.map(|node| tree.folded_text(node)).collect();
    if texts.is_empty() {
        let elements = part.iter().flat_map(|block| tree.descend(block.node).take(60));
        let called = elements.filter(|node| is_called_so(tree, *node)).take(MAX_OTHERS);
        texts = said(tree, part).into_iter().chain(called.map(|node| tree.folded_text(node))).collect();
    }
    let mut out: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|text| names(text, is_person)).take(MAX_OTHERS) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// Whether a name is the outlet's own, or that of a newsroom.
fn holds_outlet(name: &str, publisher: &str) -> bool {
    let own = bare(publisher);
    own.len() > 4 && bare(name).contains(&own)
        || own.len() > 1 && name.split_whitespace().any(|word| bare(word) == own)
        || is_desk(name)
}

/// What the page shows as bylines behind its headline, else before it: links to authors, or lines and elements
/// that say so.
fn shown(
    tree: &Tree,
    blocks: &[HtmlBlock],
    body: &Body,
    clean: &dyn Fn(&[String]) -> Vec<String>,
) -> Vec<String> {
    let headline = body.headline.unwrap_or(0);
    let end = body.places.iter().rposition(|p| matches!(p, Placement::Article(_))).unwrap_or(0) + 6;
    let behind = blocks.get(headline..end.min(blocks.len())).unwrap_or_default();
    let before = &blocks[headline.saturating_sub(6)..headline];
    let ways: [Way; 8] = [linked, parted, said, named, called, before_role_and_date, dated, credited];
    let of = |near| ways.iter().map(|way| clean(&way(tree, near))).find(|names| !names.is_empty());
    of(behind).or_else(|| of(before)).unwrap_or_default()
}

/// A way to find bylines in some blocks.
type Way = fn(&Tree, &[HtmlBlock]) -> Vec<String>;

/// The stated names, or those that links right behind the headline are said to be of, where the page states the
/// first of several.
fn with_others(stated: Vec<String>, tree: &Tree, blocks: &[HtmlBlock], body: &Body) -> Vec<String> {
    let near = blocks.iter().skip(body.headline.unwrap_or(0)).take(12).filter(|block| !is_elsewhere(block));
    let links =
        near.flat_map(|block| tree.descend(block.node).take(60)).filter(|node| is_said_author(tree, *node));
    let mut all: Vec<String> = Vec::new();
    for name in links.flat_map(|node| byline::names(&tree.folded_text(node), is_person)).take(MAX_OTHERS) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    let are_all_linked = stated.len() <= all.len() && stated.iter().all(|name| all.contains(name));
    if are_all_linked { all } else { stated }
}

/// More names than any byline shows.
const MAX_OTHERS: usize = 50;

/// Whether what a block says is of other articles or of a picture.
fn is_elsewhere(block: &HtmlBlock) -> bool {
    block.within.has(Within::COMMENTS.with(Within::RELATED).with(Within::CARD).with(Within::CAPTION))
}

/// Links to authors, each as its words.
fn linked(tree: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let mut out = Vec::new();
    for (at, block) in near.iter().enumerate() {
        // A byline right behind the headline is the article's, whatever it is called.
        let is_first = at < 4 && opens_byline(&block.text) && !block.within.has(Within::CARD);
        if is_elsewhere(block) && !is_first {
            continue;
        }
        let is_byline = is_byline(block);
        for node in tree.descend(block.node).take(60) {
            if is_author_link(tree, node) && (is_byline || !is_profile_link(tree, node)) {
                out.push(tree.folded_text(node));
            }
        }
    }
    // "About us" and "Paris bureau" stand beside authors, linked as they are.
    if out.iter().any(|name| is_person(name)) {
        out.retain(|name| is_person(name) || !name.is_ascii() && !name.starts_with(char::is_lowercase));
    }
    if out.is_empty() {
        let above =
            near.iter().find_map(|block| tree.up(block.node).take(3).find(|n| is_author_link(tree, *n)));
        out.extend(above.map(|node| tree.folded_text(node)));
    }
    out
}

fn is_byline(block: &HtmlBlock) -> bool {
    block.within.has(Within::BYLINE.with(Within::BIOGRAPHY)) || opens_byline(&block.text)
}

/// The names of a byline that has each in an element of its own, with nothing but blanks between some of them: "By
/// <span>Ada Roe</span><span>Kit Lund</span>".
fn parted(tree: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let is_name = |words: &String| is_person(words) && can_be_name(words) && !is_town(words);
    let names = |block: &HtmlBlock| -> Vec<String> { leaves(tree, block).filter(is_name).collect() };
    // What stands side by side would read as one name, and it is the whole of the line.
    let is_run_together = |block: &HtmlBlock, names: &[String]| {
        names.len() > 1 && fold(&block.text).ends_with(&names.join(" "))
            || names.len() > 1 && fold(&block.text).ends_with(&names.concat())
    };
    let bylines = near.iter().take(12).filter(|block| is_byline(block) && !is_elsewhere(block));
    let found = bylines.filter(|block| block.text.len() < 160).map(|block| (block, names(block)));
    let mut found = found.filter(|(block, names)| is_run_together(block, names));
    found.next().map(|(_, names)| names).unwrap_or_default()
}

/// What the innermost elements of a block say.
fn leaves(tree: &Tree, block: &HtmlBlock) -> impl Iterator<Item = String> {
    let is_leaf = |node: &NodeId| {
        tree.is_element(*node) && tree.descend(*node).skip(1).all(|inner| !tree.is_element(inner))
    };
    tree.descend(block.node).skip(1).take(60).filter(is_leaf).map(|node| tree.folded_text(node))
}

/// The name that stands before what its bearer does and the date, each in an element or a line of its own: "<span>Ada
/// Roe</span><span>Political Editor</span><span>3 May 2031</span>".
fn before_role_and_date(tree: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let of = |parts: &[String]| -> Option<Vec<String>> {
        let [who, role, when] = parts else { return None };
        let says_role = role.split_whitespace().any(|word| WordList::Role.has(&word.to_lowercase()));
        let is_role = role.len() < 60 && says_role && !ends_sentence(role);
        let is_name = is_person(who) && can_be_name(who) && !is_town(who);
        (is_name && is_role && date::is_date_line(when)).then(|| vec![who.clone()])
    };
    let near = &near[..near.len().min(8)];
    let inside = near.iter().filter(|block| block.text.len() < 160 && !is_elsewhere(block));
    let inside = inside.filter_map(|block| of(&leaves(tree, block).take(4).collect::<Vec<_>>()));
    let in_turn = near.windows(3).filter(|lines| lines.iter().all(|block| !is_elsewhere(block)));
    let in_turn = in_turn.filter_map(|lines| of(&[0, 1, 2].map(|at| fold(&lines[at].text))));
    inside.chain(in_turn).next().unwrap_or_default()
}

/// Lines that open as bylines do.
fn said(_: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let lines = near.iter().filter(|block| !is_elsewhere(block) && block.text.len() < 160);
    lines
        .filter_map(|block| block.text.lines().next())
        .filter(|text| opens_byline(text))
        .map(str::to_string)
        .collect()
}

/// The links of a byline that are most of it and read as names, wherever they lead.
fn named(tree: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let links = |block: &HtmlBlock| -> Vec<String> {
        let links = tree.descend(block.node).take(60).filter(|node| &**tree.name(*node) == "a");
        links.map(|node| tree.folded_text(node)).filter(|words| is_person(words)).collect()
    };
    let bylines = near.iter().take(12).filter(|block| is_byline(block) && !is_elsewhere(block));
    let leads =
        |block: &HtmlBlock| links(block).first().is_some_and(|name| block.text.starts_with(name.as_str()));
    bylines
        .filter(|block| block.link_density() > 0.5 || block.text.len() < 120 && leads(block))
        .map(links)
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// The line that is called a byline, where it holds names and nothing else; or the part of a line that is.
fn called(tree: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let is_called = |block: &&HtmlBlock| block.text.len() < 60 && is_called_so(tree, block.node);
    let name = near.iter().take(12).filter(is_called).find_map(|block| {
        let text = block.text.as_str();
        let n_words = text.split_whitespace().count();
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        ((2..=3).contains(&n_words) && text.split_whitespace().all(is_capital) && can_be_name(text))
            .then(|| text.to_string())
    });
    // "28 Jan 2022 <span class=author>Ada Roe</span>", "<div class=byline><p>Ada Roe</p></div>".
    let part = || {
        let near = near.iter().take(12).filter(|block| block.text.len() < 160 && !is_elsewhere(block));
        let within = |block: &HtmlBlock| -> Option<String> {
            let mut parts = tree.descend(block.node).skip(1).take(30);
            let part = parts.find(|node| is_called_so(tree, *node));
            let part = part.map(|node| tree.folded_text(node)).filter(|words| is_person(words));
            let is_whole = || {
                tree.up(block.node).skip(1).take(3).any(|node| is_called_so(tree, node))
                    && is_person(&block.text)
            };
            part.or_else(|| is_whole().then(|| block.text.clone()))
        };
        near.filter_map(within).next()
    };
    // "<div class=byline>Ada Roe and Kit van Lund</div>", and where each of them was.
    let several = || {
        let lines = near.iter().take(12).filter(|block| block.text.len() < 120 && !is_elsewhere(block));
        let lines = lines.filter(|block| is_called_so(tree, block.node));
        lines.filter_map(|block| all_names(&block.text)).next()
    };
    name.map(|name| vec![name]).or_else(several).or_else(|| part().map(|name| vec![name])).unwrap_or_default()
}

/// The names of people in a line that holds nothing else than them, and where they wrote.
fn all_names(line: &str) -> Option<Vec<String>> {
    let names = byline::names(line, |name| is_person(name) && !is_town(name));
    let n_said = line.split([',', '|', '/', '&']).flat_map(|part| part.split(" and ")).count();
    (!names.is_empty() && names.len() == n_said).then_some(names)
}

/// Whether an element's class says that a writer is named in it.
fn is_called_so(tree: &Tree, node: NodeId) -> bool {
    let class = tree.is_element(node).then(|| tree.attr(node, "class")).flatten().unwrap_or("");
    let class = class.to_ascii_lowercase();
    class.contains("author") || class.contains("byline")
}

/// The names that a line gives before its date, with a bar between: "ADA ROE | MAY 3, 2031"; or behind it: "3 May 2031 –
/// Ada Roe", "Posted on 3 May 2031 by Ada Roe"; or opens with: "Ada Roe 3 May 2031", "Ada Roe, Political Editor 3 May 2031",
/// be the date in a line of its own.
fn dated(_: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let line = |(block, next): (&HtmlBlock, Option<&HtmlBlock>)| -> Vec<String> {
        let is_bar = |c: char| matches!(c, '|' | '•' | '·' | '/');
        let is_name = |name: &str| is_person(name) && !is_town(name);
        if let Some((who, when)) = block.text.split_once(is_bar)
            && date::first(when.split(is_bar).next().unwrap_or_default()).is_some()
            && who.trim().len() < 60
        {
            return byline::names(who, is_name);
        }
        let behind = [" by ", " By ", " von ", " - ", " – ", " | ", " • ", " · "];
        let parts = behind.iter().filter_map(|joint| block.text.split_once(joint));
        let is_short = |(when, who): &(&str, &str)| when.split_whitespace().count() <= 6 && who.len() < 60;
        let dated = parts.filter(is_short).filter(|(when, _)| date::is_date_line(when));
        let behind = dated.map(|(_, who)| byline::names(who, is_name)).find(|names| !names.is_empty());
        behind
            .or_else(|| {
                byline::before_date(&fold(&block.text))
                    .filter(|name| is_name(name))
                    .map(|name| vec![name.to_string()])
            })
            .or_else(|| {
                let text = fold(&block.text);
                let (who, when) = byline::before_role(&text)?;
                let is_next = || next.is_some_and(|next| date::is_date_line(&next.text));
                let is_dated = if when.is_empty() { is_next() } else { date::is_date_line(when) };
                is_dated.then(|| byline::names(who, is_name))
            })
            .unwrap_or_default()
    };
    let lines = near.iter().take(8).enumerate().map(|(at, block)| (block, near.get(at + 1)));
    let lines = lines.filter(|(block, _)| block.text.len() < 120 && !is_elsewhere(block));
    lines.map(line).find(|names| !names.is_empty()).unwrap_or_default()
}

/// Whether a name opens as those of towns do: "New Vale", "Port Sollis".
fn is_town(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    WordList::TownOpener.has(&first)
}

/// The names of a line that ends with an agency's and holds nothing else: "Ada Roe and Kit Lund, Reuters".
fn credited(_: &Tree, near: &[HtmlBlock]) -> Vec<String> {
    let line = |block: &HtmlBlock| -> Option<Vec<String>> {
        let (who, agency) = block.text.rsplit_once([',', '|', '/', '•', '·'])?;
        all_names(who).filter(|_| is_agency(agency.trim()))
    };
    let lines = near.iter().take(8).filter(|block| block.text.len() < 120 && !is_elsewhere(block));
    lines.filter_map(line).find(|names| !names.is_empty()).unwrap_or_default()
}

/// Whether a link is said to be to an author.
fn is_said_author(tree: &Tree, node: NodeId) -> bool {
    let says =
        |name| tree.attr(node, name).unwrap_or("").split_ascii_whitespace().any(|word| word == "author");
    says("rel") || says("itemprop")
}

/// Whether a link leads to somebody, who need not be an author: outlets keep pages of those they write about.
fn is_profile_link(tree: &Tree, node: NodeId) -> bool {
    let href = tree.attr(node, "href").unwrap_or("");
    let is_said = tree.attr(node, "rel").is_some() || tree.attr(node, "itemprop").is_some();
    !is_said && ["/people/", "/profile/"].iter().any(|path| href.contains(path))
}

fn is_author_link(tree: &Tree, node: NodeId) -> bool {
    let attr = |name| tree.attr(node, name).unwrap_or("");
    let href = &**tree.name(node) == "a"
        && WordList::AuthorPath.words().iter().any(|path| attr("href").contains(path));
    href || is_said_author(tree, node)
}

/// A name without degrees and titles behind it.
fn without_credentials(name: &str) -> String {
    let mut name = name;
    while let Some((rest, last)) = name.rsplit_once(' ')
        && WordList::Credential.has(last)
        && rest.contains(|c: char| !c.is_ascii() || c == ' ')
    {
        name = rest;
    }
    name.to_string()
}

/// Whether a name is that of a newsroom rather than a person.
fn is_desk(name: &str) -> bool {
    name.split_whitespace().any(|word| WordList::Newsroom.has(word))
}

#[cfg(test)]
mod tests {
    const PROSE: &str = "The dam above the town held through the night, its keepers said on Monday morning. ";

    fn bylines(head: &str, above: &str, below: &str) -> Vec<String> {
        let page = format!(
            "<head><meta property=og:site_name content='The Vesper'>{head}</head><body>{above}<article>\
             <h1>Dam holds in storm</h1>{below}<p>{PROSE}{PROSE}</p><p>{PROSE}</p></article></body>"
        );
        crate::html::read(page, &crate::Origin::named("page"), crate::language::identify).article.bylines
    }

    #[test]
    fn a_newsroom_gives_way_to_the_person_shown() {
        let head = "<meta name=author content='The Port Vale Gazette & Herald'>";
        let below = "<p class=byline><a href=/staff/roe>Ada Roe</a></p>";
        assert_eq!(bylines(head, "", below), ["Ada Roe"]);
        assert_eq!(bylines("<meta name=author content='The Vesper'>", "", ""), [""; 0]);
        assert!(super::holds_outlet("PVR Harbour", "PVR") && !super::holds_outlet("Ada Roe", "PVR"));
    }

    #[test]
    fn an_organisation_signs_what_no_person_does() {
        let head = |more: &str| {
            format!(
                r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Dam holds in storm",
                "author": {{"@type": "NewsMediaOrganization", "name": "vesper.example"{more}}}}}</script>"#
            )
        };
        assert_eq!(bylines(&head(""), "", ""), ["vesper.example"]);
        assert_eq!(
            bylines(&head(""), "", "<p class=byline>By <a href=/author/roe>Ada Roe</a></p>"),
            ["Ada Roe"]
        );
        // An outlet that says why it names nobody has not signed the article.
        assert_eq!(
            bylines(&head(r#", "noBylinesPolicy": "https://vesper.example/policy""#), "", ""),
            [""; 0]
        );
    }

    #[test]
    fn a_tag_said_again_adds_a_name() {
        for tag in ["citation_author", "article:author", "dc.creator"] {
            let head = format!("<meta name={tag} content='Ada Roe'><meta name={tag} content='Kit Lund'>");
            assert_eq!(bylines(&head, "", ""), ["Ada Roe", "Kit Lund"]);
        }
    }

    #[test]
    fn links_name_those_whom_the_page_does_not_state() {
        let head = "<meta name=author content='Ada Roe'>";
        let below = "<p><a rel=author href=/roe>Ada Roe</a> and <a rel=author href=/lund>Kit Lund</a></p>";
        assert_eq!(bylines(head, "", below), ["Ada Roe", "Kit Lund"]);
        assert_eq!(bylines("<meta name=author content='Mo Okafor'>", "", below), ["Mo Okafor"]);
        let office = "<p><a href=/author/roe>Ada Roe</a> <a href=/author/paris>Paris</a></p>";
        assert_eq!(bylines("", "", office), ["Ada Roe"]);
        let elsewhere = "<div class=article-author>By<a href=/reporters/roe><span>Ada Roe</span></a></div>";
        assert_eq!(bylines("", "", elsewhere), ["Ada Roe"]);
    }

    #[test]
    fn a_name_before_a_role_and_a_date_is_a_writer() {
        let parts = |name: &str, role: &str| [name, role, "3 May 2031"].map(str::to_string);
        let spans = |parts: [String; 3]| {
            format!("<div>{}</div>", parts.map(|p| format!("<span>{p}</span>")).concat())
        };
        let lines = |parts: [String; 3]| parts.map(|part| format!("<div>{part}</div>")).concat();
        let editor = || parts("Ada Roe", "Political Editor");
        assert_eq!(bylines("", "", &spans(editor())), ["Ada Roe"]);
        assert_eq!(bylines("", "", &lines(editor())), ["Ada Roe"]);
        for (name, role) in [("World News", "Political Editor"), ("Ada Roe", "Dam holds in storm")] {
            assert_eq!(bylines("", "", &lines(parts(name, role))), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_byline_is_looked_for_behind_the_headline_first() {
        let teaser = "<div><h2>Mill closes</h2><small>By Mo Okafor May 2, 2031</small></div>";
        let below = "<div class=latest-by>By <a href=/author/roe>Ada Roe</a> • May 3, 2031 7:00 am</div>";
        assert_eq!(bylines("", teaser, below), ["Ada Roe"]);
    }

    #[test]
    fn a_name_stands_behind_its_date_and_in_a_part_of_a_line_that_is_called_so() {
        for line in [
            "Published May 3, 2031 by Ada Roe",
            "Posted on 3 May 2031 by Ada Roe",
            "3 May 2031 – Ada Roe",
            "<span>3 May 2031</span> <span class='post-author'>Ada Roe </span>",
            "Written by <a href=x>Ada Roe</a> in <a href=y>Valves</a> on 3 May 2031",
        ] {
            assert_eq!(bylines("", "", &format!("<p>{line}</p>")), ["Ada Roe"], "{line}");
        }
        let below = "<div class=x-Byline><div><span>Ada Roe</span></div></div>";
        assert_eq!(bylines("", "", below), ["Ada Roe"]);
        let below = "<div class=byline><a href=/x/author-roe-1.cms>Ada Roe</a> / TNN / Updated: May 3, 2031, 11:05</div>";
        assert_eq!(bylines("", "", below), ["Ada Roe"]);
        assert_eq!(bylines("", "", "<p>3 May 2031 – Port Sollis</p>"), [""; 0]);
        assert_eq!(bylines("", "", "<p>The dam was opened on 3 May 2031 by Ada Roe</p>"), [""; 0]);
    }

    #[test]
    fn a_line_that_is_called_a_byline_names_all_its_writers() {
        let of = |line: &str| bylines("", "", &format!("<div class=byline>{line}</div>"));
        assert_eq!(of("Ada Roe and Kit Lund"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(of("Ada Roe &amp; Kit Lund"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(of("Ada van der Roe"), ["Ada van der Roe"]);
        assert_eq!(of("Ada Roe in Port Vale, Kit Lund in Sollis"), ["Ada Roe", "Kit Lund"]);
        for other in ["Ada Roe and the weather", "Dams and Bridges", "Port Vale and New Sollis"] {
            assert_eq!(of(other), [""; 0], "{other}");
        }
    }

    #[test]
    fn a_line_opens_with_its_writer_and_goes_on_with_the_day() {
        let of = |line: &str| bylines("", "", &format!("<div>{line}</div>"));
        assert_eq!(
            of("<span>Ada-May Roe</span><span>May 03, 2031</span><span>2 Shares 15 Views</span>"),
            ["Ada-May Roe"]
        );
        assert_eq!(of("Ada Roe 3 May 2031"), ["Ada Roe"]);
        assert_eq!(of("Ada Roe<br>May 3, 2031<br>3 min read"), ["Ada Roe"]);
        assert_eq!(of("Ada Roe, Political Editor <time>3 May 2031</time>"), ["Ada Roe"]);
        assert_eq!(of("Ada Roe and Kit Lund, health correspondent, 3 May 2031"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(of("<p>Ada Roe, senior reporter</p><p><time>3 May 2031</time></p>"), ["Ada Roe"]);
        assert!(of("Ada Roe, Political Editor of the year").is_empty());
        assert!(of("New Vale, home of the editor 3 May 2031").is_empty());
        assert!(of("Ada Roe, 3 May 2031 in the words of our editor").is_empty());
        // A place, a change, and a sentence.
        assert!(of("New Vale May 3, 2031").is_empty());
        assert!(of("Ada Roe Updated May 3, 2031").is_empty());
        assert!(of("Ada Roe kept the dam from 3 May 2031").is_empty());
    }

    #[test]
    fn names_in_elements_of_their_own_are_several() {
        for line in [
            "By <span>Ada Roe</span><span>Kit Lund</span>",
            "By <span>Ada Roe</span> <span>Kit Lund</span>",
            "By <b>Ada Roe</b><br><b>Kit Lund</b>",
        ] {
            assert_eq!(
                bylines("", "", &format!("<p class=byline>{line}</p>")),
                ["Ada Roe", "Kit Lund"],
                "{line}"
            );
        }
        // A name whose parts are set apart, and what its bearer does.
        assert_eq!(bylines("", "", "<p class=byline>By <span>Ada</span> <span>Roe</span></p>"), ["Ada Roe"]);
        assert_eq!(
            bylines("", "", "<p class=byline>By <span>Ada Roe</span> <span>Staff Writer</span></p>"),
            ["Ada Roe"]
        );
    }

    #[test]
    fn a_name_stands_before_its_date_and_before_its_agency() {
        for line in ["ADA ROE | MAY 3, 2031", "ADA ROE • 3 May 2031 • 5 min read", "ADA ROE / 3 May 2031"]
        {
            assert_eq!(bylines("", "", &format!("<p>{line}</p>")), ["ADA ROE"], "{line}");
        }
        assert_eq!(bylines("", "", "<p>Port Sollis | May 3, 2031</p>"), [""; 0]);
        assert_eq!(bylines("", "", "<p>Ada Roe and Kit Lund, Reuters</p>"), ["Ada Roe", "Kit Lund"]);
        assert_eq!(
            bylines("", "", "<p>By ADA ROE and KIT LUND Associated Press</p>"),
            ["ADA ROE", "KIT LUND"]
        );
    }
}
