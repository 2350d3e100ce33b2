//! What a store promises: nothing twice, nothing lost, one actor and one statement over many articles.

mod fresh;

use std::path::{Path, PathBuf};

use onrecord_record::{Part, Record};
use onrecord_store::{Change, EntryId, Error, NewPage, Outcome, Store, Writer, sample};

/// A store of its own for one test.
fn store(name: &str) -> PathBuf {
    fresh::path(&format!("store-{name}"))
}

fn add(writer: &mut Writer, record: &Record) -> (Outcome, String) {
    let added = fresh::put(writer, record);
    (added.outcome, added.article.to_string())
}

fn fingerprint(record: &Record) -> i64 {
    Writer::fingerprint(&record.article, &record.input, &record.provenance)
}

fn filled(name: &str, pages: &[(&str, &str)]) -> PathBuf {
    let path = store(name);
    let mut writer = Writer::open(&path).unwrap();
    for (url, text) in pages {
        add(&mut writer, &sample(url, text));
    }
    writer.commit().unwrap();
    path
}

fn rows(path: &Path, sql: &str) -> Vec<Vec<String>> {
    let db = rusqlite::Connection::open(path).unwrap();
    let mut query = db.prepare(sql).unwrap();
    let n = query.column_count();
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Null => "–".to_string(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => format!("{other:?}"),
    };
    let row = |row: &rusqlite::Row| (0..n).map(|idx| row.get(idx).map(text)).collect();
    query.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
}

fn ids(path: &Path) -> Vec<EntryId> {
    rows(path, "SELECT id FROM statements ORDER BY start").iter().map(|row| row[0].parse().unwrap()).collect()
}

fn assert_sound(path: &Path) {
    let checked = Store::open(path).unwrap().check(|_, _| {}).unwrap();
    assert_eq!(checked.faults, []);
}

const ONE: (&str, &str) = (
    "https://courier.example/1",
    "“The gates of the old dam will close before the first frost,” Mira Halvorsen the prime minister of Ostvia said.",
);

#[test]
fn the_same_page_twice_is_one_page() {
    let path = store("twice");
    let mut writer = Writer::open(&path).unwrap();
    let record = sample(ONE.0, ONE.1);
    assert_eq!(add(&mut writer, &record).0, Outcome::New);
    assert!(writer.known().unwrap().contains(&fingerprint(&record)));
    assert_eq!(add(&mut writer, &record).0, Outcome::Known);
    writer.commit().unwrap();
    drop(writer);
    let mut writer = Writer::open(&path).unwrap();
    assert_eq!(add(&mut writer, &record).0, Outcome::Known);
    assert_eq!(rows(&path, "SELECT count(*) FROM _entry"), [["1"]]);
    assert_sound(&path);
}

#[test]
fn a_page_that_changed_is_a_new_version_and_both_stay() {
    let path = store("versions");
    let mut writer = Writer::open(&path).unwrap();
    let mut first = sample(ONE.0, &format!("{} “It is done,” Idris Vale said.", ONE.1));
    first.article.modified = Some("2031-05-21T11:00:00+02:00".to_string());
    let mut second = sample(ONE.0, ONE.1);
    second.article.modified = Some("2031-05-21T19:00:00+02:00".to_string());
    // The later version is added first: time decides, not the order of adding.
    let (_, article) = add(&mut writer, &second);
    assert_eq!(add(&mut writer, &first), (Outcome::NewVersion, article));
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT content FROM statements").len(), 1);
    assert_eq!(
        rows(&path, "SELECT version, stands FROM _entry ORDER BY 1, start"),
        [["1", "1"], ["2", "0"], ["2", "0"]]
    );
    // The words that stayed are the same statement in both.
    assert_eq!(rows(&path, "SELECT count(DISTINCT key) FROM _entry"), [["2"]]);
    let mut third = sample(ONE.0, "“Nobody ever said that before,” Lena Brandt said.");
    third.article.modified = Some("2031-05-22".to_string());
    add(&mut writer, &third);
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT speakers FROM statements"), [["Lena Brandt"]]);
    assert_eq!(rows(&path, "SELECT versions FROM articles"), [["3"]]);
    assert_sound(&path);
}

