//! What a table's columns are, once for every form that a table can be written in: CSV, Parquet, JSON Lines, Markdown.

use std::borrow::Cow;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::SCHEMA_VERSION;

/// A column of a table whose rows are made from `R`.
#[derive(Debug)]
pub struct Column<R> {
    /// Its name, the same in every form.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: CellKind,
    /// What stands in it.
    pub cell: for<'r> fn(&'r R) -> Cell<'r>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Words.
    Text,
    /// Several words, in order.
    Texts,
    /// A whole number.
    Integer,
    /// Several whole numbers, in order.
    Integers,
    /// A number.
    Real,
    /// Yes or no.
    Flag,
    /// A day in ISO 8601, perhaps only its month or year; where a whole day is needed, the first of them.
    FirstDay,
    /// The same; where a whole day is needed, the last of them.
    LastDay,
    /// A point in time in ISO 8601, with its zone.
    Moment,
    /// Bytes as they are.
    Bytes,
}

/// What stands in one place of a table. Days and moments are texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Unknown.
    Null,
    /// See [`CellKind::Text`].
    Text(Cow<'r, str>),
    /// See [`CellKind::Texts`].
    Texts(Vec<Cow<'r, str>>),
    /// See [`CellKind::Integer`].
    Integer(i64),
    /// See [`CellKind::Integers`].
    Integers(Vec<i64>),
    /// See [`CellKind::Real`].
    Real(f64),
    /// See [`CellKind::Flag`].
    Flag(bool),
    /// See [`CellKind::Bytes`].
    Bytes(&'r [u8]),
}

impl<R> Column<R> {
    /// A column.
    pub const fn new(name: &'static str, kind: CellKind, cell: for<'r> fn(&'r R) -> Cell<'r>) -> Column<R> {
        Column { name, kind, cell }
    }
}

impl<'r> Cell<'r> {
    /// Several words.
    pub fn texts(texts: &'r [String]) -> Cell<'r> {
        Cell::Texts(texts.iter().map(|text| Cow::Borrowed(text.as_str())).collect())
    }

    /// Something that is written as text.
    pub fn shown(value: impl std::fmt::Display) -> Cell<'r> {
        Cell::Text(Cow::Owned(value.to_string()))
    }
}

impl Cell<'_> {
    /// The cell where everything is text: lists joined by `|`, bytes in hexadecimal, nothing where it is unknown.
    pub fn text(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Text(text) => text.to_string(),
            Cell::Texts(texts) => texts.join("|"),
            Cell::Integer(number) => number.to_string(),
            Cell::Integers(numbers) => numbers.iter().map(i64::to_string).collect::<Vec<_>>().join("|"),
            Cell::Real(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Bytes(bytes) => hexadecimal(bytes),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<'r> From<&'r String> for Cell<'r> {
    fn from(text: &'r String) -> Cell<'r> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl<'r> From<&'r Option<String>> for Cell<'r> {
    fn from(text: &'r Option<String>) -> Cell<'r> {
        text.as_ref().map_or(Cell::Null, Cell::from)
    }
}

/// One row as an object in JSON: the columns by their names, behind the version of the shape.
#[derive(Debug)]
pub struct RowObject<'a, R> {
    columns: &'a [Column<R>],
    row: &'a R,
}

impl<'a, R> RowObject<'a, R> {
    /// The row that `columns` make of `row`.
    pub fn new(columns: &'a [Column<R>], row: &'a R) -> RowObject<'a, R> {
        RowObject { columns, row }
    }
}

impl<R> Serialize for RowObject<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len() + 1))?;
        object.serialize_entry("schema_version", SCHEMA_VERSION)?;
        for column in self.columns {
            match (column.cell)(self.row) {
                Cell::Null => object.serialize_entry(column.name, &())?,
                Cell::Text(text) => object.serialize_entry(column.name, &text)?,
                Cell::Texts(texts) => object.serialize_entry(column.name, &texts)?,
                Cell::Integer(number) => object.serialize_entry(column.name, &number)?,
                Cell::Integers(numbers) => object.serialize_entry(column.name, &numbers)?,
                Cell::Real(number) => object.serialize_entry(column.name, &number)?,
                Cell::Flag(flag) => object.serialize_entry(column.name, &flag)?,
                Cell::Bytes(bytes) => object.serialize_entry(column.name, &hexadecimal(bytes))?,
            }
        }
        object.end()
    }
}
