//! The record in the forms that other programs read.
//!
//! In: rows of tables ([`Column`] says what is in them), or an article's record as an [`ArticleRecord`]. Out: lines of JSON,
//! CSV and Parquet; Web Annotations, schema.org's NewsArticle, brat's standoff, files of a gold set,
//! rows of event data. Where the rows
//! come from is not known here, nothing is opened, and only one row or article is held at a time.
//!
//! ```
//! use onrecord_export::{Cell, Column, CsvTable, CellKind, RowObject};
//!
//! struct Boat { name: String, crew: Vec<String> }
//! let columns = [
//!     Column::new("name", CellKind::Text, |boat: &Boat| Cell::from(&boat.name)),
//!     Column::new("crew", CellKind::Texts, |boat: &Boat| Cell::texts(&boat.crew)),
//! ];
//! let boat = Boat { name: "Ida, the first".into(), crew: vec!["Ada".into(), "Bram".into()] };
//!
//! let mut table = CsvTable::start(Vec::new(), &columns, false)?;
//! table.put(&boat)?;
//! assert_eq!(table.finish()?, b"name,crew\r\n\"Ida, the first\",Ada|Bram\r\n");
//! let json = serde_json::to_string(&RowObject::new(&columns, &boat))?;
//! assert_eq!(json, r#"{"schema_version":"1","name":"Ida, the first","crew":["Ada","Bram"]}"#);
//! # Ok::<(), std::io::Error>(())
//! ```

mod annotation;
#[cfg(feature = "arrow")]
mod arrow;
pub mod brat;
mod csv;
mod entry;
mod gold;
mod pair;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod schema_org;

pub use annotation::annotations;
#[cfg(feature = "arrow")]
pub use arrow::ArrowRows;
pub use csv::CsvTable;
pub use entry::ArticleRecord;
pub use gold::{gold_article, gold_record};
pub use onrecord_record::table::{Cell, CellKind, Column, RowObject};
#[cfg(feature = "parquet")]
pub use parquet::{ParquetRows, ParquetTable};
pub use plover::{EVENTS, EventRow, Teller, events};
pub use schema_org::news_article;
