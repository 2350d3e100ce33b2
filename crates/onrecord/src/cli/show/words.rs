//! The record's values as people read them.

use onrecord_record::{Actor, ActorKind, Mention, Record, Span, Statement};

/// The word that JSON has for a role, an act, a kind: defined once, by the record's types.
pub fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}

/// `2031-03-12T14:05:00+01:00` as `12 March 2031, 14:05 (+01:00)`; what is no date stays as it is.
pub fn date(iso: &str) -> String {
    parse_date(iso).unwrap_or_else(|| iso.to_string())
}

/// The later of two moments, without the day and zone where they are those of the earlier.
pub fn date_after(earlier: &str, later: &str) -> String {
    let (full, first) = (date(later), date(earlier));
    let parts = |text: &str| text.split_once(", ").map(|(day, time)| (day.to_string(), time.to_string()));
    match (parts(&first), parts(&full)) {
        (Some((first_day, first_time)), Some((day, time))) if day == first_day => {
            let (hour, zone) = time.split_at(time.len().min(5));
            if first_time.ends_with(zone) { hour.to_string() } else { time }
        }
        _ => full,
    }
}

fn parse_date(iso: &str) -> Option<String> {
    let (day, time) = iso.split_once(['T', ' ']).unwrap_or((iso, ""));
    let mut parts = day.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let mut text = year.to_string();
    if let Some(month) = parts.next() {
        text = format!("{} {text}", MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?);
    }
    if let Some(day) = parts.next() {
        text = format!("{} {text}", day.parse::<u8>().ok()?);
    }
    let hour = time.get(..5).filter(|hour| hour.as_bytes()[2] == b':');
    if let Some(hour) = hour {
        let zone = time.find(['Z', '+', '-']).map(|at| &time[at..]);
        let zone = match zone {
            Some("Z" | "+00:00") => " UTC".to_string(),
            Some(zone) => format!(" (UTC{zone})"),
            None => String::new(),
        };
        text = format!("{text}, {hour}{zone}");
    }
    parts.next().is_none().then_some(text)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `A`, `A and B`, `A, B and C`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 statement`, `2 statements`.
pub fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}

/// Who made a statement, as far as the article tells.
#[derive(Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name, or the words of an unnamed source.
    pub name: String,
    /// Offices and descriptions.
    pub roles: String,
    /// What keeps this from being a name.
    pub doubt: Option<&'static str>,
}

/// Who said `statement`.
pub fn speaker(record: &Record, statement: &Statement) -> Speaker {
    let actors: Vec<&Actor> = statement.speakers.iter().filter_map(|id| actor(record, id)).collect();
    let source = statement.source.as_ref().map(|source| source.span.text.clone()).filter(|s| !s.is_empty());
    let Some(first) = actors.first() else {
        return match source {
            Some(source) => Speaker { name: source, roles: String::new(), doubt: Some("not identified") },
            None => Speaker { name: "unknown speaker".to_string(), roles: String::new(), doubt: None },
        };
    };
    let names: Vec<String> = actors.iter().map(|actor| actor_name(actor)).collect();
    let is_unnamed = actors.len() == 1 && (first.kind == ActorKind::Unnamed || first.name.is_empty());
    if is_unnamed {
        let name = source.unwrap_or_else(|| names[0].clone());
        return Speaker { name, roles: String::new(), doubt: Some("unnamed") };
    }
    let roles = if actors.len() == 1 { roles(first) } else { String::new() };
    Speaker { name: list(&names), roles, doubt: None }
}

/// The names of the actors with these ids.
pub fn names(record: &Record, ids: &[String]) -> String {
    let names: Vec<String> = ids.iter().filter_map(|id| actor(record, id)).map(actor_name).collect();
    list(&names)
}

fn actor<'r>(record: &'r Record, id: &str) -> Option<&'r Actor> {
    record.actors.iter().find(|actor| actor.id == id)
}

/// An actor's name, or the words that stand for one.
fn actor_name(actor: &Actor) -> String {
    let mention = actor.mentions.first().map(|mention| mention.text.as_str());
    let title = actor.roles.first().map(|role| role.title.as_str());
    let name = Some(actor.name.as_str()).filter(|name| !name.is_empty());
    name.or(mention).or(title).unwrap_or("someone unnamed").to_string()
}

fn roles(actor: &Actor) -> String {
    let mut roles = Vec::new();
    for role in &actor.roles {
        let words = match role.of.is_empty() || role.title.ends_with(&role.of) {
            true => role.title.clone(),
            false => format!("{}, {}", role.title, role.of),
        };
        if !roles.contains(&words) {
            roles.push(words);
        }
    }
    roles.join("; ")
}

/// The article's own words for who said it and how: `he replied`.
pub fn attribution(statement: &Statement, speaker: &Speaker) -> String {
    let source = statement.source.as_ref().filter(|source| {
        // The name need not be read twice.
        !source.span.text.contains(&speaker.name)
    });
    let mut spans: Vec<&Span> = source.iter().flat_map(|m| m.pieces()).collect();
    spans.extend(statement.cue.iter().flat_map(Mention::pieces));
    spans.sort_by_key(|span| span.byte_start);
    spans.dedup();
    let mut words = String::new();
    let mut end = None;
    for span in spans {
        match end {
            Some(end) if span.byte_start <= end + 1 => words.push(' '),
            Some(_) => words.push_str(" … "),
            None => {}
        }
        words.push_str(&span.text);
        end = Some(span.byte_end);
    }
    words
}

/// `on 12 March 2031`, `in March 2031`, `between 1 and 3 …`.
pub fn when(from: &str, to: &str) -> String {
    match (from == to, from.len()) {
        (true, 4 | 7) => format!("in {}", date(from)),
        (true, _) => format!("on {}", date(from)),
        (false, _) => format!("between {} and {}", date(from), date(to)),
    }
}

/// What else the record says of a statement, in the order of interest; the article's own words for it first.
pub fn details(record: &Record, statement: &Statement, speaker: &Speaker) -> Vec<String> {
    let wording = Some(attribution(statement, speaker)).filter(|words| !words.is_empty());
    wording.into_iter().chain(details_but_wording(record, statement)).collect()
}

/// The same without the article's own words for it.
pub fn details_but_wording(record: &Record, statement: &Statement) -> Vec<String> {
    let to = names(record, &statement.addressees);
    let via = names(record, &statement.via);
    let act = name_of(&statement.act);
    let modality = name_of(&statement.modality);
    let said = statement.said.as_ref().map(|said| when(&said.from, &said.to));
    let details = [
        if to.is_empty() { to } else { format!("to {to}") },
        if via.is_empty() { via } else { format!("via {via}") },
        statement.channel.clone().unwrap_or_default(),
        said.unwrap_or_default(),
        if act == "assert" { String::new() } else { act },
        if modality == "actual" { String::new() } else { modality },
        name_of(&statement.quote),
        statement.parent.as_ref().map(|parent| format!("inside {parent}")).unwrap_or_default(),
        if statement.confidence < 0.5 { "unsure".to_string() } else { String::new() },
        statement.content.iter().map(|c| format!("{}–{}", c.start, c.end)).collect::<Vec<_>>().join(", "),
    ];
    details.into_iter().filter(|detail| !detail.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_were() {
        assert_eq!(date("2031-03-12T14:05:00+01:00"), "12 March 2031, 14:05 (UTC+01:00)");
        assert_eq!(date("2031-03-12T14:05Z"), "12 March 2031, 14:05 UTC");
        assert_eq!(date("2031-03-02"), "2 March 2031");
        assert_eq!(date("2031-03"), "March 2031");
        assert_eq!(date("2031"), "2031");
        for odd in ["", "Monday", "2031-13-01", "2031-00-01", "12/03/2031", "2031-03-12-01"] {
            assert_eq!(date(odd), odd);
        }
        assert_eq!(date("2031-03-12T1é:05"), "12 March 2031");
    }

    #[test]
    fn a_month_is_told_as_a_month() {
        assert_eq!(when("2031-03", "2031-03"), "in March 2031");
        assert_eq!(when("2031-03-12", "2031-03-12"), "on 12 March 2031");
        assert_eq!(when("2031-03-12", "2031-03-14"), "between 12 March 2031 and 14 March 2031");
    }

    #[test]
    fn a_change_on_the_same_day_is_told_by_its_hour() {
        let first = "2031-03-12T14:05:00+01:00";
        assert_eq!(date_after(first, "2031-03-12T17:40:00+01:00"), "17:40");
        assert_eq!(date_after(first, "2031-03-12T17:40:00Z"), "17:40 UTC");
        assert_eq!(date_after(first, "2031-03-13T09:00:00+01:00"), "13 March 2031, 09:00 (UTC+01:00)");
        assert_eq!(date_after("2031-03-12", "2031-03-12T17:40"), "12 March 2031, 17:40");
    }

    #[test]
    fn lists_read_as_sentences_do() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(list(&names), "A, B and C");
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(list(&names[..1]), "A");
        assert_eq!(list(&[]), "");
    }
}
