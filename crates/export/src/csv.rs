//! Comma-separated values by RFC 4180: UTF-8, a header, lists joined by `|`.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use crate::{Cell, Column};

/// A table, written row by row.
#[derive(Debug)]
pub struct CsvTable<'c, W: Write, R> {
    out: Writer<W>,
    columns: &'c [Column<R>],
    is_for_excel: bool,
}

impl<'c, W: Write, R> CsvTable<'c, W, R> {
    /// Writes the header. For Excel a byte order mark comes first, which tells it that this is UTF-8, and `'` stands
    /// before text that it would take for a formula.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn start(mut out: W, columns: &'c [Column<R>], is_for_excel: bool) -> io::Result<Self> {
        if is_for_excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(columns.iter().map(|column| column.name))?;
        Ok(CsvTable { out, columns, is_for_excel })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn put(&mut self, row: &R) -> io::Result<()> {
        for column in self.columns {
            let cell = (column.cell)(row);
            let is_word = matches!(cell, Cell::Text(_) | Cell::Texts(_));
            let text = cell.text();
            self.out.write_field(if is_word { self.safe(text) } else { text })?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// Passes on what is left, and gives back where it went.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| error.into_error())
    }

    /// What begins a formula (OWASP, "CSV Injection") is kept from being one.
    fn safe(&self, text: String) -> String {
        match self.is_for_excel && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            true => format!("'{text}"),
            false => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CellKind;

    const COLUMNS: [Column<String>; 2] = [
        Column::new("text", CellKind::Text, |row| Cell::from(row)),
        Column::new("real", CellKind::Real, |_| Cell::Real(-0.5)),
    ];

    fn table(is_for_excel: bool, rows: &[&str]) -> String {
        let mut table = CsvTable::start(Vec::new(), &COLUMNS, is_for_excel).unwrap();
        rows.iter().for_each(|row| table.put(&row.to_string()).unwrap());
        String::from_utf8(table.finish().unwrap()).unwrap()
    }

    #[test]
    fn quotation_marks_commas_and_lines_are_kept() {
        let text = table(false, &["a \"b\", c", "two\nlines", "=1+1", ""]);
        assert_eq!(
            text,
            "text,real\r\n\"a \"\"b\"\", c\",-0.5\r\n\"two\nlines\",-0.5\r\n=1+1,-0.5\r\n,-0.5\r\n"
        );
    }

    #[test]
    fn a_spreadsheet_is_told_that_text_is_text() {
        let text = table(true, &["=1+1", "@sum", "-x", "+x", "a=b"]);
        assert_eq!(
            text,
            "\u{feff}text,real\r\n'=1+1,-0.5\r\n'@sum,-0.5\r\n'-x,-0.5\r\n'+x,-0.5\r\na=b,-0.5\r\n"
        );
    }
}
