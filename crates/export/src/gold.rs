//! Articles and records in the form of gold sets: the text with its head, and names in the place of ids.

use onrecord_record::{Record, Role, Statement, joined};
use serde_json::{Value, json};

use crate::ArticleRecord;
use crate::entry::{is_named, role, shown_name};

/// The article as annotators read it: a head of three lines, then its text, headings behind `## `.
pub fn gold_article(entry: &ArticleRecord) -> String {
    let article = &entry.record.article;
    let title: Vec<&str> = article.title.split_whitespace().collect();
    let published = article.published.as_deref().unwrap_or_default();
    let mut file = format!("ID: {}\nTITLE: {}\nPUBLISHED: {published}\n\n", entry.article, title.join(" "));
    let mut at = 0;
    for block in article.blocks.iter().filter(|block| block.role == Role::Heading) {
        let Some(before) = article.text.get(at..block.byte_start) else { continue };
        file.push_str(before);
        file.push_str("## ");
        at = block.byte_start;
    }
    file.push_str(&article.text[at..]);
    if !file.ends_with('\n') {
        file.push('\n');
    }
    file
}

/// What the article puts on record, all of it, as annotators write it.
pub fn gold_record(entry: &ArticleRecord) -> Value {
    let Record { statements, engagements, commitments, positions, .. } = entry.record;
    let engagements: Vec<Value> = engagements
        .iter()
        .map(|one| {
            json!({
                "kind": one.kind, "participants": entry.names(&one.participants), "place": one.place,
                "on": one.when.as_ref().map(|when| &when.from), "phase": one.phase,
                "evidence": joined(&one.evidence),
            })
        })
        .collect();
    let commitments: Vec<Value> = commitments
        .iter()
        .map(|one| {
            let to = Some(entry.names(&one.to)).filter(|to| !to.is_empty());
            json!({
                "by": entry.names(&one.by), "to": to, "what": one.what.text, "due": one.due,
                "condition": one.condition, "status": one.status, "evidence": joined(&one.evidence),
            })
        })
        .collect();
    let positions: Vec<Value> = positions
        .iter()
        .map(|one| {
            json!({
                "actor": entry.names(std::slice::from_ref(&one.actor)).first(), "issue": one.issue.text,
                "stance": one.stance, "evidence": joined(&one.evidence),
            })
        })
        .collect();
    json!({
        "id": entry.article,
        "statements": statements.iter().map(|statement| gold_statement(entry, statement)).collect::<Vec<_>>(),
        "engagements": engagements, "commitments": commitments, "positions": positions,
    })
}

fn gold_statement(entry: &ArticleRecord, statement: &Statement) -> Value {
    let speakers: Vec<_> = entry.actors(&statement.speakers).map(|(_, actor)| actor).collect();
    let named = speakers.iter().filter(|actor| is_named(actor)).map(|actor| actor.name.clone()).collect();
    let kind = speakers.first().map_or(json!("unnamed"), |actor| json!(actor.kind));
    let roles = speakers.iter().flat_map(|actor| actor.roles.iter().map(role));
    let words = |mention: &Option<onrecord_record::Mention>| mention.as_ref().map(|one| joined(one.pieces()));
    json!({
        "content": joined(&statement.content), "cue": words(&statement.cue), "source": words(&statement.source),
        "speaker": one_or_many(named), "kind": kind,
        "role": roles.filter(|role| !role.is_empty()).max_by_key(|role| role.chars().count()),
        "quote": statement.quote, "act": statement.act, "modality": statement.modality,
        "addressee": one_or_many(entry.names(&statement.addressees)), "channel": statement.channel,
        "via": one_or_many(entry.names(&statement.via)),
        "said_on": statement.said.as_ref().map(|said| &said.from),
    })
}

impl ArticleRecord<'_> {
    /// Names, or descriptions where there are none.
    fn names(&self, ids: &[String]) -> Vec<String> {
        let of = |id: &String| self.record.actors.iter().find(|actor| actor.id == *id);
        ids.iter().filter_map(of).map(shown_name).filter(|name| !name.is_empty()).collect()
    }
}

fn one_or_many(mut names: Vec<String>) -> Value {
    match names.len() {
        0 => Value::Null,
        1 => Value::String(names.remove(0)),
        _ => json!(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::tests::{record, with_entry};

    #[test]
    fn a_gold_record_has_names_and_words() {
        let gold = with_entry(&record(), gold_record);
        let expected = json!({
            "content": "We will close\nthe gates, … by May.", "cue": "said", "source": "Mira Halvorsen",
            "speaker": "Mira Halvorsen", "kind": "person", "role": "prime minister of Ostvia", "quote": "direct",
            "act": "promise", "modality": "actual", "addressee": "reporters", "channel": null, "via": null,
            "said_on": "2031-03-14",
        });
        assert_eq!(gold["statements"][0], expected);
    }

    #[test]
    fn a_gold_article_has_a_head_and_marks_its_headings() {
        let article = with_entry(&record(), gold_article);
        let head = "ID: ar-1\nTITLE: Dam\nPUBLISHED: 2031-03-14T18:20:00+01:00\n\n## Dam hélps\n\n“We will";
        assert!(article.starts_with(head), "{article}");
    }
}
