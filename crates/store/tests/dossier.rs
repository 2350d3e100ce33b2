//! Commitments, positions and meetings over several articles, on records that are written by hand.

mod fresh;

use std::path::PathBuf;

use onrecord_record::{
    Act, Actor, ActorKind, ActorRole, Article, Commitment, Engagement, EngagementKind, Issue, Locator, Phase,
    Position, Provenance, Quote, Record, Span, Stance, Statement, Status, When,
};
use onrecord_store::ask::{Known, ListPage, Mentioning, Shown, Terms};
use onrecord_store::{Store, Writer};
use sha2::{Digest, Sha256};

const ALL: ListPage = ListPage { limit: 100, offset: 0 };

fn path(name: &str) -> PathBuf {
    fresh::path(&format!("dossier-{name}"))
}

fn filled(name: &str, pages: Vec<Draft>) -> Store {
    let path = path(name);
    let mut writer = Writer::open(&path).unwrap();
    for page in pages {
        let record = page.record;
        fresh::put(&mut writer, &record);
    }
    writer.commit().unwrap();
    let store = Store::open(&path).unwrap();
    let faults = store.check(|_, _| {}).unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    store
}

/// A page under construction: its text, and what is on record of it.
struct Draft {
    record: Record,
}

/// A page of the outlet `host`, published on `day`, with this text.
fn page(host: &str, day: &str, text: &str) -> Draft {
    let article = Article {
        title: text.split(' ').take(5).collect::<Vec<_>>().join(" "),
        published: Some(format!("{day}T12:00:00Z")),
        publisher: host.to_string(),
        language: "en".to_string(),
        url: format!("https://{host}.example/{day}"),
        text: text.to_string(),
        ..Article::default()
    };
    let bytes = format!("{}\n{text}", article.url);
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let provenance = Provenance { sha256, ..Provenance::default() };
    let mut record = onrecord_store::sample(&article.url, "Nothing.");
    (record.article, record.provenance) = (article, provenance);
    Draft { record }
}

impl Draft {
    fn span(&self, words: &str) -> Span {
        let text = &self.record.article.text;
        let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        Locator::new(text).span(start..start + words.len())
    }

    /// The id of the actor of this name, who is found wherever the text names it.
    fn actor(&mut self, name: &str) -> String {
        if let Some(known) = self.record.actors.iter().find(|actor| actor.name == name) {
            return known.id.clone();
        }
        let id = format!("a{}", self.record.actors.len() + 1);
        let text = &self.record.article.text;
        let locator = Locator::new(text);
        let last = name.rsplit(' ').next().unwrap();
        let mentions = text.match_indices(last).map(|(at, word)| locator.span(at..at + word.len())).collect();
        let kind = if name.contains(' ') { ActorKind::Person } else { ActorKind::Country };
        self.record.actors.push(Actor {
            id: id.clone(),
            name: name.to_string(),
            kind,
            roles: Vec::new(),
            mentions,
        });
        id
    }

    fn office(mut self, name: &str, title: &str, of: &str) -> Draft {
        let id = self.actor(name);
        let actor = self.record.actors.iter_mut().find(|actor| actor.id == id).unwrap();
        actor.roles.push(ActorRole { title: title.to_string(), of: of.to_string(), evidence: None });
        self
    }

    fn said(mut self, by: &str, act: Act, words: &str) -> Draft {
        let speakers = vec![self.actor(by)];
        let id = format!("s{}", self.record.statements.len() + 1);
        let sample = onrecord_store::sample("https://x.example", "“Yes,” Ada Lorne said.");
        let content = vec![self.span(words)];
        let statement = sample.statements.into_iter().next().unwrap();
        self.record.statements.push(Statement {
            id,
            content,
            speakers,
            act,
            quote: Quote::Direct,
            cue: None,
            source: None,
            ..statement
        });
        self
    }

