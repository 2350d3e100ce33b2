//! Who is who: names are found by each of their words, what a person says of them leaves nothing behind when it is
//! taken back, and bodies without a name of their own are never taken for each other.

mod fresh;

use std::path::{Path, PathBuf};

use onrecord_record::{ActorKind, ActorRole, Part, Record};
use onrecord_store::ask::{Counting, ListPage, query};
use onrecord_store::{Change, Store, Writer, sample};

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };

fn path(name: &str) -> PathBuf {
    fresh::path(&format!("people-{name}"))
}

fn filled(name: &str, records: &[Record]) -> (PathBuf, Writer) {
    let path = path(name);
    let mut writer = Writer::open(&path).unwrap();
    for record in records {
        fresh::put(&mut writer, record);
    }
    writer.commit().unwrap();
    (path, writer)
}

fn names(path: &Path) -> Vec<String> {
    let db = rusqlite::Connection::open(path).unwrap();
    let mut query = db.prepare("SELECT name FROM actors ORDER BY name").unwrap();
    query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn n_found(store: &Store, text: &str) -> u64 {
    store.search(&query::parse(text).unwrap(), ALL, Counting::Exact).unwrap().total.entries
}

fn assert_sound(path: &Path) {
    assert_eq!(Store::open(path).unwrap().check(|_, _| {}).unwrap().faults, []);
}

#[test]
fn every_part_of_a_name_finds_its_bearer() {
    let people =
        ["Nora Byrne-Lund", "Sean O'Dowd", "Kim Tae-jin", "Ada van der Berg", "Jean-Luc Ørsted Vale"];
    let record = |(idx, name): (usize, &&str)| {
        sample(&format!("https://courier.example/{idx}"), &format!("“The gates hold {idx},” {name} said."))
    };
    let records: Vec<Record> = people.iter().enumerate().map(record).collect();
    let (path, _writer) = filled("parts", &records);
    let store = Store::open(&path).unwrap();
    for text in [
        "Byrne-Lund",
        "byrne lund",
        "lund",
        "Byrne",
        "O'Dowd",
        "O’Dowd",
        "dowd",
        "Tae-jin",
        "tae jin",
        "\"van der Berg\"",
        "\"der Berg\"",
        "berg",
        "Jean-Luc",
        "speaker:byrne",
        "speaker:\"der berg\"",
        "speaker:tae-jin",
        "byrne*",
        "speaker:lun*",
    ] {
        assert_eq!(n_found(&store, text), 1, "{text}");
    }
    for name in ["Byrne-Lund", "byrne", "van der Berg", "Der Be", "tae-jin", "nora byrne"] {
        assert!(store.who(name, ALL, Counting::Exact).unwrap().dossier.is_some(), "{name}");
    }
    assert_eq!(n_found(&store, "yrne"), 0);
}

#[test]
fn a_correction_that_is_taken_back_leaves_nothing_behind() {
    let two = [
        sample("https://a.example/1", "“One,” Daniel Marsh the mayor of Corran said."),
        sample(
            "https://a.example/2",
            "“Two,” Daniel Marsh the captain of Kalmere Rovers said. “Three,” Ada Lorne said.",
        ),
    ];
    let (path, mut writer) = filled("undone", &two);
    let before = names(&path);
    let statement = {
        let hits = Store::open(&path)
            .unwrap()
            .search(&query::parse("three").unwrap(), ALL, Counting::Exact)
            .unwrap();
        hits.hits[0].id
    };
    let speaker = |name: &str| Change::Actors(Part::Speaker, vec![name.to_string()]);
    // A name must be one actor's: of several, and of parts of names, the choices are told.
    for name in ["marsh", "Daniel Marsh"] {
        let error = writer.correct(statement, &speaker(name), "ada", "").unwrap_err();
        assert!(error.is_unfit(), "{error}");
        let told = error.to_string();
        assert!(told.contains("mayor of Corran") && told.contains("captain of Kalmere Rovers"), "{told}");
    }
    let nobody = writer.correct(statement, &speaker("Nobody Known"), "ada", "").unwrap_err();
    assert!(nobody.is_not_found() && nobody.to_string().contains("“new:Nobody Known”"), "{nobody}");
    writer.commit().unwrap();
    assert_eq!(names(&path), before);

    let made = writer.correct(statement, &speaker("new:Marsh"), "ada", "").unwrap();
    writer.commit().unwrap();
    assert_eq!(names(&path).len(), before.len() + 1);
    // Meanwhile an article tells of somebody of that name.
    let third = sample("https://a.example/3", "“Four,” Marsh said.");
    fresh::put(&mut writer, &third);
    writer.commit().unwrap();
    writer.undo(made.id).unwrap();
    writer.commit().unwrap();
    assert_sound(&path);

    let records: Vec<Record> = two.iter().cloned().chain([third]).collect();
    let (never, mut other) = filled("never", &records);
    assert_eq!(names(&path), names(&never));
    for (writer, path) in [(&mut writer, &path), (&mut other, &never)] {
        for (idx, record) in records.iter().enumerate() {
            writer.replace(idx as i64 + 1, record).unwrap();
        }
        writer.commit().unwrap();
        assert_sound(path);
    }
    assert_eq!(names(&path), names(&never));
}

/// A body that says something, perhaps with whose it is.
fn body(url: &str, name: &str, owner: &str) -> Record {
    let role = if owner.is_empty() { String::new() } else { format!(" the body of {owner}") };
    let mut record = sample(url, &format!("“It holds,” {name}{role} said."));
    record.actors[0].kind = ActorKind::Organisation;
    record
}

#[test]
fn bodies_with_a_common_noun_for_a_name_are_one_only_by_their_owner() {
    let records = [
        body("https://a.example/1", "Defense Ministry", "Ostvia"),
        body("https://a.example/2", "Defense Ministry", "Kalmere"),
        body("https://a.example/3", "the Defense Ministry", "Ostvia"),
        body("https://a.example/4", "Defense Ministry", ""),
        body("https://a.example/5", "police", ""),
        body("https://a.example/6", "the police", ""),
        body("https://a.example/7", "Kalmere Rovers", ""),
        body("https://a.example/8", "Kalmere Rovers", "Kalmere"),
        body("https://a.example/9", "Corran police", ""),
        body("https://a.example/10", "Corran police", ""),
    ];
    let (path, _writer) = filled("bodies", &records);
    let db = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT p.actor FROM _appearance p ORDER BY p.version";
    let of: Vec<i64> =
        db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(of[0], of[2], "Ostvia's in two articles");
    assert_eq!([of[6], of[8]], [of[7], of[9]], "names of their own");
    let apart = [of[0], of[1], of[3], of[4], of[5], of[6], of[8]];
    let different: std::collections::BTreeSet<i64> = apart.into_iter().collect();
    assert_eq!(different.len(), apart.len(), "{of:?}");
    assert_sound(&path);
}

/// How many people these are, each told of in an article of their own: a name with an office and whose it is, if any.
fn n_people(store: &str, told: &[(&str, &str, &str)]) -> usize {
    let record = |(idx, (name, title, of)): (usize, &(&str, &str, &str))| {
        let mut record = sample(&format!("https://a.example/{idx}"), &format!("“It holds,” {name} said."));
        let actor = &mut record.actors[0];
        actor.kind = ActorKind::Person;
        let role = ActorRole { title: title.to_string(), of: of.to_string(), evidence: None };
        actor.roles = Some(role).filter(|role| !role.title.is_empty()).into_iter().collect();
        record
    };
    let records: Vec<Record> = told.iter().enumerate().map(record).collect();
    let (path, _writer) = filled(store, &records);
    assert_sound(&path);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.query_row("SELECT count(DISTINCT actor) FROM _appearance", [], |row| row.get(0)).unwrap()
}

#[test]
fn forms_of_a_name_are_one_persons_where_nothing_speaks_against_it() {
    let mayor = |name| (name, "mayor", "Corran");
    let plain = |name| (name, "", "");
    assert_eq!(n_people("plain", &[mayor("Ada Vale"), plain("Ada Vale")]), 1);
    assert_eq!(n_people("shorter", &[mayor("Ada Vale"), mayor("Vale")]), 1);
    assert_eq!(n_people("longer", &[mayor("Vale"), mayor("Ada Vale")]), 1);
    assert_eq!(n_people("initial", &[plain("Ada R. Vale"), plain("Ada Vale")]), 1);
    assert_eq!(n_people("middle", &[mayor("Ada Roe Vale"), mayor("Ada Vale")]), 1);
}

#[test]
fn people_whose_names_are_alike_stay_apart_where_nothing_tells_that_they_are_one() {
    let mayor = |name| (name, "mayor", "Corran");
    let plain = |name| (name, "", "");
    assert_eq!(n_people("seats", &[mayor("Ada Vale"), ("Ada Vale", "mayor", "Port Sollis")]), 2);
    assert_eq!(n_people("surname", &[plain("Ada Vale"), plain("Vale")]), 2);
    assert_eq!(n_people("initials", &[plain("Ada R. Vale"), plain("Ada T. Vale")]), 2);
    assert_eq!(n_people("no-office", &[mayor("Ada Roe Vale"), plain("Ada Vale")]), 2);
    assert_eq!(n_people("first-names", &[mayor("Ada Vale"), mayor("Tomas Vale")]), 2);
    assert_eq!(n_people("two-fit", &[mayor("Ada Vale"), mayor("Tomas Vale"), mayor("Vale")]), 3);
}

/// Another spelling may be the same person: it is offered, not taken.
#[test]
fn who_is_called_nearly_so_is_offered_beside_whom_a_name_means() {
    let told = |idx: u32, name: &str| {
        sample(&format!("https://courier.example/{idx}"), &format!("“The gates hold {idx},” {name} said."))
    };
    let records = [told(1, "Vadim Orlensky"), told(2, "Vadim Orlenskyy"), told(3, "Ada Lorne")];
    let (path, _writer) = filled("nearly", &records);
    let store = Store::open(&path).unwrap();
    let who = |name: &str| store.who(name, ALL, Counting::Exact).unwrap();
    let also = |name: &str| who(name).also.into_iter().map(|who| who.name).collect::<Vec<_>>();
    assert_eq!(also("orlensky"), ["Vadim Orlenskyy"]);
    assert_eq!(also("Lorne"), [""; 0]);
    // An id means one alone.
    assert_eq!(also(&who("orlensky").actors[0].who.id.to_string()), [""; 0]);
}