#[test]
fn what_was_not_committed_is_not_there_and_what_fails_costs_itself() {
    let path = store("uncommitted");
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &sample(ONE.0, ONE.1));
    writer.commit().unwrap();
    add(&mut writer, &sample("https://courier.example/2", "“Two,” Lena Brandt said."));
    drop(writer);
    assert_eq!(rows(&path, "SELECT count(*) FROM articles"), [["1"]]);
    assert_sound(&path);
}

#[test]
fn a_log_that_readers_let_grow_is_begun_anew_at_64_megabytes() {
    let path = store("log");
    let log = path.with_extension("db-wal");
    let reader = || {
        let db = rusqlite::Connection::open(&path).unwrap();
        db.execute_batch("BEGIN; SELECT count(*) FROM _page").unwrap();
        db
    };
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &sample(ONE.0, ONE.1));
    writer.commit().unwrap();
    let mut reading = reader();
    let mut longest = 0;
    for n in 0..12 {
        let noise = noise(n, 8 << 20);
        let record = sample(&format!("https://courier.example/{n}"), ONE.1);
        writer.add(&NewPage { record: &record, bytes: &noise, origin: "{}" }).unwrap();
        writer.commit().unwrap();
        longest = longest.max(log.metadata().unwrap().len());
        // The next one begins to read before the one before it ends.
        let next = reader();
        drop(std::mem::replace(&mut reading, next));
    }
    assert!(longest > 32 << 20, "nobody kept the log from being written over: {longest}");
    assert!(longest < 128 << 20, "{longest}");
    drop(reading);
    writer
        .add(&NewPage { record: &sample("https://courier.example/z", ONE.1), bytes: b"z", origin: "{}" })
        .unwrap();
    writer.commit().unwrap();
    assert!(log.metadata().unwrap().len() <= 64 << 20);
}

/// Bytes that no packing makes fewer (xorshift, Marsaglia 2003).
fn noise(seed: u64, n: usize) -> Vec<u8> {
    let mut state = seed + 0x9e37_79b9_7f4a_7c15;
    let word = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..n / 8).flat_map(word).collect()
}

#[test]
fn one_actor_over_all_articles_and_two_people_of_one_name_stay_apart() {
    let path = filled(
        "actors",
        &[
            ("https://a.example/1", "“One,” Daniel Marsh the mayor of Corran said."),
            ("https://a.example/2", "“Two,” Daniel Marsh the captain of Kalmere Rovers said."),
            ("https://a.example/3", "“Three,” Daniel Marsh the mayor of Corran said."),
            ("https://a.example/4", "“Four,” Daniel Marsh said."),
            ("https://a.example/5", "“Five,” Halvorsen the prime minister said."),
            ("https://a.example/6", "“Six,” Mira Halvorsen the prime minister said."),
            ("https://a.example/7", "“Seven,” Halvorsen the minister said."),
        ],
    );
    let who = rows(&path, "SELECT speaker_ids, content FROM statements");
    let of = |content: &str| who.iter().find(|row| row[1].starts_with(content)).unwrap()[0].clone();
    assert_eq!(of("One"), of("Three"));
    assert_ne!(of("One"), of("Two"));
    // Nothing tells which of the two the fourth is: nobody is guessed.
    assert!(of("Four") != of("One") && of("Four") != of("Two"));
    assert_eq!((of("Five"), of("Five")), (of("Six"), of("Seven")));
    let name = rows(&path, "SELECT name FROM actors WHERE statements = 3");
    assert_eq!(name, [["Mira Halvorsen"]]);
    let why = rows(&path, "SELECT (SELECT text FROM _term WHERE id = why) FROM _appearance ORDER BY version");
    assert!(why[1][0].contains("speaks against") && why[2][0].contains("“mayor”"), "{why:?}");
    assert_sound(&path);
}

