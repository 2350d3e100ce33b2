//! Articles in the vocabulary of search engines: <https://schema.org/NewsArticle>, <https://schema.org/Quotation>.

use onrecord_record::{ActorKind, joined};
use serde_json::{Value, json};

use crate::ArticleRecord;
use crate::entry::{NAMESPACE, day, is_named, is_quoted, role, shown_name, urn, without_nulls};

/// The article in JSON-LD, with the statements that are asked for as its parts.
pub fn news_article(entry: &ArticleRecord) -> Value {
    let article = &entry.record.article;
    let some = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
    let authors: Vec<Value> =
        article.bylines.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
    let organisation = |name: String| json!({"@type": "Organization", "name": name});
    let agencies: Vec<Value> = article.agency.iter().cloned().map(organisation).collect();
    let quotations: Vec<Value> = entry
        .statements
        .iter()
        .map(|(id, statement)| {
            let actors = |ids| {
                let list: Vec<Value> = entry.actors(ids).map(|(id, actor)| person(id, actor)).collect();
                Some(list).filter(|list| !list.is_empty())
            };
            let (kind, by) = match is_quoted(statement) {
                true => ("Quotation", "spokenByCharacter"),
                false => ("Claim", "author"),
            };
            without_nulls(json!({
                "@type": kind,
                "@id": urn(id),
                "text": joined(&statement.content),
                by: actors(&statement.speakers),
                "onrecord:quote": statement.quote,
                "onrecord:confidence": statement.confidence,
                "recipient": actors(&statement.addressees),
                "dateCreated": statement.said.as_ref().map(day),
                "keywords": statement.act,
            }))
        })
        .collect();
    without_nulls(json!({
        "@context": ["https://schema.org", {"onrecord": NAMESPACE}],
        "@type": "NewsArticle",
        "@id": urn(entry.article),
        "url": entry.url(),
        "headline": article.title,
        "abstract": some(&article.standfirst),
        "datePublished": article.published,
        "dateModified": article.modified,
        "author": Some(authors).filter(|list| !list.is_empty()),
        "publisher": some(&article.publisher).map(organisation),
        "sourceOrganization": Some(agencies).filter(|list| !list.is_empty()),
        "inLanguage": some(&article.language),
        "articleBody": article.text,
        "hasPart": quotations,
    }))
}

fn person(id: &str, actor: &onrecord_record::Actor) -> Value {
    let kind = match actor.kind {
        ActorKind::Person | ActorKind::Author | ActorKind::Unnamed => "Person",
        ActorKind::Organisation | ActorKind::Country | ActorKind::Group => "Organization",
        ActorKind::Document => "CreativeWork",
    };
    let name = Some(shown_name(actor));
    let roles: Vec<String> = actor.roles.iter().map(role).collect();
    // schema.org knows offices of people only.
    let offices = Some(roles).filter(|roles| kind == "Person" && is_named(actor) && !roles.is_empty());
    without_nulls(json!({
        "@type": kind,
        "@id": urn(id),
        "name": name.clone().filter(|_| is_named(actor)),
        "description": name.filter(|_| !is_named(actor)),
        "jobTitle": offices,
    }))
}

#[cfg(test)]
mod tests {
    use onrecord_record::Quote;

    use super::*;
    use crate::entry::tests::{record, with_entry};

    #[test]
    fn an_article_has_its_quotations_as_parts() {
        let article = with_entry(&record(), news_article);
        let quotation = &article["hasPart"][0];
        assert_eq!(quotation["text"], "We will close\nthe gates, … by May.");
        assert_eq!(quotation["spokenByCharacter"][0]["jobTitle"][0], "prime minister of Ostvia");
        assert_eq!(quotation["recipient"][0]["description"], "reporters");
        assert_eq!(quotation["dateCreated"], "2031-03-14");
        assert!(article.get("abstract").is_none());
    }

    #[test]
    fn what_is_only_reported_is_no_quotation() {
        let mut record = record();
        let kind = |record: &onrecord_record::Record| with_entry(record, news_article)["hasPart"][0].clone();
        assert_eq!(kind(&record)["@type"], "Quotation");
        record.statements[0].quote = Quote::Indirect;
        let claim = kind(&record);
        assert_eq!(claim["@type"], "Claim");
        assert_eq!(claim["author"][0]["name"], "Mira Halvorsen");
        assert_eq!(claim["onrecord:quote"], "indirect");
    }
}
