//! The chain of invented articles in `examples` answers who promised what, who met, and who changed position.
//!
//! The articles, their actors and their statements are read as ever. The engagements, commitments and positions are
//! written by hand here, so that what the store makes of several articles is tested whatever is found in one.

use std::path::{Path, PathBuf};

use onrecord::Origin;
use onrecord::record::{
    Commitment, Engagement, EngagementKind, Issue, Locator, Phase, Position, Record, Span, Stance, Status,
    When,
};
use onrecord_store::ask::{Compared, Counting, Hits, Known, ListPage, Mentioning, Terms, Theme, query};
use onrecord_store::{NewPage, Store, Writer};
use onrecord_tests::record;

const ALL: ListPage = ListPage { limit: 100, offset: 0 };

/// An article as it is read, without the entries that are written by hand.
struct Article {
    bytes: Vec<u8>,
    record: Record,
}

fn article(name: &str) -> Article {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    let bytes = std::fs::read(path).unwrap();
    let mut record = record(&bytes, &Origin::named(name));
    (record.engagements, record.commitments, record.positions) = (Vec::new(), Vec::new(), Vec::new());
    Article { bytes, record }
}

impl Article {
    fn span(&self, words: &str) -> Span {
        let text = &self.record.article.text;
        let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        Locator::new(text).span(start..start + words.len())
    }

    fn actors(&self, names: &[&str]) -> Vec<String> {
        let id = |name: &&str| {
            let found = self.record.actors.iter().find(|actor| actor.name == **name);
            found.unwrap_or_else(|| panic!("{name} is nobody")).id.clone()
        };
        names.iter().map(id).collect()
    }

    fn engagement(
        mut self,
        kind: EngagementKind,
        phase: Phase,
        who: &[&str],
        when: &str,
        words: &str,
    ) -> Article {
        let one = Engagement {
            id: format!("e{}", self.record.engagements.len() + 1),
            kind,
            phase,
            participants: self.actors(who),
            place: None,
            when: Some(When::stated(when, when, Vec::new())),
            moved_from: None,
            evidence: vec![self.span(words)],
            confidence: 0.9,
        };
        self.record.engagements.push(one);
        self
    }

    fn commitment(mut self, by: &str, due: &str, due_on: &str, words: &str) -> Article {
        let one = Commitment {
            id: format!("c{}", self.record.commitments.len() + 1),
            by: self.actors(&[by]),
            to: Vec::new(),
            what: self.span(words),
            due: Some(due.to_string()),
            due_on: Some(When::inferred(due_on, due_on, Vec::new())),
            condition: None,
            status: Status::Made,
            told_by: Vec::new(),
            statement: None,
            when: None,
            evidence: Vec::new(),
            confidence: 0.9,
        };
        self.record.commitments.push(one);
        self
    }

    fn position(mut self, who: &str, stance: Stance, issue: &str) -> Article {
        let one = Position {
            id: format!("p{}", self.record.positions.len() + 1),
            actor: self.actors(&[who]).remove(0),
            issue: Issue { text: issue.to_string() },
            stance,
            statements: Vec::new(),
            when: None,
            evidence: vec![self.span(issue)],
            confidence: 0.9,
        };
        self.record.positions.push(one);
        self
    }
}

fn filled(name: &str, articles: Vec<Article>) -> Store {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dossier-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path: PathBuf = folder.join("store.db");
    let mut writer = Writer::open(&path).unwrap();
    for Article { bytes, record } in &articles {
        writer.add(&NewPage { record, bytes, origin: "{}" }).unwrap();
    }
    writer.commit().unwrap();
    let store = Store::open(&path).unwrap();
    let faults = store.check(|_, _| {}).unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    store
}

/// Leaves meaning out: what is alike is told by words.
fn by_words(_: &str, _: &str) -> f32 {
    0.0
}

fn engagements(store: &Store) -> Hits {
    store.search(&query::parse("kind:engagement").unwrap(), ALL, Counting::Exact).unwrap()
}

