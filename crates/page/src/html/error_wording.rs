//! The table of what error pages say.

/// Where in a heading the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorStands {
    /// They are all it says.
    Whole,
    /// Anywhere.
    Holds,
}

/// One row of `wordings/errors.tsv`.
pub struct ErrorWording {
    pub stands: ErrorStands,
    /// In small letters, with straight apostrophes.
    pub words: &'static str,
}

/// All rows.
pub fn errors() -> impl Iterator<Item = ErrorWording> {
    let rows = include_str!("../../wordings/errors.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut fields = row.split('\t').skip(1);
        let stands = match fields.next()? {
            "whole" => ErrorStands::Whole,
            "holds" => ErrorStands::Holds,
            _ => return None,
        };
        Some(ErrorWording { stands, words: fields.next()? })
    })
}
