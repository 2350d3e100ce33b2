//! What a store answers: which statements, in which order, counted how.

mod fresh;

use std::path::PathBuf;

use onrecord_record::{Act, Actor, ActorKind, ActorRole, Part, Quote, Record, When};
use onrecord_store::ask::query::{self, Query};
use onrecord_store::ask::{Counting, DayOf, Hits, ListPage, Moment, Order, Shown};
use onrecord_store::{Store, Writer, sample};

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };

fn path(name: &str) -> PathBuf {
    fresh::path(&format!("ask-{name}"))
}

fn filled(name: &str, records: &[Record]) -> Store {
    let path = path(name);
    let mut writer = Writer::open(&path).unwrap();
    for record in records {
        fresh::put(&mut writer, record);
    }
    writer.commit().unwrap();
    Store::open(&path).unwrap()
}

fn article(url: &str, published: &str, publisher: &str, title: &str, text: &str) -> Record {
    let mut record = sample(url, text);
    record.article.published = (!published.is_empty()).then(|| published.to_string());
    (record.article.publisher, record.article.title) = (publisher.to_string(), title.to_string());
    record
}

const WIRE: &str =
    "The river will not wait for a signature, and neither will the people who live beside it in winter";

/// Two countries, a dam, three outlets; two of them carry one wire story.
fn aldra() -> Vec<Record> {
    let mut first = article(
        "https://courier.example/1",
        "2031-03-14T18:20:00+01:00",
        "The Verran Courier",
        "Halvorsen promises to pay for the dam",
        "“We will pay our half of the water pledge before the first frost,” Mira Halvorsen the prime minister of \
         Ostvia said. “A cheque without a bank,” Jon Tarrow the leader of the opposition said.",
    );
    first.statements[0].act = Act::Promise;
    first.statements[0].said = Some(When::inferred("2031-03-14", "2031-03-14", Vec::new()));
    first.statements[1].act = Act::Criticise;
    first.statements[1].quote = Quote::Mixed;
    let member = Actor {
        id: "a9".to_string(),
        name: "Ostvia".to_string(),
        kind: ActorKind::Country,
        roles: Vec::new(),
        mentions: Vec::new(),
    };
    first.actors.push(member);
    first.statements[0].addressees = vec!["a9".to_string()];
    let body = "The ministers of both countries met for an hour above the old mill, where the road ends and the wall of \
                the dam begins, and nobody who stood outside heard a word of what was said within.";
    let wire = |host: &str, publisher: &str| {
        let text = format!("{body} “{WIRE},” Oren Vale the prime minister of Kalmere said.");
        article(&format!("https://{host}/2"), "2031-04-02", publisher, "Vale speaks at the mill", &text)
    };
    let mut last = article(
        "https://herald.example/3",
        "2031-05-06",
        "Kalmere Herald",
        "Dam gates close",
        "“No pledge was ever signed about rivers,” Oren Vale said. “Nobody asked me,” a spokesman said.",
    );
    last.statements[0].act = Act::Deny;
    last.statements[0].said = Some(When::inferred("2031-05", "2031-05", Vec::new()));
    last.actors[1].kind = ActorKind::Unnamed;
    last.actors[1].name = String::new();
    last.actors[1].roles =
        vec![ActorRole { title: "a spokesman".to_string(), of: String::new(), evidence: None }];
    vec![first, wire("ledger.example", "The Sollis Ledger"), wire("herald.example", "Kalmere Herald"), last]
}

