//! What a page asks of programs: that it be not archived, or not be read for training models. Nobody is kept from
//! reading by it here, but whoever keeps or passes on what was read should know.

use onrecord_record::Note;

/// The words that ask for it, in `<meta name="robots">` and in the header `X-Robots-Tag`.
const ASKED: [&str; 3] = ["noarchive", "noai", "nosnippet"];

/// A note where any of `values` ask for something; a value is a list between commas, perhaps behind the name of the program
/// that is meant (`somebot: noarchive, noai`).
pub fn note<'v>(values: impl IntoIterator<Item = &'v str>) -> Option<Note> {
    let mut found = Vec::new();
    for value in values {
        let words =
            value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').map(str::to_ascii_lowercase);
        for word in words {
            if ASKED.contains(&word.as_str()) && !found.contains(&word) {
                found.push(word);
            }
        }
    }
    let what = || format!("the page asks programs by its robots rules: {}", found.join(", "));
    (!found.is_empty()).then(|| Note::on_page(what()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_told_once_and_what_is_not_meant_is_passed_over() {
        let told = |values: &[&str]| note(values.iter().copied()).map(|note| note.what);
        let asked = "the page asks programs by its robots rules: noarchive, noai".to_string();
        assert_eq!(told(&["index, NOARCHIVE", "somebot: noarchive,noai"]), Some(asked));
        assert_eq!(told(&["index, follow", "max-snippet:-1", "noarchived"]), None);
        assert_eq!(told(&[]), None);
    }
}
