//! The accounts of an engagement, compared, as an answer.

use onrecord_store::Entry;
use onrecord_store::ask::{Compared, Mentioning, Theme};
use serde_json::Value;

use crate::envelope::{Answer, Hint, more, plain};
use crate::words::list;

/// One statement of a comparison, as a line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedLine {
    /// The number of its theme, from 1 on.
    pub theme: usize,
    /// What the theme is about.
    pub about: String,
    /// Who mentions it.
    pub mention: Mentioning,
    /// In what the sides differ.
    pub differ: String,
    /// Whose statement it is.
    pub side: String,
    /// The statement.
    pub entry: Entry,
}

/// Every statement of a comparison.
pub fn compared_lines(compared: &Compared) -> Vec<ComparedLine> {
    let of = |(idx, theme): (usize, &Theme)| {
        let line = |one: &onrecord_store::ask::Said| ComparedLine {
            theme: compared.offset + idx + 1,
            about: theme.about.clone(),
            mention: theme.mention,
            differ: theme.differ.join("; "),
            side: compared.sides[one.side].name.clone(),
            entry: one.entry.clone(),
        };
        theme.said.iter().map(line).collect::<Vec<_>>()
    };
    compared.themes.iter().enumerate().flat_map(of).collect()
}

/// Who mentions a theme, and in what they differ: `both mention it, and differ: other numbers: 310; 278`.
pub fn mentioned(compared: &Compared, theme: &Theme) -> String {
    let mut sides: Vec<usize> = theme.said.iter().map(|one| one.side).collect();
    sides.sort_unstable();
    sides.dedup();
    let names: Vec<String> = sides.iter().map(|side| compared.sides[*side].name.clone()).collect();
    match theme.mention {
        Mentioning::One => format!("only {}", list(&names)),
        Mentioning::Shared => list(&names),
        Mentioning::Differ => format!("{} differ: {}", list(&names), theme.differ.join("; ")),
    }
}

impl Answer for Compared {
    fn lines(&self) -> Vec<Value> {
        self.themes.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.themes.iter().flat_map(|theme| &theme.said).map(|one| &one.entry).collect()
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}
