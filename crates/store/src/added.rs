//! Statements that people added, among those that the machine found.

use std::borrow::Cow;

use onrecord_record::{Quote, Record, Span, Statement, joined};
use rusqlite::Connection;

use crate::located::located;
use crate::written::{ADDED, pieces};

/// The record with the statements that people added to it and the machine still misses.
pub fn with_added<'r>(
    db: &Connection,
    article_key: i64,
    record: &'r Record,
) -> rusqlite::Result<Cow<'r, Record>> {
    let mut query = db.prepare_cached(
        "SELECT value FROM _correction WHERE article = ?1 AND article <> 0 AND what = ?2 AND undone IS NULL ORDER BY id",
    )?;
    let kept = query.query_map((article_key, ADDED), |row| row.get::<_, String>(0))?;
    let mut record = Cow::Borrowed(record);
    for value in kept.collect::<rusqlite::Result<Vec<String>>>()? {
        let Some(spans) = located(&record.article.text, &pieces(&value), 0) else { continue };
        let words = joined(&spans);
        if record.statements.iter().all(|one| joined(&one.content) != words) {
            let one = statement(&record, spans);
            record.to_mut().statements.push(one);
        }
    }
    Ok(record)
}

/// A statement of these words, by nobody yet.
fn statement(record: &Record, content: Vec<Span>) -> Statement {
    let all = || record.statements.iter().chain(&record.thoughts);
    let numbers =
        all().filter_map(|one| one.id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok());
    let last: usize = numbers.max().unwrap_or(0);
    let quote = quote(&record.article.text, &content);
    Statement { quote, ..Statement::of_words(format!("s{}", last + 1), content) }
}

/// Direct where quotation marks stand round all of it, mixed where they stand in it.
fn quote(text: &str, content: &[Span]) -> Quote {
    const MARKS: [char; 9] = ['“', '”', '"', '«', '»', '„', '‟', '「', '」'];
    let is_between = |span: &Span| {
        let before = text[..span.byte_start].chars().next_back();
        let behind = text[span.byte_end..].chars().next();
        let opens = before.is_some_and(|c| MARKS.contains(&c)) || span.text.starts_with(MARKS);
        opens && (behind.is_some_and(|c| MARKS.contains(&c)) || span.text.ends_with(MARKS))
    };
    match content.iter().all(is_between) {
        true => Quote::Direct,
        false if content.iter().any(|span| is_between(span) || span.text.contains(MARKS)) => Quote::Mixed,
        false => Quote::Indirect,
    }
}
