//! Tensors by name, from a file in the safetensors format: eight bytes that give the header's length, a header
//! in JSON, then the values. <https://github.com/huggingface/safetensors#format>

use crate::{Error, Result};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The tensors of one file, checked to lie inside it.
pub(crate) struct Weights {
    bytes: Cow<'static, [u8]>,
    entries: BTreeMap<String, Entry>,
    metadata: BTreeMap<String, String>,
}

struct Entry {
    kind: Kind,
    shape: Vec<usize>,
    range: Range<usize>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) enum Kind {
    F32,
    I8,
    U8,
}

impl Kind {
    fn size(self) -> usize {
        match self {
            Kind::F32 => 4,
            Kind::I8 | Kind::U8 => 1,
        }
    }
}

impl Weights {
    /// Reads the header; the values stay where they are.
    pub(crate) fn parse(bytes: Cow<'static, [u8]>) -> Result<Weights> {
        let (values_start, header) = header(&bytes)?;
        let mut entries = BTreeMap::new();
        let mut metadata = BTreeMap::new();
        for (name, value) in header {
            if name == "__metadata__" {
                metadata = serde_json::from_value(value).map_err(malformed)?;
                continue;
            }
            let raw: RawEntry = serde_json::from_value(value).map_err(malformed)?;
            let [start, end] = raw.data_offsets;
            let size = raw.shape.iter().try_fold(raw.dtype.size(), |size, length| size.checked_mul(*length));
            let n_bytes = bytes.len() - values_start;
            if start > end || end > n_bytes || size != Some(end - start) {
                return Err(Error::malformed(format!("tensor {name} does not fit the file")));
            }
            let range = values_start + start..values_start + end;
            entries.insert(name, Entry { kind: raw.dtype, shape: raw.shape, range });
        }
        Ok(Weights { bytes, entries, metadata })
    }

    /// A value that the exporter noted beside the tensors.
    pub(crate) fn note(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).map(String::as_str)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The kind and shape of a tensor.
    pub(crate) fn form(&self, name: &str) -> Result<(Kind, &[usize])> {
        let entry = self.entry(name)?;
        Ok((entry.kind, &entry.shape))
    }

    /// The values of a tensor of 32-bit floats.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let bytes = &self.bytes[self.range(name, Kind::F32, shape)?];
        Ok(bytes.as_chunks().0.iter().map(|value| f32::from_le_bytes(*value)).collect())
    }

    /// The values of a tensor of 8-bit integers.
    pub(crate) fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>> {
        let bytes = &self.bytes[self.range(name, Kind::I8, shape)?];
        Ok(bytes.iter().map(|byte| *byte as i8).collect())
    }

    /// The bytes of a tensor; they are not copied where the file lives as long as the program.
    pub(crate) fn raw(&self, name: &str, kind: Kind, shape: &[usize]) -> Result<Cow<'static, [u8]>> {
        let range = self.range(name, kind, shape)?;
        Ok(match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
        })
    }

    fn range(&self, name: &str, kind: Kind, shape: &[usize]) -> Result<Range<usize>> {
        let entry = self.entry(name)?;
        if entry.kind != kind || entry.shape != shape {
            return Err(Error::mismatch(format!(
                "tensor {name}: expected {kind:?} {shape:?}, found {:?} {:?}",
                entry.kind, entry.shape
            )));
        }
        Ok(entry.range.clone())
    }

    fn entry(&self, name: &str) -> Result<&Entry> {
        self.entries.get(name).ok_or_else(|| Error::mismatch(format!("tensor {name} is missing")))
    }
}

#[derive(Deserialize)]
struct RawEntry {
    dtype: Kind,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

/// Where the values start, and the header.
fn header(bytes: &[u8]) -> Result<(usize, serde_json::Map<String, serde_json::Value>)> {
    let short = || Error::malformed("weights file is cut short");
    let (length, rest) = bytes.split_first_chunk().ok_or_else(short)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| short())?;
    let header = rest.get(..length).ok_or_else(short)?;
    Ok((length + 8, serde_json::from_slice(header).map_err(malformed)?))
}

fn malformed(error: serde_json::Error) -> Error {
    Error::malformed(format!("weights header: {error}"))
}
