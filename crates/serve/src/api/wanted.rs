//! What somebody wants changed, as a program says it, and the changes that this makes.

use std::collections::BTreeMap;

use onrecord_record::{ActorKind, Part};
use onrecord_store::{ActorChange, ActorId, ArticleId, Change, Correction, EntryId, Piece, Title, Writer};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;

/// What is to be changed of an entry, an article or an actor: at least one thing.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// The id of an entry (st-, en-, co-, po-), an article (ar-) or an actor (ac-)
    #[schemars(required, regex(pattern = "^(st|en|co|po|ar|ac)-[0-9a-f]{16}$"))]
    target: String,
    /// Of an entry, codes in the place of others: act, quote, modality, phase, status, stance …
    codes: BTreeMap<String, String>,
    /// Of an entry, words in the place of others, as its article has them: channel, place, due, condition, issue; empty
    /// where the article does not tell
    texts: BTreeMap<String, String>,
    /// Of an entry, its own words as its article has them, in one piece or several
    words: Vec<Piece>,
    /// Of an entry, when it was: 2031-03-12, 2031-03 or 2031-03-12..2031-03-14; empty where the article does not tell
    when: Option<String>,
    /// Who is what to an entry, by name or id, or new:NAME for somebody new; nobody where the list is empty
    actors: BTreeMap<Part, Vec<String>>,
    /// Of an entry: it is none at all
    not_on_record: bool,
    /// Of an entry: it is right as it stands; of an article: all that it puts on record is there, and right
    reviewed: bool,
    /// Of an article: a statement that the machine missed, by its words; what else is said is said of that statement
    add: Vec<Piece>,
    /// Of an actor, over all articles: what it is called
    name: Option<String>,
    /// Of an actor, over all articles: what kind of actor it is
    kind: Option<ActorKind>,
    /// Of an actor, over all articles: offices that it has or has not
    roles: Vec<Office>,
    /// Who says so
    by: String,
    /// Why
    note: String,
}

/// What holds of an office: without the first it is one more, without the second there is none.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Office {
    /// As articles have it
    was: Option<Title>,
    /// What holds instead
    is: Option<Title>,
}

impl Wanted {
    /// Changes what is to be changed.
    ///
    /// # Errors
    /// Where nothing is to be changed, or it does not fit: the store is then not to be committed.
    pub fn make(&self, writer: &mut Writer) -> Result<Vec<Correction>, Problem> {
        let target = self.target.trim();
        if let Ok(entry) = target.parse::<EntryId>() {
            return self.of_entry(writer, entry);
        }
        if let Ok(article) = target.parse::<ArticleId>() {
            return self.of_article(writer, article);
        }
        match target.parse::<ActorId>() {
            Ok(actor) => self.of_actor(writer, actor),
            Err(_) => Err(Problem::unfit(format!("{target:?} is no id of an entry, an article or an actor"))
                .hint("an id is such as st-00c0ffee00c0ffee")),
        }
    }

    fn of_entry(&self, writer: &mut Writer, entry: EntryId) -> Result<Vec<Correction>, Problem> {
        let changes: Vec<Change> =
            self.changes().into_iter().chain(self.reviewed.then_some(Change::Reviewed)).collect();
        if self.is_of_actor() || !self.add.is_empty() {
            return Err(Problem::unfit("name, kind and roles are an actor's, add is an article's"));
        }
        if changes.is_empty() {
            return Err(nothing("codes, texts, words, when, actors, not_on_record or reviewed"));
        }
        let correct = |change| writer.correct(entry, change, &self.by, &self.note);
        Ok(changes.iter().map(correct).collect::<Result<_, _>>()?)
    }

    fn of_article(&self, writer: &mut Writer, article: ArticleId) -> Result<Vec<Correction>, Problem> {
        let changes = self.changes();
        if self.is_of_actor() || (self.add.is_empty() && !changes.is_empty()) {
            return Err(Problem::unfit("an article is given a statement to add, or reviewed")
                .hint("its entries and its actors have ids of their own"));
        }
        let mut made = Vec::new();
        if !self.add.is_empty() {
            let (entry, added) = writer.add_statement(article, &self.add, &self.by, &self.note)?;
            made.push(added);
            for change in &changes {
                made.push(writer.correct(entry, change, &self.by, &self.note)?);
            }
        }
        if self.reviewed {
            made.push(writer.review(article, &self.by, &self.note)?);
        }
        if made.is_empty() { Err(nothing("add or reviewed")) } else { Ok(made) }
    }

    fn of_actor(&self, writer: &mut Writer, actor: ActorId) -> Result<Vec<Correction>, Problem> {
        if self.reviewed || !self.add.is_empty() || !self.changes().is_empty() {
            return Err(Problem::unfit("an actor is given a name, a kind or roles"));
        }
        let name = self.name.clone().map(ActorChange::Name);
        let kind = self.kind.map(ActorChange::Kind);
        let roles =
            self.roles.iter().map(|role| ActorChange::Role { was: role.was.clone(), is: role.is.clone() });
        let changes: Vec<ActorChange> = name.into_iter().chain(kind).chain(roles).collect();
        if changes.is_empty() {
            return Err(nothing("name, kind or roles"));
        }
        let correct = |change| writer.correct_actor(actor, change, &self.by, &self.note);
        Ok(changes.iter().map(correct).collect::<Result<_, _>>()?)
    }

    /// What is to be changed of an entry; that somebody reviewed it stands apart, as articles are reviewed too.
    fn changes(&self) -> Vec<Change> {
        let words = (!self.words.is_empty()).then(|| Change::Words(self.words.clone()));
        let codes = self.codes.iter().map(|(field, code)| Change::Code(field.clone(), code.clone()));
        let texts = self.texts.iter().map(|(field, words)| Change::Text(field.clone(), words.clone()));
        let actors = self.actors.iter().map(|(part, names)| Change::Actors(*part, names.clone()));
        let when = self.when.clone().map(Change::When);
        let none = self.not_on_record.then_some(Change::NotOnRecord);
        words.into_iter().chain(codes).chain(texts).chain(actors).chain(when).chain(none).collect()
    }

    fn is_of_actor(&self) -> bool {
        self.name.is_some() || self.kind.is_some() || !self.roles.is_empty()
    }
}

fn nothing(ways: &str) -> Problem {
    Problem::unfit("nothing is to be changed").hint(format!("{ways} says what is"))
}
