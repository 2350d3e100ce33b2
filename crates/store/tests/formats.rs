//! A store of every earlier format opens, upgraded, with nothing lost.

mod fresh;

use std::path::{Path, PathBuf};

use onrecord_record::Part;
use onrecord_store::ask::{Counting, ListPage, Shown, query};
use onrecord_store::{Change, Outcome, Store, Writer, sample};

/// The format that this program writes.
const NEWEST: i64 = 4;

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };

/// A copy of the store of a format, as it was made then.
fn copy(name: &str, format: u32) -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/formats/store-{format}.db"));
    let path = fresh::path(&format!("formats-{name}"));
    std::fs::copy(kept, &path).unwrap();
    path
}

fn format(path: &Path) -> i64 {
    let db = rusqlite::Connection::open(path).unwrap();
    db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// Rows of a query on the file, a string each.
fn rows(path: &Path, sql: &str) -> Vec<String> {
    let db = rusqlite::Connection::open(path).unwrap();
    let mut query = db.prepare(sql).unwrap();
    let n = query.column_count();
    let text = |row: &rusqlite::Row| {
        let cells = (0..n).map(|idx| match row.get::<_, rusqlite::types::Value>(idx).unwrap() {
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        });
        Ok(cells.collect::<Vec<_>>().join(" / "))
    };
    query.query_map([], text).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn format_1_comes_back_with_its_statements_corrections_and_merges() {
    let path = copy("one", 1);
    let what =
        "id, content, speakers, addressees, act, quote, modality, channel, said_from, said_to, source, cue,
                confidence, publisher, title, address, article, start, \"end\"";
    let statements = format!("SELECT {what} FROM statements ORDER BY id");
    let actors = "SELECT id, name, kind, statements FROM actors ORDER BY id";
    let roles = "SELECT actor, name, title, of, articles FROM roles ORDER BY 1, 3, 4";
    let before = [&statements, actors, roles].map(|sql| rows(&path, sql));
    assert_eq!((format(&path), before[0].len()), (1, 41));
    // Asking is enough to bring it up to date.
    let store = Store::open(&path).unwrap();
    let after = [&statements, actors, roles].map(|sql| rows(&path, sql));
    assert_eq!(format(&path), NEWEST);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    let checked = store.check(|_, _| {}).unwrap();
    assert_eq!((checked.faults.as_slice(), checked.n_versions, checked.n_statements), (&[][..], 7, 51));

    let corrections = store.corrections().unwrap();
    let told: Vec<String> =
        corrections.iter().map(|one| format!("{} {} {}", one.what, one.target, one.named)).collect();
    assert_eq!(
        told,
        [
            "act st-b6c888098ac73d43 ",
            "speaker st-b6c888098ac73d43 Idris Vale",
            "not_on_record st-e7d3e138210b83bf ",
            "merge ac-96475fc636e1529b Kalmere"
        ]
    );
    let Shown::Entry(shown) = store.show("st-b6c888098ac73d43", ALL).unwrap() else { panic!() };
    assert_eq!(shown.entry.statement().unwrap().act.as_str(), "announce");
    assert_eq!(shown.entry.actors(Part::Speaker)[0].name, "Idris Vale");
    let Shown::Entry(rejected) = store.show("st-e7d3e138210b83bf", ALL).unwrap() else { panic!() };
    assert!(!rejected.stands);
    let merged = store.who("ac-96475fc636e1529b", ALL, Counting::Exact).unwrap().dossier.unwrap();
    assert_eq!(merged.who.name, "Kalmere");
}

#[test]
fn format_2_comes_back_with_entries_of_every_kind() {
    let path = copy("two", 2);
    let all =
        ["statements", "engagements", "commitments", "positions", "actors", "roles", "parties", "evidence"];
    let sql = |name: &&str| format!("SELECT * FROM {name} ORDER BY 1, 2, 3, 4");
    let before: Vec<Vec<String>> = all.iter().map(|name| rows(&path, &sql(name))).collect();
    let corrected = "SELECT id, made, by, kind, what, target, value, machine, note, undone FROM corrections";
    let corrections = rows(&path, corrected);
    assert_eq!((format(&path), before[0].len(), corrections.len()), (2, 44, 7));
    let store = Store::open(&path).unwrap();
    let after: Vec<Vec<String>> = all.iter().map(|name| rows(&path, &sql(name))).collect();
    assert_eq!(format(&path), NEWEST);
    for (name, (before, after)) in all.iter().zip(before.iter().zip(&after)) {
        assert_eq!(before, after, "{name}");
    }
    assert_eq!(rows(&path, corrected), corrections);
    // Each correction tells its article, but for a merge, which is of none.
    assert_eq!(rows(&path, "SELECT count(*) FROM corrections WHERE article IS NULL"), ["Integer(1)"]);
    let checked = store.check(|_, _| {}).unwrap();
    assert_eq!((checked.faults.as_slice(), checked.n_versions, checked.n_statements), (&[][..], 7, 54));
    // What was corrected, merged and split before can be taken back.
    let mut writer = Writer::open(&path).unwrap();
    for one in store.corrections().unwrap().iter().filter(|one| one.undone.is_none()) {
        writer.undo(one.id).unwrap();
    }
    writer.commit().unwrap();
    assert_eq!(Store::open(&path).unwrap().check(|_, _| {}).unwrap().faults, []);
    assert!(store.who("Tomas Ferrin", ALL, Counting::Exact).is_err());
}

#[test]
fn format_3_has_all_that_it_had_and_the_indexes_of_today() {
    let path = copy("three", 3);
    let entries = "SELECT * FROM entries ORDER BY id";
    let before = rows(&path, entries);
    assert_eq!((format(&path), before.len()), (3, 66));
    let store = Store::open(&path).unwrap();
    assert_eq!((format(&path), rows(&path, entries)), (NEWEST, before));
    assert_eq!(store.check(|_, _| {}).unwrap().faults, []);
    let all = query::parse("").unwrap();
    let total = store.timeline(&all, ALL, Counting::UpTo(10)).unwrap().total;
    assert_eq!((total.reports, total.is_exact), (10, false));
}

#[test]
fn an_upgraded_store_is_searched_added_to_and_corrected() {
    let path = copy("used", 1);
    let mut writer = Writer::open(&path).unwrap();
    let record = sample("https://courier.example/new", "“The pledge was kept,” Mira Halvorsen said.");
    let added = fresh::put(&mut writer, &record);
    assert_eq!(added.outcome, Outcome::New);
    writer.commit().unwrap();
    let store = Store::open(&path).unwrap();
    let found = |text: &str| {
        let query = query::parse(text).unwrap();
        store.search(&query, ALL, Counting::Exact).unwrap().total.reports
    };
    assert_eq!(found("speaker:halvorsen \"pledge was kept\""), 1);
    assert_eq!((found("kind:statement"), found("act:announce speaker:vale")), (42, 1));
    // What was corrected before can be taken back, and corrected anew.
    let first = store.corrections().unwrap()[0].clone();
    writer.undo(first.id).unwrap();
    let change = Change::Code("act".to_string(), "promise".to_string());
    let again = writer.correct(first.target.parse().unwrap(), &change, "ada", "").unwrap();
    assert_eq!((again.machine.as_str(), again.value.as_str()), ("assert", "promise"));
    writer.commit().unwrap();
    drop(writer);
    assert_eq!(Store::open(&path).unwrap().check(|_, _| {}).unwrap().faults, []);
}

#[test]
fn an_upgrade_that_fails_leaves_the_old_store_whole() {
    let path = copy("damaged", 1);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute("UPDATE version SET record = x'00' WHERE id = 7", []).unwrap();
    drop(db);
    let before = std::fs::read(&path).unwrap();
    assert!(Store::open(&path).is_err() && Writer::open(&path).is_err());
    assert_eq!(format(&path), 1);
    assert_eq!(rows(&path, "SELECT count(*) FROM statements"), ["Integer(41)"]);
    assert_eq!(std::fs::read(&path).unwrap().len(), before.len());
}

#[test]
#[cfg(unix)]
fn an_old_store_that_cannot_be_written_to_says_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let path = copy("readonly", 1);
    let folder = path.parent().unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do everything may write here too.
    if std::fs::write(folder.join("probe"), "").is_err() {
        let error = Store::open(&path).unwrap_err();
        assert!(error.is_older() && error.hint().unwrap().contains("copy it"), "{error}");
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}