    fn met(
        mut self,
        kind: EngagementKind,
        phase: Phase,
        who: &[&str],
        day: Option<&str>,
        words: &str,
    ) -> Draft {
        let participants = who.iter().map(|name| self.actor(name)).collect();
        let id = format!("e{}", self.record.engagements.len() + 1);
        let when = day.map(|day| When::stated(day, day, Vec::new()));
        let evidence = vec![self.span(words)];
        self.record.engagements.push(Engagement {
            id,
            kind,
            phase,
            participants,
            place: None,
            when,
            moved_from: None,
            evidence,
            confidence: 0.9,
        });
        self
    }

    fn promised(mut self, by: &str, to: &str, due: Option<&str>, words: &str) -> Draft {
        let (by, to) = (vec![self.actor(by)], vec![self.actor(to)]);
        let id = format!("c{}", self.record.commitments.len() + 1);
        let what = self.span(words);
        self.record.commitments.push(Commitment {
            id,
            by,
            to,
            what,
            due: due.map(str::to_string),
            due_on: due.map(|day| When::stated(day, day, Vec::new())),
            condition: None,
            status: Status::Made,
            told_by: Vec::new(),
            statement: None,
            when: None,
            evidence: Vec::new(),
            confidence: 0.9,
        });
        self
    }

    fn stands(mut self, who: &str, stance: Stance, issue: &str) -> Draft {
        let actor = self.actor(who);
        let id = format!("p{}", self.record.positions.len() + 1);
        let evidence = vec![self.span(issue)];
        let issue = Issue { text: issue.to_string() };
        self.record.positions.push(Position {
            id,
            actor,
            issue,
            stance,
            statements: Vec::new(),
            when: None,
            evidence,
            confidence: 0.9,
        });
        self
    }
}

/// Tells nothing: what is alike is told by words alone.
fn by_words(_: &str, _: &str) -> f32 {
    0.0
}

fn promise() -> Draft {
    page(
        "courier",
        "2031-03-14",
        "Mira Halvorsen told Kalmere that Ostvia would pay half of the dam before the first frost.",
    )
    .promised(
        "Mira Halvorsen",
        "Kalmere",
        Some("2031-11-30"),
        "would pay half of the dam before the first frost",
    )
}

/// The only line of the ledger, as of a day.
fn owed(store: &Store, as_of: &str) -> (Status, Known, Vec<Option<Status>>) {
    let terms = Terms { as_of: as_of.parse().ok(), ..Terms::default() };
    let ledger = store.commitments(&terms, ALL, &by_words).unwrap();
    let [one] = ledger.commitments.as_slice() else { panic!("{} commitments", ledger.total) };
    (one.status_now, one.known, one.bearing.iter().map(|bearing| bearing.shows).collect())
}

#[test]
fn a_commitment_stands_as_made_until_its_day_has_passed() {
    let store = filled("lapsed", vec![promise()]);
    assert_eq!(owed(&store, "2031-11-30"), (Status::Made, Known::Told, vec![]));
    assert_eq!(owed(&store, "2031-12-01"), (Status::Lapsed, Known::Inferred, vec![]));
}

#[test]
fn a_status_changes_by_later_words_that_name_the_maker_and_what_was_promised() {
    let words = "Halvorsen kept her promise to pay half of the dam before frost";
    let mut kept = page("post", "2031-11-20", &format!("“{words},” Idris Vale said."));
    kept.actor("Mira Halvorsen");
    let kept = kept.said("Idris Vale", Act::Assert, words);
    let store = filled("kept", vec![promise(), kept]);
    assert_eq!(owed(&store, "2031-12-01"), (Status::Kept, Known::Shown, vec![Some(Status::Kept)]));
    assert_eq!(owed(&store, "2031-11-01"), (Status::Made, Known::Told, vec![]), "not known yet");
}

