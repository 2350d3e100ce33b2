use onrecord_store::Correction;

/// What somebody changed, who and when: `act: promise, where the machine read assert  (ada, 2031-03-14)`. People are
/// named, as far as the store knows them by name.
pub fn corrected(one: &Correction) -> String {
    let was = match (one.what.as_str(), one.machine.as_str()) {
        ("not_on_record" | "merge" | "split", _) => String::new(),
        (_, "") => ", where the machine read nothing".to_string(),
        (_, machine) => format!(", where the machine read {}", machine.replace('|', ", ")),
    };
    let value = match (one.what.as_str(), one.value.as_str()) {
        ("not_on_record", _) => "is not on record".to_string(),
        ("merge", into) => format!("is {} ({into})", one.named),
        ("split", new) => format!("{} there is somebody else ({new})", one.named),
        (what, "") => format!("{what}: nobody"),
        (what, _) if !one.named.is_empty() => format!("{what}: {}", one.named.replace('|', ", ")),
        (what, value) => format!("{what}: {value}"),
    };
    let note = if one.note.is_empty() { String::new() } else { format!(" – {}", one.note) };
    let by = if one.by.is_empty() { "somebody" } else { one.by.as_str() };
    let undone = one.undone.as_deref().map(|when| format!(" · taken back {when}")).unwrap_or_default();
    format!("{value}{was}  ({by}, {}{note}){undone}", one.made)
}
