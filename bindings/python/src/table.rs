//! An answer as a table.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, DataType, Schema};
use onrecord_export::{ArrowRows, Column};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::arrow::capsule;
use crate::failure::Failure;

/// Rows under named columns. Any library that knows Arrow takes it without a copy.
#[pyclass(frozen)]
pub struct Table {
    schema: Arc<Schema>,
    batches: Vec<RecordBatch>,
    /// How many rows there would be without a limit.
    #[pyo3(get)]
    total: u64,
}

/// The row of a column where a day is counted from.
const EPOCH: i64 = 719_163;

impl Table {
    /// The table that `columns` make of what `each` hands over.
    pub fn made<R>(
        columns: &[Column<R>],
        total: Option<u64>,
        each: impl FnOnce(&mut dyn FnMut(&R)) -> Result<(), Failure>,
    ) -> Result<Table, Failure> {
        let (mut rows, mut batches, mut failed) = (ArrowRows::new(columns), Vec::new(), None);
        let mut pass_on = |rows: &mut ArrowRows<R>| match rows.take() {
            Ok(batch) => batches.push(batch),
            Err(error) => failed = Some(error),
        };
        each(&mut |row| {
            rows.put(row);
            if rows.is_full() {
                pass_on(&mut rows);
            }
        })?;
        if !rows.is_empty() {
            pass_on(&mut rows);
        }
        if let Some(error) = failed {
            return Err(unmade(&error));
        }
        let n_rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let schema = Arc::clone(rows.schema());
        Ok(Table { schema, batches, total: total.unwrap_or(n_rows as u64) })
    }

    /// The table of rows that are there already.
    pub fn of<R>(columns: &[Column<R>], total: Option<u64>, rows: &[R]) -> Result<Table, Failure> {
        Table::made(columns, total, |put| {
            rows.iter().for_each(put);
            Ok(())
        })
    }
}

fn unmade(error: &ArrowError) -> Failure {
    Failure::new("the answer", format!("cannot be made a table: {error}"))
}

#[pymethods]
impl Table {
    /// The names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The rows, each a dict; days are `datetime.date`, points in time `datetime.datetime` in UTC.
    fn to_dicts(&self, py: Python<'_>) -> PyResult<Py<PyList>> {
        let rows = PyList::empty(py);
        let values = Values::new(py)?;
        for batch in &self.batches {
            for at in 0..batch.num_rows() {
                let row = PyDict::new(py);
                for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
                    row.set_item(field.name(), values.of(py, column, at)?)?;
                }
                rows.append(row)?;
            }
        }
        Ok(rows.unbind())
    }

    /// The table for whoever knows Arrow; the columns are given as they are, whatever is asked for.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        capsule(py, Box::new(RecordBatchIterator::new(batches, Arc::clone(&self.schema))))
    }
}

/// Makes Python's values of Arrow's.
struct Values<'py> {
    date: Bound<'py, PyAny>,
    datetime: Bound<'py, PyAny>,
    utc: Bound<'py, PyAny>,
}

impl<'py> Values<'py> {
    fn new(py: Python<'py>) -> PyResult<Values<'py>> {
        let module = py.import("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        Ok(Values { date: module.getattr("date")?, datetime: module.getattr("datetime")?, utc })
    }

    fn of(&self, py: Python<'py>, column: &ArrayRef, at: usize) -> PyResult<Py<PyAny>> {
        if column.is_null(at) {
            return Ok(py.None());
        }
        match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(at).into_py_any(py),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(at).into_py_any(py),
            DataType::Float64 => column.as_primitive::<Float64Type>().value(at).into_py_any(py),
            DataType::Boolean => column.as_boolean().value(at).into_py_any(py),
            DataType::Binary => column.as_binary::<i32>().value(at).into_py_any(py),
            DataType::Date32 => {
                let day = i64::from(column.as_primitive::<Date32Type>().value(at));
                Ok(self.date.call_method1("fromordinal", (day + EPOCH,))?.unbind())
            }
            DataType::Timestamp(..) => {
                let micros = column.as_primitive::<TimestampMicrosecondType>().value(at);
                let seconds = micros as f64 / 1e6;
                Ok(self.datetime.call_method1("fromtimestamp", (seconds, &self.utc))?.unbind())
            }
            DataType::List(_) => {
                let items = column.as_list::<i32>().value(at);
                let values = (0..items.len()).map(|nth| self.of(py, &items, nth));
                values.collect::<PyResult<Vec<_>>>()?.into_py_any(py)
            }
            // No column of ours is of another type.
            _ => Ok(py.None()),
        }
    }
}
