//! What answers have in words, for whatever prints them.

use onrecord_store::ask::{Count, Office, Stats};

/// `prime minister of Ostvia`.
pub fn office(office: &Office) -> String {
    match office.of.is_empty() || office.title.ends_with(&office.of) {
        true => office.title.clone(),
        false => format!("{} of {}", office.title, office.of),
    }
}

/// The lists of counts, each with what it counts.
pub fn lists(stats: &Stats) -> [(&'static str, &[Count]); 5] {
    [
        ("outlets", stats.publishers.as_slice()),
        ("quoted most", stats.speakers.as_slice()),
        ("acts", stats.acts.as_slice()),
        ("quotation", stats.kinds.as_slice()),
        ("actors", stats.actors.as_slice()),
    ]
}
