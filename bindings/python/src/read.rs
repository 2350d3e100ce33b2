//! Reading one page, many pages, and the command line.

use std::ffi::OsString;
use std::io::Read;
use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::time::Duration;

use onrecord::many::{Many, Next, Work};
use onrecord::{Origin, Page, analyze, model, pages};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyIterator;

use crate::failure::{Failure, detached};
use crate::source::{Known, Source};

/// How long ctrl-C may go unseen.
pub const TICK: Duration = Duration::from_millis(100);

/// The record of the one page of a source, as JSON.
#[pyfunction]
pub fn read(py: Python<'_>, source: &Bound<'_, PyAny>, known: Known) -> PyResult<String> {
    let (source, known) = (Source::of(source)?, known.checked()?);
    let name = source.name();
    detached(py, &name, || {
        let (mut bytes, origin) = source.open(&known, false)?;
        let mut found = pages(&mut *bytes, &origin);
        let page = found.next().ok_or_else(|| Failure::new(&name, "holds no page"))??;
        if found.next().is_some() {
            let failure = Failure::new(&name, "holds several pages");
            return Err(failure.hint("read_many([source]) gives the record of each"));
        }
        Ok(json(page))
    })
}

/// Does what a command line asks for; gives the exit code.
#[pyfunction]
pub fn cli(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| onrecord::cli::main_with(arguments))
}

fn json(page: Page) -> String {
    serde_json::to_string(&analyze(page, model())).expect("a record is plain data")
}

/// Starts to read many sources.
#[pyfunction]
pub fn read_many(
    sources: &Bound<'_, PyAny>,
    known: Known,
    workers: Option<usize>,
    raises: bool,
) -> PyResult<Reading> {
    let records = Records { known: known.checked()? };
    Ok(Reading { state: Mutex::new(Feeding::start(sources, workers, records)?), raises })
}

/// What many sources put on record, in their order: JSON, or errors.
#[pyclass(frozen)]
pub struct Reading {
    state: Mutex<Feeding<Records>>,
    raises: bool,
}

#[pymethods]
impl Reading {
    fn __iter__(this: Bound<'_, Self>) -> Bound<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let mut state = self.state.lock_py_attached(py).unwrap_or_else(|broken| broken.into_inner());
        match state.next(py)? {
            None => Ok(None),
            Some(Ok(record)) => record.into_py_any(py).map(Some),
            Some(Err(failure)) if self.raises => Err(failure.raised(py)),
            Some(Err(failure)) => failure.to_object(py).map(Some),
        }
    }
}

/// Records as JSON.
struct Records {
    known: Known,
}

impl Work for Records {
    type Input = Source;
    type Told = Result<String, Failure>;

    fn open(&self, source: &Source) -> Result<(Box<dyn Read>, Origin), Self::Told> {
        source.open(&self.known, false).map_err(Err)
    }

    fn make(&self, page: Page, _: &Origin) -> Self::Told {
        Ok(json(page))
    }

    fn failed(&self, _: &Source, error: onrecord::Error) -> Self::Told {
        Err(error.into())
    }

    fn defect(&self, name: &str) -> Self::Told {
        Err(Failure::defect(name))
    }

    fn name(&self, source: &Source) -> String {
        source.name()
    }
}

/// Sources on their way from a Python iterator to the workers, and what these tell.
pub struct Feeding<W: Work<Input = Source>> {
    sources: Py<PyIterator>,
    /// Where sources go; nothing once there are no more.
    sender: Option<SyncSender<Source>>,
    /// A source for which there was no room yet.
    held: Option<Source>,
    pages: Many<W>,
    /// The process that the workers are in.
    process: u32,
}

impl<W: Work<Input = Source>> Feeding<W> {
    /// Starts the workers; by default one for each processor.
    pub fn start(sources: &Bound<'_, PyAny>, workers: Option<usize>, work: W) -> PyResult<Feeding<W>> {
        let each = || std::thread::available_parallelism().map_or(1, usize::from);
        let n_workers = workers.filter(|n| *n > 0).unwrap_or_else(each).min(1024);
        let sources = sources.try_iter()?.unbind();
        let (sender, receiver) = mpsc::sync_channel(n_workers);
        let pages = Many::start(receiver, n_workers, work);
        Ok(Feeding { sources, sender: Some(sender), held: None, pages, process: std::process::id() })
    }

    /// What is told next; `None` at the end.
    ///
    /// # Errors
    /// What the iterator of the sources raises, and `KeyboardInterrupt`; the next can be asked for all the same.
    pub fn next(&mut self, py: Python<'_>) -> PyResult<Option<W::Told>> {
        if self.process != std::process::id() {
            let failure = Failure::new("-", "the workers are in the process that this one was forked from");
            return Err(failure.hint("call read_many again in this process").raised(py));
        }
        loop {
            self.feed(py)?;
            match py.detach(|| self.pages.next(TICK)) {
                Next::Told(told) => return Ok(Some(told)),
                Next::Done => return Ok(None),
                Next::InputDone => {}
                Next::Waiting => py.check_signals()?,
            }
        }
    }

    /// Hands sources over while there is room.
    fn feed(&mut self, py: Python<'_>) -> PyResult<()> {
        while let Some(sender) = &self.sender {
            let source = match self.held.take() {
                Some(source) => source,
                None => match self.sources.bind(py).clone().next() {
                    Some(object) => Source::of(&object?)?,
                    None => {
                        self.sender = None;
                        return Ok(());
                    }
                },
            };
            match sender.try_send(source) {
                Ok(()) => {}
                Err(TrySendError::Full(source)) => {
                    self.held = Some(source);
                    return Ok(());
                }
                Err(TrySendError::Disconnected(_)) => self.sender = None,
            }
        }
        Ok(())
    }
}
