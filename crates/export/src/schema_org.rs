//! Articles in the vocabulary of search engines: <https://schema.org/NewsArticle>, <https://schema.org/Quotation>.

use onrecord_record::{ActorKind, When, joined};
use serde_json::{Value, json};

use crate::Entry;
use crate::annotation::without_nulls;
use crate::entry::{is_named, role, shown_name, urn};

/// The article in JSON-LD, with the statements that are asked for as its parts.
pub fn news_article(entry: &Entry) -> Value {
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
            without_nulls(json!({
                "@type": "Quotation",
                "@id": urn(id),
                "text": joined(&statement.content),
                "spokenByCharacter": actors(&statement.speakers),
                "recipient": actors(&statement.addressees),
                "dateCreated": statement.said.as_ref().map(day),
                "keywords": statement.act,
            }))
        })
        .collect();
    without_nulls(json!({
        "@context": "https://schema.org",
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

/// A day, or an interval of ISO 8601.
pub(crate) fn day(said: &When) -> String {
    match said.from == said.to {
        true => said.from.clone(),
        false => format!("{}/{}", said.from, said.to),
    }
}

#[cfg(test)]
mod tests {
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
}
