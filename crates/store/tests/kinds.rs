//! Entries of every kind are kept, found, shown, corrected and checked alike.

mod fresh;
mod written;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use onrecord_record::{
    Actor, ActorKind, Commitment, Engagement, EngagementKind, EntryKind, How, Part, Phase, Position, Record,
    Span, Stance, Status, When,
};
use onrecord_store::ask::{Counting, DayOf, Hits, ListPage, Shown, query};
use onrecord_store::{Change, Entry, EntryId, Of, Store, Writer, sample};
use written::{meeting, promise, support};

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };

const TEXT: &str = "Mira Halvorsen met Oren Vale in Port Sollis on Monday. “We will pay our half before winter,” Mira \
                    Halvorsen the prime minister of Ostvia said. Vale has long opposed the dam.";

/// The article, with one entry of each kind.
fn record(url: &str, text: &str) -> Record {
    let mut record = sample(url, text);
    let span = |words: &str| written::span(text, words);
    let actor = |id: &str, name: &str, kind| Actor {
        id: id.to_string(),
        name: name.to_string(),
        kind,
        roles: Vec::new(),
        mentions: vec![span(name)],
    };
    record.actors.push(actor("a2", "Oren Vale", ActorKind::Person));
    record.statements[0].said = Some(When::inferred("2031-03-10", "2031-03-10", vec![span("Monday")]));
    record.engagements.push(Engagement {
        participants: vec!["a1".to_string(), "a2".to_string()],
        place: Some("Port Sollis".to_string()),
        when: Some(When::stated("2031-03-10", "2031-03-10", vec![span("on Monday")])),
        moved_from: Some(When::stated("2031-03", "2031-03", Vec::new())),
        confidence: 0.75,
        ..meeting(span("Mira Halvorsen met Oren Vale in Port Sollis on Monday."))
    });
    record.commitments.push(Commitment {
        to: vec!["a2".to_string()],
        due: Some("before winter".to_string()),
        due_on: Some(When::inferred("2031-12", "2031-12", Vec::new())),
        told_by: vec!["a1".to_string()],
        evidence: vec![span("said")],
        confidence: 0.5,
        ..promise(span("We will pay our half before winter"))
    });
    record.positions.push(Position {
        actor: "a2".to_string(),
        stance: Stance::Opposes,
        evidence: vec![span("Vale has long opposed"), span("the dam.")],
        confidence: 0.6,
        ..support("the dam", span("the dam."))
    });
    record
}

fn path(name: &str) -> PathBuf {
    fresh::path(&format!("kinds-{name}"))
}

fn add(writer: &mut Writer, record: &Record) {
    fresh::put(writer, record);
    writer.commit().unwrap();
}

fn filled(name: &str) -> (PathBuf, Writer) {
    let path = path(name);
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &record("https://courier.example/1", TEXT));
    (path, writer)
}

fn search(store: &Store, text: &str) -> Hits {
    store.search(&query::parse(text).unwrap(), ALL, Counting::Exact).unwrap()
}

fn one(store: &Store, text: &str) -> Entry {
    let mut hits = search(store, text).hits;
    assert_eq!(hits.len(), 1, "{text}");
    hits.remove(0)
}

fn assert_sound(path: &Path) {
    assert_eq!(Store::open(path).unwrap().check(|_, _| {}).unwrap().faults, []);
}

