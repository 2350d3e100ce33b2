//! `onrecord correct` and `onrecord actors`: what people know better, kept beside what the machine read.

use std::io;

use clap::{Args, Subcommand};
use onrecord_store::{ActorId, ArticleId, Change, Correction, StatementId, Store, Writer};

use super::args::{Color, StoreArgs, Told};
use super::failure::Failure;
use super::report::Report;
use super::show::sanitize::{escape_json, sanitize};
use super::{FAILED, is_colored, print, wrong_usage};

pub const CORRECT_ABOUT: &str = "\
Change what the machine read of a statement

The change is kept beside the machine's reading, with who made it and when. Adding the page again and rebuilding the \
store keep it; `--undo` takes it back. `onrecord search` and `onrecord show` tell the statements' ids.";

pub const CORRECT_EXAMPLES: &str = "\
Examples:
  onrecord correct st-00c0ffee00c0ffee --act promise
  onrecord correct st-00c0ffee00c0ffee --speaker \"Ada Lorne\" --note \"she, not the mayor\"
  onrecord correct st-00c0ffee00c0ffee --not-a-statement
  onrecord correct --list
  onrecord correct --undo 3";

pub const ACTORS_ABOUT: &str = "\
Say who is who: why two mentions are one actor, that two actors are one, that one is two

Actors are found by name and role; where two answers fit, nobody is guessed. A merge and a split are corrections: they \
are kept through adding and rebuilding, and can be taken back.";

pub const ACTORS_EXAMPLES: &str = "\
Examples:
  onrecord actors why Daniel Marsh                    in which articles, and why they are taken for one
  onrecord actors merge Blinken \"Antony Blinken\"       the first is the second
  onrecord actors split \"Daniel Marsh\" --article ar-00c0ffee00c0ffee
                                                      there he is somebody else
  onrecord actors split \"Antony Blinken\"               take the merges back";

#[derive(Args, Debug)]
pub struct CorrectArgs {
    /// The statement's id
    #[arg(value_name = "STATEMENT", required_unless_present_any = ["list", "undo"], conflicts_with_all = ["list", "undo"])]
    pub statement: Option<StatementId>,

    /// What was done by saying it: assert, announce, promise, deny …
    #[arg(long, value_name = "ACT")]
    pub act: Option<String>,

    /// How it is quoted: direct, mixed, indirect
    #[arg(long, value_name = "KIND")]
    pub quote: Option<String>,

    /// Who said it, by name or id; several times for several
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,

    /// Whom it was said to, by name or id; several times for several
    #[arg(long, value_name = "NAME")]
    pub addressee: Vec<String>,

    /// The article does not tell who said it
    #[arg(long, conflicts_with = "speaker")]
    pub nobody: bool,

    /// It is none
    #[arg(long)]
    pub not_a_statement: bool,

    /// List all corrections, those that were taken back included
    #[arg(long, conflicts_with = "undo")]
    pub list: bool,

    /// Take the correction of this number back
    #[arg(long, value_name = "NUMBER")]
    pub undo: Option<i64>,

    #[command(flatten)]
    pub signed: SignedArgs,
}

#[derive(Args, Debug)]
pub struct ActorsArgs {
    #[command(subcommand)]
    pub command: ActorsCommand,
}

#[derive(Debug, Subcommand)]
pub enum ActorsCommand {
    /// In which articles an actor appears, and why it is taken for this one
    Why {
        /// The actor, by name or id
        #[arg(value_name = "ACTOR", required = true)]
        actor: Vec<String>,

        #[command(flatten)]
        signed: SignedArgs,
    },
    /// Say that one actor is another
    Merge {
        /// Who is somebody else, by name or id
        #[arg(value_name = "ACTOR")]
        actor: String,

        /// Whom it is
        #[arg(value_name = "INTO")]
        into: String,

        #[command(flatten)]
        signed: SignedArgs,
    },
    /// Say that an actor is somebody else in one article, or take its merges back
    Split {
        /// The actor, by name or id
        #[arg(value_name = "ACTOR")]
        actor: String,

        /// The article in which it is somebody else
        #[arg(long, value_name = "ARTICLE")]
        article: Option<ArticleId>,

        #[command(flatten)]
        signed: SignedArgs,
    },
}

#[derive(Args, Debug)]
pub struct SignedArgs {
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub note: String,

    /// Who says so [default: the name that you are logged in by]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// What to print
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub format: Told,

    #[command(flatten)]
    pub store: StoreArgs,
}

pub fn correct(args: &CorrectArgs, color: Color) -> u8 {
    let changes = changes(args);
    if args.statement.is_some() && changes.is_empty() {
        return wrong_usage(
            "correct",
            "say what to change: --act, --quote, --speaker, --addressee, --nobody or --not-a-statement",
        );
    }
    let signed = &args.signed;
    answered(signed, color, || {
        if args.list {
            return Ok(signed.store.open()?.corrections()?);
        }
        let mut writer = existing(&signed.store)?;
        let mut made = Vec::new();
        if let Some(number) = args.undo {
            made.push(writer.undo(number)?);
        }
        for (change, statement) in changes.iter().zip(args.statement.iter().cycle()) {
            made.push(writer.correct(*statement, change, &signed.by(), &signed.note)?);
        }
        writer.commit()?;
        Ok(made)
    })
}

fn changes(args: &CorrectArgs) -> Vec<Change> {
    let speakers = (args.nobody || !args.speaker.is_empty()).then(|| Change::Speakers(args.speaker.clone()));
    let addressees = (!args.addressee.is_empty()).then(|| Change::Addressees(args.addressee.clone()));
    let all = [
        args.act.clone().map(Change::Act),
        args.quote.clone().map(Change::Quote),
        speakers,
        addressees,
        args.not_a_statement.then_some(Change::NoStatement),
    ];
    all.into_iter().flatten().collect()
}

