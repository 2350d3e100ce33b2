//! Tensors by name, from a file in the safetensors format.

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use safetensors::Dtype;
use safetensors::SafeTensors;
use safetensors::tensor::{Metadata, TensorInfo};

use crate::{Error, Result};

/// The tensors of one file, checked to lie inside it. The values stay where they are until they are asked for.
pub(crate) struct Tensors {
    bytes: Cow<'static, [u8]>,
    header: Metadata,
    /// Where the values begin, behind the length of the header and the header.
    values_start: usize,
}

impl Tensors {
    /// Reads the header.
    pub(crate) fn parse(bytes: Cow<'static, [u8]>) -> Result<Tensors> {
        let (n_header, header) = SafeTensors::read_metadata(&bytes)
            .map_err(|error| Error::malformed(format!("weights header: {error}")))?;
        Ok(Tensors { bytes, header, values_start: size_of::<u64>() + n_header })
    }

    /// A value that the exporter noted beside the tensors.
    pub(crate) fn note(&self, name: &str) -> Option<&str> {
        self.header.metadata().as_ref()?.get(name).map(String::as_str)
    }

    /// The names of the tensors, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = self.header.offset_keys();
        names.sort_unstable();
        names
    }

    /// The kind and shape of a tensor.
    pub(crate) fn form(&self, name: &str) -> Result<(Dtype, &[usize])> {
        let info = self.info(name)?;
        Ok((info.dtype, &info.shape))
    }

    /// The values of a tensor of 32-bit floats.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let bytes = &self.bytes[self.range(name, Dtype::F32, shape)?];
        Ok(bytes.as_chunks().0.iter().map(|value| f32::from_le_bytes(*value)).collect())
    }

    /// The values of a tensor of 8-bit integers.
    pub(crate) fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>> {
        let bytes = &self.bytes[self.range(name, Dtype::I8, shape)?];
        Ok(bytes.iter().map(|byte| *byte as i8).collect())
    }

    /// The bytes of a tensor; they are not copied where the file lives as long as the program.
    pub(crate) fn raw(&self, name: &str, kind: Dtype, shape: &[usize]) -> Result<Cow<'static, [u8]>> {
        let range = self.range(name, kind, shape)?;
        Ok(match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
        })
    }

    fn range(&self, name: &str, kind: Dtype, shape: &[usize]) -> Result<Range<usize>> {
        let info = self.info(name)?;
        if info.dtype != kind || info.shape != shape {
            return Err(Error::mismatch(format!(
                "tensor {name}: expected {kind:?} {shape:?}, found {:?} {:?}",
                info.dtype, info.shape
            )));
        }
        let (start, end) = info.data_offsets;
        Ok(self.values_start + start..self.values_start + end)
    }

    fn info(&self, name: &str) -> Result<&TensorInfo> {
        self.header.info(name).ok_or_else(|| Error::mismatch(format!("tensor {name} is missing")))
    }
}
