//! An answer in JSON: what was asked, and the answer's own fields behind the version of their shape.

use onrecord_record::SCHEMA_VERSION;
use onrecord_store::ask::query::Query;
use onrecord_store::ask::{Found, Hits, Related, Shown, Stats, Timeline};
use onrecord_store::{ActorId, Entry};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// An answer with what was asked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Envelope<A> {
    /// The version of this shape.
    pub schema_version: &'static str,
    /// What was asked, where it was a query.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedQuery>,
    /// The answer: a whole one, or one line of it.
    #[serde(flatten)]
    pub answer: A,
}

/// A query, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AskedQuery {
    /// As it was written.
    pub query: String,
    /// How it was read, one condition a line.
    pub read_as: Vec<String>,
    /// What was read otherwise than its writer may have meant.
    pub notes: Vec<String>,
}

impl AskedQuery {
    /// `text`, read as `query`.
    pub fn new(text: &str, query: &Query) -> AskedQuery {
        AskedQuery {
            query: text.to_string(),
            read_as: query.to_string().lines().map(str::to_string).collect(),
            notes: query.notes.iter().map(|note| note.what.clone()).collect(),
        }
    }
}

impl<A> Envelope<A> {
    /// An answer to a query.
    pub fn to_query(asked: AskedQuery, answer: A) -> Envelope<A> {
        Envelope { schema_version: SCHEMA_VERSION, asked: Some(asked), answer }
    }

    /// An answer to anything else, or a line of one.
    pub fn plain(answer: A) -> Envelope<A> {
        Envelope { schema_version: SCHEMA_VERSION, asked: None, answer }
    }
}

/// What to ask next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// There is more from here on.
    More {
        /// How many entries to pass over.
        offset: usize,
    },
    /// An id names one alone, where several go by a name.
    ById(ActorId),
}

/// What a store answered.
pub trait Answer: Serialize {
    /// Its parts, one a line.
    fn lines(&self) -> Vec<Value>;

    /// The entries in it, in order.
    fn entries(&self) -> Vec<&Entry> {
        Vec::new()
    }

    /// Whether nothing was found.
    fn is_nothing(&self) -> bool {
        false
    }

    /// What to ask next.
    fn hint(&self) -> Option<Hint> {
        None
    }
}

pub(crate) fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

pub(crate) fn more(next: Option<usize>) -> Option<Hint> {
    next.map(|offset| Hint::More { offset })
}

impl Answer for Hits {
    fn lines(&self) -> Vec<Value> {
        self.hits.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.hits.iter().collect()
    }

    fn is_nothing(&self) -> bool {
        self.total.entries == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}

impl Answer for Timeline {
    fn lines(&self) -> Vec<Value> {
        self.moments.iter().map(plain).collect()
    }

    fn entries(&self) -> Vec<&Entry> {
        self.moments.iter().map(|moment| &moment.entry).collect()
    }

    fn is_nothing(&self) -> bool {
        self.total.entries == 0
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}

impl Answer for Found {
    fn lines(&self) -> Vec<Value> {
        match &self.dossier {
            Some(dossier) => vec![plain(dossier)],
            None => self.actors.iter().map(plain).collect(),
        }
    }

    fn entries(&self) -> Vec<&Entry> {
        let Some(dossier) = &self.dossier else { return Vec::new() };
        let others = dossier.positions.iter().chain(&dossier.commitments).chain(&dossier.engagements);
        dossier.statements.iter().chain(others).collect()
    }

    fn hint(&self) -> Option<Hint> {
        match &self.dossier {
            Some(dossier) => more(dossier.next),
            None => self.actors.first().map(|first| Hint::ById(first.who.id)),
        }
    }
}

impl Answer for Shown {
    fn lines(&self) -> Vec<Value> {
        vec![plain(self)]
    }

    fn entries(&self) -> Vec<&Entry> {
        match self {
            Shown::Entry(shown) => vec![&shown.entry],
            Shown::Article(shown) => shown.entries.iter().collect(),
            Shown::Actor(found) => found.entries(),
        }
    }

    fn hint(&self) -> Option<Hint> {
        match self {
            Shown::Actor(found) => found.hint(),
            _ => None,
        }
    }
}

impl Answer for Related {
    fn lines(&self) -> Vec<Value> {
        self.related.iter().map(plain).collect()
    }

    fn hint(&self) -> Option<Hint> {
        more(self.next)
    }
}

impl Answer for Stats {
    fn lines(&self) -> Vec<Value> {
        vec![plain(self)]
    }
}

#[cfg(test)]
mod tests {
    use onrecord_store::ask::query::parse;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_asked_stands_before_the_answer() {
        let query = parse("act:deny dam").unwrap();
        let answer = json!({"total": 2, "hits": []});
        let text =
            serde_json::to_string(&Envelope::to_query(AskedQuery::new("act:deny dam", &query), answer))
                .unwrap();
        let object: Value = serde_json::from_str(&text).unwrap();
        let names: Vec<&String> = object.as_object().unwrap().keys().collect();
        assert_eq!(names, ["schema_version", "query", "read_as", "notes", "total", "hits"]);
        assert_eq!(object["query"], "act:deny dam");
        let plain = serde_json::to_string(&Envelope::plain(json!({"n": 1}))).unwrap();
        assert_eq!(plain, r#"{"schema_version":"1","n":1}"#);
    }
}