fn read(text: &str) -> Query {
    query::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn search(store: &Store, text: &str) -> Hits {
    store.search(&read(text), ALL, Counting::Exact).unwrap()
}

/// The first words of each hit.
fn found(store: &Store, text: &str) -> Vec<String> {
    let first = |content: &str| content.split(' ').take(3).collect::<Vec<_>>().join(" ");
    search(store, text).hits.iter().map(|hit| first(&hit.words)).collect()
}

#[test]
fn words_fields_and_operators_find_what_they_say() {
    let store = filled("operators", &aldra());
    let (pay, cheque, river, signed, nobody) =
        ("We will pay", "A cheque without", "The river will", "No pledge was", "Nobody asked me,");
    for (text, expected) in [
        ("pledge", vec![signed, pay]),
        ("PLÉDGE", vec![signed, pay]),
        ("\"water pledge\"", vec![pay]),
        ("pledge river*", vec![signed]),
        ("pledge -river*", vec![pay]),
        ("water OR bank", vec![cheque, pay]),
        ("half NEAR/4 pledge", vec![pay]),
        ("half NEAR/2 pledge", vec![]),
        ("speaker:halvorsen", vec![pay]),
        ("halvorsen", vec![pay]),
        ("speaker:\"oren vale\" -signed", vec![river]),
        ("speaker:spokesman", vec![nobody]),
        ("to:ostvia", vec![pay]),
        ("actor:ostvia", vec![pay]),
        ("act:deny,promise", vec![signed, pay]),
        ("quote:mixed", vec![cheque]),
        ("kind:statements quote:mixed", vec![cheque]),
        ("kind:engagement", vec![]),
        ("speaker:tarrow,halvorsen", vec![cheque, pay]),
        ("confidence:>0.95", vec![]),
        ("pledge confidence:0.5..0.9", vec![signed, pay]),
        ("modality:actual pledge", vec![signed, pay]),
        ("publisher:courier", vec![cheque, pay]),
        ("about:dam pay", vec![pay]),
        ("said:2031-05-20", vec![signed]),
        ("said:2031", vec![signed, pay]),
        ("said:2031-03-15..2031-05-01", vec![signed]),
        ("said:2031-04", vec![]),
        ("pledge said:2031-03", vec![pay]),
        ("said:..2031-04", vec![pay]),
        ("published:2031-04", vec![river]),
        ("published:2031-04..", vec![nobody, signed, river]),
        ("-published:2031-04..", vec![cheque, pay]),
        ("act:deny OR said:2031-03", vec![signed, pay]),
        ("-act:assert", vec![signed, cheque, pay]),
        ("-(act:assert OR said:2031-03)", vec![signed, cheque]),
        ("speaker:nosuchname", vec![]),
        ("riverx OR -riverx pledge", vec![signed, pay]),
    ] {
        assert_eq!(found(&store, text), expected, "{text}");
    }
    assert_eq!(search(&store, "").hits.len(), 5);
}

#[test]
fn copies_of_one_statement_are_one_hit_with_both_counts() {
    let store = filled("copies", &aldra());
    let hits = search(&store, "signature winter");
    assert_eq!((hits.total.entries, hits.total.reports, hits.total.articles), (1, 2, 2));
    let copies = hits.hits[0].copies;
    assert_eq!((copies.reports, copies.articles, copies.stories), (2, 2, 1));
    let Shown::Entry(shown) = store.show(&hits.hits[0].id.to_string(), ALL).unwrap() else { panic!() };
    assert_eq!(shown.reports.len(), 1);
    assert!(shown.reports[0].is_copy && shown.reports[0].is_same_words);
}

#[test]
fn a_word_ranks_and_a_short_beginning_dates() {
    let store = filled("order", &aldra());
    assert_eq!(search(&store, "pledge").order, Order::Rank);
    let typed = search(&store, "hal*");
    assert_eq!(typed.order, Order::Newest);
    assert_eq!(typed.actors.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Mira Halvorsen"]);
    assert_eq!(search(&store, "va*").actors[0].name, "Oren Vale");
    assert_eq!(search(&store, "").order, Order::Newest);
    let hits = search(&store, "nobod*").hits;
    assert_eq!(hits[0].marks[0].text, "Nobody");
}

#[test]
fn what_is_typed_finds_what_is_asked() {
    let store = filled("typed", &aldra());
    for text in
        ["p*", "riv*", "halv*", "vale*", "water pl*", "\"no ple*\"", "w* riv*", "speaker:vale n*", "x*"]
    {
        let typed = store.search(&read(text), ALL, Counting::UpTo(200)).unwrap();
        let asked = search(&store, text);
        assert_eq!((typed.total, typed.order), (asked.total, asked.order), "{text}");
        let ids = |hits: &Hits| hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
        assert_eq!(ids(&typed), ids(&asked), "{text}");
    }
}

#[test]
fn a_rare_beginning_is_found_behind_thousands_of_newer_statements() {
    let mut records =
        vec![article("https://old.example/1", "2030-01-01", "Old", "", "“Zebras graze,” Ada Lorne said.")];
    for idx in 0..18 {
        let gates: String =
            (0..100).map(|n| format!("“Gate {n} of day {idx} is shut,” Ada Lorne said. ")).collect();
        records.push(article(&format!("https://new.example/{idx}"), "2031-01-01", "New", "", &gates));
    }
    let store = filled("rare", &records);
    let typed = |text: &str| {
        store.search(&read(text), ListPage { limit: 10, offset: 0 }, Counting::UpTo(200)).unwrap()
    };
    for text in ["zeb*", "z*", "graze z*", "gr* zeb*"] {
        let hits = typed(text);
        assert_eq!((hits.hits.len(), hits.total.entries, hits.total.is_exact), (1, 1, true), "{text}");
    }
    let gates = typed("ga*");
    assert_eq!((gates.hits.len(), gates.total.is_exact, gates.next), (10, false, Some(10)));
    assert!(gates.hits[0].article.published.as_deref() > Some("2031"));
}

#[test]
fn a_headline_tells_what_an_article_is_about() {
    let store = filled("about", &aldra());
    assert_eq!(found(&store, "about:gates"), ["Nobody asked me,", "No pledge was"]);
    // A statement's own words count for more.
    assert_eq!(found(&store, "about:pay"), ["We will pay", "A cheque without"]);
    let hits = search(&store, "about:dam OR about:pledge");
    assert_eq!(hits.total.entries, 4);
    assert_eq!(search(&store, "about:pledge").order, Order::Rank);
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let store = filled("pages", &aldra());
    for text in ["", "pledge OR river OR cheque OR nobody", "w* OR n* OR a*"] {
        let whole: Vec<_> = search(&store, text).hits.iter().map(|hit| hit.id).collect();
        let (mut paged, mut offset) = (Vec::new(), Some(0));
        while let Some(at) = offset {
            let part =
                store.search(&read(text), ListPage { limit: 2, offset: at }, Counting::UpTo(1)).unwrap();
            assert!(!part.total.is_exact);
            paged.extend(part.hits.iter().map(|hit| hit.id));
            offset = part.next;
        }
        assert_eq!(paged, whole, "{text}");
    }
}

#[test]
fn any_query_is_answered() {
    let store = filled("any", &aldra());
    let pieces = [
        "pledge",
        "river",
        "\"water pledge\"",
        "w*",
        "½",
        "日本",
        "ǅ",
        "\u{1e9e}",
        "(",
        ")",
        "-",
        "OR ",
        "AND ",
        "NOT ",
        " ",
        "NEAR/3 ",
        "speaker:vale",
        "to:x",
        "act:deny",
        "quote:direct",
        "kind:statement",
        "confidence:>0.5",
        "said:2031-05",
        "published:..2031",
        "about:dam",
        "actor:ostvia",
        "publisher:courier",
        "'",
        "\"",
        "*",
        "^",
        ":",
    ];
    let mut state = 5_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut n_read = 0;
    for _ in 0..3000 {
        let text: String = (0..below(9)).map(|_| format!("{} ", pieces[below(pieces.len())])).collect();
        let Ok(query) = query::parse(&text) else { continue };
        n_read += 1;
        let hits =
            store.search(&query, ALL, Counting::Exact).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(hits.total.entries as usize, hits.hits.len(), "{text}");
        // What is denied is the rest.
        if !text.contains(['"', '(', ')']) {
            let Ok(denied) = query::parse(&format!("-({text})")) else { continue };
            if query.expr.is_some()
                && denied.expr.is_some()
                && denied.notes.is_empty()
                && query.notes.is_empty()
            {
                let rest = store.search(&denied, ALL, Counting::Exact).unwrap();
                assert_eq!(hits.total.reports + rest.total.reports, 6, "{text}");
            }
        }
    }
    assert!(n_read > 1000, "{n_read}");
}

#[test]
fn a_timeline_goes_by_the_days_of_saying() {
    let store = filled("timeline", &aldra());
    let timeline = store.timeline(&read("speaker:vale"), ALL, Counting::Exact).unwrap();
    let days: Vec<_> =
        timeline.moments.iter().map(|moment| (moment.day.as_deref().unwrap(), moment.day_of)).collect();
    assert_eq!(days, [("2031-04-02", DayOf::Published), ("2031-05", DayOf::Said)]);
}

#[test]
fn a_timeline_is_in_one_order_however_it_is_found() {
    let store = filled("timeline-order", &aldra());
    let of = |text: &str, page, counting| store.timeline(&read(text), page, counting).unwrap();
    let all = of("", ALL, Counting::Exact).moments;
    let mut sorted = all.clone();
    sorted.sort_by_key(|moment| (moment.day.is_none(), moment.day.clone()));
    let ids = |moments: &[Moment]| moments.iter().map(|moment| moment.entry.id).collect::<Vec<_>>();
    assert!(all.len() > 4);
    assert_eq!(ids(&all), ids(&sorted));
    // By kind the full-text index is asked, without it those of columns.
    assert_eq!(ids(&of("kind:statement", ALL, Counting::UpTo(all.len())).moments), ids(&all));
    let mut paged = Vec::new();
    for offset in 0..all.len() {
        let page = of("", ListPage { limit: 1, offset }, Counting::UpTo(1));
        assert_eq!(page.next.is_some(), offset + 1 < all.len());
        paged.extend(page.moments);
    }
    assert_eq!(ids(&paged), ids(&all));
}

#[test]
fn a_timeline_of_too_much_is_of_what_was_published_first_and_says_so() {
    let store = filled("timeline-part", &aldra());
    let of = |counting| store.timeline(&read("kind:statement"), ALL, counting).unwrap();
    let (all, part) = (of(Counting::Exact), of(Counting::UpTo(1)));
    // Five times as many as are counted are put in order.
    assert_eq!((all.total.reports, all.is_exact, part.is_exact), (6, true, false));
    assert!(part.moments.iter().all(|moment| all.moments.contains(moment)));
    let published = |moment: &Moment| moment.entry.article.published.clone();
    let last = part.moments.iter().map(published).max().unwrap();
    let others = all.moments.iter().filter(|moment| !part.moments.contains(moment));
    assert!(others.map(published).all(|day| day >= last));
    assert!(of(Counting::UpTo(1_000)).is_exact);
}

#[test]
fn a_dossier_that_is_not_counted_to_the_end_says_so_and_lists_all() {
    let store = filled("who-quickly", &aldra());
    let of = |offset, counting| {
        store.who("Oren Vale", ListPage { limit: 1, offset }, counting).unwrap().dossier.unwrap()
    };
    let (exact, quick) = (of(0, Counting::Exact), of(0, Counting::UpTo(1)));
    assert_eq!((exact.quoted.reports, exact.quoted.is_exact), (3, true));
    assert_eq!((quick.quoted.reports, quick.quoted.is_exact), (2, false));
    let listed = |counting| [of(0, counting).statements, of(1, counting).statements].concat();
    assert_eq!(listed(Counting::UpTo(1)), listed(Counting::Exact));
    assert_eq!(quick.articles, exact.articles);
}

#[test]
fn a_dossier_tells_names_offices_and_statements() {
    let store = filled("who", &aldra());
    let found = store.who("vale", ALL, Counting::Exact).unwrap();
    let dossier = found.dossier.unwrap();
    assert_eq!(dossier.who.name, "Oren Vale");
    assert_eq!((dossier.roles[0].title.as_str(), dossier.roles[0].articles), ("prime minister", 2));
    assert_eq!((dossier.quoted.entries, dossier.quoted.reports, dossier.articles), (2, 3, 3));
    assert_eq!(dossier.statements.len(), 2);
    let halvorsen = store.who("Mira Halvorsen", ALL, Counting::Exact).unwrap().dossier.unwrap();
    assert_eq!(halvorsen.spoke_to[0].who.name, "Ostvia");
    assert!(store.who("nobody at all", ALL, Counting::Exact).unwrap_err().is_not_found());
    assert!(store.who("?!", ALL, Counting::Exact).unwrap_err().is_not_found());
}

#[test]
fn an_entry_is_shown_with_where_it_stands() {
    let store = filled("show", &aldra());
    let hit = search(&store, "water").hits.remove(0);
    let Shown::Entry(shown) = store.show(&hit.id.to_string(), ALL).unwrap() else { panic!() };
    assert_eq!(shown.selectors.exact, hit.words);
    assert_eq!(shown.selectors.prefix, "“");
    assert!(shown.stands && shown.version.is_current && shown.reports.is_empty());
    let Shown::Article(article) = store.show("https://courier.example/1/", ALL).unwrap() else { panic!() };
    assert_eq!((article.entries.len(), article.versions.len()), (2, 1));
    let Shown::Actor(actor) = store.show(&hit.actors(Part::Speaker)[0].id.to_string(), ALL).unwrap() else {
        panic!()
    };
    assert!(actor.dossier.is_some());
    assert!(store.show("st-0000000000000000", ALL).unwrap_err().is_not_found());
    assert!(store.show("https://nowhere.example", ALL).unwrap_err().is_not_found());
}

#[test]
fn copies_are_closer_than_articles_with_the_same_people() {
    let store = filled("related", &aldra());
    let related = store.related("https://ledger.example/2", ALL).unwrap();
    let titles: Vec<_> =
        related.related.iter().map(|one| (one.article.title.as_str(), one.is_copy)).collect();
    assert_eq!(titles, [("Vale speaks at the mill", true), ("Dam gates close", false)]);
    assert_eq!(related.related[1].actors[0].name, "Oren Vale");
}

#[test]
fn everything_is_counted() {
    let store = filled("stats", &aldra());
    let stats = store.stats(10).unwrap();
    assert_eq!((stats.statements.entries, stats.statements.reports), (5, 6));
    assert_eq!((stats.articles, stats.stories, stats.pages), (4, 3, 4));
    assert_eq!((stats.first.as_deref(), stats.last.as_deref()), (Some("2031-03-14"), Some("2031-05-06")));
    assert_eq!((stats.publishers[0].name.as_str(), stats.publishers[0].n), ("Kalmere Herald", 2));
}

/// Asked of the index by rowid on a side of OR, SQLite gives up.
#[test]
fn words_and_either_of_two_subjects_are_found() {
    let store = filled("either", &aldra());
    assert_eq!(found(&store, "speaker:halvorsen (about:gates OR act:promise)"), ["We will pay"]);
    assert_eq!(found(&store, "pledge (about:gates OR publisher:nobody)"), ["No pledge was"]);
}

#[test]
fn what_is_common_to_all_articles_relates_none() {
    let group = |url: &str, text: &str, name: &str| {
        let mut record = article(url, "2031-07-01", "The Courier", "", text);
        let idx = record.actors.iter().position(|actor| actor.name == name).unwrap();
        record.actors[idx].kind = ActorKind::Group;
        record
    };
    let store = filled(
        "rarity",
        &[
            group(
                "https://a.example/1",
                "“The mill is shut,” police said. “So it is,” Ada Lorne said.",
                "police",
            ),
            group("https://b.example/2", "“The harvest was good,” police said.", "police"),
            article("https://c.example/3", "2031-07-02", "The Ledger", "", "“I was there,” Ada Lorne said."),
        ],
    );
    let related = store.related("https://a.example/1", ALL).unwrap();
    let addresses: Vec<_> = related.related.iter().map(|one| one.article.address.as_str()).collect();
    assert_eq!(addresses, ["https://c.example/3"]);
}

#[test]
fn what_is_found_is_counted_by_what_it_can_be_narrowed_by() {
    let store = filled("counts", &aldra());
    let counts = |text: &str, most| store.counts(&read(text), most, 10).unwrap();
    let named = |counts: &[onrecord_store::ask::Count]| {
        counts.iter().map(|one| format!("{} {}", one.name, one.n)).collect::<Vec<_>>()
    };
    let all = counts("", 100);
    assert_eq!((all.reports, all.is_exact), (6, true));
    assert_eq!(named(&all.months), ["2031-03 2", "2031-04 2", "2031-05 2"]);
    assert_eq!(named(&all.publishers), ["Kalmere Herald 3", "The Verran Courier 2", "The Sollis Ledger 1"]);
    // A source without a name is nobody to narrow by.
    let actors: Vec<String> = all.actors.iter().map(|one| format!("{} {}", one.who.name, one.n)).collect();
    assert_eq!(actors, ["Oren Vale 3", "Jon Tarrow 1", "Mira Halvorsen 1"]);
    assert_eq!(named(&counts("speaker:halvorsen", 100).acts), ["promise 1"]);
    assert_eq!(named(&counts("pledge", 100).kinds), ["statement 2"]);
    let articles = counts("publisher:courier", 100).articles;
    assert_eq!((articles.len(), articles[0].n), (1, 2));
    // The newest are counted where there are more.
    let newest = counts("", 2);
    assert_eq!((newest.reports, newest.is_exact), (2, false));
    assert_eq!(named(&newest.months), ["2031-05 2"]);
    assert_eq!(
        counts("nosuchword", 100),
        onrecord_store::ask::Counts { is_exact: true, ..Default::default() }
    );
}

#[test]
fn beside_an_entry_stand_its_paragraph_and_the_office_of_its_speaker() {
    let mut records = aldra();
    let role =
        |title: &str, of: &str| ActorRole { title: title.to_string(), of: of.to_string(), evidence: None };
    records[0].actors[0].roles = vec![role("prime minister", "Ostvia")];
    let store = filled("beside", &records);
    for hit in search(&store, "").hits {
        let beside = store.beside(&hit).unwrap();
        let own = hit.evidence.iter().find(|one| one.is_own()).unwrap().span.bytes();
        let own = own.start - beside.byte_start..own.end - beside.byte_start;
        assert_eq!(beside.paragraph[own], hit.words);
    }
    let pay = &search(&store, "half").hits[0];
    let offices = store.beside(pay).unwrap().offices;
    assert_eq!((offices[0].title.as_str(), offices[0].of.as_str()), ("prime minister", "Ostvia"));
    // Whoever has no name is called by a description already.
    assert!(store.beside(&search(&store, "nobody").hits[0]).unwrap().offices.is_empty());
}
