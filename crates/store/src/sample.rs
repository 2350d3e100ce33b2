//! A record for examples and tests.

use onrecord_record::{Actor, ActorKind, ActorRole, Article, Locator, Record, Span, Statement};
use sha2::{Digest, Sha256};

/// A record for examples and tests: `text` is one paragraph, what stands in “…” is one statement each by whoever the
/// words behind `,” ` name before ` said`.
#[doc(hidden)]
pub fn sample(url: &str, text: &str) -> Record {
    let locator = Locator::new(text);
    let mut actors: Vec<Actor> = Vec::new();
    let mut statements = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('“').map(|n| at + n + '“'.len_utf8()) {
        let close = text[open..].find('”').map_or(text.len(), |n| open + n);
        let behind = close + '”'.len_utf8();
        at = behind.min(text.len());
        let rest = &text[at..];
        let mut one = quotation(statements.len() + 1, locator.span(open..close));
        // Only whoever is named right behind the quotation.
        if let Some(end) = rest.find(" said").filter(|end| !rest[..*end].contains('“')) {
            let (name, role) = rest[1..end].split_once(" the ").unwrap_or((&rest[1..end], ""));
            let span = locator.span(at + 1..at + 1 + name.len());
            let idx = actors.iter().position(|actor| actor.name == name).unwrap_or(actors.len());
            if idx == actors.len() {
                actors.push(person(idx + 1, name, role));
            }
            actors[idx].mentions.push(span.clone());
            one.speakers.push(format!("a{}", idx + 1));
            one.source = Some(span.into());
            one.cue = Some(locator.span(at + end + 1..at + end + 5).into());
        }
        statements.push(one);
    }
    let host = url.split('/').nth(2).unwrap_or_default();
    let article = Article {
        title: text.split(' ').take(4).collect::<Vec<_>>().join(" "),
        published: Some("2031-03-14T18:20:00+01:00".to_string()),
        publisher: host.to_string(),
        language: "en".to_string(),
        url: url.to_string(),
        text: text.to_string(),
        ..Default::default()
    };
    let record = Record {
        schema_version: "1".to_string(),
        input: url.to_string(),
        article,
        actors,
        statements,
        ..Record::default()
    };
    with_hash(record, text)
}

fn with_hash(mut record: Record, text: &str) -> Record {
    let bytes = format!("{}\n{text}", record.article.url);
    record.provenance.sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    record
}

/// The nth person, whose role is `title of body`.
fn person(n: usize, name: &str, role: &str) -> Actor {
    let (title, of) = role.split_once(" of ").unwrap_or((role, ""));
    let role = ActorRole { title: title.to_string(), of: of.to_string(), evidence: None };
    Actor {
        id: format!("a{n}"),
        name: name.to_string(),
        kind: ActorKind::Person,
        roles: if title.is_empty() { Vec::new() } else { vec![role] },
        mentions: Vec::new(),
    }
}

/// The nth statement, by nobody yet.
fn quotation(n: usize, content: Span) -> Statement {
    let one = Statement::of_words(format!("s{n}"), vec![content]);
    Statement { confidence: 0.9, speaker_confidence: Some(0.95), ..one }
}