#[test]
fn a_headline_over_the_makers_words_shows_what_became_of_a_promise() {
    let mut page = page(
        "courier",
        "2031-11-28",
        "“I said half of the dam before the first frost,” Mira Halvorsen said.",
    )
    .said("Mira Halvorsen", Act::Assert, "I said half of the dam before the first frost");
    page.record.article.standfirst = "A promise made in March is kept with two days to spare".to_string();
    let store = filled("headline", vec![promise(), page]);
    assert_eq!(owed(&store, "2031-12-01"), (Status::Kept, Known::Shown, vec![Some(Status::Kept)]));
}

#[test]
fn a_promise_made_again_is_reaffirmed_and_another_about_the_same_is_not() {
    let again = |words: &str| {
        let text = format!("Mira Halvorsen said that Ostvia {words}, and told Kalmere so.");
        let later = page("post", "2031-06-01", &text).promised("Mira Halvorsen", "Kalmere", None, words);
        let store = filled("again", vec![promise(), later]);
        let ledger = store.commitments(&Terms::default(), ALL, &by_words).unwrap();
        ledger.commitments.into_iter().last().unwrap().status_now
    };
    assert_eq!(again("would pay half of the dam before first frost"), Status::Reaffirmed);
    assert_eq!(again("would paint half of the dam in May"), Status::Made);
}

#[test]
fn a_charge_by_another_is_a_dispute_and_a_demand_is_nothing() {
    let text = "“Halvorsen broke her promise to pay half of the dam,” Idris Vale said.";
    let mut charge = page("post", "2031-09-01", text);
    charge.actor("Mira Halvorsen");
    let charge = charge.said("Idris Vale", Act::Accuse, "Halvorsen broke her promise to pay half of the dam");
    let store = filled("disputed", vec![promise(), charge]);
    assert_eq!(owed(&store, "2031-09-02").0, Status::Disputed);

    let text = "“Halvorsen must keep her promise to pay half of the dam,” Idris Vale said.";
    let mut demand = page("post", "2031-09-01", text);
    demand.actor("Mira Halvorsen");
    let demand =
        demand.said("Idris Vale", Act::Demand, "Halvorsen must keep her promise to pay half of the dam");
    let store = filled("demanded", vec![promise(), demand]);
    assert_eq!(owed(&store, "2031-09-02"), (Status::Made, Known::Told, vec![None]));
}

#[test]
fn what_another_does_or_something_else_is_no_evidence() {
    let text = "“We kept our promise to pay half of the dam,” Idris Vale said. “The school was finished,” Mira Halvorsen said.";
    let other = page("post", "2031-09-01", text)
        .said("Idris Vale", Act::Assert, "We kept our promise to pay half of the dam")
        .said("Mira Halvorsen", Act::Assert, "The school was finished");
    let store = filled("others", vec![promise(), other]);
    assert_eq!(owed(&store, "2031-09-02"), (Status::Made, Known::Told, vec![]));
}

