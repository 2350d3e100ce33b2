//! What goes out of a store: rows and records as they count now, with what people corrected and merged.

mod fresh;

use std::ops::ControlFlow;
use std::path::PathBuf;

use onrecord_record::{Act, EntryKind, Locator, Part, Record, When};
use onrecord_store::ask::{Counting, ListPage, query};
use onrecord_store::{
    ActorRow, ArticleRow, Change, Entry, EntryId, NewPage, Selection, Store, Writer, sample,
};

fn filled(name: &str, records: &[Record]) -> PathBuf {
    let path = fresh::path(&format!("table-{name}"));
    let mut writer = Writer::open(&path).unwrap();
    for record in records {
        fresh::put(&mut writer, record);
    }
    writer.commit().unwrap();
    path
}

/// Two articles; the later is added first.
fn two() -> Vec<Record> {
    let mut later = sample("https://b.example/2", "“We never agreed to that,” Halvorsen said.");
    later.article.published = Some("2031-05-01".to_string());
    let text = "“The gates will close before the first frost,” Mira Halvorsen the prime minister of Ostvia said. \
                “So be it,” Halvorsen said.";
    let mut earlier = sample("https://a.example/1", text);
    let parts = Locator::new(text);
    let at = |words: &str| text.find(words).unwrap()..text.find(words).unwrap() + words.len();
    earlier.statements[0].content =
        vec![parts.span(at("The gates will close")), parts.span(at("the first frost,"))];
    earlier.statements[0].said = Some(When::inferred("2031-03", "2031-03", Vec::new()));
    earlier.statements[1].parent = Some("s1".to_string());
    vec![later, earlier]
}

