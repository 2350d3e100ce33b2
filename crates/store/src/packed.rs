//! Bytes and records as they lie in the file: compressed by zstd, a record's spans without their words, that the
//! article's text has already.

use std::io::Read;
use std::ops::Range;
use std::sync::LazyLock;

use onrecord_record::{Article, Block, Locator, Record, Role, SourceRange};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::stream::read::Decoder;

/// What records of format 1 are compressed with, made by `cargo xtask dictionary`. It must never change: without it
/// they cannot be read. Each store holds a copy, for other programs.
pub const DICTIONARY: &[u8] = include_bytes!("record.zdict");

/// Higher levels take several times as long for a few percent of room.
const PAGE_LEVEL: i32 = 3;
const RECORD_LEVEL: i32 = 9;

/// Bytes, compressed.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, PAGE_LEVEL).expect("memory takes what is written")
}

/// Bytes that were packed, unpacked again; their length is known.
pub fn unpack(packed: &[u8], size: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(1 << 24));
    // A damaged file may unpack to anything: one byte more than expected tells.
    Decoder::new(packed)?.take(size as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() == size {
        true => Ok(bytes),
        false => Err(std::io::Error::other(format!("unpacks to {} bytes instead of {size}", bytes.len()))),
    }
}

/// A record, compressed.
pub fn pack_record(record: &Record) -> Vec<u8> {
    static PREPARED: LazyLock<EncoderDictionary> =
        LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, RECORD_LEVEL));
    let packed = zstd::bulk::Compressor::with_prepared_dictionary(&PREPARED)
        .and_then(|mut packer| packer.compress(slim_record(record).as_bytes()));
    packed.expect("memory takes what is written")
}

/// A record in JSON without its text and what repeats it; `text` is kept beside it. Furniture is left out: it is no
/// part of the article, and the page's bytes hold it.
pub fn slim_record(record: &Record) -> String {
    let mut at = Cursors::default();
    // A long page has half a million blocks: as JSON's values they would take twenty times its room.
    let blocks = record.article.blocks.iter().map(|block| SlimBlock::of(block, &mut at)).collect();
    let mut rest = fields(&hollow(record));
    let Some(Value::Object(mut article)) = rest.remove("article") else {
        unreachable!("a record has an article")
    };
    article.remove("blocks");
    let mut slim = |rest: Map<String, Value>| match slim(Value::Object(rest), &mut at) {
        Value::Object(rest) => rest,
        _ => unreachable!("an object stays one"),
    };
    let article = SlimArticle { blocks, rest: slim(article) };
    let slim = SlimRecord { article, rest: slim(rest) };
    serde_json::to_string(&slim).expect("a record is plain data")
}

/// The record that was packed, whole again. `Err` tells what is wrong with it.
pub fn unpack_record(packed: &[u8], text: &str) -> Result<Record, String> {
    static PREPARED: LazyLock<DecoderDictionary> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));
    let mut json = Vec::new();
    Decoder::with_prepared_dictionary(packed, &PREPARED)
        .and_then(|mut unpacker| unpacker.read_to_end(&mut json))
        .map_err(|error| error.to_string())?;
    let slim: SlimRecord = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    drop(json);
    let (locator, mut at) = (Locator::new(text), Cursors::default());
    let blocks = slim.article.blocks.into_iter().map(|block| block.whole(&locator, text, &mut at));
    let blocks = blocks.collect::<Result<Vec<Block>, String>>()?;
    let mut article = slim.article.rest;
    article.insert("blocks".to_string(), Value::Array(Vec::new()));
    let mut rest = Map::from_iter([("article".to_string(), Value::Object(article))]);
    rest.extend(slim.rest);
    let whole = whole(Value::Object(rest), &locator, text, &mut at)?;
    let mut record: Record = serde_json::from_value(whole).map_err(|error| error.to_string())?;
    record.article.text = text.to_string();
    record.article.blocks = blocks;
    Ok(record)
}

/// A record without what is long: its text, its blocks and its furniture.
fn hollow(record: &Record) -> Record {
    let of = &record.article;
    let article = Article {
        title: of.title.clone(),
        standfirst: of.standfirst.clone(),
        bylines: of.bylines.clone(),
        published: of.published.clone(),
        modified: of.modified.clone(),
        publisher: of.publisher.clone(),
        language: of.language.clone(),
        language_confidence: of.language_confidence,
        url: of.url.clone(),
        agency: of.agency.clone(),
        text: String::new(),
        blocks: Vec::new(),
        updates: of.updates.clone(),
        furniture: Vec::new(),
    };
    Record {
        schema_version: record.schema_version.clone(),
        input: record.input.clone(),
        article,
        actors: record.actors.clone(),
        statements: record.statements.clone(),
        thoughts: record.thoughts.clone(),
        engagements: record.engagements.clone(),
        commitments: record.commitments.clone(),
        positions: record.positions.clone(),
        notes: record.notes.clone(),
        provenance: record.provenance.clone(),
    }
}

