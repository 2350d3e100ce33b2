use onrecord_record::{Actor, ActorKind, ActorRole, Commitment, Engagement, Quote, Record, Statement, When};
use serde_json::Value;

/// One article's record, with the ids that a store gives its entries.
#[derive(Clone, Copy, Debug)]
pub struct ArticleRecord<'a> {
    /// What is on record.
    pub record: &'a Record,
    /// The article's id.
    pub article: &'a str,
    /// The article's address, or where its page came from.
    pub address: &'a str,
    /// The ids of `record.actors`, in their order.
    pub actors: &'a [String],
    /// The statements that are asked for, behind their ids.
    pub statements: &'a [(String, &'a Statement)],
    /// The engagements that are asked for, likewise.
    pub engagements: &'a [(String, &'a Engagement)],
    /// The commitments that are asked for, likewise.
    pub commitments: &'a [(String, &'a Commitment)],
}

impl ArticleRecord<'_> {
    /// Shows a record with the ids that a store gave it: `entries` are those of its entries in their order, `None` for what
    /// nobody asks for.
    pub fn with<T>(
        record: &Record,
        [article, address]: [&str; 2],
        actors: &[String],
        entries: &[Option<String>],
        see: impl FnOnce(&ArticleRecord) -> T,
    ) -> T {
        // As `Record::entries` goes through them: statements, then engagements, then commitments.
        let (statements, rest) = asked_for(entries, &record.statements);
        let (engagements, rest) = asked_for(rest, &record.engagements);
        let (commitments, _) = asked_for(rest, &record.commitments);
        see(&ArticleRecord {
            record,
            article,
            address,
            actors,
            statements: &statements,
            engagements: &engagements,
            commitments: &commitments,
        })
    }
}

/// The entries of a kind that have ids, behind them, and the ids of the kinds that follow.
fn asked_for<'r, 'i, T>(
    ids: &'i [Option<String>],
    of_kind: &'r [T],
) -> (Vec<(String, &'r T)>, &'i [Option<String>]) {
    let (own, rest) = ids.split_at(of_kind.len().min(ids.len()));
    let asked = own.iter().zip(of_kind).filter_map(|(id, entry)| Some((id.clone()?, entry)));
    (asked.collect(), rest)
}

impl<'a> ArticleRecord<'a> {
    /// The actors of these ids within the record, behind their ids in the store.
    pub(crate) fn actors(&self, ids: &'a [String]) -> impl Iterator<Item = (&'a str, &'a Actor)> {
        let (all, names) = (&self.record.actors, self.actors);
        let of = move |id: &String| {
            let idx = all.iter().position(|actor| actor.id == *id)?;
            Some((names.get(idx)?.as_str(), &all[idx]))
        };
        ids.iter().filter_map(of)
    }

    /// The address, where it is one of the web.
    pub(crate) fn url(&self) -> Option<&'a str> {
        Some(self.address).filter(|address| address.starts_with("http://") || address.starts_with("https://"))
    }
}

/// What the words that only onrecord has begin with in linked data.
pub(crate) const NAMESPACE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/ns#");

/// Whether some of a statement's words are the speaker's own: what is only reported is no quotation.
pub(crate) fn is_quoted(statement: &Statement) -> bool {
    matches!(statement.quote, Quote::Direct | Quote::Mixed)
}

/// An id that stands for itself in linked data.
pub(crate) fn urn(id: &str) -> String {
    format!("urn:onrecord:{id}")
}

/// An object without the fields that are unknown.
pub(crate) fn without_nulls(mut object: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    object
}

/// A day, or an interval of ISO 8601.
pub(crate) fn day(said: &When) -> String {
    match said.from == said.to {
        true => said.from.clone(),
        false => format!("{}/{}", said.from, said.to),
    }
}