#[test]
fn a_middle_initial_makes_nobody_new() {
    let path = filled(
        "initials",
        &[
            ("https://a.example/1", "“One,” Tomas Q. Vale said."),
            ("https://a.example/2", "“Two,” Tomas Vale said."),
            ("https://a.example/3", "“Three,” Tomas Q. Vale said."),
            ("https://a.example/4", "“Four,” Ada R. Lorne said."),
            ("https://a.example/5", "“Five,” Ada S. Lorne said."),
            // One of two, and nothing tells which.
            ("https://a.example/6", "“Six,” Ada Lorne said."),
            ("https://a.example/7", "“Seven,” Nils B. Kerr the mayor of Corran said."),
            ("https://a.example/8", "“Eight,” Nils Kerr the captain of Kalmere Rovers said."),
        ],
    );
    let actors = rows(&path, "SELECT name, statements FROM actors ORDER BY name");
    let expected = [
        ["Ada Lorne", "1"],
        ["Ada R. Lorne", "1"],
        ["Ada S. Lorne", "1"],
        ["Nils B. Kerr", "1"],
        ["Nils Kerr", "1"],
        ["Tomas Vale", "3"],
    ];
    assert_eq!(actors, expected);
    assert_sound(&path);
}

#[test]
fn the_same_quotation_in_many_outlets_is_one_statement() {
    let path = filled(
        "same",
        &[
            ONE,
            (
                "https://post.example/1",
                "“Gates of the old dam will close before the first frost,” Lena Brandt said.",
            ),
            ("https://herald.example/1", "“We have nothing to say about the old dam,” Idris Vale said."),
        ],
    );
    assert_eq!(rows(&path, "SELECT count(*), count(DISTINCT first_report) FROM statements"), [["3", "2"]]);
    assert_sound(&path);
}

#[test]
fn copies_of_one_text_are_one_story() {
    let wire: String = (0..60).map(|n| format!("word{n} of the wire ")).collect();
    let path = filled(
        "story",
        &[
            ("https://a.example/1", &format!("{wire} “One,” Ada Lorne said.")),
            ("https://b.example/1", &format!("From our office. {wire}")),
            (
                "https://c.example/1",
                &(0..60).map(|n| format!("other{n} words that are our own ")).collect::<String>(),
            ),
        ],
    );
    let stories = rows(&path, "SELECT story FROM _article ORDER BY id");
    assert_eq!(stories, [["1"], ["1"], ["3"]]);
    assert_sound(&path);
}

#[test]
fn corrections_hold_through_adding_again_and_rebuilding_and_can_be_taken_back() {
    let path = filled("correct", &[ONE, ("https://b.example/2", "“Two and a half,” Lena Brandt said.")]);
    let statement = ids(&path)[0];
    let mut writer = Writer::open(&path).unwrap();
    writer.correct(statement, &Change::Code("act".to_string(), "promise".to_string()), "ada", "").unwrap();
    let names = vec!["Lena Brandt".to_string(), "new:Somebody New".to_string()];
    let change = Change::Actors(Part::Speaker, names);
    let correction = writer.correct(statement, &change, "ada", "a slip").unwrap();
    assert_eq!(correction.machine, "Mira Halvorsen");
    writer.commit().unwrap();
    let seen = || rows(&path, "SELECT act, speakers FROM statements ORDER BY start, content LIMIT 1");
    assert_eq!(seen(), [["promise", "Lena Brandt|Somebody New"]]);
    writer.replace(1, &sample(ONE.0, ONE.1)).unwrap();
    writer.commit().unwrap();
    assert_eq!(seen(), [["promise", "Lena Brandt|Somebody New"]]);
    assert_sound(&path);
    writer.undo(correction.id).unwrap();
    writer.commit().unwrap();
    assert_eq!(seen(), [["promise", "Mira Halvorsen"]]);
    assert!(writer.undo(correction.id).unwrap_err().is_not_found());
    writer.correct(statement, &Change::NotOnRecord, "ada", "a headline").unwrap();
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT count(*) FROM statements"), [["1"]]);
    let shout = Change::Code("act".to_string(), "shout".to_string());
    assert!(writer.correct(statement, &shout, "ada", "").unwrap_err().is_unfit());
    assert_sound(&path);
}

