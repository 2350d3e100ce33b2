//! From an article to its record: quotations, cues, sources and speakers.

use onrecord_page::Page;
use onrecord_record::{Record, SCHEMA_VERSION};

/// Puts on record what `page` says.
pub fn analyze(page: Page) -> Record {
    Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: page.input,
        article: page.article,
        actors: Vec::new(),
        statements: Vec::new(),
        thoughts: Vec::new(),
        engagements: Vec::new(),
        commitments: Vec::new(),
        positions: Vec::new(),
        notes: page.notes,
        provenance: page.provenance,
    }
}
