use std::collections::HashMap;
use std::sync::LazyLock;

/// What a `<meta>` tag says, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Title,
    Description,
    Author,
    Published,
    Date,
    Modified,
    Site,
    Publisher,
    Copyright,
    Type,
    Url,
    Language,
}

impl Says {
    /// What a tag of this name says; in lower case.
    pub fn of(name: &str) -> Option<Says> {
        static BY_NAME: LazyLock<HashMap<&str, Says>> = LazyLock::new(|| {
            let rows = rows().filter_map(|(says, names)| Some((Says::parse(says)?, names)));
            rows.flat_map(|(says, names)| names.split(' ').map(move |name| (name, says))).collect()
        });
        BY_NAME.get(name).copied()
    }

    fn parse(says: &str) -> Option<Says> {
        Some(match says {
            "title" => Says::Title,
            "description" => Says::Description,
            "author" => Says::Author,
            "published" => Says::Published,
            "date" => Says::Date,
            "modified" => Says::Modified,
            "site" => Says::Site,
            "publisher" => Says::Publisher,
            "copyright" => Says::Copyright,
            "type" => Says::Type,
            "url" => Says::Url,
            "language" => Says::Language,
            _ => return None,
        })
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../../wordings/meta.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_something_and_no_name_two_things() {
        let mut names = Vec::new();
        for (says, row) in rows() {
            let says = Says::parse(says).unwrap_or_else(|| panic!("{says:?} says nothing"));
            assert!(row.split(' ').all(|name| Says::of(name) == Some(says)), "{row}");
            names.extend(row.split(' '));
        }
        let n_names = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }
}
