//! Text without markup: the same article and furniture, told by position and wording alone.

use onrecord_record::{Article, Block, Locator, Provenance, Role, SourceRange};

use crate::{Origin, Page, SourceMap, language};

/// Reads a decoded text; its article's text is the input unchanged.
pub fn read(source: String, origin: &Origin) -> Page {
    let locator = Locator::new(&source);
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let span = locator.span(start..start + line.trim().len());
        blocks.push(Block {
            role: Role::Paragraph,
            source: SourceRange { byte_start: span.byte_start, byte_end: span.byte_end },
            text: span.text,
            start: span.start,
            end: span.end,
            byte_start: span.byte_start,
            byte_end: span.byte_end,
        });
    }
    let (language, language_confidence) = language::identify(&source, None);
    let article = Article {
        title: origin.title.clone().unwrap_or_default(),
        published: origin.published.clone(),
        url: origin.url.clone().unwrap_or_default(),
        language,
        language_confidence,
        text: source.clone(),
        blocks,
        ..Article::default()
    };
    Page {
        input: origin.input.clone(),
        article,
        map: SourceMap::identity(source.len()),
        furniture_maps: Vec::new(),
        source,
        provenance: Provenance::default(),
        notes: Vec::new(),
    }
}