#[test]
fn the_ledger_is_asked_by_maker_by_creditor_by_status_and_by_day() {
    let other =
        page("post", "2031-04-01", "Idris Vale told Ostvia that Kalmere would open the gates in June.")
            .promised("Idris Vale", "Ostvia", Some("2031-06"), "would open the gates in June");
    let store = filled("ledger", vec![promise(), other]);
    let by = |terms: Terms| {
        let ledger = store.commitments(&terms, ALL, &by_words).unwrap();
        let name =
            |one: &onrecord_store::ask::Owed| one.entry.actors(onrecord_record::Part::By)[0].name.clone();
        ledger.commitments.iter().map(name).collect::<Vec<_>>()
    };
    let terms = Terms::default;
    let (halvorsen, vale) = ("Mira Halvorsen", "Idris Vale");
    assert_eq!(by(terms()), [vale, halvorsen]);
    assert_eq!(by(Terms { by: Some("halvorsen".to_string()), ..terms() }), [halvorsen]);
    assert_eq!(by(Terms { to: Some("Ostvia".to_string()), ..terms() }), [vale]);
    let due = |text: &str| Terms { due: onrecord_store::ask::query::parse_days(text).ok(), ..terms() };
    assert_eq!(by(due("2031-06-20..2031-07")), [vale]);
    assert_eq!(by(due("..2031-12")), [vale, halvorsen]);
    let lapsed = Terms { status: vec![Status::Lapsed], as_of: "2031-08-01".parse().ok(), ..terms() };
    assert_eq!(by(lapsed), [vale]);
    let query = onrecord_store::ask::query::parse("gates OR school").unwrap();
    assert_eq!(by(Terms { query: Some(query), ..terms() }), [vale]);
    let first = store.commitments(&terms(), ListPage { limit: 1, offset: 0 }, &by_words).unwrap();
    assert_eq!((first.total, first.next, first.as_of.as_deref()), (2, Some(1), Some("2031-04-01")));
    // Of more than are looked at, the newest are there, and it is said that there are others.
    let some = store.commitments(&Terms { most: Some(1), ..terms() }, ALL, &by_words).unwrap();
    assert_eq!((some.is_exact, some.commitments.len(), first.is_exact), (false, 1, true));
    assert_eq!(by(Terms { most: Some(1), ..terms() }), [vale]);
}

#[test]
fn sides_stand_next_to_one_another_and_a_change_is_marked() {
    let pages = vec![
        page("courier", "2031-03-15", "Idris Vale opposes paying for the dam.").stands(
            "Idris Vale",
            Stance::Opposes,
            "paying for the dam",
        ),
        page("post", "2031-03-20", "Mira Halvorsen demands payment for the dam. Vale opposes a school.")
            .stands("Mira Halvorsen", Stance::Demands, "payment for the dam")
            .stands("Idris Vale", Stance::Opposes, "a school"),
        page("courier", "2031-09-01", "Idris Vale supports the dam being paid for.").stands(
            "Idris Vale",
            Stance::Supports,
            "the dam being paid for",
        ),
    ];
    let store = filled("sides", pages);
    let alike = |one: &str, other: &str| if one.contains("dam") && other.contains("dam") { 0.9 } else { 0.1 };
    let sides = store.positions("payment for the dam", ALL, &alike).unwrap();
    assert_eq!((sides.total, sides.wordings.len()), (2, 3));
    let [vale, halvorsen] = sides.sides.as_slice() else { panic!() };
    assert_eq!(vale.holder.as_ref().unwrap().name, "Idris Vale");
    assert_eq!((vale.stance, vale.has_changed), (Stance::Supports, true));
    let changes: Vec<_> = vale.taken.iter().map(|taken| taken.changed_from).collect();
    assert_eq!(changes, [None, Some(Stance::Opposes)]);
    assert_eq!((halvorsen.stance, halvorsen.has_changed), (Stance::Demands, false));
    // By words alone the three names of the issue are two issues.
    assert_eq!(store.positions("payment for the dam", ALL, &by_words).unwrap().wordings.len(), 1);
    assert_eq!(store.positions("dam", ALL, &by_words).unwrap().wordings.len(), 3);
    assert_eq!(store.positions("harbour", ALL, &by_words).unwrap().total, 0);
}

fn talks(host: &str, published: &str, day: Option<&str>, words: &str) -> Draft {
    page(host, published, words).met(
        EngagementKind::Meeting,
        Phase::Held,
        &["Mira Halvorsen", "Idris Vale"],
        day,
        words,
    )
}

/// How many different engagements a store has.
fn n_engagements(store: &Store) -> u64 {
    let query = onrecord_store::ask::query::parse("kind:engagement").unwrap();
    store.search(&query, ALL, onrecord_store::ask::Counting::Exact).unwrap().total.entries
}

