//! Whatever people see can be corrected, stays so when the page is read again, and comes back when that is taken back.

mod fresh;
mod written;

use std::ops::ControlFlow;
use std::path::PathBuf;

use onrecord_record::{ActorKind, EngagementKind, Locator, Part, Phase, Quote, Record, Stance, Status};
use onrecord_store::ask::{Counting, ListPage, Shown, ShownEntry, query};
use onrecord_store::{
    ActorChange, ArticleId, Change, Corrected, Correction, EntryId, NewPage, Piece, Store, Title, Writer,
    sample,
};
use written::{meeting, promise, span, support};

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };
const URL: &str = "https://courier.example/1";
const TEXT: &str = "“We will pay our half,” Mira Halvorsen the mayor of Corran said. At a news conference on Monday she \
                    added that it would hold. The two sides met in Port Sollis. It will hold, the mayor wrote.";

fn record() -> Record {
    let mut record = sample(URL, TEXT);
    record.engagements.push(meeting(span(TEXT, "The two sides met in Port Sollis.")));
    record.commitments.push(promise(span(TEXT, "We will pay our half")));
    record.positions.push(support("half", span(TEXT, "We will pay our half")));
    record
}

struct Kept {
    path: PathBuf,
    writer: Writer,
}

impl Kept {
    fn new(name: &str) -> Kept {
        let path = fresh::path(&format!("corrections-{name}"));
        let mut kept = Kept { writer: Writer::open(&path).unwrap(), path };
        kept.add(&record());
        kept
    }

    fn add(&mut self, record: &Record) {
        fresh::put(&mut self.writer, record);
        self.writer.commit().unwrap();
    }

    fn store(&self) -> Store {
        Store::open(&self.path).unwrap()
    }

    fn found(&self, text: &str) -> Vec<EntryId> {
        let hits = self.store().search(&query::parse(text).unwrap(), ALL, Counting::Exact).unwrap();
        hits.hits.iter().map(|hit| hit.id).collect()
    }

    fn one(&self, text: &str) -> EntryId {
        let found = self.found(text);
        assert_eq!(found.len(), 1, "{text}");
        found[0]
    }

    fn shown(&self, id: EntryId) -> ShownEntry {
        let Shown::Entry(shown) = self.store().show(&id.to_string(), ALL).unwrap() else { panic!("{id}") };
        *shown
    }

    fn article(&self) -> ArticleId {
        self.shown(self.one("kind:engagement")).entry.article.id
    }

    fn correct(&mut self, id: EntryId, change: Change) -> Correction {
        let made = self.writer.correct(id, &change, "ada", "").unwrap();
        self.writer.commit().unwrap();
        made
    }

    fn undo(&mut self, made: &Correction) {
        self.writer.undo(made.id).unwrap();
        self.writer.commit().unwrap();
    }

    /// The record with what people said, each time the page is read again.
    fn corrected(&mut self) -> Record {
        self.writer.replace(1, &record()).unwrap();
        self.writer.commit().unwrap();
        assert_eq!(self.store().check(|_, _| {}).unwrap().faults, []);
        let mut found: Option<Corrected> = None;
        let store = self.store();
        let all = store.all().unwrap();
        let end = all.each_record(|one, _| {
            found = Some(one);
            ControlFlow::<()>::Continue(())
        });
        end.unwrap();
        let corrected = found.unwrap();
        assert_eq!(corrected.entries.len(), corrected.record.entries().count());
        corrected.record
    }
}

fn text(field: &str, words: &str) -> Change {
    Change::Text(field.to_string(), words.to_string())
}

fn code(field: &str, code: &str) -> Change {
    Change::Code(field.to_string(), code.to_string())
}

