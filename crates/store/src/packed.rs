//! Bytes and records as they lie in the file: compressed by zlib, a record's spans without their words, that the
//! article's text has already.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use onrecord_record::{Article, Commitment, Engagement, Locator, Mention, Position, Record, Span, Statement};

/// Bytes, compressed.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), Compression::default());
    out.write_all(bytes).expect("memory takes what is written");
    out.finish().expect("memory takes what is written")
}

/// What was packed, of which the length is known.
pub fn unpack(packed: &[u8], size: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(1 << 24));
    // A damaged file may unpack to anything: one byte more than expected tells.
    ZlibDecoder::new(packed).take(size as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() == size {
        true => Ok(bytes),
        false => Err(std::io::Error::other(format!("unpacks to {} bytes instead of {size}", bytes.len()))),
    }
}

/// A record without its text and what repeats it; `text` is kept beside it. Furniture is left out: it is no part of
/// the article, and the page's bytes hold it.
pub fn pack_record(record: &Record) -> Vec<u8> {
    let mut slim = record.clone();
    slim.article.text.clear();
    slim.article.furniture.clear();
    each_span(&mut slim, &mut |span| {
        span.text.clear();
        (span.start, span.end) = (0, 0);
    });
    for block in &mut slim.article.blocks {
        block.text.clear();
        (block.start, block.end) = (0, 0);
    }
    pack(&serde_json::to_vec(&slim).expect("a record is plain data"))
}

/// The record that was packed, whole again. `Err` tells what is wrong with it.
pub fn unpack_record(packed: &[u8], text: &str) -> Result<Record, String> {
    let mut json = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut json).map_err(|error| error.to_string())?;
    let mut record: Record = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    record.article.text = text.to_string();
    let locator = Locator::new(text);
    let mut fault = None;
    let mut whole = |bytes: std::ops::Range<usize>| match text.get(bytes.clone()) {
        Some(_) => locator.span(bytes),
        None => {
            fault.get_or_insert_with(|| format!("bytes {}–{} are not in the text", bytes.start, bytes.end));
            locator.span(0..0)
        }
    };
    each_span(&mut record, &mut |span| *span = whole(span.bytes()));
    for block in &mut record.article.blocks {
        let span = whole(block.byte_start..block.byte_end);
        (block.start, block.end, block.text) = (span.start, span.end, span.text);
    }
    fault.map_or(Ok(record), Err)
}

/// Every span of the record's entries.
fn each_span(record: &mut Record, see: &mut dyn FnMut(&mut Span)) {
    // Taken apart by name, so that a field that is new must be thought of here.
    let Record {
        schema_version: _,
        input: _,
        article: Article { .. },
        actors,
        statements,
        thoughts,
        engagements,
        commitments,
        positions,
        notes: _,
        provenance: _,
    } = record;
    for actor in actors {
        actor.mentions.iter_mut().for_each(&mut *see);
        actor.roles.iter_mut().filter_map(|role| role.evidence.as_mut()).for_each(&mut *see);
    }
    for Statement { content, cue, source, .. } in statements.iter_mut().chain(thoughts) {
        content.iter_mut().for_each(&mut *see);
        for Mention { span, fragments } in [cue, source].into_iter().flatten() {
            see(span);
            fragments.iter_mut().for_each(&mut *see);
        }
    }
    for Engagement { evidence, .. } in engagements {
        evidence.iter_mut().for_each(&mut *see);
    }
    for Commitment { what, evidence, .. } in commitments {
        see(what);
        evidence.iter_mut().for_each(&mut *see);
    }
    for Position { evidence, .. } in positions {
        evidence.iter_mut().for_each(&mut *see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back() {
        let bytes = b"<html>".repeat(1000);
        let packed = pack(&bytes);
        assert!(packed.len() < 200);
        assert_eq!(unpack(&packed, bytes.len()).unwrap(), bytes);
        assert!(unpack(&packed, 7).is_err() && unpack(&packed[..20], bytes.len()).is_err());
    }

    #[test]
    fn a_record_comes_back_with_its_words() {
        let record = crate::sample("https://courier.example/1", "“The dâm will hold,” Ada Lorne said.");
        let packed = pack_record(&record);
        let mut expected = record.clone();
        expected.article.furniture.clear();
        assert_eq!(unpack_record(&packed, &record.article.text).unwrap(), expected);
        assert!(unpack_record(&packed, "short").is_err());
    }
}
