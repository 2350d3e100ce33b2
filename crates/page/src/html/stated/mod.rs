//! What a page states about itself for machines, unreconciled.

mod jsonld;
mod says;
mod unescape;

use jsonld::JsonLdArticle;
pub use jsonld::StatedUpdate;
use says::Says;
use unescape::unescape;

use super::dom::{NodeId, Tree};
use crate::words::fold;

/// What the page states in JSON-LD, OpenGraph, microdata and `<meta>`, unreconciled.
#[derive(Debug, Default)]
pub struct Stated {
    /// Candidates for the headline, most trusted first.
    pub headlines: Vec<String>,
    /// Candidates for the standfirst (description), most trusted first.
    pub descriptions: Vec<String>,
    /// The headline that JSON-LD gives, and `og:title`.
    pub jsonld_headline: Option<String>,
    pub og_title: Option<String>,
    /// The `<title>`.
    pub title_tag: String,
    /// Who wrote it, a list from each place that says so, most trusted first.
    pub authors: Vec<Vec<String>>,
    /// The organisations that it says wrote it.
    pub newsrooms: Vec<String>,
    pub published: Vec<String>,
    pub modified: Vec<String>,
    pub sites: Vec<String>,
    pub canonical: Option<String>,
    pub language: Option<String>,
    /// Whether it calls itself an article.
    pub is_article: bool,
    /// What it asks programs.
    pub robots: Vec<String>,
    /// How many words it says that its article has.
    pub n_words: Option<u64>,
    /// Whether it calls itself a live blog, and the entries that it says it has.
    pub is_live: bool,
    pub updates: Vec<StatedUpdate>,
}

/// Reads what the page states.
pub fn stated(tree: &Tree) -> Stated {
    let mut tags = Tags::default();
    let mut scripts = Vec::new();
    for node in tree.descend(tree.root()) {
        if !tree.is_element(node) {
            continue;
        }
        let attr = |name| tree.attr(node, name);
        match &**tree.name(node) {
            "meta" => tags.meta(tree, node),
            "title" if tags.title.is_empty() => tags.title = tree.folded_text(node),
            "html" => tags.language = attr("lang").map(str::to_string),
            "link" if attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                tags.canonical = attr("href").map(str::to_string);
            }
            "script" if attr("type").is_some_and(|t| t.contains("ld+json")) => {
                scripts.extend(tree.first_child(node).and_then(|text| tree.text(text)));
            }
            _ => {}
        }
        // RDFa says on any element what microdata says, `<meta>` has been read.
        let rdfa = attr("property").filter(|_| &**tree.name(node) != "meta");
        if let Some(property) = attr("itemprop").or(rdfa) {
            tags.property(tree, node, property.trim_start_matches("schema:"));
        }
    }
    tags.reconcile(jsonld::article(&scripts))
}

/// The name of an outlet is shorter.
const MAX_NAME: usize = 100;

/// Values of `<meta>` and microdata by what they say.
#[derive(Debug, Default)]
struct Tags {
    title: String,
    og_title: Option<String>,
    headlines: Vec<String>,
    descriptions: Vec<String>,
    /// Lists of names by the tags that say them.
    authors: Vec<(String, Vec<String>)>,
    published: Vec<String>,
    published_weak: Vec<String>,
    modified: Vec<String>,
    sites: Vec<String>,
    publishers: Vec<String>,
    canonical: Option<String>,
    og_url: Option<String>,
    language: Option<String>,
    robots: Vec<String>,
    is_article: bool,
}

impl Tags {
    fn meta(&mut self, tree: &Tree, node: NodeId) {
        let attr = |name| tree.attr(node, name);
        let Some(name) = attr("property").or(attr("name")).or(attr("http-equiv")) else { return };
        let Some(content) = attr("content").map(|c| unescape(&fold(c))).filter(|c| !c.is_empty()) else {
            return;
        };
        if content.len() > 5000 {
            return;
        }
        let name = name.to_ascii_lowercase().replace("dc:", "dc.");
        if name == "og:title" {
            self.og_title.get_or_insert_with(|| content.clone());
        }
        if name == "robots" {
            self.robots.push(content);
            return;
        }
        match Says::of(&name) {
            Some(Says::Title) => self.headlines.push(content),
            Some(Says::Description) => self.descriptions.push(content),
            // Yoast's label for it is "Written by" in the page's language; a reading time has digits.
            Some(Says::Author)
                if name == "twitter:data1" && content.contains(|c: char| c.is_ascii_digit()) => {}
            // A tag said again goes on with its list, as OpenGraph's arrays do.
            Some(Says::Author) => match self.authors.iter_mut().find(|(tag, _)| *tag == name) {
                Some((_, list)) => list.push(content),
                None => self.authors.push((name, vec![content])),
            },
            Some(Says::Published) => self.published.push(content),
            Some(Says::Date) => self.published_weak.push(content),
            Some(Says::Modified) => self.modified.push(content),
            Some(Says::Site | Says::Publisher | Says::Copyright) if content.len() >= MAX_NAME => {}
            Some(Says::Site) => self.sites.push(content),
            Some(Says::Publisher) => self.publishers.push(content),
            Some(Says::Copyright) => self.publishers.push(format!("© {content}")),
            Some(Says::Type) => self.is_article |= content.eq_ignore_ascii_case("article"),
            Some(Says::Url) => self.og_url = Some(content),
            Some(Says::Language) if self.language.is_none() => {
                self.language = Some(content.replace('_', "-"))
            }
            Some(Says::Language) | None => {}
        }
    }

    fn property(&mut self, tree: &Tree, node: NodeId, property: &str) {
        let value = || {
            let attr = tree.attr(node, "content").or(tree.attr(node, "datetime")).map(fold);
            attr.filter(|v| !v.is_empty()).unwrap_or_else(|| tree.folded_text(node))
        };
        for word in property.split_ascii_whitespace() {
            match word {
                "datePublished" | "dateCreated" => self.published.push(value()),
                "dateModified" => self.modified.push(value()),
                "headline" => self.headlines.push(value()),
                _ => {}
            }
        }
    }

    fn reconcile(self, article: Option<JsonLdArticle>) -> Stated {
        let article = article.unwrap_or_default();
        let first =
            |stated: Vec<String>, rest: Vec<String>| stated.into_iter().chain(rest).collect::<Vec<_>>();
        let mut authors = Vec::new();
        if !article.authors.is_empty() {
            authors.push(article.authors);
        }
        authors.extend(self.authors.into_iter().map(|(_, list)| list));
        Stated {
            is_article: self.is_article,
            n_words: article.n_words,
            is_live: article.is_live,
            updates: article.updates,
            robots: self.robots,
            jsonld_headline: article.headline.clone(),
            og_title: self.og_title,
            headlines: first(article.headline.into_iter().collect(), self.headlines),
            descriptions: first(article.description.into_iter().collect(), self.descriptions),
            title_tag: self.title,
            authors,
            newsrooms: article.newsrooms,
            published: first(
                article.published.into_iter().collect(),
                first(self.published, self.published_weak),
            ),
            modified: first(article.modified.into_iter().collect(), self.modified),
            sites: first(self.sites, first(article.publisher.into_iter().collect(), self.publishers)),
            canonical: self.canonical.or(self.og_url).or(article.url),
            language: self.language.or(article.language).filter(|l| (2..=35).contains(&l.len())),
        }
    }
}