#[test]
fn a_statement_is_mended_in_all_that_people_see() {
    let mut kept = Kept::new("statement");
    let id = kept.one("kind:statement");
    let before = kept.shown(id).entry;
    let changes = [
        Change::Words(vec![Piece::from("We will pay")]),
        Change::When("2031-03-10".to_string()),
        text("channel", "news conference"),
        code("act", "promise"),
        code("quote", "mixed"),
        code("modality", "future"),
        Change::Actors(Part::Addressee, vec!["new:reporters".to_string()]),
    ];
    let made: Vec<Correction> = changes.iter().map(|change| kept.correct(id, change.clone())).collect();
    let entry = kept.shown(id).entry;
    assert_eq!((entry.words.as_str(), entry.start, entry.end), ("We will pay", 1, 12));
    assert_eq!(entry.when.as_ref().unwrap().from, "2031-03-10");
    let of = entry.statement().unwrap();
    assert_eq!(of.channel.as_deref(), Some("news conference"));
    assert_eq!((of.act.as_str(), of.quote, of.modality.as_str()), ("promise", Quote::Mixed, "future"));
    assert_eq!(entry.actors(Part::Addressee)[0].name, "reporters");
    assert!(entry.is_corrected && !entry.is_reviewed);
    assert_eq!((made[0].machine.as_str(), made[0].value.as_str()), ("We will pay our half,", "We will pay"));
    assert_eq!(kept.found("kind:statement \"our half\""), []);
    let now = kept.corrected();
    let one = &now.statements[0];
    assert_eq!((one.content[0].text.as_str(), one.content[0].start), ("We will pay", 1));
    assert_eq!(one.said.as_ref().unwrap().to, "2031-03-10");
    assert_eq!(one.channel.as_deref(), Some("news conference"));
    for one in made.iter().rev() {
        kept.undo(one);
    }
    assert_eq!(kept.shown(id).entry, before);
    assert_eq!(kept.corrected().statements, record().statements);
}

#[test]
fn corrections_follow_an_entry_that_a_later_model_reads_in_other_words() {
    let mut kept = Kept::new("followed");
    let id = kept.one("kind:statement");
    kept.correct(id, code("act", "promise"));
    let mut later = record();
    later.statements[0].content =
        vec![Locator::new(TEXT).span(TEXT.find("will pay").unwrap()..TEXT.find(",”").unwrap())];
    let reread = |kept: &mut Kept, record: &Record| {
        kept.writer.replace(1, record).unwrap();
        kept.writer.commit().unwrap();
        assert_eq!(kept.store().check(|_, _| {}).unwrap().faults, []);
    };
    reread(&mut kept, &later);
    let now = kept.one("kind:statement");
    assert_ne!(now, id);
    assert_eq!(kept.shown(now).entry.statement().unwrap().act.as_str(), "promise");
    let corrections = kept.store().corrections().unwrap();
    assert_eq!((corrections[0].target.as_str(), corrections[0].is_lost), (now.to_string().as_str(), false));
    // Words elsewhere are another statement's: the correction is kept, and said to be of none.
    later.statements[0].content =
        vec![Locator::new(TEXT).span(TEXT.find("it would hold").unwrap()..TEXT.find(". The two").unwrap())];
    reread(&mut kept, &later);
    assert_eq!(kept.shown(kept.one("kind:statement")).entry.statement().unwrap().act.as_str(), "assert");
    assert!(kept.store().corrections().unwrap()[0].is_lost);
}

#[test]
fn what_the_article_has_not_is_refused() {
    let mut kept = Kept::new("refused");
    let id = kept.one("kind:statement");
    let engagement = kept.one("kind:engagement");
    for (id, change, told) in [
        (id, Change::Words(vec![Piece::from("We shall overcome")]), "has no “We shall overcome”"),
        (id, text("channel", "telegram"), "has no “telegram”"),
        (id, text("place", "Port Sollis"), "a statement has no place"),
        (id, text("parent", "s1"), "a statement has no parent"),
        (id, Change::When("Monday".to_string()), "“Monday” is no day"),
        (id, Change::When("2031-03-14..2031-03-12".to_string()), "is no day"),
        (engagement, code("act", "deny"), "an engagement has no act"),
        (engagement, code("phase", "over"), "“over” is none of"),
    ] {
        let error = kept.writer.correct(id, &change, "ada", "").unwrap_err();
        assert!(error.is_unfit() && error.to_string().contains(told), "{error}");
    }
    assert_eq!(kept.store().corrections().unwrap(), []);
}

