//! Arrow tables to Python through the PyCapsule interface, which pyarrow, pandas, Polars and DuckDB take without a copy:
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>.

use std::sync::Mutex;

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// Batches that are made while they are taken.
pub type Batches = Box<dyn RecordBatchReader + Send>;

/// Batches as the capsule that the interface asks for.
pub fn capsule(py: Python<'_>, batches: Batches) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), c"arrow_array_stream")
}

/// Batches that can be taken once, as they are made.
#[pyclass(frozen)]
pub struct Stream(Mutex<Option<Batches>>);

impl Stream {
    pub fn new(batches: Batches) -> Stream {
        Stream(Mutex::new(Some(batches)))
    }
}

#[pymethods]
impl Stream {
    /// The stream; whoever calls is given the columns as they are, whatever is asked for.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.0.lock().unwrap_or_else(|broken| broken.into_inner()).take();
        capsule(py, batches.ok_or_else(|| PyValueError::new_err("this stream was taken already"))?)
    }
}