pub fn actors(args: &ActorsArgs, color: Color) -> u8 {
    match &args.command {
        ActorsCommand::Why { actor, signed } => why(&actor.join(" "), signed, color),
        ActorsCommand::Merge { actor, into, signed } => answered(signed, color, || {
            let mut writer = existing(&signed.store)?;
            let (actor, into) = (who(writer.store(), actor)?, who(writer.store(), into)?);
            let made = writer.merge(actor, into, &signed.by(), &signed.note)?;
            writer.commit()?;
            Ok(vec![made])
        }),
        ActorsCommand::Split { actor, article, signed } => answered(signed, color, || {
            let mut writer = existing(&signed.store)?;
            let actor = who(writer.store(), actor)?;
            let made = writer.split(actor, *article, &signed.by(), &signed.note)?;
            writer.commit()?;
            Ok(made)
        }),
    }
}

/// Correcting makes no store.
fn existing(store: &StoreArgs) -> Result<Writer, Failure> {
    store.open()?;
    store.write()
}

/// The actor of a name or an id.
fn who(store: &Store, name: &str) -> Result<ActorId, Failure> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    let known = store.actors_called(name)?;
    match known.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Failure::new(name, "nobody in the store is called so")
            .hint("`onrecord search speaker:NAME` finds parts of names")),
        several => {
            let ids: Vec<String> = several.iter().map(|one| format!("{} ({})", one.id, one.told())).collect();
            Err(Failure::new(name, format!("several are called so: {}", ids.join(", ")))
                .hint("say which by its id"))
        }
    }
}

fn why(name: &str, signed: &SignedArgs, color: Color) -> u8 {
    let report = Report::quiet(is_colored(color, &io::stderr()));
    let found = signed.store.open().and_then(|store| {
        let ids = match name.parse() {
            Ok(id) => vec![id],
            Err(_) => store.actors_called(name)?.into_iter().map(|one| one.id).collect(),
        };
        if ids.is_empty() {
            return Err(Failure::new(name, "nobody in the store is called so"));
        }
        let mut all = Vec::new();
        for id in ids {
            all.push((id, store.appearances(id)?));
        }
        Ok(all)
    });
    let found = match found {
        Ok(found) => found,
        Err(failure) => {
            report.failure(&failure);
            return FAILED;
        }
    };
    let mut text = String::new();
    for (idx, (id, appearances)) in found.iter().enumerate() {
        if signed.format == Told::Human {
            let gap = if idx > 0 { "\n" } else { "" };
            let name = appearances.first().map(|one| one.actor.as_str()).unwrap_or_default();
            text += &format!("{gap}{} · {id}\n", sanitize(name));
        }
        for one in appearances {
            text += &match signed.format {
                Told::Human => format!(
                    "  {}  {}  {}, {}\n    as “{}”: {}\n",
                    one.article,
                    one.published.as_deref().map_or("–", |stamp| stamp.get(..10).unwrap_or(stamp)),
                    sanitize(&one.title),
                    sanitize(&one.publisher),
                    sanitize(&one.name),
                    sanitize(&one.why)
                ),
                Told::Jsonl => escape_json(serde_json::to_string(one).expect("plain data")) + "\n",
            };
        }
    }
    print(&text, color)
}

impl SignedArgs {
    fn by(&self) -> String {
        let from = |name: &str| std::env::var(name).ok().filter(|name| !name.is_empty());
        self.by
            .clone()
            .or_else(|| from("USER"))
            .or_else(|| from("LOGNAME"))
            .or_else(|| from("USERNAME"))
            .unwrap_or_default()
    }
}

fn answered(args: &SignedArgs, color: Color, make: impl FnOnce() -> Result<Vec<Correction>, Failure>) -> u8 {
    let made = match make() {
        Ok(made) => made,
        Err(failure) => {
            Report::quiet(is_colored(color, &io::stderr())).failure(&failure);
            return FAILED;
        }
    };
    let text: String = match args.format {
        Told::Human if made.is_empty() => "nothing was corrected yet\n".to_string(),
        Told::Human => made.iter().map(line).collect(),
        Told::Jsonl => {
            let line = |one| escape_json(serde_json::to_string(one).expect("plain data")) + "\n";
            made.iter().map(line).collect()
        }
    };
    print(&text, color)
}

/// `3  st-…  act: promise instead of assert  (ada, 2031-03-14: note)`.
fn line(one: &Correction) -> String {
    let was = match (one.what.as_str(), one.machine.as_str()) {
        ("no_statement", _) => String::new(),
        ("merge" | "split", _) => String::new(),
        (_, "") => ", where the machine read nothing".to_string(),
        (_, machine) => format!(", where the machine read {machine}"),
    };
    let value = match (one.what.as_str(), one.value.as_str()) {
        ("no_statement", _) => "no statement".to_string(),
        ("merge", into) => format!("is {} ({into})", one.named),
        ("split", new) => format!("{} there is somebody else ({new})", one.named),
        (what, "") => format!("{what}: nobody"),
        (what @ ("speaker" | "addressee"), _) => format!("{what}: {}", one.named.replace('|', ", ")),
        (what, value) => format!("{what}: {value}"),
    };
    let note = if one.note.is_empty() { String::new() } else { format!(" – {}", one.note) };
    let by = if one.by.is_empty() { "somebody" } else { one.by.as_str() };
    let undone = one.undone.as_deref().map(|when| format!(" · taken back {when}")).unwrap_or_default();
    let text = format!("{}  {}  {value}{was}  ({by}, {}{note}){undone}", one.id, one.target, one.made);
    format!("{}\n", sanitize(&text))
}
