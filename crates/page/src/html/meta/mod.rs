//! What a page says about itself: headline, bylines, dates, publisher, address.
//!
//! [`stated`] reads what the page states for machines; [`meta`] settles each field by holding that against
//! what the page shows.

mod byline;
mod date;
mod jsonld;
mod publisher;
mod title;

use jsonld::Article;
use onrecord_record::Role;

use super::block::Block;
use super::body::{Body, Place};
use super::dom::{NodeId, Tree};
use crate::words::fold;
use crate::{Origin, agency, credit};

/// What the page states in JSON-LD, OpenGraph, microdata and `<meta>`, unreconciled.
#[derive(Debug, Default)]
pub struct Stated {
    /// Candidates for the headline, most trusted first.
    pub headlines: Vec<String>,
    /// Candidates for the standfirst (description), most trusted first.
    pub descriptions: Vec<String>,
    /// The headline that JSON-LD gives, and `og:title`.
    jsonld_headline: Option<String>,
    og_title: Option<String>,
    /// The `<title>`.
    title_tag: String,
    /// Who wrote it, a list from each place that says so, most trusted first.
    authors: Vec<Vec<String>>,
    published: Vec<String>,
    modified: Vec<String>,
    sites: Vec<String>,
    canonical: Option<String>,
    language: Option<String>,
}

