//! Rows as columns of Arrow: flat tables with list columns and real dates.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BinaryBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder,
    StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};
use jiff::civil::{Date, date};

use crate::{Cell, CellKind, Column};

/// Rows that are turned into columns at once.
const BATCH: usize = 4096;
/// Bytes of text after which a batch is full all the same.
const BATCH_BYTES: usize = 8 << 20;

/// Rows that wait to be a batch of columns.
pub struct ArrowRows<'c, R> {
    columns: &'c [Column<R>],
    builders: Vec<Builder>,
    schema: Arc<Schema>,
    n_rows: usize,
    n_bytes: usize,
}

impl<'c, R> ArrowRows<'c, R> {
    /// Begins without a row.
    pub fn new(columns: &'c [Column<R>]) -> Self {
        let fields = columns.iter().map(|column| Field::new(column.name, data_type(column.kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let builders = columns.iter().map(|column| Builder::new(column.kind)).collect();
        ArrowRows { columns, builders, schema, n_rows: 0, n_bytes: 0 }
    }

    /// The columns' names and types.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// Adds one row.
    pub fn put(&mut self, row: &R) {
        for (column, builder) in self.columns.iter().zip(&mut self.builders) {
            self.n_bytes += builder.put(&(column.cell)(row));
        }
        self.n_rows += 1;
    }

    /// Whether so many rows wait that it is time for [`take`](ArrowRows::take).
    pub fn is_full(&self) -> bool {
        self.n_rows >= BATCH || self.n_bytes >= BATCH_BYTES
    }

    /// Whether no row waits.
    pub fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    /// The rows that wait, which do no longer.
    ///
    /// # Errors
    /// None that is known: all columns have the same length.
    pub fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        (self.n_rows, self.n_bytes) = (0, 0);
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

fn data_type(kind: CellKind) -> DataType {
    let list = |item| DataType::List(Arc::new(Field::new_list_field(item, true)));
    match kind {
        CellKind::Text => DataType::Utf8,
        CellKind::Texts => list(DataType::Utf8),
        CellKind::Integer => DataType::Int64,
        CellKind::Integers => list(DataType::Int64),
        CellKind::Real => DataType::Float64,
        CellKind::Flag => DataType::Boolean,
        CellKind::FirstDay | CellKind::LastDay => DataType::Date32,
        CellKind::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        CellKind::Bytes => DataType::Binary,
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
    Bytes(BinaryBuilder),
}

impl Builder {
    fn new(kind: CellKind) -> Builder {
        match kind {
            CellKind::Text => Builder::Text(StringBuilder::new()),
            CellKind::Texts => Builder::Texts(ListBuilder::new(StringBuilder::new())),
            CellKind::Integer => Builder::Integer(Int64Builder::new()),
            CellKind::Integers => Builder::Integers(ListBuilder::new(Int64Builder::new())),
            CellKind::Real => Builder::Real(Float64Builder::new()),
            CellKind::Flag => Builder::Flag(BooleanBuilder::new()),
            CellKind::FirstDay => Builder::Day(Date32Builder::new(), false),
            CellKind::LastDay => Builder::Day(Date32Builder::new(), true),
            CellKind::Moment => Builder::Moment(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            CellKind::Bytes => Builder::Bytes(BinaryBuilder::new()),
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
            (Builder::Bytes(all), Cell::Bytes(bytes)) => {
                all.append_value(bytes);
                return bytes.len();
            }
            (Builder::Bytes(all), _) => all.append_null(),
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
            Builder::Bytes(all) => ArrayBuilder::finish(all),
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
