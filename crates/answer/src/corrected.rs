use onrecord_store::Correction;
use serde_json::Value;

use crate::quoted::in_marks;

/// What somebody changed, who and when: `act: promise, where the machine read assert  (ada, 2031-03-14)`. People are
/// named, as far as the store knows them by name.
pub fn corrected(one: &Correction) -> String {
    let was = match (one.what.as_str(), one.machine.as_str()) {
        ("not_on_record" | "merge" | "split" | "added" | "reviewed" | "role", _) => String::new(),
        (_, "") => ", where the machine read nothing".to_string(),
        ("words", machine) => format!(", where the machine read {}", in_marks(machine)),
        ("when", machine) => format!(", where the machine read {}", days(machine)),
        (_, machine) => format!(", where the machine read {}", machine.replace('|', ", ")),
    };
    let note = if one.note.is_empty() { String::new() } else { format!(" – {}", one.note) };
    let by = if one.by.is_empty() { "somebody" } else { one.by.as_str() };
    let undone = one.undone.as_deref().map(|when| format!(" · taken back {when}")).unwrap_or_default();
    let lost =
        if one.is_lost && one.undone.is_none() { " · kept, but its entry is not read any more" } else { "" };
    format!("{}{was}  ({by}, {}{note}){undone}{lost}", holds(one), one.made)
}

/// What holds now.
fn holds(one: &Correction) -> String {
    match (one.what.as_str(), one.value.as_str()) {
        ("not_on_record", _) => "is not on record".to_string(),
        ("reviewed", _) => "was reviewed".to_string(),
        ("added", words) => format!("was added: {}", in_marks(words)),
        ("words", words) => format!("is {}", in_marks(words)),
        ("merge", into) => format!("is {} ({into})", one.named),
        ("split", new) => format!("{} there is somebody else ({new})", one.named),
        ("role", value) => role(value),
        ("when", "") => "day: the article tells none".to_string(),
        ("when", value) => format!("day: {}", days(value)),
        (what, "") if is_stated(what) => format!("{what}: the article tells none"),
        (what, "") => format!("{what}: nobody"),
        (what, _) if !one.named.is_empty() => format!("{what}: {}", one.named.replace('|', ", ")),
        // Whoever was new with a correction goes with it.
        (what, ids) if ids.starts_with("ac-") => format!("{what}: somebody who is in the store no more"),
        (what, value) => format!("{what}: {value}"),
    }
}

/// Whether a field holds words of the article.
fn is_stated(what: &str) -> bool {
    matches!(what, "channel" | "place" | "due" | "condition" | "issue")
}

/// `2031-03-12` for a day, `2031-03-12 to 2031-03-14` for several.
fn days(value: &str) -> String {
    match value.split_once("..") {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from} to {to}"),
        None => value.to_string(),
    }
}

/// `mayor of Corran, where articles have captain`.
fn role(value: &str) -> String {
    let value: Value = serde_json::from_str(value).unwrap_or_default();
    let title = |of: &str| {
        let title = value[of]["title"].as_str()?;
        match value[of]["of"].as_str().filter(|of| !of.is_empty()) {
            Some(of) => Some(format!("{title} of {of}")),
            None => Some(title.to_string()),
        }
    };
    match (title("was"), title("is")) {
        (Some(was), Some(is)) => format!("role: {is}, where articles have {was}"),
        (Some(was), None) => format!("role: not {was}"),
        (None, Some(is)) => format!("role: {is}"),
        (None, None) => "role".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(what: &str, value: &str, named: &str, machine: &str) -> String {
        let text = |text: &str| text.to_string();
        let one = Correction {
            id: 1,
            made: text("2031-03-14"),
            by: text("ada"),
            what: text(what),
            target: text("st-00c0ffee00c0ffee"),
            value: text(value),
            named: text(named),
            machine: text(machine),
            note: String::new(),
            undone: None,
            is_lost: false,
        };
        corrected(&one).split("  (").next().unwrap_or_default().to_string()
    }

    #[test]
    fn corrections_are_told_in_words() {
        assert_eq!(told("act", "promise", "", "assert"), "act: promise, where the machine read assert");
        assert_eq!(
            told("speaker", "ac-1", "Mira Halvorsen", ""),
            "speaker: Mira Halvorsen, where the machine read nothing"
        );
        assert_eq!(
            told("words", "We will pay", "", "We will"),
            "is “We will pay”, where the machine read “We will”"
        );
        assert_eq!(
            told("when", "2031-03-12..2031-03-12", "", "2031-03..2031-03"),
            "day: 2031-03-12, where the machine read 2031-03"
        );
        assert_eq!(
            told("channel", "", "", "a call"),
            "channel: the article tells none, where the machine read a call"
        );
        assert_eq!(told("reviewed", "", "", ""), "was reviewed");
        let role = r#"{"was":{"title":"mayor","of":"Corran"},"is":{"title":"deputy mayor","of":"Corran"}}"#;
        assert_eq!(
            told("role", role, "", ""),
            "role: deputy mayor of Corran, where articles have mayor of Corran"
        );
    }
}