fn statements(selection: &Selection) -> Vec<Entry> {
    let mut rows = Vec::new();
    let end = selection.each_entry(EntryKind::Statement, |row| {
        rows.push(row);
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(end.unwrap(), None);
    assert_eq!(selection.n_reports(EntryKind::Statement).unwrap(), rows.len() as u64);
    rows
}

fn articles(selection: &Selection) -> Vec<ArticleRow> {
    let mut rows = Vec::new();
    let end = selection.each_article(|row| {
        rows.push(row);
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(end.unwrap(), None);
    assert_eq!(selection.n_articles().unwrap(), rows.len() as u64);
    rows
}

fn actors(selection: &Selection) -> Vec<ActorRow> {
    let mut rows = Vec::new();
    let end = selection.each_actor(|row| {
        rows.push(row);
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(end.unwrap(), None);
    assert_eq!(selection.n_actors().unwrap(), rows.len() as u64);
    rows
}

fn of(rows: &[Entry], words: &str) -> Entry {
    rows.iter().find(|row| row.words.starts_with(words)).unwrap().clone()
}

#[test]
fn rows_come_by_day_and_slice_their_articles_text() {
    let path = filled("order", &two());
    let store = Store::open(&path).unwrap();
    let all = store.all().unwrap();
    let rows = statements(&all);
    let published: Vec<_> = rows.iter().map(|row| row.article.published.clone().unwrap()).collect();
    assert!(published.is_sorted() && rows.len() == 3);
    let articles = articles(&all);
    assert_eq!(articles[0].address, "https://a.example/1");
    assert_eq!((articles[0].n_statements, articles[0].n_versions), (2, 1));
    for row in &rows {
        let letters: Vec<char> =
            articles.iter().find(|article| article.id == row.article.id).unwrap().text.chars().collect();
        let slices: Vec<String> =
            row.pieces().map(|(start, end)| letters[start..end].iter().collect()).collect();
        assert_eq!(slices.join(" … "), row.words);
    }
    let first = of(&rows, "The gates");
    assert_eq!(
        (first.pieces().count(), first.when.as_ref().map(|when| when.from.as_str())),
        (2, Some("2031-03"))
    );
    assert_eq!(of(&rows, "So be it").statement().unwrap().parent, Some(first.id));
    let halvorsen = actors(&all).into_iter().find(|actor| actor.name == "Mira Halvorsen").unwrap();
    assert_eq!(halvorsen.roles, ["prime minister of Ostvia"]);
    assert_eq!((halvorsen.first.as_deref(), halvorsen.n_statements), (Some("2031-03-14"), 1));
}

#[test]
fn what_is_chosen_brings_its_articles_and_actors_and_nothing_else() {
    let path = filled("chosen", &two());
    let db = rusqlite::Connection::open(&path).unwrap();
    let id = |words: &str| -> i64 {
        let sql = "SELECT e._entry FROM entries e WHERE e.words LIKE ?1 || '%'";
        db.query_row(sql, [words], |row| row.get(0)).unwrap()
    };
    let store = Store::open(&path).unwrap();
    // Twice the same is once, and what there is not is not.
    let chosen = store.chosen(&[id("So be"), id("So be"), 7]).unwrap();
    assert_eq!(statements(&chosen).iter().map(|row| row.words.as_str()).collect::<Vec<_>>(), ["So be it,"]);
    assert_eq!(articles(&chosen).len(), 1);
    assert_eq!(actors(&chosen).len(), 1);
    let end =
        chosen.each_record(|corrected, chosen| ControlFlow::Break((corrected.entries.len(), chosen.len())));
    assert_eq!(end.unwrap(), Some((2, 1)));
    drop(chosen);
    assert_eq!(statements(&store.chosen(&[id("We never")]).unwrap()).len(), 1);
    assert_eq!(statements(&store.chosen(&[]).unwrap()).len(), 0);
    assert_eq!(statements(&store.all().unwrap()).len(), 3);
}

#[test]
fn a_query_finds_what_search_counts() {
    let mut records = two();
    records.push(sample(
        "https://c.example/3",
        "“The gates will close before the first frost,” Idris Vale said.",
    ));
    let path = filled("query", &records);
    let store = Store::open(&path).unwrap();
    for text in ["gates", "speaker:halvorsen", "speaker:halvorsen -gates", "gates OR agreed", "act:deny", ""]
    {
        let query = query::parse(text).unwrap();
        let total = store.search(&query, ListPage { limit: 1, offset: 0 }, Counting::Exact).unwrap().total;
        let found = store.found(&query).unwrap();
        assert_eq!(statements(&found).len() as u64, total.reports, "{text}");
        assert_eq!(
            (found.n_entries(EntryKind::Statement).unwrap(), articles(&found).len() as u64),
            (total.entries, total.articles)
        );
    }
}

#[test]
fn a_selection_is_one_moment_of_the_store() {
    let path = filled("moment", &two());
    let store = Store::open(&path).unwrap();
    let all = store.all().unwrap();
    assert_eq!(all.n_reports(EntryKind::Statement).unwrap(), 3);
    let mut writer = Writer::open(&path).unwrap();
    let record = sample("https://c.example/3", "“Three,” Lena Brandt said.");
    writer.add(&NewPage { record: &record, bytes: b"3", origin: "{}" }).unwrap();
    writer.commit().unwrap();
    assert_eq!(statements(&all).len(), 3);
    drop(all);
    assert_eq!(statements(&store.all().unwrap()).len(), 4);
}

#[test]
fn corrections_and_merges_are_in_rows_and_records() {
    let path = filled("corrected", &two());
    let untouched = Store::open(&path).unwrap().corrected(2).unwrap();
    assert_eq!(untouched.record, Store::open(&path).unwrap().held(2).unwrap().record);
    assert!(!untouched.is_corrected);
    let rows = statements(&Store::open(&path).unwrap().all().unwrap());
    let id = |words: &str| -> EntryId { of(&rows, words).id };
    let actor = |name: &str| {
        let all = actors(&Store::open(&path).unwrap().all().unwrap());
        all.iter().find(|actor| actor.name == name).unwrap().id
    };
    let mut writer = Writer::open(&path).unwrap();
    let names = vec!["new:Lena Brandt".to_string(), "Mira Halvorsen".to_string()];
    writer.correct(id("So be it"), &Change::Actors(Part::Speaker, names), "ada", "").unwrap();
    writer
        .correct(id("So be it"), &Change::Code("act".to_string(), "concur".to_string()), "ada", "")
        .unwrap();
    writer.correct(id("The gates"), &Change::NotOnRecord, "ada", "").unwrap();
    writer.merge(actor("Halvorsen"), actor("Mira Halvorsen"), "ada", "").unwrap();
    writer.commit().unwrap();

    let store = Store::open(&path).unwrap();
    let all = store.all().unwrap();
    let rows = statements(&all);
    assert_eq!(rows.len(), 2);
    let row = of(&rows, "So be it");
    let said_by: Vec<&str> = row.actors(Part::Speaker).iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(
        (said_by, row.statement().unwrap().act.as_str()),
        (vec!["Lena Brandt", "Mira Halvorsen"], "concur")
    );
    assert!(
        row.is_corrected && row.statement().unwrap().parent.is_none() && !of(&rows, "We never").is_corrected
    );
    let halvorsen = actors(&all).into_iter().find(|actor| actor.name == "Mira Halvorsen").unwrap();
    assert_eq!((halvorsen.n_statements, halvorsen.merged.len()), (2, 1));
    assert_eq!(halvorsen.names, ["Mira Halvorsen", "Halvorsen"]);

    let corrected = store.corrected(2).unwrap();
    let record = &corrected.record;
    assert!(corrected.is_corrected);
    assert_eq!(record.statements.len(), 1);
    let statement = &record.statements[0];
    assert_eq!((statement.act, &statement.parent), (Act::Concur, &None));
    assert_eq!(corrected.entries, [row.id]);
    // The two names of the article are one actor, with the mentions of both; the new one stands behind.
    let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["Mira Halvorsen", "Lena Brandt"]);
    assert_eq!(record.actors[0].mentions.len(), 2);
    assert_eq!(statement.speakers, [record.actors[1].id.clone(), record.actors[0].id.clone()]);
    assert_eq!(corrected.actors[0], halvorsen.id);
    // Only a name changed there, by a merge, which is no correction of the article.
    let other = store.corrected(1).unwrap();
    assert_eq!((other.record.actors[0].name.as_str(), other.is_corrected), ("Mira Halvorsen", false));
}