fn fields(record: &Record) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("a record is plain data"),
    }
}

/// A record as it lies in the file: its blocks, and the rest by their names. Blocks come first, as each range is told by
/// the one before it.
#[derive(Serialize, Deserialize)]
struct SlimRecord {
    article: SlimArticle,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct SlimArticle {
    blocks: Vec<SlimBlock>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A block, by [`SPAN`] and [`SOURCE`].
#[derive(Serialize, Deserialize)]
struct SlimBlock {
    #[serde(rename = "@")]
    span: [i64; 2],
    role: Role,
    source: SlimSource,
}

#[derive(Serialize, Deserialize)]
struct SlimSource {
    #[serde(rename = "@source")]
    range: [i64; 2],
}

impl SlimBlock {
    fn of(block: &Block, at: &mut Cursors) -> SlimBlock {
        let span = at.slim_span(block.byte_start as i64, block.byte_end as i64);
        let range = at.slim_source(block.source.byte_start as i64, block.source.byte_end as i64);
        SlimBlock { span, role: block.role, source: SlimSource { range } }
    }

    fn whole(self, locator: &Locator, text: &str, at: &mut Cursors) -> Result<Block, String> {
        let bytes = at.span(self.span)?;
        let source = at.source(self.source.range)?;
        text.get(bytes.clone()).ok_or_else(|| format!("bytes {bytes:?} are not in the text"))?;
        let span = locator.span(bytes);
        let source = SourceRange { byte_start: source.start, byte_end: source.end };
        Ok(Block {
            role: self.role,
            text: span.text,
            start: span.start,
            end: span.end,
            byte_start: span.byte_start,
            byte_end: span.byte_end,
            source,
        })
    }
}

/// Where the last range of each kind ended, as the next is near, and how long the last span was.
#[derive(Default)]
struct Cursors {
    span: i64,
    source: i64,
    length: i64,
}

impl Cursors {
    /// `[bytes behind the end of the span before, length]`.
    fn slim_span(&mut self, start: i64, end: i64) -> [i64; 2] {
        let behind = start - self.span;
        (self.span, self.length) = (end, end - start);
        [behind, self.length]
    }

    /// `[bytes behind the range before, how much longer than the span before it]`.
    fn slim_source(&mut self, start: i64, end: i64) -> [i64; 2] {
        let behind = start - self.source;
        self.source = end;
        [behind, end - start - self.length]
    }

    /// The opposite of `slim_span`.
    fn span(&mut self, [behind, length]: [i64; 2]) -> Result<Range<usize>, String> {
        let range = range(self.span, behind, length)?;
        (self.span, self.length) = (range.end as i64, length);
        Ok(range)
    }

    /// The opposite of `slim_source`.
    fn source(&mut self, [behind, longer]: [i64; 2]) -> Result<Range<usize>, String> {
        let range = range(self.source, behind, self.length.wrapping_add(longer))?;
        self.source = range.end as i64;
        Ok(range)
    }
}

/// The range of this length that begins `behind` bytes behind `before`; a damaged file may tell any numbers.
fn range(before: i64, behind: i64, length: i64) -> Result<Range<usize>, String> {
    let start = before.checked_add(behind).and_then(|start| usize::try_from(start).ok());
    let length = usize::try_from(length).ok();
    let ends = start.zip(length).and_then(|(start, length)| Some((start, start.checked_add(length)?)));
    match ends.filter(|(_, end)| i64::try_from(*end).is_ok()) {
        Some((start, end)) => Ok(start..end),
        None => Err(format!("[{behind}, {length:?}] is no range")),
    }
}

/// A span's name, which no field of ours has, once it is `[bytes behind the end of the one before, length]`.
const SPAN: &str = "@";
/// The same for a range of the page's source: `[bytes behind, how much longer than the span before it]`.
const SOURCE: &str = "@source";
const SPAN_KEYS: [&str; 5] = ["start", "end", "byte_start", "byte_end", "text"];
const RANGE_KEYS: [&str; 2] = ["byte_start", "byte_end"];

/// JSON with its spans made short and what is null left out.
fn slim(value: Value, at: &mut Cursors) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(|value| slim(value, at)).collect(),
        Value::Object(fields) => {
            let is_span = SPAN_KEYS.iter().all(|key| fields.contains_key(*key));
            let is_range = fields.len() == 2 && RANGE_KEYS.iter().all(|key| fields.contains_key(*key));
            let mut out = Map::new();
            if is_span || is_range {
                let byte = |key: &str| fields[key].as_i64().expect("offsets are numbers");
                let (start, end) = (byte("byte_start"), byte("byte_end"));
                let (name, numbers) = match is_span {
                    true => (SPAN, at.slim_span(start, end)),
                    false => (SOURCE, at.slim_source(start, end)),
                };
                out.insert(name.to_string(), Value::from(numbers.to_vec()));
            }
            for (key, value) in fields {
                let is_told = (is_span && SPAN_KEYS.contains(&key.as_str())) || is_range || value.is_null();
                if !is_told {
                    out.insert(key, slim(value, at));
                }
            }
            Value::Object(out)
        }
        value => value,
    }
}