#[test]
fn merged_actors_are_one_until_they_are_split() {
    let path = filled(
        "merge",
        &[
            ONE,
            ("https://b.example/1", "“Our offer stands,” Halvorsen said."),
            ("https://c.example/1", "“Three,” Mira Halvorsen said."),
        ],
    );
    let ids = rows(&path, "SELECT id, name FROM actors ORDER BY name");
    let of = |name: &str| ids.iter().find(|row| row[1] == name).unwrap()[0].parse().unwrap();
    let (short, whole) = (of("Halvorsen"), of("Mira Halvorsen"));
    let mut writer = Writer::open(&path).unwrap();
    writer.merge(short, whole, "ada", "the context tells").unwrap();
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT name, statements FROM actors"), [["Mira Halvorsen", "3"]]);
    assert_sound(&path);
    // Whoever is added later under the short name is the same.
    add(&mut writer, &sample("https://d.example/1", "“Four,” Halvorsen said."));
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT name, statements FROM actors"), [["Mira Halvorsen", "4"]]);
    assert!(writer.merge(short, whole, "ada", "").unwrap_err().is_unfit());
    writer.split(whole, None, "ada", "").unwrap();
    writer.commit().unwrap();
    assert_eq!(
        rows(&path, "SELECT name, statements FROM actors ORDER BY name"),
        [["Halvorsen", "2"], ["Mira Halvorsen", "2"]]
    );
    let article =
        rows(&path, "SELECT article FROM statements WHERE content LIKE 'Three%'")[0][0].parse().unwrap();
    writer.split(whole, Some(article), "ada", "another one").unwrap();
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT count(*) FROM actors WHERE name = 'Mira Halvorsen'"), [["2"]]);
    // Reading the article again does not undo it.
    writer.replace(3, &sample("https://c.example/1", "“Three,” Mira Halvorsen said.")).unwrap();
    writer.commit().unwrap();
    assert_eq!(rows(&path, "SELECT statements FROM actors WHERE name = 'Mira Halvorsen'"), [["1"], ["1"]]);
    assert_sound(&path);
}

#[test]
fn a_second_writer_is_told_and_readers_are_not_kept_waiting() {
    let path = filled("second", &[ONE]);
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &sample("https://courier.example/2", "“Two,” Lena Brandt said."));
    let error = Writer::open(&path).unwrap_err();
    assert!(error.is_locked() && error.to_string().contains(&std::process::id().to_string()), "{error}");
    // While a transaction is open, others see what was there before.
    assert_eq!(Store::open(&path).unwrap().versions(None).unwrap(), [1]);
    writer.commit().unwrap();
    drop(writer);
    assert!(Writer::open(&path).is_ok());
}

#[test]
fn what_a_page_was_read_from_comes_back() {
    let path = filled("kept", &[ONE]);
    let store = Store::open(&path).unwrap();
    let kept = store.kept(1).unwrap();
    assert_eq!(kept.bytes, format!("{}\n{}", ONE.0, ONE.1).as_bytes());
    let held = store.held(1).unwrap();
    assert_eq!(held.record, sample(ONE.0, ONE.1));
    assert!(store.held(9).unwrap_err().is_not_found());
}

fn error(path: &Path) -> Error {
    match Store::open(path) {
        Err(error) => error,
        Ok(store) => store.check(|_, _| {}).unwrap_err(),
    }
}