#[test]
fn a_query_finds_each_kind_by_what_it_has() {
    let (path, _writer) = filled("found");
    let store = Store::open(&path).unwrap();
    let kinds = |text: &str| -> Vec<&str> {
        let mut kinds: Vec<&str> = search(&store, text).hits.iter().map(|hit| hit.kind().as_str()).collect();
        kinds.sort_unstable();
        kinds
    };
    let (statement, engagement, commitment, position) = ("statement", "engagement", "commitment", "position");
    for (text, expected) in [
        ("", vec![commitment, engagement, position, statement]),
        ("kind:engagement,position", vec![engagement, position]),
        ("kind:commitments", vec![commitment]),
        ("phase:held", vec![engagement]),
        ("engagement:meeting -phase:cancelled", vec![engagement]),
        ("status:made", vec![commitment]),
        ("stance:opposes", vec![position]),
        ("quote:direct", vec![statement]),
        ("participant:vale", vec![engagement]),
        ("by:halvorsen to:vale", vec![commitment]),
        ("holder:vale", vec![position]),
        ("speaker:vale", vec![]),
        ("actor:vale", vec![commitment, engagement, position]),
        ("when:2031-03-10", vec![engagement, statement]),
        ("said:2031-03-10", vec![statement]),
        ("confidence:>=0.6 confidence:<0.9", vec![engagement, position]),
        ("\"port sollis\"", vec![engagement]),
        ("about:dam", vec![position]),
        ("pay", vec![commitment, statement]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
    let counted: Vec<(String, u64)> =
        search(&store, "").kinds.into_iter().map(|count| (count.name, count.n)).collect();
    assert_eq!(counted, EntryKind::ALL.iter().map(|kind| (kind.to_string(), 1)).collect::<Vec<_>>());
    assert_sound(&path);
}

#[test]
fn an_entry_comes_back_with_its_parties_dates_and_evidence() {
    let (path, _writer) = filled("back");
    let store = Store::open(&path).unwrap();
    let sliced = |entry: &Entry| {
        for Span { start, end, byte_start, byte_end, text } in entry.evidence.iter().map(|one| &one.span) {
            assert_eq!(&TEXT[*byte_start..*byte_end], text);
            assert_eq!(&TEXT.chars().skip(*start).take(end - start).collect::<String>(), text);
        }
    };
    let met = one(&store, "kind:engagement");
    sliced(&met);
    let when = met.when.as_ref().unwrap();
    assert_eq!(
        (when.from.as_str(), when.how, when.evidence[0].text.as_str()),
        ("2031-03-10", How::Stated, "on Monday")
    );
    let names: Vec<&str> = met.actors(Part::Participant).iter().map(|who| who.name.as_str()).collect();
    assert_eq!(names, ["Mira Halvorsen", "Oren Vale"]);
    let detail = met.engagement().unwrap();
    assert_eq!((detail.phase, detail.place.as_deref()), (Phase::Held, Some("Port Sollis")));
    assert_eq!(detail.moved_from.as_ref().unwrap().from, "2031-03");
    let said = one(&store, "kind:statement");
    assert_eq!(said.when.as_ref().unwrap().how, How::Inferred);
    let promised = one(&store, "kind:commitment");
    sliced(&promised);
    let detail = promised.commitment().unwrap();
    assert_eq!((detail.statement, detail.due.as_deref()), (Some(said.id), Some("before winter")));
    assert_eq!(promised.actors(Part::ToldBy)[0].name, "Mira Halvorsen");
    assert_eq!(promised.evidence.iter().map(|one| one.of).collect::<Vec<_>>(), [Of::Words, Of::Support]);
    let held = one(&store, "kind:position");
    sliced(&held);
    assert_eq!(held.words, "Vale has long opposed … the dam.");
    assert_eq!(held.position().unwrap().issue, "the dam");
    assert_eq!(held.pieces().count(), 2);
    assert_eq!(held.position().unwrap().statements, [said.id]);
    let json = serde_json::to_value(&promised).unwrap();
    assert_eq!(
        (json["kind"].as_str(), json["what"].as_str()),
        (Some("commitment"), Some(promised.words.as_str()))
    );
    assert_eq!(
        (json["by"][0]["name"].as_str(), json["status"].as_str()),
        (Some("Mira Halvorsen"), Some("made"))
    );
}

#[test]
fn show_who_and_timeline_go_over_every_kind() {
    let (path, _writer) = filled("asked");
    let store = Store::open(&path).unwrap();
    for (kind, prefix) in EntryKind::ALL.iter().zip(["st-", "en-", "co-", "po-"]) {
        let entry = one(&store, &format!("kind:{kind}"));
        assert!(entry.id.to_string().starts_with(prefix));
        let Shown::Entry(shown) = store.show(&entry.id.to_string(), ALL).unwrap() else { panic!() };
        assert_eq!(shown.entry.id, entry.id);
        assert!(shown.stands && TEXT.contains(&shown.selectors.exact));
    }
    let vale = store.who("Oren Vale", ALL, Counting::Exact).unwrap().dossier.unwrap();
    assert_eq!((vale.positions.len(), vale.engagements.len(), vale.commitments.len()), (1, 1, 0));
    let counts: Vec<u64> = vale.kinds.iter().map(|count| count.n).collect();
    assert_eq!(counts, [0, 1, 0, 1]);
    let timeline = store.timeline(&query::parse("").unwrap(), ALL, Counting::Exact).unwrap();
    assert_eq!(timeline.moments.iter().filter(|moment| moment.day_of == DayOf::Said).count(), 2);
    let Shown::Article(article) = store.show("https://courier.example/1", ALL).unwrap() else { panic!() };
    assert_eq!(article.entries.len(), 4);
    let all = store.all().unwrap();
    for kind in EntryKind::ALL {
        let mut n = 0;
        let end = all.each_entry(*kind, |_| {
            n += 1;
            ControlFlow::<()>::Continue(())
        });
        assert_eq!((end.unwrap(), n, all.n_entries(*kind).unwrap()), (None, 1, 1));
    }
}

#[test]
fn ids_stay_while_the_words_are_the_same() {
    let (path, mut writer) = filled("ids");
    let ids = |store: &Store| -> Vec<EntryId> {
        let mut ids: Vec<EntryId> = search(store, "").hits.iter().map(|hit| hit.id).collect();
        ids.sort_unstable();
        ids
    };
    let before = ids(&Store::open(&path).unwrap());
    // A later version of the article, with a sentence before; and the same words in another outlet.
    let mut later = record("https://courier.example/1", &format!("The mill was cold. {TEXT}"));
    later.article.modified = Some("2031-03-15T08:00:00Z".to_string());
    add(&mut writer, &later);
    assert_eq!(ids(&Store::open(&path).unwrap()), before);
    add(&mut writer, &record("https://ledger.example/1", TEXT));
    let hits = search(&Store::open(&path).unwrap(), "");
    assert_eq!((hits.total.entries, hits.total.reports, hits.total.articles), (4, 8, 2));
    assert_sound(&path);
}

#[test]
fn one_sentence_that_shows_two_things_is_two_entries() {
    let path = path("two");
    let mut writer = Writer::open(&path).unwrap();
    let twice = |url: &str| {
        let mut record = record(url, TEXT);
        let mut signing = record.engagements[0].clone();
        (signing.id, signing.kind) = ("e2".to_string(), EngagementKind::Signing);
        record.engagements.push(signing);
        let mut other = record.positions[0].clone();
        (other.id, other.issue.text) = ("p2".to_string(), "the old dam".to_string());
        record.positions.push(other);
        record
    };
    for url in ["https://courier.example/1", "https://ledger.example/1"] {
        add(&mut writer, &twice(url));
    }
    let store = Store::open(&path).unwrap();
    for (text, entries) in
        [("kind:engagement", 2), ("kind:position", 2), ("engagement:signing", 1), ("kind:commitment", 1)]
    {
        let total = search(&store, text).total;
        assert_eq!((total.entries, total.reports), (entries, 2 * entries), "{text}");
    }
    assert_sound(&path);
}

#[test]
fn what_people_correct_holds_for_every_kind() {
    let (path, mut writer) = filled("corrected");
    let store = Store::open(&path).unwrap();
    let id = |kind: &str| one(&store, &format!("kind:{kind}")).id;
    let (met, promised, held, said) = (id("engagement"), id("commitment"), id("position"), id("statement"));
    let code = |field: &str, code: &str| Change::Code(field.to_string(), code.to_string());
    writer.correct(met, &code("phase", "cancelled"), "ada", "").unwrap();
    writer.correct(promised, &code("status", "under way"), "ada", "").unwrap();
    let people = vec!["Mira Halvorsen".to_string()];
    let moved = writer.correct(held, &Change::Actors(Part::Holder, people), "ada", "").unwrap();
    assert_eq!((moved.machine.as_str(), moved.named.as_str()), ("Oren Vale", "Mira Halvorsen"));
    writer.correct(said, &Change::NotOnRecord, "ada", "").unwrap();
    for unfit in [code("act", "deny"), code("phase", "over"), Change::Actors(Part::Speaker, Vec::new())] {
        assert!(writer.correct(met, &unfit, "ada", "").unwrap_err().is_unfit(), "{unfit:?}");
    }
    writer.commit().unwrap();
    assert_sound(&path);
    let store = Store::open(&path).unwrap();
    assert_eq!(search(&store, "phase:cancelled").total.entries, 1);
    assert_eq!(search(&store, "status:\"under way\" OR holder:halvorsen").total.entries, 2);
    // Reading the page again keeps it, and so does the record that goes out.
    writer.replace(1, &record("https://courier.example/1", TEXT)).unwrap();
    writer.commit().unwrap();
    assert_sound(&path);
    let corrected = Store::open(&path).unwrap().corrected(1).unwrap();
    let gone = &corrected.record;
    assert_eq!(gone.engagements[0].phase, Phase::Cancelled);
    assert_eq!(gone.commitments[0].status, Status::UnderWay);
    assert_eq!((gone.positions[0].actor.as_str(), gone.positions[0].statements.len()), ("a1", 0));
    assert!(gone.statements.is_empty() && gone.commitments[0].statement.is_none());
    assert_eq!(corrected.entries, [met, promised, held]);
    writer.undo(moved.id).unwrap();
    writer.commit().unwrap();
    assert_eq!(search(&Store::open(&path).unwrap(), "holder:vale").total.entries, 1);
    assert_sound(&path);
}

#[test]
fn damage_is_found_in_every_kind() {
    let (path, writer) = filled("damage");
    drop(writer);
    for change in [
        "UPDATE _engagement SET phase = engagement",
        "UPDATE _engagement SET place = 'Port Vale'",
        "UPDATE _commitment SET due = 'soon'",
        "UPDATE _position SET issue = 'the damm'",
        "UPDATE _position SET stance = 1",
        "DELETE FROM _commitment",
        "UPDATE _entry SET when_stated = 0 WHERE kind = 'en'",
        "UPDATE _entry SET when_from = 'soon' WHERE kind = 'en'",
        "UPDATE _entry SET words = 'the dam' WHERE kind = 'po'",
        "UPDATE _entry SET kind = 'co' WHERE kind = 'en'",
        "UPDATE _evidence SET \"end\" = \"end\" + 1 WHERE entry = (SELECT id FROM _entry WHERE kind = 'po')",
        "UPDATE _party SET actor = 1 WHERE entry = (SELECT id FROM _entry WHERE kind = 'po')",
        "DELETE FROM _entry WHERE kind = 'po'",
    ] {
        let copy = path.with_file_name("damaged.db");
        std::fs::copy(&path, &copy).unwrap();
        rusqlite::Connection::open(&copy)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; {change}"))
            .unwrap();
        let checked = Store::open(&copy).unwrap().check(|_, _| {}).unwrap();
        assert!(!checked.faults.is_empty(), "{change}");
    }
}

#[test]
fn views_explain_themselves() {
    let (path, _writer) = filled("views");
    let db = rusqlite::Connection::open(&path).unwrap();
    let line = |sql: &str| -> String {
        db.query_row(sql, [], |row| {
            (0..row.as_ref().column_count())
                .map(|idx| row.get::<_, String>(idx))
                .collect::<Result<Vec<_>, _>>()
        })
        .map(|cells| cells.join(" / "))
        .unwrap()
    };
    assert_eq!(
        line(
            "SELECT engagement, phase, participants, place, when_from, when_how, published FROM engagements"
        ),
        "meeting / held / Mira Halvorsen|Oren Vale / Port Sollis / 2031-03-10 / stated / 2031-03-14"
    );
    assert_eq!(
        line("SELECT by, \"to\", what, status, told_by, due, due_from FROM commitments"),
        "Mira Halvorsen / Oren Vale / We will pay our half before winter / made / Mira Halvorsen / before winter / 2031-12"
    );
    assert_eq!(line("SELECT holder, stance, issue FROM positions"), "Oren Vale / opposes / the dam");
    assert_eq!(line("SELECT statement FROM commitments"), line("SELECT id FROM statements"));
    assert_eq!(
        line("SELECT group_concat(words, ' / ') FROM evidence WHERE entry LIKE 'po-%'"),
        "Vale has long opposed / the dam."
    );
}