#[test]
fn one_meeting_told_by_several_articles_is_one_engagement() {
    let pages = vec![
        talks("courier", "2031-03-13", Some("2031-03-12"), "Halvorsen and Vale met at the old mill."),
        talks("post", "2031-03-14", None, "Talks between Vale and Halvorsen ended without a word."),
        talks(
            "ledger",
            "2031-05-20",
            Some("2031-03-12"),
            "In March the two, Vale and Halvorsen, had sat down.",
        ),
    ];
    let store = filled("meeting", pages);
    assert_eq!(n_engagements(&store), 1);
    let query = onrecord_store::ask::query::parse("kind:engagement").unwrap();
    let hits = store.search(&query, ALL, onrecord_store::ask::Counting::Exact).unwrap().hits;
    assert_eq!(hits[0].copies.articles, 3);
    let Shown::Entry(shown) = store.show(&hits[0].id.to_string(), ALL).unwrap() else { panic!() };
    assert_eq!(shown.reports.len(), 2);
}

#[test]
fn two_meetings_are_never_merged() {
    let pages = vec![
        talks("courier", "2031-03-13", Some("2031-03-12"), "Halvorsen and Vale met at the old mill."),
        talks("post", "2031-03-14", Some("2031-03-14"), "Halvorsen and Vale met at the old mill."),
        // It fits both by the days of publication, so that nobody knows which it is of.
        talks("ledger", "2031-03-14", None, "Vale and Halvorsen have had talks."),
        talks("herald", "2031-06-01", None, "Vale and Halvorsen have had talks."),
        page("courier", "2031-03-12", "Vale met Halvorsen and Brandt.").met(
            EngagementKind::Visit,
            Phase::Held,
            &["Idris Vale", "Lena Brandt"],
            Some("2031-03-12"),
            "Vale met Halvorsen and Brandt.",
        ),
    ];
    assert_eq!(n_engagements(&filled("meetings", pages)), 5);
}

/// A report that these met on the 12th of March.
fn met_that_day(host: &str, who: &[&str], phase: Phase, words: &str) -> Draft {
    page(host, "2031-03-13", words).met(EngagementKind::Meeting, phase, who, Some("2031-03-12"), words)
}

#[test]
fn a_meeting_tells_that_two_forms_of_a_name_are_one_persons() {
    let pages = vec![
        met_that_day(
            "courier",
            &["Mira Halvorsen", "Idris Vale"],
            Phase::Held,
            "Mira Halvorsen met Idris Vale.",
        ),
        met_that_day(
            "post",
            &["Mira Halvorsen", "Idris Tarn Vale"],
            Phase::Held,
            "Idris Tarn Vale saw Mira Halvorsen.",
        ),
    ];
    assert_eq!(n_engagements(&filled("forms", pages)), 1);
}

#[test]
fn two_who_may_be_two_people_are_not_made_one_by_a_meeting() {
    let with = |host: &str, who: &str| {
        met_that_day(host, &["Mira Halvorsen", who], Phase::Held, &format!("Mira Halvorsen met {who}."))
    };
    let first_names = vec![with("courier", "Idris Vale"), with("post", "Oda Vale")];
    assert_eq!(n_engagements(&filled("first-names", first_names)), 2);
    let mut both = page("ledger", "2031-02-01", "Idris Vale and Idris Tarn Vale are cousins.");
    both.actor("Idris Vale");
    both.actor("Idris Tarn Vale");
    let cousins = vec![both, with("courier", "Idris Vale"), with("post", "Idris Tarn Vale")];
    assert_eq!(n_engagements(&filled("cousins", cousins)), 2);
    let several = vec![
        with("courier", "Idris Tarn Vale"),
        with("post", "Idris Roe Vale"),
        // It fits both, so that nobody knows whom it means.
        with("ledger", "Idris Vale"),
    ];
    assert_eq!(n_engagements(&filled("several", several)), 3);
}

