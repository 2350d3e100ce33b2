//! RSS, Atom and RDF.

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::address::address;
use super::entry::{Feed, FeedEntry};
use super::markup::{paragraphs, text_of, unescaped, unwrapped};

pub fn feed(text: &str, own: Option<&Url>) -> Feed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed::default();
    let mut is_inside = false;
    let mut bases: Vec<Option<Url>> = vec![own.cloned()];
    loop {
        match element(&mut reader, &mut feed, &mut is_inside, &mut bases) {
            Ok(true) => {}
            Ok(false) => return feed,
            Err(error) => {
                // Half an entry is none.
                let cut = is_inside.then(|| feed.entries.pop()).flatten();
                let place = cut.map_or(String::new(), |_| format!(" in entry {}", feed.entries.len() + 1));
                feed.fault = Some(format!("{place}: {error}"));
                return feed;
            }
        }
    }
}

/// Reads one piece of the markup; `false` at the end. `bases` are those of the open elements, outermost first.
fn element(
    reader: &mut Reader<&[u8]>,
    feed: &mut Feed,
    is_inside: &mut bool,
    bases: &mut Vec<Option<Url>>,
) -> quick_xml::Result<bool> {
    let nearest = bases.last().cloned().flatten();
    match reader.read_event()? {
        Event::Start(tag) => {
            let base = based(&tag, nearest);
            if let Some(language) = attribute(&tag, "xml:lang").filter(|_| !*is_inside) {
                feed.language.get_or_insert(language);
            }
            let name = field(&tag);
            match name {
                "item" | "entry" => {
                    feed.entries.push(FeedEntry { base: base.clone(), ..FeedEntry::default() });
                    *is_inside = true;
                    open(bases, base);
                }
                "rss" | "feed" | "RDF" | "channel" | "items" => open(bases, base),
                // Whatever else there is has titles and addresses of its own.
                _ => {
                    let inner = reader.read_text(tag.name())?;
                    feed.set(*is_inside, name, &tag, &inner, base.as_ref());
                }
            }
        }
        Event::Empty(tag) => {
            let base = based(&tag, nearest);
            feed.set(*is_inside, field(&tag), &tag, "", base.as_ref());
        }
        Event::End(tag) => {
            *is_inside &= !matches!(tag.local_name().into_inner(), "item" | "entry");
            if bases.len() > 1 {
                bases.pop();
            }
        }
        Event::Eof => return Ok(false),
        _ => {}
    }
    Ok(true)
}

/// More elements than a feed nests.
const MAX_OPEN: usize = 64;

fn open(bases: &mut Vec<Option<Url>>, base: Option<Url>) {
    if bases.len() < MAX_OPEN {
        bases.push(base);
    }
}

/// What addresses in an element start from: its own `xml:base`, which starts from that around it (RFC 3986, 5.1).
fn based(tag: &BytesStart, around: Option<Url>) -> Option<Url> {
    let Some(own) = attribute(tag, "xml:base") else { return around };
    match &around {
        Some(base) => base.join(&own).ok(),
        None => Url::parse(&own).ok(),
    }
    .or(around)
}

/// An element's name: without its prefix where that is one of a feed's own, whole otherwise.
fn field<'t>(tag: &'t BytesStart) -> &'t str {
    let name = tag.name().into_inner();
    match name.split_once(':') {
        Some(("atom" | "atom10" | "a10" | "content" | "dc" | "dcterms" | "rdf" | "rss", name)) => name,
        _ => name,
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    Some(unescaped(&tag.try_get_attribute(name).ok()??.value))
}

/// An element that holds what a feed or an entry says.
struct Element<'t> {
    name: &'t str,
    tag: &'t BytesStart<'t>,
    inner: &'t str,
    kind: String,
}

