//! Who somebody is, as far as is told.

use onrecord_record::{Actor, ActorKind, Part, Record};
use onrecord_store::{Entry, Who};
use serde::Serialize;

use crate::words::list;

/// Those who are the same to an entry, as people read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NamedParty {
    /// The names, or the words of a source that has none; empty where nobody is told.
    pub name: String,
    /// Offices and descriptions, where it is one.
    pub roles: String,
    /// What keeps this from being a name: `unnamed`, `not identified`.
    pub doubt: Option<&'static str>,
}

impl NamedParty {
    /// A name that is sure.
    pub fn plainly(name: impl Into<String>) -> NamedParty {
        NamedParty { name: name.into(), ..NamedParty::default() }
    }

    /// Whoever an article attributes words to without telling who that is.
    pub fn unidentified(source: Option<&str>) -> NamedParty {
        match source.filter(|source| !source.is_empty()) {
            Some(source) => NamedParty { doubt: Some("not identified"), ..NamedParty::plainly(source) },
            None => NamedParty::plainly("unknown speaker"),
        }
    }

    /// An unnamed source, by the article's words for it.
    pub fn unnamed(words: impl Into<String>) -> NamedParty {
        NamedParty { doubt: Some("unnamed"), ..NamedParty::plainly(words) }
    }
}

/// The actors of a record with these ids.
pub(crate) fn of_record<'r>(record: &'r Record, ids: &[String]) -> Vec<&'r Actor> {
    ids.iter().filter_map(|id| record.actors.iter().find(|actor| actor.id == *id)).collect()
}

/// The names of the actors of a record with these ids, as in `A, B and C`.
pub(crate) fn called(record: &Record, ids: &[String]) -> String {
    names(&of_record(record, ids))
}

/// Those who are `part` to an entry of a store, as in `A, B and C`.
pub(crate) fn party(entry: &Entry, part: Part) -> String {
    who(entry.actors(part))
}

/// The names of actors, as in `A, B and C`.
pub fn who(who: &[Who]) -> String {
    list(&who.iter().map(|who| who.name.clone()).collect::<Vec<_>>())
}

/// Their names, as in `A, B and C`.
fn names(actors: &[&Actor]) -> String {
    list(&actors.iter().map(|actor| name(actor)).collect::<Vec<_>>())
}

/// Who said something, by a record; `source` are the article's words for it.
pub(crate) fn speaker(actors: &[&Actor], source: Option<&str>) -> NamedParty {
    let Some(first) = actors.first() else { return NamedParty::unidentified(source) };
    if let [one] = actors
        && (one.kind == ActorKind::Unnamed || one.name.is_empty())
    {
        return NamedParty::unnamed(source.map_or_else(|| name(first), str::to_string));
    }
    let roles = if actors.len() == 1 { roles(first) } else { String::new() };
    NamedParty { roles, ..NamedParty::plainly(names(actors)) }
}

/// An actor's name, or the words that stand for one.
fn name(actor: &Actor) -> String {
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