#[test]
fn the_promise_of_march_is_kept_in_november_and_the_headline_shows_it() {
    let march = article("aldra/01-courier-parliament.html").commitment(
        "Mira Halvorsen",
        "before the first frost",
        "2031-11",
        "We will pay our half",
    );
    let store = filled("kept", vec![march, article("aldra/15-courier-gates-close.html")]);
    let ledger = store.commitments(&Terms::default(), ALL, &by_words).unwrap();
    let [owed] = ledger.commitments.as_slice() else { panic!("{} commitments", ledger.total) };
    assert_eq!((owed.status_now, owed.known), (Status::Kept, Known::Shown));
    let shown = owed.bearing.iter().find(|one| one.shows == Some(Status::Kept)).unwrap();
    assert!(
        shown.is_headline && shown.words.starts_with("A promise made in March is kept"),
        "{}",
        shown.words
    );
    assert!(shown.entry.words.contains("before the first frost"));
    // Before November nobody knew.
    let september = Terms { as_of: "2031-09-02".parse().ok(), ..Terms::default() };
    let before = store.commitments(&september, ALL, &by_words).unwrap();
    assert_eq!(before.commitments[0].status_now, Status::Made);
}

#[test]
fn a_promise_that_nothing_tells_of_is_lapsed_and_said_to_be_inferred() {
    let october = article("aldra/13-ledger-signing-wire.html").commitment(
        "Mira Halvorsen",
        "before the end of November",
        "2031-11",
        "work on the eastern gates would be finished before the end of November",
    );
    let store = filled("lapsed", vec![october]);
    let terms = |day: &str| Terms { as_of: day.parse().ok(), ..Terms::default() };
    let stands = |day: &str| {
        let ledger = store.commitments(&terms(day), ALL, &by_words).unwrap();
        (ledger.commitments[0].status_now, ledger.commitments[0].known)
    };
    assert_eq!(stands("2031-11-30"), (Status::Made, Known::Told));
    assert_eq!(stands("2031-12-01"), (Status::Lapsed, Known::Inferred));
}

#[test]
fn the_president_changes_his_mind_between_march_and_september() {
    let articles = vec![
        article("aldra/03-ledger-vale-wire.html").position(
            "Idris Vale",
            Stance::Opposes,
            "the repair of the Corran Dam",
        ),
        article("aldra/11-post-vale-third.html").position(
            "Idris Vale",
            Stance::Supports,
            "the repair of the Corran Dam",
        ),
        article("aldra/05-ledger-first-reading.html").position("Oda Marsh", Stance::Opposes, "the readings"),
    ];
    let store = filled("sides", articles);
    let sides = store.positions("repairing the Corran dam", ALL, &by_words).unwrap();
    let [vale] = sides.sides.as_slice() else { panic!("{} sides", sides.total) };
    assert_eq!((vale.stance, vale.has_changed), (Stance::Supports, true));
    assert_eq!(vale.taken[1].changed_from, Some(Stance::Opposes));
}

#[test]
fn the_signing_is_one_engagement_and_the_summit_another() {
    let signed = "Ostvia and Kalmere signed an agreement in Verran on Wednesday";
    let both = ["Mira Halvorsen", "Idris Vale"];
    let signing = |name: &str| {
        article(name).engagement(EngagementKind::Signing, Phase::Held, &both, "2031-10-08", signed)
    };
    let summit = article("summit.html")
        .engagement(EngagementKind::Summit, Phase::Held, &both, "2031-03-12", "two days of talks")
        .engagement(
            EngagementKind::Meeting,
            Phase::Scheduled,
            &both,
            "2031-10",
            "The two leaders are to meet again in Verran in October",
        );
    let store = filled(
        "meetings",
        vec![
            summit,
            signing("aldra/13-ledger-signing-wire.html"),
            signing("aldra/14-herald-signing-wire.html"),
        ],
    );
    let found = engagements(&store);
    assert_eq!((found.total.entries, found.total.reports), (3, 4));
    let signing = found.hits.iter().find(|hit| hit.copies.articles == 2).unwrap();
    let Compared { accounts, sides, themes, .. } =
        store.compare(&signing.id.to_string(), ALL, &by_words).unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>(), ["Ostvia", "Kalmere"]);
    let said = |side: usize, words: &str| {
        let mut said = themes.iter().flat_map(|theme| &theme.said);
        said.any(|one| one.side == side && one.entry.words.contains(words))
    };
    // What both sign, both say.
    let is_of = |theme: &Theme, side: usize| theme.said.iter().any(|one| one.side == side);
    let is_joint = |theme: &&Theme| theme.mention == Mentioning::Shared && is_of(theme, 0) && is_of(theme, 1);
    assert!(themes.iter().find(is_joint).unwrap().said[0].entry.words.contains("repair the Corran Dam"));
    assert!(said(0, "We began with a number") && said(1, "I said no in March"), "{themes:?}");
}
