//! Feeds: one page an entry (RSS 0.9 to 2.0, Atom, RDF, JSON Feed).
//!
//! Feeds are seldom faultless, so names count here, not namespaces or versions, and a feed that breaks off
//! gives the entries before.

mod address;
mod entry;
mod json;
mod markup;
mod when;
mod xml;

use onrecord_record::{Note, Provenance};
use url::Url;

use super::content::{PageBytes, Pages, decode};
use super::origin::{InputKind, Origin};
use crate::error::ErrorKind;
use crate::{Error, NoArticle, Page, html, language};
use address::address;
use entry::{Feed, FeedEntry};
use markup::text_of;
use when::iso;

/// The pages of a feed's entries; what an entry's own text does not say is taken from the feed.
pub fn entries(content: PageBytes, origin: &Origin) -> Pages {
    let (decoded, provenance) = decode(content, InputKind::Feed, origin);
    let is_json = decoded.text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{');
    let own = origin.url.as_deref().and_then(|url| Url::parse(url).ok());
    let mut feed = if is_json { json::feed(&decoded.text) } else { xml::feed(&decoded.text, own.as_ref()) };
    let entries = std::mem::take(&mut feed.entries);
    let end = match feed.fault.take() {
        Some(what) => Some((ErrorKind::Malformed, format!("the feed breaks off{what}"))),
        None if entries.is_empty() => Some((ErrorKind::Empty, "is a feed without entries".to_string())),
        None => None,
    };
    let end = end.map(|(kind, what)| Err(Error::new(kind, &origin.input, what)));
    let home = feed.home.as_deref().and_then(|home| Url::parse(home).ok());
    let base = if is_json { home.or(own) } else { own.or(home) };
    let language = language_of(&entries, feed.language.as_deref());
    let notes = decoded.notes.iter().map(Note::on_page).collect();
    let around = FeedContext { feed, base, language, notes, provenance, origin: origin.clone() };
    let pages = entries.into_iter().enumerate().map(move |(idx, entry)| Ok(around.page(idx, entry)));
    Box::new(pages.chain(end))
}

/// What a feed's entries have in common.
struct FeedContext {
    feed: Feed,
    /// What relative addresses start from.
    base: Option<Url>,
    language: (String, f64),
    notes: Vec<Note>,
    provenance: Provenance,
    origin: Origin,
}

impl FeedContext {
    fn page(&self, idx: usize, entry: FeedEntry) -> Page {
        let base = entry.base.as_ref().or(self.base.as_ref());
        let stated = entry.url.or_else(|| entry.id.clone().filter(|_| entry.is_id_address));
        let url = stated.as_deref().and_then(|url| address(url, base));
        let id = entry.id.or_else(|| url.clone());
        let name = url.clone().unwrap_or_else(|| (idx + 1).to_string());
        let published = entry.published.as_deref().and_then(iso).or_else(|| self.origin.published.clone());
        let input = format!("{}#{name}", self.origin.input);
        let page_url = url.clone();
        let origin = Origin { input, url, published, ..self.origin.clone() };
        let text = entry.content.or(entry.summary).unwrap_or_default();
        let identify = |text: &str, stated: Option<&str>| match text.len() < ENOUGH_TO_TELL {
            true => self.language.clone(),
            false => language::identify(text, stated.or(self.feed.language.as_deref())),
        };
        let mut page = html::read(format!("<article>{text}</article>"), &origin, identify);
        // An entry is a part of a page, however short; one with neither words nor a page behind it is nothing.
        let is_nothing = page.article.text.is_empty() && page.article.url.is_empty();
        page.no_article = is_nothing.then_some(NoArticle::Empty);
        if page.article.text.is_empty() && !is_nothing {
            page.notes
                .push(Note::on_page("the feed gives no text for this entry; read the page that it links to"));
        }
        if let (Some(stated), None) = (&stated, &page_url) {
            let what =
                format!("the feed links this entry to {stated:?}, which is no web address; it was left out");
            page.notes.push(Note::on_page(what));
        }
        if is_nothing {
            page.notes.push(Note::on_page("the feed gives neither text nor a page for this entry"));
        }
        page.notes.extend(self.notes.iter().cloned());
        page.provenance = self.provenance.clone();
        page.provenance.container = Some("feed".to_string());
        page.provenance.part = Some(match id {
            Some(id) => format!("entry {} ({id})", idx + 1),
            None => format!("entry {}", idx + 1),
        });
        let article = &mut page.article;
        if let Some(title) = entry.title {
            article.title = title;
        }
        if article.bylines.is_empty() {
            article.bylines =
                if entry.authors.is_empty() { self.feed.authors.clone() } else { entry.authors };
        }
        if article.publisher.is_empty() {
            article.publisher = self.feed.title.clone().unwrap_or_default();
        }
        article.modified = article.modified.take().or(entry.updated.as_deref().and_then(iso));
        page
    }
}

/// An entry with fewer bytes of text is in its feed's language: a teaser is too short to tell, and to ask takes
/// longer than to read it.
const ENOUGH_TO_TELL: usize = 200;

/// The language that a feed's first entries are in, together.
fn language_of(entries: &[FeedEntry], stated: Option<&str>) -> (String, f64) {
    let mut text = String::new();
    for entry in entries {
        let body = entry.content.as_deref().or(entry.summary.as_deref()).map(text_of);
        text.extend([
            entry.title.as_deref().unwrap_or_default(),
            " ",
            body.as_deref().unwrap_or_default(),
            " ",
        ]);
        if text.len() > 4000 {
            break;
        }
    }
    language::identify(&text, stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(feed: &str) -> Vec<Page> {
        let origin = Origin { url: Some("https://vesper.example/feed".to_string()), ..Origin::named("feed") };
        let content = PageBytes { bytes: feed.as_bytes().to_vec(), note: None };
        entries(content, &origin).map(|page| page.unwrap()).collect()
    }

    const TEXT: &str =
        "The old dam above Port Vale held through the night, the mayor said on Monday morning.";

    #[test]
    fn every_dialect_gives_the_same_page() {
        let escaped = format!("&lt;p&gt;{TEXT}&lt;/p&gt;");
        let feeds = [
            // RSS with a summary before the text.
            format!(
                "<?xml version='1.0'?><rss version='2.0'><channel><title>The Vesper</title><image><title>Logo</title></image>\
                 <item><title>Dam &amp;amp; town hold</title><link>/dam</link><guid>g1</guid><description>Short.</description>\
                 <dc:creator>Ada Roe</dc:creator><pubDate>Mon, 03 Mar 2031 23:30:00 -0500</pubDate>\
                 <media:title>Other</media:title><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item></channel></rss>"
            ),
            // RSS 0.91 and 0.92, and none at all.
            format!(
                "<rss><channel><title>The Vesper</title><item><title><![CDATA[Dam &amp; town hold]]></title>\
                 <link>https://vesper.example/dam</link><guid>g1</guid><author>ada@vesper.example (Ada Roe)</author>\
                 <pubDate>2031-03-03T23:30:00-05:00</pubDate><description>{escaped}</description></item></channel></rss>"
            ),
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Vesper</title><entry><id>g1</id>\
                 <title type='text'>Dam &amp; town hold</title><link rel='self' href='x'/><link href='dam'/>\
                 <author><name>Ada Roe</name><email>a@b.example</email></author><published>2031-03-03T23:30:00-05:00</published>\
                 <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{TEXT}</p></div></content></entry></feed>"
            ),
            format!(
                "<rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel><title>The Vesper</title></channel><item rdf:about='x'>\
                 <title>Dam &amp;amp; town hold</title><link>dam</link><guid>g1</guid><dc:creator>Ada Roe</dc:creator>\
                 <dc:date>2031-03-03T23:30:00-05:00</dc:date><description>{escaped}</description></item></rdf:RDF>"
            ),
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Vesper\", \"items\": [{{\"id\": \"g1\",\
                 \"title\": \"Dam & town hold\", \"url\": \"dam\", \"authors\": [{{\"name\": \"Ada Roe\"}}],\
                 \"date_published\": \"2031-03-03T23:30:00-05:00\", \"content_text\": \"{TEXT}\"}}]}}"
            ),
        ];
        for feed in feeds {
            let pages = read(&feed);
            assert_eq!(pages.len(), 1, "{feed}");
            let Page { article, provenance, .. } = &pages[0];
            assert_eq!(article.title, "Dam & town hold", "{feed}");
            assert_eq!(article.text, TEXT, "{feed}");
            assert_eq!(article.bylines, ["Ada Roe"], "{feed}");
            assert_eq!(article.publisher, "The Vesper", "{feed}");
            assert_eq!(article.url, "https://vesper.example/dam", "{feed}");
            assert_eq!(article.published.as_deref(), Some("2031-03-03T23:30:00-05:00"), "{feed}");
            assert_eq!(provenance.bytes, feed.len() as u64);
            assert_eq!(provenance.part.as_deref(), Some("entry 1 (g1)"));
        }
    }

    #[test]
    fn addresses_start_from_the_nearest_base() {
        let entry = |attributes: &str, links: &str| {
            format!("<entry{attributes}><title>Gauge</title>{links}<content>{TEXT}</content></entry>")
        };
        let feed = |attributes: &str, entry: &str| {
            format!("<feed{attributes}><title>The Vesper</title>{entry}</feed>")
        };
        let url = |feed: &str| read(feed)[0].article.url.clone();
        let nested =
            feed(" xml:base='/river/notes.atom'", &entry(" xml:base='log/2031/'", "<link href='gauge'/>"));
        assert_eq!(url(&nested), "https://vesper.example/river/log/2031/gauge");
        let on_link = feed("", &entry(" xml:base='/a/'", "<link xml:base='b/' href='gauge'/>"));
        assert_eq!(url(&on_link), "https://vesper.example/a/b/gauge");
        let two = [entry(" xml:base='/a/'", "<link href='x'/>"), entry("", "<link href='y'/>")].concat();
        assert_eq!(read(&feed("", &two))[1].article.url, "https://vesper.example/y");
    }

    #[test]
    fn a_page_is_asked_for_before_its_other_forms() {
        let links = "<link rel='alternate' type='application/json' href='dam.json'/><link rel='replies' href='dam#talk'/>\
                     <link rel='alternate' type='text/html' href='dam'/>";
        let feed = format!("<feed><entry>{links}<content>{TEXT}</content></entry></feed>");
        assert_eq!(read(&feed)[0].article.url, "https://vesper.example/dam");
        let item = |guid: &str| {
            format!("<rss><channel><item>{guid}<description>{TEXT}</description></item></channel></rss>")
        };
        let guid = item("<guid>https://vesper.example/dam</guid>");
        assert_eq!(read(&guid)[0].article.url, "https://vesper.example/dam");
        let no_address = item("<guid isPermaLink='false'>https://vesper.example/dam</guid>");
        assert_eq!(read(&no_address)[0].article.url, "");
    }

    #[test]
    fn what_is_no_web_address_is_left_out_with_a_note() {
        for address in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"] {
            let feed = format!(
                "<rss><channel><item><link>{address}</link><title>Dam</title></item></channel></rss>"
            );
            let page = &read(&feed)[0];
            assert_eq!(page.article.url, "");
            assert!(page.notes.iter().any(|note| note.what.contains("no web address")), "{:?}", page.notes);
            assert_eq!(page.no_article, Some(NoArticle::Empty));
            let told = feed.replace("</title>", "</title><description>It held.</description>");
            assert_eq!(read(&told)[0].no_article, None);
        }
    }

    #[test]
    fn dates_keep_the_zone_that_they_name() {
        for (date, want) in [
            ("Thu, 24 Apr 2031 08:57:00 MEST", "2031-04-24T08:57:00+02:00"),
            ("Thu, 24 Apr 2031 08:57:00 AEST", "2031-04-24T08:57:00+10:00"),
            ("Thu, 24 Apr 2031 08:57:00 BST", "2031-04-24T08:57:00+01:00"),
            ("Thu, 24 Apr 2031 08:57:00 XYZT", "2031-04-24T08:57:00"),
            ("Thu, 24 Apr 2031 08:57:00 GMT", "2031-04-24T08:57:00+00:00"),
            ("Fri, Apr 25 2031 04:45:26 +0000", "2031-04-25T04:45:26+00:00"),
            ("Saturday, 26 April 2031 10:00:00 EST", "2031-04-26T10:00:00-05:00"),
            ("Thu, 24 Apr 2031 08:57:00 EST5EDT", "2031-04-24T08:57:00-04:00"),
            ("Thu, 13 Feb 2031 08:57:00 PST8PDT", "2031-02-13T08:57:00-08:00"),
            ("Thu, 24 Apr 31 08:57:00 XYZT", "2031-04-24T08:57:00"),
            ("2031-04-26", "2031-04-26"),
            ("2031-04-26 10:00:00", "2031-04-26T10:00:00"),
        ] {
            assert_eq!(iso(date).as_deref(), Some(want), "{date}");
        }
        assert_eq!(iso("on Saturday"), None);
    }

    #[test]
    fn an_entry_without_text_says_so_and_a_cut_feed_gives_what_came_before() {
        let feed = "<rss><channel><item><title>One</title><link>https://vesper.example/1</link></item><item><title>Tw";
        let origin = Origin::named("feed");
        let pages: Vec<_> = entries(PageBytes { bytes: feed.into(), note: None }, &origin).collect();
        let first = pages[0].as_ref().unwrap();
        assert_eq!(first.article.title, "One");
        assert!(first.notes.iter().any(|note| note.what.contains("no text")));
        assert!(pages[1].as_ref().unwrap_err().to_string().contains("breaks off in entry 2"));
    }

    #[test]
    fn a_short_entry_is_in_its_feeds_language() {
        let item = "<item><title>Talsperre hält</title><description>Ada Roe: alles gut</description></item>";
        let long = "<item><description>Die alte Talsperre über der Stadt hielt die ganze Nacht, sagte der \
                    Bürgermeister am Montag.</description></item>";
        let languages = |head: &str| -> Vec<String> {
            let feed = format!("<rss><channel>{head}{item}{}</channel></rss>", long.repeat(3));
            read(&feed).into_iter().map(|page| page.article.language).collect()
        };
        assert_eq!(languages(""), ["de"; 4]);
        assert_eq!(languages("<language>de-AT</language>"), ["de-AT"; 4]);
    }
}
