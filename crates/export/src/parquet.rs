//! Parquet: flat tables with list columns and real dates, for DuckDB, pandas and Spark.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::arrow::ArrowWriter;
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
