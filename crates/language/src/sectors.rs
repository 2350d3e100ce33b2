//! Roles of event data: which part of society an office, a body or a people belongs to.

use crate::matcher::{Pattern, Patterns};
use crate::table::{list, rows};
use crate::token::Token;

/// The table of sectors.
#[derive(Debug)]
pub struct Sectors(Patterns<(usize, &'static str)>);

impl Sectors {
    /// Reads a table: code, patterns.
    pub fn new(table: &'static str) -> Sectors {
        let sector = |(row, [code, patterns]): (usize, [&'static str; 2])| {
            list(patterns).map(move |pattern| (Pattern::new(pattern), (row, code)))
        };
        Sectors(Patterns::new(rows::<2>(table).enumerate().flat_map(sector)))
    }

    /// The code of the first row of the table that stands in the words: "GOV" of "the foreign minister".
    pub fn find(&self, words: &[Token]) -> Option<&'static str> {
        let found = self.0.find(words).into_iter().map(|(.., row)| *row);
        found.min_by_key(|(row, _)| *row).map(|(_, code)| code)
    }
}
