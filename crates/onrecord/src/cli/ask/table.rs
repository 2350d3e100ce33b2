//! Answers as flat tables: CSV, Parquet, and Markdown's.

use std::borrow::Borrow;
use std::io;
use std::marker::PhantomData;

use onrecord_export::{Column, CsvTable};

use crate::cli::render::markup::escape;

/// Rows under a header.
pub trait Table {
    fn csv(&self) -> io::Result<Vec<u8>>;
    /// A pipe table; page text cannot add markup of its own.
    fn markdown(&self) -> String;
    #[cfg(feature = "parquet")]
    fn parquet(&self) -> io::Result<Vec<u8>>;
}

struct Rows<R: 'static, B> {
    columns: &'static [Column<R>],
    rows: Vec<B>,
    of: PhantomData<R>,
}

/// `rows` as a table of `columns`.
pub fn table<'t, R: 'static, B: Borrow<R> + 't>(
    columns: &'static [Column<R>],
    rows: impl IntoIterator<Item = B>,
) -> Box<dyn Table + 't> {
    Box::new(Rows { columns, rows: rows.into_iter().collect(), of: PhantomData })
}

impl<R, B: Borrow<R>> Table for Rows<R, B> {
    fn csv(&self) -> io::Result<Vec<u8>> {
        let mut table = CsvTable::start(Vec::new(), self.columns, false)?;
        self.rows.iter().try_for_each(|row| table.put(row.borrow()))?;
        table.finish()
    }

    fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let head = line(self.columns.iter().map(|column| column.name.replace('_', " ")).collect());
        let rule = line(self.columns.iter().map(|_| "---".to_string()).collect());
        let cells =
            |row: &B| self.columns.iter().map(|column| escape(&(column.cell)(row.borrow()).text())).collect();
        let rows = self.rows.iter().map(|row| line(cells(row)));
        head + &rule + &rows.collect::<String>()
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self) -> io::Result<Vec<u8>> {
        let mut table = onrecord_export::ParquetTable::start(Vec::new(), self.columns)?;
        self.rows.iter().try_for_each(|row| table.put(row.borrow()))?;
        table.finish()
    }
}

#[cfg(test)]
mod tests {
    use onrecord_export::{Cell, CellKind};

    use super::*;

    #[test]
    fn page_text_stays_in_its_cell() {
        static ONE: [Column<String>; 1] = [Column::new("one", CellKind::Text, |row| Cell::from(row))];
        let table = table(&ONE, ["a | **b**\nc".to_string()]);
        assert_eq!(table.markdown(), "| one |\n| --- |\n| a \\| \\*\\*b\\*\\* c |\n");
        assert_eq!(table.csv().unwrap(), b"one\r\n\"a | **b**\nc\"\r\n");
    }
}