#[test]
fn a_meeting_that_was_called_off_is_not_one_that_was_held() {
    let who = ["Mira Halvorsen", "Idris Vale"];
    let pages = vec![
        met_that_day("courier", &who, Phase::Held, "Mira Halvorsen met Idris Vale."),
        met_that_day(
            "post",
            &who,
            Phase::Cancelled,
            "Mira Halvorsen called off her meeting with Idris Vale.",
        ),
    ];
    assert_eq!(n_engagements(&filled("called-off", pages)), 2);
}

#[test]
fn the_accounts_of_a_meeting_lie_side_by_side() {
    let text = "Halvorsen and Vale met. “The river carried 310 cubic metres,” Halvorsen said. “The school is old,” Halvorsen said.";
    let ostvia = page("courier", "2031-03-13", text)
        .office("Mira Halvorsen", "prime minister", "Ostvia")
        .office("Idris Vale", "president", "Kalmere")
        .met(
            EngagementKind::Meeting,
            Phase::Held,
            &["Mira Halvorsen", "Idris Vale"],
            Some("2031-03-12"),
            "Halvorsen and Vale met.",
        )
        .said("Mira Halvorsen", Act::Assert, "The river carried 310 cubic metres")
        .said("Mira Halvorsen", Act::Assert, "The school is old");
    let text = "Vale and Halvorsen spoke. “The river carried 278 cubic metres,” Lena Brandt said.";
    let kalmere = page("post", "2031-03-13", text)
        .office("Lena Brandt", "water minister", "Kalmere")
        .met(
            EngagementKind::Meeting,
            Phase::Held,
            &["Mira Halvorsen", "Idris Vale"],
            Some("2031-03-12"),
            "Vale and Halvorsen spoke.",
        )
        .said("Lena Brandt", Act::Assert, "The river carried 278 cubic metres");
    let store = filled("compare", vec![ostvia, kalmere]);
    let query = onrecord_store::ask::query::parse("kind:engagement").unwrap();
    let hits = store.search(&query, ALL, onrecord_store::ask::Counting::Exact).unwrap().hits;
    let compared = store.compare(&hits[0].id.to_string(), ALL, &by_words).unwrap();
    assert_eq!(compared.accounts.len(), 2);
    assert_eq!(
        compared.sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>(),
        ["Ostvia", "Kalmere"]
    );
    let [river, school] = compared.themes.as_slice() else { panic!("{:?}", compared.themes) };
    assert_eq!((river.mention, river.said.len()), (Mentioning::Differ, 2));
    assert_eq!(river.differ, ["other numbers: 310; 278"]);
    assert_eq!(river.about, "river carried");
    assert_eq!((school.mention, school.said[0].side), (Mentioning::One, 0));
    assert!(store.compare("en-00c0ffee00c0ffee", ALL, &by_words).unwrap_err().is_not_found());
}

#[test]
fn what_means_the_same_is_found_and_its_copies_count_once() {
    let said = |host: &str, words: &str| {
        page(host, "2031-03-13", &format!("“{words},” Idris Vale said.")).said(
            "Idris Vale",
            Act::Assert,
            words,
        )
    };
    let pages = vec![
        said("courier", "The eastern gates are open"),
        said("post", "The gates to the east stand open"),
        said("ledger", "The eastern bank is open"),
    ];
    let store = filled("like", pages);
    let query = onrecord_store::ask::query::parse("publisher:courier").unwrap();
    let hits = store.search(&query, ALL, onrecord_store::ask::Counting::Exact).unwrap().hits;
    let alike =
        |one: &str, other: &str| if one.contains("gates") && other.contains("gates") { 0.8 } else { 0.2 };
    let found = store.like(&hits[0].id.to_string(), ALL, &alike).unwrap();
    assert_eq!((found.total, found.alike[0].entry.words.as_str()), (1, "The gates to the east stand open"));
    assert!(store.like("st-00c0ffee00c0ffee", ALL, &alike).unwrap_err().is_not_found());
    assert!(store.like("gates", ALL, &alike).unwrap_err().is_not_found());
}