#[test]
fn entries_of_other_kinds_are_mended_too() {
    let mut kept = Kept::new("others");
    let (engagement, commitment) = (kept.one("kind:engagement"), kept.one("kind:commitment"));
    let position = kept.one("kind:position");
    kept.correct(engagement, code("phase", "cancelled"));
    kept.correct(engagement, code("engagement", "summit"));
    kept.correct(engagement, text("place", "Port Sollis"));
    kept.correct(engagement, Change::Actors(Part::Participant, vec!["new:Kalmere".to_string()]));
    kept.correct(commitment, code("status", "kept"));
    kept.correct(commitment, text("due", "Monday"));
    kept.correct(position, code("stance", "opposes"));
    kept.correct(position, text("issue", "our half"));
    let now = kept.corrected();
    let one = &now.engagements[0];
    assert_eq!((one.kind, one.phase), (EngagementKind::Summit, Phase::Cancelled));
    assert_eq!(one.place.as_deref(), Some("Port Sollis"));
    let name = |id: &str| now.actors.iter().find(|actor| actor.id == id).unwrap().name.clone();
    assert_eq!(one.participants.iter().map(|id| name(id)).collect::<Vec<_>>(), ["Kalmere"]);
    assert_eq!(
        (now.commitments[0].status, now.commitments[0].due.as_deref()),
        (Status::Kept, Some("Monday"))
    );
    assert_eq!(
        (now.positions[0].stance, now.positions[0].issue.text.as_str()),
        (Stance::Opposes, "our half")
    );
    let gone = kept.correct(position, Change::NotOnRecord);
    assert_eq!((kept.found("kind:position").len(), kept.corrected().positions.len()), (0, 0));
    kept.undo(&gone);
    assert_eq!(kept.one("stance:opposes"), position);
}

#[test]
fn a_missed_statement_is_added_by_its_words_and_goes_in_one_step() {
    let mut kept = Kept::new("added");
    let article = kept.article();
    let names = |kept: &Kept| kept.store().who("Oren Vale", ALL, Counting::Exact).is_ok();
    let wrong = kept.writer.add_statement(article, &[Piece::from("It never held")], "ada", "").unwrap_err();
    assert!(wrong.is_unfit(), "{wrong}");
    let (id, added) = kept.writer.add_statement(article, &[Piece::from("it will hold")], "ada", "").unwrap();
    kept.writer.commit().unwrap();
    let again = kept.writer.add_statement(article, &[Piece::from("It will hold")], "ada", "").unwrap_err();
    assert!(again.to_string().contains(&id.to_string()), "{again}");
    kept.correct(id, code("act", "assess"));
    kept.correct(id, Change::Actors(Part::Speaker, vec!["new:Oren Vale".to_string()]));
    let entry = kept.shown(id).entry;
    assert_eq!((entry.words.as_str(), entry.statement().unwrap().quote), ("It will hold", Quote::Indirect));
    assert_eq!(kept.one("speaker:vale act:assess"), id);
    let now = kept.corrected();
    assert_eq!((now.statements.len(), now.statements[1].content[0].text.as_str()), (2, "It will hold"));
    assert!(names(&kept));
    // A later version of the article that has the words has the statement too.
    let mut later = record();
    later.article.text = format!("Corrected. {TEXT}");
    let locator = Locator::new(&later.article.text);
    for span in later.statements.iter_mut().flat_map(|one| &mut one.content) {
        *span = locator.span(span.byte_start + 11..span.byte_end + 11);
    }
    (later.engagements, later.commitments, later.positions) = (Vec::new(), Vec::new(), Vec::new());
    later.actors.iter_mut().for_each(|actor| actor.mentions.clear());
    later.statements.iter_mut().for_each(|one| (one.cue, one.source) = (None, None));
    later.provenance.sha256 = "0".repeat(64);
    kept.writer.add(&NewPage { record: &later, bytes: b"later", origin: "{}" }).unwrap();
    kept.writer.commit().unwrap();
    assert_eq!(kept.one("speaker:vale act:assess"), id);
    kept.undo(&added);
    assert_eq!(kept.found("act:assess"), []);
    assert!(!names(&kept));
    assert!(kept.store().corrections().unwrap().iter().all(|one| one.undone.is_some()));
}