/// Title and body in one line.
pub(crate) fn role(role: &ActorRole) -> String {
    match (role.title.as_str(), role.of.as_str()) {
        (title, "") => title.to_string(),
        ("", of) => of.to_string(),
        (title, of) => format!("{title} of {of}"),
    }
}

/// The name; for who has none, the description.
pub(crate) fn shown_name(actor: &Actor) -> String {
    if !actor.name.is_empty() {
        return actor.name.clone();
    }
    let described = actor.roles.iter().map(role).find(|role| !role.is_empty());
    described.or_else(|| actor.mentions.first().map(|span| span.text.clone())).unwrap_or_default()
}

/// Whether an actor has a name of its own.
pub(crate) fn is_named(actor: &Actor) -> bool {
    actor.kind != ActorKind::Unnamed && !actor.name.is_empty()
}

#[cfg(test)]
pub(crate) mod tests {
    use onrecord_record::{Act, Article, Block, Locator, Modality, Role, SourceRange, Span, When};

    use super::*;

    /// An article with a statement in two pieces, a heading, and letters of several bytes.
    pub fn record() -> Record {
        let text = "Dam hélps\n\n“We will close\nthe gates,” Mira Halvorsen said, “by May.”";
        let locator = Locator::new(text);
        let span = |words: &str| {
            let at = text.find(words).unwrap();
            locator.span(at..at + words.len())
        };
        let Span { text: words, start, end, byte_start, byte_end } = span("Dam hélps");
        let source = SourceRange::default();
        let heading = Block { role: Role::Heading, text: words, start, end, byte_start, byte_end, source };
        Record {
            schema_version: "1".to_string(),
            input: "dam.html".to_string(),
            article: Article {
                title: "Dam".to_string(),
                bylines: vec!["Ada Lorne".to_string()],
                published: Some("2031-03-14T18:20:00+01:00".to_string()),
                publisher: "The Courier".to_string(),
                language: "en".to_string(),
                text: text.to_string(),
                blocks: vec![heading],
                ..Article::default()
            },
            actors: vec![
                Actor {
                    id: "a1".to_string(),
                    name: "Mira Halvorsen".to_string(),
                    kind: ActorKind::Person,
                    roles: vec![office("prime minister", "Ostvia")],
                    mentions: vec![span("Mira Halvorsen")],
                },
                Actor {
                    id: "a2".to_string(),
                    name: String::new(),
                    kind: ActorKind::Unnamed,
                    roles: vec![office("reporters", "")],
                    mentions: Vec::new(),
                },
            ],
            statements: vec![statement(&span)],
            ..Record::default()
        }
    }

    fn statement(span: &dyn Fn(&str) -> Span) -> Statement {
        Statement {
            id: "s1".to_string(),
            content: vec![span("We will close\nthe gates,"), span("by May.")],
            cue: Some(span("said").into()),
            source: Some(span("Mira Halvorsen").into()),
            speakers: vec!["a1".to_string()],
            addressees: vec!["a2".to_string()],
            via: Vec::new(),
            channel: None,
            quote: Quote::Direct,
            act: Act::Promise,
            modality: Modality::Actual,
            said: Some(When::inferred("2031-03-14", "2031-03-14", Vec::new())),
            parent: None,
            confidence: 0.9,
            speaker_confidence: Some(0.95),
        }
    }

    fn office(title: &str, of: &str) -> ActorRole {
        ActorRole { title: title.to_string(), of: of.to_string(), evidence: None }
    }

    /// Calls `see` with the record as an entry.
    pub fn with_entry<T>(record: &Record, see: impl FnOnce(&ArticleRecord) -> T) -> T {
        let actors = ["ac-1".to_string(), "ac-2".to_string()];
        let statements = [("st-1".to_string(), &record.statements[0])];
        see(&ArticleRecord {
            record,
            article: "ar-1",
            address: "https://courier.example/dam",
            actors: &actors,
            statements: &statements,
            engagements: &[],
            commitments: &[],
        })
    }
}
