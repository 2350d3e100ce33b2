//! Parquet: flat tables with list columns and real dates, for DuckDB, pandas and Spark.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, DataType};

use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use onrecord_record::SCHEMA_VERSION;

use crate::{ArrowRows, Column};

/// Bytes after which a group of rows is written out and its memory is free again.
const GROUP_BYTES: usize = 48 << 20;

/// A table, written row by row.
pub struct ParquetTable<'c, W: Write + Send, R> {
    out: ArrowWriter<W>,
    rows: ArrowRows<'c, R>,
}

impl<'c, W: Write + Send, R> ParquetTable<'c, W, R> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn start(out: W, columns: &'c [Column<R>]) -> io::Result<Self> {
        let rows = ArrowRows::new(columns);
        let version = KeyValue::new("onrecord.schema_version".to_string(), SCHEMA_VERSION.to_string());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("onrecord {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(vec![version]))
            .build();
        let out = ArrowWriter::try_new(out, Arc::clone(rows.schema()), Some(properties)).map_err(io_error)?;
        Ok(ParquetTable { out, rows })
    }

    /// Adds one row.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn put(&mut self, row: &R) -> io::Result<()> {
        self.rows.put(row);
        match self.rows.is_full() {
            true => self.pass_on(),
            false => Ok(()),
        }
    }

    /// Writes what is left and the file's end, and gives back where it went.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn finish(mut self) -> io::Result<W> {
        self.pass_on()?;
        self.out.into_inner().map_err(io_error)
    }

    fn pass_on(&mut self) -> io::Result<()> {
        if !self.rows.is_empty() {
            let batch = self.rows.take().map_err(io::Error::other)?;
            self.out.write(&batch).map_err(io_error)?;
        }
        if self.out.in_progress_size() >= GROUP_BYTES {
            self.out.flush().map_err(io_error)?;
        }
        Ok(())
    }
}

/// Some columns of a file, row by row: texts as UTF-8, bytes as they are, `None` where nothing stands.
pub struct ParquetRows {
    batches: ParquetRecordBatchReader,
    names: Vec<String>,
    batch: Option<RecordBatch>,
    at: usize,
}

/// Rows that are read at once: pages and their records are long.
const READ: usize = 64;

impl ParquetRows {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is no Parquet file, or lacks one of the columns.
    pub fn open(file: File, columns: &[&str]) -> io::Result<ParquetRows> {
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(io_error)?;
        let schema = Arc::clone(reader.schema());
        if let Some(missing) = columns.iter().find(|name| schema.column_with_name(name).is_none()) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("it has no column {missing:?}")));
        }
        let wanted = ProjectionMask::columns(reader.parquet_schema(), columns.iter().copied());
        let batches = reader.with_projection(wanted).with_batch_size(READ).build().map_err(io_error)?;
        let names = columns.iter().map(ToString::to_string).collect();
        Ok(ParquetRows { batches, names, batch: None, at: 0 })
    }

    fn row(&self, batch: &RecordBatch) -> io::Result<Vec<Option<Vec<u8>>>> {
        let cell = |name: &String| {
            let column = batch.column_by_name(name).filter(|column| !column.is_null(self.at));
            column.map(|column| bytes(column, self.at)).transpose()
        };
        self.names.iter().map(cell).collect()
    }
}

impl Iterator for ParquetRows {
    type Item = io::Result<Vec<Option<Vec<u8>>>>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.batch.as_ref().is_none_or(|batch| self.at >= batch.num_rows()) {
            match self.batches.next()? {
                Ok(batch) => (self.batch, self.at) = (Some(batch), 0),
                Err(error) => return Some(Err(read_error(error))),
            }
        }
        let row = self.batch.as_ref().map(|batch| self.row(batch));
        self.at += 1;
        row
    }
}

/// The bytes of a cell.
fn bytes(column: &Arc<dyn Array>, at: usize) -> io::Result<Vec<u8>> {
    Ok(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(at).as_bytes().to_vec(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(at).as_bytes().to_vec(),
        DataType::Utf8View => column.as_string_view().value(at).as_bytes().to_vec(),
        DataType::Binary => column.as_binary::<i32>().value(at).to_vec(),
        DataType::LargeBinary => column.as_binary::<i64>().value(at).to_vec(),
        DataType::BinaryView => column.as_binary_view().value(at).to_vec(),
        other => {
            let what = format!("a column is of {other}, where texts or bytes should stand");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
    })
}

fn read_error(error: ArrowError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// A closed pipe and a full disk are told apart by their kinds.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        error => io::Error::other(error),
    }
}
