//! Parquet: flat tables with list columns and real dates, for DuckDB, pandas and Spark.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use jiff::civil::{Date, date};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use onrecord_record::SCHEMA_VERSION;

use crate::{Cell, Column, Kind};

/// Rows that are turned into columns at once.
const BATCH: usize = 4096;
/// Bytes of text after which a batch ends all the same.
const BATCH_BYTES: usize = 8 << 20;
/// Bytes after which a group of rows is written out and its memory is free again.
const GROUP_BYTES: usize = 48 << 20;

/// A table, written row by row.
pub struct ParquetTable<'c, W: Write + Send, R> {
    out: ArrowWriter<W>,
    columns: &'c [Column<R>],
    builders: Vec<Builder>,
    schema: Arc<Schema>,
    n_rows: usize,
    n_bytes: usize,
}

impl<'c, W: Write + Send, R> ParquetTable<'c, W, R> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn start(out: W, columns: &'c [Column<R>]) -> io::Result<Self> {
        let fields = columns.iter().map(|column| Field::new(column.name, data_type(column.kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let version = KeyValue::new("onrecord.schema_version".to_string(), SCHEMA_VERSION.to_string());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("onrecord {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(vec![version]))
            .build();
        let out = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties)).map_err(io_error)?;
        let builders = columns.iter().map(|column| Builder::new(column.kind)).collect();
        Ok(ParquetTable { out, columns, builders, schema, n_rows: 0, n_bytes: 0 })
    }

    /// Adds one row.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn put(&mut self, row: &R) -> io::Result<()> {
        for (column, builder) in self.columns.iter().zip(&mut self.builders) {
            self.n_bytes += builder.put(&(column.cell)(row));
        }
        self.n_rows += 1;
        match self.n_rows >= BATCH || self.n_bytes >= BATCH_BYTES {
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
        if self.n_rows > 0 {
            let arrays = self.builders.iter_mut().map(Builder::finish).collect();
            let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(io::Error::other)?;
            self.out.write(&batch).map_err(io_error)?;
            (self.n_rows, self.n_bytes) = (0, 0);
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

fn data_type(kind: Kind) -> DataType {
    let list = |item| DataType::List(Arc::new(Field::new_list_field(item, true)));
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Texts => list(DataType::Utf8),
        Kind::Integer => DataType::Int64,
        Kind::Integers => list(DataType::Int64),
        Kind::Real => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::FirstDay | Kind::LastDay => DataType::Date32,
        Kind::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    }
}

enum Builder {
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Integer(Int64Builder),
    Integers(ListBuilder<Int64Builder>),
    Real(Float64Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder, bool),
    Moment(TimestampMicrosecondBuilder),
}

impl Builder {
    fn new(kind: Kind) -> Builder {
        match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Texts => Builder::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Integer => Builder::Integer(Int64Builder::new()),
            Kind::Integers => Builder::Integers(ListBuilder::new(Int64Builder::new())),
            Kind::Real => Builder::Real(Float64Builder::new()),
            Kind::Flag => Builder::Flag(BooleanBuilder::new()),
            Kind::FirstDay => Builder::Day(Date32Builder::new(), false),
            Kind::LastDay => Builder::Day(Date32Builder::new(), true),
            Kind::Moment => Builder::Moment(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    /// Adds a cell; what does not fit the column is unknown. Gives the bytes of its text.
    fn put(&mut self, cell: &Cell) -> usize {
        match (self, cell) {
            (Builder::Text(all), Cell::Text(text)) => {
                all.append_value(text);
                return text.len();
            }
            (Builder::Text(all), _) => all.append_null(),
            (Builder::Texts(all), Cell::Texts(texts)) => {
                all.append_value(texts.iter().map(Some));
                return texts.iter().map(|text| text.len()).sum();
            }
            (Builder::Texts(all), _) => all.append_null(),
            (Builder::Integer(all), Cell::Integer(number)) => all.append_value(*number),
            (Builder::Integer(all), _) => all.append_null(),
            (Builder::Integers(all), Cell::Integers(numbers)) => {
                all.append_value(numbers.iter().copied().map(Some));
            }
            (Builder::Integers(all), _) => all.append_null(),
            (Builder::Real(all), Cell::Real(number)) => all.append_value(*number),
            (Builder::Real(all), _) => all.append_null(),
            (Builder::Flag(all), Cell::Flag(flag)) => all.append_value(*flag),
            (Builder::Flag(all), _) => all.append_null(),
            (Builder::Day(all, is_last), Cell::Text(text)) => all.append_option(day(text, *is_last)),
            (Builder::Day(all, _), _) => all.append_null(),
            (Builder::Moment(all), Cell::Text(text)) => {
                let moment: Option<jiff::Timestamp> = text.parse().ok();
                all.append_option(moment.map(|moment| moment.as_microsecond()));
            }
            (Builder::Moment(all), _) => all.append_null(),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(all) => ArrayBuilder::finish(all),
            Builder::Texts(all) => ArrayBuilder::finish(all),
            Builder::Integer(all) => ArrayBuilder::finish(all),
            Builder::Integers(all) => ArrayBuilder::finish(all),
            Builder::Real(all) => ArrayBuilder::finish(all),
            Builder::Flag(all) => ArrayBuilder::finish(all),
            Builder::Day(all, _) => ArrayBuilder::finish(all),
            Builder::Moment(all) => ArrayBuilder::finish(all),
        }
    }
}

/// Days since 1970-01-01 of the first or last day of a year, a month or a day.
fn day(text: &str, is_last: bool) -> Option<i32> {
    let mut parts = text.get(..text.len().min(10))?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let of_month = |month: i8| Date::new(year, month, 1).ok();
    let whole = match (month, day, is_last) {
        (Some(month), Some(day), _) => Date::new(year, month, day).ok()?,
        (Some(month), None, false) => of_month(month)?,
        (Some(month), None, true) => of_month(month)?.last_of_month(),
        (None, _, false) => of_month(1)?,
        (None, _, true) => of_month(12)?.last_of_month(),
    };
    Some(date(1970, 1, 1).until(whole).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_year_have_a_first_and_a_last_day() {
        assert_eq!((day("1970-01-02", false), day("1970-01-02", true)), (Some(1), Some(1)));
        assert_eq!((day("1970-02", false), day("1970-02", true)), (Some(31), Some(58)));
        assert_eq!((day("1970", false), day("1970", true)), (Some(0), Some(364)));
        assert_eq!((day("", false), day("soon", true), day("1970-13", true)), (None, None, None));
    }
}
