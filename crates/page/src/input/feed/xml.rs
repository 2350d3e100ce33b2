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

impl Feed {
    /// Takes in an element of the feed, or of its last entry.
    fn set(&mut self, is_inside: bool, name: &str, tag: &BytesStart, inner: &str, base: Option<&Url>) {
        let kind = attribute(tag, "type").unwrap_or_default();
        let plain = || Some(unwrapped(inner).trim().to_string()).filter(|text| !text.is_empty());
        let markup = || match &*kind {
            "xhtml" => Some(inner.to_string()),
            "text" | "text/plain" => plain().map(|text| paragraphs(&text)),
            _ => plain(),
        };
        let title = || {
            let text = if kind == "text" { escape(plain()?).into_owned() } else { markup()? };
            Some(text_of(&text)).filter(|title| !title.is_empty())
        };
        let authors = match name {
            "author" | "creator" => name_of(inner),
            _ => None,
        };
        let entry = match self.entries.last_mut().filter(|_| is_inside) {
            Some(entry) => entry,
            None => {
                self.authors.extend(authors);
                match name {
                    "title" if self.title.is_none() => self.title = title(),
                    "link" if self.home.is_none() => {
                        self.home = link(tag).map(|(_, url)| url).or_else(plain);
                    }
                    "language" if self.language.is_none() => self.language = plain(),
                    _ => {}
                }
                return;
            }
        };
        entry.authors.extend(authors);
        if name == "link" {
            let (rank, url) = link(tag).or_else(|| Some((RANK_OF_TEXT, plain()?))).unwrap_or_default();
            if rank > entry.url_rank {
                (entry.url_rank, entry.url) = (rank, Some(address(&url, base).unwrap_or(url)));
            }
            return;
        }
        if name == "guid" {
            let is_address = attribute(tag, "isPermaLink").is_none_or(|said| said == "true");
            entry.is_id_address = is_address && inner.contains("://");
        }
        let (field, value) = match name {
            "title" => (&mut entry.title, title()),
            "guid" | "id" => (&mut entry.id, plain()),
            "pubDate" | "published" | "issued" | "date" => (&mut entry.published, plain()),
            "updated" | "modified" => (&mut entry.updated, plain()),
            "encoded" | "content" => (&mut entry.content, markup()),
            "description" | "summary" => (&mut entry.summary, markup()),
            _ => return,
        };
        if field.is_none() {
            *field = value;
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