/// What `slim` has made, as it was.
fn whole(value: Value, locator: &Locator, text: &str, at: &mut Cursors) -> Result<Value, String> {
    let fields = match value {
        Value::Array(values) => {
            return values.into_iter().map(|value| whole(value, locator, text, at)).collect();
        }
        Value::Object(fields) => fields,
        value => return Ok(value),
    };
    let mut out = Map::new();
    for (key, value) in fields {
        if key != SPAN && key != SOURCE {
            out.insert(key, whole(value, locator, text, at)?);
            continue;
        }
        let numbers = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let [Some(behind), Some(length)] = [0, 1].map(|idx| numbers.get(idx).and_then(Value::as_i64)) else {
            return Err(format!("{value} is no range"));
        };
        if key == SOURCE {
            let Range { start, end } = at.source([behind, length])?;
            out.extend(
                [("byte_start", start), ("byte_end", end)].map(|(key, n)| (key.to_string(), n.into())),
            );
            continue;
        }
        let bytes = at.span([behind, length])?;
        text.get(bytes.clone()).ok_or_else(|| format!("bytes {bytes:?} are not in the text"))?;
        match serde_json::to_value(locator.span(bytes)) {
            Ok(Value::Object(span)) => out.extend(span),
            _ => unreachable!("a span is an object"),
        }
    }
    Ok(Value::Object(out))
}

#[cfg(test)]
mod tests {
    use onrecord_record::Span;

    use super::*;

    #[test]
    fn what_was_packed_comes_back() {
        let bytes = b"<html>".repeat(1000);
        let packed = pack(&bytes);
        assert!(packed.len() < 200);
        assert_eq!(unpack(&packed, bytes.len()).unwrap(), bytes);
        assert!(unpack(&packed, 7).is_err() && unpack(&packed[..20], bytes.len()).is_err());
    }

    /// Stores out there were made with it.
    #[test]
    fn the_dictionary_of_format_1_stays_as_it_is() {
        use sha2::{Digest, Sha256};
        let hash: String = Sha256::digest(DICTIONARY).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, "3c1318a78397e0f8f87c96860598b5aaaa4bb6473a27dcbdbc76dd627eaf1a2a");
    }

    /// Stores out there hold this shape, with the fields in this order or another.
    #[test]
    fn blocks_lie_in_the_file_as_they_always_did() {
        let mut record = crate::sample("https://courier.example/1", "The dâm holds.\n\nSo does Vale.");
        let locator = Locator::new(&record.article.text);
        let block = |bytes: Range<usize>, source: Range<usize>| {
            let Span { start, end, byte_start, byte_end, text } = locator.span(bytes);
            let source = SourceRange { byte_start: source.start, byte_end: source.end };
            Block { role: Role::Paragraph, text, start, end, byte_start, byte_end, source }
        };
        record.article.blocks = vec![block(0..15, 40..61), block(17..30, 70..83)];
        let json: Value = serde_json::from_str(&slim_record(&record)).unwrap();
        assert_eq!(
            json["article"]["blocks"],
            serde_json::json!([
                {"@": [0, 15], "role": "paragraph", "source": {"@source": [40, 6]}},
                {"@": [2, 13], "role": "paragraph", "source": {"@source": [9, 0]}},
            ])
        );
        assert_eq!(unpack_record(&pack_record(&record), &record.article.text).unwrap(), record);
        assert!(unpack_record(&pack_record(&record), "The dâm holds.").is_err());
    }

    #[test]
    fn numbers_that_are_no_range_are_told() {
        let at = || Cursors { span: 5, source: 5, length: 3 };
        assert_eq!((at().span([2, 4]), at().source([-5, -3])), (Ok(7..11), Ok(0..0)));
        for wrong in [[-6, 1], [0, -1], [i64::MAX, 1], [1, i64::MAX]] {
            assert!(at().span(wrong).is_err() && at().source([wrong[0], i64::MAX]).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_record_comes_back_with_its_words() {
        let mut record = crate::sample("https://courier.example/1", "“The dâm will hold,” Ada Lorne said.");
        let (from, to) = ("2031-03".to_string(), "2031-04".to_string());
        record.statements[0].said = Some(onrecord_record::When::inferred(from, to, Vec::new()));
        let packed = pack_record(&record);
        let mut expected = record.clone();
        expected.article.furniture.clear();
        assert_eq!(unpack_record(&packed, &record.article.text).unwrap(), expected);
        assert!(unpack_record(&packed, "short").is_err());
    }
}