#[test]
fn what_is_no_store_is_told_and_left_alone() {
    let path = store("none");
    assert!(error(&path).is_missing());
    std::fs::write(&path, "Dear diary, today I made no database.").unwrap();
    assert!(error(&path).is_no_store(), "{}", error(&path));
    assert!(Writer::open(&path).unwrap_err().is_no_store());
    assert!(std::fs::read(&path).unwrap().starts_with(b"Dear diary"));
    let path = store("other");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    assert!(error(&path).is_no_store() && Writer::open(&path).unwrap_err().is_no_store());
}

#[test]
fn a_store_of_a_later_version_is_told_and_left_alone() {
    let path = filled("newer", &[ONE]);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 9).unwrap();
    assert!(error(&path).is_newer() && Writer::open(&path).unwrap_err().is_newer());
}

#[test]
fn damage_is_found_wherever_it_is() {
    let path = filled("damage", &[ONE]);
    let changes = [
        "UPDATE _entry SET start = start + 1",
        "UPDATE _statement SET act = quote",
        "DELETE FROM _party",
        "UPDATE _entry SET words = 'The gates of the old dam'",
        "UPDATE _page SET packed = x'789c'",
        "UPDATE _version SET text = 'x' || text",
        "UPDATE _version SET record = x'00'",
        "DELETE FROM _entry_text_docsize",
        "INSERT INTO _headline_text (_headline_text, rowid, title) VALUES ('delete', 1, 'The gates')",
        "UPDATE _entry SET same = 7",
        "UPDATE _entry SET confidence = 0.1",
        "UPDATE _statement SET modality = quote",
        "UPDATE _statement SET channel = 'a post'",
        "UPDATE _entry SET when_from = '2031-03-14'",
        "UPDATE _evidence SET start = start + 1",
        "DELETE FROM _evidence",
        "UPDATE _article SET story = 7",
        // A letter, wherever it stands.
        "UPDATE _version SET text = replace(text, 'said', 'sait')",
        "UPDATE _version SET title = title || 's'",
        "UPDATE _version SET publisher = 'Courier'",
        "UPDATE _version SET bylines = 'Nobody'",
        "UPDATE _version SET published = '2031-03-15'",
        "UPDATE _version SET language = 'fr'",
        "UPDATE _actor SET name = 'Mira Halvorson'",
        "UPDATE _actor SET kind = 'group'",
        "UPDATE _role SET title = 'prime ministress'",
        "UPDATE _appearance SET name = 'Mira'",
        "UPDATE _article SET address = 'https://courier.example/2'",
        "UPDATE _publisher SET name = 'Courier.example'",
        "DELETE FROM _seal",
    ];
    for change in changes {
        let copy = path.with_file_name("damaged.db");
        std::fs::copy(&path, &copy).unwrap();
        rusqlite::Connection::open(&copy).unwrap().execute_batch(change).unwrap();
        let checked = Store::open(&copy).unwrap().check(|_, _| {}).unwrap();
        assert!(!checked.faults.is_empty(), "{change}");
    }
}

