use std::fmt;

use crate::offset::InputOffset;

/// Why an input, or one page of it, could not be read.
#[derive(Debug)]
pub struct Error {
    what: Box<str>,
    input: Box<str>,
    offset: Option<InputOffset>,
    kind: ErrorKind,
    source: Option<std::io::Error>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    Io,
    TooLarge,
    Malformed,
    Empty,
    NotText,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, input: &str, what: impl Into<Box<str>>) -> Error {
        Error { what: what.into(), input: input.into(), offset: None, kind, source: None }
    }

    pub(crate) fn io(input: &str, what: &str, source: std::io::Error) -> Error {
        Error { source: Some(source), ..Error::new(ErrorKind::Io, input, what) }
    }

    /// The same error, somewhere in the input.
    pub(crate) fn at(self, offset: InputOffset) -> Error {
        Error { offset: Some(offset), ..self }
    }

    /// The input that could not be read.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// What is wrong, without where.
    pub fn what(&self) -> String {
        match &self.source {
            Some(source) => format!("{}: {source}", self.what),
            None => self.what.to_string(),
        }
    }

    /// Where in the input: `byte 1234`, or `byte 1234 unpacked` where bytes are counted behind the unpacking.
    pub fn place(&self) -> Option<String> {
        let InputOffset { bytes, is_unpacked } = self.offset.as_ref()?;
        Some(format!("byte {bytes}{}", if *is_unpacked { " unpacked" } else { "" }))
    }

    /// Whether the input is larger than the limit.
    pub fn is_too_large(&self) -> bool {
        self.kind == ErrorKind::TooLarge
    }

    /// Whether there was nothing to read.
    pub fn is_empty(&self) -> bool {
        self.kind == ErrorKind::Empty
    }

    /// Whether the bytes are not of a kind that onrecord reads (an image, a PDF …).
    pub fn is_not_text(&self) -> bool {
        self.kind == ErrorKind::NotText
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        if let Some(place) = self.place() {
            write!(f, ", {place}")?;
        }
        write!(f, ": {}", self.what())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}
