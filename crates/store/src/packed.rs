//! Bytes and records as they lie in the file: compressed by zstd, a record's spans without their words, that the
//! article's text has already.

use std::io::Read;
use std::sync::LazyLock;

use onrecord_record::{Locator, Record};
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
    let mut whole = serde_json::to_value(record).expect("a record is plain data");
    let article = &mut whole["article"];
    article["text"] = Value::from("");
    article["furniture"] = Value::Array(Vec::new());
    slim(whole, &mut Cursors::default()).to_string()
}

/// The record that was packed, whole again. `Err` tells what is wrong with it.
pub fn unpack_record(packed: &[u8], text: &str) -> Result<Record, String> {
    static PREPARED: LazyLock<DecoderDictionary> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));
    let mut json = Vec::new();
    Decoder::with_prepared_dictionary(packed, &PREPARED)
        .and_then(|mut unpacker| unpacker.read_to_end(&mut json))
        .map_err(|error| error.to_string())?;
    let slim: Value = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    let whole = whole(slim, &Locator::new(text), text, &mut Cursors::default())?;
    let mut record: Record = serde_json::from_value(whole).map_err(|error| error.to_string())?;
    record.article.text = text.to_string();
    Ok(record)
}

/// Where the last range of each kind ended, as the next is near, and how long the last span was.
#[derive(Default)]
struct Cursors {
    span: i64,
    source: i64,
    length: i64,
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
                let (name, numbers) = if is_span {
                    at.length = end - start;
                    (SPAN, [start - at.span, at.length])
                } else {
                    (SOURCE, [start - at.source, end - start - at.length])
                };
                *(if is_span { &mut at.span } else { &mut at.source }) = end;
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
        let (before, least) = match key.as_str() {
            SPAN => (&mut at.span, 0),
            SOURCE => (&mut at.source, at.length),
            _ => {
                out.insert(key, whole(value, locator, text, at)?);
                continue;
            }
        };
        let numbers = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let [Some(behind), Some(length)] = [0, 1].map(|idx| numbers.get(idx).and_then(Value::as_i64)) else {
            return Err(format!("{value} is no range"));
        };
        let (start, length) = (before.wrapping_add(behind), least.wrapping_add(length));
        *before = start.wrapping_add(length);
        let range = usize::try_from(start).ok().zip(usize::try_from(*before).ok());
        let (start, end) = range.filter(|_| length >= 0).ok_or_else(|| format!("{value} is no range"))?;
        if key == SOURCE {
            out.extend(
                [("byte_start", start), ("byte_end", end)].map(|(key, n)| (key.to_string(), n.into())),
            );
            continue;
        }
        at.length = length;
        text.get(start..end).ok_or_else(|| format!("bytes {start}–{end} are not in the text"))?;
        match serde_json::to_value(locator.span(start..end)) {
            Ok(Value::Object(span)) => out.extend(span),
            _ => unreachable!("a span is an object"),
        }
    }
    Ok(Value::Object(out))
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

    /// Stores out there were made with it.
    #[test]
    fn the_dictionary_of_format_1_stays_as_it_is() {
        use sha2::{Digest, Sha256};
        let hash: String = Sha256::digest(DICTIONARY).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, "3c1318a78397e0f8f87c96860598b5aaaa4bb6473a27dcbdbc76dd627eaf1a2a");
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