#[test]
fn truncated_and_overwritten_files_give_errors_and_no_panic() {
    let pages: Vec<(String, String)> = (0..40)
        .map(|n| {
            (format!("https://a.example/{n}"), format!("“This is number {n} of many words,” Ada Lorne said."))
        })
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let path = filled("broken", &pages);
    let whole = std::fs::read(&path).unwrap();
    let copy = path.with_file_name("broken.db");
    let mut seed = 7_u64;
    for round in 0..40 {
        let mut bytes = whole.clone();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (seed >> 20) as usize % bytes.len();
        match round % 2 {
            0 => bytes.truncate(at),
            _ => bytes[at..].iter_mut().take(3000).for_each(|byte| *byte ^= 0x5a),
        }
        std::fs::write(&copy, &bytes).unwrap();
        // An error or faults, or what is hit is not looked at (a free page); never a panic.
        if let Ok(store) = Store::open(&copy) {
            let _ = store.check(|_, _| {});
        }
        assert_eq!(std::fs::read(&copy).unwrap(), bytes, "reading changes nothing");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let path = filled("readonly", &[ONE]);
    let folder = path.parent().unwrap();
    std::fs::remove_file(path.with_file_name("store.db.lock")).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.versions(None).unwrap(), [1]);
    // Whoever may do everything may write here too.
    if std::fs::write(folder.join("probe"), "").is_err() {
        assert!(Writer::open(&path).unwrap_err().is_read_only());
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The folder of a small file system that a test of its own process fills.
const SMALL: &str = "ONRECORD_SMALL_FOLDER";

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_what_was_acknowledged_is_safe() {
    if let Ok(folder) = std::env::var(SMALL) {
        return fill(Path::new(&folder));
    }
    let folder = store("full").parent().unwrap().to_path_buf();
    let mount = "mount -t tmpfs -o size=1200k none \"$ONRECORD_SMALL_FOLDER\" || exit 77; exec \"$0\" \"$@\"";
    let status = std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", mount])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "a_full_disk_is_told_and_what_was_acknowledged_is_safe"])
        .env(SMALL, &folder)
        .status();
    match status.map(|status| status.code()) {
        Ok(Some(0)) => {}
        // Where nobody may mount, in some containers, there is no small disk to fill.
        Err(_) | Ok(Some(1 | 77)) => eprintln!("not tested: no small disk"),
        other => panic!("{other:?}"),
    }
}

#[cfg(target_os = "linux")]
fn fill(folder: &Path) {
    let (path, ballast) = (folder.join("store.db"), folder.join("ballast"));
    std::fs::write(&ballast, vec![0; 200_000]).unwrap();
    let page = |idx: usize| {
        let words: String = (0..300).map(|n| format!("{} ", (idx * 7919 + n) * 104_729)).collect();
        sample(&format!("https://a.example/{idx}"), &format!("“Word {words},” Ada Lorne said."))
    };
    let put = |writer: &mut Writer, record: &Record| {
        let bytes = format!("{}\n{}", record.article.url, record.article.text);
        let page = NewPage { record, bytes: bytes.as_bytes(), origin: "{}" };
        writer.add(&page).and_then(|_| writer.commit())
    };
    let mut writer = Writer::open(&path).unwrap();
    let (n, error) = (0..).find_map(|idx| Some((idx, put(&mut writer, &page(idx)).err()?))).unwrap();
    assert!(n > 3 && error.is_full() && error.hint().unwrap().contains("room"), "{n}: {error}");
    // Again, and again: nothing gets worse.
    assert!(put(&mut writer, &page(n)).unwrap_err().is_full());
    drop(writer);
    assert_sound(&path);
    assert_eq!(Store::open(&path).unwrap().versions(None).unwrap().len(), n);
    std::fs::remove_file(&ballast).unwrap();
    let mut writer = Writer::open(&path).unwrap();
    for idx in 0..=n {
        put(&mut writer, &page(idx)).unwrap();
    }
    drop(writer);
    assert_eq!(Store::open(&path).unwrap().versions(None).unwrap().len(), n + 1);
    assert_sound(&path);
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_refused_and_a_link_leads_to_one_lock() {
    let path = filled("place", &[ONE]);
    let folder = path.parent().unwrap();
    assert!(Store::open(folder).unwrap_err().to_string().contains("is a folder"));
    let pipe = folder.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // To open it would wait for ever.
    assert!(Store::open(&pipe).unwrap_err().is_no_store());
    assert!(Writer::open(&pipe).unwrap_err().is_no_store());
    // By a link or by the file: the same lock.
    let link = folder.join("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let writer = Writer::open(&link).unwrap();
    assert!(Writer::open(&path).unwrap_err().is_locked());
    assert!(Store::open(&path).unwrap().overview().unwrap().is_writing);
    drop(writer);
    // A lock that is a link is not written through.
    let (precious, lock) = (folder.join("precious.txt"), folder.join("store.db.lock"));
    std::fs::write(&precious, "not to be lost").unwrap();
    std::fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(&precious, &lock).unwrap();
    assert!(Writer::open(&path).unwrap_err().to_string().contains("is no file of its own"));
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "not to be lost");
}
