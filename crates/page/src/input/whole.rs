//! Inputs that are read whole: a page, or a feed.

use onrecord_record::Note;

use super::content::{PageBytes, Pages, decode, one};
use super::feed;
use super::kind::{HEAD, kind};
use super::origin::{InputKind, Origin};
use super::robots;
use crate::error::ErrorKind;
use crate::{Error, Page, PageSource, html, language, text};

/// Reads what is no archive: one page, or those of a feed.
pub fn read_whole(content: PageBytes, origin: &Origin) -> Pages {
    let bytes = &content.bytes;
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return one(Err(Error::new(ErrorKind::Empty, &origin.input, "is empty")));
    }
    let kept =
        origin.keep_bytes.then(|| PageSource { bytes: bytes.as_slice().into(), origin: origin.clone() });
    let pages = match kind(&bytes[..bytes.len().min(HEAD)], origin) {
        Ok(InputKind::Feed) => feed::entries(content, origin),
        Ok(InputKind::Warc) => {
            let what = "is a web archive inside another, which is not read";
            one(Err(Error::new(ErrorKind::NotText, &origin.input, what)))
        }
        Ok(kind) => one(Ok(page(content, kind, origin))),
        Err(error) => one(Err(error)),
    };
    let keep = move |page: Page| Page { kept: kept.clone(), ..page };
    Box::new(pages.map(move |page| page.map(&keep)))
}

/// Reads one page.
fn page(content: PageBytes, kind: InputKind, origin: &Origin) -> Page {
    let (decoded, provenance) = decode(content, kind, origin);
    let mut page = match kind {
        InputKind::Text => {
            let page = text::read(decoded.text, origin);
            let asked = robots::note(origin.robots.as_deref());
            Page { notes: page.notes.into_iter().chain(asked).collect(), ..page }
        }
        _ => html::read(decoded.text, origin, language::identify),
    };
    page.provenance = provenance;
    page.notes.extend(page.no_article.map(|what| Note::on_page(what.to_string())));
    page.notes.extend(decoded.notes.into_iter().map(Note::on_page));
    page
}
