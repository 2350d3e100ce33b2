//! The outlet's name.

use super::super::block::HtmlBlock;
use super::super::dom::{NodeId, Tree};
use crate::lists::WordList;
use crate::words::bare;
use crate::{byline, credit};

/// Settles on the outlet: what the page states, spelt as it is shown, else what its title ends with and its address or
/// the link to its front page confirms.
pub fn publisher(sites: &[String], title_tag: &str, url: &str, shown: &[String], is_english: bool) -> String {
    let is_name = |site: &&str| {
        let n_words = site.split_whitespace().count();
        (1..=7).contains(&n_words) && !site.starts_with("http") && !site.contains(['©', '\n', '<'])
    };
    // "Copyright (c) 2031 The Vesper" names the Vesper.
    let names = || sites.iter().map(|site| credit::owner(site).unwrap_or(site)).filter(is_name);
    let parts = || title_tag.split(BARS).map(str::trim);
    let others = || names().chain(parts()).chain(shown.iter().map(String::as_str)).filter(is_name);
    if let Some(first) = names().next() {
        let site = names().find(|name| spells_out(name, first)).unwrap_or(first);
        let site = site.trim_start_matches('@').trim();
        let better = match () {
            () if is_label(site) => others().find(|name| !is_label(name) && bare(name) == bare(site)),
            // Readers of an English page know the outlet by the name that it gives there.
            () if is_english && !is_latin(site) => {
                others().skip(1).find(|name| is_latin(name) && !is_address(name))
            }
            () => None,
        };
        return better.unwrap_or(site).to_string();
    }
    let host = url::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_string)).unwrap_or_default();
    let host_bare: String = host.trim_start_matches("www.").chars().filter(|c| c.is_alphanumeric()).collect();
    for part in title_tag.rsplit(BARS).take(2) {
        let bare_part = bare(part);
        let is_shown = || shown.iter().any(|name| bare(name) == bare_part);
        if bare_part.len() > 3 && (host_bare.contains(&bare_part) || is_shown()) {
            return part.trim().to_string();
        }
    }
    String::new()
}

const BARS: [char; 7] = ['|', '-', '–', '—', '·', '»', '•'];

/// What the page shows that may be its outlet's name: links to its front page, by their words or their picture's, and
/// the owners of copyright lines.
pub fn shown(tree: &Tree, blocks: &[HtmlBlock]) -> Vec<String> {
    let links = tree.descend(tree.root()).filter(|node| &**tree.name(*node) == "a");
    let home = links.filter(|node| tree.attr(*node, "href").is_some_and(is_front_page)).take(MAX_SHOWN);
    let owners = blocks.iter().rev().take(MAX_SHOWN).filter_map(|block| credit::owner(&block.text));
    let names = home.flat_map(|link| called(tree, link)).chain(owners.map(str::to_string));
    names.filter(|name| (3..60).contains(&name.len()) && !WordList::NoOutlet.has(&bare(name))).collect()
}

const MAX_SHOWN: usize = 12;

/// What a link is called: its words, or its picture's description.
fn called(tree: &Tree, link: NodeId) -> Vec<String> {
    let attrs =
        |node| ["alt", "aria-label", "title"].into_iter().filter_map(move |name| tree.attr(node, name));
    let described = tree.descend(link).take(20).flat_map(attrs).map(without_logo);
    std::iter::once(tree.folded_text(link)).chain(described).collect()
}

/// "The Vesper logo" is "The Vesper".
fn without_logo(text: &str) -> String {
    let words = text.split_whitespace();
    let is_name = |word: &&str| !matches!(&*word.to_lowercase(), "logo" | "home" | "homepage" | "page");
    words.filter(is_name).collect::<Vec<_>>().join(" ")
}

fn is_front_page(address: &str) -> bool {
    let path = address
        .split_once("//")
        .map_or(address, |(_, rest)| rest.split_once('/').map_or("/", |(_, path)| path));
    matches!(path.trim(), "/" | "" | "/index.html" | "./")
}

/// Whether a name is one word as addresses have it: "newyorkdailynews".
fn is_label(name: &str) -> bool {
    name.len() >= 5
        && name.is_ascii()
        && !name.contains(|c: char| c.is_whitespace() || c.is_ascii_uppercase())
}

fn is_address(name: &str) -> bool {
    name.contains('.') && !name.contains(' ')
}

fn is_latin(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a name is that of a domain: "The Vesper" of "the-vesper.example".
fn spells_out(name: &str, domain: &str) -> bool {
    let Some((label, top)) = domain.rsplit_once('.').filter(|_| !domain.contains(' ')) else { return false };
    let (label, bare_name) = (bare(label.trim_start_matches("www.")), bare(name));
    let is_longer = || bare_name.starts_with(&label) && !byline::is_person(name);
    top.len() > 1 && !name.contains('.') && (bare_name == label || label.len() > 2 && is_longer())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_lines_are_no_names() {
        let publisher = |site: &str| publisher(&[site.to_string()], "", "", &[], false);
        assert_eq!(publisher("Copyright (c) 2031 The Vesper. All rights reserved."), "The Vesper");
        assert_eq!(publisher("© All rights reserved"), "");
        assert_eq!(publisher("@vesper"), "vesper");
    }

    #[test]
    fn a_name_is_taken_over_a_domain() {
        let of = |sites: [&str; 2]| publisher(&sites.map(str::to_string), "", "", &[], false);
        assert_eq!(of(["the-vesper.example", "The Vesper"]), "The Vesper");
        assert_eq!(of(["vesper.example", "Vesper Online"]), "vesper.example");
        assert_eq!(of(["vesper.example", "Sunrise Holding plc"]), "vesper.example");
    }

    fn outlet(lang: &str, head: &str, body: &str) -> String {
        let page = format!(
            "<html lang={lang}><head>{head}</head><body>{body}<article><h1>Dam holds in storm</h1><p>{}</p></article></body>",
            "The dam above the town held through the night, its keepers said. ".repeat(4)
        );
        crate::html::read(page, &crate::Origin::named("page"), crate::language::identify).article.publisher
    }

    #[test]
    fn a_name_in_one_word_is_spelt_as_the_page_shows_it() {
        let head = "<meta property=og:site_name content=portvaledailynews>";
        let logo = "<a href=/><img alt='Port Vale Daily News logo'></a>";
        assert_eq!(outlet("en", head, logo), "Port Vale Daily News");
        let title = format!("{head}<title>Dam holds in storm - Port Vale Daily News</title>");
        assert_eq!(outlet("en", &title, ""), "Port Vale Daily News");
        assert_eq!(outlet("en", head, ""), "portvaledailynews");
    }

    #[test]
    fn an_english_page_gives_its_outlets_english_name() {
        let head = "<meta property=og:site_name content='Вестник Вале'><title>Dam holds in storm | Vale Messenger</title>";
        assert_eq!(outlet("ru", head, ""), "Вестник Вале");
        let logo = "<a href='https://vale.example/'>Vale Messenger</a>";
        let head = "<meta property=og:site_name content='Вестник Вале'>";
        assert_eq!(outlet("en", head, logo), "Vale Messenger");
    }

    #[test]
    fn a_title_that_ends_as_the_link_home_is_called_ends_with_the_outlet() {
        let title = "<title>Dam holds in storm - Treble Post</title>";
        assert_eq!(outlet("en", title, "<a href=/>Treble Post</a>"), "Treble Post");
        assert_eq!(outlet("en", title, "<a href=/>Home</a>"), "");
    }
}
