//! `onrecord correct`: what people know better, kept beside what the machine read.

mod args;

use onrecord_record::ActorKind;
use onrecord_store::{ActorChange, ArticleId, Change, Correction, EntryId, Piece, Title, Writer};

use crate::cli::shared::color::Color;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::signed::told;
pub use args::{ABOUT, CorrectArgs, EXAMPLES};

/// What is to be corrected.
enum Target {
    Entry(EntryId),
    Article(ArticleId),
    /// By name or id.
    Actor(String),
}

impl Target {
    fn of(text: &str) -> Target {
        if let Ok(entry) = text.parse() {
            return Target::Entry(entry);
        }
        match text.parse() {
            Ok(article) => Target::Article(article),
            Err(_) => Target::Actor(text.to_string()),
        }
    }
}

/// Corrects, lists or takes back.
pub fn run(args: &CorrectArgs, color: Color) -> Exit {
    let target = args.what.as_deref().map(Target::of);
    if let Some(what) = target.as_ref().and_then(|target| misfit(args, target)) {
        return Exit::Misused(what);
    }
    let signed = &args.signed;
    told(signed, color, || {
        if args.list {
            return Ok(signed.store.open()?.corrections()?);
        }
        let mut writer = signed.existing()?;
        let mut made = Vec::new();
        for number in &args.undo {
            made.push(writer.undo(*number)?);
        }
        match &target {
            Some(Target::Entry(entry)) => entry_corrected(&mut writer, *entry, args, &mut made)?,
            Some(Target::Article(article)) => article_corrected(&mut writer, *article, args, &mut made)?,
            Some(Target::Actor(name)) => actor_corrected(&mut writer, name, args, &mut made)?,
            None => {}
        }
        writer.commit()?;
        Ok(made)
    })
}

/// What clap cannot know is wrong with the arguments.
fn misfit(args: &CorrectArgs, target: &Target) -> Option<String> {
    let is_of_entry = !changes(args).is_empty();
    let is_of_actor = !actor_changes(args).is_ok_and(|changes| changes.is_empty());
    let is_added = !args.words.add.is_empty();
    let wanted = match target {
        Target::Entry(_) if is_added || is_of_actor => {
            "--add is for an article, --name, --kind and --role for an actor"
        }
        Target::Entry(_) if !is_of_entry && !args.reviewed => {
            "say what to change: --act, --speaker, --content, --date …, --not-on-record or --reviewed (see --help)"
        }
        Target::Article(_) if is_of_actor || (is_of_entry && !is_added) => {
            "an article is given --add with a statement's words, or --reviewed; its entries have ids of their own"
        }
        Target::Article(_) if !is_added && !args.reviewed => {
            "say --add with a statement's words, or --reviewed"
        }
        Target::Actor(_) if is_added || is_of_entry || args.reviewed => {
            "no id of an entry or article: an actor is given --name, --kind, --role and --not-role"
        }
        Target::Actor(_) if !is_of_actor => {
            "say what to change of an actor: --name, --kind, --role or --not-role"
        }
        _ => return None,
    };
    Some(wanted.to_string())
}

fn entry_corrected(
    writer: &mut Writer,
    entry: EntryId,
    args: &CorrectArgs,
    made: &mut Vec<Correction>,
) -> Result<(), Failure> {
    let (by, note) = (args.signed.by(), &args.signed.note);
    for change in changes(args).iter().chain(args.reviewed.then_some(&Change::Reviewed)) {
        made.push(writer.correct(entry, change, &by, note)?);
    }
    Ok(())
}

/// Adds a statement with what is said of it, or marks the article as reviewed, or both.
fn article_corrected(
    writer: &mut Writer,
    article: ArticleId,
    args: &CorrectArgs,
    made: &mut Vec<Correction>,
) -> Result<(), Failure> {
    let (by, note) = (args.signed.by(), &args.signed.note);
    if !args.words.add.is_empty() {
        let (entry, added) = writer.add_statement(article, &pieces(&args.words.add), &by, note)?;
        made.push(added);
        for change in changes(args) {
            made.push(writer.correct(entry, &change, &by, note)?);
        }
    }
    if args.reviewed {
        made.push(writer.review(article, &by, note)?);
    }
    Ok(())
}

fn actor_corrected(
    writer: &mut Writer,
    name: &str,
    args: &CorrectArgs,
    made: &mut Vec<Correction>,
) -> Result<(), Failure> {
    let actor = writer.store().one_called(name)?;
    for change in actor_changes(args)? {
        made.push(writer.correct_actor(actor, &change, &args.signed.by(), &args.signed.note)?);
    }
    Ok(())
}

/// What is to be changed of an entry; that somebody reviewed it stands apart, as articles are reviewed too.
fn changes(args: &CorrectArgs) -> Vec<Change> {
    let codes = args.codes.given().into_iter();
    let codes = codes.map(|(field, code)| Change::Code(field.to_string(), code.to_string()));
    let people = args.people.given().into_iter().map(|(part, names)| Change::Actors(part, names));
    let words = args.words.given().into_iter();
    let words = words.map(|(field, words)| Change::Text(field.to_string(), words.to_string()));
    let content = (!args.words.content.is_empty()).then(|| Change::Words(pieces(&args.words.content)));
    let date = args.words.date.clone().map(Change::When);
    let rejected = args.not_on_record.then_some(Change::NotOnRecord);
    content.into_iter().chain(codes).chain(people).chain(words).chain(date).chain(rejected).collect()
}

fn pieces(words: &[String]) -> Vec<Piece> {
    words.iter().map(|words| Piece::from(words.as_str())).collect()
}

fn actor_changes(args: &CorrectArgs) -> Result<Vec<ActorChange>, Failure> {
    let of = &args.actor;
    let mut changes: Vec<ActorChange> = of.name.clone().map(ActorChange::Name).into_iter().collect();
    if let Some(kind) = &of.kind {
        let unknown = |_| Failure::told(format!("“{kind}” is none of {}", ActorKind::CODES.join(", ")));
        changes.push(ActorChange::Kind(kind.parse().map_err(unknown)?));
    }
    if let ([was], [is]) = (of.not_role.as_slice(), of.role.as_slice()) {
        changes.push(ActorChange::Role { was: Some(title(was)), is: Some(title(is)) });
        return Ok(changes);
    }
    let gone = of.not_role.iter().map(|role| ActorChange::Role { was: Some(title(role)), is: None });
    let new = of.role.iter().map(|role| ActorChange::Role { was: None, is: Some(title(role)) });
    Ok(changes.into_iter().chain(gone).chain(new).collect())
}

/// `mayor of Corran` is the title of mayor, of the body or place Corran.
fn title(text: &str) -> Title {
    let (title, of) = text.rsplit_once(" of ").unwrap_or((text, ""));
    Title { title: title.trim().to_string(), of: of.trim().to_string() }
}
