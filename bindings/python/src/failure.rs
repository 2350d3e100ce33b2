//! What went wrong, and how Python is told.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::prelude::*;

/// Why something could not be done: an `onrecord.Error` that is still to be raised.
#[derive(Clone, Debug)]
pub struct Failure {
    pub what: String,
    /// The input or store.
    pub input: String,
    /// Where in it.
    pub place: Option<String>,
    /// A way out, where one is known.
    pub hint: Option<String>,
}

impl Failure {
    pub fn new(input: &str, what: impl Into<String>) -> Failure {
        Failure { what: what.into(), input: input.to_string(), place: None, hint: None }
    }

    pub fn hint(self, hint: impl Into<String>) -> Failure {
        Failure { hint: Some(hint.into()), ..self }
    }

    /// A panic of ours.
    pub fn defect(input: &str) -> Failure {
        Failure::new(input, "onrecord has a defect that this input meets")
            .hint("please report it, with what stderr says and the input if you can share it")
    }

    /// An instance of `onrecord.Error`.
    pub fn to_object(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let class = py.import("onrecord._error")?.getattr("Error")?;
        let object = class.call1((&self.what, &self.input, self.place.as_deref(), self.hint.as_deref()))?;
        Ok(object.unbind())
    }

    /// What is raised.
    pub fn raised(&self, py: Python<'_>) -> PyErr {
        match self.to_object(py) {
            Ok(object) => PyErr::from_value(object.into_bound(py)),
            Err(error) => error,
        }
    }
}

impl From<onrecord::Error> for Failure {
    fn from(error: onrecord::Error) -> Failure {
        let hint = if error.is_too_large() {
            Some("max_bytes= sets how large a page may be")
        } else if error.is_empty() {
            Some("there is nothing in it; was it saved whole?")
        } else if error.is_not_text() {
            Some(
                "onrecord reads HTML, plain text, WARC, RSS, Atom and JSON feeds; as_= says what an input is",
            )
        } else {
            None
        };
        let (input, what) = (error.input().to_string(), error.what());
        Failure { what, input, place: error.place(), hint: hint.map(str::to_string) }
    }
}

impl From<onrecord_store::Error> for Failure {
    fn from(error: onrecord_store::Error) -> Failure {
        let input = error.path().display().to_string();
        let told = error.to_string();
        let what = told.strip_prefix(&format!("{input}: ")).unwrap_or(&told).to_string();
        let hint = if error.is_missing() {
            Some("onrecord.Store(path).add(sources) makes a store")
        } else {
            error.hint()
        };
        Failure { what, input, place: None, hint: hint.map(str::to_string) }
    }
}

/// Does `work` without holding the interpreter; neither a failure nor a panic of ours reaches Python as anything but
/// `onrecord.Error`.
pub fn detached<T: Send>(
    py: Python<'_>,
    input: &str,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> PyResult<T> {
    let done = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    done.unwrap_or_else(|_| Err(Failure::defect(input))).map_err(|failure| failure.raised(py))
}
