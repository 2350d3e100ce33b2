//! onrecord reads the news and keeps the record: who said what, tied to the exact characters it came from.

use std::io::Read;

pub use onrecord_analysis::analyze;
pub use onrecord_page::{Error, Kind, Origin, Page, Result, SourceMap, pages};
pub use onrecord_record as record;
use onrecord_record::Record;

/// Reads every page in `input` and gives what each puts on record.
pub fn read<'a>(input: &'a mut dyn Read, origin: &'a Origin) -> impl Iterator<Item = Result<Record>> + 'a {
    pages(input, origin).map(|page| Ok(analyze(page?)))
}