impl<'t> Element<'t> {
    fn new(name: &'t str, tag: &'t BytesStart<'t>, inner: &'t str) -> Element<'t> {
        Element { name, tag, inner, kind: attribute(tag, "type").unwrap_or_default() }
    }

    fn plain(&self) -> Option<String> {
        Some(unwrapped(self.inner).trim().to_string()).filter(|text| !text.is_empty())
    }

    fn markup(&self) -> Option<String> {
        match &*self.kind {
            "xhtml" => Some(self.inner.to_string()),
            "text" | "text/plain" => self.plain().map(|text| paragraphs(&text)),
            _ => self.plain(),
        }
    }

    fn title(&self) -> Option<String> {
        let text = if self.kind == "text" { escape(self.plain()?).into_owned() } else { self.markup()? };
        Some(text_of(&text)).filter(|title| !title.is_empty())
    }

    fn author(&self) -> Option<String> {
        if matches!(self.name, "author" | "creator") { name_of(self.inner) } else { None }
    }
}

impl Feed {
    /// Takes in an element of the feed, or of its last entry.
    fn set(&mut self, is_inside: bool, name: &str, tag: &BytesStart, inner: &str, base: Option<&Url>) {
        let element = Element::new(name, tag, inner);
        match self.entries.last_mut().filter(|_| is_inside) {
            Some(entry) => entry.set(&element, base),
            None => self.set_own(&element),
        }
    }

    fn set_own(&mut self, element: &Element) {
        self.authors.extend(element.author());
        match element.name {
            "title" if self.title.is_none() => self.title = element.title(),
            "link" if self.home.is_none() => {
                self.home = link(element.tag).map(|(_, url)| url).or_else(|| element.plain());
            }
            "language" if self.language.is_none() => self.language = element.plain(),
            _ => {}
        }
    }
}

impl FeedEntry {
    fn set(&mut self, element: &Element, base: Option<&Url>) {
        self.authors.extend(element.author());
        let (field, value) = match element.name {
            "link" => return self.set_link(element, base),
            "title" => (&mut self.title, element.title()),
            "guid" | "id" => {
                if element.name == "guid" {
                    let is_address = attribute(element.tag, "isPermaLink").is_none_or(|said| said == "true");
                    self.is_id_address = is_address && element.inner.contains("://");
                }
                (&mut self.id, element.plain())
            }
            "pubDate" | "published" | "issued" | "date" => (&mut self.published, element.plain()),
            "updated" | "modified" => (&mut self.updated, element.plain()),
            "encoded" | "content" => (&mut self.content, element.markup()),
            "description" | "summary" => (&mut self.summary, element.markup()),
            _ => return,
        };
        if field.is_none() {
            *field = value;
        }
    }

    fn set_link(&mut self, element: &Element, base: Option<&Url>) {
        let plain = || Some((RANK_OF_TEXT, element.plain()?));
        let (rank, url) = link(element.tag).or_else(plain).unwrap_or_default();
        if rank > self.url_rank {
            (self.url_rank, self.url) = (rank, Some(address(&url, base).unwrap_or(url)));
        }
    }
}

/// How surely RSS's `<link>` is the page itself.
const RANK_OF_TEXT: u8 = 2;

/// The address of an Atom link to the page itself, and how surely it is: HTML before any other form of it.
fn link(tag: &BytesStart) -> Option<(u8, String)> {
    let is_own = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
    let href = attribute(tag, "href").filter(|_| is_own)?;
    let rank = match attribute(tag, "type").as_deref() {
        Some("text/html" | "application/xhtml+xml") => 3,
        None => 2,
        Some(_) => 1,
    };
    Some((rank, href))
}

/// An author's name: Atom's `<name>`, or RSS's `mail@example.org (Name)`.
fn name_of(inner: &str) -> Option<String> {
    let inner = match inner.split_once("<name>") {
        Some((_, rest)) => rest.split("</name>").next().unwrap_or_default(),
        None => inner,
    };
    let text = text_of(&unwrapped(inner));
    let name = match text.split_once(" (") {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')'),
        _ => text.as_str(),
    };
    Some(name.to_string()).filter(|name| !name.is_empty() && !name.contains('@'))
}