/// What is settled on once all that the page states and shows is reconciled.
#[derive(Debug, Default)]
pub struct Meta {
    pub title: String,
    pub standfirst: String,
    pub bylines: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: String,
    pub url: String,
    pub language: Option<String>,
    pub agency: Vec<String>,
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
        match &*name {
            "og:title" | "twitter:title" | "dc.title" | "sailthru.title" | "parsely-title"
            | "citation_title" | "cxenseparse:title" | "title" | "headline" => self.headlines.push(content),
            "og:description"
            | "twitter:description"
            | "description"
            | "dc.description"
            | "sailthru.description" => {
                self.descriptions.push(content);
            }
            "author"
            | "parsely-author"
            | "sailthru.author"
            | "dc.creator"
            | "dcterms.creator"
            | "article:author"
            | "og:article:author"
            | "byl"
            | "authors"
            | "cxenseparse:author"
            | "article:author_name"
            | "dc.contributor"
            | "twitter:data1"
            | "article.author"
            | "shareaholic:article_author_name"
            | "vr:author"
            | "citation_author"
                // Yoast's label for it is "Written by" in the page's language; a reading time has digits.
                if name != "twitter:data1" || !content.contains(|c: char| c.is_ascii_digit()) =>
            {
                // A tag said again goes on with its list, as OpenGraph's arrays do.
                match self.authors.iter_mut().find(|(tag, _)| *tag == name) {
                    Some((_, list)) => list.push(content),
                    None => self.authors.push((name, vec![content])),
                }
            }
            "article:published_time"
            | "og:article:published_time"
            | "datepublished"
            | "parsely-pub-date"
            | "sailthru.date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.issued"
            | "article.published"
            | "publication_date"
            | "publicationdate"
            | "cxenseparse:recs:publishtime"
            | "cxenseparse:publishtime"
            | "dc.date.created"
            | "article_date_original"
            | "originalpublicationdate"
            | "article:published"
            | "published_time"
            | "pub_date"
            | "citation_publication_date"
            | "citation_date"
            | "bepress_citation_date"
            | "og:published_time"
            | "published"
            | "article:create_time"
            | "bt:pubdate"
            | "vr:published_time"
            | "creationdatetime"
            | "datecreated"
            | "prism.publicationdate"
            | "iso-8601-publish-date" => {
                self.published.push(content);
            }
            "date" | "dc.date" | "dcterms.date" | "og:pubdate" | "article:date" | "displaydate"
            | "timestamp" | "release_date" | "video:release_date" | "og:release_date" | "ptime" => {
                self.published_weak.push(content)
            }
            "article:modified_time"
            | "og:updated_time"
            | "datemodified"
            | "last-modified"
            | "dcterms.modified"
            | "lastmod"
            | "article.updated"
            | "revision_date"
            | "cxenseparse:modifiedtime"
            | "updated_time" => {
                self.modified.push(content);
            }
            "og:site_name" | "application-name" if content.len() < 100 => self.sites.push(content),
            "dc.publisher"
            | "article:publisher_name"
            | "publisher"
            | "dcterms.publisher"
            | "citation_publisher"
                if content.len() < 100 =>
            {
                self.publishers.push(content);
            }
            "copyright" if content.len() < 100 => self.publishers.push(format!("© {content}")),
            "og:url" => self.og_url = Some(content),
            "content-language" | "og:locale" | "dc.language" | "inlanguage" if self.language.is_none() => {
                self.language = Some(content.replace('_', "-"));
            }
            _ => {}
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

    fn reconcile(self, article: Option<Article>) -> Stated {
        let article = article.unwrap_or_default();
        let first =
            |stated: Vec<String>, rest: Vec<String>| stated.into_iter().chain(rest).collect::<Vec<_>>();
        let mut authors = Vec::new();
        if !article.authors.is_empty() {
            authors.push(article.authors);
        }
        authors.extend(self.authors.into_iter().map(|(_, list)| list));
        Stated {
            jsonld_headline: article.headline.clone(),
            og_title: self.og_title,
            headlines: first(article.headline.into_iter().collect(), self.headlines),
            descriptions: first(article.description.into_iter().collect(), self.descriptions),
            title_tag: self.title,
            authors,
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

/// Settles on one answer for each field.
pub fn meta(tree: &Tree, stated: &Stated, blocks: &[Block], body: &Body, origin: &Origin) -> Meta {
    let url = address(stated.canonical.as_deref(), origin.url.as_deref());
    let publisher = publisher::publisher(&stated.sites, &stated.title_tag, &url);
    let title = title::title(tree, stated, blocks, body, &publisher);
    let in_role = |role| {
        let of_role = move |(_, place): &(&Block, &Place)| **place == Place::Article(role);
        blocks.iter().zip(&body.places).filter(of_role).map(|(block, _)| block.text.as_str())
    };
    let bylines = byline::bylines(tree, &stated.authors, blocks, body, &publisher, &title);
    let text: Vec<&str> = in_role(Role::Paragraph).chain(in_role(Role::Credit)).collect();
    let (names, agencies): (Vec<String>, Vec<String>) =
        bylines.into_iter().partition(|name| !agency::is_agency(name));
    let credited = credited(&text).into_iter().map(str::to_string);
    let mut agency: Vec<String> = Vec::new();
    for name in credited.chain(agencies.iter().filter_map(|name| agency::agency(name)).map(str::to_string)) {
        if !agency.contains(&name) {
            agency.push(name);
        }
    }
    let shown = date::shown(tree, blocks, body);
    let published = date::published(&stated.published, &stated.modified, &shown, &url);
    Meta {
        standfirst: in_role(Role::Standfirst).collect::<Vec<_>>().join("\n"),
        // Where nobody else is named, the agency is the byline that the page shows.
        bylines: if names.is_empty() { agencies } else { names },
        modified: date::modified(&stated.modified, published.as_deref()),
        published: published.or_else(|| origin.published.clone()),
        title: if title.is_empty() { origin.title.clone().unwrap_or_default() } else { title },
        publisher,
        url,
        language: stated.language.clone(),
        agency,
    }
}

/// The agencies that an article's paragraphs credit: in a dateline at its beginning, or in a line at its end.
fn credited(paragraphs: &[&str]) -> Vec<&'static str> {
    let datelines = paragraphs.iter().take(3).flat_map(|text| agency::dateline(text));
    let ends = paragraphs.iter().rev().take(4).filter_map(|text| credit::supplied(text));
    datelines.chain(ends.flatten()).collect()
}

/// The canonical address, made absolute; the page's own where it states none that holds.
fn address(canonical: Option<&str>, own: Option<&str>) -> String {
    let base = own.and_then(|own| url::Url::parse(own).ok());
    let resolved = canonical.and_then(|canonical| match &base {
        Some(base) => base.join(canonical).ok(),
        None => url::Url::parse(canonical).ok(),
    });
    let is_web = |url: &url::Url| matches!(url.scheme(), "http" | "https");
    let is_front = |url: &url::Url| url.path() == "/" && base.as_ref().is_some_and(|b| b.path() != "/");
    match resolved.filter(|url| is_web(url) && !is_front(url)) {
        Some(url) => url.to_string(),
        None => own.unwrap_or_default().to_string(),
    }
}

/// Decodes references that were escaped twice.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let tree = super::dom::parse(text);
    let plain: String = tree.descend(tree.root()).filter_map(|n| tree.text(n)).collect();
    fold(&plain)
}
