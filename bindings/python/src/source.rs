//! What Python hands over to be read: a path, bytes or an open file.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;

use onrecord::{InputKind, Origin};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::failure::Failure;

/// What is read.
pub enum Source {
    Path(PathBuf),
    Bytes(Vec<u8>),
    /// Something with a method `read`.
    File {
        file: Py<PyAny>,
        name: String,
    },
}

/// What the caller knows of all sources of a call.
#[derive(Clone, Debug, Default, FromPyObject)]
#[pyo3(from_item_all)]
pub struct Known {
    pub url: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub as_: Option<String>,
    pub max_bytes: u64,
}

impl Source {
    /// Tells what `object` is.
    ///
    /// # Errors
    /// `TypeError` where it is nothing that can be read.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Source> {
        if object.hasattr("read")? {
            let name = object.getattr("name").and_then(|name| name.extract::<String>());
            let name = name.unwrap_or_else(|_| "-".to_string());
            return Ok(Source::File { file: object.clone().unbind(), name });
        }
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Source::Bytes(bytes.as_bytes().to_vec()));
        }
        if object.hasattr("__fspath__")? || object.is_instance_of::<pyo3::types::PyString>() {
            return Ok(Source::Path(object.extract()?));
        }
        let kind = object.get_type().name()?.to_string();
        // `bytes(7)` is seven zeros, and a list of numbers is no page.
        if kind == "bytearray" || kind == "memoryview" {
            return Ok(Source::Bytes(object.py().get_type::<PyBytes>().call1((object,))?.extract()?));
        }
        let what = format!("a source is a path, bytes or a file that is open for reading bytes, not {kind}");
        Err(PyTypeError::new_err(what))
    }

    /// As it is called in errors and records.
    pub fn name(&self) -> String {
        match self {
            Source::Path(path) => path.display().to_string(),
            Source::Bytes(_) => "-".to_string(),
            Source::File { name, .. } => name.clone(),
        }
    }

    /// Its bytes, and what is known beside them.
    pub fn open(&self, known: &Known, keep_bytes: bool) -> Result<(Box<dyn Read>, Origin), Failure> {
        let name = self.name();
        let bytes: Box<dyn Read> = match self {
            Source::Path(path) => Box::new(opened(path, &name)?),
            Source::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
            Source::File { file, .. } => Box::new(PythonFile(Python::attach(|py| file.clone_ref(py)))),
        };
        let origin = Origin {
            input: name,
            kind: known.kind(),
            url: known.url.clone(),
            title: known.title.clone(),
            published: known.published.clone(),
            max_bytes: known.max_bytes,
            keep_bytes,
            ..Origin::default()
        };
        Ok((bytes, origin))
    }
}

fn opened(path: &std::path::Path, name: &str) -> Result<File, Failure> {
    let failed = |error: io::Error| {
        let told = error.to_string();
        let cause = told.split(" (os error").next().unwrap_or_default().to_string();
        let failure = Failure::new(name, format!("cannot be opened: {cause}"));
        match name.split_once("://") {
            Some(_) => {
                failure.hint("the package opens no addresses: fetch the page, and give its bytes with url=")
            }
            None => failure,
        }
    };
    if path.is_dir() {
        return Err(Failure::new(name, "is a folder")
            .hint("read_many(pathlib.Path(name).rglob('*.html')) reads its files"));
    }
    File::open(path).map_err(failed)
}

impl Known {
    /// # Errors
    /// `ValueError` where a kind is none.
    pub fn checked(self) -> PyResult<Known> {
        match (&self.as_, self.kind()) {
            (Some(other), None) => {
                Err(PyValueError::new_err(format!("as_ is html, text, warc or feed, not {other:?}")))
            }
            _ => Ok(self),
        }
    }

    fn kind(&self) -> Option<InputKind> {
        match self.as_.as_deref()? {
            "html" => Some(InputKind::Html),
            "text" => Some(InputKind::Text),
            "warc" => Some(InputKind::Warc),
            "feed" => Some(InputKind::Feed),
            _ => None,
        }
    }
}

/// A file of Python's; the interpreter is held only while its `read` runs.
struct PythonFile(Py<PyAny>);

impl Read for PythonFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let read = self.0.bind(py).call_method1("read", (out.len(),))?;
            let Ok(bytes) = read.cast::<PyBytes>() else {
                let what = "the file gives text, not bytes; open it with mode \"rb\"";
                return Err(io::Error::other(what));
            };
            let bytes = bytes.as_bytes();
            if bytes.len() > out.len() {
                return Err(io::Error::other("the file gives more bytes than it was asked for"));
            }
            out[..bytes.len()].copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }
}
