//! The tables of wordings.

use onrecord_record::FurnitureRole;

/// Where in a block a wording stands. Numbers are the most characters the block may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is all the block says.
    Whole,
    /// It opens the block, and nothing, a colon, a dash or small letters after capitals follow: a label.
    Leads(usize),
    /// It opens the block.
    Opens(usize),
    /// It stands anywhere.
    Holds(usize),
}

/// One row: what furniture says, and in which place.
#[derive(Clone, Copy, Debug)]
pub struct FurnitureWording {
    pub role: FurnitureRole,
    pub stands: Stands,
    /// Its words, or those before ` … `.
    pub opening: &'static str,
    /// Those behind ` … `.
    pub behind: Option<&'static str>,
}

impl FurnitureWording {
    /// The longer wording is right where two rows match, above all the longer opening.
    pub fn sureness(&self) -> (usize, usize) {
        (self.opening.len(), self.opening.len() + self.behind.map_or(0, |behind| behind.len() + 5))
    }
}

/// The rows of every language.
pub fn all() -> impl Iterator<Item = FurnitureWording> {
    TABLES.iter().flat_map(|(_, table)| rows(table)).filter_map(wording)
}

/// The tables by language; a new language is a new file and a line here.
const TABLES: &[(&str, &str)] = &[
    ("any", include_str!("../../wordings/furniture/any.tsv")),
    ("ar", include_str!("../../wordings/furniture/ar.tsv")),
    ("cs", include_str!("../../wordings/furniture/cs.tsv")),
    ("da", include_str!("../../wordings/furniture/da.tsv")),
    ("de", include_str!("../../wordings/furniture/de.tsv")),
    ("el", include_str!("../../wordings/furniture/el.tsv")),
    ("en", include_str!("../../wordings/furniture/en.tsv")),
    ("es", include_str!("../../wordings/furniture/es.tsv")),
    ("fi", include_str!("../../wordings/furniture/fi.tsv")),
    ("fr", include_str!("../../wordings/furniture/fr.tsv")),
    ("id", include_str!("../../wordings/furniture/id.tsv")),
    ("it", include_str!("../../wordings/furniture/it.tsv")),
    ("ja", include_str!("../../wordings/furniture/ja.tsv")),
    ("ko", include_str!("../../wordings/furniture/ko.tsv")),
    ("nl", include_str!("../../wordings/furniture/nl.tsv")),
    ("no", include_str!("../../wordings/furniture/no.tsv")),
    ("pl", include_str!("../../wordings/furniture/pl.tsv")),
    ("pt", include_str!("../../wordings/furniture/pt.tsv")),
    ("ro", include_str!("../../wordings/furniture/ro.tsv")),
    ("ru", include_str!("../../wordings/furniture/ru.tsv")),
    ("sv", include_str!("../../wordings/furniture/sv.tsv")),
    ("uk", include_str!("../../wordings/furniture/uk.tsv")),
    ("zh", include_str!("../../wordings/furniture/zh.tsv")),
];

/// The lines of a table that are no comment.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Reads a row; none where it is not as `wordings/README.md` says, which a test rules out.
fn wording(row: &'static str) -> Option<FurnitureWording> {
    let mut fields = row.split('\t');
    let mut field = || fields.next();
    let role = role(field()?)?;
    let stands = stands(field()?, field()?)?;
    let words = field()?;
    let (opening, behind) = match words.split_once(" …") {
        Some((opening, behind)) => (opening, Some(behind.trim_start())),
        None => (words, None),
    };
    Some(FurnitureWording { role, stands, opening, behind })
}

fn role(name: &str) -> Option<FurnitureRole> {
    Some(match name {
        "advert" => FurnitureRole::Advert,
        "biography" => FurnitureRole::Biography,
        "comments" => FurnitureRole::Comments,
        "navigation" => FurnitureRole::Navigation,
        "other" => FurnitureRole::Other,
        "related" => FurnitureRole::Related,
        "sign_up" => FurnitureRole::SignUp,
        _ => return None,
    })
}

fn stands(name: &str, most: &str) -> Option<Stands> {
    Some(match (name, most.parse()) {
        ("whole", _) => Stands::Whole,
        ("leads", Ok(most)) => Stands::Leads(most),
        ("opens", Ok(most)) => Stands::Opens(most),
        ("holds", Ok(most)) => Stands::Holds(most),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::role_of;
    use super::*;

    #[test]
    fn every_row_reads_its_example_and_leaves_its_counterexample_alone() {
        let mut wrong = Vec::new();
        for (language, row) in TABLES.iter().flat_map(|(name, table)| rows(table).map(move |row| (name, row)))
        {
            let [.., words, example, not_this] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{language}: not six fields: {row}");
            };
            let role = wording(row).unwrap_or_else(|| panic!("{language}: cannot be read: {row}")).role;
            if role_of(example) != Some(role) {
                wrong.push(format!("{language}: {words:?} does not match {example:?}"));
            }
            if let Some(other) = role_of(not_this) {
                wrong
                    .push(format!("{language}: {words:?}, or another row, takes {not_this:?} for {other:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_wording_is_there_twice() {
        let mut words: Vec<_> = TABLES.iter().flat_map(|(_, table)| rows(table)).collect();
        words.iter_mut().for_each(|row| *row = row.split('\t').nth(3).unwrap_or_default());
        let n_rows = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n_rows);
    }
}