#[test]
fn an_actor_is_called_as_people_say_over_all_articles() {
    let mut kept = Kept::new("actor");
    let actor = kept.store().one_called("Mira Halvorsen").unwrap();
    let change = |kept: &mut Kept, change: ActorChange| {
        let made = kept.writer.correct_actor(actor, &change, "ada", "").unwrap();
        kept.writer.commit().unwrap();
        made
    };
    let title = |title: &str, of: &str| Some(Title { title: title.to_string(), of: of.to_string() });
    let name = change(&mut kept, ActorChange::Name("Mira Halvorson".to_string()));
    let kind = change(&mut kept, ActorChange::Kind(ActorKind::Group));
    let was = title("mayor", "Corran");
    let role = change(&mut kept, ActorChange::Role { was, is: title("deputy mayor", "Corran") });
    let unheld = ActorChange::Role { was: title("captain", ""), is: None };
    let unheld = kept.writer.correct_actor(actor, &unheld, "ada", "").unwrap_err();
    assert!(unheld.to_string().contains("they have deputy mayor of Corran"), "{unheld}");
    // Another article tells of her by the name that articles have.
    kept.add(&sample("https://courier.example/2", "“It holds,” Mira Halvorsen the mayor of Corran said."));
    assert_eq!((kept.found("speaker:halvorson").len(), kept.found("speaker:halvorsen").len()), (2, 2));
    let dossier = kept.store().who("Halvorson", ALL, Counting::Exact).unwrap().dossier.unwrap();
    assert_eq!((dossier.who.id, dossier.who.kind.as_str()), (actor, "group"));
    let roles: Vec<&str> = dossier.roles.iter().map(|role| role.title.as_str()).collect();
    assert_eq!(roles, ["deputy mayor"]);
    for (made, told) in [(&name, "Mira Halvorsen"), (&kind, "person"), (&role, "mayor of Corran")] {
        assert_eq!(made.machine, told);
        kept.undo(made);
    }
    let dossier = kept.store().who("halvorsen", ALL, Counting::Exact).unwrap().dossier.unwrap();
    assert_eq!((dossier.who.name.as_str(), dossier.who.kind.as_str()), ("Mira Halvorsen", "person"));
    assert_eq!((dossier.roles[0].title.as_str(), dossier.articles), ("mayor", 2));
    assert!(kept.store().who("Halvorson", ALL, Counting::Exact).is_err());
    assert_eq!(kept.store().check(|_, _| {}).unwrap().faults, []);
}

#[test]
fn what_is_least_sure_comes_first_until_somebody_looked_at_it() {
    let mut kept = Kept::new("review");
    let all = query::parse("").unwrap();
    let left = |kept: &Kept| {
        let unsure = kept.store().unsure(&all, ALL, Counting::Exact).unwrap();
        let kinds: Vec<String> = unsure.entries.iter().map(|entry| entry.kind().to_string()).collect();
        (kinds.join(" "), unsure.done)
    };
    assert_eq!(left(&kept), ("position engagement commitment statement".to_string(), 0));
    let reviewed = kept.correct(kept.one("kind:position"), Change::Reviewed);
    kept.correct(kept.one("kind:engagement"), code("phase", "cancelled"));
    assert_eq!(left(&kept), ("commitment statement".to_string(), 2));
    let entry = kept.shown(kept.one("kind:position")).entry;
    assert!(entry.is_reviewed && !entry.is_corrected);
    kept.undo(&reviewed);
    assert_eq!(left(&kept).0, "position commitment statement");
    let article = kept.article();
    kept.writer.review(article, "ada", "").unwrap();
    kept.writer.commit().unwrap();
    assert_eq!(left(&kept).0, "");
    let Shown::Article(shown) = kept.store().show(&article.to_string(), ALL).unwrap() else { panic!() };
    let by = shown.reviewed.unwrap();
    assert_eq!((by.by.as_str(), by.is_current), ("ada", true));
    // Another reading is to be looked at again.
    let mut other = record();
    other.provenance.version = "9.9".to_string();
    kept.writer.replace(1, &other).unwrap();
    kept.writer.commit().unwrap();
    let Shown::Article(shown) = kept.store().show(&article.to_string(), ALL).unwrap() else { panic!() };
    assert!(!shown.reviewed.unwrap().is_current);
    assert_eq!(left(&kept).0, "position commitment statement");
}
