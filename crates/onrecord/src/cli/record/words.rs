//! What a record says of a statement, as people read it.

use onrecord_record::{Actor, ActorKind, Mention, Record, Span, Statement};

use crate::cli::render::words::{list, name_of, when};

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
